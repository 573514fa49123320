"""A register of very many accounts, sooner than files could be read: its own rows, copied by SQL.

The copies share the entries of the log with the rows that they were made of.
"""

from collections.abc import Iterator

from sqlalchemy import Connection, Table

from monitor import db
from monitor.credentials.models import Factor, PasswordChange
from monitor.duties.models import Attestation, Document, Duty
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
from monitor.inventory.relations import (
    AccessList,
    AccessSeen,
    AccountMailbox,
    Designation,
    Headship,
    LinkedAccount,
)

_COPIED = (
    *(Area, AreaVersion, Person, PersonVersion, Mailbox, MailboxVersion, Account, AccountVersion),
    *(Designation, Headship, AccountMailbox, LinkedAccount, AccessList, AccessSeen),
    *(PasswordChange, Factor, Document, Attestation, Duty),
)

_APART = 1 << 40
"""How far the ids of one copy lie from those of the next: no two copies meet."""

_REFERENCES = ("account_id", "area_id", "person_id", "mailbox_id", "subject_id")
_IDS = frozenset({"id", "parent_id", "holder_id", "by_id", *_REFERENCES})
_NAMES = frozenset(
    f"{name}{ending}"
    for name in ("handle", "email", "address", "code", "identity")
    for ending in ("", "_key")
) | {"local_last"}


def grow(connection: Connection, times: int) -> None:
    """Make the only institution of a register `times` as large, in the caller's transaction."""
    for model in _COPIED:
        table = db.table(model)
        of_subjects = " WHERE subject_kind <> 'institution'" if "subject_kind" in table.c else ""
        rows = f"SELECT * FROM {table.name}{of_subjects}"  # noqa: S608 - a name of ours
        connection.exec_driver_sql(f"CREATE TEMPORARY TABLE first_rows AS {rows}")
        names = ", ".join(f'"{column.name}"' for column in table.columns)
        for number in range(1, times):
            copied = ", ".join(_copied(table, number))
            moved = f"SELECT {copied} FROM first_rows"  # noqa: S608 - as above
            connection.exec_driver_sql(f"INSERT INTO {table.name} ({names}) {moved}")
        connection.exec_driver_sql("DROP TABLE first_rows")
    db.refresh_statistics(connection)


def _copied(table: Table, number: int) -> Iterator[str]:
    for column in table.columns:
        name = f'"{column.name}"'
        if column.name in _IDS:  # 0 stands for no one person
            yield f"CASE WHEN {name} <> 0 THEN {name} + {number * _APART} ELSE {name} END"
        elif column.name in _NAMES:
            yield f"{name} || '~{number}'"
        else:
            yield name
