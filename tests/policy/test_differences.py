"""What changes when other requirements take the place of those in force."""

from pathlib import Path

import pytest

from monitor.policy.differences import Difference, differences
from tests.policy.drafts import READING, Drafts, control


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    found = Drafts(tmp_path)
    found.pack("one", control(params="{term: P2M}", readings=READING))
    return found


def _told(found: tuple[Difference, ...]) -> list[tuple[str, str, str | None, str | None]]:
    return [
        (each.what, each.name, each.before, each.after) for each in found if each.what != "pack"
    ]


def test_the_same_differs_in_nothing(drafts: Drafts) -> None:
    assert differences(drafts.compile("one"), drafts.compile("one")) == ()
    assert differences(None, None) == ()


def test_what_is_new_is_told_by_pack_and_control_alone(drafts: Drafts) -> None:
    found = differences(None, drafts.compile("one"))
    assert [(each.what, each.name) for each in found] == [("pack", "one"), ("control", "trial.one")]
    assert all(each.before is None for each in found)
    gone = differences(drafts.compile("one"), None)
    assert [(each.what, each.after) for each in gone] == [("pack", None), ("control", None)]


def test_a_value_of_the_institution_is_told_before_and_after(drafts: Drafts) -> None:
    own = "code: IEE\nparams: {trial.one: {term: P1M}}"
    found = differences(drafts.compile("one"), drafts.compile("one", own=own))
    assert _told(found) == [("parameter", "trial.one term", "P2M", "P1M")]


def test_a_reading_that_is_chosen_otherwise_is_told(drafts: Drafts) -> None:
    own = "code: IEE\nreadings: {trial.one: {whose: longer}}"
    found = _told(differences(drafts.compile("one"), drafts.compile("one", own=own)))
    assert ("reading", "trial.one whose", "both", "longer") in found
    assert ("parameter", "trial.one term", "P2M", "P3M") in found


def test_a_pack_that_is_graded_otherwise_is_told(drafts: Drafts) -> None:
    before = drafts.compile("one")
    drafts.pack("one", control(severity="low", strength="may", params="{term: P2M}"))
    found = differences(before, drafts.compile("one"))
    assert ("strength", "trial.one", "must", "may") in _told(found)
    assert ("severity", "trial.one", "high", "low") in _told(found)
    assert found[0].what == "pack"
