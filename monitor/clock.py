"""The wall clock: the only module that asks what time it is."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    """Return this moment as an aware UTC datetime."""
    return datetime.now(UTC)


def today(zone: str) -> date:
    """Return the civil date now in the IANA time zone `zone`.

    Raises:
        zoneinfo.ZoneInfoNotFoundError: `zone` is not a known time zone.
    """
    return now().astimezone(ZoneInfo(zone)).date()
