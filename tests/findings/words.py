"""The verdicts of a day as words, read straight from the statements that judge."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import Connection

from monitor.findings.evaluate import plans
from monitor.policy.requirements import Requirements
from monitor.scope import Scope


def words(
    connection: Connection, requirements: Requirements, scope: Scope, day: date
) -> Iterator[tuple[str, int, str]]:
    """Yield (kind, subject id, word) of every subject of the scope on a day."""
    for plan in plans(requirements, scope, day):
        for row in connection.execute(plan.words()):
            yield plan.kind, row.id, row.word
