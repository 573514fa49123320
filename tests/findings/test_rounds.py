"""A stored round: what it counts, what it keeps, and that repeating it changes nothing."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Connection, select

from monitor import db, history
from monitor.audit.models import AuditEntry
from monitor.findings import rounds
from monitor.findings.models import Finding, Round, Standing, Transition, Waiver
from monitor.intake.faults import RefusedError
from monitor.inventory.models import AccountVersion
from monitor.policy.library import Library, LoadedInstitution
from monitor.policy.requirements import Requirements, compile_requirements
from monitor.policy.schema import Institution
from tests.findings.lives import CHOSEN, Playing, late, only, small, whole
from tests.oracle.records import Duty, PasswordChange
from tests.oracle.sketches import ACCOUNT, DAY, staffed


def test_the_first_round_opens_what_fails_and_keeps_every_word(connection: Connection) -> None:
    playing = small(connection)
    stored = playing.round()
    assert (stored.number, stored.opened, stored.reopened, stored.resolved) == (1, 1, 0, 0)
    assert stored.tally.outcomes == {"fail": 1, "unknown": 2, "pass": 1, "not_applicable": 1}
    assert {(row.subject_kind, row.subject_id): row.word for row in playing.table(Standing)} == {
        ("account", 1): "puf",
        ("area", 1): "u",
        ("area", 2): "n",
    }
    (finding,) = playing.table(Finding)
    assert (finding.control, finding.outcome, finding.state) == ("rotation.max-age", "fail", "open")
    assert (finding.opened_on, finding.severity, finding.strength) == (playing.day, "high", "must")
    (step,) = playing.table(Transition)
    assert (step.what, step.round, step.state) == ("opened", 1, "open")
    assert "last changed" in step.message
    assert json.loads(step.observed)["password_changed_on"] == {"day": "2025-12-01"}


def test_the_same_round_again_adds_nothing_but_itself(connection: Connection) -> None:
    playing = small(connection)
    playing.round()
    kept = (Finding, Transition, Standing, Waiver)
    before = [playing.table(model) for model in kept]
    again = playing.round()
    assert [playing.table(model) for model in kept] == before
    assert (again.number, again.opened, again.reopened, again.resolved) == (2, 0, 0, 0)


def test_what_is_put_right_is_resolved_and_what_recurs_is_opened_again(
    connection: Connection,
) -> None:
    playing = small(connection)
    playing.round()
    first = playing.day
    playing.day += timedelta(days=1)
    playing.change_password()
    met = playing.round()
    assert (met.opened, met.resolved) == (0, 1)
    assert [(row.state, row.reason) for row in playing.table(Finding)] == [("resolved", "met")]
    playing.day += timedelta(days=70)
    again = playing.round()
    assert (again.opened, again.reopened) == (0, 1)
    (finding,) = playing.table(Finding)
    assert (finding.state, finding.reason, finding.opened_on) == ("open", None, playing.day)
    assert finding.opened_on != first
    assert [row.what for row in playing.table(Transition)] == ["opened", "resolved", "reopened"]


def test_a_control_that_is_dropped_resolves_its_findings_and_ends_their_waivers(
    connection: Connection,
) -> None:
    playing = small(connection)
    playing.round()
    playing.waive(late(playing).code, 30)
    playing.adopt(only("mfa.enabled"))
    assert playing.round().resolved == 1
    (finding,), (waiver,) = playing.table(Finding), playing.table(Waiver)
    assert (finding.state, finding.reason) == ("resolved", "no_longer_required")
    assert (waiver.ended_on, waiver.ended_why) == (playing.day, "no_longer_required")
    assert [row.word for row in playing.table(Standing)] == ["u"]  # no control of areas is left


def test_words_of_another_order_of_controls_are_never_taken_for_the_same(
    connection: Connection,
) -> None:
    playing = small(connection)
    playing.adopt(only("rotation.max-age"))
    playing.round()
    playing.adopt(only("mfa.enabled"))  # the word was f and is u; then f stands for another control
    playing.adopt(_renamed("rotation.max-age", "rotation.other"))
    stored = playing.round()
    assert [row.word for row in playing.table(Standing)] == ["f"]
    assert (stored.opened, stored.resolved) == (1, 1)
    assert {row.control: row.state for row in playing.table(Finding)} == {
        "rotation.max-age": "resolved",
        "rotation.other": "open",
    }


def _renamed(control: str, name: str) -> Requirements:
    asked = only(control)
    return replace(asked, controls=(replace(asked.controls[0], id=name),))


def test_a_pack_that_grades_otherwise_restamps_what_is_open(connection: Connection) -> None:
    playing = small(connection)
    playing.round()
    asked = only(*CHOSEN)
    lower = tuple(replace(each, severity="low", strength="should") for each in asked.controls)
    playing.adopt(replace(asked, controls=lower))
    playing.round()
    (finding,) = playing.table(Finding)
    assert (finding.severity, finding.strength, finding.state) == ("low", "should", "open")
    assert len(playing.table(Transition)) == 1


def test_a_closed_account_takes_its_findings_along(connection: Connection) -> None:
    playing = small(connection)
    playing.round()
    playing.close(1)
    (finding,) = playing.table(Finding)
    assert (finding.state, finding.reason) == ("resolved", "closed")
    stored = playing.round()
    assert stored.resolved == 0  # the act resolved it, not the round
    assert {row.subject_kind for row in playing.table(Standing)} == {"area"}


def test_a_round_is_one_entry_of_the_log_with_its_counts(connection: Connection) -> None:
    playing = small(connection)
    stored = playing.round()
    entry = db.table(AuditEntry)
    row = connection.execute(
        select(entry).where(entry.c.action == "round:stored", entry.c.institution_id == 7)
    ).one()
    assert (row.object_kind, row.object_id, row.seq) == ("round", 1, stored.entry)
    details = json.loads(row.details)
    assert (details["opened"], details["outcomes"]["fail"]) == (1, 1)
    assert len(details["policies"]) == 64


def test_rounds_are_found_by_number_the_newest_first(connection: Connection) -> None:
    playing = small(connection)
    assert rounds.last(connection, playing.scope) is None
    first, second = playing.round(), playing.round()
    assert rounds.every(connection, playing.scope) == [second, first]
    assert rounds.last(connection, playing.scope) == second
    assert rounds.before(connection, playing.scope, second) == first
    assert rounds.before(connection, playing.scope, first) is None
    assert [row.number for row in playing.table(Round)] == [1, 2]
    with pytest.raises(RefusedError, match="no round of this number"):
        rounds.by_number(connection, playing.scope, 3)


def test_what_is_waived_is_counted_among_the_rest(connection: Connection) -> None:
    playing = small(connection)
    playing.round()
    playing.waive(late(playing).code, 30)
    stored = playing.round()
    assert stored.tally.outcomes["fail"] == 1
    assert stored.tally.waived == {("rotation.max-age", "account", "fail"): 1}
    waived = rounds.waived_now(connection, playing.scope, playing.day)
    assert waived == {("account", 1): {"rotation.max-age"}}


def test_another_institution_is_left_alone(connection: Connection) -> None:
    playing = small(connection)
    world = replace(staffed(), institution_id=8, code="OTHER")  # subjects of the same ids
    other = Playing(connection, world, DAY, whole())
    playing.round()
    other.round()
    before = other.table(Finding)
    playing.adopt(only("mfa.enabled"))
    playing.round()
    assert other.table(Finding) == before


def _of_closing(connection: Connection) -> Playing:
    """Return an account whose closing is to be told by yesterday, asked as INE 2017 asks it."""
    asked = compile_requirements(Library(), ["mx-ine-2017"], LoadedInstitution(Institution()))
    chosen = ("closing.cancel-and-notify", "rotation.max-age")
    controls = tuple(each for each in asked.controls if each.id in chosen)
    changed = PasswordChange(valid_from=date(2025, 12, 1), kind="account", subject_id=ACCOUNT)
    owed = Duty(
        id=1,
        control="closing.cancel-and-notify",
        subject_kind="account",
        subject_id=ACCOUNT,
        due_on=DAY - timedelta(days=1),
    )
    world = staffed(password_changes=(changed,), duties=(owed,))
    return Playing(connection, world, DAY, replace(asked, controls=controls))


def test_ruling_16_a_closed_account_answers_for_how_it_was_closed_and_for_nothing_else(
    connection: Connection,
) -> None:
    playing = _of_closing(connection)
    while_open = playing.round()
    assert [row.word for row in playing.table(Standing)] == ["nf"]
    assert while_open.tally.subjects["account"] == 1
    playing.close(ACCOUNT)
    states = {row.control: row.state for row in playing.table(Finding)}
    assert states == {"rotation.max-age": "resolved"}
    closed = playing.round()
    assert [row.word for row in playing.table(Standing)] == ["f-"]
    assert {row.control: (row.state, row.reason) for row in playing.table(Finding)} == {
        "rotation.max-age": ("resolved", "closed"),
        "closing.cancel-and-notify": ("open", None),
    }
    assert closed.tally.subjects["account"] == 0
    assert closed.tally.outcomes == {"fail": 1}
    again = playing.round()
    assert (again.opened, again.resolved) == (0, 0)


def test_what_a_round_finds_closed_is_resolved_with_the_rest(connection: Connection) -> None:
    playing = _of_closing(connection)
    playing.round()
    own = {"institution_id": playing.scope.institution_id, "account_id": ACCOUNT}
    values = {"status": "closed", "closed_on": playing.day}
    history.put(connection, db.table(AccountVersion), own, playing.day, values)
    assert playing.round().resolved == 1
    states = {row.control: row.state for row in playing.table(Finding)}
    assert states == {"rotation.max-age": "resolved", "closing.cancel-and-notify": "open"}
