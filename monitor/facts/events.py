"""The events that set duties off, each as rows (subject_id, since): `since` NULL where undated.

A row may say more: `happened`, whether the event took place at all (NULL: nobody can tell), and
`answered_on`, the day of what discharges the duty without a row of its own.
"""

from collections.abc import Callable
from datetime import date

from sqlalchemy import Date, Subquery, and_, case, cast, func, literal, null, or_, select, true
from sqlmodel import SQLModel

from monitor import db
from monitor.credentials.models import PasswordChange
from monitor.duties.models import Attestation, Document, Duty
from monitor.facts.administrators import ROLES
from monitor.facts.frame import dated, later
from monitor.facts.sets import Subjects
from monitor.inventory.models import Account, Area, Institution, Mailbox, MailboxVersion
from monitor.inventory.relations import AccountMailbox, Designation

Event = Callable[[Subjects], Subquery]


def of(name: str, subjects: Subjects) -> Subquery:
    """Return the newest event of that name per subject.

    Raises:
        KeyError: no row records events of that name.
    """
    return EVENTS[name](subjects)


def administrator_changes(subjects: Subjects) -> Subquery:
    """Return the changes of administrators: (subject_id, started_on, ended_on, notified_on).

    A change is a designation that is not the first of its account and role, on the day it
    started, or an end without a successor, on the day it ended (ruling 47). A designation that is
    neither has two NULLs. That there is nobody is neither a designation nor a successor.
    """
    c = subjects.designated.c
    role, order = (c.account_id, c.role), (c.valid_from, c.id)
    placed = (
        select(
            c.account_id,
            c.notified_on,
            c.valid_from,
            c.valid_to,
            func.row_number().over(partition_by=role, order_by=order).label("place"),
            func.lead(c.id).over(partition_by=role, order_by=order).label("next_id"),
        )
        .where(c.person_id.is_not(None))
        .subquery("designations_in_order")
    )
    c = placed.c
    ended = and_(c.valid_to <= subjects.frame.day, c.next_id.is_(None))
    return select(
        c.account_id.label("subject_id"),
        case((c.place > 1, c.valid_from)).label("started_on"),
        case((ended, c.valid_to)).label("ended_on"),
        c.notified_on,
    ).subquery("administrator_changes")


def proposals(subjects: Subjects) -> Subquery:
    """Return the signed proposals of accounts: (subject_id, signed_on, answered_on).

    The authorisation, on file or on record, answers those that came before it.
    """
    proposed, accounts = db.table(Document), subjects.accounts
    authorised = _newest_document("opening_authorisation", subjects)
    recorded = subjects.frame.by_then(accounts.c.authorised_on)
    of_account = and_(
        subjects.frame.ours(proposed),
        proposed.c.kind == "opening_proposal",
        proposed.c.subject_kind == subjects.kind,
        proposed.c.subject_id == accounts.c.account_id,
        proposed.c.signed_on <= subjects.frame.day,
    )
    return (
        select(
            accounts.c.account_id.label("subject_id"),
            proposed.c.signed_on,
            later(authorised.c.since, recorded).label("answered_on"),
        )
        .select_from(
            accounts.join(proposed, of_account).outerjoin(
                authorised, authorised.c.subject_id == accounts.c.account_id
            )
        )
        .subquery("proposals")
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


def _always(subjects: Subjects) -> Subquery:
    """Owed by everybody, since nobody knows when."""
    subject = db.table(_IDENTITIES[subjects.kind])
    own = subject.c.id if subjects.kind == "institution" else subject.c.institution_id
    return (
        select(subject.c.id.label("subject_id"), cast(null(), Date()).label("since"))
        .where(own == subjects.frame.scope.institution_id)
        .subquery("everybody")
    )


def _authorisation(subjects: Subjects) -> Subquery:
    """The authorisation of an account, on file or on record."""
    on_file = _newest_document("opening_authorisation", subjects)
    c = subjects.accounts.c
    day = later(on_file.c.since, subjects.frame.by_then(c.authorised_on))
    return (
        select(c.account_id.label("subject_id"), day.label("since"))
        .select_from(subjects.accounts.outerjoin(on_file, on_file.c.subject_id == c.account_id))
        .where(day.is_not(None))
        .subquery("authorisations")
    )


def _account_opened(subjects: Subjects) -> Subquery:
    """An account in use, whenever it was opened; a notice on file answers it."""
    return _of_status(subjects, ("open", "closing"), "opened_on", "opening_notice")


def _closing(subjects: Subjects) -> Subquery:
    """An account that is being closed, or was; a notice on file answers it."""
    return _of_status(subjects, ("closing", "closed"), "closed_on", "closing_notice")


def _of_status(subjects: Subjects, statuses: tuple[str, ...], day: str, notice: str) -> Subquery:
    c, told = subjects.accounts.c, _newest_document(notice, subjects)
    return (
        select(
            c.account_id.label("subject_id"),
            subjects.frame.by_then(c[day]).label("since"),
            told.c.since.label("answered_on"),
        )
        .select_from(subjects.accounts.outerjoin(told, told.c.subject_id == c.account_id))
        .where(c.status_on_day.in_(statuses))
        .subquery(f"accounts_by_{day}")
    )


def _abandonment(subjects: Subjects) -> Subquery:
    """What was said last is that the account is abandoned; its closing answers it, dated or not."""
    said, c = db.table(Attestation), subjects.accounts.c
    no = func.max(case((said.c.answer.is_(False), said.c.valid_from)), type_=Date())
    yes = func.max(case((said.c.answer.is_(True), said.c.valid_from)), type_=Date())
    closed = case((c.status_on_day == "closed", said.c.valid_from))
    return (
        select(
            c.account_id.label("subject_id"),
            no.label("since"),
            func.max(closed).label("answered_on"),
        )
        .join_from(
            subjects.accounts,
            said,
            and_(
                subjects.frame.current(said),
                said.c.subject_kind == subjects.kind,
                said.c.subject_id == c.account_id,
                said.c.control == "abandonment.none",
            ),
        )
        .group_by(c.account_id)
        .having(and_(no.is_not(None), or_(yes.is_(None), no >= yes)))
        .subquery("abandoned")
    )


def older_than(began: date | None, subjects: Subjects) -> Subquery:
    """Return the accounts that may be older than the rule; the day unknown, all of them."""
    c = subjects.accounts.c
    older = true() if began is None else c.opened_on < began
    return select(
        c.account_id.label("subject_id"),
        cast(null(), Date()).label("since"),
        older.label("happened"),
    ).subquery("older_than_the_rule")


def _newest_document(kind: str, subjects: Subjects) -> Subquery:
    row = db.table(Document)
    return (
        select(row.c.subject_id, func.max(row.c.signed_on, type_=Date()).label("since"))
        .where(
            subjects.frame.ours(row),
            row.c.kind == kind,
            row.c.subject_kind == subjects.kind,
            row.c.signed_on <= subjects.frame.day,
        )
        .group_by(row.c.subject_id)
        .subquery(f"newest:{kind}")
    )


_IDENTITIES: dict[str, type[SQLModel]] = {
    "account": Account,
    "mailbox": Mailbox,
    "area": Area,
    "institution": Institution,
}

EVENTS: dict[str, Event] = {
    "password_change": _password_change,
    "designation": _designation,
    "any_designation": _any_designation,
    "mailbox_link": _mailbox_link,
    "mailbox_registered": _mailbox_registered,
    "mailbox_requested": _mailbox_requested,
    "always": _always,
    "authorisation": _authorisation,
    "account_opened": _account_opened,
    "closing": _closing,
    "abandonment": _abandonment,
}

KNOWN_BY_ITS_DUTY = frozenset(
    {"incident", "information_request", "consultation", "comment_deletion", "removal_request"}
)
"""What happens is on record only as the duty that it sets off."""

# What is due on a schedule is known by the last one done, and a training by who was convened.
NEVER_RECORDED = KNOWN_BY_ITS_DUTY | {"schedule", "convened"}
