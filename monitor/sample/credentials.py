"""What a diligent area has on record about a password: its changes, and that the head was told."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from monitor.sample.days import after, ago, between
from monitor.sample.records import Attestation, Change, Duty

IN_TIME = (2, 50)
"""Days since a change that is in time, and not yet in the ten days before it falls due."""

DUE_SOON = (51, 60)
"""Days since a change that falls due within ten days: two months end between 20 and 30 November."""

ANSWERED = (8, 150)
"""Days since an answer that still counts: six months are the limit."""


def changes(chance: Random, by: Sequence[str], newest: date) -> tuple[Change, ...]:
    """Return the changes of a password, the newest on `newest`, none to three before it."""
    days = [newest]
    for _ in range(chance.randint(0, 3)):
        days.append(days[-1] - timedelta(days=chance.randint(48, 59)))
    return tuple(Change(day, chance.choice(by)) for day in days)


def head_told(chance: Random, subject: str, newest: date) -> Duty:
    """Return the notice of the newest change to the head of the area, given within days."""
    told = after(newest, chance.randint(0, 2))
    return Duty("rotation.notify-head", subject, after(newest, 5), told)


def answers(chance: Random, subject: str, by: str) -> tuple[Attestation, ...]:
    """Return the half-yearly statements on custody and construction of a password."""
    on = between(chance, *ANSWERED)
    controls = ("password.custody", "password.construction")
    return tuple(Attestation(control, subject, by, on) for control in controls)


def renewed(chance: Random) -> date:
    """Return the day of a change that is in time."""
    return ago(chance.randint(*IN_TIME))
