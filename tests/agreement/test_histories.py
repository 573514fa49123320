"""Engine and oracle agree on every fact and letter of random histories, on either database."""

import pytest

from tests.agreement import histories, policies
from tests.agreement.conftest import Filled

KINDS = ("account", "mailbox", "area", "institution")


@pytest.mark.parametrize("kind", KINDS)
def test_the_oracle_works_out_every_fact_that_checks_may_read(kind: str) -> None:
    day, policy, _institutions = next(histories.register().looked_at(kind))
    known = histories.planned(policy, day, kind).facts.c.keys()
    assert sorted(known) == sorted(histories.columns(kind))


@pytest.mark.parametrize("kind", KINDS)
def test_every_fact_and_every_letter_agrees(filled: Filled, kind: str) -> None:
    compared = filled.compared(kind)
    assert compared.examples[:5] == [], compared.differing
    assert compared.subjects >= (2_500 if kind == "institution" else 20_000)


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
