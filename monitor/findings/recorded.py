"""Verdicts joined with what the register keeps of them: code, state, since when, the waiver."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Any

from sqlalchemy import Connection, select

from monitor import db
from monitor.findings import waiving
from monitor.findings.judged import Judged, OnRecord
from monitor.findings.lifecycle import OPEN, RESOLVED, WAIVED
from monitor.findings.listing import note_of, waiver_columns
from monitor.findings.models import Finding
from monitor.scope import Scope

BATCH = 2000


@dataclass(frozen=True)
class Register:
    """Where findings are kept, and the day on which their waivers count."""

    connection: Connection
    scope: Scope
    day: date

    def joined(self, subjects: Iterator[Judged]) -> Iterator[Judged]:
        """Yield the subjects, their findings with what is on record of them; batch by batch."""
        while batch := list(islice(subjects, BATCH)):
            known = self._known([subject.id for subject in batch])
            for subject in batch:
                yield _joined(subject, known)

    def _known(self, ids: Sequence[int]) -> Mapping[tuple[str, int, str], OnRecord]:
        finding = db.table(Finding)
        cover = waiving.covering(self.scope, self.day).subquery("cover")
        query = (
            select(finding, *waiver_columns(cover))
            .select_from(finding.outerjoin(cover, cover.c.finding_id == finding.c.id))
            .where(
                finding.c.institution_id == self.scope.institution_id,
                finding.c.subject_id.in_(ids),
            )
        )
        return {
            (row.subject_kind, row.subject_id, row.control): self._on_record(row)
            for row in self.connection.execute(query)
        }

    def _on_record(self, row: Any) -> OnRecord:
        """Return what holds on the day: a finding that is resolved, and fails again, is open."""
        waiver = note_of(row)
        state = OPEN if row.state in {RESOLVED, WAIVED} else row.state
        begun = row.state != RESOLVED and row.opened_on <= self.day
        opened_on = row.opened_on if begun else None
        return OnRecord(row.code, WAIVED if waiver else state, opened_on, waiver)


def _joined(subject: Judged, known: Mapping[tuple[str, int, str], OnRecord]) -> Judged:
    found = tuple(
        replace(each, on_record=known.get((subject.kind, subject.id, each.control.id)))
        for each in subject.findings
    )
    return replace(subject, findings=found)
