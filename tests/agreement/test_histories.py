"""Engine and oracle agree on every fact and letter of random histories, on either database."""

from datetime import date

import pytest

from tests.agreement import histories, policies
from tests.agreement.conftest import Filled
from tests.agreement.histories import Compared
from tests.agreement.sizes import Sizes
from tests.oracle.controls import KINDS

DAY = date(2026, 11, 22)


def _compared(filled: Filled, kind: str) -> Compared:
    under = (policies.as_written(), policies.tailored())
    return filled.compared("mail", kind, filled.register.looked_at(kind, under))


@pytest.mark.parametrize("kind", KINDS)
def test_the_oracle_works_out_every_fact_that_checks_may_read(kind: str) -> None:
    mail = policies.as_written()
    known = histories.planned(mail, DAY, kind).facts.c.keys()
    assert sorted(known) == sorted(histories.columns(mail, kind))


@pytest.mark.parametrize("kind", KINDS)
def test_every_fact_and_every_letter_agrees(filled: Filled, kind: str, sizes: Sizes) -> None:
    compared = _compared(filled, kind)
    assert compared.examples[:5] == [], compared.differing
    assert compared.subjects >= sizes.subjects


@pytest.mark.parametrize("kind", KINDS)
def test_a_control_gives_the_letters_that_the_rulings_say_and_no_other(
    filled: Filled, kind: str
) -> None:
    declared = {
        name: set(control.can_give)
        for name, control in policies.as_written().controls.items()
        if kind in control.subjects
    }
    if kind == "account":
        declared["admins.change-notice"].add("u")  # a change without a day: the term has no start
    assert _compared(filled, kind).given() == declared
