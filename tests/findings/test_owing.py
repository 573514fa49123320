"""What is owed on a day: duties set off, scheduled or set by hand, late from what happened."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy import Connection

from monitor.findings.owing import Owed, Wanted, bound, owed, parties
from monitor.history import ALWAYS
from monitor.policy.library import Library, LoadedInstitution
from monitor.policy.requirements import Requirements, compile_requirements
from monitor.policy.schema import ControlDefinition, Institution
from tests.findings.lives import Playing, whole
from tests.oracle import worlds
from tests.oracle.records import Duty, Headship, PasswordChange, World
from tests.oracle.sketches import (
    ACCOUNT,
    ANA,
    AREA,
    CARLA,
    DANIEL,
    DAY,
    OTHER_AREA,
    account,
    designation,
    staffed,
)

CHANGE, LIST, QUARTER = "admins.change-notice", "list.to-communications", "admins.quarterly-report"
PASSWORD, BREACH = "rotation.notify-head", "breach.notify"
FRIDAY = date(2026, 3, 20)  # five business days from then: 27 March, four days before DAY


def _row(number: int, control: str, due_on: date, done_on: date | None = None) -> Duty:
    about: dict[str, Any] = {"subject_kind": "account", "subject_id": ACCOUNT}
    if control == QUARTER:
        about = {"subject_kind": "area", "subject_id": AREA}
    return Duty(id=number, control=control, due_on=due_on, done_on=done_on, **about)


def _world(*duties: Duty, **tables: Any) -> World:
    changed = PasswordChange(valid_from=date(2026, 3, 10), kind="account", subject_id=ACCOUNT)
    pair = (
        designation(ANA, "owner"),
        designation(DANIEL, "substitute", valid_to=FRIDAY),
        designation(CARLA, "substitute", valid_from=FRIDAY),
    )
    heads = (Headship(valid_from=ALWAYS, area_id=AREA, person_id=DANIEL),)
    given = {"designations": pair, "password_changes": (changed,), "headships": heads}
    return staffed(**given | {"duties": duties} | tables)


ALL = Wanted()


def _owed(playing: Playing, wanted: Wanted = ALL, day: date = DAY) -> list[Owed]:
    return list(owed(playing.connection, playing.requirements, playing.scope, day, wanted))


def _one(playing: Playing, control: str, day: date = DAY, **wanted: Any) -> Owed | None:
    found = _owed(playing, Wanted(control, **wanted), day)
    assert len(found) <= 1
    return next(iter(found), None)


def test_what_happened_sets_a_duty_off_without_any_row(connection: Connection) -> None:
    playing = Playing(connection, _world(), DAY)
    found = {each.control.id: each for each in _owed(playing) if each.kind == "account"}
    told = found[CHANGE]
    assert (told.since, told.due_on, told.state) == (FRIDAY, date(2026, 3, 27), "late")
    assert told.days_late == 4, "counted from what happened"
    assert (told.owed_by, told.owed_to) == (("area-head",), ("communications",))
    assert (told.finding.subject, told.area) == ("account:x/ieejemplo", "JD01")
    assert not told.statutory_days_only
    passwords = found[PASSWORD]
    assert (passwords.since, passwords.due_on) == (date(2026, 3, 10), None)
    assert (passwords.state, passwords.days_late) == ("open", 0)
    assert passwords.people == ("p1@ine.mx", "p3@ine.mx")
    assert BREACH not in found, "nothing set it off"


def test_a_day_counted_without_the_institutions_own_days_off_is_marked(
    connection: Connection,
) -> None:
    silent = replace(whole().calendar, years=frozenset())
    playing = Playing(connection, _world(), DAY, replace(whole(), calendar=silent))
    found = _one(playing, CHANGE)
    assert found is not None
    assert found.statutory_days_only


def test_within_its_term_it_is_open_and_once_done_it_is_listed_only_if_asked(
    connection: Connection,
) -> None:
    playing = Playing(connection, _world(_row(1, CHANGE, DAY, date(2026, 3, 26))), DAY)
    first = _one(playing, CHANGE, day=FRIDAY)
    assert first is not None
    assert first.state == "due_soon"
    assert _one(playing, CHANGE) is None
    done = _one(playing, CHANGE, everything=True)
    assert done is not None
    assert (done.state, done.is_open) == ("done", False)
    assert done.finding.observed["done_on"] == date(2026, 3, 26)


def test_a_row_that_is_open_is_owed_too_and_the_earliest_day_judges(
    connection: Connection,
) -> None:
    rows = (_row(1, CHANGE, date(2026, 3, 25)), _row(2, BREACH, DAY + timedelta(days=30)))
    playing = Playing(connection, _world(*rows), DAY)
    late, ahead = _one(playing, CHANGE), _one(playing, BREACH)
    assert late is not None
    assert ahead is not None
    assert (late.due_on, late.days_late) == (date(2026, 3, 25), 6)
    assert (ahead.state, ahead.since, ahead.days_late) == ("open", None, 0)


@pytest.mark.parametrize(
    ("done_on", "state", "due_on"),
    [
        (None, "open", None),
        (date(2025, 12, 20), "late", date(2026, 3, 20)),
        (date(2026, 1, 5), "due_soon", date(2026, 4, 5)),
        (date(2026, 3, 1), "open", date(2026, 6, 1)),
        (DAY, "done", date(2026, 6, 30)),
    ],
)
def test_a_schedule_is_owed_from_the_last_time_on(
    connection: Connection, done_on: date | None, state: str, due_on: date | None
) -> None:
    rows = (_row(1, QUARTER, done_on, done_on),) if done_on else ()
    playing = Playing(connection, _world(*rows), DAY)
    (found,) = (
        each
        for each in _owed(playing, Wanted(QUARTER, everything=True))
        if each.subject_id == AREA and each.kind == "area"
    )
    assert (found.state, found.due_on, found.since) == (state, due_on, done_on)


def _ags() -> Requirements:
    own = LoadedInstitution(Institution())
    return compile_requirements(Library(), ["mx-iee-ags-2023"], own)


@pytest.mark.parametrize(
    ("done_on", "state"),
    [(date(2026, 2, 10), "done"), (date(2025, 8, 10), "open"), (date(2025, 2, 10), "late")],
)
def test_what_was_done_in_this_half_year_is_not_owed_before_the_next(
    connection: Connection, done_on: date, state: str
) -> None:
    row = _row(1, "evaluation.semiannual", done_on, done_on)
    playing = Playing(connection, _world(row), DAY, _ags())
    found = _one(playing, "evaluation.semiannual", everything=True)
    assert found is not None
    assert found.state == state
    assert found.people == ("p1@ine.mx", "p3@ine.mx")
    assert found.owed_by == (), "its text does not say who evaluates"


def test_duties_are_limited_by_area_subject_and_who_owes_them(connection: Connection) -> None:
    playing = Playing(connection, _world(), DAY)

    def controls(**wanted: Any) -> set[str]:
        return {each.control.id for each in _owed(playing, Wanted(**wanted))}

    assert controls(area="JD01") >= {CHANGE, LIST, PASSWORD, QUARTER}
    assert controls(area="JD02") == set()
    assert controls(subject=("area", AREA)) == {QUARTER}
    assert controls(subject=("area", OTHER_AREA)) == set()
    assert controls(person=ANA) == {PASSWORD}
    assert controls(person=DANIEL) == {CHANGE, LIST, QUARTER}
    assert controls(person=99) == set()


def test_an_office_of_the_institution_is_held_by_who_heads_its_area(
    connection: Connection,
) -> None:
    world = _world()
    offices = tuple(replace(area, role="communications") for area in world.areas[:1])
    playing = Playing(connection, _world(areas=(*offices, *world.areas[1:])), DAY, _ags())
    found = _owed(playing, Wanted("training.annual", person=DANIEL))
    assert [each.kind for each in found] == ["institution"]
    assert _owed(playing, Wanted("training.annual", person=ANA)) == []


def test_recipients_of_the_document_come_before_the_usual_ones() -> None:
    ags = {each.id: each for each in _ags().controls}
    assert parties(_ags(), ags["breach.notify"])[1] == ("communications", "presidency")
    mail = {each.id: each for each in whole().controls}
    assert parties(whole(), mail["breach.notify"])[1] == ("area-head", "communications")


def test_a_duty_of_an_institutions_own_policy_may_say_nothing_of_who_owes_it() -> None:
    mail = {each.id: each for each in whole().controls}
    plain = whole().definitions[PASSWORD].model_copy(update={"owed": None})
    definitions: dict[str, ControlDefinition] = {**whole().definitions, PASSWORD: plain}
    assert parties(replace(whole(), definitions=definitions), mail[PASSWORD]) == ((), ())


def test_the_accounts_that_a_control_binds_are_those_in_its_phase(connection: Connection) -> None:
    others = (
        account(account_id=2, handle_key="b", status="proposed"),
        account(account_id=3, handle_key="c", status="legacy_personal"),
        account(account_id=4, handle_key="d", status="closing"),
        account(account_id=5, handle_key="e", status="closed"),
    )
    playing = Playing(connection, _world(accounts=(account(), *others)), DAY, _ags())
    own = (playing.connection, playing.requirements, playing.scope, DAY)
    assert bound(*own, "evaluation.semiannual") == {1: "x/ieejemplo", 4: "x/d"}
    assert bound(*own, "coverage.public-hours") == {}, "it binds areas"
    assert bound(*own, "no.such") == {}


@pytest.mark.parametrize("seed", range(3))
def test_what_is_listed_agrees_with_what_a_round_finds(connection: Connection, seed: int) -> None:
    """What fails, warns or cannot be told is open; all that applies is listed where asked for."""
    rng = Random(seed)  # noqa: S311 - a game, no secret
    world = worlds.random_world(rng, 7, size=worlds.Size(areas=3, mailboxes=4, accounts=(6,)))
    (day,) = worlds.random_days(rng, world, 1)
    playing = Playing(connection, world, day)
    duties = {
        each.id
        for each in playing.requirements.controls
        if any(use.check == "duty_met" for use in each.checks)
    }
    verdicts = {name: out for name, out in playing.verdicts().items() if name[2] in duties}
    listed = {
        (each.kind, each.subject_id, each.control.id): each
        for each in _owed(playing, Wanted(everything=True), day)
    }
    assert listed.keys() == {n for n, outcome in verdicts.items() if outcome != "not_applicable"}
    for name, each in listed.items():
        assert each.finding.outcome == verdicts[name]
        assert each.is_open or verdicts[name] == "pass"
        assert bool(each.days_late) == (verdicts[name] == "fail"), name
    opened = {(e.kind, e.subject_id, e.control.id) for e in _owed(playing, day=day)}
    assert opened == {name for name, each in listed.items() if each.is_open}
