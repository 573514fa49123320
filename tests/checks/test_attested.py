"""Somebody answerable has said so, with a date, and lately enough (ruling 41)."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Connection

from monitor.policy.parameters import Value
from tests.checks.trying import P6M, Trial

LAST_DAY, A_DAY_LATE = date(2025, 10, 1), date(2025, 9, 30)  # six months end on 30 March


def _trial(connection: Connection, **arguments: str) -> Trial:
    return Trial(connection, "attested", params={"max_age": P6M}, arguments=arguments)


def _said(answer: bool | None, on: date | None = LAST_DAY) -> dict[str, Any]:
    return {"attested__own.duty": answer, "attested__own.duty__on": on}


@pytest.mark.parametrize(
    ("facts", "letter", "because"),
    [
        (_said(answer=True), "p", "met"),
        (_said(answer=True, on=A_DAY_LATE), "w", "Our duty: attested 2025-09-30: time to attest"),
        (_said(answer=False), "f", "Our duty: attested 2025-10-01 as not met"),
        (_said(answer=False, on=A_DAY_LATE), "f", "as not met"),
        (_said(answer=None, on=None), "u", "Our duty: nobody has attested it"),
    ],
)
def test_an_answer_is_judged_by_what_it_says_and_when(
    connection: Connection, facts: dict[str, Any], letter: str, because: str
) -> None:
    tried = _trial(connection, by="subject").on(**facts)
    assert tried.letter == letter
    assert because in tried.because
    assert tried.gives == "fpuw"


def test_where_an_old_answer_counts_as_none_it_is_unknown(connection: Connection) -> None:
    tried = _trial(connection, by="subject", out_of_date="unknown").on(
        **_said(answer=True, on=A_DAY_LATE)
    )
    assert (tried.letter, tried.gives) == ("u", "fpu")


def test_where_each_administrator_answers_one_that_is_missing_is_named_so(
    connection: Connection,
) -> None:
    tried = _trial(connection, by="administrators").on()
    assert tried.because == "Our duty: not every administrator has attested it"


@pytest.mark.parametrize(
    ("document", "answer", "letter"),
    [
        ("in_force", True, "p"),
        ("in_force", False, "f"),
        ("expired", True, "u"),
        ("expired", False, "u"),
        (None, False, "u"),
    ],
)
def test_what_rests_on_a_document_cannot_be_told_without_it(
    connection: Connection, document: str | None, answer: bool, letter: str
) -> None:
    params: dict[str, Value] = {"max_age": P6M, "recommendations": "on-file"}
    trial = Trial(connection, "attested", params=params, arguments={"by": "subject"})
    facts = _said(answer) | {"document__password_recommendations": document}
    assert trial.on(**facts).letter == letter


def test_without_an_age_an_answer_holds_for_ever(connection: Connection) -> None:
    tried = Trial(connection, "attested").on(**_said(answer=True, on=date(1999, 1, 1)))
    assert (tried.letter, tried.gives) == ("p", "fpu")
