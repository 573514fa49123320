"""The log for people and machines: its entries as a list, and the verdict on each chain."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any, TextIO
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from monitor.audit.entries import canonical, moment
from monitor.audit.models import INSTALLATION
from monitor.audit.queries import Recorded, Wanted, recorded
from monitor.audit.verifying import Verdict
from monitor.history import ALWAYS
from monitor.inventory import queries
from monitor.inventory.kinds import KINDS
from monitor.inventory.naming import COLUMNS, names
from monitor.reports import audit_wording
from monitor.reports import called as calling
from monitor.reports.tables import Table, Value, Word, as_it_is, write
from monitor.scope import Scope
from monitor.text import _, ngettext

BATCH = 1000
_NAMED = frozenset({*KINDS, "institution"})
_DIGEST = "sha256:"
_SHOWN_OF_A_DIGEST = len(_DIGEST) + 8


def moments(since: date | None, until: date | None, zone: str) -> tuple[datetime | None, ...]:
    """Return when the first day begins and when the last one is over, in a time zone."""
    begins = datetime.combine(since, time(), ZoneInfo(zone)) if since else None
    after = until + timedelta(days=1) if until else None
    return begins, datetime.combine(after, time(), ZoneInfo(zone)) if after else None


@dataclass(frozen=True)
class Shown:
    """How entries are shown: as text, JSON or CSV; people read moments in `zone`."""

    form: str
    zone: str


def write_log(
    connection: Connection, scope: Scope, wanted: Wanted, shown: Shown, out: TextIO
) -> None:
    """Write the entries that are asked for.

    JSON has an entry on each line, with the values that are hashed in their order: what
    `monitor/audit/verifier.py` reads. It and CSV are written as the log is read.
    """
    found = recorded(connection, scope.institution_id, wanted)
    if shown.form == "json":
        _write_json(found, out)
        return
    named = _named(connection, scope, found)
    if shown.form == "csv":
        rows = (_plain(each, called) for each, called in named)
        write(Table(_("Log"), _COLUMNS, rows), out, shown.form)
    else:
        read = [_read(each, called, ZoneInfo(shown.zone)) for each, called in named]
        write(Table(_("Log"), _titles(shown.zone), read), out, shown.form)


_COLUMNS = dict.fromkeys(
    ("seq", "recorded_at", "happened_on", "actor", "claimed", "action", "subject", "details"), ""
)


def _titles(zone: str) -> Mapping[str, str]:
    return {
        "seq": _("No."),
        "recorded_at": _("recorded ({zone})").format(zone=zone),
        "happened_on": _("happened on"),
        "actor": _("by"),
        "action": _("what"),
        "subject": _("of"),
        "details": _("new values"),
    }


def _plain(each: Recorded, called: "_Names") -> tuple[Value, ...]:
    entry = each.entry
    recorded_at, actor = moment(entry.recorded_at), entry.actor
    subject = called.subject(*entry.subject)
    first = (entry.seq, recorded_at, entry.happened_on, actor.name, actor.claimed)
    return (*first, entry.action, subject, entry.details)


def _read(each: Recorded, called: "_Names", zone: ZoneInfo) -> tuple[Value, ...]:
    entry = each.entry
    claimed = _("{name} (claimed)").format(name=entry.actor.name)
    return (
        entry.seq,
        entry.recorded_at.astimezone(zone),
        None if entry.happened_on == ALWAYS else entry.happened_on,  # nobody said when
        claimed if entry.actor.claimed else entry.actor.name,
        audit_wording.action(entry.action),
        calling.subject(called.subject(*entry.subject)),
        called.details(entry.details, calling.subject),
    )


def _write_json(found: Iterable[Recorded], out: TextIO) -> None:
    before = "[\n"
    for each in found:
        out.write(before + json.dumps(_as_hashed(each), ensure_ascii=False))
        before = ",\n"
    out.write("[]\n" if before == "[\n" else "\n]\n")


def _as_hashed(each: Recorded) -> dict[str, Any]:
    """Return the values of an entry in the order in which they are hashed, then the hashes."""
    entry = each.entry
    return {
        "chain": str(entry.chain),  # ids have 63 bits, more than a number in JavaScript
        "seq": entry.seq,
        "recorded_at": moment(entry.recorded_at),
        "happened_on": entry.happened_on.isoformat() if entry.happened_on else None,
        "actor": entry.actor.name,
        "claimed": entry.actor.claimed,
        "action": entry.action,
        "subject_kind": entry.subject[0],
        "subject_id": str(entry.subject[1]),
        "details": _canonical_or_text(entry.details),
        "prev": each.prev,
        "hash": each.hash,
    }


def _canonical_or_text(details: str) -> object:
    """Return details as an object; as text, where that would not give the same text again."""
    try:
        found = json.loads(details)
    except ValueError:
        return details
    return found if isinstance(found, dict) and canonical(found) == details else details


def _named(
    connection: Connection, scope: Scope, found: Iterator[Recorded]
) -> Iterator[tuple[Recorded, "_Names"]]:
    while batch := list(islice(found, BATCH)):
        called = _Names(connection, scope, batch)
        yield from ((each, called) for each in batch)


class _Names:
    """What the subjects of some entries are called, and those that their details name."""

    def __init__(self, connection: Connection, scope: Scope, batch: list[Recorded]) -> None:
        wanted: dict[str, set[int]] = defaultdict(set)
        for each in batch:
            kind, subject_id = each.entry.subject
            wanted[kind].add(subject_id)
            for field, value in _values(each.entry.details):
                if field in COLUMNS and isinstance(value, int):
                    wanted[COLUMNS[field]].add(value)
        self._known = {
            kind: names(connection, scope, kind, ids)
            for kind, ids in wanted.items()
            if kind in _NAMED
        }

    def subject(self, kind: str, subject_id: int) -> str:
        """Return `account:x/ieejemplo`; the id in place of a name that is not there, or erased."""
        return f"{kind}:{self._known.get(kind, {}).get(subject_id, subject_id)}"

    def details(self, details: str, word: Word = as_it_is) -> str:
        """Return new values as `field: value; …`; `word` says how subjects are called."""
        told = (f"{field}: {self._value(field, v, word)}" for field, v in _values(details))
        return "; ".join(told)

    def _value(self, field: str, value: object, word: Word) -> str:
        if value is None:
            return "-"
        if isinstance(value, int) and field in COLUMNS:
            return str(word(self.subject(COLUMNS[field], value)))
        if isinstance(value, str):
            return f"{value[:_SHOWN_OF_A_DIGEST]}…" if value.startswith(_DIGEST) else value
        if isinstance(value, list):  # rows of a table, from an import: JSON and CSV have them whole
            return ngettext("{count} row", "{count} rows", len(value)).format(count=len(value))
        return json.dumps(value, ensure_ascii=False)


def _values(details: str) -> list[tuple[str, object]]:
    try:
        found = json.loads(details)
    except ValueError:
        return [("?", details)]
    return list(found.items()) if isinstance(found, dict) else [("?", details)]


def verdicts(
    connection: Connection, found: Iterable[Verdict], *, anchored: bool
) -> Iterator[tuple[Verdict, str]]:
    """Return each verdict with the sentences that tell it; `anchored`: anchors were given."""
    codes = queries.institutions(connection)
    for verdict in found:
        chain = verdict.chain
        of = codes.get(chain, str(chain))
        name = _("the installation") if chain == INSTALLATION else of
        yield verdict, f"{name}: {_told(verdict, anchored=anchored)}"


def _told(verdict: Verdict, *, anchored: bool) -> str:
    if verdict.trouble:
        return audit_wording.trouble(verdict.trouble)
    count = ngettext("intact, {count} entry", "intact, {count} entries", verdict.size)
    lines = [count.format(count=f"{verdict.size:,}")]
    if anchored:
        lines.append(
            _("entries after the last anchor: {count}").format(count=f"{verdict.unanchored:,}")
        )
    lines.append(
        _("entries after the last checkpoint: {count}").format(count=f"{verdict.unsigned:,}")
    )
    return "; ".join(lines)
