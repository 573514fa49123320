"""What sets duties off: the events of one subject, as far as they are on record on a day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from tests.oracle.kleene import Truth, less
from tests.oracle.moment import ADMINISTRATORS, Moment
from tests.oracle.records import Attestation, Document, Duty, dated, in_force, known

Subject = tuple[str, int]

# Of these only the duty itself is on record, or the last one that was done.
SEEN_BY_THEIR_DUTY = frozenset(
    {"incident", "information_request", "consultation", "comment_deletion", "removal_request"}
)
NEVER_ON_RECORD = SEEN_BY_THEIR_DUTY | {"schedule", "convened"}


@dataclass(frozen=True)
class Event:
    """Something that set a duty off; `day` None: on a day nobody recorded.

    told: it was answered already; happened: whether it took place at all, None where nobody knows.
    """

    day: date | None
    told: bool = False
    happened: Truth = True


def of(now: Moment, event: str, subject: Subject, began: date | None = None) -> list[Event]:
    """Return the events of that name; `began` is the day since which the rule is in force."""
    if event in NEVER_ON_RECORD:
        return []
    if event == "older_than_rule":
        return [_older(now, subject, began)]
    return _EVENTS[event](now, subject)


def _newest(days: list[date | None], answers: list[date | None] | None = None) -> list[Event]:
    """Return the newest event alone; an answer on its day or later has told of it."""
    if not days:
        return []
    day = max((one for one in days if one is not None), default=None)
    given = [one for one in answers or () if one is not None]
    return [Event(day, any(day is None or one >= day for one in given))]


def _password_changes(now: Moment, subject: Subject) -> list[Event]:
    kind, subject_id = subject
    rows = now.world.about("password_changes", kind=kind, subject_id=subject_id)
    return _newest([dated(row.valid_from) for row in known(rows, now.day)])


def _designations(now: Moment, subject: Subject) -> list[Event]:
    account = now.begun[subject[1]]
    rows = now.designations(account.account_id, account.area_id, ADMINISTRATORS)
    return _newest([dated(row.valid_from) for row in rows if row.person_id is not None])


def _any_designations(now: Moment, _subject: Subject) -> list[Event]:
    rows = known(now.world.designations, now.day)
    named = [row for row in rows if row.role in ADMINISTRATORS and row.person_id is not None]
    return _newest([dated(row.valid_from) for row in named])


def _mailbox_links(now: Moment, subject: Subject) -> list[Event]:
    ties = in_force(now.world.about("account_mailboxes", account_id=subject[1]), now.day)
    return _newest([dated(tie.valid_from) for tie in ties if tie.mailbox_id is not None])


def _registrations(_now: Moment, _subject: Subject) -> list[Event]:
    """Return one event without a day: a mailbox is requested before it is assigned."""
    return [Event(None)]


def _requests(now: Moment, subject: Subject) -> list[Event]:
    kind, subject_id = subject
    requests: list[Duty] = now.world.about(
        "duties", control="email.request", subject_kind=kind, subject_id=subject_id
    )
    return _newest([row.done_on for row in requests if row.done_on and row.done_on <= now.day])


def _changes(now: Moment, subject: Subject) -> list[Event]:
    """Return every change of administrators: a new one, or an end without a successor."""
    return [change for role in ADMINISTRATORS for change in _changes_of(now, subject[1], role)]


def _changes_of(now: Moment, account_id: int, role: str) -> list[Event]:
    account = now.begun[account_id]
    designated = [
        row
        for row in now.designations(account_id, account.area_id, [role])
        if row.person_id is not None  # that there is nobody is no designation, and no successor
    ]
    rows = sorted(designated, key=lambda row: (row.valid_from, row.id))
    replaced = [
        Event(dated(row.valid_from), bool(row.notified_on and row.notified_on <= now.day))
        for row in rows[1:]
    ]
    ended = [
        Event(row.valid_to)
        for row in rows[-1:]
        if row.valid_to is not None and row.valid_to <= now.day
    ]
    return replaced + ended


def _always(_now: Moment, _subject: Subject) -> list[Event]:
    """Return what is owed by everybody, since nobody knows when."""
    return [Event(None)]


def _proposals(now: Moment, subject: Subject) -> list[Event]:
    """Return each signed proposal; an authorisation of its day or later has answered it."""
    answers = _authorised(now, subject)
    return [
        Event(day, any(one >= day for one in answers))
        for day in _signed(now, "opening_proposal", subject)
    ]


def _authorisations(now: Moment, subject: Subject) -> list[Event]:
    return _newest([*_authorised(now, subject)])


def _authorised(now: Moment, subject: Subject) -> list[date]:
    """Return the days of authorisations, on file or in the account's own cell."""
    recorded = now.by_then(now.begun[subject[1]].authorised_on)
    on_file = _signed(now, "opening_authorisation", subject)
    return on_file if recorded is None else [*on_file, recorded]


def _openings(now: Moment, subject: Subject) -> list[Event]:
    """Return the opening of an account in use; a notice on file has told of it."""
    row = now.begun[subject[1]]
    if row.status not in {None, "open", "closing"}:
        return []
    return _newest([now.by_then(row.opened_on)], [*_signed(now, "opening_notice", subject)])


def _closings(now: Moment, subject: Subject) -> list[Event]:
    """Return the closing of an account that is being closed, or was."""
    row = now.begun[subject[1]]
    if row.status not in {"closing", "closed"}:
        return []
    return _newest([now.by_then(row.closed_on)], [*_signed(now, "closing_notice", subject)])


def _abandonments(now: Moment, subject: Subject) -> list[Event]:
    """Return that an account was said, last, to be abandoned; one that is closed is cancelled."""
    rows: list[Attestation] = now.world.about(
        "attestations",
        control="abandonment.none",
        subject_kind=subject[0],
        subject_id=subject[1],
    )
    answers = in_force(rows, now.day)
    newest = max((row.valid_from for row in answers), default=None)
    said_no = [row for row in answers if row.valid_from == newest and not row.answer]
    cancelled = now.begun[subject[1]].status == "closed"
    return [Event(newest, told=cancelled)] if said_no else []


def _older(now: Moment, subject: Subject, began: date | None) -> Event:
    """Return that an account is older than the rule; the rule's day unknown, each may be."""
    older = True if began is None else less(now.by_then(now.begun[subject[1]].opened_on), began)
    return Event(None, happened=older)


def _signed(now: Moment, kind: str, subject: Subject) -> list[date]:
    papers: list[Document] = now.world.about(
        "documents", kind=kind, subject_kind=subject[0], subject_id=subject[1]
    )
    return [paper.signed_on for paper in papers if paper.signed_on <= now.day]


_EVENTS: dict[str, Callable[[Moment, Subject], list[Event]]] = {
    "password_change": _password_changes,
    "designation": _designations,
    "any_designation": _any_designations,
    "mailbox_link": _mailbox_links,
    "mailbox_registered": _registrations,
    "mailbox_requested": _requests,
    "administrator_change": _changes,
    "always": _always,
    "proposal": _proposals,
    "authorisation": _authorisations,
    "account_opened": _openings,
    "closing": _closings,
    "abandonment": _abandonments,
}
