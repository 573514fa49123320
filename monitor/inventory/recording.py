"""Writing what the files say of subjects into the register: one INSERT per table, for all rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    Connection,
    Table,
    and_,
    case,
    false,
    func,
    insert,
    literal,
    null,
    select,
)

from monitor import db
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
)
from monitor.staging.names import id_of, id_of_account
from monitor.staging.tables import ADDRESS_PARTS, Staged


@dataclass(frozen=True)
class Recording:
    """One writing of staged rows: where, for whom, and the day from which undated values hold."""

    connection: Connection
    staged: Staged
    institution_id: int
    since: date

    def insert(self, table: Table, values: Mapping[str, Any], source: Any, *where: Any) -> None:
        """Insert one row per row of `source`, with the institution's id."""
        columns = {"institution_id": literal(self.institution_id, db.ID), **values}
        query = select(*columns.values()).select_from(source).where(*where)
        self.connection.execute(insert(table).from_select(list(columns), query))

    def undated(self) -> dict[str, Any]:
        """Return the dates of a value that a file gives without one."""
        return {"valid_from": literal(self.since)}


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


def record_subjects(to: Recording) -> None:
    """Write areas, people, mailboxes and accounts, those that were only named included."""
    for kind, model in (
        ("area", Area),
        ("person", Person),
        ("mailbox", Mailbox),
        ("account", Account),
    ):
        _identities(to, kind, db.table(model))
    _areas(to)
    _people(to)
    _mailboxes(to)
    _accounts(to)


def _identities(to: Recording, kind: str, table: Table) -> None:
    names = to.staged.names
    ids = select(names.c.id).where(names.c.kind == kind).distinct().subquery()
    to.insert(table, {"id": ids.c.id}, ids)


def _areas(to: Recording) -> None:
    sheet, versions = to.staged["areas"], db.table(AreaVersion)
    own, match = id_of(to.staged, sheet, "code", "area")
    parent, is_parent = id_of(to.staged, sheet, "parent", "area")
    values: dict[str, Any] = {name: sheet.c[name] for name in ("code", "name", "kind", "role")}
    values |= {"area_id": own.c.id, "code_key": sheet.c.code__key, "parent_id": parent.c.id}
    to.insert(
        versions, {**to.undated(), **values}, sheet.join(own, match).outerjoin(parent, is_parent)
    )
    _stubs(to, versions, "area", "area_id", {"code": "shown", "code_key": "key"})


def _people(to: Recording) -> None:
    sheet, versions = to.staged["people"], db.table(PersonVersion)
    own, match = id_of(to.staged, sheet, "email", "person")
    area, is_area = id_of(to.staged, sheet, "area", "area")
    plain = (
        "email",
        "name",
        "position",
        "rank",
        "employment",
        "phone",
        "active_from",
        "active_to",
    )
    values: dict[str, Any] = {name: sheet.c[name] for name in plain}
    values |= {"person_id": own.c.id, "email_key": sheet.c.email__key, "area_id": area.c.id}
    to.insert(versions, {**to.undated(), **values}, sheet.join(own, match).outerjoin(area, is_area))
    _stubs(to, versions, "person", "person_id", {"email": "shown", "email_key": "key"})


def _mailboxes(to: Recording) -> None:
    sheet, names = to.staged["mailboxes"], to.staged.names
    holder, is_holder = id_of(to.staged, sheet, "holder", "person")
    area, is_area = id_of(to.staged, sheet, "area", "area")
    listed = and_(names.c.kind == "mailbox", names.c.key == sheet.c.address__key)
    source = names.outerjoin(sheet, listed).outerjoin(holder, is_holder).outerjoin(area, is_area)
    values: dict[str, Any] = {
        "mailbox_id": names.c.id,
        "address": names.c.shown,
        "address_key": names.c.key,
        "kind": sheet.c.kind,
        "purpose": sheet.c.purpose,
        "holder_id": holder.c.id,
        "holder_none": func.coalesce(sheet.c.holder__none, false()),
        "area_id": area.c.id,
        "assigned_on": sheet.c.assigned_on,
    }
    for part in ADDRESS_PARTS:
        values[part] = func.coalesce(sheet.c[f"address__{part}"], names.c[part])
    versions = db.table(MailboxVersion)
    to.insert(versions, {**to.undated(), **values}, source, names.c.kind == "mailbox")


def _accounts(to: Recording) -> None:
    """Write accounts; one closed on a day was open until then, as far as anybody says."""
    sheet, versions = to.staged["accounts"], db.table(AccountVersion)
    own, match = id_of_account(to.staged, sheet)
    area, is_area = id_of(to.staged, sheet, "area", "area")
    source = sheet.join(own, match).outerjoin(area, is_area)
    known: dict[str, Any] = {name: sheet.c[name] for name in _ACCOUNT_COLUMNS}
    known |= {
        "account_id": own.c.id,
        "area_id": area.c.id,
        "linked_none": sheet.c.linked_accounts__none,
    }
    dated_end = and_(sheet.c.closed_on.is_not(None), sheet.c.closed_on > to.since)
    until = {
        **to.undated(),
        "valid_to": case((dated_end, sheet.c.closed_on)),
        "status": case((dated_end, null()), else_=sheet.c.status),
    }
    to.insert(versions, {**known, **until}, source)
    closed = {"valid_from": sheet.c.closed_on, "status": sheet.c.status}
    to.insert(versions, {**known, **closed}, source, dated_end)
    _stub_accounts(to)


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


def _stubs(
    to: Recording, versions: Table, kind: str, column: str, names_as: Mapping[str, str]
) -> None:
    """Write what was only named: its name is all that is known of it."""
    names = to.staged.names
    values: dict[str, Any] = {
        column: names.c.id,
        **{own: names.c[name] for own, name in names_as.items()},
    }
    to.insert(versions, {**to.undated(), **values}, names, names.c.kind == kind, names.c.stub)


def _stub_accounts(to: Recording) -> None:
    names = to.staged.names
    query = select(names.c.id, names.c.key, names.c.shown).where(
        names.c.kind == "account", names.c.stub
    )
    rows = [_stub_account(to, *row) for row in to.connection.execute(query)]
    if rows:
        to.connection.execute(insert(db.table(AccountVersion)), rows)


def _stub_account(to: Recording, account_id: int, key: str, shown: str) -> dict[str, Any]:
    platform, _slash, handle_key = key.partition("/")
    return {
        "institution_id": to.institution_id,
        "account_id": account_id,
        "valid_from": to.since,
        "platform": platform,
        "handle": shown.partition("/")[2],
        "handle_key": handle_key,
        "linked_none": False,
    }
