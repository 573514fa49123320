"""The oracle's verdicts on what an account is, held against cases worked out by hand."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.oracle.sketches import DAY, judged, told
from tests.oracle.verdicts import has_row

STRICT = told("handle.affix", affix="ine", platforms=("x",), prefix="fail")
TOLERANT = told(
    "handle.affix", affix="INE", platforms=("x",), prefix="warn", exceptions=("x/INEMexico",)
)


def _handle(handle: str, platform: str = "x") -> dict[str, Any]:
    return {"platform": platform, "handle": handle, "handle_key": handle.casefold()}


@pytest.mark.parametrize(
    ("handle", "strict", "tolerant"),
    [
        ("JuntaINE", "p", "p"),  # a lower-case letter followed by an upper-case one
        ("junta_ine", "p", "p"),
        ("junta01ine", "p", "p"),
        ("ine", "p", "p"),  # the start of the handle
        ("bibliocine", "w", "w"),
        ("BiblioCINE", "w", "w"),
        ("online", "w", "w"),
        ("INEJunta", "f", "w"),
        ("inesita", "f", "w"),  # a tolerated prefix needs no boundary
        ("ineJuntaine", "w", "w"),  # the suffix is tested first
        ("INEMexico", "f", "p"),
        ("Junta", "f", "f"),
    ],
)
def test_ruling_38_the_suffix_is_tested_first_then_the_prefix(
    handle: str, strict: str, tolerant: str
) -> None:
    assert judged(STRICT, _handle(handle)) == strict
    assert judged(TOLERANT, _handle(handle)) == tolerant


def test_ruling_38_a_named_exception_is_one_on_its_own_network() -> None:
    everywhere = told(
        "handle.affix",
        affix="ine",
        platforms=("x", "facebook"),
        exceptions=("facebook/Voz.Libre", "x/otra"),
    )
    facebook = {"platform": "facebook", "handle": "Voz.Libre", "handle_key": "vozlibre"}
    assert judged(everywhere, facebook) == "p"
    assert judged(everywhere, facebook | {"platform": "x"}) == "f"
    assert judged(STRICT, facebook) == "n"


@pytest.mark.parametrize(
    ("given", "letter"),
    [
        ({"platform": "x"}, "p"),
        ({"platform": "youtube"}, "w"),
        ({"platform": "youtube", "document:platform_authorisation": "in_force"}, "p"),
        ({"platform": "youtube", "document:platform_authorisation": "expired"}, "w"),
    ],
)
def test_ruling_44_off_the_list_an_authorisation_passes_and_nothing_fails(
    given: dict[str, Any], letter: str
) -> None:
    assert judged(told("platforms.list-change", platforms=("x", "facebook")), given) == letter


@pytest.mark.parametrize(
    ("platform", "kind", "letter"),
    [
        ("x", "local_board", "p"),
        ("facebook", "district_board", "f"),
        ("x", "central", "n"),
        ("youtube", "district_board", "n"),
        ("x", None, "u"),
        ("youtube", None, "n"),
    ],
)
def test_ruling_43_of_the_boards_only_local_ones_are_on_x_and_facebook(
    platform: str, kind: str | None, letter: str
) -> None:
    given = {"platform": platform, "area_kind": kind}
    assert judged(told("platforms.by-body", platforms=("x", "facebook")), given) == letter


@pytest.mark.parametrize(
    ("given", "letter"),
    [
        ({"authorised_on": DAY, "official_on_portal": True}, "p"),
        ({"authorised_on": DAY, "official_on_portal": False}, "f"),
        ({"authorised_none": True}, "f"),
        ({"authorised_on": DAY}, "u"),
        ({"official_on_portal": True}, "u"),
        ({}, "u"),
    ],
)
def test_ruling_43_recorded_as_no_or_none_fails_and_empty_is_unknown(
    given: dict[str, Any], letter: str
) -> None:
    assert judged(told("accounts.official"), given) == letter


@pytest.mark.parametrize(
    ("state", "letter"),
    [
        ("verified", "p"),
        ("requested", "p"),
        ("not_eligible", "p"),
        ("not_offered", "p"),
        ("none", "f"),
        (None, "u"),
    ],
)
def test_verification_not_asked_for_fails_wherever_it_could_be(
    state: str | None, letter: str
) -> None:
    assert judged(told("verification.requested"), {"verification": state}) == letter


@pytest.mark.parametrize(
    ("posted", "letter"), [(date(2026, 3, 24), "p"), (date(2026, 3, 23), "w"), (None, "u")]
)
def test_reading_31_a_week_without_a_post_warns_and_its_last_day_is_included(
    posted: date | None, letter: str
) -> None:
    assert judged(told("activity.cadence", cadence="P7D"), {"last_post_on": posted}) == letter


@pytest.mark.parametrize(
    ("answer", "posted", "letter"),
    [
        (True, date(2025, 12, 31), "p"),  # ninety days before 31 March
        (True, date(2025, 12, 30), "w"),
        (True, None, "p"),
        (False, DAY, "f"),
        (None, date(2020, 1, 1), "u"),
    ],
)
def test_ruling_42_what_was_answered_decides_and_a_long_silence_warns(
    answer: bool | None, posted: date | None, letter: str
) -> None:
    control = told("abandonment.none", abandoned_after="P90D")
    given = {"attested:abandonment.none": answer, "last_post_on": posted}
    assert judged(control, given) == letter


OWNERS = ("x/INEtelMX=electoral-register", "youtube/inetv=communications")
TELEPHONE = {"platform": "x", "handle_key": "inetelmx"}
CHANNEL = {"platform": "youtube", "handle_key": "inetv", "area_role": "communications"}


@pytest.mark.parametrize(
    ("given", "letter"),
    [
        (TELEPHONE | {"area_role": "electoral-register"}, "p"),
        (TELEPHONE | {"area_role": "communications"}, "f"),
        (TELEPHONE, "u"),
        ({"platform": "facebook", "handle_key": "inetelmx"}, "n"),
        (CHANNEL | {"access:outside_area": 0, "access:area_unknown": 0}, "p"),
        (CHANNEL | {"access:outside_area": 1, "access:area_unknown": 0}, "f"),
        (CHANNEL | {"access:outside_area": 0, "access:area_unknown": 1}, "u"),
        (CHANNEL | {"access:outside_area": 2, "area_role": None}, "f"),
        (CHANNEL, "u"),
    ],
)
def test_a_named_account_is_of_its_office_and_where_it_says_so_of_nobody_else(
    given: dict[str, Any], letter: str
) -> None:
    control = told("accounts.assigned-owner", owners=OWNERS, exclusive=("youtube/inetv",))
    assert judged(control, given) == letter


STATED = {"name": "Prensa", "url": "https://red.example/prensa", "owner": "active"}
FIELDS = told("opening.notice-contents", fields=("name", "url", "owner"))


@pytest.mark.parametrize(
    ("given", "letter"),
    [
        (STATED | {"document:opening_notice": "in_force"}, "p"),
        (STATED | {"document:opening_notice": "in_force", "url": None}, "f"),
        (STATED | {"document:opening_notice": "in_force", "owner": None}, "f"),
        (STATED | {"document:opening_notice": "expired"}, "f"),
        (STATED, "u"),
        ({}, "u"),
    ],
)
def test_the_notice_on_file_states_every_item(given: dict[str, Any], letter: str) -> None:
    assert judged(FIELDS, given) == letter


@pytest.mark.parametrize(
    ("kind", "exempt", "letter"),
    [
        ("local_board", "n", "u"),
        ("district_board", "n", "u"),
        ("central", "u", "n"),
        (None, "u", "u"),
    ],
)
def test_reading_27_boards_open_by_notice_and_the_others_by_authorisation(
    kind: str | None, exempt: str, letter: str
) -> None:
    owed = {"event": True, "owed": True}
    by_notice, by_leave = told("opening.board-notice"), told("opening.notice", boards="exempt")
    for control, expected in ((by_leave, exempt), (by_notice, letter)):
        duty = {f"duty:{control.id}:{name}": value for name, value in owed.items()}
        assert judged(control, duty | {"area_kind": kind}) == expected


@pytest.mark.parametrize(
    ("accounts", "in_all", "role", "named", "every", "one"),
    [
        (1, 1, "communications", True, "u", "u"),
        (0, 1, "communications", True, "n", "u"),
        (0, 0, "communications", True, "n", "n"),
        (1, 1, "it-unit", True, "u", "n"),
        (1, 1, "it-unit", False, "u", "n"),
        (1, 1, None, True, "u", "n"),
        (1, 1, None, False, "u", "u"),
        (0, 0, None, False, "n", "n"),
    ],
)
def test_ruling_13_an_area_is_asked_where_it_owns_an_account_or_is_the_office_named(  # noqa: PLR0917 - one row of a table
    accounts: int,
    in_all: int,
    role: str | None,
    named: bool,
    every: str,
    one: str,
) -> None:
    given = {
        "accounts": accounts,
        "all_accounts": in_all,
        "role": role,
        "communications_named": named,
    }
    for who, letter in (("every-area", every), ("communications", one)):
        assert judged(told("suggestions.answered", max_age="P6M", who=who), given) == letter


@pytest.mark.parametrize(
    ("kind", "letter"), [("local_board", "u"), ("district_board", "n"), (None, "u")]
)
def test_ruling_43_the_kind_of_an_area_is_never_guessed(kind: str | None, letter: str) -> None:
    assert judged(told("strategy.local-boards"), {"kind": kind}) == letter


def test_ruling_16_a_closed_account_answers_closing_controls_alone() -> None:
    closed = {"status": "closed", "attested:closing.content-deleted": True}
    emptied, rotation = told("closing.content-deleted"), told("rotation.max-age", max_age="P2M")
    assert has_row(emptied, "account", closed)
    assert not has_row(rotation, "account", closed)
    assert judged(emptied, closed) == "p"
    for status in ("proposed", "authorised", "open", "legacy_personal"):
        assert judged(emptied, closed | {"status": status}) == "n"


def test_what_a_text_only_allows_never_fails() -> None:
    must = told("verification.requested")
    assert judged(must, {"verification": "none"}) == "f"
    assert judged(replace(must, strength="should"), {"verification": "none"}) == "f"
    assert judged(replace(must, strength="may"), {"verification": "none"}) == "w"
