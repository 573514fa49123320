"""The facts of one subject as of a day, worked out row by row: the twin of `monitor.facts`."""

from datetime import date
from typing import Any

from tests.oracle import access, administrators, credentials, mentioned, obligations, papers
from tests.oracle.asks import MAIL, Asks
from tests.oracle.moment import Moment, moment
from tests.oracle.records import (
    AccountMailbox,
    AccountVersion,
    LinkedAccount,
    World,
    in_force,
)

Facts = dict[str, Any]

OPENING_MAILBOX = ("login", "recovery")


def account_facts(
    world: World, account: int, day: date, asks: Asks = MAIL["account"]
) -> Facts | None:
    """Return the facts of an account, or None: not opened or not known that day.

    One that is closed has facts only where a control about closing asks for them (ruling 16).
    """
    now = moment(world, day)
    row = (now.begun if asks.closed else now.accounts).get(account)
    if row is None:
        return None
    return {
        **_account(now, row),
        **_told(now, row),
        **_login(now, row),
        **_linked(now, row),
        **administrators.facts(now, row, asks),
        **credentials.password(now, "account", account, by_year=asks.by_year),
        **credentials.factor(now, row),
        **access.facts(now, row, asks),
        **_asked(now, ("account", account), asks, now.administrators(row)),
    }


def mailbox_facts(
    world: World, mailbox: int, day: date, asks: Asks = MAIL["mailbox"]
) -> Facts | None:
    """Return the facts of a mailbox, or None: not assigned or not known that day."""
    now = moment(world, day)
    row = now.mailboxes.get(mailbox)
    if row is None or (row.assigned_on is not None and row.assigned_on > day):
        return None
    users = now.users_of(mailbox, OPENING_MAILBOX)
    area = now.areas.get(row.area_id) if row.area_id is not None else None
    return {
        "id": mailbox,
        "ref": row.address_key,
        "area": area.code if area else None,
        "address": row.address,
        "domain": row.domain,
        "local": row.local_key,
        "kind": row.kind,
        "area_kind": area.kind if area else None,
        "area_code": area.code_key if area else None,
        "holder": _mailbox_holder(now, row.holder_id, none=row.holder_none),
        "serves": len(users),
        **credentials.password(now, "mailbox", mailbox, by_year=asks.by_year),
        **_asked(
            now, ("mailbox", mailbox), asks, {p for u in users for p in now.administrators(u)}
        ),
    }


def area_facts(world: World, area: int, day: date, asks: Asks = MAIL["area"]) -> Facts | None:
    """Return the facts of an area, or None: not known that day."""
    now = moment(world, day)
    row = now.areas.get(area)
    if row is None:
        return None
    return {
        "id": area,
        "ref": row.code_key,
        "area": row.code,
        "kind": row.kind,
        "role": row.role,
        "communications_named": any(one.role == "communications" for one in now.areas.values()),
        "all_accounts": len(now.accounts),
        "accounts": sum(one.area_id == area for one in now.accounts.values()),
        "head": now.head(area),
        **_asked(now, ("area", area), asks, set()),
    }


def institution_facts(world: World, day: date, asks: Asks = MAIL["institution"]) -> Facts:
    """Return the facts of the institution itself."""
    now = moment(world, day)
    accounts = list(now.accounts.values())
    return {
        "id": world.institution_id,
        "ref": world.code.casefold(),
        "area": None,
        "accounts": len(accounts),
        "registers_ended": sum(administrators.is_ended(now, one) for one in accounts),
        "registers_incomplete": sum(administrators.is_incomplete(now, one) for one in accounts),
        **mentioned.facts(now, asks),
        **_asked(now, ("institution", world.institution_id), asks, set()),
    }


def _account(now: Moment, row: AccountVersion) -> Facts:
    area = now.areas.get(row.area_id) if row.area_id is not None else None
    return {
        "id": row.account_id,
        "ref": f"{row.platform}/{row.handle_key}",
        "area": area.code if area else None,
        "area_kind": area.kind if area else None,
        "area_role": area.role if area else None,
        "area_id": row.area_id,
        "platform": row.platform,
        "handle": row.handle,
        "handle_key": row.handle_key,
        "credential_model": row.credential_model or "shared",
        "status": row.status or "open",
        "opened_on": row.opened_on,
    }


def _told(now: Moment, row: AccountVersion) -> Facts:
    """Return what is recorded of an account and is a fact as it stands."""
    return {
        "url": row.url,
        "name": row.name,
        "purpose": row.purpose,
        "authorised_on": now.by_then(row.authorised_on),
        "authorised_none": row.authorised_none,
        "closed_on": now.by_then(row.closed_on),
        "official_on_portal": row.official_on_portal,
        "verification": row.verification,
        "last_post_on": now.by_then(row.last_post_on),
    }


def _login(now: Moment, account: AccountVersion) -> Facts:
    logins: list[AccountMailbox] = now.world.about(
        "account_mailboxes", account_id=account.account_id, use="login"
    )
    ties = in_force(logins, now.day)
    mailbox = now.mailboxes.get(ties[0].mailbox_id or 0) if ties else None
    return {
        "login_none": bool(ties) and ties[0].mailbox_id is None,
        "login_mailbox": mailbox and mailbox.address,
        "login_ref": mailbox and mailbox.address_key,
        "login_domain": mailbox and mailbox.domain,
        "login_kind": mailbox and mailbox.kind,
        "login_local": mailbox and mailbox.local_key,
        "login_person": mailbox
        and any(person.email_key == mailbox.address_key for person in now.people.values()),
        "login_names_area": mailbox
        and any(area.code_key == mailbox.local_last for area in now.areas.values()),
    }


def _linked(now: Moment, account: AccountVersion) -> Facts:
    links: list[LinkedAccount] = now.world.about("linked", account_id=account.account_id)
    ties = in_force(links, now.day)
    outside = [
        tie
        for tie in ties
        if not in_force(
            now.world.about("accounts", platform=tie.platform, handle_key=tie.handle_key), now.day
        )
    ]
    recorded = "some" if ties else "none" if account.linked_none else None
    return {"linked": recorded, "linked_outside": len(outside)}


def _mailbox_holder(now: Moment, holder: int | None, *, none: bool) -> str | None:
    if none:
        return "none"
    if holder is None:
        return None
    return "administrator" if holder in now.all_administrators else "other"


def _asked(now: Moment, subject: tuple[str, int], asks: Asks, people: set[int]) -> Facts:
    facts: Facts = {}
    for control, by in asks.attested.items():
        facts |= papers.attested(now, control, subject, by, people)
    for control, event in asks.duties.items():
        facts |= obligations.facts(now, control, subject, event, asks.began[control])
    return facts | {
        f"document:{kind}": papers.on_file(now, kind, subject) for kind in asks.documents
    }
