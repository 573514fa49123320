"""What is found of one subject at this moment, by the same expression as of all of them."""

from datetime import date

from sqlalchemy import Connection, literal, select

from monitor.db import ID
from monitor.findings import evaluate
from monitor.findings.judged import Judged, Reader
from monitor.policy.requirements import Requirements
from monitor.scope import Scope


def now(
    connection: Connection,
    requirements: Requirements,
    scope: Scope,
    day: date,
    subject: tuple[str, int],
) -> Judged | None:
    """Judge one subject, (kind, id), on a day; None where it is closed, or there is no such one.

    Every verdict is there, what is met included.
    """
    kind, subject_id = subject
    plan = next(
        (each for each in evaluate.plans(requirements, scope, day) if each.kind == kind), None
    )
    if plan is None:
        return None
    query = plan.details_of(select(literal(subject_id, ID)))
    row = connection.execute(query).mappings().first()
    return Reader(plan).judged(row, everything=True) if row else None
