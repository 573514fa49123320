"""Writing password changes and second factors, from the cells and from the dated sheet."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, Table, and_, func, literal, select

from monitor import db
from monitor.credentials.models import Factor, PasswordChange
from monitor.history import close_by_next
from monitor.inventory.recording import Recording
from monitor.staging.names import id_of, id_of_account


def record_credentials(to: Recording) -> None:
    """Write what the files say of passwords and factors; each is closed by the next of its kind."""
    _changes(to)
    accounts, mailboxes = to.staged["accounts"], to.staged["mailboxes"]
    _changes_in_cells(to, "account", accounts, *id_of_account(to.staged, accounts))
    address = id_of(to.staged, mailboxes, "address", "mailbox")
    _changes_in_cells(to, "mailbox", mailboxes, *address)
    keys = ("institution_id", "kind", "subject_id")
    close_by_next(to.connection, db.table(PasswordChange), *keys)
    _factors(to)


def _changes(to: Recording) -> None:
    sheet = to.staged["password_changes"]
    subject, is_subject = id_of(to.staged, sheet, "subject")
    person, is_person = id_of(to.staged, sheet, "by", "person")
    values: dict[str, Any] = {
        "kind": sheet.c.subject__kind,
        "subject_id": subject.c.id,
        "valid_from": sheet.c.changed_on,
        "by_id": person.c.id,
        "by_none": sheet.c.by__none,
    }
    source = sheet.join(subject, is_subject).outerjoin(person, is_person)
    to.insert(db.table(PasswordChange), values, source)


def _changes_in_cells(
    to: Recording, kind: str, sheet: Table, named: FromClause, match: ColumnElement[bool]
) -> None:
    """Write the day in a cell, unless the dated sheet speaks of that subject (and so agrees)."""
    dated = to.staged["password_changes"]
    covered = (
        select(dated.c.subject__key)
        .where(dated.c.subject__kind == kind)
        .distinct()
        .subquery("covered")
    )
    source: Any = sheet.join(named, match)
    source = source.outerjoin(covered, covered.c.subject__key == named.c.key)
    values: dict[str, Any] = {
        "kind": literal(kind),
        "subject_id": named.c.id,
        "valid_from": sheet.c.password_changed_on,
        "by_none": literal(value=False),
    }
    given = and_(sheet.c.password_changed_on.is_not(None), covered.c.subject__key.is_(None))
    to.insert(db.table(PasswordChange), values, source, given)


def _factors(to: Recording) -> None:
    """Write the factor as one event, dated where the file says when it was seen (ruling 29)."""
    sheet = to.staged["accounts"]
    account, is_account = id_of_account(to.staged, sheet)
    holder, is_holder = id_of(to.staged, sheet, "second_factor_holder", "person")
    values: dict[str, Any] = {
        "kind": literal("account"),
        "subject_id": account.c.id,
        "valid_from": func.coalesce(sheet.c.second_factor_on, literal(to.since)),
        "seen_on": sheet.c.second_factor_on,
        "method": sheet.c.second_factor,
        "level": sheet.c.second_factor_level,
        "holder_id": holder.c.id,
        "holder_none": sheet.c.second_factor_holder__none,
    }
    source = sheet.join(account, is_account).outerjoin(holder, is_holder)
    to.insert(db.table(Factor), values, source, sheet.c.second_factor.is_not(None))
