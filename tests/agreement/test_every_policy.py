"""Engine and oracle agree under every other policy: each pack of ours, and made-up documents."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from itertools import islice

import pytest

from monitor.policy.library import Library
from tests.agreement import histories, policies
from tests.agreement.conftest import Filled
from tests.agreement.histories import Compared
from tests.agreement.policies import Policy
from tests.agreement.sizes import Sizes
from tests.oracle.controls import KINDS
from tests.oracle.made_up import DOCUMENTS

DAY = date(2026, 11, 22)
TOGETHER = ("mx-ine-2017", "mx-ine-mail")


def _policies() -> Mapping[str, Callable[[], Policy]]:
    """Return the packs that there are, alone and as INE has them together, and what is made up."""
    ours = Library().pack_ids()
    chosen = [(one,) for one in ours] + [TOGETHER] * (set(TOGETHER) <= set(ours))
    return {
        **{name: partial(policies.made_up, name) for name in DOCUMENTS},
        **{"+".join(packs): partial(policies.of_packs, *packs) for packs in chosen},
    }


POLICIES = _policies()


def _compared(filled: Filled, name: str, kind: str, sizes: Sizes) -> Compared:
    looks = filled.register.looked_at(kind, [POLICIES[name]()])
    return filled.compared(name, kind, islice(looks, sizes.other_days))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", POLICIES)
def test_the_oracle_works_out_every_fact_that_a_policy_asks_for(name: str, kind: str) -> None:
    policy = POLICIES[name]()
    known = histories.planned(policy, DAY, kind).facts.c.keys()
    assert sorted(known) == sorted(histories.columns(policy, kind))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", POLICIES)
def test_every_fact_and_every_letter_agrees(
    filled: Filled, name: str, kind: str, sizes: Sizes
) -> None:
    compared = _compared(filled, name, kind, sizes)
    assert compared.examples[:5] == [], compared.differing


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", POLICIES)
def test_a_control_gives_no_letter_that_no_document_lets_it_give(
    filled: Filled, name: str, kind: str, sizes: Sizes
) -> None:
    controls = POLICIES[name]().controls
    for control, letters in _compared(filled, name, kind, sizes).given().items():
        assert letters <= set(controls[control].can_give), control
