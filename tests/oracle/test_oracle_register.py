"""The oracle's verdicts on the register as a whole, held against cases worked out by hand."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.oracle.sketches import DAY, judged, told

TWICE = told("rotation.max-age", per_year=2, remind_after="P6M", applies_to=("account",))
# Opened and changed before the year before that of the day began: that year is whole.
WHOLE = {"opened_on": date(2024, 12, 31), "changed_before_last_year": True}


def _changes(this_year: int, last_year: int, newest: date, **known: Any) -> dict[str, Any]:
    counts = {"changes_this_year": this_year, "changes_last_year": last_year}
    return WHOLE | counts | {"password_changed_on": newest} | known


@pytest.mark.parametrize(
    ("given", "letter"),
    [
        (_changes(2, 0, date(2026, 2, 1)), "p"),
        (_changes(2, 0, date(2026, 2, 1), opened_on=None), "p"),
        (_changes(1, 2, date(2026, 2, 1)), "p"),
        (_changes(0, 2, date(2025, 9, 30)), "p"),  # six months before 30 March
        (_changes(0, 2, date(2025, 9, 29)), "w"),
        (_changes(1, 1, date(2026, 2, 1)), "f"),
        (_changes(0, 0, date(2024, 11, 1)), "f"),
        (_changes(1, 1, date(2026, 2, 1), opened_on=None), "u"),
        (_changes(1, 1, date(2026, 2, 1), opened_on=date(2025, 1, 1)), "u"),
        (_changes(1, 1, date(2026, 2, 1), changed_before_last_year=False), "u"),
    ],
)
def test_ruling_26_two_changes_this_year_pass_else_the_year_before_judges(
    given: dict[str, Any], letter: str
) -> None:
    assert judged(TWICE, given, date(2026, 3, 30)) == letter


def test_a_document_that_counts_changes_measures_no_interval_and_the_other_way_round() -> None:
    old = _changes(2, 2, date(2026, 1, 1))
    interval = told("rotation.max-age", max_age="P2M", warn_before="P10D")
    assert judged(TWICE, old, date(2026, 3, 30)) == "p"
    assert judged(interval, old, date(2026, 3, 30)) == "f"


@pytest.mark.parametrize(
    ("one", "other", "letter"),
    [("kept", "kept", "p"), ("kept", "closed", "f"), ("kept", None, "f"), (None, None, "f")],
)
def test_ruling_48_an_account_that_is_closed_or_was_never_there_is_missing(
    one: str | None, other: str | None, letter: str
) -> None:
    control = told("accounts.named-kept", accounts=("x/INEMexico", "facebook/INE.Mexico"))
    given = {"named:x/inemexico": one, "named:facebook/inemexico": other}
    assert judged(control, given) == letter


@pytest.mark.parametrize(("count", "letter"), [(0, "f"), (1, "p"), (2, "f")])
def test_reading_38_there_is_one_channel_no_less_and_no_more(count: int, letter: str) -> None:
    assert judged(told("homologation.single-youtube"), {"on_platform:youtube": count}) == letter


@pytest.mark.parametrize(("found", "letter"), [("allowed", "p"), ("elsewhere", "f"), (None, "u")])
def test_there_is_a_mailbox_for_doubts_of_the_institution(found: str | None, letter: str) -> None:
    control = told("support.help-mailbox", allowed_domains=("ine.mx",))
    assert judged(control, {"mailbox:help": found}) == letter


@pytest.mark.parametrize(
    ("given", "letter"),
    [
        ({"portal:on": DAY, "portal:strangers": 0, "portal:unnamed": 0}, "p"),
        ({"portal:on": DAY, "portal:strangers": 1, "portal:unnamed": 1}, "f"),
        ({"portal:on": DAY, "portal:strangers": 0, "portal:unnamed": 1}, "u"),
        ({}, "u"),
    ],
)
def test_the_portal_shows_ours_and_those_of_the_holders_named(
    given: dict[str, Any], letter: str
) -> None:
    assert judged(told("portal.personal-accounts", holders=("councillor",)), given) == letter


@pytest.mark.parametrize(
    ("given", "letter"),
    [
        ({"admins_outside_communications": 0, "admins_elsewhere": 2}, "p"),
        ({"admins_outside_communications": 1}, "w"),
        ({"admins_outside_communications": 0, "admins_area_unknown": 1}, "u"),
        ({}, "u"),  # no area is known to be that office
    ],
)
def test_ruling_21_in_aguascalientes_all_are_of_communications_or_it_warns(
    given: dict[str, Any], letter: str
) -> None:
    control = told("admins.belong-to-area", structure="communications", outside="warn")
    assert judged(control, {"owner": "active", "substitute": "active"} | given) == letter


@pytest.mark.parametrize(("outside", "letter"), [("fail", "f"), ("warn", "w"), ("pass", "p")])
def test_ruling_22_a_deputy_outside_the_list_is_as_the_text_says(outside: str, letter: str) -> None:
    control = told("admins.rank-deputy", ranks=("medio", "operativo"), outside=outside)
    ranks = {"substitute_superior": 1, "substitute_rank_unknown": 0}
    assert judged(control, {"substitute": "active", **ranks}) == letter
    assert judged(control, {"substitute": "active", "substitute_superior": 0}) == "u"


@pytest.mark.parametrize(("says", "letter"), [("fail", "f"), ("warn", "w"), ("pass", "p")])
def test_reading_14_a_contractor_is_as_the_text_says(says: str, letter: str) -> None:
    control = told("admins.two-designated", third="pass", contractors=says)
    pair = {"owner": "active", "substitute": "active", "administrators": 3, "contractors": 1}
    assert judged(control, pair) == letter
    unknown = pair | {"contractors": 0, "employment_unknown": 1}
    assert judged(control, unknown) == ("p" if says == "pass" else "u")


def test_reading_58_without_advice_on_file_only_the_text_that_rests_on_it_cannot_tell() -> None:
    weak = {"password_meets": False}
    by_advice = told("password.construction", recommendations="on-file")
    by_text = told("password.construction", recommendations="not-asked")
    assert [judged(control, weak) for control in (by_advice, by_text)] == ["u", "f"]


@pytest.mark.parametrize(("older", "letter"), [("warn", "w"), ("fail", "f")])
def test_reading_42_an_account_older_than_the_rule_warns_unless_the_text_asks_it_to_comply(
    older: str, letter: str
) -> None:
    control = told("email.institutional-domain", allowed_domains=("ine.mx",), older=older)
    given = {"login_domain": "correo.example", "opened_on": date(2025, 1, 1)}
    assert judged(control, given) == "f"  # nobody knows since when the rule is in force
    began = replace(control, began=date(2025, 9, 1))
    assert judged(began, given) == letter
    assert judged(began, given | {"opened_on": None}) == "f"
