"""Evaluations as people see them: the campaigns, how far each account is, its answers, its form."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from monitor import text
from monitor.acts import accounts
from monitor.acts.evaluating import answer, sign
from monitor.acts.evaluation_forms import answers_in
from monitor.acts.evaluations import close_campaign, open_campaign
from monitor.evaluations.answers import Answer
from monitor.evaluations.models import EvaluationQuestion
from monitor.intake.faults import IntakeError, RefusedError
from monitor.inventory.listing import AsOf
from monitor.reports import evaluations
from monitor.reports.tables import Table
from tests.acts.small_register import ANA, BEGUN, TODAY, Living, small

X = "x/ieejemplo"
OTHER = "facebook/ieejemplo"


@pytest.fixture
def living(engine: Engine) -> Living:
    """Give the small register with a second account, and the evaluation of a half-year open."""
    living = small(engine)
    living.adopt("mx-iee-ags-2023")
    living.act(accounts.add_account, OTHER, {"area": "CS"}, BEGUN)
    living.act(open_campaign)
    return living


def asked(living: Living) -> int:
    return len(living.rows(EvaluationQuestion, "number"))


def answered(living: Living, account: str, *numbers: int) -> None:
    living.act(answer, account, dict.fromkeys(numbers, Answer("yes")))


def signed(living: Living, account: str) -> None:
    answered(living, account, *range(1, asked(living) + 1))
    living.act(sign, account, ANA)


def rows(living: Living, function: Any, *arguments: Any, **named: Any) -> list[dict[str, Any]]:
    with living.engine.connect() as connection:
        now = AsOf(connection, living.scope, TODAY)
        table: Table = function(now, *arguments, **named)
        return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


def test_a_campaign_says_how_many_accounts_it_still_lacks(living: Living) -> None:
    signed(living, X)
    (campaign,) = rows(living, evaluations.campaigns)
    assert campaign == {
        "semester": "2026-2",
        "opened_on": TODAY,
        "due_on": date(2026, 12, 31),
        "closed_on": None,
        "questions": asked(living),
        "signed": 1,
        "missing": 1,
    }
    signed(living, OTHER)
    living.act(close_campaign)
    (campaign,) = rows(living, evaluations.campaigns)
    assert (campaign["closed_on"], campaign["signed"], campaign["missing"]) == (TODAY, 2, None)


def test_progress_tells_of_each_account_how_far_it_is(living: Living) -> None:
    living.act(accounts.add_account, "youtube/ieejemplo", {"area": "CS"}, BEGUN)
    answered(living, OTHER, 1, 2)
    signed(living, X)
    found = rows(living, evaluations.progress, None)
    assert [(row["account"], row["state"], row["answered"]) for row in found] == [
        ("facebook/ieejemplo", "begun", 2),
        ("x/ieejemplo", "signed", asked(living)),
        ("youtube/ieejemplo", "missing", 0),
    ]
    assert (found[1]["signed_on"], found[1]["signed_by"]) == (TODAY, ANA)
    missing = rows(living, evaluations.progress, "2026-2", missing=True)
    assert [row["account"] for row in missing] == ["facebook/ieejemplo", "youtube/ieejemplo"]


def test_all_answered_and_not_signed_is_told_apart(living: Living) -> None:
    answered(living, X, *range(1, asked(living) + 1))
    found = {row["account"]: row["state"] for row in rows(living, evaluations.progress, None)}
    assert found["x/ieejemplo"] == "answered"


def test_once_closed_it_tells_of_those_that_signed_whatever_became_of_them(living: Living) -> None:
    for account in (X, OTHER):
        signed(living, account)
    living.act(close_campaign)
    living.act(accounts.close_account, OTHER)
    found = rows(living, evaluations.progress, "2026-2")
    assert {row["account"] for row in found} == {"facebook/ieejemplo", "x/ieejemplo"}


def test_the_answers_of_an_account_stand_beside_the_questions(living: Living) -> None:
    living.act(answer, X, {2: Answer("no", "twice in May")})
    found = rows(living, evaluations.answers, X, None)
    assert [row["number"] for row in found] == list(range(1, asked(living) + 1))
    assert [found[0]["answer"], found[0]["remark"]] == [None, None]
    assert [found[1]["answer"], found[1]["remark"]] == ["no", "twice in May"]
    assert found[0]["clause"].startswith("mx-iee-ags-2023 ")


def test_what_an_account_is_asked_is_told_in_the_language_in_use(living: Living) -> None:
    english = rows(living, evaluations.answers, X, None)[0]["question"]
    text.use("es")
    assert rows(living, evaluations.answers, X, None)[0]["question"] != english


@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_form_holds_what_was_answered_and_is_read_back(
    living: Living, tmp_path: Path, lang: str
) -> None:
    living.act(answer, X, {1: Answer("yes"), 2: Answer("not_applicable", "=no posts")})
    text.use(lang)
    path = tmp_path / "form.csv"
    with living.engine.connect() as connection:
        now = AsOf(connection, living.scope, TODAY)
        count = evaluations.write_form(now, X, None, path)
        assert count == asked(living)
        with pytest.raises(IntakeError):
            evaluations.write_form(now, X, None, path)
    with path.open(encoding="utf-8-sig", newline="") as opened:
        shown = list(csv.reader(opened, delimiter=";" if lang == "es" else ","))
    assert len(shown) == count + 1
    assert not any(
        cell.startswith("=") for line in shown for cell in line
    )  # no spreadsheet runs it
    read = answers_in(path)
    assert dict(read.answers) == {1: Answer("yes"), 2: Answer("not_applicable", "=no posts")}


def test_what_there_is_not_is_refused(living: Living) -> None:
    with pytest.raises(RefusedError, match="2025-1"):
        rows(living, evaluations.progress, "2025-1")
    with pytest.raises(RefusedError, match="no such account"):
        rows(living, evaluations.answers, "x/nobody", None)
