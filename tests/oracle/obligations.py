"""Facts about duties: what sets one off, what discharges it, when it is due (rulings 45-47)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.oracle.moment import ADMINISTRATORS, Moment
from tests.oracle.records import Duty, dated, in_force, known


@dataclass(frozen=True)
class Event:
    """Something that set a duty off; `day` None: on a day nobody recorded."""

    day: date | None
    notified: bool = False


def facts(now: Moment, control: str, subject: tuple[str, int], event: str) -> dict[str, Any]:
    """Return the five columns of a duty of one subject."""
    rows: list[Duty] = now.world.about(
        "duties", control=control, subject_kind=subject[0], subject_id=subject[1]
    )
    done = [row.done_on for row in rows if row.done_on is not None and row.done_on <= now.day]
    events = _events(now, event, subject)
    owed = [one for one in events if not one.notified and not _is_discharged(one, done)]
    return {
        f"duty:{control}:event": bool(events),
        f"duty:{control}:owed": bool(owed),
        f"duty:{control}:owed_since": _earliest(owed),
        f"duty:{control}:done_on": max(done, default=None),
        f"duty:{control}:due_on": _earliest_open(rows, now.day),
    }


def _earliest(owed: list[Event]) -> date | None:
    """Return the day of the earliest event; an undated one is earlier than all (ruling 45)."""
    days = [one.day for one in owed if one.day is not None]
    return min(days) if owed and len(days) == len(owed) else None


def _is_discharged(event: Event, done: list[date]) -> bool:
    return any(event.day is None or day >= event.day for day in done)


def _earliest_open(rows: list[Duty], day: date) -> date | None:
    still_open = [row.due_on for row in rows if row.done_on is None or row.done_on > day]
    return min(still_open, default=None)


def _events(now: Moment, event: str, subject: tuple[str, int]) -> list[Event]:
    if event == "administrator_change":
        return [change for role in ADMINISTRATORS for change in _changes(now, subject[1], role)]
    if event in {"incident", "schedule"}:
        return []
    return _newest(
        {
            "password_change": _password_changes,
            "designation": _designations,
            "any_designation": _any_designations,
            "mailbox_link": _mailbox_links,
            "mailbox_registered": _registrations,
            "mailbox_requested": _requests,
        }[event](now, subject)
    )


def _newest(days: list[date | None]) -> list[Event]:
    known_days = [day for day in days if day is not None]
    return [Event(max(known_days, default=None))] if days else []


def _password_changes(now: Moment, subject: tuple[str, int]) -> list[date | None]:
    kind, subject_id = subject
    rows = now.world.about("password_changes", kind=kind, subject_id=subject_id)
    return [dated(row.valid_from) for row in known(rows, now.day)]


def _designations(now: Moment, subject: tuple[str, int]) -> list[date | None]:
    account = now.accounts[subject[1]]
    rows = now.designations(account.account_id, account.area_id, ADMINISTRATORS)
    return [dated(row.valid_from) for row in rows if row.person_id is not None]


def _any_designations(now: Moment, _subject: tuple[str, int]) -> list[date | None]:
    return [
        dated(row.valid_from)
        for row in known(now.world.designations, now.day)
        if row.role in ADMINISTRATORS and row.person_id is not None
    ]


def _mailbox_links(now: Moment, subject: tuple[str, int]) -> list[date | None]:
    ties = in_force(now.world.about("account_mailboxes", account_id=subject[1]), now.day)
    return [dated(tie.valid_from) for tie in ties if tie.mailbox_id is not None]


def _registrations(_now: Moment, _subject: tuple[str, int]) -> list[date | None]:
    """Return one event without a day: a mailbox is requested before it is assigned."""
    return [None]


def _requests(now: Moment, subject: tuple[str, int]) -> list[date | None]:
    kind, subject_id = subject
    requests: list[Duty] = now.world.about(
        "duties", control="email.request", subject_kind=kind, subject_id=subject_id
    )
    return [row.done_on for row in requests if row.done_on and row.done_on <= now.day]


def _changes(now: Moment, account_id: int, role: str) -> list[Event]:
    account = now.accounts[account_id]
    rows = sorted(
        now.designations(account_id, account.area_id, [role]),
        key=lambda row: (row.valid_from, row.id),
    )
    replaced = [
        Event(dated(row.valid_from), bool(row.notified_on and row.notified_on <= now.day))
        for row in rows[1:]
        if row.person_id is not None
    ]
    ended = [
        Event(row.valid_to)
        for row in rows[-1:]
        if row.person_id is not None and row.valid_to is not None and row.valid_to <= now.day
    ]
    return replaced + ended
