"""Documents, attestations and duties, each about one subject of the register."""

from datetime import date

from sqlalchemy import BigInteger, Index
from sqlmodel import Field, SQLModel

from monitor.db import COMPACT, belongs_to, key
from monitor.history import Dated


class Document(SQLModel, table=True):
    """A signed document on file; in force up to and including `valid_until` (ruling 2)."""

    __table_args__ = (
        key("id"),
        belongs_to("person", "person_id"),
        Index("ix_document_subject", "institution_id", "kind", "subject_kind", "subject_id"),
        COMPACT,
    )

    institution_id: int = Field(foreign_key="institution.id", sa_type=BigInteger)
    id: int = Field(sa_type=BigInteger)
    kind: str
    subject_kind: str
    subject_id: int = Field(sa_type=BigInteger)
    person_id: int | None = Field(default=None, sa_type=BigInteger)
    number: str | None = None
    signed_on: date
    valid_until: date | None = None
    sha256: str | None = None
    entry: int | None = Field(default=None, sa_type=BigInteger)


class Attestation(Dated, table=True):
    """A person's dated answer about a control; `person_id` 0 speaks for the subject (ruling 41)."""

    __table_args__ = (
        key("control", "subject_kind", "subject_id", "person_id", "valid_from"),
        belongs_to("person", "by_id"),
        COMPACT,
    )

    control: str
    subject_kind: str
    subject_id: int = Field(sa_type=BigInteger)
    person_id: int = Field(default=0, sa_type=BigInteger)
    by_id: int = Field(sa_type=BigInteger)
    answer: bool


class Duty(SQLModel, table=True):
    """An obligation with a due day, and the day it was discharged (null: still open).

    What sets a duty off is no row here: it is told from what happened (`monitor.facts.events`).
    """

    __table_args__ = (
        key("id"),
        Index("ix_duty_subject", "institution_id", "control", "subject_kind", "subject_id"),
        COMPACT,
    )

    institution_id: int = Field(foreign_key="institution.id", sa_type=BigInteger)
    id: int = Field(sa_type=BigInteger)
    control: str
    subject_kind: str
    subject_id: int = Field(sa_type=BigInteger)
    due_on: date
    done_on: date | None = None
    number: str | None = None
    note: str | None = None
    entry: int | None = Field(default=None, sa_type=BigInteger)
