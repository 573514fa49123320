"""One check on one row of facts, through the same SQL as real subjects."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import CTE, Connection, String, cast, literal, null, select
from sqlalchemy.types import NullType, TypeEngine

from monitor.checks import verdict
from monitor.checks.examples import _fact_types
from monitor.findings.judged import Finding
from monitor.policy.durations import parse
from monitor.policy.library import Library
from monitor.policy.parameters import Setting, Value
from monitor.policy.platforms import Platforms
from monitor.policy.requirements import Control
from monitor.policy.schema import CheckUse
from monitor.reports.wording import message

DAY = date(2026, 3, 31)
P6M, P2M, P10D, P3M, P5BD = (parse(text) for text in ("P6M", "P2M", "P10D", "P3M", "P5BD"))

LIBRARY = Library()
CALENDAR = LIBRARY.calendar("mx-lft")
_KNOWN = LIBRARY.platforms().by_name
# The networks of the table, and one that is known to offer no second factor.
PLATFORMS = Platforms({**_KNOWN, "bare": _KNOWN["x"].model_copy(update={"second_factor": ()})})

# What is never unknown of a subject, where a test does not say otherwise (the columns of facts).
USUAL = {
    "status": "open",
    "credential_model": "shared",
    "login_none": False,
    "authorised_none": False,
}


@dataclass(frozen=True)
class Tried:
    """What a check gave: the letter, why, and the letters it says it can give."""

    letter: str
    because: str
    gives: str


@dataclass(frozen=True)
class Trial:
    """A check as a control uses it, to be tried on rows of facts."""

    connection: Connection
    check: str
    kind: str = "account"
    params: Mapping[str, Value] | None = None
    arguments: Mapping[str, str] | None = None
    began: date | None = None
    binds: str = "subject"
    phase: str = "operation"
    strength: str = "must"

    def test(self, day: date = DAY) -> verdict.Test:
        """Return how the control is tested."""
        return verdict.test(self.control, self.kind, day, CALENDAR, PLATFORMS)

    def on(self, day: date = DAY, /, **facts: Any) -> Tried:
        """Judge a row in which all but `facts` is unknown; `a__b` stands for the column `a:b`."""
        tested = self.test(day)
        row = self._row(tested, {name.replace("__", ":"): value for name, value in facts.items()})
        letter = verdict.letter(tested, row)
        place = verdict.reason(tested, row, letter)
        found = self.connection.execute(select(letter, place, *row.c)).one()
        reasons = [because for _code, because in verdict.reasons(tested, row)]
        because = None if found[1] is None else reasons[found[1]]
        seen = dict(found._mapping)
        observed = {name: seen[name] for name in tested.evidence()}
        for use in tested.uses:
            follows = getattr(use.check, "observed", None)
            observed |= follows(seen, use.given) if follows else {}
        outcome = verdict.OUTCOMES[found[0]]
        said = message(Finding(self.control, f"{self.kind}:a", outcome, because, observed))
        return Tried(found[0], said, "".join(sorted(tested.gives())))

    @property
    def control(self) -> Control:
        """Return a control that does nothing but use the check."""
        use = CheckUse.model_validate({"check": self.check, "with": self.arguments or {}})
        return Control(
            id="own.duty",
            kind="computed",
            subjects=(self.kind,),
            phase=self.phase,
            binds=self.binds,
            title={"en": "Our duty", "es": "Nuestra obligación"},
            remediation={"en": "Do it.", "es": "Hágalo."},
            strength=self.strength,
            severity="high",
            citations=(),
            checks=(use,),
            settings={k: Setting(v, "text") for k, v in (self.params or {}).items()},
            began=self.began,
        )

    def _row(self, tested: verdict.Test, facts: Mapping[str, Any]) -> CTE:
        types = _fact_types(self.kind, tuple(dict.fromkeys(tested.asks())))
        stray = set(facts) - set(types)
        assert not stray, f"no facts: {sorted(stray)}"
        columns = []
        for name, known in types.items():
            kind: TypeEngine[Any] = String() if isinstance(known, NullType) else known
            value = facts[name] if name in facts else USUAL.get(name)
            fact = cast(null(), kind) if value is None else literal(value, kind)
            columns.append(fact.label(name))
        return select(*columns).cte("facts")
