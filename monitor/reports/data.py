"""What a report is made of, before anybody has chosen how it looks."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from monitor.findings.judged import Finding, Judged, Tally
from monitor.policy.requirements import SEVERITIES, Requirements

Subjects = Callable[[bool], Iterator[Judged]]
"""Yields the subjects anew, with all verdicts or only those worth telling."""


@dataclass(frozen=True)
class LeftOut:
    """A row, or a file, that was not taken in, and why."""

    place: str
    reason: str


@dataclass(frozen=True)
class Opened:
    """One finding that a round opened, or opened again."""

    code: str
    subject: str
    control: str
    again: bool


@dataclass(frozen=True)
class Changes:
    """What a round changed: how many findings, and the gravest of those it opened.

    `since` is the number and the day of the round before it, None for the first one.
    """

    round: int
    since: tuple[int, date] | None
    opened: int
    reopened: int
    resolved: int
    gravest: tuple[Opened, ...] = ()


@dataclass(frozen=True)
class Foreign:
    """The commonest domain of the mailboxes, and the controls to which none of them is allowed."""

    domain: str
    controls: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """One run of the checks.

    `rows` are those read per sheet and `stubs` the subjects that were only named. `area_names`
    are by code. `domains` counts mailboxes by domain. `subjects` may be read more than once.
    `changes` are those of a round; a preview of files has none.
    """

    requirements: Requirements
    as_of: date
    preview: bool
    tally: Tally
    subjects: Subjects
    rows: Mapping[str, int]
    stubs: Mapping[str, int]
    domains: Mapping[str, int]
    area_names: Mapping[str, str | None]
    notes: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    sample: bool = False
    changes: Changes | None = None

    @property
    def institution(self) -> str:
        """Return the institution's code."""
        return self.requirements.institution.institution.code

    def summary(self) -> dict[str, int | None]:
        """Return the counts of a report; opened, reopened and resolved are a stored round's."""
        outcomes = self.tally.outcomes
        return {
            "accounts": self.tally.subjects["account"],
            "subjects": self.tally.subjects.total(),
            "controls": len(self.requirements.controls),
            "pass": outcomes["pass"],
            "warn": outcomes["warn"],
            "fail": outcomes["fail"],
            "unknown": outcomes["unknown"],
            "not_applicable": outcomes["not_applicable"],
            "waived": self.tally.waived.total(),
            "opened": self.changes.opened if self.changes else None,
            "reopened": self.changes.reopened if self.changes else None,
            "resolved": self.changes.resolved if self.changes else None,
        }

    def counts_against(self, *, fail_on: str, strict: bool) -> bool:
        """Return whether the run must exit 1: a fail or unknown, must, at or above `fail_on`.

        What is acknowledged counts; what is waived does not.
        """
        if fail_on == "never":
            return False
        grave = {
            control.id
            for control in self.requirements.controls
            if SEVERITIES.index(control.severity) <= SEVERITIES.index(fail_on)
            and (strict or control.strength == "must")
        }
        return any(
            count > self.tally.waived[control, kind, outcome]
            for (control, kind, outcome), count in self.tally.by_control.items()
            if control in grave and outcome in {"fail", "unknown"}
        )

    def foreign_domain(self) -> Foreign | None:
        """Return the commonest domain where no mailbox at all is of an allowed one.

        None where a mailbox is, where there is none, or where the institution has named its own
        to every control that asks for one.
        """
        asking = {
            control.id: setting.value
            for control in self.requirements.controls
            if (setting := control.settings.get("allowed_domains"))
            and setting.origin != "institution"
            and isinstance(setting.value, tuple)
        }
        foreign = tuple(control for control, allowed in asking.items() if not self._any_of(allowed))
        return Foreign(next(iter(self.domains)), foreign) if foreign and self.domains else None

    def _any_of(self, allowed: tuple[str, ...]) -> bool:
        return any(
            domain == each or domain.endswith(f".{each}")
            for domain in self.domains
            for each in allowed
        )


def gravest(findings: tuple[Finding, ...]) -> tuple[int, int]:
    """Return what sorts subjects, the worst first: outcome, then severity; lower is worse."""
    order = ("fail", "unknown", "warn")
    return min(
        (
            (order.index(each.outcome), SEVERITIES.index(each.control.severity))
            for each in findings
            if each.open
        ),
        default=(len(order), 0),
    )
