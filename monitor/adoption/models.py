"""The table of adoptions: which policies held from which day, compiled as they were then."""

from datetime import date

from sqlalchemy import BigInteger, Index
from sqlmodel import Field, SQLModel

from monitor.db import key


class PolicyAdoption(SQLModel, table=True):
    """The policies that an institution follows together, until the next adoption or none.

    `packs` names them with their versions, for people. `compiled` are the requirements as JSON,
    `digest` its SHA-256, `overlay` the institution's own file as it was given (null: none was).
    Two adoptions of one day are both kept; the earlier one ends on the day it began.
    """

    __tablename__ = "policy_adoption"
    __table_args__ = (
        key("id"),
        Index("ix_policy_adoption_valid_from", "institution_id", "valid_from"),
    )

    institution_id: int = Field(foreign_key="institution.id", sa_type=BigInteger)
    id: int = Field(sa_type=BigInteger)
    valid_from: date
    valid_to: date | None = None
    packs: str
    compiled: str
    digest: str
    overlay: str | None = None
    entry: int = Field(sa_type=BigInteger)
