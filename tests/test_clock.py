"""The wall clock: aware moments, and the civil date where the institution is."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfoNotFoundError

import pytest
import time_machine

from monitor import clock


def test_now_is_aware_and_in_utc() -> None:
    moment = datetime(2026, 11, 22, 14, 30, tzinfo=UTC)
    with time_machine.travel(moment, tick=False):
        assert clock.now() == moment
        assert clock.now().tzinfo is UTC


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("UTC", date(2026, 11, 22)),
        ("America/Mexico_City", date(2026, 11, 21)),
        ("America/Hermosillo", date(2026, 11, 21)),
        ("Pacific/Auckland", date(2026, 11, 22)),
    ],
)
def test_today_is_the_day_of_the_zone(zone: str, day: date) -> None:
    with time_machine.travel(datetime(2026, 11, 22, 5, 59, tzinfo=UTC), tick=False):
        assert clock.today(zone) == day


@pytest.mark.parametrize(
    ("zone", "minute_before", "midnight"),
    [
        ("America/Mexico_City", datetime(2026, 7, 1, 5, 59, tzinfo=UTC), 6),
        ("America/Hermosillo", datetime(2026, 7, 1, 6, 59, tzinfo=UTC), 7),
    ],
)
def test_in_mexico_midnight_is_at_the_same_hour_all_year(
    zone: str, minute_before: datetime, midnight: int
) -> None:
    with time_machine.travel(minute_before, tick=False):
        assert clock.today(zone) == date(2026, 6, 30)
    with time_machine.travel(minute_before.replace(hour=midnight, minute=0), tick=False):
        assert clock.today(zone) == date(2026, 7, 1)
    with time_machine.travel(datetime(2026, 1, 1, midnight, tzinfo=UTC), tick=False):
        assert clock.today(zone) == date(2026, 1, 1)


def test_an_unknown_zone_is_refused() -> None:
    with pytest.raises(ZoneInfoNotFoundError):
        clock.today("America/Aztlan")
