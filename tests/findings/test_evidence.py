"""Evidence as JSON: what was observed comes back, days as days."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.findings import evidence

VALUES = st.one_of(st.none(), st.booleans(), st.integers(), st.text(), st.dates())


@given(st.dictionaries(st.text(), VALUES))
def test_what_was_observed_comes_back(observed: dict[str, object]) -> None:
    if set(observed) == {"day"}:
        return  # no fact is called so
    assert evidence.load(evidence.dump(observed)) == observed


def test_a_text_that_looks_like_a_day_stays_a_text() -> None:
    observed = {"handle": "2026-01-01", "on": date(2026, 1, 1)}
    assert evidence.load(evidence.dump(observed)) == observed


def test_without_a_text_nothing_was_observed() -> None:
    assert evidence.load(None) == {}


def test_what_is_no_fact_is_refused() -> None:
    with pytest.raises(TypeError):
        evidence.dump({"set": {1}})
