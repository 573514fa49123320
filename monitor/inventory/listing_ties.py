"""Lists of who is in charge of what, and who was seen to have access: each one SELECT."""

from sqlalchemy import and_, func, or_, select

from monitor import db
from monitor.history import on_day
from monitor.inventory.kinds import ACCOUNT, AREA, PERSON
from monitor.inventory.listing import AsOf, Rows
from monitor.inventory.lookup import display
from monitor.inventory.relations import AccessList, AccessSeen, AccountMailbox, Designation


def designations(
    on: AsOf,
    *,
    person_id: int | None = None,
    area_id: int | None = None,
    ended: bool = False,
) -> Rows:
    """Return what for, role, person, first day, first day without, number and notice of each."""
    row, person = db.table(Designation), PERSON.versions.alias("designee")
    account, area = ACCOUNT.versions, AREA.versions.alias("whole_area")
    its_account = and_(on.current(account), account.c.account_id == row.c.account_id)
    its_area = and_(on.current(area), area.c.area_id == row.c.area_id)
    its_person = and_(on.current(person), person.c.person_id == row.c.person_id)
    target = func.coalesce("account:" + display(ACCOUNT), "area:" + area.c.code)
    query = (
        select(
            target.label("target"),
            row.c.role,
            func.coalesce(person.c.email, "-").label("person"),
            row.c.valid_from,
            row.c.valid_to,
            row.c.number,
            row.c.notified_on,
        )
        .select_from(
            row.outerjoin(account, its_account)
            .outerjoin(area, its_area)
            .outerjoin(person, its_person)
        )
        .where(on.ours(row), row.c.valid_from <= on.day)
    )
    if not ended:
        query = query.where(on_day(row, on.day))
    if person_id is not None:
        query = query.where(row.c.person_id == person_id)
    if area_id is not None:
        query = query.where(row.c.area_id == area_id)
    return on.read(query.order_by(target, row.c.role, row.c.valid_from))


def in_charge_of(on: AsOf, account_id: int) -> Rows:
    """Return role, person, first day, by designation of what, and number, for one account."""
    row, person, account = db.table(Designation), PERSON.versions, ACCOUNT.versions
    area = AREA.versions.alias("whole_area")
    own = and_(on.current(account), account.c.account_id == account_id)
    for_it = or_(row.c.account_id == account.c.account_id, row.c.area_id == account.c.area_id)
    its_area = and_(on.current(area), area.c.area_id == row.c.area_id)
    its_person = and_(on.current(person), person.c.person_id == row.c.person_id)
    of = func.coalesce("area:" + area.c.code, "account:" + display(ACCOUNT))
    query = (
        select(
            row.c.role,
            func.coalesce(person.c.email, "-").label("person"),
            row.c.valid_from,
            of.label("of"),
            row.c.number,
        )
        .select_from(
            account.join(row, for_it).outerjoin(area, its_area).outerjoin(person, its_person)
        )
        .where(own, on.current(row))
    )
    return on.read(query.order_by(row.c.role, row.c.valid_from))


def accounts_using(on: AsOf, mailbox_id: int) -> Rows:
    """Return account, use and first day of each account that uses a mailbox."""
    link, account = db.table(AccountMailbox), ACCOUNT.versions
    its_account = and_(on.current(account), account.c.account_id == link.c.account_id)
    query = (
        select(display(ACCOUNT).label("account"), link.c.use, link.c.valid_from)
        .select_from(link.join(account, its_account))
        .where(on.current(link), link.c.mailbox_id == mailbox_id)
    )
    return on.read(query.order_by("account", link.c.use))


def access(on: AsOf, *, account_id: int | None = None) -> Rows:
    """Return account, identity, role and day of everybody on the newest list of each account."""
    lists, seen, account = db.table(AccessList), db.table(AccessSeen), ACCOUNT.versions
    on_list = and_(
        on.ours(seen),
        seen.c.account_id == lists.c.account_id,
        seen.c.valid_from == lists.c.valid_from,
    )
    its_account = and_(on.current(account), account.c.account_id == lists.c.account_id)
    query = (
        select(display(ACCOUNT).label("account"), seen.c.identity, seen.c.role, lists.c.valid_from)
        .select_from(lists.join(seen, on_list).join(account, its_account))
        .where(on.current(lists))
    )
    if account_id is not None:
        query = query.where(lists.c.account_id == account_id)
    return on.read(query.order_by("account", seen.c.identity_key))
