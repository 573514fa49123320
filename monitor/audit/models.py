"""The tables of the log: its entries, the end of each chain, and signed checkpoints."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Index
from sqlmodel import Field, SQLModel

from monitor.db import COMPACT, Moment, key

INSTALLATION = 0
"""The chain of what concerns no one institution; ids of institutions are never 0."""


class AuditEntry(SQLModel, table=True):
    """One change of one subject.

    `institution_id` is the chain (0: the installation), `seq` its place there, without gaps from
    1 on. `details` is canonical JSON: ids, names of fields and their new values, of personal
    ones only digests. `claimed`: the actor is who somebody said they were.
    """

    __tablename__ = "audit_entry"
    # not COMPACT: entries of a kilobyte or more would leave the pages of its tree half empty
    __table_args__ = (
        key("seq"),
        Index("ix_audit_entry_object", "institution_id", "object_kind", "object_id", "seq"),
    )

    institution_id: int = Field(sa_type=BigInteger)
    seq: int = Field(sa_type=BigInteger)
    recorded_at: datetime = Field(sa_type=Moment)
    happened_on: date | None = None
    actor: str
    claimed: bool
    action: str
    object_kind: str
    object_id: int = Field(sa_type=BigInteger)
    details: str
    prev: str
    hash: str


class AuditHead(SQLModel, table=True):
    """The end of a chain, locked by whoever appends to it."""

    __tablename__ = "audit_head"
    __table_args__ = (key(), COMPACT)

    institution_id: int = Field(sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    seq: int = Field(sa_type=BigInteger)
    hash: str


class Checkpoint(SQLModel, table=True):
    """A signed statement of how long a chain was and how it ended (`text`, as it is handed out)."""

    __table_args__ = (key("seq"), COMPACT)

    institution_id: int = Field(sa_type=BigInteger)
    seq: int = Field(sa_type=BigInteger)
    recorded_at: datetime = Field(sa_type=Moment)
    text: str
