"""Findings, waivers and rounds as lists."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import Connection

from monitor.adoption.queries import Listed as Adoption
from monitor.findings.history import Happened
from monitor.findings.listing import Listed
from monitor.findings.rounds import Stored
from monitor.findings.waivers import Waived
from monitor.inventory.naming import names
from monitor.policy.differences import Difference
from monitor.reports import called
from monitor.reports.tables import Table, Value, Word, as_it_is
from monitor.reports.wording import OUTCOMES, SEVERITIES
from monitor.scope import Scope
from monitor.text import N_, _

STATES = {
    "open": N_("open"),
    "acknowledged": N_("acknowledged"),
    "waived": N_("waived"),
    "resolved": N_("resolved"),
}

STEPS = {
    "opened": N_("opened"),
    "reopened": N_("opened again"),
    "changed": N_("changed"),
    "resolved": N_("resolved"),
    "acknowledged": N_("acknowledged"),
    "assigned": N_("assigned"),
    "waived": N_("waived"),
}

REASONS = {
    "met": N_("met"),
    "no_longer_required": N_("no longer required"),
    "closed": N_("closed"),
    "waiver_ended": N_("its waiver ended"),
    "expired": N_("its last day is past"),
    "ended": N_("ended by a person"),
}

WAIVERS = {
    "asked": N_("asked for"),
    "in_force": N_("in force"),
    "over": N_("over"),
}

DIFFERENCES = {
    "pack": N_("policy"),
    "control": N_("control"),
    "strength": N_("how binding"),
    "severity": N_("severity"),
    "parameter": N_("value"),
    "reading": N_("interpretation"),
}


def findings(
    connection: Connection, scope: Scope, found: Iterable[Listed], control: Word = as_it_is
) -> Table:
    """Return findings as a list; `control` says what people call a control."""
    found = list(found)
    assigned = (each.assigned_id for each in found if each.assigned_id is not None)
    people = names(connection, scope, "person", assigned)
    columns = {
        "code": _("Code"),
        "subject": _("Subject"),
        "area": _("Area"),
        "control": _("Control"),
        "outcome": _("Outcome"),
        "state": _("State"),
        "severity": _("Severity"),
        "opened_on": _("Since"),
        "assigned_to": _("Assigned to"),
        "waived_until": _("Waived until"),
        "self_approved": _("Self-approved"),
    }
    rows = ([*_finding(each), people.get(each.assigned_id or 0), *_cover(each)] for each in found)
    words = _said({"outcome": OUTCOMES, "state": STATES, "severity": SEVERITIES})
    words |= {"subject": called.subject, "control": control}
    minor = (
        *("self_approved", "waived_until", "assigned_to", "state", "area", "opened_on"),
        "severity",
    )
    return Table(_("Findings"), columns, rows, words, minor, ("control", "outcome"))


def waivers(found: Iterable[Waived], control: Word = as_it_is) -> Table:
    """Return waivers as a list; `control` says what people call a control."""
    columns = {
        "code": _("Code"),
        "subject": _("Subject"),
        "control": _("Control"),
        "state": _("State"),
        "until": _("Until"),
        "reason": _("Reason"),
        "asked_by": _("Asked for by"),
        "asked_claimed": _("Claimed"),
        "approved_by": _("Approved by"),
        "approved_claimed": _("Claimed"),
        "self_approved": _("Self-approved"),
        "ended_on": _("Ended"),
        "ended_why": _("Why"),
        "id": _("Number"),
    }
    rows = ([_waiver(each, name) for name in columns] for each in found)
    words = _said({"state": WAIVERS, "ended_why": REASONS})
    words |= {"subject": called.subject, "control": control}
    minor = (
        *("id", "asked_claimed", "approved_claimed", "self_approved", "ended_why", "ended_on"),
        *("asked_by", "approved_by", "state", "control"),
    )
    return Table(_("Waivers"), columns, rows, words, minor, ("control", "reason"))


def rounds(found: Iterable[Stored]) -> Table:
    """Return rounds as a list."""
    columns = {
        "number": _("Round"),
        "as_of": _("Day"),
        "policies": _("Policies"),
        "fail": _("Not met"),
        "unknown": _("Not known"),
        "warn": _("With reserve"),
        "pass": _("Met"),
        "waived": _("Waived"),
        "opened": _("Opened"),
        "reopened": _("Opened again"),
        "resolved": _("Resolved"),
    }
    minor = ("reopened", "pass", "warn", "waived", "policies")
    return Table(_("Rounds"), columns, map(_round, found), minor=minor)


def steps(found: Iterable[Happened], rounds: tuple[int, int], control: Word = as_it_is) -> Table:
    """Return what happened to findings between two rounds, the earlier one first, as a list."""
    columns = {
        "code": _("Code"),
        "subject": _("Subject"),
        "control": _("Control"),
        "day": _("Day"),
        "round": _("Round"),
        "what": _("What happened"),
        "outcome": _("Outcome"),
        "state": _("State"),
        "reason": _("Reason"),
        "by": _("By"),
        "claimed": _("Claimed"),
    }
    words = _said({"what": STEPS, "outcome": OUTCOMES, "state": STATES, "reason": REASONS})
    words |= {"subject": called.subject, "control": control}
    minor = ("claimed", "by", "state", "round", "reason", "outcome", "day")
    title = _("What happened to findings after round {first}, up to round {second}")
    named = title.format(first=rounds[0], second=rounds[1])
    return Table(named, columns, map(_step, found), words, minor, ("control",))


def differences(found: Iterable[Difference]) -> Table:
    """Return what changes in what is required as a list."""
    columns = {
        "what": _("What"),
        "name": _("Name"),
        "before": _("Before"),
        "after": _("After"),
    }
    rows = ([each.what, each.name, each.before, each.after] for each in found)
    return Table(_("What changes"), columns, rows, _said({"what": DIFFERENCES}))


def adoptions(found: Iterable[Adoption]) -> Table:
    """Return what was adopted as a list."""
    columns = {
        "from": _("From"),
        "to": _("To"),
        "policies": _("Policies"),
        "sha256": _("SHA-256"),
    }
    rows = ([each.since, each.until, each.packs, each.digest] for each in found)
    return Table(_("Policies adopted"), columns, rows)


def _said(words: Mapping[str, Mapping[str, str]]) -> dict[str, Callable[[Value], Value]]:
    """Return how people read the values of columns, in the language in use."""

    def reading(known: Mapping[str, str]) -> Callable[[Value], Value]:
        return lambda value: _(known[value]) if isinstance(value, str) and value in known else value

    return {column: reading(known) for column, known in words.items()}


def _finding(each: Listed) -> list[Value]:
    return [
        each.code,
        each.subject,
        each.area,
        each.control,
        each.outcome,
        each.state,
        each.severity,
        each.opened_on,
    ]


def _cover(each: Listed) -> list[Value]:
    if each.waiver is None:
        return [None, None]
    return [each.waiver.until, each.waiver.self_approved]


def _waiver(each: Waived, name: str) -> Value:
    value: Any = getattr(each, name)
    if name == "id":
        return str(value)  # a number of so many digits is no number to JSON's readers
    return value  # type: ignore[no-any-return] # fields of a waiver are values of a list


def _round(each: Stored) -> list[Value]:
    outcomes = each.tally.outcomes
    counts = [outcomes[name] for name in ("fail", "unknown", "warn", "pass")]
    changed = [each.opened, each.reopened, each.resolved]
    return [each.number, each.as_of, each.packs, *counts, each.tally.waived.total(), *changed]


def _step(each: Happened) -> list[Value]:
    return [
        each.code,
        each.subject,
        each.control,
        each.happened_on,
        each.round,
        each.what,
        each.outcome,
        each.state,
        each.reason,
        each.by,
        each.claimed,
    ]
