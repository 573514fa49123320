"""What goes wrong with the mailbox of an area, seen from all accounts that log in with it."""

from collections.abc import Callable
from dataclasses import replace

from monitor.sample import credentials, mailboxes
from monitor.sample.days import ago, draws
from monitor.sample.people import DOMAIN
from monitor.sample.records import AreaRecord, Change


def _changed(record: AreaRecord, days_ago: int) -> AreaRecord:
    """Return the record with the newest change of the mailbox's password that many days ago."""
    box = record.mailbox
    told = credentials.head_told(draws(box.address, "told"), box.ref, ago(days_ago))
    duties = tuple(duty for duty in box.duties if duty.control != told.control)
    changes = (Change(ago(days_ago), box.holder), Change(ago(days_ago + 57), box.holder))
    return replace(record, mailbox=replace(box, changes=changes, duties=(*duties, told)))


def overdue(record: AreaRecord) -> AreaRecord:
    """The mailbox's password is one to six weeks late."""
    return _changed(record, 62 + draws(record.area.code, "mailbox").randint(7, 42))


def due_soon(record: AreaRecord) -> AreaRecord:
    """The mailbox's password falls due within ten days."""
    return _changed(record, draws(record.area.code, "mailbox").randint(*credentials.DUE_SOON))


def held_by_leaver(record: AreaRecord) -> AreaRecord:
    """The mailbox is still in the name of someone who left."""
    leaver = replace(record.bench.leaver, active_to=ago(75))
    box = replace(record.mailbox, holder=leaver.email)
    return replace(record, people=(*record.people, leaver), mailbox=box)


def named_otherwise(record: AreaRecord) -> AreaRecord:
    """The mailbox has a name of its own and not the board's code."""
    chance = draws(record.area.code, "renamed")
    address = f"comunicacion.{record.area.code[4:].lower()}{record.area.code[2:4]}@{DOMAIN}"
    box = replace(record.mailbox, address=address)
    assigned_on = record.mailbox.assigned_on or record.since
    return replace(record, mailbox=mailboxes.in_order(chance, box, assigned_on))


def without_papers(record: AreaRecord) -> AreaRecord:
    """Nobody recorded that the mailbox was requested and assigned, nor its half-yearly answers."""
    kept = tuple(duty for duty in record.mailbox.duties if not duty.control.startswith("email."))
    return replace(record, mailbox=replace(record.mailbox, duties=kept, attested=()))


MAILBOX_FAULTS: dict[str, Callable[[AreaRecord], AreaRecord]] = {
    "mailbox password overdue": overdue,
    "mailbox password due soon": due_soon,
    "mailbox held by someone who left": held_by_leaver,
    "mailbox named otherwise": named_otherwise,
    "mailbox without papers": without_papers,
}
