"""Dated facts about credentials, keyed by what they open: an account or a mailbox."""

from datetime import date

from sqlalchemy import BigInteger
from sqlmodel import Field

from monitor.db import COMPACT, belongs_to, key
from monitor.history import Dated


class PasswordChange(Dated, table=True):
    """A change of password (`valid_from`: the day), and what was judged of the new one.

    `by_none` says that nobody is on record for it; the assessment columns are null for a change
    that was recorded without the password being seen.
    """

    __tablename__ = "password_change"
    __table_args__ = (
        key("kind", "subject_id", "valid_from"),
        belongs_to("person", "by_id"),
        COMPACT,
    )

    kind: str
    subject_id: int = Field(sa_type=BigInteger)
    by_id: int | None = Field(default=None, sa_type=BigInteger)
    by_none: bool = False
    meets_composition: bool | None = None
    score: int | None = None
    breached: bool | None = None
    reused: bool | None = None


class Factor(Dated, table=True):
    """The second factor as last seen: which kind, on whose device, on what evidence (ruling 29)."""

    __table_args__ = (
        key("kind", "subject_id", "valid_from"),
        belongs_to("person", "holder_id"),
        COMPACT,
    )

    kind: str
    subject_id: int = Field(sa_type=BigInteger)
    method: str
    seen_on: date | None = None
    level: str | None = None
    holder_id: int | None = Field(default=None, sa_type=BigInteger)
    holder_none: bool = False
