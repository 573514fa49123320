"""The evaluation of a half-year: opened once, closed when every account is signed, then on file."""

from datetime import date

import pytest

from monitor import db
from monitor.acts import accounts, evaluations
from monitor.acts.duties import DONE
from monitor.acts.evaluating import answer, sign
from monitor.acts.evaluations import CLOSED, OPENED, close_campaign, open_campaign
from monitor.adoption.queries import NothingAdoptedError
from monitor.duties.models import Duty
from monitor.evaluations.answers import Answer
from monitor.evaluations.models import Evaluation, EvaluationQuestion
from monitor.evaluations.questions import CONTROL
from monitor.intake.faults import IntakeError
from monitor.inventory.models import AccountVersion
from tests.acts.small_register import ANA, BEGUN, TODAY, Living

OTHER = "facebook/ieejemplo"


@pytest.fixture
def asked(living: Living) -> Living:
    """Give the register with a second account, where a policy asks for evaluations."""
    living.adopt("mx-iee-ags-2023")
    living.act(accounts.add_account, OTHER, {"area": "CS"}, BEGUN)
    living.act(accounts.add_account, "youtube/nuevo", {"area": "CS", "status": "proposed"}, BEGUN)
    return living


def questions(living: Living) -> int:
    return len(living.rows(EvaluationQuestion, "number"))


def signed(living: Living, account: str, on: date | None = None) -> None:
    """Answer everything about an account, and sign it."""
    numbers = {number for (number,) in living.rows(EvaluationQuestion, "number")}
    living.act(answer, account, dict.fromkeys(numbers, Answer("yes")))
    living.act(sign, account, ANA, on)


def duties(living: Living) -> list[tuple[object, ...]]:
    return sorted(living.rows(Duty, "due_on", "done_on", control=CONTROL), key=str)


def test_it_is_opened_once_with_the_questions_as_they_are_worded_now(asked: Living) -> None:
    told = asked.act(open_campaign)
    assert [(each.what, each.after) for each in told] == [
        ("evaluation", "2026-2"),
        ("questions", questions(asked)),
    ]
    assert questions(asked) > 20
    assert asked.entries()[-1] == (OPENED, "evaluation", TODAY)
    before = asked.everything()
    assert asked.act(open_campaign, "2026-2") == []
    assert asked.everything() == before


def test_it_is_closed_when_all_are_signed_and_each_was_evaluated_on_its_day(
    asked: Living, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked.act(open_campaign)
    with pytest.raises(IntakeError, match="2 accounts of 2 have no signed answers: facebook"):
        asked.act(close_campaign)
    signed(asked, "x/ieejemplo")
    monkeypatch.setattr(evaluations, "SHOWN", 0)
    with pytest.raises(IntakeError, match="1 account of 2 has no signed answers: …"):
        asked.act(close_campaign)
    signed(asked, OTHER)
    told = asked.act(close_campaign)
    assert [each.what for each in told] == ["evaluation_closed", CONTROL, CONTROL]
    assert duties(asked) == [(date(2026, 12, 31), TODAY)] * 2
    assert [each[:2] for each in asked.entries()[-3:]] == [
        (CLOSED, "evaluation"),
        (DONE, "account"),
        (DONE, "account"),
    ]
    assert asked.rows(Evaluation, "closed_on") == [(TODAY,)]
    for act in (close_campaign, open_campaign):
        with pytest.raises(IntakeError, match="was closed on 2026-11-22"):
            asked.act(act, "2026-2")


def test_an_evaluation_after_its_half_year_is_late_and_it_is_said(asked: Living) -> None:
    asked.act(open_campaign, "2026-1")
    signed(asked, "x/ieejemplo")
    signed(asked, OTHER)
    told = asked.act(close_campaign)
    late = (TODAY - date(2026, 6, 30)).days
    assert [each.after for each in told if each.what == "days_late"] == [late, late]
    assert duties(asked) == [(date(2026, 6, 30), TODAY)] * 2


def test_a_day_that_was_set_is_the_one_that_counts_and_one_done_stays(asked: Living) -> None:
    [(own, *_), *_] = asked.rows(AccountVersion, "account_id", platform="x")
    row = {"institution_id": 7, "control": CONTROL, "subject_kind": "account", "subject_id": own}
    with db.writing(asked.engine) as connection:
        table = db.table(Duty)
        connection.execute(
            table.insert(), [{**row, "id": db.new_id(), "due_on": date(2026, 11, 1)}]
        )
    asked.act(open_campaign)
    for account in ("x/ieejemplo", OTHER):
        signed(asked, account)
    told = asked.act(close_campaign)
    assert [each.after for each in told if each.what == "days_late"] == [21]
    assert duties(asked) == [
        (date(2026, 11, 1), TODAY),
        (date(2026, 12, 31), TODAY),
    ]


def test_what_was_recorded_for_the_half_year_before_is_not_recorded_again(asked: Living) -> None:
    from monitor.acts.duties import Done, discharge

    asked.act(discharge, Done(CONTROL, date(2026, 12, 31)), OTHER, date(2026, 8, 3))
    asked.act(open_campaign)
    for account in ("x/ieejemplo", OTHER):
        signed(asked, account)
    asked.act(close_campaign)
    assert set(duties(asked)) == {
        (date(2026, 12, 31), date(2026, 8, 3)),
        (date(2026, 12, 31), TODAY),
    }


def test_an_account_that_was_closed_meanwhile_is_not_missed(asked: Living) -> None:
    asked.act(open_campaign)
    signed(asked, "x/ieejemplo")
    asked.act(accounts.close_account, OTHER)
    asked.act(close_campaign)
    assert duties(asked) == [(date(2026, 12, 31), TODAY)]


def test_only_what_a_policy_asks_and_has_begun_is_opened(living: Living) -> None:
    with pytest.raises(NothingAdoptedError):
        living.act(open_campaign)
    living.adopt("mx-ine-mail")
    with pytest.raises(IntakeError, match="No policy in force asks"):
        living.act(open_campaign)


@pytest.mark.parametrize(
    ("semester", "reason"), [("2027-1", "begins on 2027-01-01"), ("soon", "Write a half-year")]
)
def test_a_half_year_that_cannot_be_is_refused(asked: Living, semester: str, reason: str) -> None:
    before = asked.everything()
    with pytest.raises(IntakeError, match=reason):
        asked.act(open_campaign, semester)
    assert asked.everything() == before
