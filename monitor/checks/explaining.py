"""What a control judges, in the sentences by which its checks say each outcome."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from monitor.checks.fitness import judging
from monitor.checks.verdict import OUTCOMES, reasons
from monitor.facts.kinds import FACTS
from monitor.policy.requirements import Control, Requirements
from monitor.scope import Scope


@dataclass(frozen=True)
class Sentence:
    """One reason that a control can give: its outcome, the msgid, and where the fact is kept.

    `message` has the placeholders of a `Because`; `fill` is its "sheet.column", or None.
    """

    outcome: str
    message: str
    fill: str | None


def sentences(requirements: Requirements, control: Control) -> Iterator[Sentence]:
    """Yield every reason a control can give of any subject it judges, each once.

    In the order in which they are looked at: what exempts, what is not met, not known, reserved.
    """
    found: dict[Sentence, None] = {}
    for tested in judging(requirements, control):
        facts = FACTS[tested.kind](Scope(0), date.min, tuple(dict.fromkeys(tested.asks()))).cte()
        for code, because in reasons(tested, facts):
            found[Sentence(OUTCOMES[code], because.message, because.fill)] = None
    yield from found
