"""Lists of what exists on a day: each one SELECT, however many rows."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Row,
    Select,
    Subquery,
    and_,
    func,
    or_,
    select,
    union_all,
)

from monitor import db
from monitor.history import on_day
from monitor.inventory.kinds import ACCOUNT, AREA, KINDS, MAILBOX, PERSON
from monitor.inventory.lookup import display
from monitor.inventory.relations import (
    AccountMailbox,
    Designation,
    Headship,
)
from monitor.scope import Scope

Rows = Iterable[Row[Any]]


class AsOf(NamedTuple):
    """The register of an institution, as it was on a day."""

    connection: Connection
    scope: Scope
    day: date

    def ours(self, rows: FromClause) -> ColumnElement[bool]:
        """Return the condition that a row belongs to the institution."""
        own: ColumnElement[bool] = rows.c.institution_id == self.scope.institution_id
        return own

    def current(self, rows: FromClause) -> ColumnElement[bool]:
        """Return the condition that a row is ours and in force on the day."""
        return and_(self.ours(rows), on_day(rows, self.day))

    def read(self, query: Select[Any]) -> Rows:
        """Return the rows of a query."""
        return self.connection.execute(query)


def names_beginning(
    connection: Connection, scope: Scope, kind: str, beginning: str, most: int
) -> list[str]:
    """Return what subjects of a kind are called, today, that begin so; at most so many."""
    of, own = KINDS[kind], scope.institution_id
    c, name = of.versions.c, display(of)
    begins = func.lower(func.substr(name, 1, len(beginning))) == beginning.lower()
    query = select(name).where(c.institution_id == own, c.valid_to.is_(None), begins)
    return [row[0] for row in connection.execute(query.order_by(name).limit(most))]


def accounts(
    on: AsOf, *, area_id: int | None = None, platform: str | None = None, closed: bool = False
) -> Rows:
    """Return account, area, name, status, owner and substitute of each account."""
    account, area = ACCOUNT.versions, AREA.versions.alias("area_of")
    limits = [on.current(account)]
    if not closed:
        limits.append(or_(account.c.status.is_(None), account.c.status != "closed"))
    if area_id is not None:
        limits.append(account.c.area_id == area_id)
    if platform is not None:
        limits.append(account.c.platform == platform)
    owner, substitute = (_in_charge(on, role, limits) for role in ("owner", "substitute"))
    its_area = and_(on.current(area), area.c.area_id == account.c.area_id)
    source = account.outerjoin(area, its_area)
    for people in (owner, substitute):
        source = source.outerjoin(people, people.c.account_id == account.c.account_id)
    query = select(
        display(ACCOUNT).label("account"),
        area.c.code,
        account.c.name,
        func.coalesce(account.c.status, "open").label("status"),
        owner.c.people.label("owner"),
        substitute.c.people.label("substitute"),
    ).select_from(source)
    return on.read(query.where(*limits).order_by(area.c.code, account.c.platform, "account"))


def areas(on: AsOf) -> Rows:
    """Return code, name, kind, role, parent, head and number of accounts of each area."""
    area, above = AREA.versions, AREA.versions.alias("above")
    head, person = db.table(Headship), PERSON.versions.alias("head_of")
    owned = _count_of(on, "area_id")
    is_above = and_(on.current(above), above.c.area_id == area.c.parent_id)
    its_head = and_(on.current(head), head.c.area_id == area.c.area_id)
    is_head = and_(on.current(person), person.c.person_id == head.c.person_id)
    source = area.outerjoin(above, is_above).outerjoin(head, its_head).outerjoin(person, is_head)
    query = (
        select(
            area.c.code,
            area.c.name,
            area.c.kind,
            area.c.role,
            above.c.code.label("parent"),
            person.c.email.label("head"),
            func.coalesce(owned.c.number, 0).label("accounts"),
        )
        .select_from(source.outerjoin(owned, owned.c.area_id == area.c.area_id))
        .where(on.current(area))
    )
    return on.read(query.order_by(area.c.code))


def people(on: AsOf, *, area_id: int | None = None, gone: bool = False) -> Rows:
    """Return email, name, position, rank, area, employment and last day of each person."""
    person, area = PERSON.versions, AREA.versions.alias("area_of")
    its_area = and_(on.current(area), area.c.area_id == person.c.area_id)
    query = (
        select(
            person.c.email,
            person.c.name,
            person.c.position,
            person.c.rank,
            area.c.code,
            person.c.employment,
            person.c.active_to,
        )
        .select_from(person.outerjoin(area, its_area))
        .where(on.current(person))
    )
    if not gone:
        query = query.where(or_(person.c.active_to.is_(None), person.c.active_to >= on.day))
    if area_id is not None:
        query = query.where(person.c.area_id == area_id)
    return on.read(query.order_by(person.c.email_key))


def mailboxes(on: AsOf, *, area_id: int | None = None) -> Rows:
    """Return address, kind, purpose, holder, area and number of accounts of each mailbox."""
    box, area = MAILBOX.versions, AREA.versions.alias("area_of")
    holder, link = PERSON.versions.alias("holder"), db.table(AccountMailbox)
    its_area = and_(on.current(area), area.c.area_id == box.c.area_id)
    its_holder = and_(on.current(holder), holder.c.person_id == box.c.holder_id)
    used = (
        select(link.c.mailbox_id, func.count(link.c.account_id.distinct()).label("number"))
        .where(on.current(link))
        .group_by(link.c.mailbox_id)
        .subquery("used")
    )
    source = box.outerjoin(area, its_area).outerjoin(holder, its_holder)
    query = (
        select(
            box.c.address,
            box.c.kind,
            box.c.purpose,
            holder.c.email.label("holder"),
            area.c.code,
            func.coalesce(used.c.number, 0).label("accounts"),
        )
        .select_from(source.outerjoin(used, used.c.mailbox_id == box.c.mailbox_id))
        .where(on.current(box))
    )
    if area_id is not None:
        query = query.where(box.c.area_id == area_id)
    return on.read(query.order_by(box.c.address_key))


def _in_charge(on: AsOf, role: str, limits: list[ColumnElement[bool]]) -> Subquery:
    """Return who has a role for each account, by designation on it or on its whole area.

    `limits` say of which accounts.
    """
    row, account, person = db.table(Designation), ACCOUNT.versions, PERSON.versions
    targets = (
        (row.c.account_id, account.c.account_id),
        (row.c.area_id, account.c.area_id),
    )
    spread = union_all(
        *(
            select(account.c.account_id, row.c.person_id)
            .select_from(account.join(row, own == target))
            .where(*limits, on.current(row), row.c.role == role)
            for own, target in targets
        )
    ).subquery()
    each = (
        select(spread.c.account_id, func.coalesce(person.c.email, "-").label("email"))
        .distinct()
        .select_from(
            spread.outerjoin(
                person, and_(on.current(person), person.c.person_id == spread.c.person_id)
            )
        )
        .subquery()
    )
    emails = func.aggregate_strings(each.c.email, "; ").label("people")
    return select(each.c.account_id, emails).group_by(each.c.account_id).subquery(f"{role}_of")


def _count_of(on: AsOf, column: str) -> Subquery:
    account = ACCOUNT.versions
    not_closed = or_(account.c.status.is_(None), account.c.status != "closed")
    return (
        select(account.c[column], func.count().label("number"))
        .where(on.current(account), not_closed)
        .group_by(account.c[column])
        .subquery("owned")
    )
