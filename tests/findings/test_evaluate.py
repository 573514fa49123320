"""One SELECT per kind of subject, whatever the number of subjects and controls."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.sql.selectable import ScalarSelect
from sqlalchemy.sql.visitors import iterate

from monitor.findings.evaluate import Plan, plans
from monitor.policy.library import Library, LoadedInstitution
from monitor.policy.requirements import compile_requirements
from monitor.policy.schema import Institution
from monitor.scope import Scope

DAY = date(2026, 3, 31)


@pytest.fixture(scope="module")
def made() -> dict[str, Plan]:
    own = LoadedInstitution(Institution())
    requirements = compile_requirements(Library(), ["mx-ine-mail"], own)
    return {plan.kind: plan for plan in plans(requirements, Scope(1), DAY)}


def test_there_is_one_plan_per_kind_of_subject(made: dict[str, Plan]) -> None:
    assert list(made) == ["account", "mailbox", "area", "institution"]
    assert [len(plan.tests) for plan in made.values()] == [25, 10, 2, 4]


@pytest.mark.parametrize("kind", ["account", "mailbox", "area", "institution"])
def test_no_statement_has_a_correlated_subquery(made: dict[str, Plan], kind: str) -> None:
    parts = iterate(made[kind].words())
    assert not [part for part in parts if isinstance(part, ScalarSelect)]


def test_each_reason_points_into_the_reasons_of_its_test(made: dict[str, Plan]) -> None:
    for plan in made.values():
        names = [column.name for column in plan.details().selected_columns]
        assert names[0] == "word"
        assert names[1 : 1 + len(plan.tests)] == [f"because_{n}" for n in range(len(plan.tests))]
        assert len(plan.reasons()) == len(plan.tests)
        assert all(plan.reasons())


def test_the_facts_can_be_selected_from(made: dict[str, Plan]) -> None:
    assert select(made["area"].facts.c.head) is not None
