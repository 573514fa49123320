"""Facts about what a text names of the register as a whole: accounts, mailboxes, the portal."""

from typing import Any

from tests.oracle.asks import Asks
from tests.oracle.moment import Moment
from tests.oracle.records import PortalSeen, in_force


def facts(now: Moment, asks: Asks) -> dict[str, Any]:
    """Return the columns of everything that is named."""
    return {
        **{f"named:{name}": _named(now, name) for name in asks.named},
        **{f"mailbox:{one}": _mailbox(now, one, under) for one, under in asks.mailboxes.items()},
        **{f"on_platform:{name}": _on_platform(now, name) for name in asks.platforms},
        **({} if asks.portal is None else _portal(now, asks.portal)),
    }


def _named(now: Moment, name: str) -> str | None:
    """Return whether an account is kept, or closed; None where the register has none such."""
    found = [row for row in now.begun.values() if f"{row.platform}/{row.handle_key}" == name]
    if any(row.status != "closed" for row in found):
        return "kept"
    return "closed" if found else None


def _mailbox(now: Moment, purpose: str, domains: tuple[str, ...]) -> str | None:
    """Return whether a mailbox for a purpose is of an allowed domain; without domains, any is."""
    found = [
        row.domain
        for row in now.mailboxes.values()
        if row.purpose == purpose and (row.assigned_on is None or row.assigned_on <= now.day)
    ]
    if not found:
        return None
    fine = any(one == name or one.endswith("." + name) for one in found for name in domains)
    return "allowed" if fine or not domains else "elsewhere"


def _on_platform(now: Moment, platform: str) -> int:
    return sum(row.platform == platform for row in now.accounts.values())


def _portal(now: Moment, holders: tuple[str, ...]) -> dict[str, Any]:
    """Return the day of the newest list, and what on it is not an account of the register.

    Such an account may be there where it is the personal one of a holder that the text names;
    whose it is may not be on record.
    """
    newest = next(iter(in_force(now.world.portal_lists, now.day)), None)
    if newest is None:
        return {"portal:on": None, "portal:strangers": None, "portal:unnamed": None}
    ours = {(row.platform, row.handle_key) for row in now.accounts.values()}
    seen: list[PortalSeen] = now.world.about("portal_seen", valid_from=newest.valid_from)
    others = [row.holder_role for row in seen if (row.platform, row.handle_key) not in ours]
    return {
        "portal:on": newest.valid_from,
        "portal:strangers": sum(
            one is not None and one.casefold() not in holders for one in others
        ),
        "portal:unnamed": others.count(None),
    }
