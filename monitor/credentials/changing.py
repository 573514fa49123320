"""Recording that passwords were changed and how second factors stand; never a secret."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from monitor import db, history
from monitor.audit.session import Session
from monitor.credentials.models import Factor, PasswordChange


@dataclass(frozen=True)
class SecondFactor:
    """How a second factor was seen to stand; `holder_none` says that nobody holds it."""

    method: str
    level: str | None = None
    holder_id: int | None = None
    holder_none: bool = False

    @property
    def values(self) -> Mapping[str, Any]:
        """The columns of the fact."""
        return {
            "method": self.method,
            "level": self.level,
            "holder_id": self.holder_id,
            "holder_none": self.holder_none,
        }


def changes_of(session: Session, kind: str, day: date) -> Mapping[int, tuple[int | None, bool]]:
    """Return who changed passwords on that very day, by the id of what they open."""
    row = db.table(PasswordChange)
    query = select(row.c.subject_id, row.c.by_id, row.c.by_none).where(
        row.c.institution_id == session.scope.institution_id,
        row.c.kind == kind,
        row.c.valid_from == day,
    )
    return {found[0]: (found[1], found[2]) for found in session.connection.execute(query)}


def record_changes(
    session: Session, kind: str, entries: Mapping[int, int], day: date, by_id: int | None
) -> None:
    """Record that passwords were changed on a day; `entries` has the entry of each subject."""
    same = {"institution_id": session.scope.institution_id, "kind": kind, "valid_from": day}
    rows = [
        {"subject_id": subject, "by_id": by_id, "by_none": False, "entry": entry}
        for subject, entry in entries.items()
    ]
    history.mark(session.connection, db.table(PasswordChange), same, "subject_id", rows)


def factors_of(session: Session, ids: Sequence[int], day: date) -> Mapping[int, SecondFactor]:
    """Return the factors of accounts that were seen on that very day."""
    row = db.table(Factor)
    query = select(
        row.c.subject_id, row.c.method, row.c.level, row.c.holder_id, row.c.holder_none
    ).where(
        row.c.institution_id == session.scope.institution_id,
        row.c.kind == "account",
        row.c.seen_on == day,
        row.c.valid_from == day,
    )
    found = {each[0]: SecondFactor(*each[1:]) for each in session.connection.execute(query)}
    return {subject: found[subject] for subject in ids if subject in found}


def record_factors(
    session: Session, entries: Mapping[int, int], day: date, factor: SecondFactor
) -> None:
    """Record how the second factor of accounts stood on the day it was seen."""
    own = {"institution_id": session.scope.institution_id, "kind": "account"}
    rows = [
        {"subject_id": subject, "seen_on": day, **factor.values, "entry": entry}
        for subject, entry in entries.items()
    ]
    same = {**own, "valid_from": day}
    history.mark(session.connection, db.table(Factor), same, "subject_id", rows)
