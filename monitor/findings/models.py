"""The tables of what is wrong: rounds, standing words, findings, their transitions, waivers."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Index, text
from sqlmodel import Field, SQLModel

from monitor.db import COMPACT, Moment, belongs_to, key


class Round(SQLModel, table=True):
    """One stored run of the checks: the day judged, the policies in force, what it counted.

    `counts` is JSON: what was found, by control, kind of subject and outcome.
    """

    __table_args__ = (key("number"), belongs_to("policy_adoption", "adoption_id"), COMPACT)

    institution_id: int = Field(foreign_key="institution.id", sa_type=BigInteger)
    number: int
    recorded_at: datetime = Field(sa_type=Moment)
    as_of: date
    adoption_id: int = Field(sa_type=BigInteger)
    counts: str
    opened: int
    reopened: int
    resolved: int
    entry: int = Field(sa_type=BigInteger)


class Standing(SQLModel, table=True):
    """What the last round found of a subject: one letter per control of its kind, as adopted."""

    __table_args__ = (key("subject_kind", "subject_id"), COMPACT)

    institution_id: int = Field(foreign_key="institution.id", sa_type=BigInteger)
    subject_kind: str
    subject_id: int = Field(sa_type=BigInteger)
    word: str


class Finding(SQLModel, table=True):
    """A control that a subject did not meet, from then on; identity is (control, subject).

    `outcome` is fail, warn or unknown: what was found last while it was not met. `state` is open,
    acknowledged, waived or resolved, `reason` (of resolved ones) met, no_longer_required or
    closed. `opened_on` is the day it was opened, or opened again.
    """

    __table_args__ = (
        key("id"),
        belongs_to("person", "assigned_id"),
        Index(
            "ux_finding_identity",
            "institution_id",
            "subject_kind",
            "subject_id",
            "control",
            unique=True,
        ),
        Index("ix_finding_code", "institution_id", "code"),
        COMPACT,
    )

    institution_id: int = Field(foreign_key="institution.id", sa_type=BigInteger)
    id: int = Field(sa_type=BigInteger)
    code: str
    control: str
    subject_kind: str
    subject_id: int = Field(sa_type=BigInteger)
    outcome: str
    state: str
    reason: str | None = None
    severity: str
    strength: str
    opened_on: date
    assigned_id: int | None = Field(default=None, sa_type=BigInteger)
    entry: int = Field(sa_type=BigInteger)


class Transition(SQLModel, table=True):
    """One step in the life of a finding, with the evidence of its moment.

    `what` is opened, reopened, changed (of outcome), resolved, acknowledged, assigned, waived.
    `round` is null for what a person did; `entry` says who and when. `message` is the sentence in
    English, to be translated when shown; `observed` the facts as JSON; `note` a person's words.
    """

    __table_args__ = (
        key("finding_id", "entry", "what"),
        belongs_to("finding", "finding_id"),
        Index("ix_transition_round", "institution_id", "round", "what"),
        COMPACT,
    )

    institution_id: int = Field(sa_type=BigInteger)
    finding_id: int = Field(sa_type=BigInteger)
    entry: int = Field(sa_type=BigInteger)
    what: str
    round: int | None = None
    happened_on: date
    state: str
    outcome: str
    reason: str | None = None
    message: str | None = None
    fill: str | None = None
    observed: str | None = None
    note: str | None = None


class Waiver(SQLModel, table=True):
    """A dated exception that one person asked for and another approved.

    It holds from approval up to and including `until`, or until it is ended. Nobody approved it
    yet: `approved_on` is null. `ended_why` is expired, ended (by a person), refused, closed or
    no_longer_required. `claimed`: the person is who somebody said they were.
    """

    __table_args__ = (
        key("id"),
        belongs_to("finding", "finding_id"),
        Index(
            "ux_waiver_finding",
            "institution_id",
            "finding_id",
            unique=True,
            sqlite_where=text("ended_on IS NULL"),
            postgresql_where=text("ended_on IS NULL"),
        ),
        COMPACT,
    )

    institution_id: int = Field(sa_type=BigInteger)
    id: int = Field(sa_type=BigInteger)
    finding_id: int = Field(sa_type=BigInteger)
    reason: str
    until: date
    asked_on: date
    asked_by: str
    asked_claimed: bool
    approved_on: date | None = None
    approved_by: str | None = None
    approved_claimed: bool = False
    self_approved: bool = False
    ended_on: date | None = None
    ended_by: str | None = None
    ended_why: str | None = None
    entry: int = Field(sa_type=BigInteger)
