"""What differs between two written policies, as they are written."""

from pathlib import Path

import pytest

from monitor.policy.comparing import Comparison, Said, compare
from monitor.policy.requirements import compile_alone
from tests.policy.drafts import READING, Drafts, control

OUT_OF_SCOPE = """\
out_of_scope:
  {id}:
    class: {kind}
    clauses: [{{ref: "1", quote: "as written", en: "{en}"}}]
    reason: {{en: "So it is.", es: "Así es."}}
"""


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    found = Drafts(tmp_path)
    found.pack("one", control(params="{term: P2M}", readings=READING))
    return found


def _compared(drafts: Drafts, a: str, b: str) -> Comparison:
    library = drafts.library()
    return compare(compile_alone(library, a), compile_alone(library, b))


def _told(found: Comparison) -> list[tuple[str, str, str | None, str | None, str | None]]:
    return [
        (each.what, each.name, each.part, _value(each.a), _value(each.b))
        for each in found.divergences
    ]


def _value(said: Said | None) -> str | None:
    return said.value if said else None


def _left_out(id_: str = "trial.one", kind: str = "editorial", en: str = "our words") -> str:
    return OUT_OF_SCOPE.format(id=id_, kind=kind, en=en)


def test_a_policy_does_not_differ_from_itself(drafts: Drafts) -> None:
    assert _compared(drafts, "one", "one").divergences == ()


def test_heads_are_told_first_and_what_is_null_says_nothing(drafts: Drafts) -> None:
    drafts.pack(
        "two",
        control(severity="low", params="{term: P2M}", readings=READING),
        status="draft",
        in_force_from="null",
    )
    assert _told(_compared(drafts, "one", "two")) == [
        ("head", "status", None, "in_force", "draft"),
        ("head", "in_force_from", None, "2020-01-01", None),
        ("severity", "trial.one", None, "high", "low"),
    ]


def test_offices_are_told_by_role_with_the_days_of_their_names(drafts: Drafts) -> None:
    path = drafts.folder / "policies/packs/one.yaml"
    roles = "roles: {it-unit: [{name: UNICOM, to: 2020-12-31}, {name: UTSI, from: 2021-01-01}]}"
    text = path.read_text(encoding="utf-8").replace("id: one", "id: two")
    drafts.write("packs/two.yaml", text.replace("roles: {}", roles))
    said = "UNICOM (…/2020-12-31); UTSI (2021-01-01/…)"
    assert _told(_compared(drafts, "one", "two")) == [("head", "roles.it-unit", None, None, said)]


def test_a_value_of_ours_differs_from_the_same_value_in_a_text(drafts: Drafts) -> None:
    ours = "{term: {value: P2M, source: product-default}}"
    drafts.pack("two", control(params=ours, readings=READING))
    (only,) = _compared(drafts, "one", "two").divergences
    assert only.a
    assert only.b
    assert (only.part, only.a.value, only.b.value) == ("term", "P2M", "P2M")
    assert (only.a.ours, only.b.ours) == (False, True)


def test_the_order_of_a_list_says_nothing(drafts: Drafts) -> None:
    for name, words in (("two", "[b, a]"), ("three", "[a, b]"), ("four", "[a]")):
        drafts.pack(name, control(params=f"{{words: {words}}}"))
    assert _compared(drafts, "two", "three").divergences == ()
    assert _told(_compared(drafts, "two", "four")) == [
        ("parameter", "trial.one", "words", "[a, b]", "[a]")
    ]


def test_strength_condition_values_and_readings_are_told_of_a_duty_of_both(drafts: Drafts) -> None:
    condition = "may\n    condition: {quote: cuando, en: where so, es: cuando sea}"
    drafts.pack("two", control(strength=condition, params="{term: P3M, least: 2}"))
    assert _told(_compared(drafts, "one", "two")) == [
        ("strength", "trial.one", None, "must", "may"),
        ("condition", "trial.one", None, None, "cuando"),
        ("parameter", "trial.one", "least", None, "2"),
        ("parameter", "trial.one", "term", "P2M", "P3M"),
        ("reading", "trial.one", "whose", "both", None),
    ]


def test_a_reading_with_other_alternatives_is_told_though_the_same_is_chosen(
    drafts: Drafts,
) -> None:
    fewer = READING.replace("          as-written: null\n", "")
    drafts.pack("two", control(params="{term: P2M}", readings=fewer))
    (only,) = _compared(drafts, "one", "two").divergences
    assert only.a
    assert only.b
    assert (only.what, only.a.value, only.b.value) == ("reading", "both", "both")
    assert set(only.a.others) - set(only.b.others) == {"as-written"}


def test_a_duty_of_one_alone_is_told_whole_with_its_clauses(drafts: Drafts) -> None:
    drafts.pack("none")
    (only,) = _compared(drafts, "none", "one").divergences
    assert (only.what, only.name, only.a) == ("duty", "trial.one", None)
    assert only.b
    assert [(clause.ref, clause.quote) for clause in only.b.clauses] == [("1", "as written")]


def test_a_duty_out_of_scope_on_one_side_is_told_as_such(drafts: Drafts) -> None:
    drafts.pack("two", "  {}\n", _left_out(en="other words"))
    (only,) = _compared(drafts, "one", "two").divergences
    assert only.a
    assert only.b
    assert (only.what, only.a.value, only.b.value) == ("duty", "computed", "editorial")
    assert only.b.clauses[0].en == "other words"


@pytest.mark.parametrize(("en", "told"), [("our words", []), ("other words", ["clauses"])])
def test_a_duty_said_differently_is_told_in_both_paraphrases(
    drafts: Drafts, en: str, told: list[str]
) -> None:
    drafts.pack("two", "  {}\n", _left_out("trial.out"))
    drafts.pack("three", "  {}\n", _left_out("trial.out", en=en))
    found = _compared(drafts, "two", "three").divergences
    assert [each.what for each in found] == told
    assert all(_value(each.a) == "our words" for each in found)
