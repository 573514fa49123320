"""What is known of the passwords of accounts or mailboxes: the newest change, and all of them."""

from collections.abc import Iterable

from sqlalchemy import Subquery, and_, func, select

from monitor import db
from monitor.credentials.models import PasswordChange
from monitor.facts.frame import Expression, Frame, Joined, count_rows, zero_if_none


def newest(kind: str, frame: Frame, subject_id: Expression) -> Iterable[Joined]:
    """Return what joins the newest change of each subject of `kind`, and the counts of changes."""
    change = db.table(PasswordChange).alias("newest_change")
    own = and_(frame.current(change), change.c.kind == kind, change.c.subject_id == subject_id)
    yield Joined(
        change,
        own,
        {
            "password_changed_on": change.c.valid_from,
            "password_meets": change.c.meets_composition,
            "password_score": change.c.score,
            "password_breached": change.c.breached,
            "password_reused": change.c.reused,
        },
    )
    counted = _counted(kind, frame)
    yield Joined(
        counted,
        counted.c.subject_id == subject_id,
        {
            "changes": zero_if_none(counted.c.changes),
            "changes_by_nobody": zero_if_none(counted.c.by_nobody),
            "changes_by_unknown": zero_if_none(counted.c.by_unknown),
        },
    )


def _counted(kind: str, frame: Frame) -> Subquery:
    change = db.table(PasswordChange)
    unknown = and_(change.c.by_id.is_(None), change.c.by_none.is_(False))
    return (
        select(
            change.c.subject_id,
            func.count().label("changes"),
            count_rows(change.c.by_none.is_(True)).label("by_nobody"),
            count_rows(unknown).label("by_unknown"),
        )
        .where(frame.known(change), change.c.kind == kind)
        .group_by(change.c.subject_id)
        .subquery("changes")
    )
