"""Changing one subject: a new one, a new version of it, or its end, each with its entry."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, insert, or_, select, update

from monitor import db, history
from monitor.audit.entries import Subject, digest
from monitor.audit.session import Session
from monitor.history import on_day
from monitor.intake.faults import RefusedError
from monitor.inventory.kinds import Kind
from monitor.inventory.lookup import BATCH
from monitor.inventory.naming import name
from monitor.text import _
from monitor.text import day as written

KEYS = frozenset({"handle_key", "code_key", "name_key", "email_key", "address_key"})
DERIVED = KEYS | {"domain", "local_key", "local_last"}
"""Columns that follow from others: a reader needs to be told of those only."""

NONE_FLAGS = {
    "authorised_none": "authorised_on",
    "linked_none": "linked_accounts",
    "holder_none": "holder_id",
}
"""Columns that say of another one that there is none, where its null says that nobody knows."""

NONE = "-"
"""How a change says that there is none, and that this is on record."""

ENDED = "ended"
"""How a change says that a role has ended, and nobody took over."""


@dataclass(frozen=True)
class Change:
    """One thing that became different: of which subject, what, and how it was and is.

    `before` and `after` are values as they are stored; ids where `monitor.inventory.naming.COLUMNS`
    says so, `NONE` for what is on record as none, None for what nobody knows.
    """

    subject: Subject
    what: str
    before: Any
    after: Any


def day_of(session: Session, on: date | None) -> date:
    """Return the day something happened: the one given, else today.

    Raises:
        RefusedError: it has not come yet.
    """
    if on is not None and on > session.today:
        told = _("This day has not come yet (today is {today}).")
        raise RefusedError(written(on), told.format(today=written(session.today)))
    return on or session.today


def or_none(found: int | None) -> int | str:
    """Return an id as a change has it: none, on record, where a relation has no id."""
    return NONE if found is None else found


@dataclass(frozen=True)
class Recorded:
    """What was recorded: the entry of the log (None: nothing differed), and what became so."""

    entry: int | None
    changes: list[Change]


@dataclass(frozen=True)
class Changing:
    """One subject that is to change on a day."""

    session: Session
    kind: Kind
    id: int
    day: date

    @classmethod
    def new(cls, session: Session, kind: Kind, day: date) -> "Changing":
        """Return a subject that is about to be made."""
        return cls(session, kind, db.new_id(), day)

    @property
    def subject(self) -> Subject:
        """The subject as the log names it."""
        return self.kind.kind, self.id

    @property
    def name(self) -> str:
        """What the subject was last called."""
        return name(self.session.connection, self.session.scope, *self.subject)

    def first_day(self) -> date:
        """Return the first day on which the register knows anything of it."""
        query = select(func.min(self.kind.versions.c.valid_from)).where(self._own)
        first: date = self.session.connection.execute(query).scalar_one()
        return first

    def differs_later(self, column: str, value: Any) -> date | None:
        """Return the first later day on which a column has another value than `value`."""
        c = self.kind.versions.c
        query = select(func.min(c.valid_from)).where(
            self._own, c.valid_from > self.day, c[column].is_distinct_from(value)
        )
        found: date | None = self.session.connection.execute(query).scalar_one()
        return found

    def before(self) -> Mapping[str, Any]:
        """Return what was known of it on the day.

        Raises:
            RefusedError: the register knew nothing of it yet, or it had ended.
        """
        versions = self.kind.versions
        query = select(versions).where(self._own, on_day(versions, self.day))
        found = self.session.connection.execute(query).mappings().first()
        if found is None:
            raise RefusedError(self.name, self._why_not_there())
        return dict(found)

    def change(self, told: Mapping[str, Any], action: str, also: Iterable[Change] = ()) -> Recorded:
        """Record that from the day on the columns in `told` are so; what is so stays untouched.

        `also` is what changes in other tables with it; the caller writes that, with the entry.

        Raises:
            RefusedError: as `before`; or another subject bears that name.
        """
        before, beside = self.before(), list(also)
        differing = {column: value for column, value in told.items() if before[column] != value}
        if not differing and not beside:
            return Recorded(None, [])
        if differing.keys() & {*self.kind.name, "status"}:
            refuse_taken(self, {**before, **differing})
        details = self.details(differing) | {each.what: each.after for each in beside}
        entry = self.session.record(action, self.subject, details, happened_on=self.day)
        if differing:
            key = self.kind.subject(self.session.scope.institution_id, self.id)
            values = {**differing, "entry": entry}
            history.put(self.session.connection, self.kind.versions, key, self.day, values)
        return Recorded(entry, [*differences(self.subject, before, differing), *beside])

    def create(self, told: Mapping[str, Any], action: str, also: Iterable[Change] = ()) -> Recorded:
        """Record a new subject that the register knows from the day on; `also` as in `change`.

        Raises:
            RefusedError: there is one of that name.
        """
        refuse_taken(self, told)
        institution_id, beside = self.session.scope.institution_id, list(also)
        own = {"institution_id": institution_id, "id": self.id}
        self.session.connection.execute(insert(self.kind.identity), [own])
        details = self.details(told) | {each.what: each.after for each in beside}
        entry = self.session.record(action, self.subject, details, happened_on=self.day)
        row = {**self.kind.subject(institution_id, self.id), **told}
        first = {**row, "valid_from": self.day, "entry": entry}
        self.session.connection.execute(insert(self.kind.versions), [first])
        return Recorded(entry, [*differences(self.subject, {}, told), *beside])

    def end(self) -> None:
        """Let the subject have no version from the day on; the caller records why.

        Raises:
            RefusedError: as `before`; or something is recorded of it on that day or after.
        """
        self.before()
        c = self.kind.versions.c
        query = select(func.max(c.valid_from)).where(self._own)
        last = self.session.connection.execute(query).scalar_one()
        if last >= self.day:
            told = _("Something is recorded of it on {day}; give a later day.")
            raise RefusedError(self.name, told.format(day=written(last)))
        open_row = and_(self._own, c.valid_from == last)
        ended = update(self.kind.versions).where(open_row).values(valid_to=self.day)
        self.session.connection.execute(ended)

    def salt(self) -> str:
        """Return what is mixed into the digests by which the log knows its personal values."""
        return salts(self.session, self.kind, [self.id])[self.id]

    def details(self, told: Mapping[str, Any]) -> dict[str, Any]:
        """Return new values as the log keeps them: personal ones as salted digests."""
        salt = self.salt()
        personal = {c for c in told if c in self.kind.personal and told[c] is not None}
        return {c: digest(salt, c, told[c]) if c in personal else told[c] for c in told}

    @property
    def _own(self) -> ColumnElement[bool]:
        c = self.kind.versions.c
        ours = c.institution_id == self.session.scope.institution_id
        return and_(ours, c[self.kind.key] == self.id)

    def _why_not_there(self) -> str:
        c = self.kind.versions.c
        spans = select(func.min(c.valid_from), func.max(c.valid_to)).where(self._own)
        first, last = self.session.connection.execute(spans).one()
        if self.day < first:
            told = _(
                "The register knows it from {first} on, and a change cannot be dated before that"
                " ({day}); give that day or a later one."
            )
            return told.format(first=written(first), day=written(self.day))
        told = _("It ended: the last day the register knows of it is {last}.")
        return told.format(last=written(last - timedelta(days=1)))


def salts(session: Session, kind: Kind, ids: Iterable[int]) -> Mapping[int, str]:
    """Return the salt of each subject: what its personal values are digested with for the log."""
    own, wanted = kind.identity.c, list(ids)
    found: dict[int, str] = {}
    for start in range(0, len(wanted), BATCH):
        those = own.id.in_(wanted[start : start + BATCH])
        ours = own.institution_id == session.scope.institution_id
        rows = session.connection.execute(select(own.id, own.salt).where(ours, those))
        found |= {row.id: row.salt for row in rows}
    return found


def refuse_taken(changing: Changing, told: Mapping[str, Any]) -> None:
    """Refuse a name that another subject bears on the day or after; a closed account bears none.

    Raises:
        RefusedError: another one does.
    """
    kind, session, c = changing.kind, changing.session, changing.kind.versions.c
    if told.get("status") == "closed":
        return
    closed = [or_(c.status.is_(None), c.status != "closed")] if "status" in c else []
    query = select(c[kind.key], c.valid_from).where(
        c.institution_id == session.scope.institution_id,
        *(c[column] == told[column] for column in kind.name),
        c[kind.key] != changing.id,
        *closed,
        or_(c.valid_to.is_(None), c.valid_to > changing.day),
    )
    taken = session.connection.execute(query.order_by(c.valid_from.desc()).limit(1)).first()
    if taken:
        about = name(session.connection, session.scope, kind.kind, taken[0])
        raise RefusedError(about, _taken(kind, taken.valid_from))


def differences(
    subject: Subject, before: Mapping[str, Any], told: Mapping[str, Any]
) -> list[Change]:
    """Return what a reader is to be told of the columns in `told`; `before` is empty if it is new.

    "There is none" is told of the column it is about; what follows from others is not told.
    """
    values = {c: v for c, v in told.items() if c not in DERIVED and c not in NONE_FLAGS}
    values |= {about: NONE for flag, about in NONE_FLAGS.items() if told.get(flag)}
    return [
        Change(subject, column, _was(before, column), value)
        for column, value in values.items()
        if _was(before, column) != value and (before or value)
    ]


def _was(before: Mapping[str, Any], column: str) -> Any:
    flags = [flag for flag, about in NONE_FLAGS.items() if about == column]
    return NONE if any(before.get(flag) for flag in flags) else before.get(column)


def _taken(kind: Kind, since: date) -> str:
    told = {
        "account": _("The register has this account already, since {day}."),
        "area": _("An area has this code already, since {day}."),
        "person": _("A person has this address already, since {day}."),
        "mailbox": _("The register has this mailbox already, since {day}."),
    }[kind.kind]
    change = _("To change it: {command}").format(command=f"monitor {kind.kind} set")
    return f"{told.format(day=written(since))} {change}"
