"""The subjects of the register: an identity each, and versions of what is known of it."""

from datetime import date

from sqlalchemy import BigInteger, Index, text
from sqlmodel import Field, SQLModel

from monitor.db import COMPACT, RandomSalt, belongs_to, key
from monitor.history import Dated


class Institution(SQLModel, table=True):
    """An institution whose register this database keeps; `code_key` is its code case-folded."""

    id: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    code: str = Field(unique=True)
    code_key: str


class Subject(SQLModel):
    """The identity of a subject: it says only that the subject exists.

    `salt` is mixed into the digests by which the audit log knows personal values: without this
    row they tell nobody anything.
    """

    institution_id: int = Field(foreign_key="institution.id", sa_type=BigInteger)
    id: int = Field(sa_type=BigInteger)
    salt: str = Field(sa_column_kwargs={"default": RandomSalt()})


class Area(Subject, table=True):
    """A responsible area (área responsable)."""

    __table_args__ = (key("id"), COMPACT)


class AreaVersion(Dated, table=True):
    """What is known of an area; `code_key` and `name_key` are what tells equal ones."""

    __tablename__ = "area_version"
    __table_args__ = (
        key("area_id", "valid_from"),
        belongs_to("area", "area_id"),
        belongs_to("area", "parent_id"),
        Index("ix_area_version_code", "institution_id", "code_key"),
        COMPACT,
    )

    area_id: int = Field(sa_type=BigInteger)
    code: str
    code_key: str
    name: str | None = None
    name_key: str | None = None
    kind: str | None = None
    role: str | None = None
    parent_id: int | None = Field(default=None, sa_type=BigInteger)


class Person(Subject, table=True):
    """Someone the register names: a head, an administrator, the author of a change."""

    __table_args__ = (key("id"), COMPACT)


class PersonVersion(Dated, table=True):
    """What is known of a person; `active_to` is the last day in the post (ruling 2)."""

    __tablename__ = "person_version"
    __table_args__ = (
        key("person_id", "valid_from"),
        belongs_to("person", "person_id"),
        belongs_to("area", "area_id"),
        Index("ix_person_version_email", "institution_id", "email_key"),
        COMPACT,
    )

    person_id: int = Field(sa_type=BigInteger)
    email: str
    email_key: str
    name: str | None = None
    position: str | None = None
    rank: str | None = None
    area_id: int | None = Field(default=None, sa_type=BigInteger)
    employment: str | None = None
    phone: str | None = None
    active_from: date | None = None
    active_to: date | None = None


class Mailbox(Subject, table=True):
    """A mailbox behind accounts, generic (correo electrónico genérico) or not."""

    __table_args__ = (key("id"), COMPACT)


class MailboxVersion(Dated, table=True):
    """What is known of a mailbox.

    `domain` is the A-label; `local_key` the case-folded local part and `local_last` what follows
    its last separator, kept so that no check has to take an address apart. `holder_none` tells a
    holder recorded as none from one that nobody recorded.
    """

    __tablename__ = "mailbox_version"
    __table_args__ = (
        key("mailbox_id", "valid_from"),
        belongs_to("mailbox", "mailbox_id"),
        belongs_to("person", "holder_id"),
        belongs_to("area", "area_id"),
        Index("ix_mailbox_version_address", "institution_id", "address_key"),
        COMPACT,
    )

    mailbox_id: int = Field(sa_type=BigInteger)
    address: str
    address_key: str
    domain: str
    local_key: str
    local_last: str
    kind: str | None = None
    purpose: str | None = None
    holder_id: int | None = Field(default=None, sa_type=BigInteger)
    holder_none: bool = False
    area_id: int | None = Field(default=None, sa_type=BigInteger)
    assigned_on: date | None = None


class Account(Subject, table=True):
    """An institutional account on a social network (cuenta institucional)."""

    __table_args__ = (key("id"), COMPACT)


class AccountVersion(Dated, table=True):
    """What is known of an account.

    `linked_none` says that it is linked to no other, and `authorised_none` that it was never
    authorised: on record, where a null column would say that nobody knows.
    """

    __tablename__ = "account_version"
    __table_args__ = (
        key("account_id", "valid_from"),
        belongs_to("account", "account_id"),
        belongs_to("area", "area_id"),
        Index("ix_account_version_handle", "institution_id", "platform", "handle_key"),
        Index(
            "ux_account_version_handle",
            "institution_id",
            "platform",
            "handle_key",
            unique=True,
            sqlite_where=text("valid_to IS NULL AND (status IS NULL OR status <> 'closed')"),
            postgresql_where=text("valid_to IS NULL AND (status IS NULL OR status <> 'closed')"),
        ),
        COMPACT,
    )

    account_id: int = Field(sa_type=BigInteger)
    platform: str
    handle: str
    handle_key: str
    url: str | None = None
    name: str | None = None
    purpose: str | None = None
    area_id: int | None = Field(default=None, sa_type=BigInteger)
    credential_model: str | None = None
    status: str | None = None
    authorised_on: date | None = None
    authorised_none: bool = False
    opened_on: date | None = None
    closed_on: date | None = None
    official_on_portal: bool | None = None
    verification: str | None = None
    last_post_on: date | None = None
    recovery_phone: str | None = None
    linked_none: bool = False


class InstitutionVersion(Dated, table=True):
    """What is known of the institution itself."""

    __tablename__ = "institution_version"
    __table_args__ = (key("valid_from"), COMPACT)

    institution_id: int = Field(foreign_key="institution.id", sa_type=BigInteger)
    name: str | None = None
    timezone: str
    calendar: str | None = None
