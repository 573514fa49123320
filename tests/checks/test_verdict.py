"""From predicates to letters: all tri-state rows, facets together, fallbacks, on both engines."""

from dataclasses import dataclass
from itertools import product

import pytest
from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Engine,
    Integer,
    MetaData,
    String,
    Table,
    insert,
    not_,
    select,
)

from monitor.checks import verdict
from monitor.checks.judgement import Because, Facts, Given, Judgement
from monitor.facts.sets import Ask
from monitor.policy.library import Library, read_institution
from monitor.policy.requirements import Control, compile_requirements
from tests.checks.trying import Trial

TRUTHS = (True, False, None)
WORST_FIRST = "fuwpn"


@dataclass
class FourPredicates:
    """A check whose predicates are columns: applies, violated, missing, warned, by a prefix."""

    prefix: str
    NEEDS: tuple[str, ...] = ()

    def gives(self, given: Given) -> str:  # noqa: ARG002 - the protocol's
        return "pwfun"

    def evidence(self, given: Given) -> tuple[str, ...]:  # noqa: ARG002 - the protocol's
        return ()

    def asks(self, given: Given) -> tuple[Ask, ...]:  # noqa: ARG002 - the protocol's
        return ()

    def judge(self, facts: Facts, given: Given) -> Judgement:  # noqa: ARG002 - the protocol's
        applies, violated, missing, warned = (facts.c[f"{self.prefix}{name}"] for name in "avmw")
        return Judgement(
            (Because(violated, "v"),),
            (Because(missing, "m"),),
            (Because(warned, "w"),),
            (Because(not_(applies), "n"),),
        )


Truths = tuple[bool | None, ...]


def expected(truths: Truths) -> str:
    """Return the letter that DESIGN 6 states for one check."""
    applies, violated, missing, warned = truths
    if applies is False:
        return "n"
    if applies is None or violated is None:
        return "u"
    if violated:
        return "f"
    if missing is not False:
        return "u"
    return "w" if warned is True else "p"


@pytest.fixture(scope="module")
def control() -> Control:
    requirements = compile_requirements(Library(), ["mx-ine-mail"], read_institution(None))
    return next(each for each in requirements.controls if each.id == "support.cau")


def _tested(control: Control, *uses: tuple[str, bool]) -> verdict.Test:
    given = Given.__new__(Given)  # no predicate here looks at it
    used = (verdict.Use(FourPredicates(prefix), given, fallback) for prefix, fallback in uses)
    return verdict.Test(control, "institution", tuple(used))


def _letters(engine: Engine, tested: verdict.Test, rows: list[dict[str, object]]) -> dict[int, str]:
    names = [name for name in rows[0] if name != "id"]
    columns = (Column(name, Boolean) for name in names)
    table = Table("truths", MetaData(), Column("id", Integer, primary_key=True), *columns)
    with engine.begin() as connection:
        table.create(connection)
        connection.execute(insert(table), rows)
        query = select(table.c.id, verdict.letter(tested, table).cast(String))
        found = {row[0]: row[1] for row in connection.execute(query)}
        table.drop(connection)
    return found


def _row(number: int, **sides: Truths) -> dict[str, object]:
    cells = {
        f"{prefix}{name}": value
        for prefix, truths in sides.items()
        for name, value in zip("avmw", truths, strict=True)
    }
    return {"id": number, **cells}


def test_each_of_the_81_rows_gives_its_letter(engine: Engine, control: Control) -> None:
    truths = list(product(TRUTHS, repeat=4))
    rows = [_row(number, x=each) for number, each in enumerate(truths)]
    found = _letters(engine, _tested(control, ("x", False)), rows)
    assert found == {number: expected(each) for number, each in enumerate(truths)}
    assert len(found) == 81


def test_of_two_facets_the_worst_rules(engine: Engine, control: Control) -> None:
    pairs = list(product(product(TRUTHS, repeat=4), repeat=2))
    rows = [_row(number, x=one, y=other) for number, (one, other) in enumerate(pairs)]
    found = _letters(engine, _tested(control, ("x", False), ("y", False)), rows)
    worst = {
        number: min(expected(one), expected(other), key=WORST_FIRST.index)
        for number, (one, other) in enumerate(pairs)
    }
    assert found == worst


def test_a_fallback_answers_only_what_is_unknown_and_keeps_the_reserve(
    engine: Engine, control: Control
) -> None:
    pairs = list(product(product(TRUTHS, repeat=4), repeat=2))
    rows = [_row(number, x=one, y=other) for number, (one, other) in enumerate(pairs)]
    found = _letters(engine, _tested(control, ("x", False), ("y", True)), rows)
    for number, (one, other) in enumerate(pairs):
        first, second = expected(one), expected(other)
        reserved = one[0] is True and one[3] is True
        answer = "w" if second == "p" and reserved else second
        assert found[number] == (answer if first == "u" else first), (one, other)


def test_a_control_without_a_check_that_judges_is_unknown(engine: Engine, control: Control) -> None:
    rows = [_row(0, x=(True, False, False, False))]
    assert _letters(engine, _tested(control), rows) == {0: "u"}


@pytest.mark.parametrize(
    ("strength", "letter", "gives"),
    [("must", "f", "fpu"), ("should", "f", "fpu"), ("may", "w", "puw")],
)
def test_what_a_text_only_allows_never_fails_and_says_the_same(
    connection: Connection, strength: str, letter: str, gives: str
) -> None:
    tried = Trial(connection, "verification", strength=strength).on(verification="none")
    assert (tried.letter, tried.gives) == (letter, gives)
    assert tried.because == "verification has not been asked of the network"
