"""Facts about passwords and second factors."""

from typing import Any

from tests.oracle.moment import Moment
from tests.oracle.records import AccountVersion, Factor, PasswordChange, in_force, known


def password(now: Moment, kind: str, subject_id: int, *, by_year: bool) -> dict[str, Any]:
    """Return the newest change, how it was judged, and how well the changes are documented."""
    changes: list[PasswordChange] = now.world.about(
        "password_changes", kind=kind, subject_id=subject_id
    )
    rows = known(changes, now.day)
    newest = next(iter(in_force(rows, now.day)), None)
    return {
        "password_changed_on": newest.valid_from if newest else None,
        "password_meets": newest.meets_composition if newest else None,
        "password_score": newest.score if newest else None,
        "password_breached": newest.breached if newest else None,
        "password_reused": newest.reused if newest else None,
        "changes": len(rows),
        "changes_by_nobody": sum(row.by_none for row in rows),
        "changes_by_unknown": sum(row.by_id is None and not row.by_none for row in rows),
        **(_by_year([row.valid_from.year for row in rows], now.day.year) if by_year else {}),
    }


def _by_year(years: list[int], year: int) -> dict[str, Any]:
    """Return how many changes fall in a calendar year and the one before (ruling 26)."""
    return {
        "changes_this_year": years.count(year),
        "changes_last_year": years.count(year - 1),
        "changed_before_last_year": any(one < year - 1 for one in years),
    }


def factor(now: Moment, account: AccountVersion) -> dict[str, Any]:
    """Return the second factor of an account as last seen."""
    factors: list[Factor] = now.world.about(
        "factors", kind="account", subject_id=account.account_id
    )
    newest = next(iter(in_force(factors, now.day)), None)
    seen_on = newest.seen_on if newest else None
    return {
        "second_factor": newest.method if newest else None,
        "factor_on": seen_on if seen_on is not None and seen_on <= now.day else None,
        "factor_level": newest.level if newest else None,
        "factor_holder": _holder(now, account, newest) if newest else None,
    }


def _holder(now: Moment, account: AccountVersion, row: Factor) -> str | None:
    if row.holder_none:
        return "none"
    if row.holder_id is None or now.standing(account, "owner") is None:
        return None
    return "owner" if row.holder_id in now.owners(account) else "other"
