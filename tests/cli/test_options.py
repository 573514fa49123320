"""A day as people type it, and a day that is none."""

from datetime import date

import click
import pytest

from monitor.cli.options import SEVERITIES, Day
from monitor.policy import requirements


@pytest.mark.parametrize("typed", ["2026-11-22", "22/11/2026", date(2026, 11, 22)])
def test_a_day_is_written_in_either_way(typed: object) -> None:
    assert Day().convert(typed, None, None) == date(2026, 11, 22)


@pytest.mark.parametrize("typed", ["", "today", "2026-02-30", "30/02/2026", "1/2", "22/11/26/1"])
def test_what_is_no_day_is_refused_with_how_to_write_one(typed: str) -> None:
    with pytest.raises(click.BadParameter, match="write it as 2026-11-22 or 22/11/2026"):
        Day().convert(typed, None, None)


def test_there_is_a_level_for_each_severity_and_one_for_none() -> None:
    assert (*requirements.SEVERITIES, "never") == SEVERITIES
