"""Whose job it is: the subjects that a person answers for on a day."""

from datetime import date
from typing import Any

from sqlalchemy import Select, and_, false, or_, select

from monitor import db
from monitor.facts import administrators
from monitor.facts.frame import Frame, opens
from monitor.inventory.models import AreaVersion, MailboxVersion
from monitor.inventory.relations import AccountMailbox, Headship
from monitor.scope import Scope


def answered_for(kind: str, scope: Scope, day: date, person_id: int) -> Select[Any]:
    """Return the ids of the subjects of a kind that a person answers for.

    Accounts they are in charge of, as owner or substitute, by name or by area; the mailboxes of
    those accounts and the ones they hold; the areas they head. Nobody alone answers for the
    institution.
    """
    frame = Frame(scope, day)
    if kind == "account":
        return _accounts(frame, person_id)
    if kind == "mailbox":
        return _mailboxes(frame, person_id)
    head = db.table(Headship)
    if kind == "area":
        own = head.c.person_id == person_id
        return select(head.c.area_id).where(frame.current(head), own)
    return select(head.c.area_id).where(false())


def headed(scope: Scope, day: date, person_id: int) -> Select[Any]:
    """Return (code, role) of each area that a person heads on a day."""
    frame, head, area = Frame(scope, day), db.table(Headship), db.table(AreaVersion)
    same = and_(frame.current(area), area.c.area_id == head.c.area_id)
    own = head.c.person_id == person_id
    query = select(area.c.code, area.c.role).select_from(head.join(area, same))
    return query.where(frame.current(head), own)


def _accounts(frame: Frame, person_id: int) -> Select[Any]:
    accounts = frame.accounts()
    people = administrators.people_in_charge(frame, administrators.designations(frame, accounts))
    return select(people.c.account_id).where(people.c.person_id == person_id, people.c.active == 1)


def _mailboxes(frame: Frame, person_id: int) -> Select[Any]:
    box, link = db.table(MailboxVersion), db.table(AccountMailbox)
    used = select(link.c.mailbox_id).where(
        frame.current(link),
        opens(link),
        link.c.mailbox_id.is_not(None),
        link.c.account_id.in_(_accounts(frame, person_id)),
    )
    return select(box.c.mailbox_id).where(
        frame.current(box), or_(box.c.holder_id == person_id, box.c.mailbox_id.in_(used))
    )
