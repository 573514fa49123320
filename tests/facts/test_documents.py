"""What is on file, signed, and whether it is in force (rulings 2 and 40)."""

from typing import Any

import pytest
from sqlalchemy import Connection

from monitor.facts.documents import OnFile
from tests.facts.registers import AFTER, BEFORE, facts
from tests.oracle.records import Document, World
from tests.oracle.sketches import (
    ACCOUNT,
    ANA,
    AREA,
    BETO,
    CARLA,
    DAY,
    OTHER_AREA,
    designation,
    register,
    staffed,
)


def _paper(kind: str, place: int = 1, **known: Any) -> Document:
    given: dict[str, Any] = {"id": place, "kind": kind, "signed_on": BEFORE}
    given |= {"subject_kind": "account", "subject_id": ACCOUNT}
    return Document(**given | known)


def _letter(person: int | None, place: int = 1, **known: Any) -> Document:
    return _paper("responsiva", place, person_id=person, **known)


def _state(connection: Connection, world: World, kind: str) -> str | None:
    state: str | None = facts(connection, world, asks=(OnFile(kind),))[f"document:{kind}"]
    return state


OF_ANA, OF_BETO = _letter(ANA, 1), _letter(BETO, 2)


@pytest.mark.parametrize(
    ("letters", "state"),
    [
        ((), None),
        ((OF_ANA,), None),
        ((OF_ANA, OF_BETO), "in_force"),
        ((OF_ANA, OF_BETO, _letter(CARLA, 3, valid_until=BEFORE)), "in_force"),
        ((_letter(ANA, 1, valid_until=DAY), OF_BETO), "in_force"),
        ((_letter(ANA, 1, valid_until=BEFORE), OF_BETO), "expired"),
        ((_letter(ANA, 1, valid_until=BEFORE),), "expired"),
        ((_letter(ANA, 1, valid_until=BEFORE), _letter(ANA, 3), OF_BETO), "in_force"),
        ((_letter(ANA, 1, signed_on=AFTER), OF_BETO), None),
        ((_letter(None, 1), OF_BETO), None),
        ((_letter(ANA, 1, subject_kind="area", subject_id=AREA), OF_BETO), "in_force"),
        ((_letter(ANA, 1, subject_kind="area", subject_id=OTHER_AREA), OF_BETO), None),
    ],
)
def test_ruling_40_each_current_administrators_letter_with_the_latest_end_counts(
    connection: Connection, letters: tuple[Document, ...], state: str | None
) -> None:
    assert _state(connection, staffed(documents=letters), "responsiva") == state


def test_ruling_40_without_administrators_there_is_no_letter_to_look_for(
    connection: Connection,
) -> None:
    assert _state(connection, register(documents=(OF_ANA,)), "responsiva") is None


NEWEST = designation(BETO, "substitute", valid_from=DAY, number="OF-9")


@pytest.mark.parametrize(
    ("form", "state"),
    [
        ({"signed_on": DAY}, "in_force"),
        ({"signed_on": BEFORE}, None),
        ({"signed_on": BEFORE, "number": "OF-9"}, "in_force"),
        ({"signed_on": DAY, "valid_until": DAY}, "in_force"),
        ({"signed_on": DAY, "subject_kind": "area", "subject_id": AREA}, "in_force"),
        ({"signed_on": DAY, "subject_kind": "area", "subject_id": OTHER_AREA}, None),
        ({"signed_on": BEFORE, "number": "OF-9", "valid_until": BEFORE}, "expired"),
        ({"signed_on": DAY, "kind": "responsiva"}, None),
    ],
)
def test_ruling_40_a_form_goes_with_the_newest_designation_by_day_or_by_number(
    connection: Connection, form: dict[str, Any], state: str | None
) -> None:
    rows = (designation(ANA, "owner"), NEWEST)
    known: dict[str, Any] = {"kind": "designation"} | form
    world = register(designations=rows, documents=(_paper(**known),))
    assert _state(connection, world, "designation") == state


@pytest.mark.parametrize(("number", "state"), [("OF-9", "in_force"), ("OF-8", None), (None, None)])
def test_ruling_40_with_a_designation_without_a_day_a_form_goes_by_its_number_alone(
    connection: Connection, number: str | None, state: str | None
) -> None:
    rows = (designation(ANA, "owner", number="OF-9"),)
    world = register(designations=rows, documents=(_paper("designation", number=number),))
    assert _state(connection, world, "designation") == state


def test_ruling_40_without_a_designation_no_form_goes_with_it(connection: Connection) -> None:
    world = register(documents=(_paper("designation"),))
    assert _state(connection, world, "designation") is None


@pytest.mark.parametrize(
    ("known", "state"),
    [
        ({}, "in_force"),
        ({"valid_until": DAY}, "in_force"),
        ({"valid_until": BEFORE}, "expired"),
        ({"signed_on": AFTER}, None),
        ({"subject_kind": "area", "subject_id": AREA}, None),
    ],
)
def test_ruling_2_what_is_the_institutions_is_in_force_through_its_last_day(
    connection: Connection, known: dict[str, Any], state: str | None
) -> None:
    own: dict[str, Any] = {"subject_kind": "institution", "subject_id": 7}
    paper = _paper("password_recommendations", **own | known)
    world = staffed(documents=(paper,))
    assert _state(connection, world, "password_recommendations") == state


@pytest.mark.parametrize(
    ("papers", "state"),
    [
        ((), None),
        ((_paper("strategy"),), "in_force"),
        ((_paper("strategy", valid_until=BEFORE),), "expired"),
        ((_paper("strategy", valid_until=BEFORE), _paper("strategy", 2)), "in_force"),
        ((_paper("strategy", signed_on=AFTER),), None),
        ((_paper("strategy", subject_kind="area", subject_id=AREA),), None),
        ((_paper("opening_proposal"),), None),
    ],
)
def test_other_papers_are_those_of_the_subject_itself(
    connection: Connection, papers: tuple[Document, ...], state: str | None
) -> None:
    assert _state(connection, register(documents=papers), "strategy") == state


def _of_all(place: int = 9, **known: Any) -> Document:
    return _paper(
        "platform_authorisation", place, subject_kind="institution", subject_id=7, **known
    )


@pytest.mark.parametrize(
    ("papers", "state"),
    [
        ((_paper("platform_authorisation"),), "in_force"),
        ((_of_all(),), "in_force"),
        ((_of_all(valid_until=BEFORE), _paper("platform_authorisation")), "in_force"),
        ((_paper("platform_authorisation", valid_until=BEFORE), _of_all()), "in_force"),
        ((_of_all(valid_until=BEFORE),), "expired"),
        ((), None),
    ],
)
def test_ruling_44_an_authorisation_of_a_network_may_be_for_all_accounts(
    connection: Connection, papers: tuple[Document, ...], state: str | None
) -> None:
    assert _state(connection, register(documents=papers), "platform_authorisation") == state


def test_papers_of_several_kinds_do_not_mix(connection: Connection) -> None:
    papers = (_paper("strategy"), _paper("opening_proposal", 2, valid_until=BEFORE))
    asks = (OnFile("strategy"), OnFile("opening_proposal"), OnFile("closing_notice"))
    row = facts(connection, register(documents=papers), asks=asks)
    kinds = ("strategy", "opening_proposal", "closing_notice")
    assert [row[f"document:{kind}"] for kind in kinds] == ["in_force", "expired", None]
