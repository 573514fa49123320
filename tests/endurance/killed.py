"""What a register must be after a worker on it was killed: every fault that can be seen, in words.

Two things are held against what is stored. A plain model, which is told of each act that was
acknowledged and of the one in flight where the log has it: so an act is there wholly or not at
all. And the log itself: every row that differs from what it was must be accounted for by a new
entry, and every new entry by a row.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, and_, or_, select

from monitor import db
from monitor.audit.models import AuditEntry
from monitor.audit.verifying import Outside, verify
from monitor.migrations import tables
from tests.endurance.acting import ACCOUNTS, MAILBOXES, day, handle, mailbox_of

_LOG = {"audit_entry", "audit_head", "checkpoint"}
Record = Mapping[str, Any]
Contents = dict[str, dict[tuple[Any, ...], Record]]

IN_FULL: dict[str, Counter[str]] = {
    "set": Counter({"account:changed": 1}),
    "passwords": Counter({"password:changed": ACCOUNTS + MAILBOXES}),
    "import": Counter(
        {
            "account:imported": ACCOUNTS,
            "mailbox:imported": MAILBOXES,
            "institution:imported": 1,
        }
    ),
    "round": Counter({"round:stored": 1}),
    "backup": Counter({"register:backed_up": 1}),
}
"""The entries of each act, by what they tell: all of them, or none."""


@dataclass(frozen=True)
class Seen:
    """All that a register holds: the rows of each table by their key, and the log's entries."""

    contents: Contents
    entries: tuple[Row[Any], ...]

    @classmethod
    def of(cls, connection: Connection, after: Mapping[int, int] | None = None) -> "Seen":
        """Look at a register; of the log, at the entries `after` a number in each chain."""
        contents: Contents = {
            table.name: {
                tuple(row[column.name] for column in table.primary_key): dict(row)
                for row in connection.execute(select(table)).mappings()
            }
            for table in tables.in_order()
            if table.name not in _LOG
        }
        entry, known = db.table(AuditEntry), after or {}
        c = entry.c
        newer = or_(
            c.institution_id.not_in(known),
            *(and_(c.institution_id == chain, c.seq > seq) for chain, seq in known.items()),
        )
        query = select(entry).where(newer).order_by(c.institution_id, c.seq)
        return cls(contents, tuple(connection.execute(query)))


@dataclass
class Model:
    """What must be on record, by what was acknowledged; it knows nothing of tables."""

    purposes: dict[str, str] = field(default_factory=dict)
    mailboxes: dict[str, tuple[str, str]] = field(default_factory=dict)
    passwords: set[tuple[str, date]] = field(default_factory=set)
    rounds: int = 0
    imports: int = 0

    def follow(self, act: str, number: int) -> None:
        """Take note of an act."""
        boxes = [f"buzon{each}@iee.example" for each in range(MAILBOXES)]
        handles = [f"iee{each}" for each in range(ACCOUNTS)]
        if act == "set":
            self.purposes[handle(number)] = f"act {number}"
        elif act == "passwords":
            self.passwords |= {(name, day(number)) for name in (*handles, *boxes)}
        elif act == "import":
            self.purposes = dict.fromkeys(handles, f"act {number}")
            self.mailboxes = dict.fromkeys(boxes, mailbox_of(number))
            self.imports += 1
        elif act == "round":
            self.rounds += 1

    @classmethod
    def read(cls, contents: Contents) -> "Model":
        """Return what is on record."""
        own = [row for row in contents["account_version"].values() if row["valid_to"] is None]
        box = [row for row in contents["mailbox_version"].values() if row["valid_to"] is None]
        names = {("account", row["account_id"]): row["handle_key"] for row in own}
        names |= {("mailbox", row["mailbox_id"]): row["address_key"] for row in box}
        changes = contents["password_change"].values()
        return cls(
            {row["handle_key"]: row["purpose"] for row in own},
            {row["address_key"]: (row["kind"], str(row["assigned_on"])) for row in box},
            {(names[row["kind"], row["subject_id"]], row["valid_from"]) for row in changes},
            len(contents["round"]),
            len(contents["import_run"]),
        )


def by_act(entries: tuple[Row[Any], ...]) -> dict[str, Counter[str]]:
    """Return what the entries of each act tell, by the name of the act."""
    found: dict[str, Counter[str]] = {}
    for entry in entries:
        found.setdefault(entry.actor, Counter())[entry.action] += 1
    return found


def unlike(model: Model, contents: Contents) -> Iterator[str]:
    """Say in what the register differs from what was acknowledged."""
    found = Model.read(contents)
    for name, wanted in vars(model).items():
        if vars(found)[name] != wanted:
            yield f"{name} are {vars(found)[name]}, acknowledged were {wanted}"


def uneven(contents: Contents) -> Iterator[str]:
    """Say which round tells of other steps of findings than there are of it."""
    steps = Counter((row["round"], row["what"]) for row in contents["transition"].values())
    for number, row in ((row["number"], row) for row in contents["round"].values()):
        for what in ("opened", "reopened", "resolved"):
            if row[what] != steps[number, what]:
                yield f"round {number} counts {row[what]} {what}, there are {steps[number, what]}"


def unsound(connection: Connection, outside: Outside) -> Iterator[str]:
    """Say what is wrong with the pages, the references and the log."""
    if connection.dialect.name == "sqlite":
        told = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
        if told != ["ok"]:
            yield f"integrity: {told}"
        yield from map(str, connection.exec_driver_sql("PRAGMA foreign_key_check"))
    for verdict in verify(connection, outside):
        if verdict.trouble:
            yield f"the log: {verdict}"
        if verdict.unsigned or verdict.unanchored:
            yield f"entries that nobody signed, or kept outside: {verdict}"


# The set of changes and the set of entries.

_OF_A_SUBJECT: dict[str, Callable[[Record], tuple[str, int]]] = {
    "account_version": lambda row: ("account", row["account_id"]),
    "account_mailbox": lambda row: ("account", row["account_id"]),
    "mailbox_version": lambda row: ("mailbox", row["mailbox_id"]),
    "password_change": lambda row: (row["kind"], row["subject_id"]),
    "round": lambda row: ("round", row["number"]),
}
_OF_AN_ACT = {
    "import_run": "institution:imported",
    "import_before": "institution:imported",
    "standing": "round:stored",
    "finding": "round:stored",
    "transition": "round:stored",
}
_ENTRY_OF_RUN = {"import_run": "last_entry"}


@dataclass(frozen=True)
class Difference:
    """A row that differs from what it was."""

    table: str
    old: Record | None
    new: Record | None

    @property
    def row(self) -> Record:
        """The row as it is now, or as it was before it went."""
        return self.new or self.old or {}

    @property
    def entry(self) -> int | None:
        """The entry that the row says it was recorded by, where this is what is new in it."""
        name = _ENTRY_OF_RUN.get(self.table, "entry")
        if self.new is None or name not in self.new:
            return None
        if self.old and self._same_but_ended():
            return None
        number: int | None = self.new[name]
        return number or 0

    def _same_but_ended(self) -> bool:
        both = zip((self.old or {}).items(), (self.new or {}).items(), strict=True)
        return {name for (name, old), (_same, new) in both if old != new} == {"valid_to"}


def differences(before: Contents, after: Contents) -> list[Difference]:
    """Return every row that is new, gone or changed."""
    return [
        Difference(name, before[name].get(key), rows.get(key))
        for name, rows in after.items()
        for key in {**before[name], **rows}
        if before[name].get(key) != rows.get(key)
    ]


def unaccounted(
    found: list[Difference], entries: tuple[Row[Any], ...], chain: int
) -> Iterator[str]:
    """Say which change has no entry, and which entry has no change."""
    ours = {row.seq: row for row in entries if row.institution_id == chain}
    for each in found:
        if not _is_told(each, ours):
            yield f"a change without an entry: {each}"
    told = {(each.table, each.entry) for each in found}
    newest = {(row.object_kind, row.object_id): row.seq for row in ours.values()}
    for seq, row in ours.items():
        replaced = newest[row.object_kind, row.object_id] > seq and row.object_kind != "institution"
        tables_of = [name for name, act in _OF_AN_ACT.items() if act == row.action]
        wanted = {(name, seq) for name in ("import_run", "round", *_OF_A_SUBJECT, *tables_of)}
        if not replaced and not wanted & told:
            yield f"an entry without a change: {row}"


def _is_told(each: Difference, entries: Mapping[int, Row[Any]]) -> bool:
    """Return whether the row's own entry is new and about it, or one is new that explains it."""
    chosen = list(entries.values())
    if each.entry is not None:
        chosen = [entries[each.entry]] if each.entry in entries else []
    if each.table in _OF_AN_ACT:
        return any(row.action == _OF_AN_ACT[each.table] for row in chosen)
    if each.table not in _OF_A_SUBJECT:
        return False  # no act of these tests has anything to do with it
    subject = _OF_A_SUBJECT[each.table](each.row)
    return any((row.object_kind, row.object_id) == subject for row in chosen)
