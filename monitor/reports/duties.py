"""What is owed, for people: the list of duties, and one duty in full with its history."""

import shlex
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from monitor.adoption import queries as adoptions
from monitor.adoption.queries import Adopted, NothingAdoptedError
from monitor.evaluations.questions import CONTROL
from monitor.findings import owing
from monitor.findings.owing import ADMINISTRATORS, AREA_HEAD, Owed, Wanted
from monitor.intake.faults import RefusedError
from monitor.inventory import listing
from monitor.inventory.listing import AsOf
from monitor.inventory.lookup import find, find_among
from monitor.inventory.naming import name
from monitor.policy.problems import unknown
from monitor.policy.requirements import Control, Requirements
from monitor.reports import called
from monitor.reports.policy_wording import offices
from monitor.reports.tables import Table, Value, Word
from monitor.text import N_, _, choose
from monitor.text import day as written

KINDS = ("account", "mailbox", "area", "institution")

STATES = {
    "late": N_("late"),
    "due_soon": N_("due soon"),
    "open": N_("to be done"),
    "untold": N_("not known whether it is owed"),
    "done": N_("done"),
}


@dataclass(frozen=True)
class Asked:
    """Which duties, as it was typed; `everything`: those done, too."""

    about: str | None = None
    area: str | None = None
    person: str | None = None
    control: str | None = None
    overdue: bool = False
    everything: bool = False


def duties(now: AsOf, asked: Asked = Asked()) -> Table:
    """Return the duties of a day as a list, what is due first at the top.

    Raises:
        NothingAdoptedError: no policy was ever adopted.
        RefusedError: the register has no such subject, area or person; no policy such a duty.
    """
    adopted = by_what(now)
    if asked.control is not None:
        control_of(adopted.requirements, asked.control)
    found = owing.owed(
        now.connection, adopted.requirements, now.scope, now.day, _wanted(now, asked)
    )
    kept = sorted((each for each in found if each.days_late or not asked.overdue), key=_by_due_day)
    people = Responsible.on(now)
    rows = [_row(each, people) for each in kept]
    columns = {
        "subject": _("Subject"),
        "control": _("Duty"),
        "due_on": _("Due on"),
        "days_late": _("Days late"),
        "state": _("State"),
        "since": _("Since"),
        "done_on": _("Done on"),
        "owed_by": _("Owed by"),
        "people": _("Who that is"),
        "owed_to": _("To whom"),
        "area": _("Area"),
        "clauses": _("Clause"),
        "code": _("Code"),
        "statutory_days_only": _("Counted on statutory days alone"),
        "discharge": _("To record that it was done"),
    }
    minor = (
        *("discharge", "code", "people", "clauses", "statutory_days_only", "area", "done_on"),
        *("since", "owed_to", "state", "days_late", "owed_by"),
    )
    titles = {control.id: choose(dict(control.title)) for control in adopted.requirements.controls}
    return Table(_title(now, adopted), columns, rows, _words(titles), minor, ("control",))


def by_what(now: AsOf) -> Adopted:
    """Return the policies by which duties are told: those of the day, else the first after it.

    Raises:
        NothingAdoptedError: no policy was ever adopted.
    """
    adopted = adoptions.nearest(*now)
    if adopted is None:
        raise NothingAdoptedError("monitor duty")
    return adopted


def control_of(requirements: Requirements, control: str) -> Control:
    """Return the control of that id that is a duty.

    Raises:
        RefusedError: the policies in force have none; names the nearest.
    """
    known = {
        each.id: each
        for each in requirements.controls
        if any(use.check == "duty_met" for use in each.checks)
    }
    if control not in known:
        raise RefusedError(control, unknown(control, known))
    return known[control]


def discharge_line(owed: Owed) -> str:
    """Return the command by which somebody records that a duty was done."""
    subject = owed.finding.subject
    short = subject.partition(":")[2]
    said = short if owed.kind == "account" else subject
    if owed.control.id == CONTROL:
        return f"monitor evaluation answer {shlex.quote(said)} FILE"
    return f"monitor duty discharge {owed.control.id} {shlex.quote(said)}"


@dataclass(frozen=True)
class Responsible:
    """Who holds the offices on a day: heads of areas by code, and by the office of the area."""

    heads: Mapping[str, str]
    offices: Mapping[str, str]

    @classmethod
    def on(cls, now: AsOf) -> "Responsible":
        """Read who holds them, in one statement."""
        areas = [row for row in listing.areas(now) if row.head]
        return cls(
            {row.code: row.head for row in areas}, {row.role: row.head for row in areas if row.role}
        )

    def of(self, owed: Owed, offices: Iterable[str]) -> tuple[str, ...]:
        """Return the addresses of who holds offices for a duty, where the register knows them."""
        found: list[str] = []
        for office in offices:
            if office == ADMINISTRATORS:
                found += owed.people
            elif office == AREA_HEAD:
                found += filter(None, [self.heads.get(owed.area or "")])
            elif office in self.offices:
                found.append(self.offices[office])
        return tuple(dict.fromkeys(found))


def clauses(control: Control) -> str:
    """Return the clauses that a duty comes from, with their documents."""
    return "; ".join(f"{cited.pack} {cited.clause.ref}" for cited in control.citations)


def _wanted(now: AsOf, asked: Asked) -> Wanted:
    connection, scope, day = now
    area = person = subject = None
    if asked.area is not None:
        area = name(connection, scope, "area", find(connection, scope, "area", asked.area, day))
    if asked.person is not None:
        person = find(connection, scope, "person", asked.person, day)
    if asked.about is not None:
        one = find_among(connection, scope, KINDS, asked.about, day)
        subject = (one.kind, one.id)
    return Wanted(asked.control, area, subject, person, asked.everything)


def _by_due_day(each: Owed) -> tuple[bool, date, str, str, str]:
    """Order what is still to be done by its last day, then what has none, then what was done."""
    return (
        not each.is_open,
        each.due_on or date.max,
        each.area or "",
        each.finding.subject,
        each.control.id,
    )


def _row(each: Owed, people: Responsible) -> list[Value]:
    return [
        each.finding.subject,
        each.control.id,
        each.due_on,
        each.days_late or None,
        each.state,
        each.since,
        each.finding.observed["done_on"],
        "; ".join(each.owed_by) or None,
        "; ".join(people.of(each, each.owed_by)) or None,
        "; ".join(each.owed_to) or None,
        each.area,
        clauses(each.control),
        each.finding.code,
        True if each.statutory_days_only else None,
        discharge_line(each) if each.is_open else None,
    ]


def _title(now: AsOf, adopted: Adopted) -> str:
    if adopted.since <= now.day:
        return _("Duties")
    told = _("Duties, by the policies adopted on {day}: none was in force yet")
    return told.format(day=written(adopted.since))


def _words(titles: Mapping[str, str]) -> Mapping[str, Word]:
    def state(value: Value) -> Value:
        return _(STATES[str(value)])

    def title(value: Value) -> Value:
        return titles.get(str(value), value)

    words: dict[str, Callable[[Value], Value]] = {
        "subject": called.subject,
        "control": title,
        "state": state,
        "owed_by": offices,
        "owed_to": offices,
    }
    return words
