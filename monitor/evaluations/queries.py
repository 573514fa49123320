"""Questions about evaluations, answered as rows."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, Subquery, and_, func, select
from sqlmodel import SQLModel

from monitor import db
from monitor.evaluations.models import (
    Evaluation,
    EvaluationAnswer,
    EvaluationQuestion,
    EvaluationSignature,
)
from monitor.evaluations.semesters import parse
from monitor.intake.faults import RefusedError
from monitor.scope import Scope
from monitor.text import _


def campaigns(connection: Connection, scope: Scope, day: date = date.max) -> Sequence[Row[Any]]:
    """Return the campaigns opened by a day, the newest half-year first.

    Columns: id, semester, opened_on, closed_on, questions, signed (how many accounts).
    """
    campaign = db.table(Evaluation)
    asked, signed = _count(EvaluationQuestion, scope), _count(EvaluationSignature, scope)
    query = (
        select(
            campaign.c.id,
            campaign.c.semester,
            campaign.c.opened_on,
            campaign.c.closed_on,
            func.coalesce(asked.c.number, 0).label("questions"),
            func.coalesce(signed.c.number, 0).label("signed"),
        )
        .select_from(
            campaign.outerjoin(asked, asked.c.evaluation_id == campaign.c.id).outerjoin(
                signed, signed.c.evaluation_id == campaign.c.id
            )
        )
        .where(campaign.c.institution_id == scope.institution_id, campaign.c.opened_on <= day)
    )
    found: Select[Any] = query.order_by(campaign.c.semester.desc())
    return connection.execute(found).all()


def campaign(connection: Connection, scope: Scope, text: str | None) -> Row[Any]:
    """Return the campaign of a half-year; None: the only one that is open.

    Raises:
        RefusedError: there is none, or more than one is open, or that is no half-year.
    """
    known = campaigns(connection, scope)
    if text is not None:
        return _of_semester(known, text)
    still_open = [each for each in known if each.closed_on is None]
    if len(still_open) == 1:
        return still_open[0]
    if still_open:
        told = _("More than one evaluation is open ({known}); say which, with --semester.")
        listed = ", ".join(each.semester for each in still_open)
        raise RefusedError("monitor evaluation", told.format(known=listed))
    told = _("No evaluation is open. Open one: {command}")
    raise RefusedError("monitor evaluation", told.format(command="monitor evaluation open"))


def questions(connection: Connection, scope: Scope, campaign_id: int) -> Sequence[Row[Any]]:
    """Return the questions of a campaign, in order."""
    row = db.table(EvaluationQuestion)
    query = select(row).where(_of(row, scope, campaign_id)).order_by(row.c.number)
    return connection.execute(query).all()


def answers(
    connection: Connection, scope: Scope, campaign_id: int, account_id: int
) -> Mapping[int, Row[Any]]:
    """Return what was answered of an account, by the number of the question."""
    row = db.table(EvaluationAnswer)
    own = and_(_of(row, scope, campaign_id), row.c.account_id == account_id)
    return {each.number: each for each in connection.execute(select(row).where(own))}


def answered(connection: Connection, scope: Scope, campaign_id: int) -> Mapping[int, int]:
    """Return how many questions were answered of each account of which any was."""
    row = db.table(EvaluationAnswer)
    query = select(row.c.account_id, func.count().label("number"))
    found = query.where(_of(row, scope, campaign_id)).group_by(row.c.account_id)
    return {each.account_id: each.number for each in connection.execute(found)}


def signatures(connection: Connection, scope: Scope, campaign_id: int) -> Mapping[int, Row[Any]]:
    """Return who signed the answers of each account, and when, by the id of the account."""
    row = db.table(EvaluationSignature)
    found = connection.execute(select(row).where(_of(row, scope, campaign_id)))
    return {each.account_id: each for each in found}


def is_open(campaign: Row[Any], day: date = date.max) -> bool:
    """Return whether a campaign was not closed by a day."""
    return campaign.closed_on is None or campaign.closed_on > day


def _of_semester(known: Sequence[Row[Any]], text: str) -> Row[Any]:
    try:
        wanted = str(parse(text))
    except ValueError as error:
        raise RefusedError(text, str(error)) from None
    found = next((each for each in known if each.semester == wanted), None)
    if found is None:
        command = f"monitor evaluation open --semester {wanted}"
        told = _("There is no evaluation of this half-year. Open it: {command}")
        raise RefusedError(text, told.format(command=command))
    return found


def _count(model: type[SQLModel], scope: Scope) -> Subquery:
    row = db.table(model)
    query = select(row.c.evaluation_id, func.count().label("number"))
    ours = query.where(row.c.institution_id == scope.institution_id)
    return ours.group_by(row.c.evaluation_id).subquery(f"count_of_{row.name}")


def _of(rows: Any, scope: Scope, campaign_id: int) -> ColumnElement[bool]:
    return and_(rows.c.institution_id == scope.institution_id, rows.c.evaluation_id == campaign_id)
