"""Findings as values: what each control found of each subject, with what was seen and why."""

import hashlib
import heapq
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, RowMapping

from monitor.checks.judgement import Because
from monitor.checks.verdict import FAIL, NOT_APPLICABLE, OUTCOMES, UNKNOWN, WARN, Test
from monitor.findings.evaluate import Plan
from monitor.policy.requirements import SEVERITIES, Control

WORTH_TELLING = frozenset({FAIL, UNKNOWN, WARN})

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True)
class Finding:
    """What one control found of one subject.

    `outcome` is pass, warn, fail, unknown or not_applicable; `because` the reason, None where
    none is owed; `observed` the facts judged, and what follows from them (`due_on`), by name.
    """

    control: Control
    subject: str
    outcome: str
    because: Because | None
    observed: Mapping[str, Any]

    @property
    def code(self) -> str:
        """Return the code people quote: made from control and subject, the same on every run."""
        digest = hashlib.sha256(f"{self.control.id}\n{self.subject}".encode()).digest()
        number = int.from_bytes(digest[:7], "big") >> 6
        return "F-" + "".join(
            _ALPHABET[(number >> 5 * place) & 31] for place in reversed(range(10))
        )

    @property
    def open(self) -> bool:
        """Return whether somebody has something to do about it."""
        return self.outcome in {"fail", "unknown", "warn"}


@dataclass(frozen=True)
class Judged:
    """One subject and what was found of it; `login_mailbox` of accounts only."""

    kind: str
    id: int
    ref: str
    area: str | None
    login_mailbox: str | None
    findings: tuple[Finding, ...]

    @property
    def subject(self) -> str:
        """Return the reference by which files and people name the subject."""
        return f"{self.kind}:{self.ref}"


@dataclass(frozen=True)
class Tally:
    """How the verdicts fall: by outcome, by control, kind and outcome; subjects by kind.

    `exempt` counts, by kind, the subjects to which no control applies.
    """

    outcomes: Counter[str]
    by_control: Counter[tuple[str, str, str]]
    subjects: Counter[str]
    exempt: Counter[str] = field(default_factory=Counter)


def tally(connection: Connection, plans: Iterable[Plan]) -> Tally:
    """Count every verdict, from the words alone."""
    found = Tally(Counter(), Counter(), Counter())
    for plan in plans:
        words = Counter(row.word for row in connection.execute(plan.words()))
        found.subjects[plan.kind] = words.total()
        for word, count in words.items():
            found.exempt[plan.kind] += count * (set(word) == {NOT_APPLICABLE})
            for tested, code in zip(plan.tests, word, strict=True):
                found.outcomes[OUTCOMES[code]] += count
                found.by_control[tested.control.id, plan.kind, OUTCOMES[code]] += count
    return found


def judged(connection: Connection, plans: Iterable[Plan], *, everything: bool) -> Iterator[Judged]:
    """Yield every subject in the order of area and name, with its findings, the gravest first.

    `everything` keeps what is met or does not apply; else only fail, unknown and warn.
    """
    streams = [_judged(connection, plan, everything=everything) for plan in plans]
    return heapq.merge(*streams, key=lambda subject: (subject.area or "", subject.subject))


def _judged(connection: Connection, plan: Plan, *, everything: bool) -> Iterator[Judged]:
    reasons = plan.reasons()
    for row in connection.execute(plan.details()).mappings():
        subject = f"{plan.kind}:{row['ref']}"
        found = [
            _finding(tested, subject, code, reasons[place], row, row[f"because_{place}"])
            for place, (tested, code) in enumerate(zip(plan.tests, row["word"], strict=True))
            if everything or code in WORTH_TELLING
        ]
        found.sort(key=lambda f: (SEVERITIES.index(f.control.severity), f.control.id))
        login = row.get("login_ref")
        yield Judged(plan.kind, row["id"], row["ref"], row["area"], login, tuple(found))


def _finding(  # noqa: PLR0913, PLR0917 - one row of the statement, taken apart once
    tested: Test,
    subject: str,
    code: str,
    reasons: list[Because],
    row: RowMapping,
    place: int | None,
) -> Finding:
    because = None if place is None else reasons[place]
    return Finding(tested.control, subject, OUTCOMES[code], because, _observed(tested, row))


def _observed(tested: Test, row: RowMapping) -> dict[str, Any]:
    """Return the evidence of a control's checks, and what each says follows from it."""
    seen: dict[str, Any] = {}
    for use in tested.uses:
        follows = getattr(use.check, "observed", None)
        columns = use.check.evidence(use.given)
        # A column of a set has the set in its name; the check says it under a name of its own.
        seen |= {name: row[name] for name in columns if not (follows and ":" in name)}
        seen |= follows(row, use.given) if follows else {}
    return seen
