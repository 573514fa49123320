"""`monitor platform`: the networks, and one of them, without any register."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_networks_are_listed_and_shown_without_a_register(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    listed = run("platform", "list", "--format", "json")
    assert listed.exit_code == 0
    assert len(json.loads(listed.stdout)) == 11
    shown = run("platform", "show", "twitter")
    assert "second factors it offers" in shown.stdout
    assert list(tmp_path.iterdir()) == []


def test_one_that_is_not_known_is_refused(run: Run) -> None:
    refused = run("platform", "show", "instgram")
    assert refused.exit_code == 2
    assert "did you mean “instagram”?" in refused.stderr
