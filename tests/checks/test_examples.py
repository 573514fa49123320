"""Examples run through the same SQL as accounts, and leave no outcome out."""

from dataclasses import replace

import pytest
from sqlalchemy import Connection

from monitor.checks import examples
from monitor.policy.library import LoadedInstitution, LoadedPack
from monitor.policy.requirements import Requirements, compile_requirements
from monitor.policy.schema import ExampleText, Institution
from tests.checks.trying import DAY, LIBRARY

MAIL = LIBRARY.pack("mx-ine-mail")


def _requirements() -> Requirements:
    return compile_requirements(LIBRARY, ["mx-ine-mail"], LoadedInstitution(Institution()))


def _with(control: str, *shown: ExampleText) -> LoadedPack:
    """Return the mail guidelines with other examples for one control, and none for the rest."""
    controls = {
        name: text.model_copy(update={"examples": list(shown) if name == control else []})
        for name, text in MAIL.pack.controls.items()
    }
    return replace(MAIL, pack=MAIL.pack.model_copy(update={"controls": controls}))


def _problems(connection: Connection, control: str, **example: object) -> list[str | None]:
    given = {"name": "a", "expect": "pass", "today": DAY, "given": {}} | example
    loaded = _with(control, ExampleText.model_validate(given))
    found = examples.run(connection, LIBRARY, loaded)
    return [each.problem.reason if each.problem else None for each in found]


def test_an_example_that_gives_what_it_must_has_no_problem(connection: Connection) -> None:
    given = {"password_changed_on": "2026-03-01"}
    assert _problems(connection, "rotation.max-age", given=given) == [None]
    assert _problems(
        connection, "rotation.max-age", subject="mailbox", given=given | {"serves": "1"}
    ) == [None]


def test_an_example_may_bring_parameters_and_the_day_the_rule_began(
    connection: Connection,
) -> None:
    given = {"password_changed_on": "2026-03-01"}
    assert _problems(connection, "rotation.it-period", params={"period": "P2M"}, given=given) == [
        None
    ]
    old = {"login_mailbox": "a@b.example", "login_domain": "b.example", "opened_on": "2025-01-01"}
    assert _problems(
        connection,
        "email.institutional-domain",
        expect="warn",
        in_force_from="2026-01-01",
        given=old,
    ) == [None]


def test_what_an_example_does_not_say_is_a_plain_account(connection: Connection) -> None:
    (problem,) = _problems(connection, "rotation.documented", expect="fail")
    assert problem == "example “a” expects fail and gives unknown"


def test_a_fact_given_as_nothing_is_unknown(connection: Connection) -> None:
    given = {"status": None, "password_changed_on": "2026-03-30"}
    assert _problems(connection, "rotation.max-age", expect="unknown", given=given) == [None]


def test_a_fact_there_is_not_is_named_with_the_nearest(connection: Connection) -> None:
    (problem,) = _problems(connection, "rotation.max-age", given={"paswords_changed_on": None})
    assert problem is not None
    assert "“password_changed_on”" in problem


def test_each_outcome_that_a_control_can_give_wants_an_example() -> None:
    requirements = _requirements()
    assert list(examples.uncovered(requirements, MAIL)) == []
    found = [
        problem.reason
        for problem in examples.uncovered(requirements, _with("rotation.max-age"))
        if problem.key == "rotation.max-age"
    ]
    outcomes = ("fail", "not_applicable", "pass", "unknown", "warn")
    assert [reason.split("“")[1].split("”")[0] for reason in found] == list(outcomes)


@pytest.mark.parametrize(
    ("example", "reason"),
    [
        ({"params": {"maximum": "P1M"}}, "a: “maximum” is not known here"),
        ({"params": {"max_age": "often"}}, "a: “often” is not a duration"),
        ({"subject": "area"}, "a: “area” is not known here; known are: account, mailbox"),
        ({"given": {"password_changed_on": "often"}}, "a: “often” is not a date"),
    ],
)
def test_an_example_that_cannot_be_run_says_why(
    connection: Connection, example: dict[str, object], reason: str
) -> None:
    (problem,) = _problems(connection, "rotation.max-age", **example)
    assert problem is not None
    assert problem.startswith(reason)
