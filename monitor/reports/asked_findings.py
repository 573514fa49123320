"""The findings that somebody asks for in their own words: subjects by name, people by address."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from monitor.adoption.queries import in_force
from monitor.findings import rounds, unknowns
from monitor.findings.listing import Asking, Listed, Wanted
from monitor.intake.faults import RefusedError
from monitor.inventory.lookup import find, find_among
from monitor.inventory.naming import name
from monitor.policy.problems import unknown
from monitor.scope import Scope

KINDS = ("account", "mailbox", "area", "institution")


@dataclass(frozen=True)
class Asked:
    """Which findings, as it was typed; None asks for all."""

    area: str | None = None
    control: str | None = None
    severity: str | None = None
    state: str | None = None
    outcome: str | None = None
    person: str | None = None
    subject: str | None = None
    new: bool = False


def found(connection: Connection, scope: Scope, day: date, asked: Asked) -> Iterator[Listed]:
    """Yield the findings asked for, in the order of area, subject, severity and control.

    Raises:
        RefusedError: the register has no such area, person or subject, or no policy such a control.
    """
    own = (connection, scope)
    area = person = subject = new_in = None
    if asked.area is not None:
        area = name(*own, "area", find(*own, "area", asked.area, day))
    if asked.person is not None:
        person = find(*own, "person", asked.person, day)
    if asked.subject is not None:
        one = find_among(*own, KINDS, asked.subject, day)
        subject = (one.kind, one.id)
    if asked.new:
        last = rounds.last(*own)
        new_in = last.number if last else 0
    wanted = Wanted(
        area, asked.control, asked.severity, asked.state, asked.outcome, person, subject, new_in
    )
    asking = Asking(connection, scope, day, wanted)
    if asked.control is None:
        return unknowns.listed(asking)
    return _of_control(asking, asked.control)


def _of_control(asking: Asking, control: str) -> Iterator[Listed]:
    """Return the findings of a control, which may have been asked for only in the past."""
    adopted = in_force(asking.connection, asking.scope, asking.day)
    known = [each.id for each in adopted.requirements.controls] if adopted else []
    found = unknowns.listed(asking)
    if control in known:
        return found
    past = list(found)
    if not past:
        raise RefusedError(control, unknown(control, known))
    return iter(past)
