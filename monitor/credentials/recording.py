"""Writing password changes and second factors, from the cells and from the dated sheet."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, Table, func, literal, or_, select

from monitor import db
from monitor.credentials.models import Factor, PasswordChange
from monitor.inventory.recording import Recording, said
from monitor.staging.names import id_of, id_of_account
from monitor.staging.told import Told, of_any

SUBJECT = of_any("kind", "subject_id")


def record_credentials(to: Recording) -> None:
    """Write what the files say of passwords and factors; each is closed by the next of its kind."""
    _changes(to)
    accounts, mailboxes = to.staged["accounts"], to.staged["mailboxes"]
    _changes_in_cells(to, "account", accounts, *id_of_account(to.staged, accounts))
    address = id_of(to.staged, mailboxes, "address", "mailbox")
    _changes_in_cells(to, "mailbox", mailboxes, *address)
    _factors(to)


def _changes(to: Recording) -> None:
    sheet = to.staged["password_changes"]
    subject, is_subject = id_of(to.staged, sheet, "subject")
    person, is_person = id_of(to.staged, sheet, "by", "person")
    told = Told(
        db.table(PasswordChange),
        SUBJECT,
        sheet.join(subject, is_subject).outerjoin(person, is_person),
        {"kind": sheet.c.subject__kind, "subject_id": subject.c.id},
        {"by_id": person.c.id, "by_none": sheet.c.by__none},
        day=sheet.c.changed_on,
        given=dict.fromkeys(("by_id", "by_none"), said(sheet, "by")),
    )
    to.merging.events(told, each_ends_the_last=True)


def _changes_in_cells(
    to: Recording, kind: str, sheet: Table, named: FromClause, match: ColumnElement[bool]
) -> None:
    """Write the day in a cell, unless the dated sheet speaks of that subject (and so agrees)."""
    dated = to.staged["password_changes"]
    covered = (
        select(dated.c.subject__key)
        .where(dated.c.subject__kind == kind)
        .group_by(dated.c.subject__key)  # not DISTINCT: SQLite would scan it for every row
        .subquery("covered")
    )
    source: Any = sheet.join(named, match)
    source = source.outerjoin(covered, covered.c.subject__key == named.c.key)
    told = Told(
        db.table(PasswordChange),
        SUBJECT,
        source,
        {"kind": literal(kind), "subject_id": named.c.id},
        {},
        day=sheet.c.password_changed_on,
        where=(sheet.c.password_changed_on.is_not(None), covered.c.subject__key.is_(None)),
    )
    to.merging.events(told, each_ends_the_last=True)


def _factors(to: Recording) -> None:
    """Write the factor as last seen, dated where the file says when it was seen (ruling 29).

    Another method is another factor: what was known of the one before is not known of it.
    """
    sheet = to.staged["accounts"]
    account, is_account = id_of_account(to.staged, sheet)
    holder, is_holder = id_of(to.staged, sheet, "second_factor_holder", "person")

    def another(before: FromClause) -> ColumnElement[bool]:
        return before.c.method.is_distinct_from(sheet.c.second_factor)

    def given(cell: ColumnElement[bool]) -> Any:
        return lambda before: or_(cell, another(before))

    held = given(said(sheet, "second_factor_holder"))
    told = Told(
        db.table(Factor),
        SUBJECT,
        sheet.join(account, is_account).outerjoin(holder, is_holder),
        {"kind": literal("account"), "subject_id": account.c.id},
        {
            "seen_on": sheet.c.second_factor_on,
            "method": sheet.c.second_factor,
            "level": sheet.c.second_factor_level,
            "holder_id": holder.c.id,
            "holder_none": sheet.c.second_factor_holder__none,
        },
        day=func.coalesce(sheet.c.second_factor_on, to.day),
        where=(sheet.c.second_factor.is_not(None),),
        given={
            "seen_on": given(sheet.c.second_factor_on.is_not(None)),
            "level": given(sheet.c.second_factor_level.is_not(None)),
            "holder_id": held,
            "holder_none": held,
        },
    )
    to.merging.versions(told)
