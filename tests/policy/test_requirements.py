"""Packs compiled into one list: what is strictest, what is cited, what is refused and noted."""

from datetime import date
from pathlib import Path

import pytest

from monitor.policy.durations import Shortest, parse
from monitor.policy.library import Library, LoadedInstitution, read_institution
from monitor.policy.problems import PolicyError
from monitor.policy.requirements import compile_requirements
from monitor.policy.schema import Institution
from tests.policy.drafts import READING, Drafts, control


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    return Drafts(tmp_path)


def test_the_mail_guidelines_compile_on_their_own() -> None:
    compiled = compile_requirements(Library(), ["mx-ine-mail"], read_institution(None))
    ids = [each.id for each in compiled.controls]
    assert len(ids) == 35
    assert ids == sorted(ids)
    assert (len(compiled.of("account")), len(compiled.of("mailbox"))) == (25, 10)
    assert (len(compiled.of("area")), len(compiled.of("institution"))) == (2, 4)
    assert compiled.calendar.id == "mx-lft"
    assert compiled.notes == ("mx-ine-mail: the text does not say from which day it is in force",)


def test_no_pack_at_all_asks_for_nothing() -> None:
    compiled = compile_requirements(Library(), [], read_institution(None))
    assert (compiled.controls, compiled.calendar.id) == ((), "mx-lft")


@pytest.mark.parametrize(
    ("first", "second", "strength", "severity"),
    [
        # `should` lowers by one step before the stricter is taken
        (("must", "medium"), ("should", "high"), "must", "medium"),
        (("must", "low"), ("should", "high"), "must", "medium"),
        (("should", "critical"), ("must", "medium"), "must", "high"),
        (("should", "high"), ("should", "critical"), "should", "high"),
        (("should", "low"), ("may", "low"), "should", "low"),
        (("may", "high"), ("should", "high"), "should", "high"),
        (("may", "critical"), ("must", "low"), "must", "critical"),
    ],
)
def test_of_two_packs_the_stricter_strength_and_severity_hold(
    drafts: Drafts,
    first: tuple[str, str],
    second: tuple[str, str],
    strength: str,
    severity: str,
) -> None:
    for name, (own_strength, own_severity) in (("one", first), ("two", second)):
        drafts.pack(name, control(strength=own_strength, severity=own_severity))
    for order in (("one", "two"), ("two", "one")):
        only = drafts.one(*order)
        assert (only.strength, only.severity) == (strength, severity)


@pytest.mark.parametrize(
    ("stated", "lowered"),
    [("critical", "high"), ("high", "medium"), ("medium", "low"), ("low", "low")],
)
def test_should_lowers_the_severity_one_step_and_may_keeps_it(
    drafts: Drafts, stated: str, lowered: str
) -> None:
    for strength, severity in (("must", stated), ("may", stated), ("should", lowered)):
        drafts.pack("one", control(strength=strength, severity=stated))
        assert drafts.one("one").severity == severity


@pytest.mark.parametrize(
    ("name", "first", "second", "joined"),
    [
        ("term", "P2M", "P3M", parse("P2M")),
        ("term", "P2M", "P60D", Shortest((parse("P2M"), parse("P60D")))),
        ("least", "'2'", "'3'", 3),
        ("applies_to", "[account]", "[mailbox]", ("account", "mailbox")),
        ("words", "[a, b]", "[b, c]", ("b",)),
        ("heads", "no", "yes", True),
        ("tasks", "no", "yes", False),
        ("third", "pass", "warn", "warn"),
        ("due_soon", "P1Y", "P12M", parse("P12M")),
    ],
)
def test_each_parameter_is_joined_by_its_rule(
    drafts: Drafts, name: str, first: str, second: str, joined: object
) -> None:
    drafts.pack("one", control(params=f"{{{name}: {first}}}"))
    drafts.pack("two", control(params=f"{{{name}: {second}}}"))
    drafts.pack("silent", control())
    assert drafts.one("one", "two", "silent").params == {name: joined}


def test_a_parameter_that_no_pack_gives_is_absent(drafts: Drafts) -> None:
    drafts.pack("one", control(params="{term: null}"))
    assert drafts.one("one").params == {"term": None}
    drafts.pack("two", control())
    assert drafts.one("two").params == {}


@pytest.mark.parametrize(
    ("first", "second", "fault"),
    [
        (
            "{due_soon: P1D}",
            "{due_soon: P2D}",
            "trial.one.due_soon: the policies differ: P1D (one 1) · P2D (two 1)",
        ),
        ("{words: [a]}", "{words: [b]}", "trial.one.words: the policies have nothing in common"),
    ],
)
def test_packs_that_cannot_hold_together_are_refused_until_the_institution_decides(
    drafts: Drafts, first: str, second: str, fault: str
) -> None:
    drafts.pack("one", control(params=first))
    drafts.pack("two", control(params=second))
    ((file, _line, found),) = drafts.problems("one", "two")
    assert file == "institution.yaml"
    assert found.startswith(fault)
    name = "due_soon" if "due" in first else "words"
    value = "P1D" if "due" in first else "[a]"
    approved = f"{{value: {value}, weakens: true, reason: r, approver: a}}"
    own = f"params: {{trial.one: {{{name}: {approved}}}}}"
    assert drafts.one("one", "two", own=own).settings[name].origin == "institution"


ours = "{{value: {}, source: product-default}}"


@pytest.mark.parametrize(
    ("first", "second", "origin"),
    [
        ("P10D", "P20D", "text"),
        (ours.format("P10D"), "P10D", "text"),
        (ours.format("P10D"), "P20D", "product-default"),
        (ours.format("P20D"), "P10D", "text"),
        (ours.format("P10D"), ours.format("P20D"), "product-default"),
        (ours.format("P2M"), ours.format("P60D"), "product-default"),
        (ours.format("P2M"), "P60D", "text"),
    ],
)
def test_a_number_of_ours_is_never_shown_as_one_of_the_text(
    drafts: Drafts, first: str, second: str, origin: str
) -> None:
    drafts.pack("one", control(params=f"{{term: {first}}}"))
    drafts.pack("two", control(params=f"{{term: {second}}}"))
    assert drafts.one("one", "two").settings["term"].origin == origin
    assert drafts.one("two", "one").settings["term"].origin == origin


def test_only_packs_that_hold_a_control_take_part_and_all_of_them_are_cited(
    drafts: Drafts,
) -> None:
    drafts.pack("one", control(ref="4.3.VIII"))
    drafts.pack("two", control(ref="6.xxxiv"))
    drafts.pack("other", control("rotation.documented", ref="9"))
    documented, trial = drafts.compile("one", "two", "other").controls
    assert [(each.pack, each.clause.ref) for each in trial.citations] == [
        ("one", "4.3.VIII"),
        ("two", "6.xxxiv"),
    ]
    assert [each.pack for each in documented.citations] == ["other"]
    assert trial.title == {"en": "A trial", "es": "Una prueba"}
    assert trial.remediation == {"en": "Do it.", "es": "Hágalo."}


@pytest.mark.parametrize(
    ("params", "subjects"),
    [
        ("{}", ("account", "mailbox")),
        ("{applies_to: [mailbox]}", ("mailbox",)),
        ("{applies_to: [mailbox, account]}", ("account", "mailbox")),
        ("{applies_to: null}", ("account", "mailbox")),
    ],
)
def test_a_control_judges_the_subjects_it_applies_to(
    drafts: Drafts, params: str, subjects: tuple[str, ...]
) -> None:
    drafts.pack("one", control(params=params))
    compiled = drafts.compile("one")
    assert compiled.controls[0].subjects == subjects
    assert [kind for kind in ("account", "mailbox", "area") if compiled.of(kind)] == [*subjects]


def test_a_reading_chosen_by_the_institution_narrows_the_subjects(drafts: Drafts) -> None:
    drafts.pack("one", control(params="{applies_to: [account, mailbox]}", readings=READING))
    own = "readings: {trial.one: {whose: accounts-only}}"
    assert drafts.one("one").subjects == ("account", "mailbox")
    assert drafts.one("one", own=own).subjects == ("account",)
    # the other pack still asks for both: the union of the two
    drafts.pack("two", control(params="{applies_to: [account, mailbox]}"))
    assert drafts.one("one", "two", own=own).subjects == ("account", "mailbox")


def test_readings_in_force_are_those_of_every_pack_in_their_order(drafts: Drafts) -> None:
    drafts.pack("one", control(readings=READING))
    drafts.pack("two", control(readings=READING.replace("whose", "who")))
    told = [
        (each.pack, each.text.id, each.chosen) for each in drafts.compile("one", "two").readings
    ]
    assert told == [("one", "whose", "both"), ("two", "who", "both")]


def test_everything_wrong_with_all_packs_is_told_in_one_pass(drafts: Drafts) -> None:
    drafts.pack("one", control(params="{term: two, least: x}"), control("trial.tow"))
    drafts.pack("two", control("rotation.max-age", params="{max_age: x}"))
    found = drafts.problems("one", "two")
    assert [file for file, _line, _fault in found] == [
        "one.yaml",
        "one.yaml",
        "one.yaml",
        "two.yaml",
    ]
    assert found[2][2] == "trial.tow: “trial.tow” is not known here; did you mean “trial.one”?"


def test_a_pack_named_twice_counts_once(drafts: Drafts) -> None:
    drafts.pack("one", control())
    path = drafts.folder / "policies/packs/one.yaml"
    compiled = drafts.compile("one", str(path), "one")
    assert len(compiled.packs) == 1
    assert len(compiled.controls[0].citations) == 1


def test_two_packs_of_one_id_are_refused(drafts: Drafts) -> None:
    drafts.pack("one", control())
    text = (drafts.folder / "policies/packs/one.yaml").read_text(encoding="utf-8")
    drafts.write("packs/copy.yaml", text.replace("high", "low"))
    ((file, line, fault),) = drafts.problems("one", "copy")
    assert (file, line) == ("copy.yaml", 1)
    assert "one.yaml has the same id; use one of the two" in fault


def test_a_draft_takes_part_only_when_it_is_named(drafts: Drafts) -> None:
    drafts.pack("one", control())
    drafts.pack("draft", control("rotation.documented"), status="draft")
    assert [each.id for each in drafts.compile("one").controls] == ["trial.one"]
    compiled = drafts.compile("draft")
    assert [each.id for each in compiled.controls] == ["rotation.documented"]
    assert compiled.notes == ("draft: its status is “draft”",)


def test_a_pack_in_the_place_of_one_of_ours_is_noted(drafts: Drafts) -> None:
    drafts.pack("mx-ine-mail", control())
    (note,) = drafts.compile("mx-ine-mail").notes
    assert note.startswith("mx-ine-mail is the file ")
    assert note.endswith("mx-ine-mail.yaml, not the one that comes with monitor")


def test_a_pack_that_does_not_say_since_when_is_noted_and_its_rule_has_no_first_day(
    drafts: Drafts,
) -> None:
    drafts.pack("one", control(), in_force_from="2017-03-01")
    drafts.pack("two", control(), in_force_from="2020-01-01")
    drafts.pack("undated", control(), in_force_from="null")
    dated = drafts.compile("one", "two")
    assert (dated.controls[0].began, dated.notes) == (date(2020, 1, 1), ())
    with_undated = drafts.compile("one", "undated")
    assert with_undated.controls[0].began is None
    assert with_undated.notes == ("undated: the text does not say from which day it is in force",)


def test_the_institutions_calendar_goes_before_the_packs(drafts: Drafts) -> None:
    days = "title: {en: a, es: b}\nsource: s\ndays_off: {}\n"
    drafts.write("calendars/iee.yaml", f"id: iee\n{days}")
    drafts.write("calendars/pack.yaml", f"id: pack\n{days}")
    drafts.pack("one", control(), calendar="pack")
    drafts.pack("two", control())
    assert drafts.compile("one", "two").calendar.id == "pack"
    assert drafts.compile("one", own="calendar: iee").calendar.id == "iee"


def test_an_unknown_calendar_is_the_fault_of_the_file_that_names_it(drafts: Drafts) -> None:
    drafts.pack("one", control(), calendar="mx-ltf")
    ((file, line, fault),) = drafts.problems("one")
    assert (file, line) == ("one.yaml", 10)
    assert "did you mean “mx-lft”?" in fault
    ((file, line, _fault),) = drafts.problems("one", own="code: A\ncalendar: zzz\n")
    assert (file, line) == ("institution.yaml", 2)


def test_a_file_that_is_no_pack_is_refused(drafts: Drafts) -> None:
    drafts.write("packs/empty.yaml", "")
    ((file, _line, fault),) = drafts.problems("empty")
    assert file == "empty.yaml"
    assert "a group of keys is expected here" in fault


def test_an_institution_given_without_a_file_is_blamed_by_name(drafts: Drafts) -> None:
    drafts.pack("one", control())
    own = LoadedInstitution(Institution(params={"trial.one": {"tern": "P1M"}}))
    with pytest.raises(PolicyError) as refused:
        compile_requirements(drafts.library(), ["one"], own)
    assert str(refused.value).startswith("institution.yaml: params.trial.one.tern: “tern”")


def test_a_clause_that_never_reaches_a_mailbox_is_not_cited_of_one() -> None:
    both = compile_requirements(Library(), ["mx-ine-2017", "mx-ine-mail"], read_institution(None))

    def cited(kind: str, name: str) -> set[str]:
        (one,) = (each for each in both.of(kind) if each.id == name)
        return {each.pack for each in one.citations}

    for name in ("rotation.max-age", "password.construction"):
        assert cited("account", name) == {"mx-ine-2017", "mx-ine-mail"}
        assert cited("mailbox", name) == {"mx-ine-mail"}


def test_each_kind_is_asked_with_the_values_of_the_documents_that_ask_it(drafts: Drafts) -> None:
    drafts.pack("one", control(params="{term: P1M, applies_to: [account]}", strength="should"))
    drafts.pack("two", control(params="{term: P2M, applies_to: [account, mailbox]}"))
    both = drafts.compile("one", "two")
    ((account,), (mailbox,)) = (both.of(kind) for kind in ("account", "mailbox"))
    assert (account.params["term"], mailbox.params["term"]) == (parse("P1M"), parse("P2M"))
    assert [each.pack for each in mailbox.citations] == ["two"]
    assert mailbox.subjects == ("mailbox",)


def test_the_advice_is_of_the_text_whose_values_hold() -> None:
    both = compile_requirements(Library(), ["mx-ine-2017", "mx-ine-mail"], read_institution(None))
    mail = Library().pack("mx-ine-mail").pack.controls
    for name in ("admins.rank-deputy", "admins.change-notice"):
        (one,) = (each for each in both.controls if each.id == name)
        assert one.remediation == mail[name].remediation.model_dump()


def test_a_default_of_ours_is_never_said_to_be_a_clauses(drafts: Drafts) -> None:
    ours = "{due_soon: {value: P1D, source: product-default}}"
    drafts.pack("one", control(params=ours))
    drafts.pack("two", control(params="{due_soon: P2D}"))
    with pytest.raises(
        PolicyError, match=r"differ: P1D, ours, in no clause \(one\) · P2D \(two 1\)"
    ):
        drafts.compile("one", "two")
