"""The kinds of subject: the tables of each, and which of its values are about a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table

from monitor import db
from monitor.inventory.models import (
    Account,
    AccountVersion,
    Area,
    AreaVersion,
    Mailbox,
    MailboxVersion,
    Person,
    PersonVersion,
)


@dataclass(frozen=True)
class Kind:
    """One kind of subject.

    `sheet` lists it in files, `key` names it in its versions, `name` are the version columns by
    which it is found, and the log keeps only digests of what is in `personal`.
    """

    kind: str
    sheet: str
    identity: Table
    versions: Table
    name: tuple[str, ...]
    personal: frozenset[str] = frozenset()

    @property
    def key(self) -> str:
        """The column of the versions that holds the id of the subject."""
        return f"{self.kind}_id"

    def subject(self, institution_id: int, subject_id: int) -> Mapping[str, Any]:
        """Return the key columns of the versions of one subject, without the day."""
        return {"institution_id": institution_id, self.key: subject_id}


ACCOUNT = Kind(
    "account",
    "accounts",
    db.table(Account),
    db.table(AccountVersion),
    ("platform", "handle_key"),
    frozenset({"recovery_phone"}),
)
AREA = Kind("area", "areas", db.table(Area), db.table(AreaVersion), ("code_key",))
PERSON = Kind(
    "person",
    "people",
    db.table(Person),
    db.table(PersonVersion),
    ("email_key",),
    frozenset({"email", "email_key", "name", "position", "phone"}),
)
MAILBOX = Kind(
    "mailbox",
    "mailboxes",
    db.table(Mailbox),
    db.table(MailboxVersion),
    ("address_key",),
    frozenset({"address", "address_key", "local_key", "local_last"}),
)

KINDS: Mapping[str, Kind] = {each.kind: each for each in (ACCOUNT, AREA, PERSON, MAILBOX)}
"""Every kind of subject that has an identity and versions; the institution has no identity row."""
