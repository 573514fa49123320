"""One subject of the register: what is so on a day, who is in charge, and all that happened."""

import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import Any, TextIO
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row

from monitor.audit.about import entries_about
from monitor.credentials import queries as secrets
from monitor.duties import queries as papers
from monitor.history import ALWAYS
from monitor.inventory import listing, listing_ties, past
from monitor.inventory.changing import Change
from monitor.inventory.listing import AsOf
from monitor.inventory.lookup import Found
from monitor.inventory.naming import name, names
from monitor.inventory.past import Happened
from monitor.inventory.queries import own_file
from monitor.reports import audit_wording, lists
from monitor.reports import called as calling
from monitor.reports.recorded import Called, shown, word
from monitor.reports.tables import Table, Value, Word
from monitor.reports.tables import write as write_table
from monitor.scope import Scope
from monitor.text import N_, _

Entries = Mapping[int, Row[Any]]
"""Entries of the log by their number."""

Sections = Mapping[str, Table]
"""What is told of one subject, by a stable key: each a list."""

_IN_WORDS = {
    "account:closed": N_("closed"),
    "area:closed": N_("ended"),
    "designation:ended": N_("somebody was no longer in charge"),
    "mailbox:closed": N_("ended"),
    "person:left": N_("left the post"),
    "institution:imported": N_("files were imported"),
    "institution:import_undone": N_("an import was undone"),
    "institution:opened": N_("the register was opened"),
    "policy:adopted": N_("a policy was adopted"),
    "policy:dropped": N_("a policy was dropped"),
    "round:stored": N_("the checks were run"),
}
"""Actions of the log that may stand in a history by themselves."""


def described(now: AsOf, found: Found, *, stable: bool = False) -> Sections:
    """Return what is so of a subject on the day, and its whole history; a few statements.

    `stable`: by the names and values that machines know, in place of the language in use.
    """
    connection, scope, day = now
    events = list(_events(connection, scope, found))
    entries = _entries(connection, scope, found, events)
    events = sorted([*events, *_of_the_log(found, entries, events)], key=_when)
    standing = past.standing(past.of_subject(connection, scope, found), day)
    changes = [*standing, *(each.change for each in events)]
    called = Called(connection, scope, changes, stable=stable)
    reference = f"{found.kind}:{name(connection, scope, found.kind, found.id)}"
    title = str(calling.subject(reference))
    zone = own_file(connection, scope, day).timezone
    sections = {
        "now": _now(title, standing, called),
        **_in_charge(now, found),
        "credentials": _credentials(now, found),
        "documents": _documents(now, found),
        "history": _history(events, entries, called, calling.controls(*now), zone),
    }
    return {key: table for key, table in sections.items() if table is not None}


def write(sections: Sections, out: TextIO, form: str = "text") -> None:
    """Write what is told of a subject as `text` or as `json` (an object of lists)."""
    if form == "json":
        whole = {key: json.loads(_as_json(table)) for key, table in sections.items()}
        json.dump(whole, out, ensure_ascii=False, indent=2)
        out.write("\n")
        return
    for table in sections.values():
        write_table(table, out)
        out.write("\n")


def _as_json(table: Table) -> str:
    text = io.StringIO()
    write_table(table, text, "json")
    return text.getvalue()


def _now(title: str, standing: Iterable[Change], called: Called) -> Table:
    """Return what is so on the day, a line for each thing that is known."""
    rows = [(called.what(each), called.value(each, each.after)) for each in standing]
    return Table(title, {"what": _("What"), "value": _("What is so")}, rows)


def _in_charge(now: AsOf, found: Found) -> dict[str, Table | None]:
    if found.kind == "person":
        asked = lists.Asked(person=name(now.connection, now.scope, "person", found.id))
        return {
            "in_charge": lists.designations(now, asked),
            "heads": _heads(now, str(asked.person)),
        }
    if found.kind == "area":
        asked = lists.Asked(area=name(now.connection, now.scope, "area", found.id))
        designated = lists.designations(now, asked)
        rows = list(designated.rows)
        return {"in_charge": replace(designated, rows=rows) if rows else None}
    if found.kind == "account":
        rows = list(map(list, listing_ties.in_charge_of(now, found.id)))
        columns = {
            "role": _("As what"),
            "person": _("Who"),
            "since": _("Since"),
            "of": _("By designation of"),
            "number": _("Number"),
        }
        words: dict[str, Word] = {
            "role": lambda value: word("account", str(value)),
            "of": calling.subject,
        }
        return {
            "in_charge": Table(_("In charge"), columns, rows, words, ("number", "of")),
            "access": _access(now, found),
        }
    if found.kind == "mailbox":
        rows = list(map(list, listing_ties.accounts_using(now, found.id)))
        columns = {"account": _("Account"), "use": _("For what"), "since": _("Since")}
        return {"accounts": Table(_("Accounts that use it"), columns, rows)}
    return {}


def _heads(on: AsOf, email: str) -> Table | None:
    """Return the areas that a person heads."""
    rows = [[row.code, row.name] for row in listing.areas(on) if row.head == email]
    columns = {"code": _("Code"), "name": _("Name")}
    return Table(_("Heads"), columns, rows) if rows else None


def _credentials(now: AsOf, found: Found) -> Table | None:
    """Return when the password last changed and how the second factor was last seen to stand."""
    connection, scope, day = now
    about = (found.kind, found.id)
    changed = [r for r in secrets.password_changes(connection, scope, about) if r.valid_from <= day]
    seen = [r for r in secrets.factors(connection, scope, about) if r.valid_from <= day]
    ids = {r.by_id for r in changed[-1:]} | {r.holder_id for r in seen[-1:]}
    people = names(connection, scope, "person", ids - {None})
    rows = [[_("password"), None, None, r.valid_from, people.get(r.by_id)] for r in changed[-1:]]
    for r in seen[-1:]:
        holder = "-" if r.holder_none else people.get(r.holder_id)
        rows.append([_("second factor"), r.method, r.level or "attested", r.seen_on, holder])
    columns = {
        "what": _("What"),
        "method": _("Which"),
        "level": _("Evidence"),
        "on": _("On"),
        "person": _("By or with whom"),
    }
    words = {key: partial(shown, "account", key) for key in ("method", "level")}
    return Table(_("Credentials"), columns, rows, words) if rows else None


def _access(on: AsOf, found: Found) -> Table | None:
    rows = [list(row)[1:] for row in listing_ties.access(on, account_id=found.id)]
    columns = {"identity": _("Who has access"), "role": _("As what"), "observed_on": _("Seen on")}
    return Table(_("Access"), columns, rows) if rows else None


def _documents(now: AsOf, found: Found) -> Table | None:
    connection, scope, day = now
    about = (found.kind, found.id)
    rows = list(papers.documents(connection, scope, day, about=about, expired=True))
    return lists.documents_table(now, rows) if rows else None


def _events(connection: Connection, scope: Scope, found: Found) -> Iterator[Happened]:
    """Yield everything that is on record of a subject, from every part of the register."""
    about = (found.kind, found.id)
    yield from past.of_subject(connection, scope, found)
    for row in secrets.password_changes(connection, scope, about):
        who = Change(about, "password_changed_on", None, row.valid_from)
        yield Happened(row.valid_from, row.entry, who)
    for row in secrets.factors(connection, scope, about):
        yield Happened(row.valid_from, row.entry, Change(about, "method", None, row.method))
    for row in papers.answers(connection, scope, about):
        answer = Change(about, row.control, None, row.answer)
        yield Happened(row.valid_from, row.entry, answer)
    for row in papers.documents(connection, scope, date.max, about=about, expired=True):
        yield Happened(row.signed_on, row.entry, Change(about, "document", None, row.kind))
    for row in papers.duties(connection, scope, about):
        if row.done_on is not None:
            yield Happened(row.done_on, row.entry, Change(about, row.control, None, row.done_on))


def _entries(
    connection: Connection, scope: Scope, found: Found, events: Iterable[Happened]
) -> Entries:
    """Return the entries of the log about a subject, and those that recorded its events."""
    told = {each.entry for each in events if each.entry is not None}
    return entries_about(connection, scope.institution_id, (found.kind, found.id), told)


def _of_the_log(found: Found, entries: Entries, events: Iterable[Happened]) -> Iterator[Happened]:
    """Yield what only the log knows: what a subject that is gone became part of."""
    told = {each.entry for each in events}
    for seq, entry in entries.items():
        into = None if seq in told else json.loads(entry.details).get("merged_into")
        if into is not None:
            change = Change((found.kind, found.id), "merged_into", None, into)
            yield Happened(entry.happened_on, seq, change)


def _history(
    events: Sequence[Happened], entries: Entries, called: Called, titles: Word, zone: str
) -> Table:
    """Return all that happened, with the day it happened, and when and by whom it was recorded.

    People read the titles of controls, and moments in the time zone of the institution.
    """
    told = {each.entry for each in events if each.entry is not None}
    rows = [_line(each, called, entries.get(each.entry or 0)) for each in events]
    rows += [_bare(entry, called) for seq, entry in entries.items() if seq not in told]
    rows.sort(key=lambda row: (row[0] or date.min, str(row[4] or "")))
    columns = {
        "happened_on": _("Happened on"),
        "what": _("What"),
        "value": _("What it became"),
        "until": _("First day without"),
        "recorded_at": _("Recorded on"),
        "by": _("Recorded by"),
    }
    title = _("History (recorded in the time of {zone})").format(zone=zone)
    words: dict[str, Word] = {"what": titles, "recorded_at": partial(_local, ZoneInfo(zone))}
    return Table(title, columns, rows, words, ("by", "until"), ("what", "value"))


def _local(zone: ZoneInfo, value: Value) -> Value:
    return value.astimezone(zone) if isinstance(value, datetime) else value


def _line(event: Happened, called: Called, entry: Row[Any] | None) -> list[Value]:
    change = event.change
    return [
        None if event.day == ALWAYS else event.day,
        called.what(change),
        called.value(change, change.after, event.day),
        event.until if change.what in _ENDING else None,
        entry.recorded_at if entry else None,
        _who(entry, called) if entry else None,
    ]


_ENDING = frozenset({"owner", "substitute", "task", "head", "linked_accounts"})
"""What may end without anything taking over."""


def _bare(entry: Row[Any], called: Called) -> list[Value]:
    """Return an entry that no row of the register bears any longer, or never did."""
    words = _IN_WORDS.get(entry.action)
    told = _(words) if words else audit_wording.action(entry.action)
    what = entry.action if called.stable else told
    return [entry.happened_on, what, None, None, entry.recorded_at, _who(entry, called)]


def _who(entry: Row[Any], called: Called) -> str:
    if not entry.claimed:
        return str(entry.actor)
    told = "{who} (claimed)" if called.stable else _("{who} (claimed)")
    return told.format(who=entry.actor)


def _when(event: Happened) -> tuple[date, int]:
    return event.day, event.entry or 0
