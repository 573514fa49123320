"""Engine and oracle agree on every fact and letter of random histories, on either database."""

from datetime import date

import pytest

from tests.agreement import histories, policies
from tests.agreement.conftest import Filled
from tests.agreement.sizes import Sizes

KINDS = ("account", "mailbox", "area", "institution")
DAY = date(2026, 11, 22)


@pytest.mark.parametrize("kind", KINDS)
def test_the_oracle_works_out_every_fact_that_checks_may_read(kind: str) -> None:
    known = histories.planned(policies.as_written(), DAY, kind).facts.c.keys()
    assert sorted(known) == sorted(histories.columns(kind))


@pytest.mark.parametrize("kind", KINDS)
def test_every_fact_and_every_letter_agrees(filled: Filled, kind: str, sizes: Sizes) -> None:
    compared = filled.compared(kind)
    assert compared.examples[:5] == [], compared.differing
    assert compared.subjects >= sizes.subjects


@pytest.mark.parametrize("kind", KINDS)
def test_a_control_gives_the_letters_that_the_rulings_say_and_no_other(
    filled: Filled, kind: str
) -> None:
    given: dict[str, set[str | None]] = {}
    for control, letter in filled.compared(kind).letters:
        given.setdefault(control, set()).add(letter)
    declared = {
        name: set(control.can_give)
        for name, control in policies.as_written().controls.items()
        if kind in control.subjects
    }
    if kind == "account":
        declared["admins.change-notice"].add("u")  # a change without a day: the term has no start
    assert given == declared
