"""A day as people type it, and a day that is none."""

from datetime import date

import click
import pytest

from monitor import text
from monitor.cli.options import SEVERITIES, Day, Word
from monitor.policy import requirements


@pytest.mark.parametrize("typed", ["2026-11-22", "22/11/2026", date(2026, 11, 22)])
def test_a_day_is_written_in_either_way(typed: object) -> None:
    assert Day().convert(typed, None, None) == date(2026, 11, 22)


@pytest.mark.parametrize("typed", ["", "today", "2026-02-30", "30/02/2026", "1/2", "22/11/26/1"])
def test_what_is_no_day_is_refused_with_how_to_write_one(typed: str) -> None:
    with pytest.raises(click.BadParameter, match="write it as 2026-11-22 or 22/11/2026"):
        Day().convert(typed, None, None)


def test_there_is_a_level_for_each_severity() -> None:
    assert tuple(SEVERITIES) == requirements.SEVERITIES


@pytest.mark.parametrize(
    ("lang", "typed"),
    [("es", "alta"), ("es", "ALTA"), ("es", "high"), ("en", "high"), ("en", "High")],
)
def test_a_word_is_understood_in_the_language_in_use_and_as_machines_know_it(
    lang: str, typed: str
) -> None:
    text.use(lang)
    assert Word(SEVERITIES).convert(typed, None, None) == "high"


def test_a_word_that_there_is_not_is_refused() -> None:
    with pytest.raises(click.BadParameter, match="critical"):
        Word(SEVERITIES).convert("terrible", None, None)
