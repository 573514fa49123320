"""Reports made from a register: judged now, or as a round stored them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection

from monitor.adoption import queries as adoptions
from monitor.findings import as_stored, evaluate, history, rounds
from monitor.findings.judged import Judged, Tally, judged, tally
from monitor.findings.recorded import Register
from monitor.findings.rounds import Stored
from monitor.inventory import queries
from monitor.policy.requirements import Requirements
from monitor.reports.data import Changes, Opened, Report
from monitor.scope import Scope

GRAVEST = 5


@dataclass(frozen=True)
class Judging:
    """An institution judged on a day by what it requires; `said` is what else the report says."""

    connection: Connection
    scope: Scope
    day: date
    requirements: Requirements
    said: dict[str, Any] = field(default_factory=dict)

    def report(self, counted: Tally | None = None, *, preview: bool = True) -> Report:
        """Return the report; `counted` where the verdicts have been counted already."""
        plans = list(evaluate.plans(self.requirements, self.scope, self.day))
        kept = Register(self.connection, self.scope, self.day)
        waived = rounds.waived_now(self.connection, self.scope, self.day)

        def subjects(everything: bool) -> Iterator[Judged]:  # noqa: FBT001 - the report's own form
            return kept.joined(judged(self.connection, plans, everything=everything))

        found = counted or tally(self.connection, plans, waived)
        return self._report(found, subjects, preview=preview)

    def as_stored(self, stored: Stored) -> Report:
        """Return the report of a past round: what it counted, and the findings it left."""

        def subjects(_everything: bool) -> Iterator[Judged]:  # noqa: FBT001 - the report's own form
            return as_stored.subjects(self.connection, self.scope, stored, self.requirements)

        return self._report(stored.tally, subjects, preview=False)

    def _report(self, found: Tally, subjects: Any, *, preview: bool) -> Report:
        given: dict[str, Any] = {"rows": {}, "stubs": {}, "notes": self.requirements.notes}
        return Report(
            requirements=self.requirements,
            as_of=self.day,
            preview=preview,
            tally=found,
            subjects=subjects,
            domains=queries.mailbox_domains(self.connection, self.scope, self.day),
            area_names=queries.area_names(self.connection, self.scope, self.day),
            **given | self.said,
        )


def changes_of(connection: Connection, scope: Scope, stored: Stored) -> Changes:
    """Return what a round changed, and the gravest of what it opened."""
    before = rounds.before(connection, scope, stored)
    found = history.gravest(connection, scope, stored, GRAVEST) if before else []
    return Changes(
        stored.number,
        (before.number, before.as_of) if before else None,
        stored.opened,
        stored.reopened,
        stored.resolved,
        tuple(
            Opened(each.code, each.subject, each.control, each.what != "opened") for each in found
        ),
    )


def of_round(connection: Connection, scope: Scope, stored: Stored, *, live: bool) -> Report:
    """Return the report of a round; `live`: of the one just stored, with the evidence of now."""
    adopted = adoptions.by_id(connection, scope, stored.adoption_id, stored.as_of)
    said = {"changes": changes_of(connection, scope, stored)}
    judging = Judging(connection, scope, stored.as_of, adopted.requirements, said)
    return judging.report(stored.tally, preview=False) if live else judging.as_stored(stored)
