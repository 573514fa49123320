"""Engine and oracle agree under every other policy: each pack of ours, and made-up documents."""

from collections.abc import Iterator
from datetime import date
from itertools import islice

import pytest

from monitor.policy.library import Library
from tests.agreement import histories, policies
from tests.agreement.conftest import Filled
from tests.agreement.histories import Compared
from tests.agreement.policies import Policy
from tests.agreement.sizes import Sizes
from tests.oracle.catalogue import CONTROLS
from tests.oracle.controls import KINDS
from tests.oracle.verdicts import allowed

DAY = date(2026, 11, 22)

of_every_policy = pytest.mark.parametrize("name", policies.OTHERS)


def _kinds(policy: Policy) -> list[str]:
    """Return the kinds of subject that a policy asks anything of."""
    return [kind for kind in KINDS if policy.requirements.of(kind)]


def _compared(filled: Filled, name: str, sizes: Sizes) -> Iterator[Compared]:
    policy = policies.OTHERS[name]()
    for kind in _kinds(policy):
        looks = filled.register.looked_at(kind, [policy])
        yield filled.compared(name, kind, islice(looks, sizes.other_days))


def test_the_oracle_knows_every_control_and_whom_it_is_asked_of() -> None:
    defined = Library().definitions().items()
    assert {name: (tuple(each.subjects), each.phase) for name, each in defined} == {
        name: (each.subjects, each.phase) for name, each in CONTROLS.items()
    }


@of_every_policy
def test_the_oracle_works_out_every_fact_that_a_policy_asks_for(name: str) -> None:
    policy = policies.OTHERS[name]()
    for kind in _kinds(policy):
        known = histories.planned(policy, DAY, kind).facts.c.keys()
        assert sorted(known) == sorted(histories.columns(policy, kind))


@of_every_policy
def test_every_fact_and_every_letter_agrees(filled: Filled, name: str, sizes: Sizes) -> None:
    subjects = 0
    for compared in _compared(filled, name, sizes):
        assert compared.examples[:5] == [], compared.differing
        assert compared.subjects
        subjects += compared.subjects
    assert subjects >= sizes.other_subjects


@of_every_policy
def test_a_control_gives_no_letter_that_its_document_does_not_let_it_give(
    filled: Filled, name: str, sizes: Sizes
) -> None:
    controls = policies.OTHERS[name]().controls
    for compared in _compared(filled, name, sizes):
        for control, letters in compared.given().items():
            told = controls[control]
            assert letters <= {allowed(told, letter) for letter in told.can_give}, control
