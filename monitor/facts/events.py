"""The events that set duties off, each as rows (subject_id, since): `since` NULL where undated."""

from collections.abc import Callable

from sqlalchemy import Date, Subquery, and_, case, cast, func, literal, null, select

from monitor import db
from monitor.credentials.models import PasswordChange
from monitor.duties.models import Duty
from monitor.facts.administrators import ROLES
from monitor.facts.frame import dated
from monitor.facts.sets import Subjects
from monitor.inventory.models import MailboxVersion
from monitor.inventory.relations import AccountMailbox, Designation

Event = Callable[[Subjects], Subquery]


def of(name: str, subjects: Subjects) -> Subquery | None:
    """Return the newest event of that name per subject; None where no row records such events.

    Raises:
        KeyError: there is no event of that name.
    """
    if name in NEVER_RECORDED:
        return None
    return EVENTS[name](subjects)


def administrator_changes(subjects: Subjects) -> Subquery:
    """Return the changes of administrators: (subject_id, started_on, ended_on, notified_on).

    A change is a designation that is not the first of its account and role, on the day it
    started, or an end without a successor, on the day it ended (ruling 47). A designation that is
    neither has two NULLs.
    """
    c = subjects.designated.c
    role, order = (c.account_id, c.role), (c.valid_from, c.id)
    placed = select(
        c.account_id,
        c.person_id,
        c.notified_on,
        c.valid_from,
        c.valid_to,
        func.row_number().over(partition_by=role, order_by=order).label("place"),
        func.lead(c.id).over(partition_by=role, order_by=order).label("next_id"),
    ).subquery("designations_in_order")
    c = placed.c
    ended = and_(c.valid_to <= subjects.frame.day, c.next_id.is_(None))
    return (
        select(
            c.account_id.label("subject_id"),
            case((c.place > 1, c.valid_from)).label("started_on"),
            case((ended, c.valid_to)).label("ended_on"),
            c.notified_on,
        )
        .where(c.person_id.is_not(None))
        .subquery("administrator_changes")
    )


def _password_change(subjects: Subjects) -> Subquery:
    change = db.table(PasswordChange)
    query = select(change.c.subject_id, change.c.valid_from.label("since"))
    return query.where(subjects.frame.current(change), change.c.kind == subjects.kind).subquery(
        "newest_password_change"
    )


def _designation(subjects: Subjects) -> Subquery:
    c = subjects.in_charge.c
    query = select(c.account_id.label("subject_id"), dated(c.designated_on).label("since"))
    return query.where(c.designated_on.is_not(None)).subquery("newest_designation_of_account")


def _any_designation(subjects: Subjects) -> Subquery:
    row = db.table(Designation)
    return (
        select(
            row.c.institution_id.label("subject_id"),
            dated(func.max(row.c.valid_from)).label("since"),
        )
        .where(subjects.frame.known(row), row.c.person_id.is_not(None), row.c.role.in_(ROLES))
        .group_by(row.c.institution_id)
        .subquery("newest_designation_of_all")
    )


def _mailbox_link(subjects: Subjects) -> Subquery:
    link = db.table(AccountMailbox)
    return (
        select(
            link.c.account_id.label("subject_id"), dated(func.max(link.c.valid_from)).label("since")
        )
        .where(subjects.frame.current(link), link.c.mailbox_id.is_not(None))
        .group_by(link.c.account_id)
        .subquery("newest_mailbox_link")
    )


def _mailbox_registered(subjects: Subjects) -> Subquery:
    """Any request on record discharges it: a mailbox is requested before it is assigned."""
    box = db.table(MailboxVersion)
    return (
        select(box.c.mailbox_id.label("subject_id"), cast(null(), Date()).label("since"))
        .where(subjects.frame.current(box))
        .subquery("mailboxes_registered")
    )


def _mailbox_requested(subjects: Subjects) -> Subquery:
    row = db.table(Duty)
    request = and_(row.c.control == literal("email.request"), row.c.subject_kind == "mailbox")
    return (
        select(row.c.subject_id, func.max(row.c.done_on, type_=Date()).label("since"))
        .where(subjects.frame.ours(row), request, row.c.done_on <= subjects.frame.day)
        .group_by(row.c.subject_id)
        .subquery("mailboxes_requested")
    )


EVENTS: dict[str, Event] = {
    "password_change": _password_change,
    "designation": _designation,
    "any_designation": _any_designation,
    "mailbox_link": _mailbox_link,
    "mailbox_registered": _mailbox_registered,
    "mailbox_requested": _mailbox_requested,
}

# An incident is known by its own duty rows, and what is due on a schedule by the last one done.
NEVER_RECORDED = frozenset({"incident", "schedule"})
