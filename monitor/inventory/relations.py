"""Who is in charge of what, and what is tied to what, from one day to another.

A row whose target is null says that there is none; no row at all says that nobody knows.
"""

from datetime import date

from sqlalchemy import BigInteger, Index
from sqlmodel import Field

from monitor.db import COMPACT, belongs_to, key
from monitor.history import Dated


class Designation(Dated, table=True):
    """A person in charge of an account, or of all accounts of an area (Anexo 1).

    In force from the day it started up to the day before it ended (ruling 2): a handover day has
    the new person only. `role` is owner, substitute or task.
    """

    __table_args__ = (
        key("id"),
        belongs_to("account", "account_id"),
        belongs_to("area", "area_id"),
        belongs_to("person", "person_id"),
        Index("ix_designation_account", "institution_id", "account_id", "role"),
        Index("ix_designation_area", "institution_id", "area_id", "role"),
        COMPACT,
    )

    id: int = Field(sa_type=BigInteger)
    account_id: int | None = Field(default=None, sa_type=BigInteger)
    area_id: int | None = Field(default=None, sa_type=BigInteger)
    person_id: int | None = Field(default=None, sa_type=BigInteger)
    role: str
    number: str | None = None
    notified_on: date | None = None


class Headship(Dated, table=True):
    """Who heads an area (persona titular)."""

    __table_args__ = (
        key("area_id", "valid_from"),
        belongs_to("area", "area_id"),
        belongs_to("person", "person_id"),
        Index("ix_headship_person", "institution_id", "person_id"),
        COMPACT,
    )

    area_id: int = Field(sa_type=BigInteger)
    person_id: int | None = Field(default=None, sa_type=BigInteger)


class AccountMailbox(Dated, table=True):
    """Which mailbox an account uses, and for what: login, recovery or notices."""

    __tablename__ = "account_mailbox"
    __table_args__ = (
        key("account_id", "use", "valid_from"),
        belongs_to("account", "account_id"),
        belongs_to("mailbox", "mailbox_id"),
        COMPACT,
    )

    account_id: int = Field(sa_type=BigInteger)
    use: str
    mailbox_id: int | None = Field(default=None, sa_type=BigInteger)


class LinkedAccount(Dated, table=True):
    """An account that another one is tied to, in the register or outside it."""

    __tablename__ = "linked_account"
    __table_args__ = (
        key("account_id", "platform", "handle_key", "valid_from"),
        belongs_to("account", "account_id"),
        COMPACT,
    )

    account_id: int = Field(sa_type=BigInteger)
    platform: str
    handle_key: str


class AccessList(Dated, table=True):
    """A dated list of who was seen to have access to an account; the newest one counts."""

    __tablename__ = "access_list"
    __table_args__ = (
        key("account_id", "valid_from"),
        belongs_to("account", "account_id"),
        COMPACT,
    )

    account_id: int = Field(sa_type=BigInteger)


class AccessSeen(Dated, table=True):
    """One identity on an access list (`valid_from`: the day of that list), matched by e-mail."""

    __tablename__ = "access_seen"
    __table_args__ = (
        key("account_id", "valid_from", "identity_key"),
        belongs_to("account", "account_id"),
        COMPACT,
    )

    account_id: int = Field(sa_type=BigInteger)
    identity: str
    identity_key: str
    role: str | None = None


class PortalList(Dated, table=True):
    """A dated list of the accounts shown on the institution's own site; the newest one counts."""

    __tablename__ = "portal_list"
    __table_args__ = (key("valid_from"), COMPACT)

    institution_id: int = Field(foreign_key="institution.id", sa_type=BigInteger)


class PortalSeen(Dated, table=True):
    """One account on a list of the site (`valid_from`: the day of that list), ours or not."""

    __tablename__ = "portal_seen"
    __table_args__ = (key("valid_from", "platform", "handle_key"), COMPACT)

    institution_id: int = Field(foreign_key="institution.id", sa_type=BigInteger)
    platform: str
    handle: str
    handle_key: str
    holder_role: str | None = None
