"""What to bear in mind of policies in force: said of a pack, and of what no pack asks for."""

from pathlib import Path

from monitor.policy import notes
from monitor.policy.schema import Institution
from tests.policy.drafts import Drafts, control


def test_what_no_chosen_policy_holds_is_left_out_and_said(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    drafts.pack("one", control())
    own = Institution.model_validate(
        {"params": {"trial.one": {}, "a.b": {}}, "readings": {"c.d": {}}}
    )
    packs = drafts.compile("one").packs
    assert [note.split(":")[0] for note in notes.of_tailoring(own, packs)] == ["a.b", "c.d"]


def test_a_pack_in_place_of_ours_a_draft_and_one_without_a_day_are_said(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    drafts.pack("one", control(), status="draft", in_force_from="null")
    drafts.pack("two", control())
    packs = drafts.compile("one", "two").packs
    said = list(notes.of_packs(packs, {"one"}))
    assert len(said) == 3
    assert all(note.startswith("one") for note in said)
    assert list(notes.of_packs(packs[1:], ())) == []
