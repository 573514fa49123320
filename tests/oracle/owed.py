"""Made-up duties: done after what sets them off, left open, or open without any event."""

from datetime import date

from monitor.history import ALWAYS
from tests.oracle.asks import EVERY
from tests.oracle.draws import LAST, Draw
from tests.oracle.events import SEEN_BY_THEIR_DUTY
from tests.oracle.records import AccountMailbox, Designation, Document, Duty, PasswordChange
from tests.oracle.subjects import Cast

# What a paper sets off.
_SET_OFF_BY = {"opening_proposal": "proposal", "opening_authorisation": "authorisation"}

Happened = dict[tuple[str, str, int], list[date]]
# Of what happens seldom, or of what nothing but the duty is on record, more is left open.
_RARE = SEEN_BY_THEIR_DUTY | {"closing", "abandonment"}
_LEFT_OPEN = 0.5

_RECORDED = (
    *("designation", "administrator_change", "any_designation", "password_change"),
    *("mailbox_link", "proposal", "authorisation"),
)


def happened(
    institution_id: int,
    designated: list[Designation],
    changes: list[PasswordChange],
    ties: list[AccountMailbox],
    papers: list[Document],
) -> Happened:
    """Return the days of what sets duties off, by event and subject."""
    days: Happened = {}
    for row in designated:
        whose = ("account", row.account_id) if row.account_id else ("area", row.area_id or 0)
        for event in ("designation", "administrator_change"):
            days.setdefault((event, *whose), []).append(row.valid_to or row.valid_from)
        days.setdefault(("any_designation", "institution", institution_id), []).append(
            row.valid_from
        )
    for change in changes:
        key = ("password_change", change.kind, change.subject_id)
        days.setdefault(key, []).append(change.valid_from)
    for tie in ties:
        days.setdefault(("mailbox_link", "account", tie.account_id), []).append(tie.valid_from)
    for paper in papers:
        event = _SET_OFF_BY.get(paper.kind, paper.kind)
        days.setdefault((event, paper.subject_kind, paper.subject_id), []).append(paper.signed_on)
    return days


def duties(draw: Draw, institution_id: int, cast: Cast, days: Happened) -> list[Duty]:
    """Return duty rows of every control that watches one."""
    subjects = {
        "account": cast.account_ids,
        "mailbox": cast.mailbox_ids,
        "area": cast.area_ids,
        "institution": [institution_id],
    }
    rows: list[Duty] = []
    for kind, ids in subjects.items():
        for control, event in EVERY[kind].duties.items():
            for subject_id in ids:
                rows += _of(draw, control, event, (kind, subject_id), days)
    return rows


def _of(
    draw: Draw, control: str, event: str, subject: tuple[str, int], days: Happened
) -> list[Duty]:
    until = draw.pick([draw.day(), LAST])
    occasions = [day for day in _occasions(draw, event, subject, days) if day <= until]
    rows = [_done(draw, control, subject, day) for day in occasions if draw.is_fine()]
    if draw.chance(_LEFT_OPEN if event in _RARE else 0.12):
        rows.append(_open(draw, control, subject))
    return rows


def _occasions(draw: Draw, event: str, subject: tuple[str, int], days: Happened) -> list[date]:
    if event == "schedule":
        return draw.regular(60, 240) if draw.chance(0.8) else []
    if event in _RECORDED:
        return days.get((event, *subject), [])
    return [draw.day() for _ in range(draw.pick([0, 0, 1, 2]))]


def _done(draw: Draw, control: str, subject: tuple[str, int], day: date) -> Duty:
    done_on = draw.after(ALWAYS if day == ALWAYS else day, 0, 9)
    return Duty(
        id=draw.new_id(),
        control=control,
        subject_kind=subject[0],
        subject_id=subject[1],
        due_on=draw.after(done_on, -4, 20),
        done_on=done_on,
    )


def _open(draw: Draw, control: str, subject: tuple[str, int]) -> Duty:
    return Duty(
        id=draw.new_id(),
        control=control,
        subject_kind=subject[0],
        subject_id=subject[1],
        due_on=draw.day(),
        done_on=draw.day() if draw.chance(0.5) else None,
    )
