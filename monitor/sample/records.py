"""The values the sample is made of: what one person, mailbox, area or account has on record."""

from dataclasses import dataclass
from datetime import date

from monitor.sample.areas import Area

INSTITUTION = "institution:IEE"
"""The institute itself, as a reference."""


@dataclass(frozen=True)
class Person:
    """An invented person; `active_to` is set once the post ended."""

    email: str
    name: str
    position: str
    rank: str
    area: str
    employment: str = "public_servant"
    active_from: date | None = None
    active_to: date | None = None


@dataclass(frozen=True)
class Designation:
    """A person made owner or substitute of an area's accounts, or of one account (`account`)."""

    area: str
    person: str
    role: str
    started_on: date
    notified_on: date | None = None
    ended_on: date | None = None
    number: str = ""
    account: str = ""


@dataclass(frozen=True)
class Change:
    """A password change; `by` is an address, "-" for recorded as nobody, "" for not recorded."""

    changed_on: date
    by: str


@dataclass(frozen=True)
class Document:
    """A signed paper on file about `subject`, and about `person` where it is one person's."""

    kind: str
    subject: str
    signed_on: date
    person: str = ""
    number: str = ""
    valid_until: date | None = None


@dataclass(frozen=True)
class Attestation:
    """A dated statement that `subject` does, or does not, meet `control`."""

    control: str
    subject: str
    by: str
    on: date
    answer: str = "yes"
    person: str = ""


@dataclass(frozen=True)
class Duty:
    """An obligation under `control`, and the day it was discharged if it was."""

    control: str
    subject: str
    due_on: date
    done_on: date | None = None
    number: str = ""


@dataclass(frozen=True)
class Factor:
    """The second factor of an account as recorded; an empty `kind` was never recorded."""

    kind: str = ""
    on: date | None = None
    holder: str = ""
    level: str = ""


@dataclass(frozen=True)
class Mailbox:
    """A mailbox, with the history of its password and the papers about it."""

    address: str
    holder: str
    area: str
    kind: str = "generic"
    assigned_on: date | None = None
    changes: tuple[Change, ...] = ()
    attested: tuple[Attestation, ...] = ()
    duties: tuple[Duty, ...] = ()

    @property
    def ref(self) -> str:
        """The mailbox as a reference."""
        return f"mailbox:{self.address}"


@dataclass(frozen=True)
class Bench:
    """People an area has on record only when a fault needs them."""

    predecessor: Person
    leaver: Person
    contractor: Person


@dataclass(frozen=True)
class AreaRecord:
    """All that is on record about an area; `head` is an address, "-" or "" (never recorded).

    With `by_cells` its administrators stand in the cells of `accounts` and not in `designations`.
    `since` is the day its newest designation began, `told_after` how many days later communications
    was told the names (None: never).
    """

    area: Area
    head: str
    people: tuple[Person, ...]
    owner: Person
    substitute: Person | None
    bench: Bench
    mailbox: Mailbox
    since: date
    designations: tuple[Designation, ...] = ()
    forms: tuple[Document, ...] = ()
    reports: tuple[Duty, ...] = ()
    by_cells: bool = False
    told_after: int | None = 3
    silent: bool = False
    faults: tuple[str, ...] = ()

    @property
    def ref(self) -> str:
        """The area as a reference."""
        return f"area:{self.area.code}"

    @property
    def substitute_in_cells(self) -> str:
        """The substitute as the cells of `accounts` have it: an address, "-" or nothing."""
        if not self.by_cells:
            return ""
        return self.substitute.email if self.substitute else "-"

    @property
    def administrators(self) -> tuple[Person, ...]:
        """The distinct people who are owner or substitute on the sample's day."""
        named = dict.fromkeys(p for p in (self.owner, self.substitute) if p is not None)
        return tuple(person for person in named if person.active_to is None)


@dataclass(frozen=True)
class AccountRecord:
    """All that is on record about an account; a field left as it is here was never recorded."""

    platform: str
    handle: str
    area: str
    name: str = ""
    purpose: str = ""
    login: str = ""
    credential_model: str = ""
    status: str = ""
    authorised_on: date | None = None
    opened_on: date | None = None
    closed_on: date | None = None
    on_portal: str = ""
    verification: str = ""
    last_post_on: date | None = None
    linked: str = ""
    owner_cell: str = ""
    substitute_cell: str = ""
    factor: Factor = Factor()
    designations: tuple[Designation, ...] = ()
    people: tuple[Person, ...] = ()
    own_mailbox: Mailbox | None = None
    changes: tuple[Change, ...] = ()
    seen: tuple[str, ...] = ()
    seen_on: date | None = None
    papers: tuple[Document, ...] = ()
    attested: tuple[Attestation, ...] = ()
    duties: tuple[Duty, ...] = ()
    faults: tuple[str, ...] = ()

    @property
    def ref(self) -> str:
        """The account as a reference."""
        return f"account:{self.platform}/{self.handle.lower()}"
