"""The form: cells that no spreadsheet runs, and that come back as they were meant."""

import pytest

from monitor.evaluations.forms import HEADERS, as_filled_in, as_shown


@pytest.mark.parametrize("text", ["=1+1", "+52", "-", "@ieejemplo", "plain", "'quoted'", ""])
def test_what_is_shown_is_harmless_and_is_read_back(text: str) -> None:
    shown = as_shown(text)
    assert not shown.startswith(("=", "+", "-", "@"))
    assert as_filled_in(shown) == text


def test_every_column_is_called_something_in_both_languages() -> None:
    assert all(len(words) == 2 for words in HEADERS.values())
