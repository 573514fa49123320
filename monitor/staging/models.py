"""What is kept of an import so that it can be taken back: which it was, and what was before."""

from datetime import datetime

from sqlalchemy import BigInteger
from sqlmodel import Field, SQLModel

from monitor.db import COMPACT, Moment, key


class ImportRun(SQLModel, table=True):
    """An import that changed something: its entries in the log, first and last.

    `undone` is the entry that took it back.
    """

    __tablename__ = "import_run"
    __table_args__ = (key("id"), COMPACT)

    institution_id: int = Field(foreign_key="institution.id", sa_type=BigInteger)
    id: int = Field(sa_type=BigInteger)
    recorded_at: datetime = Field(sa_type=Moment)
    first_entry: int = Field(sa_type=BigInteger)
    last_entry: int = Field(sa_type=BigInteger)
    undone: int | None = Field(default=None, sa_type=BigInteger)


class ImportBefore(SQLModel, table=True):
    """A row of a subject that was known already, as it was before the last import changed it.

    `content` is the row as JSON; null where the table had no row of that subject. Of a subject
    that the import made there is nothing here.
    """

    __tablename__ = "import_before"
    __table_args__ = (key("id"), COMPACT)

    institution_id: int = Field(foreign_key="institution.id", sa_type=BigInteger)
    id: int = Field(sa_type=BigInteger)
    of_table: str
    subject_kind: str
    subject_id: int = Field(sa_type=BigInteger)
    content: str | None = None
