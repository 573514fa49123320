"""A register with the small institute in it, for doors that work on one."""

import atexit
import json
import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from click.testing import CliRunner, Result

from monitor.cli import main
from tests.reports.example import SHEETS, written


@dataclass(frozen=True)
class Registered:
    """Runs `monitor` on one register, in this process and in English."""

    url: str

    def __call__(self, *arguments: object, by: str | None = None, code: int = 0) -> Result:
        """Run a command that must exit with `code`."""
        options = ["--lang", "en", "--database", self.url, *(["--by", by] if by else [])]
        said = CliRunner().invoke(main, [*options, *map(str, arguments)])
        assert said.exit_code == code, (said.exit_code, said.output, said.exception)
        return said

    def json(self, *arguments: object, code: int = 0) -> Any:
        """Run a command and read the JSON it prints."""
        return json.loads(self(*arguments, "--format", "json", code=code).stdout)

    def code_of(self, control: str, subject: str) -> str:
        """Return the code of a finding that is listed."""
        rows = self.json("finding", "list", "--control", control)
        return str(next(row["code"] for row in rows if row["subject"] == subject))


@cache
def _template(*, checked: bool) -> Path:
    """Return a folder with a register made once: the small institute taken in, and checked."""
    folder = Path(mkdtemp())
    atexit.register(shutil.rmtree, folder)
    run = Registered(f"sqlite:///{folder / 'register.db'}")
    run("init", "--code", "IEE")
    run("import", written(folder / "iee", SHEETS))
    if checked:
        run("check", code=1)
    return folder


def filled(folder: Path, *, checked: bool = False) -> Registered:
    """Return a register of its own with the small institute, and one round where `checked`."""
    own = folder / "own"
    shutil.copytree(_template(checked=checked), own)
    return Registered(f"sqlite:///{own / 'register.db'}")
