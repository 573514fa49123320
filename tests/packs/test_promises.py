"""What each document asks, and what it does not: nothing is invented, nothing is lent."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

import pytest

from monitor.acts import explaining
from monitor.acts.previewing import NoPolicyNamedError
from monitor.checks.explaining import sentences
from monitor.policy.comparing import compare
from monitor.policy.durations import Duration, parse
from monitor.policy.library import LoadedInstitution
from monitor.policy.parameters import Value, show
from monitor.policy.requirements import (
    Control,
    Requirements,
    compile_alone,
    compile_requirements,
)
from monitor.policy.schema import Institution
from monitor.reports.explaining import explain
from monitor.reports.policies import describe
from tests.packs.conftest import LIBRARY, PACKS

RULINGS = Path(__file__).parents[3] / "shared" / "rulings.md"


def _asked(*packs: str) -> Requirements:
    return compile_requirements(LIBRARY, packs, LoadedInstitution(Institution()))


def _families(pack: str) -> set[str]:
    return {control.partition(".")[0] for control in PACKS[pack].pack.controls}


def _param(requirements: Requirements, control: str, name: str) -> Value:
    (found,) = (each for each in requirements.controls if each.id == control)
    return found.params.get(name)


# --- the rulings ---------------------------------------------------------------------------------


def _rulings() -> Iterator[int]:
    if RULINGS.is_file():
        for found in re.finditer(r"^(\d+)\. ", RULINGS.read_text(encoding="utf-8"), re.MULTILINE):
            yield int(found[1])


def _named() -> set[int]:
    """Return the rulings that some example of a pack names."""
    names = [
        example.name
        for loaded in PACKS.values()
        for control in loaded.pack.controls.values()
        for example in control.examples
    ]
    told = (re.match(r"rulings? ([\d, and]+)", name) for name in names)
    return {int(number) for match in told if match for number in re.findall(r"\d+", match[1])}


@pytest.mark.skipif(not RULINGS.is_file(), reason="the rulings are not beside this checkout")
@pytest.mark.parametrize("ruling", list(_rulings()))
def test_each_ruling_has_an_example_that_names_it(ruling: int) -> None:
    assert ruling in _named()


# An example gives a check facts that are made already. What these rulings settle is decided before,
# where files are read and facts are made: tests of those try them.
TRIED_BY = {
    1: (
        "tests/facts/test_account.py",
        "test_ruling_1_evidence_dated_after_the_day_is_not_known_on_it",
    ),
    5: (
        "tests/acts/test_importing.py",
        "test_what_is_undated_holds_from_the_day_asked_for",
    ),
    6: (
        "tests/facts/test_account.py",
        "test_ruling_6_an_account_has_a_row_from_the_day_it_was_opened",
    ),
    7: (
        "tests/policy/test_requirements.py",
        "test_the_institutions_calendar_goes_before_the_packs",
    ),
    15: (
        "tests/cli/test_check.py",
        "test_ruling_15_a_mailbox_at_fault_is_told_of_each_account_it_opens",
    ),
    18: (
        "tests/facts/test_administrators.py",
        "test_ruling_18_active_to_is_the_last_day_in_the_post",
    ),
    20: (
        "tests/staging/test_contradictions.py",
        "test_a_cell_names_somebody_whose_dated_row_is_open_or_both_are_named",
    ),
    23: (
        "tests/facts/test_access.py",
        "test_ruling_23_one_that_matches_nobody_is_a_stranger",
    ),
    33: (
        "tests/intake/test_addresses.py",
        "test_addresses_are_equal_by_folded_local_part_and_domain_and_nothing_else",
    ),
    39: (
        "tests/intake/test_account_names.py",
        "test_an_address_of_another_account_is_a_fault",
    ),
    47: (
        "tests/facts/test_events.py",
        "test_ruling_47_a_change_is_a_row_that_is_not_the_first_or_an_end_without_successor",
    ),
}


@pytest.mark.parametrize("ruling", TRIED_BY)
def test_a_ruling_about_files_and_facts_is_tried_where_they_are_made(ruling: int) -> None:
    file, test = TRIED_BY[ruling]
    text = (Path(__file__).parents[2] / file).read_text(encoding="utf-8")
    assert f"\ndef {test}(" in text


# --- what a document does not ask ----------------------------------------------------------------


def test_sonora_asks_for_no_rotation_and_no_training() -> None:
    assert not _families("mx-iee-son") & {"rotation", "training", "forms", "mfa"}


def test_aguascalientes_asks_for_no_rank_form_second_factor_or_domain() -> None:
    controls = set(PACKS["mx-iee-ags-2023"].pack.controls)
    assert not _families("mx-iee-ags-2023") & {"forms", "mfa", "email", "link"}
    assert not controls & {"admins.rank", "admins.rank-deputy"}


def test_the_mail_guidelines_ask_for_no_evaluation_log_or_verification() -> None:
    assert not _families("mx-ine-mail") & {"evaluation", "logbook", "verification", "opening"}


def test_only_the_mail_guidelines_bind_the_passwords_of_mailboxes() -> None:
    for pack in PACKS:
        kinds = {
            kind
            for control in _asked(pack).controls
            if control.id.partition(".")[0] in {"rotation", "password"}
            for kind in control.subjects
        }
        assert ("mailbox" in kinds) is (pack == "mx-ine-mail"), pack


def test_a_draft_is_a_draft_and_the_others_are_in_force() -> None:
    found = {pack: loaded.pack.status for pack, loaded in PACKS.items()}
    drafts = {pack for pack, status in found.items() if status == "draft"}
    assert drafts == {"mx-ine-2016-draft"}
    assert {found[pack] for pack in found if pack not in drafts} == {"in_force"}


# --- worked dates (clauses.md 6, facts.md 4) -----------------------------------------------------


@pytest.mark.parametrize(
    ("start", "term", "due"),
    [
        ("2025-12-31", "P2M", "2026-02-28"),
        ("2025-12-31", "P60D", "2026-03-01"),
        ("2026-06-30", "P2M", "2026-08-30"),
        ("2026-06-30", "P60D", "2026-08-29"),
        ("2025-03-10", "calendar-year", "2026-12-31"),
        ("2025-03-10", "calendar-semester", "2025-12-31"),
        ("2025-07-01", "calendar-semester", "2026-06-30"),
        ("2025-12-31", "calendar-quarter", "2026-03-31"),
    ],
)
def test_terms_end_on_the_days_worked_out(start: str, term: str, due: str) -> None:
    calendar = LIBRARY.calendar("mx-lft")
    assert parse(term).add(date.fromisoformat(start), calendar) == date.fromisoformat(due)


def test_what_is_owed_once_in_a_part_of_the_year_never_falls_due_earlier_when_begun_later() -> None:
    calendar = LIBRARY.calendar("mx-lft")
    days = [date(2024, 1, 1) + timedelta(days=place) for place in range(800)]
    for term in ("calendar-quarter", "calendar-semester", "calendar-year"):
        dues = [parse(term).add(day, calendar) for day in days]
        assert dues == sorted(dues)


# --- together ------------------------------------------------------------------------------------


def test_the_draft_and_the_mail_guidelines_together_take_the_stricter_of_each() -> None:
    both = _asked("mx-ine-2016-draft", "mx-ine-mail")
    (rotation,) = (each for each in both.controls if each.id == "rotation.max-age")
    assert rotation.subjects == ("account", "mailbox")
    assert {cited.pack for cited in rotation.citations} == {"mx-ine-2016-draft", "mx-ine-mail"}
    assert _param(both, "password.construction", "recommendations") == "on-file"
    assert _param(both, "admins.rank-deputy", "outside") == "warn"
    term = _param(both, "admins.change-notice", "term")
    assert isinstance(term, Duration)
    assert term.business_days == 5


# --- whose values they are -----------------------------------------------------------------------


def _ours(control: Control) -> set[str]:
    return {n for n, setting in control.settings.items() if setting.origin == "product-default"}


@pytest.mark.parametrize("pack", PACKS)
def test_each_value_of_ours_is_shown_and_explained_as_ours_and_no_other(pack: str) -> None:
    requirements = compile_alone(LIBRARY, pack)
    for control in requirements.controls:
        shown = [
            line
            for line in describe(LIBRARY, pack, control.id)
            if line.endswith("(ours, in no clause)")
        ]
        assert {line.split(" = ")[0].strip() for line in shown} == _ours(control)
        told = list(explain(requirements, control.id))
        for name, setting in control.settings.items():
            after = told.index(f"  {name} = {show(setting.value)}") + 1
            assert told[after].endswith(", ours, in no clause") is (name in _ours(control)), name


@pytest.mark.parametrize(("a", "b"), [*combinations(PACKS, 2)])
def test_each_value_of_ours_is_compared_as_ours_and_no_other(a: str, b: str) -> None:
    sides = [compile_alone(LIBRARY, name) for name in (a, b)]
    for each in compare(*sides).divergences:
        for side, said in zip(sides, (each.a, each.b), strict=True):
            if each.what == "parameter" and said:
                (control,) = (control for control in side.controls if control.id == each.name)
                assert said.ours is (each.part in _ours(control)), each


@pytest.mark.parametrize("pack", PACKS)
def test_no_sentence_of_a_finding_has_a_place_for_a_value_of_ours(pack: str) -> None:
    requirements = compile_alone(LIBRARY, pack)
    for control in requirements.controls:
        words = " ".join(each.message for each in sentences(requirements, control))
        assert not set(re.findall(r"{(\w+)}", words)) & _ours(control), control.id


# --- a draft -------------------------------------------------------------------------------------


def test_a_draft_takes_part_only_where_it_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoPolicyNamedError):  # nothing is chosen for who names nothing
        explaining.named(explaining.Asked())
    own = tmp_path / "institution.yaml"
    own.write_text("code: INE\npolicies: [mx-ine-2017, mx-ine-mail]\n", encoding="utf-8")
    named = explaining.named(explaining.Asked(overlay=own)).requirements
    cited = {cited.pack for control in named.controls for cited in control.citations}
    assert cited == {"mx-ine-2017", "mx-ine-mail"}
    drafted = explaining.named(explaining.Asked(("mx-ine-2016-draft",))).requirements
    assert [each.pack.status for each in drafted.packs] == ["draft"]
