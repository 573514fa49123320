"""Answers about one account: kept, changed, signed by somebody, and then as they are."""

from datetime import date

import pytest

from monitor.acts import accounts
from monitor.acts.evaluating import ANSWERED, SIGNED, answer, answer_form, sign
from monitor.acts.evaluation_forms import Form
from monitor.acts.evaluations import open_campaign
from monitor.audit.models import AuditEntry
from monitor.evaluations.answers import Answer
from monitor.evaluations.models import (
    EvaluationAnswer,
    EvaluationQuestion,
    EvaluationSignature,
)
from monitor.intake.faults import IntakeError
from monitor.inventory.models import Person
from tests.acts.small_register import ANA, BEGUN, TODAY, Living

ACCOUNT = "x/ieejemplo"
YES, NO = Answer("yes"), Answer("no", "  there is   no notice ")


@pytest.fixture
def opened(living: Living) -> Living:
    living.adopt("mx-iee-ags-2023")
    living.act(accounts.add_account, "facebook/ieejemplo", {"area": "CS"}, BEGUN)
    living.act(accounts.add_account, "youtube/nuevo", {"area": "CS", "status": "proposed"}, BEGUN)
    living.act(open_campaign)
    return living


def everything(living: Living) -> dict[int, Answer]:
    return dict.fromkeys(
        (number for (number,) in living.rows(EvaluationQuestion, "number")), Answer("yes")
    )


def test_answers_are_kept_and_only_what_differs_is_told(opened: Living) -> None:
    told = opened.act(answer, ACCOUNT, {1: YES, 2: NO})
    assert [(each.what, each.after) for each in told] == [
        ("question 1", "yes"),
        ("question 2", "no: there is no notice"),
    ]
    assert opened.rows(EvaluationAnswer, "number", "answer", "remark") == [
        (1, "yes", None),
        (2, "no", "there is no notice"),
    ]
    assert opened.entries()[-1] == (ANSWERED, "account", TODAY)
    before = opened.everything()
    assert opened.act(answer, ACCOUNT, {1: YES, 2: NO}) == []
    assert opened.everything() == before
    (changed,) = opened.act(answer, ACCOUNT, {1: YES, 2: Answer("not_applicable")})
    assert (changed.before, changed.after) == ("no: there is no notice", "not applicable")


def test_the_log_keeps_answers_and_no_remark(opened: Living) -> None:
    opened.act(answer, ACCOUNT, {1: YES, 2: NO, 3: YES})
    (details,) = (
        row[1] for row in opened.rows(AuditEntry, "action", "details") if row[0] == ANSWERED
    )
    assert '"yes":[1,3]' in details
    assert "notice" not in details


def test_what_is_signed_says_who_and_when_and_cannot_change(opened: Living) -> None:
    opened.act(answer, ACCOUNT, everything(opened))
    told = opened.act(sign, ACCOUNT, ANA)
    assert [each.what for each in told] == ["signed_on", "by_id"]
    ((signed_on, by),) = opened.rows(EvaluationSignature, "signed_on", "by_id")
    assert signed_on == TODAY
    assert (by,) in opened.rows(Person, "id")
    assert opened.entries()[-1] == (SIGNED, "account", TODAY)
    assert "sha256:" in opened.rows(AuditEntry, "details")[-1][0]
    before = opened.everything()
    for act, more in ((answer, {1: NO}), (sign, ANA)):
        with pytest.raises(IntakeError, match=f"{ANA} signed the answers on 2026-11-22"):
            opened.act(act, ACCOUNT, more)
    assert opened.everything() == before


def test_nothing_is_signed_before_all_is_answered(opened: Living) -> None:
    opened.act(answer, ACCOUNT, {n: YES for n in everything(opened) if n not in {4, 7}})
    with pytest.raises(IntakeError, match=r"not answered yet: 4, 7\."):
        opened.act(sign, ACCOUNT, ANA)


def test_a_form_of_another_account_is_refused(opened: Living) -> None:
    form = Form(frozenset({"facebook/ieejemplo"}), {1: YES})
    with pytest.raises(IntakeError, match="form of another account"):
        opened.act(answer_form, ACCOUNT, form)
    assert opened.act(answer_form, "facebook/ieejemplo", form)
    assert opened.act(answer_form, ACCOUNT, Form(frozenset(), {1: YES}))


@pytest.mark.parametrize(
    ("account", "given", "reason"),
    [
        ("x/nadie", {1: YES}, "no such account"),
        ("youtube/nuevo", {1: YES}, "This account is not evaluated"),
        (ACCOUNT, {0: YES, 900: YES}, "numbered from 1 to"),
        (ACCOUNT, {1: Answer("no", "\x00")}, "control character"),
    ],
)
def test_answers_that_cannot_be_are_refused(
    opened: Living, account: str, given: dict[int, Answer], reason: str
) -> None:
    before = opened.everything()
    with pytest.raises(IntakeError, match=reason):
        opened.act(answer, account, given)
    assert opened.everything() == before


@pytest.mark.parametrize(
    ("by", "on", "reason"),
    [
        ("nadie@iee.example", None, "no such person"),
        (ANA, date(2026, 11, 21), "was opened on 2026-11-22"),
        (ANA, date(2026, 11, 23), "has not come yet"),
    ],
)
def test_a_signature_that_cannot_be_is_refused(
    opened: Living, by: str, on: date | None, reason: str
) -> None:
    opened.act(answer, ACCOUNT, everything(opened))
    before = opened.everything()
    with pytest.raises(IntakeError, match=reason):
        opened.act(sign, ACCOUNT, by, on)
    assert opened.everything() == before


def test_a_closed_evaluation_takes_no_more_answers(opened: Living) -> None:
    from monitor.acts.evaluations import close_campaign

    for account in (ACCOUNT, "facebook/ieejemplo"):
        opened.act(answer, account, everything(opened))
        opened.act(sign, account, ANA)
    opened.act(close_campaign)
    with pytest.raises(IntakeError, match="was closed on 2026-11-22"):
        opened.act(answer, ACCOUNT, {1: NO}, "2026-2")
