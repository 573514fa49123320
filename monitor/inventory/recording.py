"""What the files say of subjects, told table by table: the same statements for one row and all."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Table,
    and_,
    case,
    func,
    insert,
    literal,
    null,
    or_,
    select,
)

from monitor import db
from monitor.history import ALWAYS, on_day
from monitor.inventory.models import (
    Account,
    AccountVersion,
    Area,
    AreaVersion,
    Institution,
    InstitutionVersion,
    Mailbox,
    MailboxVersion,
    Person,
    PersonVersion,
    Subject,
)
from monitor.staging.merging import Merging
from monitor.staging.names import id_of, id_of_account
from monitor.staging.tables import ADDRESS_PARTS, Staged
from monitor.staging.told import Told, of

PERSONAL = {
    "person": frozenset({"email", "email_key", "name", "position", "phone"}),
    "mailbox": frozenset({"address", "address_key", "local_key", "local_last"}),
    "account": frozenset({"recovery_phone"}),
}
"""The columns of versions that the log keeps as digests, by the kind of their subject."""

_IDENTITIES: dict[str, type[Subject]] = {
    "area": Area,
    "person": Person,
    "mailbox": Mailbox,
    "account": Account,
}


@dataclass(frozen=True)
class Recording:
    """One writing of staged rows: where to, and the day from which undated values hold."""

    staged: Staged
    merging: Merging
    since: date

    @property
    def connection(self) -> Connection:
        """The connection that everything goes through."""
        return self.merging.connection

    @property
    def institution_id(self) -> int:
        """Whose register is written."""
        return self.merging.institution_id

    @property
    def day(self) -> ColumnElement[date]:
        """The day from which a value holds that a file gives without one."""
        return literal(self.since)

    def day_of(self, named: FromClause) -> ColumnElement[date]:
        """Return from when an undated tie of a subject holds.

        Of a subject that is new here nobody knows when it came about: it was always so (ruling 5),
        and no event on the day of the import.
        """
        return case((named.c.known, self.day), else_=literal(ALWAYS))

    def versions_of(self, kind: str, model: type[Any], source: Any, **told: Any) -> None:
        """Write what is known of the subjects of a kind, from a day on."""
        column = f"{kind}_id"
        told = {"day": self.day, **told}
        self.merging.versions(
            Told(
                db.table(model),
                of(kind, column),
                source,
                {column: told.pop("id")},
                personal=PERSONAL.get(kind, frozenset()),
                salted_by=db.table(_IDENTITIES[kind]) if kind in PERSONAL else None,
                **told,
            )
        )


def said(sheet: Table, column: str) -> ColumnElement[bool]:
    """Return whether a cell says something, be it that there is none."""
    told = f"{column}__key" if f"{column}__key" in sheet.c and column != "name" else column
    return or_(sheet.c[told].is_not(None), sheet.c[f"{column}__none"])


def dashed(sheet: Table, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return when each of `values` is given whose cell may hold a dash: there is none."""
    return {name: said(sheet, name) for name in values if f"{name}__none" in sheet.c}


def record_institution(
    connection: Connection, institution_id: int, since: date, known: Mapping[str, Any]
) -> None:
    """Write the institution itself: `known` has code, name, timezone and calendar."""
    connection.execute(
        insert(db.table(Institution)),
        [{"id": institution_id, "code": known["code"], "code_key": known["code"].casefold()}],
    )
    version = {name: known[name] for name in ("name", "timezone", "calendar")}
    row = {"institution_id": institution_id, "valid_from": since, **version}
    connection.execute(insert(db.table(InstitutionVersion)), [row])


def record_own(to: Recording, known: Mapping[str, Any]) -> None:
    """Write what the files say of the institution itself: name, time zone, calendar."""
    own = select(*(literal(value).label(name) for name, value in known.items())).subquery("own")
    told = Told(
        db.table(InstitutionVersion),
        of("institution", "institution_id"),
        own,
        {},
        {name: own.c[name] for name in known},
        day=to.day,
    )
    to.merging.versions(told)


def record_subjects(to: Recording) -> None:
    """Write areas, people, mailboxes and accounts, those that were only named included."""
    for kind, model in _IDENTITIES.items():
        _identities(to, kind, db.table(model))
    _areas(to)
    _people(to)
    _mailboxes(to)
    _accounts(to)


def _identities(to: Recording, kind: str, table: Table) -> None:
    names = to.staged.names
    known = func.max(case((names.c.known, 1), else_=0))  # an area may have two names here
    each = select(names.c.id).where(names.c.kind == kind).group_by(names.c.id)
    new = each.having(known == 0).subquery()
    salt = db.RandomSalt()
    query = select(literal(to.institution_id, db.ID), new.c.id, salt)
    columns = ["institution_id", "id", "salt"]
    to.connection.execute(insert(table).from_select(columns, query))


def _areas(to: Recording) -> None:
    sheet = to.staged["areas"]
    own, match = id_of(to.staged, sheet, "code", "area")
    parent, is_parent = id_of(to.staged, sheet, "parent", "area")
    values: dict[str, Any] = {name: sheet.c[name] for name in ("code", "name", "kind", "role")}
    values |= {"code_key": sheet.c.code__key, "name_key": sheet.c.name__key}
    values["parent_id"] = parent.c.id
    given = dashed(sheet, values) | {"parent_id": said(sheet, "parent")}
    given["name_key"] = given["name"]
    source = sheet.join(own, match).outerjoin(parent, is_parent)
    to.versions_of("area", AreaVersion, source, id=own.c.id, values=values, given=given)
    _stubs(to, "area", AreaVersion, {"code": "shown", "code_key": "key"})


def _people(to: Recording) -> None:
    sheet = to.staged["people"]
    own, match = id_of(to.staged, sheet, "email", "person")
    area, is_area = id_of(to.staged, sheet, "area", "area")
    values: dict[str, Any] = {name: sheet.c[name] for name in _PERSON_COLUMNS}
    values |= {"email_key": sheet.c.email__key, "area_id": area.c.id}
    given = dashed(sheet, values)
    source = sheet.join(own, match).outerjoin(area, is_area)
    to.versions_of("person", PersonVersion, source, id=own.c.id, values=values, given=given)
    _stubs(to, "person", PersonVersion, {"email": "shown", "email_key": "key"})


def _mailboxes(to: Recording) -> None:
    sheet = to.staged["mailboxes"]
    own, match = id_of(to.staged, sheet, "address", "mailbox")
    holder, is_holder = id_of(to.staged, sheet, "holder", "person")
    area, is_area = id_of(to.staged, sheet, "area", "area")
    source = sheet.join(own, match).outerjoin(holder, is_holder).outerjoin(area, is_area)
    plain = ("address", "kind", "purpose", "assigned_on")
    values: dict[str, Any] = {name: sheet.c[name] for name in plain}
    values |= {part: sheet.c[f"address__{part}"] for part in ADDRESS_PARTS}
    values |= {"address_key": sheet.c.address__key, "area_id": area.c.id}
    values |= {"holder_id": holder.c.id, "holder_none": sheet.c.holder__none}
    given = dict.fromkeys(("holder_id", "holder_none"), said(sheet, "holder"))
    to.versions_of("mailbox", MailboxVersion, source, id=own.c.id, values=values, given=given)
    named = {"address": "shown", "address_key": "key"} | {part: part for part in ADDRESS_PARTS}
    _stubs(to, "mailbox", MailboxVersion, named)


def _accounts(to: Recording) -> None:
    sheet = to.staged["accounts"]
    own, match = id_of_account(to.staged, sheet)
    area, is_area = id_of(to.staged, sheet, "area", "area")
    apart, then = _closed_apart(to)
    source = sheet.join(own, match).outerjoin(area, is_area).outerjoin(*then(own))
    values: dict[str, Any] = {name: sheet.c[name] for name in _ACCOUNT_COLUMNS}
    none, some = sheet.c.linked_accounts__none, sheet.c.linked_accounts__listed
    values |= {"area_id": area.c.id, "status": case((apart, null()), else_=sheet.c.status)}
    values |= {"linked_none": none, "authorised_none": sheet.c.authorised_on__none}
    given = dashed(sheet, values) | {"linked_none": or_(none, some)}
    given["authorised_none"] = given["authorised_on"]
    to.versions_of("account", AccountVersion, source, id=own.c.id, values=values, given=given)
    _closings(to)
    _stub_accounts(to)


def _closings(to: Recording) -> None:
    """Write that an account was closed on its day; it was open until then, as far as is known."""
    sheet = to.staged["accounts"]
    own, match = id_of_account(to.staged, sheet)
    apart, then = _closed_apart(to)
    to.versions_of(
        "account",
        AccountVersion,
        sheet.join(own, match).outerjoin(*then(own)),
        id=own.c.id,
        day=sheet.c.closed_on,
        values={"status": sheet.c.status},
        where=(apart,),
    )


def _closed_apart(to: Recording) -> tuple[ColumnElement[bool], Callable[[Any], tuple[Any, Any]]]:
    """Return whether the closing has a day of its own, and the join that this needs.

    It has one that comes after the rest, or on which the register knew the account.
    """
    sheet, then = to.staged["accounts"], db.table(AccountVersion).alias("then")
    closed_on = sheet.c.closed_on
    apart = and_(closed_on.is_not(None), or_(closed_on > to.since, then.c.account_id.is_not(None)))

    def known_then(own: Any) -> tuple[Any, Any]:
        mine = and_(then.c.institution_id == to.institution_id, then.c.account_id == own.c.id)
        return then, and_(mine, on_day(then, closed_on))

    return apart, known_then


_PERSON_COLUMNS = (
    "email",
    "name",
    "position",
    "rank",
    "employment",
    "phone",
    "active_from",
    "active_to",
)

_ACCOUNT_COLUMNS = (
    "platform",
    "handle",
    "handle_key",
    "url",
    "name",
    "purpose",
    "credential_model",
    "authorised_on",
    "opened_on",
    "closed_on",
    "official_on_portal",
    "verification",
    "last_post_on",
    "recovery_phone",
)


def _stubs(to: Recording, kind: str, model: type[Any], named: Mapping[str, str]) -> None:
    """Write what was only named: its name is all that is known of it."""
    names = to.staged.names
    values: dict[str, Any] = {own: names.c[name] for own, name in named.items()}
    only_named = (names.c.kind == kind, names.c.stub)
    to.versions_of(kind, model, names, id=names.c.id, values=values, where=only_named)


def _stub_accounts(to: Recording) -> None:
    names = to.staged.names
    values: dict[str, Any] = {
        "platform": db.before(names.c.key, "/"),
        "handle": db.after(names.c.shown, "/"),
        "handle_key": db.after(names.c.key, "/"),
    }
    only_named = (names.c.kind == "account", names.c.stub)
    source, own = names, names.c.id
    to.versions_of("account", AccountVersion, source, id=own, values=values, where=only_named)
