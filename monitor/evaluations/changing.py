"""Opening and closing campaigns, and keeping what is answered and signed."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date

from sqlalchemy import delete, insert, update

from monitor import db
from monitor.audit.session import Session
from monitor.evaluations.answers import Answer
from monitor.evaluations.models import (
    Evaluation,
    EvaluationAnswer,
    EvaluationQuestion,
    EvaluationSignature,
)
from monitor.evaluations.questions import Question
from monitor.evaluations.semesters import Semester


def open_campaign(
    session: Session, campaign_id: int, semester: Semester, asked: Sequence[Question], entry: int
) -> None:
    """Open the campaign of a half-year with its questions, numbered from 1."""
    own = {"institution_id": session.scope.institution_id}
    row = {"id": campaign_id, "semester": str(semester), "opened_on": session.today}
    session.connection.execute(insert(db.table(Evaluation)), [{**own, **row, "entry": entry}])
    rows = [
        {**own, "evaluation_id": campaign_id, "number": number, **asdict(question)}
        for number, question in enumerate(asked, 1)
    ]
    session.connection.execute(insert(db.table(EvaluationQuestion)), rows)


def put_answers(
    session: Session, about: tuple[int, int], answers: Mapping[int, Answer], entry: int
) -> None:
    """Keep answers about an account, (campaign, account), in place of those there were."""
    row = db.table(EvaluationAnswer)
    key = {
        "institution_id": session.scope.institution_id,
        "evaluation_id": about[0],
        "account_id": about[1],
    }
    same = [row.c[name] == value for name, value in key.items()]
    session.connection.execute(delete(row).where(*same, row.c.number.in_(list(answers))))
    rows = [
        {**key, "number": number, **given._asdict(), "entry": entry}
        for number, given in answers.items()
    ]
    session.connection.execute(insert(row), rows)


def sign(session: Session, about: tuple[int, int], by_id: int, signed_on: date, entry: int) -> None:
    """Keep who signed the answers about an account, (campaign, account), and when."""
    key = {
        "institution_id": session.scope.institution_id,
        "evaluation_id": about[0],
        "account_id": about[1],
    }
    values = {"by_id": by_id, "signed_on": signed_on, "entry": entry}
    session.connection.execute(insert(db.table(EvaluationSignature)), [{**key, **values}])


def close_campaign(session: Session, campaign_id: int) -> None:
    """Record that a campaign is closed from today on."""
    row = db.table(Evaluation)
    own = (row.c.institution_id == session.scope.institution_id, row.c.id == campaign_id)
    session.connection.execute(update(row).where(*own).values(closed_on=session.today))
