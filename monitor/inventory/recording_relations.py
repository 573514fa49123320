"""Writing who is in charge and what is tied to what, from the cells and the dated sheets."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, case, literal, null, or_, select

from monitor import db
from monitor.history import ALWAYS
from monitor.inventory.models import Account
from monitor.inventory.recording import Recording, said
from monitor.inventory.relations import (
    AccessList,
    AccessSeen,
    AccountMailbox,
    Designation,
    Headship,
    LinkedAccount,
    PortalList,
    PortalSeen,
)
from monitor.inventory.sheets import EARLIEST
from monitor.staging.names import id_of, id_of_account
from monitor.staging.told import Told, of, of_account_or_area


def record_relations(to: Recording) -> None:
    """Write designations, headships, mailboxes of accounts, links, access and portal lists."""
    _designations(to)
    for role, id_column in (("owner", "id"), ("substitute", "second_id")):
        _designations_in_cells(to, role, id_column)
    _headships(to)
    for use in ("login", "recovery"):
        _mailboxes_of_accounts(to, use)
    _linked_accounts(to)
    _access_lists(to)
    _portal_lists(to)


def _designations(to: Recording) -> None:
    sheet = to.staged["designations"]
    account, is_account = id_of(to.staged, sheet, "account", "account")
    area, is_area = id_of(to.staged, sheet, "area", "area")
    person, is_person = id_of(to.staged, sheet, "person", "person")
    source: Any = sheet.outerjoin(account, is_account).outerjoin(area, is_area)
    values = {
        "account_id": account.c.id,
        "area_id": area.c.id,
        "person_id": person.c.id,
        "role": sheet.c.role,
        "number": sheet.c.number,
        "notified_on": sheet.c.notified_on,
        "valid_to": sheet.c.ended_on,
    }
    told = Told(
        db.table(Designation),
        of_account_or_area,
        source.outerjoin(person, is_person),
        {"id": sheet.c.id},
        values,
        day=case((sheet.c.started_on == EARLIEST, ALWAYS), else_=sheet.c.started_on),
        given={"valid_to": said(sheet, "ended_on")},
        natural=("account_id", "area_id", "person_id", "role", "valid_from"),
    )
    to.merging.events(told)


def _designations_in_cells(to: Recording, role: str, id_column: str) -> None:
    """Write what a cell of `accounts` says where the dated sheet says nothing of that role."""
    sheet, dated = to.staged["accounts"], to.staged["designations"]
    account, is_account = id_of_account(to.staged, sheet)
    person, is_person = id_of(to.staged, sheet, role, "person")
    # GROUP BY, not DISTINCT: SQLite joins the one by an index of its own, and scans the other
    key = dated.c.account__key
    covered = select(key).where(dated.c.role == role).group_by(key).subquery("covered")
    source: Any = sheet.join(account, is_account).outerjoin(person, is_person)
    source = source.outerjoin(covered, covered.c.account__key == account.c.key)
    told = Told(
        db.table(Designation),
        of_account_or_area,
        source,
        {"id": sheet.c[id_column]},
        {
            "account_id": account.c.id,
            "area_id": null(),
            "person_id": person.c.id,
            "role": literal(role),
        },
        day=to.day_of(account),
        where=(said(sheet, role), covered.c.account__key.is_(None)),
        natural=("account_id", "area_id", "person_id", "role", "valid_from"),
        group=("account_id", "role"),
    )

    def of_role(row: FromClause) -> ColumnElement[bool]:
        return and_(row.c.account_id == account.c.id, row.c.role == role)

    to.merging.relations(
        told,
        same=lambda row: of_role(row) & row.c.person_id.is_not_distinct_from(person.c.id),
        rival=lambda row: of_role(row) & row.c.person_id.is_distinct_from(person.c.id),
    )


def _headships(to: Recording) -> None:
    sheet = to.staged["areas"]
    area, is_area = id_of(to.staged, sheet, "code", "area")
    person, is_person = id_of(to.staged, sheet, "head", "person")
    told = Told(
        db.table(Headship),
        of("area", "area_id"),
        sheet.join(area, is_area).outerjoin(person, is_person),
        {"area_id": area.c.id},
        {"person_id": person.c.id},
        day=to.day_of(area),
        where=(said(sheet, "head"),),
        given={"person_id": said(sheet, "head")},
    )
    to.merging.versions(told)


def _mailboxes_of_accounts(to: Recording, use: str) -> None:
    sheet, column = to.staged["accounts"], f"{use}_mailbox"
    account, is_account = id_of_account(to.staged, sheet)
    mailbox, is_mailbox = id_of(to.staged, sheet, column, "mailbox")
    told = Told(
        db.table(AccountMailbox),
        of("account", "account_id"),
        sheet.join(account, is_account).outerjoin(mailbox, is_mailbox),
        {"account_id": account.c.id, "use": literal(use)},
        {"mailbox_id": mailbox.c.id},
        day=to.day_of(account),
        where=(said(sheet, column),),
        given={"mailbox_id": said(sheet, column)},
    )
    to.merging.versions(told)


def _linked_accounts(to: Recording) -> None:
    """Write the whole list of a cell: what it no longer names is tied no more."""
    sheet, linked = to.staged["accounts"], to.staged.linked
    account, is_account = id_of_account(to.staged, sheet)
    listed = sheet.join(account, is_account)
    told = Told(
        db.table(LinkedAccount),
        of("account", "account_id"),
        listed.join(linked, linked.c.row == sheet.c.row),
        {
            "account_id": account.c.id,
            "platform": linked.c.platform,
            "handle_key": linked.c.handle_key,
        },
        {},
        day=to.day_of(account),
        group=("account_id", "platform", "handle_key"),
    )
    columns = ("platform", "handle_key")

    def same(row: FromClause) -> ColumnElement[bool]:
        own = (row.c[name] == linked.c[name] for name in columns)
        return and_(row.c.account_id == account.c.id, *own)

    to.merging.relations(told, same, rival=None)
    _no_longer_linked(to, told.table)


def _no_longer_linked(to: Recording, table: Any) -> None:
    sheet, linked = to.staged["accounts"], to.staged.linked
    account, is_account = id_of_account(to.staged, sheet)
    there = table.alias("there")
    mine = and_(there.c.institution_id == to.institution_id, there.c.account_id == account.c.id)
    named = and_(
        linked.c.row == sheet.c.row,
        linked.c.platform == there.c.platform,
        linked.c.handle_key == there.c.handle_key,
    )
    source = sheet.join(account, is_account).join(there, mine).outerjoin(linked, named)
    told = Told(
        table,
        of("account", "account_id"),
        source,
        {name: there.c[name] for name in ("account_id", "platform", "handle_key")},
        {},
        day=to.day,
        where=(
            or_(sheet.c.linked_accounts__none, sheet.c.linked_accounts__listed),
            linked.c.row.is_(None),
        ),
    )
    keys = ("account_id", "platform", "handle_key", "valid_from")
    to.merging.endings(told, lambda row: and_(*(row.c[key] == there.c[key] for key in keys)))


def _access_lists(to: Recording) -> None:
    sheet = to.staged["access"]
    account, is_account = id_of_account(to.staged, sheet)
    source = sheet.join(account, is_account)
    lists = (
        select(account.c.id, sheet.c.observed_on).select_from(source).distinct().subquery("lists")
    )
    told = Told(
        db.table(AccessList),
        of("account", "account_id"),
        lists,
        {"account_id": lists.c.id},
        {},
        day=lists.c.observed_on,
    )
    to.merging.events(told, each_ends_the_last=True)
    seen = Told(
        db.table(AccessSeen),
        of("account", "account_id"),
        source,
        {"account_id": account.c.id, "identity_key": sheet.c.identity__key},
        {"identity": sheet.c.identity, "role": sheet.c.role},
        day=sheet.c.observed_on,
        given={"role": said(sheet, "role")},
        personal=frozenset({"identity", "identity_key"}),
        salted_by=db.table(Account),
    )
    to.merging.events(seen)


def _portal_lists(to: Recording) -> None:
    sheet = to.staged["portal"]
    lists = select(sheet.c.observed_on).distinct().subquery("lists")
    own = of("institution", "institution_id")
    told = Told(db.table(PortalList), own, lists, {}, {}, day=lists.c.observed_on)
    to.merging.events(told, each_ends_the_last=True)
    seen = Told(
        db.table(PortalSeen),
        own,
        sheet,
        {"platform": sheet.c.platform, "handle_key": sheet.c.handle_key},
        {"handle": sheet.c.handle, "holder_role": sheet.c.holder_role},
        day=sheet.c.observed_on,
        given={"holder_role": said(sheet, "holder_role")},
    )
    to.merging.events(seen)
