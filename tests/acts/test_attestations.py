"""Attestations: of one subject, of all that a control asks, of an administrator."""

from datetime import date

import pytest
from sqlalchemy import event

from monitor.acts import accounts
from monitor.acts.attestations import ATTESTED, Statement, attest
from monitor.duties.models import Attestation
from monitor.intake.faults import IntakeError
from tests.acts.small_register import ANA, BEA, BEGUN, REDES, TODAY, Living

MAY = date(2026, 5, 4)
CONTROL = "password.custody"


def answers(living: Living, *columns: str) -> list[tuple[object, ...]]:
    return living.rows(Attestation, "subject_kind", "valid_from", "valid_to", "answer", *columns)


def test_an_answer_ends_the_one_before(living: Living) -> None:
    living.act(attest, Statement(CONTROL, "sí", ANA), ["x/ieejemplo"], MAY)
    living.act(attest, Statement(CONTROL, "no", BEA), ["x/ieejemplo"])
    assert answers(living) == [("account", MAY, TODAY, True), ("account", TODAY, None, False)]
    assert living.entries()[-1] == (ATTESTED, "account", TODAY)


def test_all_are_those_that_the_control_asks(living: Living) -> None:
    living.act(accounts.add_account, "x/cerrada", {"area": "CS"}, BEGUN)
    living.act(accounts.close_account, "x/cerrada", BEGUN)
    changes = living.act(attest, Statement(CONTROL, "yes", ANA), None, MAY)
    assert [change.subject[0] for change in changes] == ["account", "mailbox", "mailbox"]
    assert living.act(attest, Statement(CONTROL, "yes", ANA), None, MAY) == []


def test_an_administrator_answers_for_themself(living: Living) -> None:
    living.act(attest, Statement(CONTROL, "yes", ANA, ANA), ["x/ieejemplo"], MAY)
    living.act(attest, Statement(CONTROL, "no", BEA, BEA), ["x/ieejemplo"], MAY)
    assert [row[3] for row in answers(living)].count(True) == 1
    assert all(row[2] is None for row in answers(living))


def test_the_institution_answers_controls_of_its_own(living: Living) -> None:
    asked = Statement("support.cau", "yes", ANA)
    living.act(attest, asked, ["institución:IEE"], MAY)
    assert answers(living) == [("institution", MAY, None, True)]


@pytest.mark.parametrize(
    ("statement", "subjects", "on", "reason"),
    [
        (Statement("password.custodi", "yes", ANA), ["x/ieejemplo"], None, "password.custody"),
        (Statement("magia", "yes", ANA), ["x/ieejemplo"], None, "monitor policy show"),
        (Statement("rotation.max-age", "yes", ANA), [REDES], None, "Nobody attests this control"),
        (Statement(CONTROL, "quizá", ANA), ["x/ieejemplo"], None, "Write yes or no"),
        (Statement(CONTROL, "yes", "nadie@iee.example"), [REDES], None, "no such person"),
        (Statement(CONTROL, "yes", ANA), ["x/nadie"], None, "no such account"),
        (Statement(CONTROL, "yes", ANA), ["area:CS"], None, "Write which subject|no such"),
        (Statement(CONTROL, "yes", ANA), ["x/ieejemplo"], date(2019, 1, 1), "It exists since"),
        (Statement(CONTROL, "yes", ANA), None, date(2026, 11, 23), "has not come yet"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    living: Living,
    statement: Statement,
    subjects: list[str] | None,
    on: date | None,
    reason: str,
) -> None:
    before = living.everything()
    with pytest.raises(IntakeError, match=reason):
        living.act(attest, statement, subjects, on)
    assert living.everything() == before


def test_as_many_statements_whether_ten_or_a_hundred_accounts(living: Living) -> None:
    counted: list[str] = []
    event.listen(living.engine, "before_cursor_execute", lambda *call: counted.append(call[2]))
    taken = []
    for prefix, number in (("u", 10), ("d", 100)):
        with living.acting() as session:
            for place in range(number):
                accounts.add_account(session, f"x/{prefix}{place}", {"area": "CS"}, BEGUN)
        counted.clear()
        answer = "yes" if prefix == "u" else "no"
        living.act(attest, Statement(CONTROL, answer, ANA), None, MAY)
        taken.append(len(counted))
    assert taken[0] == taken[1]
