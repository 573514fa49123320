"""What a diligent area has on record: its head, its two administrators, form, reports, mailbox."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from monitor.sample import mailboxes
from monitor.sample.areas import Area
from monitor.sample.days import after, between, draws
from monitor.sample.people import Payroll, bench, staff
from monitor.sample.records import AreaRecord, Designation, Document, Duty, Person


def area_record(area: Area, place: int) -> AreaRecord:
    """Return the record of the area at that place in the list of areas, all in order."""
    chance = draws(area.code)
    payroll = Payroll(area, place, chance)
    head, owner, substitute = staff(payroll, area.kind)
    since = between(chance, 400, 900)
    record = AreaRecord(
        area=area,
        head=head.email,
        people=(head,),
        owner=owner,
        substitute=substitute,
        bench=bench(payroll, area.kind),
        mailbox=mailboxes.mailbox(chance, area, owner, since + timedelta(days=9)),
        since=since,
        designations=tuple(
            designation(area, person, role, since)
            for person, role in ((owner, "owner"), (substitute, "substitute"))
        ),
        forms=(form(area, since),),
    )
    return reported(record, chance, between(chance, 10, 80))


def letter_number(area: Area, day: date) -> str:
    """Return the number of the letter an area sends on that day."""
    return f"IEE/{area.code}/{day.timetuple().tm_yday:03}/{day.year}"


def designation(area: Area, person: Person, role: str, since: date) -> Designation:
    """Return a designation for all accounts of the area, told to communications in three days."""
    told = after(since, 3)
    return Designation(
        area.code, person.email, role, since, notified_on=told, number=letter_number(area, since)
    )


def form(area: Area, signed_on: date) -> Document:
    """Return the designation form (Annex 1) of the area."""
    number = letter_number(area, signed_on)
    return Document("designation", f"area:{area.code}", signed_on, number=number)


def reported(record: AreaRecord, chance: Random, last: date) -> AreaRecord:
    """Return the record with its last quarterly report on that day, and the one before it."""
    days = (last - timedelta(days=chance.randint(84, 91)), last)
    reports = tuple(
        Duty("admins.quarterly-report", record.ref, day, day, letter_number(record.area, day))
        for day in days
    )
    return replace(record, reports=reports)
