"""One duty in full: what it asks, since when, until when, of whom, and what was done before."""

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any, TextIO
from zoneinfo import ZoneInfo

from monitor.audit.about import entries_about
from monitor.duties import queries as papers
from monitor.findings import owing
from monitor.findings.owing import ADMINISTRATORS, AREA_HEAD, Owed, Wanted
from monitor.inventory.listing import AsOf
from monitor.inventory.lookup import Found, find_among
from monitor.inventory.naming import name
from monitor.inventory.queries import own_file
from monitor.policy.requirements import Control, Requirements
from monitor.reports import called
from monitor.reports.duties import (
    STATES,
    Responsible,
    by_what,
    control_of,
    discharge_line,
)
from monitor.reports.plain import iso
from monitor.reports.policy_wording import offices
from monitor.reports.tables import Table, Value
from monitor.reports.tables import write as write_table
from monitor.reports.wording import SEVERITIES, message
from monitor.text import _, choose, day, ngettext, printable


@dataclass(frozen=True)
class Described:
    """All there is to say of one duty; `owed` is None where it is not asked of the subject."""

    control: Control
    subject: str
    owed: Owed | None
    by: tuple[str, ...]
    to: tuple[str, ...]
    people: tuple[str, ...]
    told: tuple[str, ...]
    history: Table


def describe(now: AsOf, control: str, subject: str) -> Described:
    """Look up all there is to say of the duty of a control about a subject, on a day.

    Raises:
        NothingAdoptedError: no policy was ever adopted.
        RefusedError: the policies have no such duty, or the register no such subject.
    """
    connection, scope, _day = now
    requirements = by_what(now).requirements
    asked = control_of(requirements, control)
    found = find_among(connection, scope, asked.subjects, subject, now.day)
    wanted = Wanted(asked.id, subject=(found.kind, found.id), everything=True)
    owed = next(owing.owed(connection, requirements, scope, now.day, wanted), None)
    by, to = owing.parties(requirements, asked)
    holders = Responsible.on(now)
    reference = f"{found.kind}:{name(connection, scope, found.kind, found.id)}"
    return Described(
        asked,
        reference,
        owed,
        tuple(_office(requirements, each, now.day) for each in by),
        tuple(_office(requirements, each, now.day) for each in to),
        holders.of(owed, by) if owed else (),
        holders.of(owed, to) if owed else (),
        _history(now, found, asked),
    )


def write(described: Described, out: TextIO, form: str = "text") -> None:
    """Write a duty as text or as JSON."""
    if form == "json":
        json.dump(_json(described), out, ensure_ascii=False, indent=2, default=iso)
        out.write("\n")
        return
    out.writelines(f"{line}\n" for line in _lines(described))
    write_table(described.history, out)


def _office(requirements: Requirements, office: str, on: date) -> str:
    """Return what people call an office: by the names that the documents give it on a day."""
    named = () if office in {ADMINISTRATORS, AREA_HEAD} else requirements.packs
    names = dict.fromkeys(
        each.name
        for loaded in named
        for each in loaded.pack.roles.get(office, ())
        if (each.since or on) <= on <= (each.until or on)
    )
    return "; ".join(names) or str(offices(office))


def _history(now: AsOf, found: Found, control: Control) -> Table:
    """Return every duty of the control on record about the subject, when and by whom recorded."""
    connection, scope, _day = now
    about = (found.kind, found.id)
    rows = [row for row in papers.duties(connection, scope, about) if row.control == control.id]
    told = [row.entry for row in rows if row.entry is not None]
    entries = entries_about(connection, scope.institution_id, about, told)
    columns = {
        "due_on": _("Due on"),
        "done_on": _("Done on"),
        "days_late": _("Days late"),
        "number": _("Number"),
        "note": _("Note"),
        "recorded_at": _("Recorded on"),
        "by": _("Recorded by"),
    }
    zone = ZoneInfo(own_file(*now).timezone)
    minor = ("note", "number", "by")
    title = _("On record (recorded in the time of {zone})").format(zone=zone.key)
    lines = [_line(row, entries.get(row.entry or 0)) for row in rows]
    return Table(title, columns, lines, {"recorded_at": partial(_local, zone)}, minor)


def _line(row: Any, entry: Any) -> list[Value]:
    late = (row.done_on - row.due_on).days if row.done_on and row.done_on > row.due_on else None
    actor = None
    if entry is not None:
        actor = _("{who} (claimed)").format(who=entry.actor) if entry.claimed else entry.actor
    recorded_at = entry.recorded_at if entry is not None else None
    return [row.due_on, row.done_on, late, row.number, row.note, recorded_at, actor]


def _local(zone: ZoneInfo, value: Value) -> Value:
    return value.astimezone(zone) if isinstance(value, datetime) else value


def _lines(described: Described) -> Iterator[str]:
    control, owed = described.control, described.owed
    yield printable(str(called.subject(described.subject)))
    yield f"{choose(dict(control.title))}  ({control.id})"
    yield " · ".join(_state(described))
    yield ""
    for cited in control.citations:
        yield f"  {cited.pack} {cited.clause.ref} «{cited.clause.quote}»"
    yield ""
    yield from _parties(described)
    if owed is None:
        yield _("Nothing is owed: it is not asked of this one, or nothing has set it off.")
    elif owed.is_open:
        if owed.finding.because:
            yield _("Now: {sentence}").format(sentence=message(owed.finding))
        yield _("What to do: {text}").format(text=choose(dict(control.remediation)))
        line = discharge_line(owed)
        yield _("To record that it was done: {command}").format(command=line)
    yield ""


def _state(described: Described) -> Iterator[str]:
    owed = described.owed
    if owed is None:
        yield _("not owed")
        return
    yield _(STATES[owed.state])
    yield _(SEVERITIES[described.control.severity])
    yield owed.finding.code
    if owed.since:
        yield _("since {day}").format(day=day(owed.since))
    if owed.due_on and owed.is_open:
        counted = _("due on {day}, counted on statutory days alone")
        due = counted if owed.statutory_days_only else _("due on {day}")
        yield due.format(day=day(owed.due_on))
    if owed.days_late:
        late = ngettext("{count} day late", "{count} days late", owed.days_late)
        yield late.format(count=owed.days_late)


def _parties(described: Described) -> Iterator[str]:
    for told, who, people in (
        (_("Owed by: {who}"), described.by, described.people),
        (_("To whom: {who}"), described.to, described.told),
    ):
        if who:
            known = f" — {', '.join(people)}" if people else ""
            yield printable(told.format(who="; ".join(who)) + known)


def _json(described: Described) -> dict[str, Any]:
    control, owed = described.control, described.owed
    history = io.StringIO()
    write_table(described.history, history, "json")
    return {
        "control": control.id,
        "title": choose(dict(control.title)),
        "subject": described.subject,
        "code": owed.finding.code if owed else None,
        "state": owed.state if owed else None,
        "severity": control.severity,
        "strength": control.strength,
        "since": owed.since if owed else None,
        "due_on": owed.due_on if owed else None,
        "statutory_days_only": owed.statutory_days_only if owed else None,
        "days_late": owed.days_late if owed else None,
        "clauses": [
            {"pack": each.pack, "ref": each.clause.ref, "quote": each.clause.quote}
            for each in control.citations
        ],
        "owed_by": list(owed.owed_by) if owed else [],
        "owed_to": list(owed.owed_to) if owed else [],
        "people": list(described.people),
        "told": list(described.told),
        "message": message(owed.finding) if owed and owed.finding.because else None,
        "remediation": choose(dict(control.remediation)),
        "discharge": discharge_line(owed) if owed and owed.is_open else None,
        "history": json.loads(history.getvalue()),
    }
