"""Where each value in force came from."""

from pathlib import Path

import pytest

from monitor.policy import compiled
from monitor.policy.provenance import Provenance, provenance
from monitor.policy.requirements import Requirements
from tests.policy.drafts import READING, Drafts, control


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    found = Drafts(tmp_path)
    found.pack("one", control(params="{term: P2M, words: [a, c]}", readings=READING))
    found.pack("two", control(ref="7", params="{term: {value: P3M, source: product-default}}"))
    return found


def _of(requirements: Requirements) -> dict[str, Provenance]:
    (only,) = requirements.controls
    return {each.name: each for each in provenance(requirements, only)}


def test_a_value_of_a_text_came_from_the_numerals_of_its_clauses(drafts: Drafts) -> None:
    term = _of(drafts.compile("one"))["term"]
    (source,) = term.sources
    assert (source.pack, source.numerals, source.setting.origin) == ("one", ("1",), "text")
    assert source.reading is None


def test_values_of_several_packs_are_all_named(drafts: Drafts) -> None:
    term = _of(drafts.compile("one", "two"))["term"]
    assert [each.pack for each in term.sources] == ["one", "two"]
    assert [each.setting.origin for each in term.sources] == ["text", "product-default"]
    assert str(term.setting.value) == "P2M"
    assert term.parameter.combine == "min_duration"


def test_a_value_of_the_institution_puts_the_others_aside_and_they_are_named(
    drafts: Drafts,
) -> None:
    own = "code: IEE\nparams: {trial.one: {term: P1M}}"
    term = _of(drafts.compile("one", own=own))["term"]
    assert (str(term.setting.value), term.setting.origin) == ("P1M", "institution")
    assert [str(each.setting.value) for each in term.sources] == ["P2M"]
    assert term.weakening is None


def test_a_value_that_asks_for_less_carries_who_approved_it(drafts: Drafts) -> None:
    less = "{value: P9M, weakens: true, reason: Few hands, approver: Ana}"
    term = _of(drafts.compile("one", own=f"code: IEE\nparams: {{trial.one: {{term: {less}}}}}"))
    assert term["term"].weakening is not None
    assert term["term"].weakening.approver == "Ana"


def test_a_value_of_a_reading_that_the_institution_chose_names_it(drafts: Drafts) -> None:
    own = "code: IEE\nreadings: {trial.one: {whose: longer}}"
    found = _of(drafts.compile("one", own=own))
    (source,) = found["term"].sources
    assert str(source.setting.value) == "P3M"
    assert source.reading is not None
    assert (source.reading.text.id, source.reading.chosen) == ("whose", "longer")


def test_what_was_adopted_tells_the_same(drafts: Drafts) -> None:
    requirements = drafts.compile("one", "two")
    again = compiled.load(compiled.dump(requirements))
    assert _of(again) == _of(requirements)
