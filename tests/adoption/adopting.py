"""An institution that adopts policies, in a database that is left as it was found."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import Connection

from monitor.acts import adopting
from monitor.acts.adopting import Asked, Proposal
from monitor.adoption import queries
from monitor.adoption.queries import Adopted
from monitor.audit.entries import Actor
from monitor.audit.session import Session
from monitor.scope import Scope
from tests.oracle import worlds
from tests.oracle.sketches import DAY, staffed
from tests.policy.drafts import Drafts, control

MAX_AGE = "      max_age: {type: duration, combine: min_duration}\n"
"""The parameter that the check of the made-up control needs."""


@dataclass
class Adopting:
    """An institution, and made-up policies beside its file."""

    connection: Connection
    drafts: Drafts
    day: date = DAY

    def __post_init__(self) -> None:
        worlds.insert(self.connection, staffed())
        family = self.drafts.folder / "policies" / "controls" / "trial.yaml"
        text = family.read_text(encoding="utf-8")
        family.write_text(text + MAX_AGE, encoding="utf-8")
        self.pack("one", "P2M")
        self.pack("two", "P6M")

    def pack(self, name: str, term: str) -> None:
        """Write a policy of one control, that asks for a term."""
        self.drafts.pack(name, control(params=f"{{term: {term}, max_age: P1Y}}"))

    @property
    def scope(self) -> Scope:
        return Scope(7)

    def session(self) -> Session:
        return Session(self.connection, self.scope, Actor("os:ana@here"), _now(), self.day)

    def overlay(self, text: str) -> Path:
        """Write the institution's own file."""
        return self.drafts.write("../institution.yaml", text)

    def propose(self, *policies: str, overlay: str = "code: IEE\n") -> Proposal:
        asked = Asked(policies, self.overlay(overlay))
        return adopting.propose(self.connection, self.scope, self.day, asked)

    def adopt(self, *policies: str, overlay: str = "code: IEE\n", on: date | None = None) -> None:
        session = self.session()
        adopting.adopt(session, self.propose(*policies, overlay=overlay), on)
        session.flush()

    def drop(self, *policies: str) -> None:
        session = self.session()
        proposal = adopting.propose_dropping(self.connection, self.scope, self.day, policies)
        adopting.drop(session, proposal)
        session.flush()

    def in_force(self, day: date | None = None) -> Adopted | None:
        return queries.in_force(self.connection, self.scope, day or self.day)

    def packs(self, day: date | None = None) -> list[str]:
        """Return the ids of the policies in force on a day."""
        held = self.in_force(day)
        return [each.pack.id for each in held.requirements.packs] if held else []

    def term(self) -> str:
        """Return the term that the only control asks for."""
        held = self.in_force()
        assert held is not None
        (only,) = held.requirements.controls
        return str(only.params["term"])


def _now() -> datetime:
    return datetime.now(UTC)
