"""Changing accounts: adding one, setting what is known of it, renaming, handing over, closing."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from monitor.acts import working
from monitor.acts.working import Typed
from monitor.audit.session import Session
from monitor.intake import typed as typing
from monitor.intake.cells import NONE
from monitor.intake.faults import RefusedError
from monitor.intake.references import BadReferenceError, parse_reference
from monitor.inventory import ties
from monitor.inventory.changing import NONE as NO_MAILBOX
from monitor.inventory.changing import Change, Changing, day_of, or_none
from monitor.inventory.kinds import ACCOUNT
from monitor.inventory.lookup import platforms
from monitor.inventory.values import columns_of
from monitor.text import _
from monitor.text import day as written

ADDED = "account:added"
CHANGED = "account:changed"
RENAMED = "account:renamed"
TRANSFERRED = "account:transferred"
CLOSED = "account:closed"

_NAMES = ("platform", "handle", "handle_key", "url")


def add_account(
    session: Session, reference: str, typed: Typed, on: date | None = None
) -> list[Change]:
    """Record a new account: `reference` is `platform/handle` or the address of its profile.

    Raises:
        IntakeError: what is wrong with what was typed, or there is such an account already.
    """
    day = day_of(session, on)
    values = working.read(session, "accounts", {**_named(reference), **typed})
    typing.name(values, platforms())
    typing.check("accounts", values)
    told = columns_of("account", values, working.resolving(session, day))
    if "linked_accounts" in values:
        told["linked_none"] = values["linked_accounts"] is NONE
    made = Changing.new(session, ACCOUNT, day)
    recorded = made.create(told, ADDED, _beside(made, values))
    _write_beside(made, values, recorded.entry)
    return recorded.changes


def set_account(
    session: Session, reference: str, typed: Typed, on: date | None = None
) -> list[Change]:
    """Record what is so of an account from a day on; what is not named stays.

    An account that is closed has a closing day, and one that is open again has none.

    Raises:
        IntakeError: what is wrong with what was typed.
    """
    account = _account(session, reference, day_of(session, on))
    values = working.read(session, "accounts", typed)
    return _change(account, _life(account, values), CHANGED)


def rename_account(
    session: Session, reference: str, new: str, on: date | None = None
) -> list[Change]:
    """Record that an account has another handle: `new` is that, or the address of its profile.

    The address on record named the old handle; without a new one nobody knows it.

    Raises:
        IntakeError: it cannot be a handle of that network, or another account has it.
    """
    account = _account(session, reference, day_of(session, on))
    before = account.before()
    values = working.read(session, "accounts", _renamed(before["platform"], new))
    typing.name(values, platforms())
    if values["platform"] != before["platform"]:
        told = _("An account stays on its network ({platform}); add the other one as new.")
        raise RefusedError(new, told.format(platform=before["platform"]))
    names = {name: values.get(name) for name in _NAMES}
    return account.change(names, RENAMED).changes


def transfer_account(
    session: Session, reference: str, area: str, on: date | None = None
) -> list[Change]:
    """Record that another area is responsible for an account from a day on.

    Raises:
        RefusedError: there is no such account or area.
    """
    account = _account(session, reference, day_of(session, on))
    area_id = working.living(session, "area", area, account.day)
    return account.change({"area_id": area_id}, TRANSFERRED).changes


def close_account(session: Session, reference: str, on: date | None = None) -> list[Change]:
    """Record that an account is closed from a day on, the first day without it (ruling 2).

    Raises:
        RefusedError: there is no such account, it was not opened by then, or its status changed
            later than that.
    """
    account = _account(session, reference, day_of(session, on))
    status = account.before()["status"]
    if status == "closed":
        raise RefusedError(reference, _("This account is closed already."))
    later = account.differs_later("status", status)
    if later is not None:
        told = _("Its status changed on {day}; give that day or a later one.")
        raise RefusedError(reference, told.format(day=written(later)))
    return _change(account, {"status": "closed", "closed_on": account.day}, CLOSED)


def _account(session: Session, reference: str, day: date) -> Changing:
    found = working.subject(session, "account", reference, day)
    return Changing(session, ACCOUNT, found, day)


def _named(reference: str) -> Typed:
    """Return what a reference says, as the cells that would say it."""
    try:
        platform, _slash, handle = parse_reference(
            reference.strip(), ("account",), platforms()
        ).shown.partition("/")
    except BadReferenceError as error:
        raise RefusedError(reference, str(error)) from None
    own = {"platform": platform, "handle": handle}
    return {**own, "url": reference} if "://" in reference else own


def _renamed(platform: str, new: str) -> Typed:
    return _named(new) if "/" in new else {"platform": platform, "handle": new}


def _life(account: Changing, values: Mapping[str, object]) -> dict[str, object]:
    """Return the values with the closing day that follows from the status, or its absence."""
    before = account.before()
    whole = dict(values)
    if isinstance(whole.get("closed_on"), date):
        whole.setdefault("status", "closed")
    if whole.get("status") == "closed" and before["closed_on"] is None:
        whole.setdefault("closed_on", account.day)
    elif before["status"] == "closed" and whole.get("status", "closed") != "closed":
        whole.setdefault("closed_on", NONE)
    return whole


def _change(account: Changing, values: dict[str, object], action: str) -> list[Change]:
    """Record values of an account, its mailboxes and linked accounts under one entry."""
    before = {name: value for name, value in account.before().items() if value is not None}
    whole = {**before, **values}
    if "url" in values:
        typing.name(whole, platforms())
    typing.check("accounts", whole)
    told = columns_of("account", values, working.resolving(account.session, account.day))
    if "linked_accounts" in values:
        told["linked_none"] = values["linked_accounts"] is NONE
    recorded = account.change(told, action, _beside(account, values))
    _write_beside(account, values, recorded.entry)
    return recorded.changes


def _beside(account: Changing, values: Mapping[str, object]) -> list[Change]:
    """Return what differs in the tables that stand beside an account's versions."""
    return [
        Change(account.subject, what, before, after)
        for what, before, after in _ties(account, values)
        if before != after
    ]


def _ties(account: Changing, values: Mapping[str, object]) -> list[tuple[str, Any, Any]]:
    session, day = account.session, account.day
    found: list[tuple[str, Any, Any]] = []
    for column, use in ties.USES.items():
        if column in values:
            before = ties.mailbox_on(session, account.id, use, day)
            was = None if before is ties.UNKNOWN else before or NO_MAILBOX
            found.append((column, was, or_none(_mailbox(session, values[column], day))))
    if "linked_accounts" in values:
        linked = "; ".join(sorted(ties.linked_on(session, account.id, day))) or None
        found.append(("linked_accounts", linked, "; ".join(sorted(_linked(values))) or None))
    return found


def _write_beside(account: Changing, values: Mapping[str, object], entry: int | None) -> None:
    if entry is None:
        return
    session, since = account.session, (account.day, entry)
    for column, use in ties.USES.items():
        if column in values:
            mailbox = _mailbox(session, values[column], account.day)
            if ties.mailbox_on(session, account.id, use, account.day) != mailbox:
                ties.set_mailbox(session, account.id, use, mailbox, since=since)
    if "linked_accounts" in values:
        ties.set_linked(session, account.id, _linked(values), since=since)


def _mailbox(session: Session, value: object, day: date) -> int | None:
    return None if value is NONE else working.living(session, "mailbox", str(value), day)


def _linked(values: Mapping[str, object]) -> tuple[str, ...]:
    linked = values["linked_accounts"]
    return linked if isinstance(linked, tuple) else ()
