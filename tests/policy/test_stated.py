"""What one pack states for a control: typed, and told with its line where it is wrong."""

from pathlib import Path

import pytest

from monitor.policy.durations import parse
from monitor.policy.parameters import Setting
from monitor.policy.stated import stated_settings
from tests.policy.drafts import Drafts, control


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    return Drafts(tmp_path)


@pytest.mark.parametrize(
    ("params", "line_holds", "fault"),
    [
        ("{term: two}", "term: two", "trial.one.params.term: “two” is not a duration"),
        (
            "{tern: P2M}",
            "tern: P2M",
            "trial.one.params.tern: “tern” is not known here; did you mean “term”?",
        ),
        (
            "{term: {value: P2M}}",
            "term:",
            "write {value: …, source: product-default}, or the value alone",
        ),
        ("{term: {value: P2M, source: mine}}", "term:", "write {value: …"),
        ("{term: {value: P2M, source: product-default, more: x}}", "term:", "write {value: …"),
        ("{third: warm}", "third:", "“warm” is not known here; did you mean “warn”?"),
    ],
)
def test_what_a_pack_states_wrongly_is_told_with_its_line(
    drafts: Drafts, params: str, line_holds: str, fault: str
) -> None:
    drafts.pack("one", control(params=params))
    ((file, line, found),) = drafts.problems("one")
    text = (drafts.folder / "policies/packs/one.yaml").read_text(encoding="utf-8").splitlines()
    assert file == "one.yaml"
    assert line_holds in text[line - 1]
    assert fault in found


def test_values_are_typed_and_ours_are_told_from_those_of_the_text(drafts: Drafts) -> None:
    params = "{term: P2M, least: null, due_soon: {value: P1D, source: product-default}}"
    drafts.pack("one", control(params=params))
    library = drafts.library()
    definition = library.definitions()["trial.one"]
    settings, problems = stated_settings(library.pack("one"), "trial.one", definition)
    assert settings == {
        "term": Setting(parse("P2M"), "text"),
        "least": Setting(None, "text"),
        "due_soon": Setting(parse("P1D"), "product-default"),
    }
    assert problems == []


def test_what_is_right_is_typed_beside_what_is_wrong(drafts: Drafts) -> None:
    drafts.pack("one", control(params="{term: x, least: '2', lest: '3'}"))
    library = drafts.library()
    definition = library.definitions()["trial.one"]
    settings, problems = stated_settings(library.pack("one"), "trial.one", definition)
    assert settings == {"least": Setting(2, "text")}
    assert [each.key for each in problems] == ["trial.one.params.term", "trial.one.params.lest"]
