"""Resolving references: every name of a subject, in any sheet, becomes an id, by SQL.

A sheet that is absent, or has no rows: what others name becomes a stub and is counted. A sheet
that lists something: a name it lacks is a dangling reference, an error with the nearest match
(DESIGN 9).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    Table,
    and_,
    false,
    func,
    insert,
    literal,
    select,
)

from monitor import db
from monitor.intake.columns import Column, Sheet
from monitor.intake.faults import Fault, shown
from monitor.intake.references import area_key
from monitor.intake.sheets import sheet_title
from monitor.intake.wording import nearest
from monitor.staging.tables import (
    ADDRESS_PARTS,
    SUBJECT_OF_KIND,
    UNNAMED,
    Staged,
    address_parts,
)
from monitor.text import _

BATCH = 2000
SUGGESTIONS = 50

_NAMED = ["kind", "key", "id", "shown", "stub", "known"]


@dataclass(frozen=True)
class Registered:
    """The names that a register has already: SELECTs of (key, id), by kind of subject.

    `current` are those in force, one per key; `former` those that a subject had before;
    `area_names` the names of areas that only one area has.
    """

    current: Mapping[str, Select[Any]]
    former: Mapping[str, Select[Any]]
    area_names: Select[Any]


@dataclass(frozen=True)
class Into:
    """Whose register the files go into, and what that has already (None: nothing)."""

    institution_id: int
    code: str
    registered: Registered | None = None


AtFault = Mapping[str, Mapping[str, int]]
"""By kind, the keys of subjects that only rows at fault list, and the number of that row."""


@dataclass(frozen=True)
class _Mention:
    """A column that names subjects: which kind, or None where a column holds the kind.

    The handle on an access list names an account, together with its platform.
    """

    sheet: str
    column: str
    kind: str | None

    def kind_of(self, table: Table) -> ColumnElement[str]:
        return literal(self.kind) if self.kind else table.c[f"{self.column}__kind"]

    def key_of(self, table: Table) -> ColumnElement[str]:
        if self.column == "handle":
            return table.c.platform + "/" + table.c.handle_key
        return table.c[f"{self.column}__key"]

    def shown_as(self, table: Table) -> ColumnElement[str]:
        if self.column == "handle":
            return table.c.platform + "/" + table.c.handle
        return table.c[self.column]


def resolve(
    connection: Connection,
    staged: Staged,
    sheets: Iterable[Sheet],
    into: Into,
    at_fault: AtFault,
) -> tuple[list[Fault], dict[str, int]]:
    """Name every subject that a sheet lists or mentions; return the faults and the stubs per kind.

    What a row `at_fault` lists is no dangling reference, and cannot be resolved either.
    """
    registered = into.registered
    own: dict[str, Any] = {"kind": "institution", "key": area_key(into.code)}
    own |= {"id": into.institution_id, "shown": into.code}
    connection.execute(insert(staged.names), [{**own, "stub": False, "known": True}])
    for statement in _listed(staged, registered):
        connection.execute(statement)
    mentions = list(_mentions(sheets))
    faults: list[Fault] = []
    if registered:
        faults += _renamed(connection, staged, registered)
        for statement in _mentioned(staged, mentions, registered):
            connection.execute(statement)
    for mention in mentions:
        faults += _dangling(connection, staged, mention, into.code, at_fault)
    return faults, _make_stubs(connection, staged, mentions)


def id_of(
    staged: Staged, table: Table, column: str, kind: str | None = None
) -> tuple[FromClause, ColumnElement[bool]]:
    """Return what joins the id that a column stands for: the names under an alias, and the match.

    `kind` is None where the sheet itself says the kind of each reference.
    """
    names = staged.names.alias(f"{column}_named")
    kinds = literal(kind) if kind else table.c[f"{column}__kind"]
    return names, and_(names.c.kind == kinds, names.c.key == table.c[f"{column}__key"])


def id_of_account(staged: Staged, table: Table) -> tuple[FromClause, ColumnElement[bool]]:
    """Return what joins the id of the account that a row names by platform and handle."""
    names = staged.names.alias("account_named")
    key = table.c.platform + "/" + table.c.handle_key
    return names, and_(names.c.kind == "account", names.c.key == key)


def _listed(staged: Staged, registered: Registered | None) -> Iterator[Any]:
    """Return the statements that name what the sheets of subjects list, each subject once."""
    for kind in SUBJECT_OF_KIND:
        table, key, shown_as = own_name(staged, kind)
        first, text = func.min(table.c.id), func.min(shown_as)
        rows = select(literal(kind), key, first, text, false(), false()).group_by(key)
        if registered:
            there = registered.current[kind].subquery("registered")
            own, known = func.coalesce(there.c.id, first), there.c.id.is_not(None)
            rows = select(literal(kind), key, own, text, false(), known)
            rows = rows.select_from(table.outerjoin(there, there.c.key == key))
            rows = rows.group_by(key, there.c.id)
        yield insert(staged.names).from_select(_NAMED, rows)
    yield _area_names(staged)


def own_name(staged: Staged, kind: str) -> tuple[Table, ColumnElement[str], ColumnElement[str]]:
    """Return the sheet that lists a kind, the key of its rows' own name, and how they write it."""
    table = staged[SUBJECT_OF_KIND[kind]]
    if kind == "account":
        platform = table.c.platform + "/"
        return table, platform + table.c.handle_key, platform + table.c.handle
    name = {"area": "code", "person": "email", "mailbox": "address"}[kind]
    return table, table.c[f"{name}__key"], table.c[name]


def _mentioned(
    staged: Staged, mentions: Iterable[_Mention], registered: Registered
) -> Iterator[Any]:
    """Return the statements that name what is mentioned, not listed, and in the register."""
    for mention in mentions:
        for kind in [mention.kind] if mention.kind else list(registered.current):
            others = [registered.area_names] if kind == "area" else []
            for names in (registered.current[kind], *others, registered.former[kind]):
                yield _taken(staged, mention, kind, names)


def _taken(staged: Staged, mention: _Mention, kind: str, names: Select[Any]) -> Any:
    there, found = names.subquery("registered"), _unknown(staged, mention).subquery("unknown")
    rows = (
        select(
            literal(kind), there.c.key, there.c.id, func.min(found.c.shown), false(), literal(True)
        )
        .select_from(found.join(there, there.c.key == found.c.key))
        .where(found.c.kind == kind)
        .group_by(there.c.key, there.c.id)
    )
    return insert(staged.names).from_select(_NAMED, rows)


def _renamed(connection: Connection, staged: Staged, registered: Registered) -> Iterator[Fault]:
    """A sheet lists a subject by a name that it no longer has: whoever wrote it did not know."""
    names = staged.names
    for kind, sheet in SUBJECT_OF_KIND.items():
        table, key, shown_as = own_name(staged, kind)
        former = registered.former[kind].subquery("former")
        listed = and_(names.c.kind == kind, names.c.key == key, ~names.c.known)
        query = (
            select(table.c.row, func.min(shown_as))
            .select_from(table.join(names, listed).join(former, former.c.key == key))
            .group_by(table.c.row)
            .order_by(table.c.row)
        )
        for row, text in connection.execute(query):
            reason = _(
                "The register knows this by another name now; write the present name,"
                " or add it by itself if it is really new."
            )
            yield Fault(sheet, row, None, shown(text), reason)


def _area_names(staged: Staged) -> Any:
    """Let an area be named by its name too, where that name is no code and of one area only."""
    areas = staged["areas"]
    codes = select(areas.c.code__key).subquery("codes")
    own, match = id_of(staged, areas, "code", "area")
    names = (
        select(
            literal("area"),
            areas.c.name__key,
            func.min(own.c.id),
            func.min(areas.c.name),
            false(),
            false(),
        )
        .select_from(
            areas.join(own, match).outerjoin(codes, codes.c.code__key == areas.c.name__key)
        )
        .where(areas.c.name__key.is_not(None), codes.c.code__key.is_(None))
        .group_by(areas.c.name__key)
        .having(func.count() == 1)
    )
    return insert(staged.names).from_select(_NAMED, names)


def _mentions(sheets: Iterable[Sheet]) -> Iterator[_Mention]:
    for sheet in sheets:
        if sheet.name == "access":  # a portal may well show accounts that are not ours
            yield _Mention(sheet.name, "handle", "account")
        for column in sheet.columns:
            if column.name == _identity_column(sheet):
                continue
            kind = _kind(column)
            if kind or column.kind == "reference":
                yield _Mention(sheet.name, column.name, kind)


def _identity_column(sheet: Sheet) -> str | None:
    """Return the column by which a sheet lists its own subjects: it mentions nobody else."""
    return {"areas": "code", "people": "email", "mailboxes": "address"}.get(sheet.name)


def _kind(column: Column) -> str | None:
    if column.kind == "area":
        return "area"
    return column.subjects[0] if column.kind == "email" and column.subjects else None


def _unknown(staged: Staged, mention: _Mention) -> Select[Any]:
    """Return the SELECT of what a mention names and nobody has listed."""
    table, names = staged[mention.sheet], staged.names
    kind, key = mention.kind_of(table), mention.key_of(table)
    shown_as = mention.shown_as(table).label("shown")
    return (
        select(table.c.row, kind.label("kind"), key.label("key"), shown_as)
        .select_from(table.outerjoin(names, and_(names.c.kind == kind, names.c.key == key)))
        .where(key.is_not(None), names.c.id.is_(None))
    )


def _dangling(
    connection: Connection, staged: Staged, mention: _Mention, code: str, at_fault: AtFault
) -> Iterator[Fault]:
    absent = [k for k, sheet in SUBJECT_OF_KIND.items() if sheet not in staged.listed]
    found = _unknown(staged, mention).subquery()
    listed_only = select(found).where(found.c.kind.not_in(absent)).order_by(found.c.row)
    for place, (row, kind, key, text) in enumerate(connection.execute(listed_only)):
        if kind == "institution":
            reason = _("This names another institution; its own code is {code}.").format(code=code)
        elif key in at_fault[kind]:
            reason = _("The sheet “{sheet}” lists “{name}” in row {row}; put that row right.")
            reason = reason.format(
                sheet=sheet_title(SUBJECT_OF_KIND[kind]), name=shown(text), row=at_fault[kind][key]
            )
        elif kind == "area" and _shared(connection, staged, key):
            reason = _("More than one area has this name; write the code of the area instead.")
        else:
            near = _nearest(connection, staged, kind, key) if place < SUGGESTIONS else None
            reason = _not_listed(kind, shown(text), near)
        yield Fault(mention.sheet, row, mention.column, shown(text), reason)


def _shared(connection: Connection, staged: Staged, key: str) -> bool:
    """Return whether areas have this name; a name that does not resolve has more than one."""
    areas = staged["areas"]
    query = select(areas.c.row).where(areas.c.name__key == key).limit(1)
    return connection.execute(query).first() is not None


def _nearest(connection: Connection, staged: Staged, kind: str, key: str) -> str | None:
    names = staged.names
    rows = connection.execute(select(names.c.key, names.c.shown).where(names.c.kind == kind))
    known = {row.key: row.shown for row in rows}
    near = nearest(key, known)
    return known[near] if near else None


def _not_listed(kind: str, name: str, near: str | None) -> str:
    title = sheet_title(SUBJECT_OF_KIND[kind])
    if near:
        told = _("The sheet “{sheet}” does not list “{name}”; did you mean “{near}”?")
        return told.format(sheet=title, name=name, near=near)
    told = _("The sheet “{sheet}” does not list “{name}”; add it there, or correct it here.")
    return told.format(sheet=title, name=name)


def _make_stubs(
    connection: Connection, staged: Staged, mentions: Iterable[_Mention]
) -> dict[str, int]:
    """Give an id to what is named while the sheet that would list it is absent."""
    counted: dict[str, int] = {}
    for mention in mentions:
        found = _unknown(staged, mention).subquery()
        each = select(found.c.kind, found.c.key, func.min(found.c.shown)).group_by(
            found.c.kind, found.c.key
        )
        # set aside: what is read here may not be written while it is read
        UNNAMED.create(connection)
        connection.execute(insert(UNNAMED).from_select(["kind", "key", "shown"], each))
        rows = connection.execute(select(UNNAMED), execution_options={"yield_per": BATCH})
        while batch := list(islice(rows, BATCH)):
            connection.execute(insert(staged.names), [_stub(*row) for row in batch])
            for kind, _key, _shown in batch:
                counted[kind] = counted.get(kind, 0) + 1
        rows.close()
        UNNAMED.drop(connection)
    return counted


def _stub(kind: str, key: str, shown_as: str) -> dict[str, Any]:
    parts = address_parts(key) if kind == "mailbox" else dict.fromkeys(ADDRESS_PARTS)
    name = {"kind": kind, "key": key, "id": db.new_id(), "shown": shown_as}
    name |= {"stub": True, "known": False}
    return {**name, **parts}
