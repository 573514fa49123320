"""Findings as values: what each control found of each subject, with what was seen and why."""

import hashlib
import heapq
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, RowMapping

from monitor.checks.judgement import Because
from monitor.checks.verdict import FAIL, NO_ROW, NOT_APPLICABLE, OUTCOMES, UNKNOWN, WARN, Test
from monitor.findings.evaluate import STREAMED, Plan
from monitor.policy.requirements import SEVERITIES, Control

WORTH_TELLING = frozenset({FAIL, UNKNOWN, WARN})

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True)
class WaiverNote:
    """What a report says of the waiver that covers a finding."""

    reason: str
    until: date
    approved_by: str
    claimed: bool
    self_approved: bool


@dataclass(frozen=True)
class OnRecord:
    """What the register knows of a finding besides its verdict."""

    code: str
    state: str
    opened_on: date | None
    waiver: WaiverNote | None = None


@dataclass(frozen=True)
class Finding:
    """What one control found of one subject.

    `outcome` is pass, warn, fail, unknown or not_applicable; `because` the reason, None where
    none is owed; `observed` the facts judged, and what follows from them (`due_on`), by name.
    `on_record` is what the register keeps of it, None where it keeps nothing.
    """

    control: Control
    subject: str
    outcome: str
    because: Because | None
    observed: Mapping[str, Any]
    on_record: OnRecord | None = None

    @property
    def code(self) -> str:
        """Return the code people quote: the one on record, else the one it would be given."""
        return self.on_record.code if self.on_record else code_of(self.control.id, self.subject)

    @property
    def open(self) -> bool:
        """Return whether somebody has something to do about it; not so while it is waived."""
        return self.at_fault and self.waiver is None

    @property
    def at_fault(self) -> bool:
        """Return whether its control is not met, or cannot be told."""
        return self.outcome in {"fail", "unknown", "warn"}

    @property
    def state(self) -> str | None:
        """Return open, acknowledged or waived; None where there is nothing to be done."""
        if not self.at_fault:
            return None
        return self.on_record.state if self.on_record else "open"

    @property
    def waiver(self) -> WaiverNote | None:
        """Return the waiver that covers it."""
        return self.on_record.waiver if self.on_record and self.at_fault else None


def code_of(control: str, subject: str, more: str = "") -> str:
    """Return the code made from control and subject; `more` tells two of the same name apart."""
    digest = hashlib.sha256(f"{control}\n{subject}{more}".encode()).digest()
    number = int.from_bytes(digest[:7], "big") >> 6
    return "F-" + "".join(_ALPHABET[(number >> 5 * place) & 31] for place in reversed(range(10)))


@dataclass(frozen=True)
class Judged:
    """One subject and what was found of it; `login_mailbox` of accounts only.

    `closed`: an account that has findings of how it was closed, and is none of those counted.
    """

    kind: str
    id: int
    ref: str
    area: str | None
    login_mailbox: str | None
    findings: tuple[Finding, ...]
    closed: bool = False

    @property
    def subject(self) -> str:
        """Return the reference by which files and people name the subject."""
        return f"{self.kind}:{self.ref}"


@dataclass(frozen=True)
class Tally:
    """How the verdicts fall: by outcome, by control, kind and outcome; subjects by kind.

    `exempt` counts, by kind, the subjects to which no control applies; `waived` what of
    `by_control` is waived.
    """

    outcomes: Counter[str]
    by_control: Counter[tuple[str, str, str]]
    subjects: Counter[str]
    exempt: Counter[str] = field(default_factory=Counter)
    waived: Counter[tuple[str, str, str]] = field(default_factory=Counter)


Waived = Mapping[tuple[str, int], Collection[str]]
"""The controls of which a waiver is in force, by the kind and the id of their subject."""


def tally(connection: Connection, plans: Iterable[Plan], waived: Waived | None = None) -> Tally:
    """Count every verdict, from the words alone."""
    found = Tally(Counter(), Counter(), Counter())
    for plan in plans:
        words: Counter[str] = Counter()
        for row in connection.execute(plan.words(), execution_options=STREAMED):
            words[row.word] += 1
            if waived and (controls := waived.get((plan.kind, row.id))):
                found.waived.update(_waived(plan, row.word, controls))
        count_words(found, plan, words)
    return found


def count_words(found: Tally, plan: Plan, words: Mapping[str, int]) -> None:
    """Add to a tally how often each word was given to subjects of one kind."""
    for word, count in words.items():
        found.subjects[plan.kind] += count * (NO_ROW not in word)
        found.exempt[plan.kind] += count * (set(word) == {NOT_APPLICABLE})
        for tested, code in zip(plan.tests, word, strict=True):
            if code == NO_ROW:
                continue
            found.outcomes[OUTCOMES[code]] += count
            found.by_control[tested.control.id, plan.kind, OUTCOMES[code]] += count


def _waived(plan: Plan, word: str, controls: Collection[str]) -> Iterator[tuple[str, str, str]]:
    for tested, code in zip(plan.tests, word, strict=True):
        if code in WORTH_TELLING and tested.control.id in controls:
            yield tested.control.id, plan.kind, OUTCOMES[code]


def judged(connection: Connection, plans: Iterable[Plan], *, everything: bool) -> Iterator[Judged]:
    """Yield every subject in the order of area and name, with its findings, the gravest first.

    `everything` keeps what is met or does not apply; else only fail, unknown and warn.
    """
    streams = [_judged(connection, plan, everything=everything) for plan in plans]
    return heapq.merge(*streams, key=in_order)


def in_order(subject: Judged) -> tuple[str, str]:
    """Return what subjects are ordered by in every report."""
    return subject.area or "", subject.subject


def _judged(connection: Connection, plan: Plan, *, everything: bool) -> Iterator[Judged]:
    reader = Reader(plan)
    for row in connection.execute(plan.details(), execution_options=STREAMED).mappings():
        yield reader.judged(row, everything=everything)


class Reader:
    """Takes the rows of a plan's details apart."""

    def __init__(self, plan: Plan) -> None:
        """Keep the plan, and the reasons that its rows point into."""
        self.plan, self._reasons = plan, plan.reasons()

    def judged(self, row: RowMapping, *, everything: bool) -> Judged:
        """Return the subject of a row with its findings, the gravest first."""
        found = [
            self.finding(row, place)
            for place, code in enumerate(row["word"])
            if code in WORTH_TELLING or (everything and code != NO_ROW)
        ]
        found.sort(key=lambda f: (SEVERITIES.index(f.control.severity), f.control.id))
        kind, login, closed = self.plan.kind, row.get("login_ref"), NO_ROW in row["word"]
        return Judged(kind, row["id"], row["ref"], row["area"], login, tuple(found), closed)

    def finding(self, row: RowMapping, place: int) -> Finding:
        """Return what the control at `place` found of the subject of a row."""
        tested, because = self.plan.tests[place], row[f"because_{place}"]
        return Finding(
            tested.control,
            f"{self.plan.kind}:{row['ref']}",
            OUTCOMES[row["word"][place]],
            None if because is None else self._reasons[place][because],
            _observed(tested, row),
        )


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
