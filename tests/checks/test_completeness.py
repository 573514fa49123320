"""Every check does what it says it can, on rows that nobody thought of, on both engines."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache
from random import Random
from typing import Any

import pytest
from sqlalchemy import Column, Connection, Engine, Integer, String
from sqlalchemy.types import NullType

from monitor import db
from monitor.checks import registry, verdict
from monitor.checks.examples import _fact_types
from monitor.checks.judgement import Because
from monitor.findings.evaluate import Plan
from monitor.policy.library import Library, LoadedInstitution
from monitor.policy.requirements import Control, Requirements, compile_requirements
from monitor.policy.schema import Institution
from tests.agreement.policies import OTHERS
from tests.facts.engines import undone
from tests.oracle.rows import random_fact_row

DAY = date(2026, 3, 31)
ROWS = 800
KINDS = ("account", "mailbox", "area", "institution")

# Facts that are never NULL, by what their names say (the columns of facts).
NEVER_UNKNOWN = {
    *("status", "credential_model", "login_none", "authorised_none", "id"),
    *("platform", "handle", "handle_key", "changed_before_last_year"),
}
# Nobody may know whether an account is older than a rule; of what else happened, it is on record.
_UNKNOWN_AT_TIMES = ("duty:scope.legacy-accounts:event", "duty:scope.legacy-accounts:owed")
_TAILORED = {
    "params": {"rotation.it-period": {"period": "P1M"}},
    "readings": {"admins.two-designated": {"contractors": "public-servants-only"}},
}
TAILORINGS: dict[str, dict[str, Any]] = {"as written": {}, "tailored": _TAILORED}


@pytest.fixture(scope="module", params=[*TAILORINGS, *OTHERS])
def requirements(request: pytest.FixtureRequest) -> Requirements:
    """Give the mail guidelines, tailored or not, and every other policy there is."""
    if request.param in OTHERS:
        return OTHERS[request.param]().requirements
    own = LoadedInstitution(Institution.model_validate(TAILORINGS[request.param]))
    return compile_requirements(Library(), ["mx-ine-mail"], own)


def _plan(requirements: Requirements, kind: str, connection: Connection) -> Plan:
    """Return the plan of a kind over a table of made-up facts instead of those of a register."""
    tests = tuple(
        verdict.test(control, kind, DAY, requirements.calendar, requirements.platforms)
        for control in requirements.of(kind)
    )
    asks = tuple(dict.fromkeys(ask for tested in tests for ask in tested.asks()))
    types = _fact_types(kind, asks)
    columns = [
        Column(name, String() if isinstance(each, NullType) else each)
        for name, each in types.items()
    ]
    table = db.temporary(f"made_up_{kind}", *columns)
    table.create(connection)
    rng = Random(kind)  # noqa: S311 - made-up facts, not secrets
    names = list(types)
    rows = [random_fact_row(rng, kind, names, DAY) for _ in range(ROWS)]
    sure = [random_fact_row(rng, kind, names, DAY, unknown=0) for _ in range(ROWS)]
    known = [name for name, each in types.items() if _is_never_unknown(name, each)]
    connection.execute(
        table.insert(),
        [
            _sensible({**row, **{name: other[name] for name in known}, "id": place}, other)
            for place, (row, other) in enumerate(zip(rows, sure, strict=True))
        ],
    )
    return Plan(kind, tests, table)


def _is_never_unknown(name: str, kind: object) -> bool:
    if name in _UNKNOWN_AT_TIMES:
        return False
    count = isinstance(kind, Integer) and name != "password_score" and not name.endswith("_id")
    return name in NEVER_UNKNOWN or count or name.endswith((":event", ":owed", ":owed_since"))


def _sensible(row: dict[str, Any], sure: dict[str, Any]) -> dict[str, Any]:
    """Return a row in which what is known together is known together."""
    for name in list(row):
        if name.startswith("login_") and name not in {"login_none", "login_mailbox", "login_kind"}:
            row[name] = sure[name] if row["login_mailbox"] else None
        if name in _UNKNOWN_AT_TIMES and not all(
            row[each] is not None for each in _UNKNOWN_AT_TIMES
        ):
            row[name] = None
        if name.startswith("attested:") and name.endswith(":on"):
            answered = row[name.removesuffix(":on")] is not None
            row[name] = sure[name] if answered else None
    return row


Judged = tuple[verdict.Test, str, int | None, Sequence[tuple[str, Because]]]


def _judged(plan: Plan, connection: Connection) -> Iterator[Judged]:
    """Yield (test, letter, place of the reason, reasons with their letters) of all of them."""
    reasons = [verdict.reasons(tested, plan.facts) for tested in plan.tests]
    for row in connection.execute(plan.details()).mappings():
        for place, (tested, letter) in enumerate(zip(plan.tests, row["word"], strict=True)):
            yield tested, letter, row[f"because_{place}"], reasons[place]


@pytest.fixture(scope="module")
def judged(shared: Engine, requirements: Requirements) -> Callable[[str], list[Judged]]:
    """Give what every row of a kind was given, judged once."""

    @cache
    def of_kind(kind: str) -> list[Judged]:
        if not requirements.of(kind):
            return []
        with undone(shared) as connection:
            return list(_judged(_plan(requirements, kind, connection), connection))

    return of_kind


@pytest.mark.parametrize("kind", KINDS)
def test_a_control_gives_no_letter_that_it_does_not_declare(
    requirements: Requirements, judged: Callable[[str], list[Judged]], kind: str
) -> None:
    seen: dict[str, Counter[str]] = {}
    for tested, letter, place, reasons in judged(kind):
        seen.setdefault(tested.control.id, Counter())[letter] += 1
        if letter == verdict.PASS:  # needs no reason; where it has a word to say, it is such a one
            assert place is None or reasons[place][0] == verdict.PASS, tested.control.id
        elif letter != verdict.NOT_APPLICABLE or reasons:
            assert place is not None, f"{tested.control.id}: {letter} without a reason"
    for control in requirements.of(kind):
        tested = verdict.test(control, kind, DAY, requirements.calendar, requirements.platforms)
        phase = {"n"} if kind == "account" else set()
        aside = _aside(control)
        assert set(seen[control.id]) - aside <= tested.gives() | phase, control.id
        unreached = tested.gives() - set(seen[control.id]) - aside
        assert not unreached, f"{control.id} declares {unreached} and never gives it"


def _aside(control: Control) -> set[str]:
    """Return the letters of a control that such rows cannot show, or show of no register."""
    if control.id == "email.institutional-domain":
        return {"w"}  # of accounts older than the rule
    if control.id == "access.only-authorized" and not control.params["heads"]:
        return {"w"}  # of heads of other areas
    if control.id == "rotation.it-period" and not control.params.get("period"):
        return {"p", "w", "f"}  # once the institution gives the period
    return set()


@pytest.mark.parametrize("kind", KINDS)
def test_the_reason_of_a_letter_explains_that_letter(
    judged: Callable[[str], list[Judged]], kind: str
) -> None:
    for tested, letter, place, reasons in judged(kind):
        if place is not None:
            assert reasons[place][0] == letter, tested.control.id


def test_every_check_that_judges_is_used_by_a_control() -> None:
    used = {use.check for each in Library().definitions().values() for use in each.checks}
    assert set(registry.names()) == used


@pytest.mark.parametrize("name", registry.names())
def test_a_check_offers_what_every_check_offers(name: str) -> None:
    check = registry.find(name)
    assert isinstance(check.NEEDS, tuple)
    offered: list[Callable[..., Any]] = [check.gives, check.evidence, check.asks, check.judge]
    assert all(each.__doc__ for each in offered)
