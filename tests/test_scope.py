"""Scope: what a query may see is said once and cannot be widened on the way."""

from dataclasses import FrozenInstanceError

import pytest

from monitor.scope import Scope


def test_a_scope_is_the_whole_institution_unless_it_says_less() -> None:
    whole = Scope(7)
    assert (whole.institution_id, whole.area_ids, whole.account_ids) == (7, None, None)
    nothing = Scope(7, area_ids=frozenset(), account_ids=frozenset())
    assert nothing != whole


def test_a_scope_cannot_be_widened() -> None:
    narrow = Scope(7, area_ids=frozenset({1}))
    with pytest.raises(FrozenInstanceError):
        narrow.area_ids = None  # type: ignore[misc] # that it is frozen is what is tried
