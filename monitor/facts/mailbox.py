"""The facts of mailboxes: one row per mailbox in the register, as of a day."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import CTE, Select, Subquery, and_, case, func, null, or_, select

from monitor import db
from monitor.facts import administrators, passwords
from monitor.facts.frame import Expression, Frame, Joined, joined, opens, zero_if_none
from monitor.facts.sets import Ask, Subjects, joined_sets
from monitor.inventory.models import AreaVersion, MailboxVersion
from monitor.inventory.relations import AccountMailbox
from monitor.scope import Scope


def mailbox(scope: Scope, day: date, asks: Iterable[Ask] = ()) -> Select[tuple[object, ...]]:
    """Return the facts SELECT of mailboxes, with the sets that the controls in force ask for."""
    frame = Frame(scope, day)
    accounts = frame.accounts()
    designated = administrators.designations(frame, accounts)
    people = administrators.people_in_charge(frame, designated)
    in_charge = administrators.by_account(people)
    boxes = _mailboxes(frame)
    subjects = Subjects(
        "mailbox", frame, boxes.c.mailbox_id, accounts, designated, people, in_charge
    )
    parts = [
        _area(frame, boxes),
        _holder(boxes, people),
        _serves(frame, accounts, boxes),
        *passwords.newest("mailbox", frame, boxes.c.mailbox_id),
        *joined_sets(asks, subjects),
    ]
    columns: dict[str, Expression] = {
        "id": boxes.c.mailbox_id,
        "ref": boxes.c.address_key,
        "address": boxes.c.address,
        "domain": boxes.c.domain,
        "local": boxes.c.local_key,
        "kind": boxes.c.kind,
    }
    rows, asked = joined(boxes, parts)
    columns |= asked
    query = select(*(column.label(name) for name, column in columns.items())).select_from(rows)
    if scope.area_ids is not None:
        query = query.where(boxes.c.area_id.in_(scope.area_ids))
    return query


def _mailboxes(frame: Frame) -> CTE:
    """Return the mailboxes that have a row on the day: assigned by then (ruling 6)."""
    box = db.table(MailboxVersion)
    begun = or_(box.c.assigned_on.is_(None), box.c.assigned_on <= frame.day)
    return select(box).where(frame.current(box), begun).cte("mailboxes_of_the_day")


def _area(frame: Frame, boxes: CTE) -> Joined:
    area = db.table(AreaVersion).alias("area_of_mailbox")
    same = and_(frame.current(area), area.c.area_id == boxes.c.area_id)
    columns = {"area": area.c.code, "area_code": area.c.code_key, "area_kind": area.c.kind}
    return Joined(area, same, columns)


def _holder(boxes: CTE, people: CTE) -> Joined:
    """Return whether the holder administers any account not closed (ruling 37)."""
    in_charge: Subquery = (
        select(people.c.person_id)
        .where(people.c.active == 1)
        .group_by(people.c.person_id)  # not DISTINCT: SQLite would then join it by scanning
        .subquery("in_charge")
    )
    state = case(
        (boxes.c.holder_none, "none"),
        (boxes.c.holder_id.is_(None), null()),
        (in_charge.c.person_id.is_not(None), "administrator"),
        else_="other",
    )
    return Joined(in_charge, in_charge.c.person_id == boxes.c.holder_id, {"holder": state})


def _serves(frame: Frame, accounts: CTE, boxes: CTE) -> Joined:
    link = db.table(AccountMailbox)
    used = and_(
        frame.current(link),
        opens(link),
        link.c.account_id == accounts.c.account_id,
    )
    serving = (
        select(link.c.mailbox_id, func.count(link.c.account_id.distinct()).label("accounts"))
        .join_from(link, accounts, used)
        .where(link.c.mailbox_id.is_not(None))
        .group_by(link.c.mailbox_id)
        .subquery("serving")
    )
    same = serving.c.mailbox_id == boxes.c.mailbox_id
    return Joined(serving, same, {"serves": zero_if_none(serving.c.accounts)})
