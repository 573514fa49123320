"""What the intake's tests share: a fixed day, the real table of networks, and a folder to fill."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from monitor.intake.inventory_files import InventoryFiles, Row, open_inventory
from monitor.policy.platforms import Platforms, load_platforms

TABLE = Path(__file__).parents[2] / "policies" / "platforms.yaml"
TODAY = date(2026, 11, 22)

Read = Callable[..., tuple[list[Row], InventoryFiles]]


@pytest.fixture(scope="session")
def platforms() -> Platforms:
    return load_platforms(TABLE.read_text(encoding="utf-8"))


@pytest.fixture
def today() -> date:
    return TODAY


@pytest.fixture
def read(tmp_path: Path, platforms: Platforms) -> Read:
    """Write one file (text is UTF-8) and read all of its rows as the sheet it is named after."""

    def write_and_read(
        content: str | bytes, name: str = "accounts.csv"
    ) -> tuple[list[Row], InventoryFiles]:
        data = content.encode() if isinstance(content, str) else content
        (tmp_path / name).write_bytes(data)
        inventory = open_inventory(tmp_path, TODAY, platforms)
        rows = [row for sheet in inventory.sheets for row in inventory.rows(sheet)]
        return rows, inventory

    return write_and_read
