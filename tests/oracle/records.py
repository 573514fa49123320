"""The rows of a made-up register, one frozen class for each table it fills."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from monitor.history import ALWAYS


@dataclass(frozen=True, kw_only=True)
class Span:
    """What holds from one day up to the day before another."""

    valid_from: date
    valid_to: date | None = None

    def covers(self, day: date) -> bool:
        """Return whether the row is in force on `day`."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True, kw_only=True)
class AreaVersion(Span):
    area_id: int
    code: str
    code_key: str
    name: str | None = None
    kind: str | None = None
    role: str | None = None
    parent_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class PersonVersion(Span):
    person_id: int
    email: str
    email_key: str
    name: str | None = None
    position: str | None = None
    rank: str | None = None
    area_id: int | None = None
    employment: str | None = None
    active_from: date | None = None
    active_to: date | None = None


@dataclass(frozen=True, kw_only=True)
class MailboxVersion(Span):
    mailbox_id: int
    address: str
    address_key: str
    domain: str
    local_key: str
    local_last: str
    kind: str | None = None
    purpose: str | None = None
    holder_id: int | None = None
    holder_none: bool = False
    area_id: int | None = None
    assigned_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class AccountVersion(Span):
    account_id: int
    platform: str
    handle: str
    handle_key: str
    url: str | None = None
    name: str | None = None
    purpose: str | None = None
    area_id: int | None = None
    credential_model: str | None = None
    status: str | None = None
    authorised_on: date | None = None
    authorised_none: bool = False
    opened_on: date | None = None
    closed_on: date | None = None
    official_on_portal: bool | None = None
    verification: str | None = None
    last_post_on: date | None = None
    linked_none: bool = False


@dataclass(frozen=True, kw_only=True)
class Designation(Span):
    id: int
    account_id: int | None = None
    area_id: int | None = None
    person_id: int | None = None
    role: str
    number: str | None = None
    notified_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Headship(Span):
    area_id: int
    person_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class AccountMailbox(Span):
    account_id: int
    use: str
    mailbox_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class LinkedAccount(Span):
    account_id: int
    platform: str
    handle_key: str


@dataclass(frozen=True, kw_only=True)
class AccessList(Span):
    account_id: int


@dataclass(frozen=True, kw_only=True)
class AccessSeen(Span):
    account_id: int
    identity: str
    identity_key: str


@dataclass(frozen=True, kw_only=True)
class PortalList(Span):
    """A list of what the institution's own site shows."""


@dataclass(frozen=True, kw_only=True)
class PortalSeen(Span):
    platform: str
    handle: str
    handle_key: str
    holder_role: str | None = None


@dataclass(frozen=True, kw_only=True)
class PasswordChange(Span):
    kind: str
    subject_id: int
    by_id: int | None = None
    by_none: bool = False
    meets_composition: bool | None = None
    score: int | None = None
    breached: bool | None = None
    reused: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Factor(Span):
    kind: str
    subject_id: int
    method: str
    seen_on: date | None = None
    level: str | None = None
    holder_id: int | None = None
    holder_none: bool = False


@dataclass(frozen=True, kw_only=True)
class Document:
    id: int
    kind: str
    subject_kind: str
    subject_id: int
    person_id: int | None = None
    number: str | None = None
    signed_on: date
    valid_until: date | None = None


@dataclass(frozen=True, kw_only=True)
class Attestation(Span):
    control: str
    subject_kind: str
    subject_id: int
    person_id: int = 0
    by_id: int
    answer: bool


@dataclass(frozen=True, kw_only=True)
class Duty:
    id: int
    control: str
    subject_kind: str
    subject_id: int
    due_on: date
    done_on: date | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class World:
    """The whole register of one institution, past and future."""

    institution_id: int
    code: str
    areas: tuple[AreaVersion, ...] = ()
    people: tuple[PersonVersion, ...] = ()
    mailboxes: tuple[MailboxVersion, ...] = ()
    accounts: tuple[AccountVersion, ...] = ()
    designations: tuple[Designation, ...] = ()
    headships: tuple[Headship, ...] = ()
    account_mailboxes: tuple[AccountMailbox, ...] = ()
    linked: tuple[LinkedAccount, ...] = ()
    access_lists: tuple[AccessList, ...] = ()
    access_seen: tuple[AccessSeen, ...] = ()
    portal_lists: tuple[PortalList, ...] = ()
    portal_seen: tuple[PortalSeen, ...] = ()
    password_changes: tuple[PasswordChange, ...] = ()
    factors: tuple[Factor, ...] = ()
    documents: tuple[Document, ...] = ()
    attestations: tuple[Attestation, ...] = ()
    duties: tuple[Duty, ...] = ()

    def about(self, part: str, **values: Any) -> list[Any]:
        """Return the rows of one part that have these values, in the order of the part."""
        groups = self._groups.get((part, *values))
        if groups is None:
            groups = self._groups[part, *values] = {}
            for row in getattr(self, part):
                groups.setdefault(tuple(getattr(row, name) for name in values), []).append(row)
        return groups.get(tuple(values.values()), [])

    @cached_property
    def _groups(self) -> dict[tuple[str, ...], dict[tuple[Any, ...], list[Any]]]:
        return {}

    def account_ids(self) -> list[int]:
        """Return the ids of all accounts, closed ones included."""
        return sorted({row.account_id for row in self.accounts})

    def mailbox_ids(self) -> list[int]:
        """Return the ids of all mailboxes."""
        return sorted({row.mailbox_id for row in self.mailboxes})

    def area_ids(self) -> list[int]:
        """Return the ids of all areas."""
        return sorted({row.area_id for row in self.areas})


Row = TypeVar("Row", bound=Span)


def in_force(rows: Iterable[Row], day: date) -> list[Row]:
    """Return the rows in force on `day`."""
    return [row for row in rows if row.covers(day)]


def known(rows: Iterable[Row], day: date) -> list[Row]:
    """Return the rows known on `day`: begun by then, whether over or not."""
    return [row for row in rows if row.valid_from <= day]


def dated(day: date | None) -> date | None:
    """Return `day`, or None for the day that stands for "always" (ruling 5)."""
    return None if day == ALWAYS else day
