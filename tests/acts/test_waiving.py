"""Waivers: asked for by one, approved by another, with a reason and an end."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Connection, select

from monitor import db
from monitor.acts import waiving
from monitor.acts.waiving import NotByYourselfError
from monitor.audit.entries import Actor
from monitor.audit.models import AuditEntry
from monitor.findings.models import Finding, Transition, Waiver
from monitor.intake.faults import RefusedError
from tests.findings.lives import ANA, BETO, Playing, late, small


@pytest.fixture
def playing(connection: Connection) -> Playing:
    made = small(connection)
    made.round()
    return made


def _ask(playing: Playing, code: str, actor: Actor = ANA, days: int = 30) -> None:
    session = playing.session(actor)
    waiving.request(session, code, "new mailbox ordered", playing.day + timedelta(days=days))
    session.flush()


def _approve(playing: Playing, named: str, actor: Actor, *, self_approved: bool = False) -> None:
    session = playing.session(actor)
    waiving.approve(session, named, self_approved=self_approved)
    session.flush()


def test_what_one_asks_for_another_approves(playing: Playing) -> None:
    code = late(playing).code
    _ask(playing, code)
    assert playing.table(Finding)[0].state == "open"
    _approve(playing, code, BETO)
    (waiver,) = playing.table(Waiver)
    assert (waiver.asked_by, waiver.approved_by) == (ANA.name, BETO.name)
    assert not waiver.self_approved
    assert playing.table(Finding)[0].state == "waived"
    entry = db.table(AuditEntry)
    actions = select(entry.c.action).where(entry.c.object_kind == "waiver").order_by(entry.c.seq)
    assert list(playing.connection.execute(actions).scalars()) == [
        "waiver:requested",
        "waiver:approved",
    ]


def test_who_asked_approves_only_saying_so_and_it_is_marked(playing: Playing) -> None:
    code = late(playing).code
    _ask(playing, code)
    with pytest.raises(NotByYourselfError, match="--self-approved"):
        _approve(playing, code, Actor(ANA.name.upper()))
    _approve(playing, code, ANA, self_approved=True)
    assert playing.table(Waiver)[0].self_approved
    assert late(playing).waiver is not None
    assert late(playing).waiver.self_approved  # type: ignore[union-attr] # just seen


def test_another_approver_is_not_marked_whatever_they_say(playing: Playing) -> None:
    code = late(playing).code
    _ask(playing, code)
    _approve(playing, code, BETO, self_approved=True)
    assert not playing.table(Waiver)[0].self_approved


def test_who_only_claims_to_be_somebody_is_marked(playing: Playing) -> None:
    code = late(playing).code
    _ask(playing, code)
    _approve(playing, code, Actor("p1@ine.mx", claimed=True))
    (waiver,) = playing.table(Waiver)
    assert (waiver.asked_claimed, waiver.approved_claimed) == (False, True)
    found = late(playing)
    assert found.waiver is not None
    assert found.waiver.claimed


@pytest.mark.parametrize(
    ("reason", "until", "why"),
    [
        (" ", date(2027, 1, 1), "needs a reason"),
        ("so", None, "needs an end"),
        ("so", date(2026, 3, 30), "is past"),
    ],
)
def test_without_a_reason_or_an_end_to_come_nothing_is_asked_for(
    playing: Playing, reason: str, until: date | None, why: str
) -> None:
    session = playing.session()
    with pytest.raises(RefusedError, match=why):
        waiving.request(session, late(playing).code, reason, until)
    assert len(session.entries) == 0
    assert playing.table(Waiver) == []


def test_a_finding_has_one_waiver_at_a_time(playing: Playing) -> None:
    code = late(playing).code
    _ask(playing, code)
    with pytest.raises(RefusedError, match="end that one first"):
        _ask(playing, code)
    session = playing.session()
    waiving.end(session, code)
    session.flush()
    _ask(playing, code)
    assert [row.ended_why for row in playing.table(Waiver)] == ["ended", None]


def test_where_the_last_one_is_past_another_may_be_asked_for_before_the_next_round(
    playing: Playing,
) -> None:
    code = late(playing).code
    _ask(playing, code, days=0)
    _approve(playing, code, BETO)
    playing.day += timedelta(days=1)
    _ask(playing, code)
    assert [row.ended_why for row in playing.table(Waiver)] == ["expired", None]


def test_nothing_waits_for_approval_where_nothing_was_asked_for_or_its_day_is_past(
    playing: Playing,
) -> None:
    code = late(playing).code
    with pytest.raises(RefusedError, match="no waiver"):
        _approve(playing, code, BETO)
    _ask(playing, code, days=0)
    playing.day += timedelta(days=1)
    with pytest.raises(RefusedError, match="waits for approval"):
        _approve(playing, code, BETO)


def test_a_waiver_is_named_by_its_number_too(playing: Playing) -> None:
    code = late(playing).code
    _ask(playing, code)
    _approve(playing, str(playing.table(Waiver)[0].id), BETO)
    assert late(playing).state == "waived"
    with pytest.raises(RefusedError, match="no waiver"):
        _approve(playing, "1234567890123", BETO)


def test_what_is_over_cannot_be_ended_again(playing: Playing) -> None:
    code = late(playing).code
    playing.waive(code, days=3)
    playing.end_waiver(code)
    with pytest.raises(RefusedError, match="is over"):
        playing.end_waiver(code)


def test_what_is_merely_not_known_can_be_waived(playing: Playing) -> None:
    factor = next(each for each in playing.listed() if each.control == "mfa.enabled")
    playing.waive(factor.code, days=10)
    stored = playing.round()
    assert stored.tally.waived == {("mfa.enabled", "account", "unknown"): 1}
    steps = {row.what for row in playing.table(Transition)}
    assert steps == {"opened", "waived"}


def test_a_resolved_finding_is_not_waived(playing: Playing) -> None:
    code = late(playing).code
    playing.change_password()
    playing.round()
    with pytest.raises(RefusedError, match="resolved"):
        _ask(playing, code)


def test_a_claimed_identity_that_the_register_does_not_know_neither_asks_nor_approves(
    playing: Playing,
) -> None:
    code = late(playing).code
    stranger = Actor("nobody@iee.example", claimed=True)
    with pytest.raises(RefusedError, match="no such person"):
        _ask(playing, code, stranger)
    _ask(playing, code)
    with pytest.raises(RefusedError, match="no such person"):
        _approve(playing, code, stranger)
