"""Writing who is in charge and what is tied to what, from the cells and the dated sheets."""

from typing import Any

from sqlalchemy import literal, or_, select

from monitor import db
from monitor.history import close_by_next
from monitor.inventory.recording import Recording
from monitor.inventory.relations import (
    AccessList,
    AccessSeen,
    AccountMailbox,
    Designation,
    Headship,
    LinkedAccount,
)
from monitor.staging.names import id_of, id_of_account


def record_relations(to: Recording) -> None:
    """Write designations, headships, mailboxes of accounts, links and access lists."""
    _designations(to)
    for role, id_column in (("owner", "id"), ("substitute", "second_id")):
        _designations_in_cells(to, role, id_column)
    _headships(to)
    for use in ("login", "recovery"):
        _mailboxes_of_accounts(to, use)
    _linked_accounts(to)
    _access_lists(to)


def _designations(to: Recording) -> None:
    sheet = to.staged["designations"]
    account, is_account = id_of(to.staged, sheet, "account", "account")
    area, is_area = id_of(to.staged, sheet, "area", "area")
    person, is_person = id_of(to.staged, sheet, "person", "person")
    source: Any = sheet.outerjoin(account, is_account).outerjoin(area, is_area)
    values = {
        "id": sheet.c.id,
        "account_id": account.c.id,
        "area_id": area.c.id,
        "person_id": person.c.id,
        "role": sheet.c.role,
        "number": sheet.c.number,
        "notified_on": sheet.c.notified_on,
        "valid_from": sheet.c.started_on,
        "valid_to": sheet.c.ended_on,
    }
    to.insert(db.table(Designation), values, source.outerjoin(person, is_person))


def _designations_in_cells(to: Recording, role: str, id_column: str) -> None:
    """Write what a cell of `accounts` says where the dated sheet says nothing of that role."""
    sheet, dated = to.staged["accounts"], to.staged["designations"]
    account, is_account = id_of_account(to.staged, sheet)
    person, is_person = id_of(to.staged, sheet, role, "person")
    covered = (
        select(dated.c.account__key).where(dated.c.role == role).distinct().subquery("covered")
    )
    source: Any = sheet.join(account, is_account).outerjoin(person, is_person)
    source = source.outerjoin(covered, covered.c.account__key == account.c.key)
    said = or_(sheet.c[f"{role}__key"].is_not(None), sheet.c[f"{role}__none"])
    values = {
        **to.undated(),
        "id": sheet.c[id_column],
        "account_id": account.c.id,
        "person_id": person.c.id,
        "role": literal(role),
    }
    to.insert(db.table(Designation), values, source, said, covered.c.account__key.is_(None))


def _headships(to: Recording) -> None:
    sheet = to.staged["areas"]
    area, is_area = id_of(to.staged, sheet, "code", "area")
    person, is_person = id_of(to.staged, sheet, "head", "person")
    values = {**to.undated(), "area_id": area.c.id, "person_id": person.c.id}
    said = or_(sheet.c.head__key.is_not(None), sheet.c.head__none)
    source = sheet.join(area, is_area).outerjoin(person, is_person)
    to.insert(db.table(Headship), values, source, said)


def _mailboxes_of_accounts(to: Recording, use: str) -> None:
    sheet, column = to.staged["accounts"], f"{use}_mailbox"
    account, is_account = id_of_account(to.staged, sheet)
    mailbox, is_mailbox = id_of(to.staged, sheet, column, "mailbox")
    values = {
        **to.undated(),
        "account_id": account.c.id,
        "use": literal(use),
        "mailbox_id": mailbox.c.id,
    }
    said = or_(sheet.c[f"{column}__key"].is_not(None), sheet.c[f"{column}__none"])
    source = sheet.join(account, is_account).outerjoin(mailbox, is_mailbox)
    to.insert(db.table(AccountMailbox), values, source, said)


def _linked_accounts(to: Recording) -> None:
    sheet, linked = to.staged["accounts"], to.staged.linked
    account, is_account = id_of_account(to.staged, sheet)
    values = {
        **to.undated(),
        "account_id": account.c.id,
        "platform": linked.c.platform,
        "handle_key": linked.c.handle_key,
    }
    source = linked.join(sheet, sheet.c.row == linked.c.row).join(account, is_account)
    to.insert(db.table(LinkedAccount), values, source)


def _access_lists(to: Recording) -> None:
    sheet = to.staged["access"]
    account, is_account = id_of_account(to.staged, sheet)
    source = sheet.join(account, is_account)
    lists = (
        select(account.c.id, sheet.c.observed_on).select_from(source).distinct().subquery("lists")
    )
    days = {"valid_from": lists.c.observed_on}
    to.insert(db.table(AccessList), {"account_id": lists.c.id, **days}, lists)
    close_by_next(to.connection, db.table(AccessList), "institution_id", "account_id")
    values = {
        "account_id": account.c.id,
        "valid_from": sheet.c.observed_on,
        "identity": sheet.c.identity,
        "identity_key": sheet.c.identity__key,
        "role": sheet.c.role,
    }
    to.insert(db.table(AccessSeen), values, source)
