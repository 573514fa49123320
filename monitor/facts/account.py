"""The facts of accounts: one row per account, as of a day; closed ones where they are asked for."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import CTE, Date, Select, and_, case, func, literal, null, select

from monitor import db
from monitor.credentials.models import Factor
from monitor.facts import administrators, passwords
from monitor.facts.frame import TOLD_OF_ACCOUNTS, Expression, Frame, Joined, joined, zero_if_none
from monitor.facts.sets import Ask, ClosedToo, Subjects, joined_sets
from monitor.inventory.models import (
    AccountVersion,
    AreaVersion,
    MailboxVersion,
    PersonVersion,
)
from monitor.inventory.relations import AccountMailbox, LinkedAccount
from monitor.scope import Scope


def account(scope: Scope, day: date, asks: Iterable[Ask] = ()) -> Select[tuple[object, ...]]:
    """Return the facts SELECT of accounts, with the sets that the controls in force ask for."""
    asks = tuple(asks)
    subjects = subjects_of(scope, day, closed=ClosedToo() in asks)
    frame, accounts, in_charge = subjects.frame, subjects.accounts, subjects.in_charge
    parts = [
        _area(frame, accounts),
        _in_charge(accounts, in_charge),
        *_login(frame, accounts),
        _linked(frame, accounts),
        *passwords.newest("account", frame, accounts.c.account_id),
        *_factor(frame, accounts, in_charge, subjects.people),
        *joined_sets(asks, subjects),
    ]
    columns: dict[str, Expression] = _own(frame, accounts)
    rows, asked = joined(accounts, parts)
    columns |= asked
    query = select(*(column.label(name) for name, column in columns.items())).select_from(rows)
    return _within(scope, accounts, query)


def subjects_of(scope: Scope, day: date, *, closed: bool) -> Subjects:
    """Return the accounts of a day, the closed ones too where asked, and who is in charge."""
    frame = Frame(scope, day)
    accounts = frame.accounts(closed=closed)
    designated = administrators.designations(frame, accounts)
    people = administrators.people_in_charge(frame, designated)
    in_charge = administrators.by_account(people)
    own_id = accounts.c.account_id
    return Subjects("account", frame, own_id, accounts, designated, people, in_charge)


def _within(scope: Scope, accounts: CTE, query: Select[object]) -> Select[tuple[object, ...]]:
    if scope.area_ids is not None:
        query = query.where(accounts.c.area_id.in_(scope.area_ids))
    if scope.account_ids is not None:
        query = query.where(accounts.c.account_id.in_(scope.account_ids))
    return query  # type: ignore[return-value]


def _own(frame: Frame, accounts: CTE) -> dict[str, Expression]:
    c = accounts.c
    return {
        "id": c.account_id,
        "ref": c.platform + "/" + c.handle_key,
        "platform": c.platform,
        "handle": c.handle,
        "handle_key": c.handle_key,
        "area_id": c.area_id,
        "credential_model": func.coalesce(c.credential_model, "shared"),
        "status": c.status_on_day,
        "opened_on": frame.by_then(c.opened_on),
        **{name: _as_told(frame, c[name]) for name in TOLD_OF_ACCOUNTS},
    }


def _as_told(frame: Frame, column: Expression) -> Expression:
    """Return what is told of an account; a day after the one judged is not known on it."""
    return frame.by_then(column) if isinstance(column.type, Date) else column


def _area(frame: Frame, accounts: CTE) -> Joined:
    area = db.table(AreaVersion).alias("area_of_account")
    same = and_(frame.current(area), area.c.area_id == accounts.c.area_id)
    columns = {"area": area.c.code, "area_kind": area.c.kind, "area_role": area.c.role}
    return Joined(area, same, columns)


def _in_charge(accounts: CTE, in_charge: CTE) -> Joined:
    counts = {
        name: zero_if_none(column)
        for name, column in in_charge.c.items()
        if name not in {"account_id", "unnamed", "designated_on"} and not _is_text(name)
    }
    texts = {name: column for name, column in in_charge.c.items() if _is_text(name)}
    same = in_charge.c.account_id == accounts.c.account_id
    return Joined(in_charge, same, {**texts, **counts})


def _is_text(name: str) -> bool:
    return name in administrators.ROLES or name.endswith("_email")


def _login(frame: Frame, accounts: CTE) -> Iterable[Joined]:
    link = db.table(AccountMailbox).alias("login_link")
    box = db.table(MailboxVersion).alias("login")
    person = db.table(PersonVersion)
    area = db.table(AreaVersion)
    addresses = (
        select(person.c.email_key).where(frame.current(person)).distinct().subquery("addresses")
    )
    codes = select(area.c.code_key).where(frame.current(area)).distinct().subquery("codes")
    has_login = box.c.mailbox_id.is_not(None)
    own = and_(
        frame.current(link), link.c.account_id == accounts.c.account_id, link.c.use == "login"
    )
    none = and_(link.c.account_id.is_not(None), link.c.mailbox_id.is_(None))
    yield Joined(link, own, {"login_none": none})
    same = and_(frame.current(box), box.c.mailbox_id == link.c.mailbox_id)
    yield Joined(
        box,
        same,
        {
            "login_mailbox": box.c.address,
            "login_ref": box.c.address_key,
            "login_domain": box.c.domain,
            "login_kind": box.c.kind,
            "login_local": box.c.local_key,
        },
    )
    of_person = case((has_login, addresses.c.email_key.is_not(None)))
    yield Joined(addresses, addresses.c.email_key == box.c.address_key, {"login_person": of_person})
    of_area = case((has_login, codes.c.code_key.is_not(None)))
    yield Joined(codes, codes.c.code_key == box.c.local_last, {"login_names_area": of_area})


def _linked(frame: Frame, accounts: CTE) -> Joined:
    link = db.table(LinkedAccount)
    known = db.table(AccountVersion).alias("linked_account_known")
    in_register = and_(
        frame.current(known),
        known.c.platform == link.c.platform,
        known.c.handle_key == link.c.handle_key,
    )
    tied = (
        select(
            link.c.account_id,
            func.count().label("all"),
            (func.count() - func.count(known.c.account_id)).label("outside"),
        )
        .select_from(link.outerjoin(known, in_register))
        .where(frame.current(link))
        .group_by(link.c.account_id)
        .subquery("linked")
    )
    state = case((tied.c["all"] > 0, "some"), (accounts.c.linked_none, "none"), else_=null())
    same = tied.c.account_id == accounts.c.account_id
    return Joined(tied, same, {"linked": state, "linked_outside": zero_if_none(tied.c.outside)})


def _factor(frame: Frame, accounts: CTE, in_charge: CTE, people: CTE) -> Iterable[Joined]:
    factor = db.table(Factor)
    holder = people.alias("factor_holder_in_charge")
    own = and_(
        frame.current(factor),
        factor.c.kind == literal("account"),
        factor.c.subject_id == accounts.c.account_id,
    )
    yield Joined(
        factor,
        own,
        {
            "second_factor": factor.c.method,
            "factor_on": frame.by_then(factor.c.seen_on),
            "factor_level": factor.c.level,
        },
    )
    state = case(
        (factor.c.holder_none, "none"),
        (factor.c.holder_id.is_(None), null()),
        (in_charge.c.owner.is_(None), null()),
        (holder.c.owner_active == 1, "owner"),
        else_="other",
    )
    same = and_(
        holder.c.account_id == accounts.c.account_id, holder.c.person_id == factor.c.holder_id
    )
    yield Joined(holder, same, {"factor_holder": state})
