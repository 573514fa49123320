"""What goes wrong with the two people who administer an area's accounts."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from monitor.sample.days import after, ago
from monitor.sample.records import AreaRecord, Designation, Person
from monitor.sample.staffing import form, letter_number


def _with_substitute(record: AreaRecord, person: Person) -> AreaRecord:
    """Return the record with `person` designated substitute in place of the one it has."""
    designations = tuple(
        replace(row, person=person.email) if row.role == "substitute" else row
        for row in record.designations
    )
    return replace(record, substitute=person, designations=designations)


def substitute_left(record: AreaRecord) -> AreaRecord:
    """The substitute left the institute and was never replaced."""
    leaver = replace(record.bench.leaver, active_to=ago(36))
    return _with_substitute(record, leaver)


def owner_left(record: AreaRecord) -> AreaRecord:
    """The owner left the institute this week and is not yet replaced."""
    return replace(record, owner=replace(record.owner, active_to=ago(2)))


def substitute_unrecorded(record: AreaRecord) -> AreaRecord:
    """Nobody recorded whether there is a substitute."""
    owners = tuple(row for row in record.designations if row.role == "owner")
    return replace(record, substitute=None, designations=owners)


def no_substitute(record: AreaRecord) -> AreaRecord:
    """The area put on record that it has no substitute."""
    return replace(by_cells(record), substitute=None)


def by_cells(record: AreaRecord) -> AreaRecord:
    """The area names its administrators in the accounts sheet, without dates."""
    return replace(record, designations=(), by_cells=True)


def same_person(record: AreaRecord) -> AreaRecord:
    """One person is both owner and substitute."""
    return _with_substitute(record, record.owner)


def contractor(record: AreaRecord) -> AreaRecord:
    """The substitute is a contractor."""
    return _with_substitute(record, record.bench.contractor)


def low_owner(record: AreaRecord) -> AreaRecord:
    """The owner is not of upper or middle rank."""
    return replace(record, owner=replace(record.owner, rank="operativo"))


def high_substitute(record: AreaRecord) -> AreaRecord:
    """The substitute is of upper rank."""
    deputy = replace(record.bench.predecessor, position="Vocalía Ejecutiva", rank="superior")
    return _with_substitute(record, deputy)


def from_elsewhere(record: AreaRecord) -> AreaRecord:
    """The substitute belongs to the area above and not to this one."""
    borrowed = replace(record.bench.predecessor, area=record.area.parent)
    return _with_substitute(record, borrowed)


@dataclass(frozen=True)
class Succession:
    """A new substitute since `days_ago`, told to communications `told_after` days later."""

    days_ago: int
    told_after: int | None

    def __call__(self, record: AreaRecord) -> AreaRecord:
        """Return the record with the predecessor's designation ended and a successor's begun."""
        day = ago(self.days_ago)
        notified = None if self.told_after is None else after(day, self.told_after)
        successor = Designation(
            record.area.code,
            (record.substitute or record.bench.leaver).email,
            "substitute",
            day,
            notified_on=notified,
            number=letter_number(record.area, day),
        )
        return replace(
            record,
            people=(*record.people, record.bench.predecessor),
            designations=(*_ended(record, day), successor),
            forms=(*record.forms, form(record.area, day)),
            since=day,
            told_after=self.told_after,
        )


def _ended(record: AreaRecord, day: date) -> tuple[Designation, ...]:
    """Return the designations as they were, the substitute's held by the predecessor until then."""
    before = record.bench.predecessor.email
    return tuple(
        replace(row, person=before, ended_on=day) if row.role == "substitute" else row
        for row in record.designations
    )


ADMINISTRATOR_FAULTS: dict[str, Callable[[AreaRecord], AreaRecord]] = {
    "substitute left": substitute_left,
    "owner left": owner_left,
    "substitute never recorded": substitute_unrecorded,
    "no substitute": no_substitute,
    "same person twice": same_person,
    "contractor": contractor,
    "owner of low rank": low_owner,
    "substitute of high rank": high_substitute,
    "substitute from elsewhere": from_elsewhere,
    "succession told in time": Succession(25, 3),
    "succession told late": Succession(25, 14),
    "succession not told": Succession(25, None),
    "succession just begun": Succession(3, None),
    "earlier succession": Succession(310, 2),
    "administrators in cells": by_cells,
}
"""By name. A succession told in time and administrators in cells are turns of events, no faults."""
