"""The oracle's verdicts, held against cases worked out by hand from the rulings."""

from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest

from tests.oracle import terms
from tests.oracle.controls import with_params
from tests.oracle.judging import Answer
from tests.oracle.kleene import all_of, any_of, no
from tests.oracle.sketches import CONTROLS, DAY, judge
from tests.oracle.verdicts import verdict


def test_three_valued_logic_agrees_with_kleene_on_every_pair() -> None:
    order = {False: 0, None: 1, True: 2}
    for one, other in product(order, repeat=2):
        assert order[all_of(one, other)] == min(order[one], order[other])
        assert order[any_of(one, other)] == max(order[one], order[other])
        assert order[no(one)] == 2 - order[one]


@pytest.mark.parametrize(
    ("answer", "letter"),
    [
        (Answer(applies=False, violated=None), "n"),
        (Answer(applies=None, violated=True), "u"),
        (Answer(violated=True, missing=None), "f"),
        (Answer(violated=None), "u"),
        (Answer(missing=True, warned=True), "u"),
        (Answer(missing=None), "u"),
        (Answer(warned=True), "w"),
        (Answer(warned=None), "p"),
        (Answer(), "p"),
    ],
)
def test_a_letter_needs_every_predicate_before_it_settled(answer: Answer, letter: str) -> None:
    assert answer.letter() == letter


@pytest.mark.parametrize(
    ("start", "term", "end"),
    [
        ("2025-12-31", "P2M", "2026-02-28"),
        ("2025-12-31", "P60D", "2026-03-01"),
        ("2024-02-29", "P1Y", "2025-02-28"),
        ("2026-03-31", "PT4H", "2026-03-31"),
        ("2025-12-19", "P5BD", "2025-12-29"),  # reading 6, on statutory days only
        ("2025-12-31", "P2M / P1M", "2026-01-31"),
    ],
)
def test_terms_end_where_the_readings_say(start: str, term: str, end: str) -> None:
    days_off = frozenset(terms.statutory_days(2025) | terms.statutory_days(2026))
    calendar = terms.Calendar(days_off)
    assert terms.last_day(date.fromisoformat(start), term, calendar) == date.fromisoformat(end)


@pytest.mark.parametrize(
    ("day", "letter"),
    [("2026-01-15", "p"), ("2026-02-17", "p"), ("2026-02-18", "w"), ("2026-02-28", "w")],
)
def test_rotation_warns_from_ten_days_before_the_due_day_to_that_day(day: str, letter: str) -> None:
    on = date.fromisoformat(day)
    assert judge("rotation.max-age", {"password_changed_on": date(2025, 12, 31)}, on) == letter


def test_rotation_fails_one_day_late_and_is_unknown_without_a_change() -> None:
    changed: dict[str, Any] = {"password_changed_on": date(2025, 12, 31)}
    assert judge("rotation.max-age", changed, date(2026, 3, 1)) == "f"
    assert judge("rotation.max-age") == "u"
    assert judge("rotation.max-age", changed | {"credential_model": "delegated"}) == "n"


def test_the_period_of_the_institute_is_unknown_until_given_and_never_longer_than_two_months() -> (
    None
):
    asked = CONTROLS["rotation.it-period"]
    row: dict[str, Any] = {"status": "open", "credential_model": "shared"}
    row["password_changed_on"] = date(2026, 1, 1)
    day = date(2026, 3, 2)
    letters = [
        verdict(with_params(asked, period=period), "account", row, day)
        for period in (None, "P1M", "P3M")
    ]
    assert letters == ["u", "f", "f"]
    assert verdict(with_params(asked, period="P3M"), "account", row, date(2026, 2, 1)) == "p"


def test_a_stranger_fails_however_old_the_list_and_only_a_clean_list_goes_stale() -> None:
    counts: dict[str, Any] = {"access:lapsed": 0, "access:undecided": 0, "access:other_heads": 0}
    old, last = DAY - timedelta(days=200), date(2025, 9, 30)
    stranger = counts | {"access:strangers": 1, "access:on": old}
    clean = counts | {"access:strangers": 0}
    assert judge("access.only-authorized", stranger) == "f"
    assert judge("access.only-authorized", clean | {"access:on": old}) == "u"
    assert judge("access.only-authorized", clean | {"access:on": last}, date(2026, 3, 30)) == "p"
    fresh = clean | {"access:on": DAY, "access:other_heads": 1}
    assert judge("access.only-authorized", fresh) == "w"
    assert judge("access.only-authorized") == "u"


@pytest.mark.parametrize(
    ("given", "letter"),
    [
        ({"owner": "active", "substitute": "active", "administrators": 2}, "p"),
        ({"owner": "active", "substitute": "active", "administrators": 1}, "f"),
        ({"owner": "active", "substitute": "active", "administrators": 3}, "w"),
        ({"owner": "active", "substitute": "ended", "administrators": 1}, "f"),
        ({"owner": "none"}, "f"),
        ({"owner": "active", "administrators": 1}, "u"),
        ({}, "u"),
        ({"owner": "active", "substitute": "active", "administrators": 2, "contractors": 1}, "w"),
    ],
)
def test_two_people_administer_an_account(given: dict[str, Any], letter: str) -> None:
    assert judge("admins.two-designated", given) == letter


@pytest.mark.parametrize(
    ("given", "letter"),
    [
        ({"login_domain": "ine.mx"}, "p"),
        ({"login_domain": "redes.ine.mx"}, "p"),
        ({"login_domain": "ine-mx.org"}, "f"),
        ({"login_domain": "xine.mx"}, "f"),
        ({"login_none": True}, "f"),
        ({}, "u"),
        ({"credential_model": "phone", "login_none": True}, "n"),
    ],
)
def test_the_domain_of_the_login_mailbox(given: dict[str, Any], letter: str) -> None:
    assert judge("email.institutional-domain", given) == letter


@pytest.mark.parametrize(
    ("given", "letter"),
    [
        ({"login_local": "redes.jd01ags", "login_person": False}, "p"),
        ({"login_local": "jd01-prensa", "login_person": False}, "p"),
        ({"login_local": "redesx", "login_person": False, "login_names_area": False}, "u"),
        ({"login_local": "x.jd01", "login_person": False, "login_names_area": True}, "p"),
        ({"login_local": "redes", "login_person": True}, "f"),
        ({"login_local": "redes", "login_kind": "personal", "login_person": False}, "f"),
        ({"login_local": "x", "login_kind": "generic", "login_person": False}, "p"),
        ({"login_none": True}, "f"),
        ({}, "u"),
    ],
)
def test_a_generic_mailbox_is_told_by_flag_word_or_code(given: dict[str, Any], letter: str) -> None:
    recorded = {"login_mailbox": "redes@ine.mx"} if "login_local" in given else {}
    assert judge("email.generic", given | recorded) == letter


@pytest.mark.parametrize(
    ("given", "letter"),
    [
        ({"second_factor": "totp", "factor_level": "proved"}, "p"),
        ({"second_factor": "sms", "factor_level": "proved"}, "w"),
        ({"second_factor": "totp"}, "w"),
        ({"second_factor": "totp", "factor_level": "evidenced"}, "w"),
        (
            {
                "second_factor": "totp",
                "factor_level": "evidenced",
                "factor_on": date(2025, 3, 31),
            },
            "p",
        ),
        (
            {
                "second_factor": "totp",
                "factor_level": "evidenced",
                "factor_on": date(2025, 3, 30),
            },
            "w",
        ),
        ({"second_factor": "none"}, "f"),
        ({"second_factor": "none", "platform": "myspace"}, "u"),
        ({}, "u"),
        ({"credential_model": "delegated"}, "n"),
    ],
)
def test_the_second_factor(given: dict[str, Any], letter: str) -> None:
    assert judge("mfa.enabled", given) == letter


def test_the_device_of_the_factor_is_asked_only_where_a_factor_is_on() -> None:
    assert judge("mfa.owner-device", {"second_factor": "none", "factor_holder": "other"}) == "n"
    assert judge("mfa.owner-device", {"second_factor": "totp", "factor_holder": "other"}) == "f"
    assert judge("mfa.owner-device", {"second_factor": "totp", "factor_holder": "owner"}) == "p"
    assert judge("mfa.owner-device", {"second_factor": "totp"}) == "u"
    assert judge("mfa.owner-device", {"factor_holder": "owner"}) == "u"


def test_without_recommendations_on_file_the_construction_of_a_password_is_unknown() -> None:
    weak: dict[str, Any] = {"password_meets": False}
    on_file = {"document:password_recommendations": "in_force"}
    said = {"attested:password.construction": True, "attested:password.construction:on": DAY}
    assert judge("password.construction", weak) == "u"
    assert judge("password.construction", weak | on_file) == "f"
    assert judge("password.construction", said | on_file) == "p"
    assert judge("password.construction", weak | said | on_file) == "f"
    assert judge("password.construction", said) == "u"


def test_answers_go_out_of_date_after_half_a_year() -> None:
    def said(on: date, *, yes: bool = True) -> dict[str, Any]:
        control = "link.institutional-only"
        return {f"attested:{control}": yes, f"attested:{control}:on": on}

    assert judge("link.institutional-only", said(date(2025, 9, 28)), date(2026, 3, 28)) == "p"
    assert judge("link.institutional-only", said(date(2025, 9, 28)), date(2026, 3, 29)) == "w"
    assert judge("link.institutional-only", said(date(2025, 9, 28), yes=False)) == "f"


def test_a_page_run_from_personal_profiles_warns_and_the_attestation_speaks_only_if_need_be() -> (
    None
):
    control = "link.no-external-accounts"
    said: dict[str, Any] = {f"attested:{control}": True, f"attested:{control}:on": DAY}
    assert judge(control, {"linked": "none", "credential_model": "delegated"}) == "w"
    assert judge(control, said | {"linked": "some", "linked_outside": 1}) == "f"
    assert judge(control, said) == "p"
    assert judge(control) == "u"
