"""A control explained to people."""

from pathlib import Path

import pytest

from monitor import text
from monitor.policy.library import Library
from monitor.policy.problems import PolicyError
from monitor.policy.requirements import compile_alone
from monitor.reports.explaining import explain
from tests.policy.drafts import Drafts, control

FEW = "{value: P9M, weakens: true, reason: Few hands, approver: Ana}"


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    """Give two packs of a control that the library knows, so that its checks can be asked."""
    found = Drafts(tmp_path)
    readings = """
      - id: how
        question: {en: "How?", es: "¿Cómo?"}
        chosen: so
        alternatives: {otherwise: {max_age: P1M}}
        reason: {en: "So it reads.", es: "Así se lee."}"""
    ours = "{max_age: P2M, warn_before: {value: P10D, source: product-default}}"
    found.pack("one", control("rotation.max-age", params=ours, readings=readings))
    found.pack("two", control("rotation.max-age", params="{max_age: P3M}"))
    return found


def _lines(drafts: Drafts, *names: str, own: str = "code: IEE") -> list[str]:
    return list(explain(drafts.compile(*names, own=own), "rotation.max-age"))


def test_clause_subjects_and_remedy_are_told(drafts: Drafts) -> None:
    found = _lines(drafts, "one")
    assert found[1] == "high · must"
    assert "one 1 «as written»" in found
    assert "Whom it judges: account, mailbox, while in use" in found
    assert "How: it is computed from the register" in found
    assert "What to do: Do it." in found


def test_what_it_judges_is_told_by_outcome_with_where_the_fact_is_kept(drafts: Drafts) -> None:
    told = "\n".join(_lines(drafts, "one"))
    assert "\n  not met\n    the password was due to change by …; last changed …\n" in told
    assert "(sheet “accounts”, column “password_changed_on”)" in told


def test_a_value_of_one_text_is_told_with_its_numeral_and_ours_as_ours(drafts: Drafts) -> None:
    told = "\n".join(_lines(drafts, "one"))
    assert "  max_age = P2M\n    one 1: P2M\n" in told
    assert "  warn_before = P10D\n    one: P10D, ours, in no clause\n" in told


def test_values_of_several_packs_are_told_with_how_they_are_joined(drafts: Drafts) -> None:
    told = "\n".join(_lines(drafts, "one", "two"))
    joined = "one 1: P2M\n    two 1: P3M\n    together: the one that ends first\n"
    assert f"  max_age = P2M\n    {joined}" in told
    assert "\n\none\nReading “how”: How?" in told


def test_an_own_value_is_told_with_what_it_stands_in_place_of(drafts: Drafts) -> None:
    own = f"code: IEE\nparams: {{rotation.max-age: {{max_age: {FEW}}}}}"
    told = "\n".join(_lines(drafts, "one", own=own))
    assert (
        "  max_age = P9M\n"
        "    your own, in institution.yaml, in place of:\n"
        "    it asks for less than the text; approved by Ana: Few hands\n"
        "    one 1: P2M\n"
    ) in told
    alone = "code: IEE\nparams: {rotation.max-age: {remind_after: P6M}}"
    assert "  remind_after = P6M\n    your own, in institution.yaml\n" in "\n".join(
        _lines(drafts, "one", own=alone)
    )


def test_a_reading_chosen_by_the_institution_is_told_as_its_own(drafts: Drafts) -> None:
    own = "code: IEE\nreadings: {rotation.max-age: {how: otherwise}}"
    told = "\n".join(_lines(drafts, "one", own=own))
    assert "    one, reading “how” as “otherwise”, your choice: P1M\n" in told
    assert "  chosen: otherwise, by the institution, in place of so\n" in told
    assert "So it reads." not in told


def test_a_value_left_open_is_told_as_such() -> None:
    own = compile_alone(Library(), "mx-ine-mail")
    assert any(line.endswith(": left open") for line in explain(own, "rotation.it-period"))


def test_every_control_of_ours_can_be_explained_in_both_languages() -> None:
    library = Library()
    for name in library.pack_ids():
        requirements = compile_alone(library, name)
        for language in ("en", "es"):
            text.use(language)
            for each in requirements.controls:
                assert next(iter(explain(requirements, each.id))).startswith(each.id)


def test_a_control_there_is_not_is_refused_with_the_nearest(drafts: Drafts) -> None:
    with pytest.raises(PolicyError, match="did you mean"):
        explain(drafts.compile("one"), "rotation.maxage")
