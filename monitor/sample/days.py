"""The fixed day of the sample, and days counted from it."""

from datetime import date, timedelta
from random import Random

AS_OF = date(2026, 11, 20)
"""The day the sample institute is shown on; no fact of it is later, only terms and ends are."""

SEED = "IEE 2026"
"""What every draw starts from, so that two writings give the same files byte for byte."""


def ago(days: int) -> date:
    """Return the day `days` before the sample's day; a negative number looks ahead."""
    return AS_OF - timedelta(days=days)


def after(day: date, days: int) -> date:
    """Return the day `days` after `day`, never past the sample's day."""
    return min(day + timedelta(days=days), AS_OF)


def draws(*name: str) -> Random:
    """Return the draws that belong to `name`: what one area draws never moves another's."""
    return Random(" ".join((SEED, *name)))  # noqa: S311 - invented data, nothing to guess


def between(chance: Random, newest: int, oldest: int) -> date:
    """Return a day between `newest` and `oldest` days ago, both included."""
    return ago(chance.randint(newest, oldest))


def written(day: date | None) -> str:
    """Return a day as the inventory files write it (ISO), or an empty cell."""
    return "" if day is None else day.isoformat()
