"""What goes wrong in a whole area, by name: its head, its reports, its administrators, its mailbox.

Each function takes the record of an area in order and returns it with one thing wrong.
"""

from collections.abc import Callable
from dataclasses import replace

from monitor.sample.administrator_faults import ADMINISTRATOR_FAULTS
from monitor.sample.days import ago, draws
from monitor.sample.mailbox_faults import MAILBOX_FAULTS
from monitor.sample.records import AreaRecord
from monitor.sample.staffing import reported


def head_left(record: AreaRecord) -> AreaRecord:
    """The head's post ended in September and nobody was named since."""
    head, *others = record.people
    return replace(record, people=(replace(head, active_to=ago(51)), *others))


def head_vacant(record: AreaRecord) -> AreaRecord:
    """The area put on record that it has no head."""
    return replace(record, head="-", people=record.people[1:])


def head_unrecorded(record: AreaRecord) -> AreaRecord:
    """Nobody recorded who heads the area."""
    return replace(record, head="", people=record.people[1:])


def report_overdue(record: AreaRecord) -> AreaRecord:
    """The last quarterly report is more than a quarter old."""
    chance = draws(record.area.code, "report")
    return reported(record, chance, ago(chance.randint(100, 190)))


def report_due_soon(record: AreaRecord) -> AreaRecord:
    """The next quarterly report falls due within ten days."""
    return reported(record, draws(record.area.code, "report"), ago(86))


def never_reported(record: AreaRecord) -> AreaRecord:
    """No quarterly report is on record."""
    return replace(record, reports=())


def form_missing(record: AreaRecord) -> AreaRecord:
    """The designation form (Annex 1) is not on file."""
    return replace(record, forms=())


def nothing_recorded(record: AreaRecord) -> AreaRecord:
    """Of the area nothing is known but its accounts."""
    return replace(record, silent=True, people=())


AREA_FAULTS: dict[str, Callable[[AreaRecord], AreaRecord]] = {
    "head left": head_left,
    "no head": head_vacant,
    "head never recorded": head_unrecorded,
    "report overdue": report_overdue,
    "report due soon": report_due_soon,
    "never reported": never_reported,
    "form missing": form_missing,
    "nothing recorded": nothing_recorded,
    **ADMINISTRATOR_FAULTS,
    **MAILBOX_FAULTS,
}


def befall(record: AreaRecord, names: tuple[str, ...]) -> AreaRecord:
    """Return the record with the faults of those names, in that order."""
    for name in names:
        record = AREA_FAULTS[name](record)
    return replace(record, faults=names)
