"""Machines read days and moments as ISO 8601 writes them."""

import json
from datetime import UTC, date, datetime

import pytest

from monitor.reports.plain import iso


def test_days_and_moments_are_iso_8601() -> None:
    values = [date(2026, 5, 1), datetime(2026, 5, 1, 7, 30, tzinfo=UTC)]
    assert json.loads(json.dumps(values, default=iso)) == [
        "2026-05-01",
        "2026-05-01T07:30:00+00:00",
    ]


def test_anything_else_is_an_error_and_not_a_guess() -> None:
    with pytest.raises(TypeError, match="set"):
        json.dumps({"seen": {1}}, default=iso)
