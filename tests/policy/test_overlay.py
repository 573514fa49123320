"""The institution's own tailoring: typed, never weaker in silence, and wrong with its line."""

from pathlib import Path

import pytest

from monitor.policy.durations import parse
from monitor.policy.overlay import Weakening
from monitor.policy.parameters import Setting
from tests.policy.drafts import READING, Drafts, control

STATED = (
    "{term: P2M, least: '2', applies_to: [account, mailbox], domains: [ine.mx],"
    " words: [a, b], heads: 'no', due_soon: {value: P10D, source: product-default}}"
)
APPROVED = "weakens: true, reason: agreed, approver: ana@iee.example"


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    drafts = Drafts(tmp_path)
    drafts.pack("one", control(params=STATED, readings=READING))
    return drafts


def own(params: str = "", readings: str = "") -> str:
    text = "code: IEE\n"
    if params:
        text += f"params:\n  trial.one: {{{params}}}\n"
    return text + (f"readings:\n  trial.one: {{{readings}}}\n" if readings else "")


@pytest.mark.parametrize(
    ("text", "line", "fault"),
    [
        (own("term: two"), 3, "params.trial.one.term: “two” is not a duration"),
        (own("least: many"), 3, "params.trial.one.least: “many” is not a whole number"),
        (own("heads: maybe"), 3, "params.trial.one.heads: “maybe” is neither yes nor no"),
        (own("words: a"), 3, "params.trial.one.words: a list of words is expected here"),
        (own("term: [P1M]"), 3, "params.trial.one.term: one value is expected here"),
        (own("applies_to: [acount]"), 3, "“acount” is not known here; did you mean “account”?"),
        (
            own("tern: P1M"),
            3,
            "params.trial.one.tern: “tern” is not known here; did you mean “term”?",
        ),
        (own("term: {valeu: P1M}"), 3, "“valeu” is not known here; did you mean “value”?"),
        (own("term: {reason: r, approver: a}"), 3, "the key “value” is missing"),
        (
            own(readings="whos: both"),
            3,
            "readings.trial.one.whos: “whos” is not known here; did you mean “whose”?",
        ),
        (own(readings="whose: accounts"), 3, "did you mean “accounts-only”?"),
        (
            own(readings="whose: nobody"),
            3,
            "this reading is not offered (one 1): the text names somebody",
        ),
        (
            "code: IEE\n\nparams:\n  trial.on:\n    term: P1M\n",
            4,
            "params.trial.on: “trial.on” is not known here; did you mean “trial.one”?",
        ),
        (
            "readings:\n  trial.on: {whose: both}\n",
            2,
            "readings.trial.on: “trial.on” is not known here",
        ),
        (
            "params: {rotation.max-age: {max_age: P1M}}",
            1,
            "params.rotation.max-age: no policy chosen here asks for this",
        ),
    ],
)
def test_what_no_policy_holds_is_told_with_its_line_and_the_nearest(
    drafts: Drafts, text: str, line: int, fault: str
) -> None:
    ((file, found_line, found),) = drafts.problems("one", own=text)
    assert (file, found_line) == ("institution.yaml", line)
    assert fault in found


def test_every_fault_of_the_file_is_told_in_one_pass(drafts: Drafts) -> None:
    text = """\
code: IEE
params:
  trial.one:
    term: two
    lest: '3'
  other.one: {a: b}
readings:
  trial.one:
    whose: nobody
    which: both
"""
    lines = [line for _file, line, _fault in drafts.problems("one", own=text)]
    assert sorted(lines) == [4, 5, 6, 9, 10]


def test_a_stricter_value_takes_the_place_of_the_packs(drafts: Drafts) -> None:
    compiled = drafts.compile("one", own=own("term: P1M, least: '3'"))
    (only,) = compiled.controls
    assert only.settings["term"] == Setting(parse("P1M"), "institution")
    assert only.settings["least"] == Setting(3, "institution")
    assert only.settings["applies_to"] == Setting(("account", "mailbox"), "text")
    assert compiled.weakenings == ()


@pytest.mark.parametrize(
    ("weaker", "stated"),
    [
        ("term: P3M", "P2M"),
        ("term: null", "P2M"),
        ("least: '1'", "2"),
        ("applies_to: [account]", "[account, mailbox]"),
        ("words: [a, b, c]", "[a, b]"),
        ("words: [c]", "[a, b]"),
    ],
)
@pytest.mark.parametrize(
    "form",
    [
        "{weaker}",
        "{name}: {{value: {value}}}",
        "{name}: {{value: {value}, weakens: true, reason: agreed}}",
        "{name}: {{value: {value}, weakens: true, approver: ana}}",
        "{name}: {{value: {value}, weakens: true, reason: '', approver: ana}}",
        "{name}: {{value: {value}, weakens: true, reason: [agreed], approver: ana}}",
        "{name}: {{value: {value}, weakens: false, reason: agreed, approver: ana}}",
        "{name}: {{value: {value}, reason: agreed, approver: ana}}",
    ],
)
def test_a_weaker_value_needs_a_reason_and_an_approver(
    drafts: Drafts, weaker: str, stated: str, form: str
) -> None:
    name, _colon, value = weaker.partition(": ")
    text = own(form.format(weaker=weaker, name=name, value=value))
    ((_file, line, fault),) = drafts.problems("one", own=text)
    assert line == 3
    assert f"this asks for less than one 1 does ({stated}); to go on" in fault
    assert "{value: …, weakens: true, reason: …, approver: …}" in fault


@pytest.mark.parametrize("yes", ["true", "yes"])
def test_an_approved_weakening_holds_and_is_listed(drafts: Drafts, yes: str) -> None:
    text = own(f"term: {{value: P3M, weakens: {yes}, reason: agreed, approver: ana@iee.example}}")
    compiled = drafts.compile("one", own=text)
    assert compiled.controls[0].settings["term"] == Setting(parse("P3M"), "institution")
    assert compiled.weakenings == (
        Weakening("trial.one", "term", parse("P3M"), parse("P2M"), "agreed", "ana@iee.example"),
    )


def test_switching_a_parameter_off_is_a_weakening(drafts: Drafts) -> None:
    compiled = drafts.compile("one", own=own(f"term: {{value: null, {APPROVED}}}"))
    assert compiled.controls[0].params["term"] is None
    assert [weakening.stated for weakening in compiled.weakenings] == [parse("P2M")]


def test_one_value_weaker_than_two_packs_is_one_weakening(drafts: Drafts) -> None:
    drafts.pack("two", control(params="{term: P1M}"))
    compiled = drafts.compile("one", "two", own=own(f"term: {{value: P3M, {APPROVED}}}"))
    assert len(compiled.weakenings) == 1
    ((_file, _line, fault),) = drafts.problems("one", "two", own=own("term: P45D"))
    assert "than two 1 does (P1M)" in fault


def test_naming_ones_own_domain_is_no_weakening(drafts: Drafts) -> None:
    compiled = drafts.compile("one", own=own("domains: [iee.example]"))
    assert compiled.controls[0].settings["domains"] == Setting(("iee.example",), "institution")
    assert compiled.weakenings == ()


def test_a_default_of_the_product_may_be_changed_freely(drafts: Drafts) -> None:
    compiled = drafts.compile("one", own=own("due_soon: P1D"))
    assert compiled.controls[0].settings["due_soon"] == Setting(parse("P1D"), "institution")
    assert compiled.weakenings == ()


def test_a_default_of_the_product_is_not_switched_off_in_silence(drafts: Drafts) -> None:
    ((_file, line, fault),) = drafts.problems("one", own=own("due_soon: null"))
    assert line == 3
    assert "this asks for less than one does (P10D, ours, in no clause)" in fault
    compiled = drafts.compile("one", own=own(f"due_soon: {{value: null, {APPROVED}}}"))
    assert [weakening.stated for weakening in compiled.weakenings] == [parse("P10D")]


def test_ones_own_domain_is_not_left_away_in_silence(drafts: Drafts) -> None:
    ((_file, _line, fault),) = drafts.problems("one", own=own("domains: null"))
    assert "this asks for less than one 1 does ([ine.mx])" in fault


def test_a_parameter_no_pack_states_may_be_given(drafts: Drafts) -> None:
    compiled = drafts.compile("one", own=own("tasks: yes, third: pass"))
    assert (compiled.controls[0].params["tasks"], compiled.weakenings) == (True, ())


def test_a_control_without_values_below_it_is_no_fault(drafts: Drafts) -> None:
    compiled = drafts.compile("one", own="params: {trial.one: null}\nreadings: {trial.one: null}\n")
    assert compiled.controls[0].params["term"] == parse("P2M")


@pytest.mark.parametrize("section", ["params", "readings"])
def test_packs_named_at_the_door_leave_out_with_a_note_what_they_do_not_hold(
    drafts: Drafts, section: str
) -> None:
    value = "{max_age: P1M}" if section == "params" else "{interval: days-60}"
    text = f"{section}:\n  rotation.max-age: {value}\n"
    compiled = drafts.compile("one", own=text, named_at_door=True)
    assert compiled.notes == ("rotation.max-age: left out, no policy chosen here asks for it",)
    assert [line for _file, line, _fault in drafts.problems("one", own=text)] == [2]


def test_a_control_that_exists_nowhere_is_a_fault_at_the_door_too(drafts: Drafts) -> None:
    text = "params:\n  rotation.max-aeg: {max_age: P1M}\n"
    ((_file, line, _fault),) = drafts.problems("one", own=text, named_at_door=True)
    assert line == 2


@pytest.mark.parametrize("alternative", ["accounts-only", "longer", "as-written", "both"])
def test_an_offered_reading_needs_no_approval(drafts: Drafts, alternative: str) -> None:
    compiled = drafts.compile("one", own=own(readings=f"whose: {alternative}"))
    (only,), (reading,) = compiled.controls, compiled.readings
    assert (reading.control, reading.pack, reading.chosen) == ("trial.one", "one", alternative)
    assert only.subjects == (
        ("account",) if alternative == "accounts-only" else ("account", "mailbox")
    )
    assert only.params["term"] == parse("P3M" if alternative == "longer" else "P2M")
    assert only.settings["words"].value == (("c",) if alternative == "longer" else ("a", "b"))
    assert compiled.weakenings == ()


def test_a_value_of_ones_own_goes_before_the_one_of_a_reading(drafts: Drafts) -> None:
    text = own("term: P1M", "whose: longer")
    assert drafts.one("one", own=text).settings["term"] == Setting(parse("P1M"), "institution")


def test_a_reading_holds_in_the_packs_that_have_it_only(drafts: Drafts) -> None:
    drafts.pack("two", control(params="{term: P4M, words: [c, d]}"))
    drafts.pack("silent")
    only = drafts.one("one", "two", "silent", own=own(readings="whose: longer"))
    assert (only.params["term"], only.params["words"]) == (parse("P3M"), ("c",))


@pytest.mark.parametrize("refusal", ["not_offered: {en: no, es: no}", None])
def test_a_reading_of_two_packs_must_be_offered_by_both(
    drafts: Drafts, refusal: str | None
) -> None:
    other = READING.replace("longer: {term: P3M, words: [c]}", f"longer: {{{refusal}}}")
    if refusal is None:
        other = READING.replace("longer:", "much-longer:")
    drafts.pack("two", control(params=STATED, readings=other))
    ((_file, line, fault),) = drafts.problems("one", "two", own=own(readings="whose: longer"))
    assert line == 3
    assert ("not offered (two 1): no" if refusal else "did you mean “much-longer”?") in fault


def test_an_alternative_that_its_pack_wrote_wrongly_is_the_packs_fault(drafts: Drafts) -> None:
    wrong = READING.replace("{applies_to: [account]}", "{applies_too: [account]}")
    drafts.pack("two", control(readings=wrong))
    ((file, line, fault),) = drafts.problems("two", own=own(readings="whose: accounts-only"))
    path = drafts.folder / "policies/packs/two.yaml"
    assert file == "two.yaml"
    assert "applies_too" in path.read_text(encoding="utf-8").splitlines()[line - 1]
    assert "trial.one.whose.accounts-only: “applies_too” is not known here" in fault
