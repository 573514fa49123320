"""A register of findings to play with, and a plain model of how their lives must go.

The model knows nothing of tables or of the rules in `lifecycle`: it is told each verdict, and says
what must be on record then.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import Connection, select
from sqlmodel import SQLModel

from monitor import db, history
from monitor.acts import adopting, checking, consequences, following_up, waiving
from monitor.adoption import recording
from monitor.audit.entries import Actor
from monitor.audit.session import Session
from monitor.checks.verdict import OUTCOMES
from monitor.credentials.models import PasswordChange as ChangeTable
from monitor.facts.kinds import FACTS
from monitor.facts.present import present
from monitor.findings.listing import Asking, Listed
from monitor.findings.models import Finding
from monitor.findings.rounds import Stored
from monitor.findings.unknowns import listed
from monitor.inventory.models import AccountVersion
from monitor.policy.library import Library, LoadedInstitution
from monitor.policy.requirements import Requirements, compile_requirements
from monitor.policy.schema import Institution
from monitor.scope import Scope
from tests.findings.words import words
from tests.oracle import worlds
from tests.oracle.records import PasswordChange, World
from tests.oracle.sketches import ACCOUNT, DAY, staffed

ANA, BETO = Actor("os:ana@here"), Actor("os:beto@here")
Identity = tuple[str, int, str]

_WHOLE: list[Requirements] = []


def whole() -> Requirements:
    """Return everything the mail guidelines ask for."""
    if not _WHOLE:
        own = LoadedInstitution(Institution())
        _WHOLE.append(compile_requirements(Library(), ["mx-ine-mail"], own))
    return _WHOLE[0]


@dataclass
class Playing:
    """One institution in a database, on a day that moves on."""

    connection: Connection
    world: World
    day: date
    requirements: Requirements = field(default_factory=whole)

    def __post_init__(self) -> None:
        worlds.insert(self.connection, self.world)
        self.adopt(self.requirements)

    @property
    def scope(self) -> Scope:
        return Scope(self.world.institution_id)

    def session(self, actor: Actor = ANA) -> Session:
        return Session(self.connection, self.scope, actor, datetime.now(UTC), self.day)

    def adopt(self, requirements: Requirements) -> None:
        """Let other requirements be in force from today on."""
        self.requirements = requirements
        session = self.session()
        subject = ("institution", self.scope.institution_id)
        entry = session.record(adopting.ADOPTED, subject)
        recording.record(session, requirements, None, self.day, entry)
        session.flush()

    def round(self) -> Stored:
        session = self.session()
        stored = checking.store_round(session)
        session.flush()
        return stored

    def waive(self, code: str, days: int) -> None:
        """Let one ask for a waiver and another approve it."""
        session = self.session()
        waiving.request(session, code, "elections", self.day + timedelta(days=days))
        session.flush()
        session = self.session(BETO)
        waiving.approve(session, code)
        session.flush()

    def end_waiver(self, code: str) -> None:
        session = self.session()
        waiving.end(session, code)
        session.flush()

    def acknowledge(self, code: str) -> None:
        session = self.session()
        following_up.acknowledge(session, [code], "seen")
        session.flush()

    def close(self, account_id: int) -> None:
        """Close an account today, with all that follows."""
        session = self.session()
        entry = session.record("account:closed", ("account", account_id))
        own = {"institution_id": self.scope.institution_id, "account_id": account_id}
        values = {"status": "closed", "closed_on": self.day, "entry": entry}
        history.put(self.connection, db.table(AccountVersion), own, self.day, values)
        consequences.follow(session)
        session.flush()

    def change_password(self, account_id: int = ACCOUNT) -> None:
        """Record that the password of an account was changed today."""
        own = {
            "institution_id": self.scope.institution_id,
            "kind": "account",
            "subject_id": account_id,
        }
        history.put(self.connection, db.table(ChangeTable), own, self.day, {"by_none": False})

    def table(self, model: type[SQLModel]) -> list[Any]:
        """Return the rows of a table that are the institution's."""
        table = db.table(model)
        own = table.c.institution_id == self.scope.institution_id
        query = select(table).where(own).order_by(*table.primary_key.columns)
        return list(self.connection.execute(query).all())

    def verdicts(self) -> dict[Identity, str]:
        """Return every verdict of today, straight from the words."""
        controls = {kind: self.requirements.of(kind) for kind in FACTS}
        found = words(self.connection, self.requirements, self.scope, self.day)
        return {
            (kind, subject_id, control.id): OUTCOMES[letter]
            for kind, subject_id, word in found
            for control, letter in zip(controls[kind], word, strict=True)
        }

    def rows(self) -> dict[Identity, tuple[str, str]]:
        """Return state and outcome of every finding that has a row."""
        c = db.table(Finding).c
        query = select(c.subject_kind, c.subject_id, c.control, c.state, c.outcome).where(
            c.institution_id == self.scope.institution_id
        )
        found = self.connection.execute(query).all()
        rows = {(row[0], row[1], row[2]): (row[3], row[4]) for row in found}
        assert len(rows) == len(found), "two findings of one control and subject"
        return rows

    def listed(self) -> list[Listed]:
        """Return what is listed, as `finding list` gives it."""
        return list(listed(Asking(self.connection, self.scope, self.day)))

    def present(self, account_id: int) -> bool:
        """Return whether an account is judged today."""
        query = present("account", self.scope, self.day)
        return account_id in set(self.connection.execute(query).scalars())


@dataclass
class Life:
    """What must be on record of one finding."""

    state: str = "resolved"
    outcome: str = ""
    until: date | None = None


@dataclass
class Model:
    """What must be on record of all findings, by control and subject."""

    lives: dict[Identity, Life] = field(default_factory=dict)

    def round(self, verdicts: Mapping[Identity, str], day: date) -> None:
        """Take a round in."""
        for identity in {*self.lives, *verdicts}:
            self._judge(identity, verdicts.get(identity), day)

    def _judge(self, identity: Identity, verdict: str | None, day: date) -> None:
        life = self.lives.get(identity)
        if life is None:
            if verdict in {"fail", "warn"}:
                self.lives[identity] = Life("open", verdict)
            return
        if verdict is None:
            life.state, life.until = "resolved", None
        elif verdict in {"pass", "not_applicable"}:
            life.state = "resolved"
        else:
            worse = ("fail", "unknown", "warn").index(verdict) < (
                ("fail", "unknown", "warn").index(life.outcome)
            )
            acknowledged = life.state == "acknowledged" and not worse
            covered = life.until is not None and life.until >= day
            otherwise = "acknowledged" if acknowledged else "open"
            life.state = "waived" if covered else otherwise
            life.outcome = verdict

    def rows(self) -> dict[Identity, tuple[str, str]]:
        return {name: (life.state, life.outcome) for name, life in self.lives.items()}


CHOSEN = ("admins.two-designated", "mfa.enabled", "ownership.area-head", "rotation.max-age")


def only(*controls: str) -> Requirements:
    """Return requirements that ask for these controls alone."""
    return replace(
        whole(), controls=tuple(each for each in whole().controls if each.id in controls)
    )


def small(connection: Connection, **tables: Any) -> Playing:
    """Return the account x/ieejemplo, well staffed, its password two months late, and no round.

    `rotation.max-age` fails; `mfa.enabled` and the head of its area are not known; another area
    has no account; the rest is met.
    """
    changed = PasswordChange(valid_from=date(2025, 12, 1), kind="account", subject_id=ACCOUNT)
    world = staffed(**{"password_changes": (changed,)} | tables)
    return Playing(connection, world, DAY, only(*CHOSEN))


def late(playing: Playing) -> Listed:
    """Return the finding that the password is late."""
    of_password = (each for each in playing.listed() if each.control == "rotation.max-age")
    found = (each for each in of_password if each.id is not None)
    return next(found)


def some_controls(rng: Random, requirements: Requirements) -> Requirements:
    """Return requirements that ask for some of the controls, with other severities."""
    chosen = [each for each in requirements.controls if rng.random() < 0.6]
    graded = tuple(
        replace(each, severity=rng.choice(["high", "low"])) if rng.random() < 0.2 else each
        for each in chosen or requirements.controls
    )
    return replace(requirements, controls=graded)


def codes(playing: Playing, state: str) -> Iterator[Listed]:
    """Yield the listed findings of a state."""
    return (each for each in playing.listed() if each.state == state)
