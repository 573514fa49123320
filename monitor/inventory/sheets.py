"""What exists on a day as the rows of inventory files: one SELECT per sheet.

Columns are called as in `monitor.intake.sheets`; `<column>__none` beside one says that there is
none, on record. Nothing is sorted here.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import (
    Date,
    Select,
    Subquery,
    and_,
    case,
    func,
    literal,
    or_,
    select,
)

from monitor import db
from monitor.history import ALWAYS, on_day
from monitor.inventory.models import (
    AccountVersion,
    AreaVersion,
    MailboxVersion,
    PersonVersion,
)
from monitor.inventory.relations import (
    AccessSeen,
    AccountMailbox,
    Designation,
    Headship,
    LinkedAccount,
    PortalSeen,
)
from monitor.inventory.sheet_names import (
    account_names,
    addresses,
    area_codes,
    emails,
    of,
    one_account_per_handle,
)
from monitor.scope import Scope

EARLIEST = date(1900, 1, 1)
"""The earliest day that a file can say: in one, it stands for "nobody knows since when"."""


def areas(scope: Scope, day: date) -> Select[Any]:
    """Return the areas and who heads them."""
    own, head = db.table(AreaVersion), _on(scope, day, Headship)
    parent, person = area_codes(scope, day, "parent"), emails(scope, day, "head_person")
    source = (
        own.outerjoin(parent, parent.c.id == own.c.parent_id)
        .outerjoin(head, head.c.area_id == own.c.area_id)
        .outerjoin(person, person.c.id == head.c.person_id)
    )
    return (
        select(
            *(own.c[name] for name in ("code", "name", "kind", "role")),
            parent.c.name.label("parent"),
            person.c.name.label("head"),
            and_(head.c.area_id.is_not(None), head.c.person_id.is_(None)).label("head__none"),
        )
        .select_from(source)
        .where(of(scope, own), on_day(own, day))
    )


def people(scope: Scope, day: date) -> Select[Any]:
    """Return the people."""
    own, area = db.table(PersonVersion), area_codes(scope, day, "own_area")
    plain = ("email", "name", "position", "rank", "employment", "phone", "active_from", "active_to")
    return (
        select(*(own.c[name] for name in plain), area.c.name.label("area"))
        .select_from(own.outerjoin(area, area.c.id == own.c.area_id))
        .where(of(scope, own), on_day(own, day))
    )


def mailboxes(scope: Scope, day: date) -> Select[Any]:
    """Return the mailboxes; when their passwords changed is in a sheet of its own."""
    own, area = db.table(MailboxVersion), area_codes(scope, day, "own_area")
    holder = emails(scope, day, "holder_person")
    source = own.outerjoin(area, area.c.id == own.c.area_id)
    return (
        select(
            *(own.c[name] for name in ("address", "kind", "purpose", "assigned_on")),
            holder.c.name.label("holder"),
            own.c.holder_none.label("holder__none"),
            area.c.name.label("area"),
        )
        .select_from(source.outerjoin(holder, holder.c.id == own.c.holder_id))
        .where(of(scope, own), on_day(own, day))
    )


def accounts(scope: Scope, day: date) -> Select[Any]:
    """Return the accounts with `account_id`; what other stages know of them is to be joined.

    Owner and substitute stand here only where their designation has no day: a designation with
    one is in the sheet of designations, and the two may not speak of the same thing.
    """
    own, area = one_account_per_handle(scope, day), area_codes(scope, day, "own_area")
    source: Any = own.outerjoin(area, area.c.id == own.c.area_id)
    columns: list[Any] = []
    for role in ("owner", "substitute"):
        charged = _undated(scope, day).subquery(f"undated_{role}")
        person = emails(scope, day, f"{role}_person")
        same = and_(charged.c.account_id == own.c.account_id, charged.c.role == role)
        source = source.outerjoin(charged, same)
        source = source.outerjoin(person, person.c.id == charged.c.person_id)
        columns += _said(role, charged.c.account_id, charged.c.person_id, person)
    for use in ("login", "recovery"):
        tie, box = _on(scope, day, AccountMailbox, f"tie_{use}"), addresses(scope, day, use)
        same = and_(tie.c.account_id == own.c.account_id, tie.c.use == use)
        source = source.outerjoin(tie, same).outerjoin(box, box.c.id == tie.c.mailbox_id)
        columns += _said(f"{use}_mailbox", tie.c.account_id, tie.c.mailbox_id, box)
    return select(
        own.c.account_id,
        *(own.c[name] for name in _PLAIN),
        case((own.c.status == "closed", own.c.closed_on)).label("closed_on"),
        own.c.authorised_none.label("authorised_on__none"),
        own.c.linked_none.label("linked_accounts__none"),
        area.c.name.label("area"),
        *columns,
    ).select_from(source)


_PLAIN = (
    "platform",
    "handle",
    "url",
    "name",
    "purpose",
    "credential_model",
    "status",
    "authorised_on",
    "opened_on",
    "official_on_portal",
    "verification",
    "last_post_on",
    "recovery_phone",
)


def unsayable(scope: Scope, day: date) -> Select[Any]:
    """Return how many accounts files cannot say: handle taken again since, and without an area."""
    own, said = db.table(AccountVersion), one_account_per_handle(scope, day)
    every = select(func.count()).select_from(own).where(of(scope, own), on_day(own, day))
    kept = select(func.count()).select_from(said)
    bare = select(func.count()).select_from(said).where(said.c.area_id.is_(None))
    return select(
        (every.scalar_subquery() - kept.scalar_subquery()).label("taken_again"),
        bare.scalar_subquery().label("without_area"),
    )


def linked(scope: Scope, day: date) -> Select[Any]:
    """Return what accounts are tied to: platform and handle of the one, and the other's name."""
    own, tie = one_account_per_handle(scope, day), db.table(LinkedAccount)
    other = (tie.c.platform + "/" + tie.c.handle_key).label("linked")
    return (
        select(own.c.platform, own.c.handle, other)
        .select_from(own.join(tie, tie.c.account_id == own.c.account_id))
        .where(of(scope, tie), on_day(tie, day))
    )


def designations(scope: Scope, day: date) -> Select[Any]:
    """Return who was put in charge up to a day, but for what a cell of `accounts` says."""
    own, undated = db.table(Designation), _undated(scope, day).subquery("undated")
    account, area = account_names(scope, day), area_codes(scope, day, "own_area")
    person = emails(scope, day, "person")
    in_cell = and_(undated.c.account_id == own.c.account_id, undated.c.role == own.c.role)
    source = (
        own.outerjoin(account, account.c.id == own.c.account_id)
        .outerjoin(area, area.c.id == own.c.area_id)
        .outerjoin(person, person.c.id == own.c.person_id)
        .outerjoin(undated, in_cell)
    )
    return (
        select(
            ("account:" + account.c.name).label("account"),
            area.c.name.label("area"),
            *_said("person", own.c.id, own.c.person_id, person),
            *(own.c[name] for name in ("role", "notified_on", "number")),
            case(
                (own.c.valid_from < EARLIEST, literal(EARLIEST, Date)), else_=own.c.valid_from
            ).label("started_on"),
            own.c.valid_to.label("ended_on"),
        )
        .select_from(source)
        .where(
            of(scope, own),
            own.c.valid_from <= day,
            undated.c.account_id.is_(None),
            or_(account.c.id.is_not(None), area.c.id.is_not(None)),
            or_(own.c.person_id.is_(None), person.c.id.is_not(None)),
        )
    )


def access(scope: Scope, day: date) -> Select[Any]:
    """Return who was seen to have access, on every list up to a day."""
    own, seen = one_account_per_handle(scope, day), db.table(AccessSeen)
    return (
        select(
            *(own.c[name] for name in ("platform", "handle")),
            *(seen.c[name] for name in ("identity", "role")),
            seen.c.valid_from.label("observed_on"),
        )
        .select_from(seen.join(own, own.c.account_id == seen.c.account_id))
        .where(of(scope, seen), seen.c.valid_from <= day)
    )


def portal(scope: Scope, day: date) -> Select[Any]:
    """Return what the institution's site showed, on every list up to a day."""
    seen = db.table(PortalSeen)
    return select(
        *(seen.c[name] for name in ("platform", "handle", "holder_role")),
        seen.c.valid_from.label("observed_on"),
    ).where(of(scope, seen), seen.c.valid_from <= day)


SHEETS: Mapping[str, Callable[[Scope, date], Select[Any]]] = {
    "areas": areas,
    "people": people,
    "mailboxes": mailboxes,
    "accounts": accounts,
    "designations": designations,
    "access": access,
    "portal": portal,
}
"""The SELECT of each sheet that this stage knows."""


def _on(scope: Scope, day: date, model: Any, alias: str | None = None) -> Subquery:
    own = db.table(model)
    return select(own).where(of(scope, own), on_day(own, day)).subquery(alias)


def _undated(scope: Scope, day: date) -> Select[Any]:
    """Return who is in charge of an account from no day on, nobody else ever having been."""
    own = db.table(Designation)
    return (
        select(own.c.account_id, own.c.role, func.max(own.c.person_id).label("person_id"))
        .where(
            of(scope, own),
            own.c.valid_from <= day,
            own.c.account_id.is_not(None),
            own.c.role.in_(("owner", "substitute")),
        )
        .group_by(own.c.account_id, own.c.role)
        .having(
            func.count() == 1,
            func.max(own.c.valid_from) == ALWAYS,
            func.count(own.c.valid_to) == 0,
            func.count(own.c.number) == 0,
            func.count(own.c.notified_on) == 0,
        )
    )


def _said(name: str, row: Any, target: Any, named: Subquery) -> list[Any]:
    """Return the name of a target, and whether a row says that there is none."""
    return [
        named.c.name.label(name),
        and_(row.is_not(None), target.is_(None)).label(f"{name}__none"),
    ]
