"""What is merely not known, spelled out from the standing words of the last round."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Select, select

from monitor import db
from monitor.adoption import queries as adoptions
from monitor.checks.verdict import NO_ROW, UNKNOWN
from monitor.facts.kinds import FACTS
from monitor.findings import rounds
from monitor.findings.evaluate import STREAMED
from monitor.findings.judged import code_of
from monitor.findings.lifecycle import OPEN
from monitor.findings.listing import Asking, Listed, Wanted, by_subject, in_order, order
from monitor.findings.models import Finding, Standing
from monitor.policy.requirements import Control
from monitor.scope import Scope

BATCH = 2000


def listed(asking: Asking) -> Iterator[Listed]:
    """Yield every finding wanted, those on record and what is not known, in order."""
    return in_order([*(asking.on_record(kind) for kind in FACTS), *unknown(asking)])


def unknown(asking: Asking) -> list[Iterator[Listed]]:
    """Return, for each kind, a stream of what the last round could not tell of its subjects.

    What has a row of its own is not among it.
    """
    wanted = asking.wanted
    if wanted.state not in {None, OPEN} or wanted.outcome not in {None, "unknown"}:
        return []
    last = rounds.last(asking.connection, asking.scope)
    if last is None or wanted.new_in is not None:
        return []
    asked = adoptions.by_id(asking.connection, asking.scope, last.adoption_id, asking.day)
    return [_unknown(asking, kind, asked.requirements.of(kind)) for kind in FACTS]


def _unknown(asking: Asking, kind: str, controls: Sequence[Control]) -> Iterator[Listed]:
    rows = asking.connection.execute(_standing(asking, kind), execution_options=STREAMED)
    while batch := list(islice(rows, BATCH)):
        ids = [row.subject_id for row in batch]
        touched = _touched(asking.connection, asking.scope, kind, ids)
        for row in batch:
            for each in sorted(_spelled(kind, row, controls), key=order):
                alone = (each.subject_id, each.control) not in touched
                if alone and _is_wanted(each, asking.wanted):
                    yield each


def _standing(asking: Asking, kind: str) -> Select[Any]:
    standing, named = db.table(Standing), asking.named(kind)
    query = (
        select(standing.c.subject_id, standing.c.word, named.c.ref, named.c.area)
        .join_from(standing, named, named.c.id == standing.c.subject_id)
        .where(
            standing.c.institution_id == asking.scope.institution_id,
            standing.c.subject_kind == kind,
            standing.c.word.contains(UNKNOWN),
            *asking.of_subjects(kind, standing.c.subject_id, named),
        )
        .order_by(*by_subject(named))
    )
    if asking.wanted.person is not None:
        query = query.where(asking.answered_for(kind, standing.c.subject_id))
    return query


def _touched(
    connection: Connection, scope: Scope, kind: str, ids: Sequence[int]
) -> set[tuple[int, str]]:
    finding = db.table(Finding)
    query = select(finding.c.subject_id, finding.c.control).where(
        finding.c.institution_id == scope.institution_id,
        finding.c.subject_kind == kind,
        finding.c.subject_id.in_(ids),
    )
    return {(row[0], row[1]) for row in connection.execute(query)}


def _spelled(kind: str, row: Any, controls: Iterable[Control]) -> Iterator[Listed]:
    subject = f"{kind}:{row.ref}"
    for control, letter in zip(controls, row.word, strict=True):
        if letter == UNKNOWN:
            yield Listed(
                id=None,
                code=code_of(control.id, subject),
                kind=kind,
                subject_id=row.subject_id,
                subject=subject,
                area=row.area,
                control=control.id,
                outcome="unknown",
                state=OPEN,
                reason=None,
                severity=control.severity,
                strength=control.strength,
                opened_on=None,
                assigned_id=None,
                waiver=None,
                closed=NO_ROW in row.word,
            )


def _is_wanted(each: Listed, wanted: Wanted) -> bool:
    return wanted.control in {None, each.control} and wanted.severity in {None, each.severity}
