"""Transitions: differing verdicts become steps in the lives of findings, batch by batch."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    RowMapping,
    String,
    and_,
    bindparam,
    insert,
    select,
    update,
)

from monitor import db
from monitor.audit.session import Session
from monitor.checks.verdict import NO_ROW, OUTCOMES
from monitor.findings import evidence, standing
from monitor.findings.evaluate import STREAMED, Plan
from monitor.findings.judged import Finding, Reader
from monitor.findings.lifecycle import AT_FAULT, BEGINS, OPEN, OPENED, Known, Step, step
from monitor.findings.models import Finding as FindingTable
from monitor.findings.models import Transition
from monitor.findings.waiving import covering

BATCH = 2000

Identity = tuple[int, str]
"""The id of a subject, its kind being known, and a control."""

KNOWN = db.temporary(
    "round_known",
    Column("kind", String, primary_key=True),
    Column("subject_id", db.ID, primary_key=True, autoincrement=False),
    Column("control", String, primary_key=True),
    Column("id", db.ID, nullable=False),
    Column("state", String, nullable=False),
    Column("outcome", String, nullable=False),
    Column("opened_on", Date),
    Column("covered", Boolean, nullable=False),
)
"""The findings there were of the subjects that differ, before this round writes any."""


@dataclass(frozen=True)
class Moment:
    """What all that is written at once has in common: who records it, in which round."""

    session: Session
    entry: int
    round: int | None = None

    def transition(self, finding_id: int, made: Step, outcome: str) -> dict[str, Any]:
        """Return the row of one step in the life of a finding, without its evidence."""
        return {
            "institution_id": self.session.scope.institution_id,
            "finding_id": finding_id,
            "entry": self.entry,
            "what": made.what,
            "round": self.round,
            "happened_on": self.session.today,
            "state": made.state,
            "outcome": outcome,
            "reason": made.reason,
            "message": None,
            "fill": None,
            "observed": None,
        }


@dataclass
class _Writing:
    """The rows of one batch, before they are written."""

    moment: Moment
    findings: list[dict[str, Any]] = field(default_factory=list)
    changes: list[dict[str, Any]] = field(default_factory=list)
    transitions: list[dict[str, Any]] = field(default_factory=list)

    def add(self, known: RowMapping | None, made: Step, found: Finding, subject: int) -> None:
        """Take one step of one finding."""
        finding_id = known["id"] if known else db.new_id()
        if known is None:
            self.findings.append(_new(self.moment, finding_id, made, found, subject))
        else:
            self.changes.append(_changed(self.moment, known, made, found))
        self.transitions.append(
            self.moment.transition(finding_id, made, found.outcome) | _evidence(found)
        )

    def write(self) -> None:
        """Write the batch: three statements at most."""
        connection = self.moment.session.connection
        for statement, rows in (
            (insert(db.table(FindingTable)), self.findings),
            (_change(), self.changes),
            (insert(db.table(Transition)), self.transitions),
        ):
            if rows:
                connection.execute(statement, rows)


def follow(moment: Moment, plans: Sequence[Plan]) -> None:
    """Write what the differing verdicts of this round make of findings, old and new."""
    connection = moment.session.connection
    differing = standing.kinds_differing(connection)
    KNOWN.create(connection)
    _gather(moment.session)
    for plan in (each for each in plans if each.kind in differing):
        for rows in _batches(moment.session, plan):
            _follow(moment, plan, rows)
    KNOWN.drop(connection)


def begin(moment: Moment, found: Finding, subject: int) -> int:
    """Write a finding that begins because a person touched it, and return its id."""
    writing = _Writing(moment)
    writing.add(None, Step(OPENED, OPEN), found, subject)
    writing.write()
    finding_id: int = writing.findings[0]["id"]
    return finding_id


def _batches(session: Session, plan: Plan) -> Iterator[Sequence[RowMapping]]:
    query = plan.details_of(standing.ids_differing(plan.kind))
    result = session.connection.execute(query, execution_options=STREAMED)
    return result.mappings().partitions(BATCH)


def _follow(moment: Moment, plan: Plan, rows: Sequence[RowMapping]) -> None:
    known = _known(moment.session.connection, plan.kind, [row["id"] for row in rows])
    writing, reader = _Writing(moment), Reader(plan)
    controls = [tested.control.id for tested in plan.tests]
    for row in rows:
        for place, letter in enumerate(row["word"]):
            if letter == NO_ROW:  # what is open of it is settled with all that is gone
                continue
            before, outcome = known.get((row["id"], controls[place])), OUTCOMES[letter]
            if before is None and outcome not in BEGINS:
                continue
            made = step(_as_known(before), outcome)
            if made:
                writing.add(before, made, reader.finding(row, place), row["id"])
    writing.write()


def _gather(session: Session) -> None:
    """Gather the findings of all subjects that differ, and whether a waiver covers each.

    At once, and first: looked up batch by batch among what the round itself has written, a first
    round on PostgreSQL took the square of its size, for the planner knew of no findings yet.
    """
    finding = db.table(FindingTable)
    cover = covering(session.scope, session.today).subquery("cover")
    ours = finding.c.institution_id == session.scope.institution_id
    found = (
        select(
            finding.c.subject_kind,
            finding.c.subject_id,
            finding.c.control,
            finding.c.id,
            finding.c.state,
            finding.c.outcome,
            finding.c.opened_on,
            cover.c.finding_id.is_not(None),
        )
        .join_from(standing.DIFFERING, finding, and_(ours, standing.differs(finding)))
        .outerjoin(cover, cover.c.finding_id == finding.c.id)
    )
    session.connection.execute(insert(KNOWN).from_select(list(KNOWN.c.keys()), found))
    db.measure(session.connection, KNOWN)


def _known(connection: Connection, kind: str, ids: Iterable[int]) -> Mapping[Identity, RowMapping]:
    """Return the findings there were of some subjects."""
    query = select(KNOWN).where(KNOWN.c.kind == kind, KNOWN.c.subject_id.in_(list(ids)))
    found = connection.execute(query).mappings()
    return {(row["subject_id"], row["control"]): row for row in found}


def _as_known(row: RowMapping | None) -> Known | None:
    if row is None:
        return None
    return Known(row["state"], row["outcome"], row["covered"])


def _new(
    moment: Moment, finding_id: int, made: Step, found: Finding, subject: int
) -> dict[str, Any]:
    return {
        "institution_id": moment.session.scope.institution_id,
        "id": finding_id,
        "code": found.code,
        "control": found.control.id,
        "subject_kind": found.subject.partition(":")[0],
        "subject_id": subject,
        "outcome": found.outcome,
        "state": made.state,
        "severity": found.control.severity,
        "strength": found.control.strength,
        "opened_on": moment.session.today,
        "entry": moment.entry,
    }


def _changed(moment: Moment, known: RowMapping, made: Step, found: Finding) -> dict[str, Any]:
    again = made.what == "reopened"
    return {
        "of_institution": moment.session.scope.institution_id,
        "of_id": known["id"],
        "outcome": found.outcome if found.outcome in AT_FAULT else known["outcome"],
        "state": made.state,
        "reason": made.reason,
        "severity": found.control.severity,
        "strength": found.control.strength,
        "opened_on": moment.session.today if again else known["opened_on"],
        "entry": moment.entry,
    }


def _change() -> Any:
    finding = db.table(FindingTable)
    return update(finding).where(
        finding.c.institution_id == bindparam("of_institution"),
        finding.c.id == bindparam("of_id"),
    )


def _evidence(found: Finding) -> dict[str, Any]:
    because = found.because
    return {
        "message": because.message if because else None,
        "fill": because.fill if because else None,
        "observed": evidence.dump(found.observed),
    }
