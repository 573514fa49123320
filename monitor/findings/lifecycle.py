"""The life of a finding: what a verdict makes of it. No tables here, only the rules.

A finding begins when its control fails or warns. It is resolved when the control is met or no
longer applies, and recurrence opens it again. A person acknowledges it, which holds until it gets
worse; a waiver in force covers it, which no verdict ever ends.
"""

from dataclasses import dataclass

OPEN, ACKNOWLEDGED, WAIVED, RESOLVED = "open", "acknowledged", "waived", "resolved"

OPENED, REOPENED, CHANGED, SETTLED = "opened", "reopened", "changed", "resolved"
MET, NO_LONGER_REQUIRED, CLOSED = "met", "no_longer_required", "closed"
WAIVER_ENDED = "waiver_ended"

AT_FAULT = ("fail", "unknown", "warn")
"""The outcomes of what is not met, the worst first."""

BEGINS = frozenset({"fail", "warn"})
"""The outcomes that begin a finding: what is merely not known is kept as a standing word."""


@dataclass(frozen=True)
class Known:
    """A finding as it stands before a verdict; `covered`: a waiver of it is in force."""

    state: str
    outcome: str
    covered: bool = False


@dataclass(frozen=True)
class Step:
    """What a verdict makes of a finding: `what` happened, the state after it, and the reason."""

    what: str
    state: str
    reason: str | None = None


def step(known: Known | None, outcome: str) -> Step | None:
    """Return what the verdict `outcome` makes of a finding; None: it stays as it is.

    `known` is None where there is no finding yet.
    """
    if known is None:
        return Step(OPENED, OPEN) if outcome in BEGINS else None
    if outcome not in AT_FAULT:
        return None if known.state == RESOLVED else Step(SETTLED, RESOLVED, _why(outcome))
    if known.state == RESOLVED:
        return Step(REOPENED, WAIVED if known.covered else OPEN)
    return Step(CHANGED, _after_change(known, outcome)) if outcome != known.outcome else None


def _why(outcome: str) -> str:
    return MET if outcome == "pass" else NO_LONGER_REQUIRED


def _after_change(known: Known, outcome: str) -> str:
    """Return the state: whoever acknowledged something did not acknowledge what is worse."""
    worse = AT_FAULT.index(outcome) < AT_FAULT.index(known.outcome)
    return OPEN if known.state == ACKNOWLEDGED and worse else known.state
