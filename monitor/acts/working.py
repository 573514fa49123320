"""What acts on the register share: names resolved, values read, days held against what is known."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import case, func, select

from monitor.audit.session import Session
from monitor.history import on_day
from monitor.intake import sheets
from monitor.intake import typed as typing
from monitor.intake.cells import NONE
from monitor.intake.columns import LONGEST_CELL, Column
from monitor.intake.faults import RefusedError
from monitor.intake.typed import unwritable
from monitor.intake.wording import fold
from monitor.inventory.changing import Change
from monitor.inventory.kinds import KINDS
from monitor.inventory.lookup import Found, find, find_among, platforms
from monitor.inventory.naming import name
from monitor.inventory.values import Resolve
from monitor.text import _
from monitor.text import day as written

Typed = Mapping[str, str]
"""What a person typed, by the name of the column it stands for."""

NOBODY = frozenset({"-", "none", "nobody", "ninguno", "ninguna", "nadie"})


def read(session: Session, sheet: str, typed: Typed) -> dict[str, object]:
    """Return the values that were typed; where a person is asked for, "nobody" has many words.

    Raises:
        IntakeError: what is wrong with each.
    """
    columns = sheets.BY_NAME[sheet].by_name
    whole = {each: "-" if _is_nobody(columns[each], text) else text for each, text in typed.items()}
    return typing.read(sheet, whole, session.today, platforms())


def _is_nobody(column: Column, text: str) -> bool:
    return column.subjects == ("person",) and column.dash and fold(text) in NOBODY


def words(text: str | None) -> str | None:
    """Return a sentence as it is kept, on one line; None where there are no words in it.

    Raises:
        RefusedError: it has what no database keeps, or is longer than any cell.
    """
    whole = " ".join((text or "").split())
    if unwritable(whole):
        raise RefusedError(whole, _("There is an invisible control character in it; delete it."))
    if len(whole) > LONGEST_CELL:
        told = _("This may have at most {limit} characters and has {length}; shorten it.")
        raise RefusedError(whole, told.format(limit=LONGEST_CELL, length=len(whole)))
    return whole or None


def subject(session: Session, kind: str, text: str, day: date) -> int:
    """Return the id of the subject of a kind that a text names.

    Raises:
        RefusedError: the register has none of that name.
    """
    return find(session.connection, session.scope, kind, text, day)


def subject_among(session: Session, kinds: tuple[str, ...], text: str, day: date) -> Found:
    """Return the subject of one of `kinds` that a text names.

    Raises:
        RefusedError: the register has none of that name, or more than one.
    """
    return find_among(session.connection, session.scope, kinds, text, day)


def living(session: Session, kind: str, text: str, day: date) -> int:
    """Return the id of the subject that a text names, to tie something to it.

    Raises:
        RefusedError: the register has none of that name, or it has ended.
    """
    found = subject(session, kind, text, day)
    refuse_ended(session, kind, found)
    return found


def resolving(session: Session, day: date) -> Resolve:
    """Return what finds the subjects that values name."""
    return lambda kind, text: living(session, kind, text, day)


def person(session: Session, text: object, day: date) -> int | None:
    """Return the id of the person named, None where `-`, `none` or `nobody` was typed."""
    if text is NONE or (isinstance(text, str) and fold(text) in NOBODY):
        return None
    return subject(session, "person", str(text), day)


def refuse_before_it_existed(session: Session, found: Iterable[Found], day: date) -> None:
    """Refuse to date something before its account was opened or its mailbox was assigned.

    What happened before the register knew of a subject may be recorded late: only a day on record
    as its first one forbids it. One statement per kind.

    Raises:
        RefusedError: the first of those it is true of.
    """
    by_kind: dict[str, list[int]] = {}
    for each in found:
        by_kind.setdefault(each.kind, []).append(each.id)
    for kind, column in (("account", "opened_on"), ("mailbox", "assigned_on")):
        if kind in by_kind:
            _refuse_before(session, kind, column, set(by_kind[kind]), day)


def _refuse_before(session: Session, kind: str, column: str, ids: set[int], day: date) -> None:
    of = KINDS[kind]
    c = of.versions.c
    query = select(c[of.key], c[column]).where(
        c.institution_id == session.scope.institution_id,
        on_day(of.versions, session.today),
        c[column] > day,
    )
    for subject_id, first in session.connection.execute(query):
        if subject_id in ids:
            about = name(session.connection, session.scope, kind, subject_id)
            told = _("It exists since {first}; nothing of {day} can be recorded of it.")
            raise RefusedError(about, told.format(first=written(first), day=written(day)))


def refuse_ended(session: Session, kind: str, subject_id: int) -> None:
    """Refuse to tie something to what has ended, such as an area that was merged.

    Late news, too: it would be carried forward beyond the end.

    Raises:
        RefusedError: the register knows it no more.
    """
    c = KINDS[kind].versions.c
    own = (c.institution_id == session.scope.institution_id, c[KINDS[kind].key] == subject_id)
    lasts = select(func.max(case((c.valid_to.is_(None), 1), else_=0)), func.max(c.valid_to))
    goes_on, ended = session.connection.execute(lasts.where(*own)).one()
    if not goes_on:
        about = name(session.connection, session.scope, kind, subject_id)
        told = _("It ended: {day} was the first day without it. Name what took its place.")
        raise RefusedError(about, told.format(day=written(ended)))


def said(found: Found, **values: Any) -> list[Change]:
    """Return what was recorded of a subject, as changes from nothing."""
    own = (found.kind, found.id)
    return [Change(own, what, None, after) for what, after in values.items() if after is not None]
