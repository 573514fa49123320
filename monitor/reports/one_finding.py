"""One finding in full: its clauses, the evidence of now, its life, its waivers, what to do."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TextIO

from sqlalchemy import Connection

from monitor.adoption import queries as adoptions
from monitor.findings import history, rounds, waivers
from monitor.findings.history import Happened
from monitor.findings.judged import Finding, OnRecord
from monitor.findings.listing import Listed
from monitor.findings.now import now
from monitor.findings.waivers import Waived
from monitor.inventory.naming import names
from monitor.policy.requirements import Control
from monitor.reports import called
from monitor.reports.following import REASONS, STATES, STEPS, WAIVERS
from monitor.reports.plain import iso
from monitor.reports.wording import OUTCOMES, SEVERITIES, message, where
from monitor.scope import Scope
from monitor.text import _, choose, day, printable


@dataclass(frozen=True)
class Described:
    """All there is to say of one finding.

    `control` is None where it is no longer asked for; `now` None where its subject is closed;
    `people` are the names of those whom it was ever assigned to.
    """

    listed: Listed
    control: Control | None
    now: Finding | None
    assigned_to: str | None
    life: tuple[Happened, ...]
    waivers: tuple[Waived, ...]
    people: Mapping[int, str]


def describe(connection: Connection, scope: Scope, today: date, listed: Listed) -> Described:
    """Look up all there is to say of a finding."""
    control, found = _now(connection, scope, today, listed)
    assigned = listed.assigned_id
    life: list[Happened] = []
    covers: list[Waived] = []
    if listed.id is not None:
        life = history.life(connection, scope, today, listed.kind, listed.id)
        covers = waivers.of_finding(connection, scope, today, listed.id)
    to = {assigned, *(each.assigned_id for each in life)} - {None}
    people = names(connection, scope, "person", (each for each in to if each is not None))
    who = people.get(assigned) if assigned is not None else None
    return Described(listed, control, found, who, tuple(life), tuple(covers), people)


def write(described: Described, out: TextIO, form: str) -> None:
    """Write a finding as text or as JSON."""
    if form == "json":
        json.dump(_json(described), out, ensure_ascii=False, indent=2, default=iso)
        out.write("\n")
    else:
        out.writelines(f"{line}\n" for line in _lines(described))


def _now(
    connection: Connection, scope: Scope, today: date, listed: Listed
) -> tuple[Control | None, Finding | None]:
    """Return the control, of the policies in force or else of the last round, and what it finds."""
    adopted = adoptions.in_force(connection, scope, today)
    if adopted is None:
        last = rounds.last(connection, scope)
        if last is None:
            return None, None
        adopted = adoptions.by_id(connection, scope, last.adoption_id, today)
    controls = {each.id: each for each in adopted.requirements.controls}
    subject = (listed.kind, listed.subject_id)
    judged = now(connection, adopted.requirements, scope, today, subject)
    found = next(
        (each for each in (judged.findings if judged else ()) if each.control.id == listed.control),
        None,
    )
    on_record = OnRecord(listed.code, listed.state, listed.opened_on, listed.waiver)
    return controls.get(listed.control), replace(found, on_record=on_record) if found else None


def _lines(described: Described) -> Iterator[str]:
    listed, control = described.listed, described.control
    area = _("area {code}").format(code=listed.area) if listed.area else ""
    yield "  ".join(
        filter(None, [listed.code, printable(str(called.subject(listed.subject))), area])
    )
    yield choose(dict(control.title)) if control else listed.control
    yield " · ".join(_state(described))
    if control:
        yield ""
        for cited in control.citations:
            yield f"  {cited.pack} {cited.clause.ref} «{cited.clause.quote}»"
    yield ""
    yield from _evidence(described)
    if control:
        yield _("What to do: {text}").format(text=choose(dict(control.remediation)))
    yield from _covers(described)
    yield from _life(described)


def _state(described: Described) -> Iterator[str]:
    listed = described.listed
    yield _(STATES[listed.state])
    yield _(OUTCOMES[listed.outcome])
    yield _(SEVERITIES[listed.severity])
    if listed.reason:
        yield _(REASONS[listed.reason])
    if listed.opened_on:
        yield _("since {day}").format(day=day(listed.opened_on))
    if described.assigned_to:
        yield _("assigned to {person}").format(person=printable(described.assigned_to))


def _evidence(described: Described) -> Iterator[str]:
    found = described.now
    if found is None:
        yield _("Now: nothing is asked of it any more")
        return
    yield _("Now: {sentence}").format(sentence=message(found))
    if found.because and found.because.fill:
        yield _("Where to write it down: {place}").format(place=where(found.because.fill))


def _covers(described: Described) -> Iterator[str]:
    for each in described.waivers:
        yield _("Waiver, {state}: {reason}; until {day}; asked for by {asker}").format(
            state=_(WAIVERS[each.state]),
            reason=printable(each.reason),
            day=day(each.until),
            asker=_actor(each.asked_by, claimed=each.asked_claimed),
        )
        if each.approved_by and each.approved_on:
            marked = _(" (self-approved)") if each.self_approved else ""
            told = _("  approved on {day} by {approver}{marked}")
            approver = _actor(each.approved_by, claimed=each.approved_claimed)
            yield told.format(day=day(each.approved_on), approver=approver, marked=marked)


def _life(described: Described) -> Iterator[str]:
    if described.life:
        yield ""
        yield _("What happened to it")
    for each in described.life:
        round_ = _("round {number}").format(number=each.round) if each.round else ""
        reason = _(REASONS[each.reason]) if each.reason else _(OUTCOMES[each.outcome])
        actor = _actor(each.by, claimed=each.claimed)
        parts = [day(each.happened_on), _step(described, each), reason, round_, actor]
        note = f": {printable(each.note)}" if each.note else ""
        yield "  " + " · ".join(filter(None, parts)) + note


def _step(described: Described, each: Happened) -> str:
    """Return what was done; of an assignment, to whom."""
    if each.what != "assigned":
        return _(STEPS[each.what])
    to = described.people.get(each.assigned_id) if each.assigned_id is not None else None
    if to is None:
        return _("assigned to nobody in particular")
    return _("assigned to {person}").format(person=printable(to))


def _actor(person: str, *, claimed: bool) -> str:
    marked = _("{person} (claimed)")
    return marked.format(person=printable(person)) if claimed else printable(person)


def _json(described: Described) -> dict[str, Any]:
    listed, control, found = described.listed, described.control, described.now
    return {
        "code": listed.code,
        "subject": listed.subject,
        "subject_id": str(listed.subject_id),
        "area": listed.area,
        "control": listed.control,
        "outcome": listed.outcome,
        "state": listed.state,
        "reason": listed.reason,
        "severity": listed.severity,
        "strength": listed.strength,
        "opened_on": listed.opened_on,
        "assigned_to": described.assigned_to,
        "clauses": [
            {"pack": each.pack, "ref": each.clause.ref, "quote": each.clause.quote}
            for each in (control.citations if control else ())
        ],
        "now": _json_of_now(found) if found else None,
        "remediation": choose(dict(control.remediation)) if control else None,
        "waivers": [vars(each) | {"id": str(each.id)} for each in described.waivers],
        "history": [_json_of_step(each, described) for each in described.life],
    }


def _json_of_step(each: Happened, described: Described) -> dict[str, Any]:
    to = described.people.get(each.assigned_id) if each.assigned_id is not None else None
    told = {name: value for name, value in vars(each).items() if name != "assigned_id"}
    return {**told, "assigned_to": to}


def _json_of_now(found: Finding) -> dict[str, Any]:
    return {
        "outcome": found.outcome,
        "message": message(found),
        "observed": dict(found.observed),
        "fill": found.because.fill if found.because else None,
    }
