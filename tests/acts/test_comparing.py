"""Two policies compared, with what the files of an inventory would give under each."""

from pathlib import Path

import pytest

from monitor.acts import comparing
from monitor.acts.comparing import Asked
from monitor.findings.comparing import Turn
from monitor.intake.faults import IntakeError
from monitor.policy.library import Library
from monitor.policy.problems import PolicyError
from tests.reports.example import SHEETS, TODAY, written


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return written(tmp_path / "iee", SHEETS)


def _effect(folder: Path, a: str, b: str) -> dict[tuple[str, str], Turn]:
    asked = Asked(folder, today=TODAY)
    _compared, effect = comparing.with_inventory(a, b, asked, lambda _sheet, _rows: None)
    assert effect.as_of == TODAY
    return {(each.control, each.subject): each for each in effect.turns}


def test_two_policies_are_compared_as_they_are_written() -> None:
    compared = comparing.policies("mx-iee-ags-2023", "mx-ine-mail")
    assert {each.name for each in compared.divergences} >= {"gap_resolver", "mfa.enabled"}


def test_a_policy_there_is_not_is_refused() -> None:
    with pytest.raises(PolicyError, match="did you mean “mx-ine-mail”"):
        comparing.policies("mx-iee-ags-2023", "mx-ine-mial")


def test_findings_turn_for_the_files_of_an_inventory(folder: Path) -> None:
    found = _effect(folder, "mx-iee-ags-2023", "mx-ine-mail")
    bare = found["mfa.enabled", "account:x/ieejemplo"]
    assert (bare.before, bare.after, bare.area) == (None, "fail", "JD01AGS")
    assert found["logbook.kept", "account:x/ieejemplo"].how == "resolves"
    back = _effect(folder, "mx-ine-mail", "mx-iee-ags-2023")
    assert {key: (each.after, each.before) for key, each in back.items()} == {
        key: (each.before, each.after) for key, each in found.items()
    }


def test_nothing_turns_between_a_policy_and_itself(folder: Path) -> None:
    assert _effect(folder, "mx-ine-mail", "mx-ine-mail") == {}


def test_policies_beside_the_files_are_found_first(folder: Path) -> None:
    ours = Path(Library().pack("mx-ine-mail").document.name).read_text(encoding="utf-8")
    packs = folder / "policies" / "packs"
    packs.mkdir(parents=True)
    stricter = ours.replace("id: mx-ine-mail", "id: own").replace("max_age: P2M", "max_age: P1D")
    (packs / "own.yaml").write_text(stricter, encoding="utf-8")
    found = _effect(folder, "mx-ine-mail", "own")
    assert found["rotation.max-age", "account:facebook/ieejemplo"].after == "fail"


def test_files_that_cannot_be_read_are_refused(tmp_path: Path) -> None:
    with pytest.raises(IntakeError):
        _effect(tmp_path / "gone", "mx-iee-ags-2023", "mx-ine-mail")
