"""Registers written to files and read back: what the tests of export compare."""

from datetime import date
from pathlib import Path

from sqlalchemy import Connection, select

from monitor import db
from monitor.acts.importing import Choices, import_inventory
from monitor.intake.inventory_files import open_inventory
from monitor.inventory.models import Institution
from monitor.policy.library import Library, read_institution
from monitor.reports.exporting import Exported, Wanted, export
from monitor.scope import Scope
from tests.staging.register import PLATFORMS, TODAY, Register

CONTROLS = frozenset(Library().definitions())

KEPT = {
    "area_version": ["area_id", "code", "code_key", "name", "kind", "role", "parent_id"],
    "person_version": [
        *("person_id", "email", "email_key", "name", "position", "rank", "area_id"),
        *("employment", "phone", "active_from", "active_to"),
    ],
    "mailbox_version": [
        *("mailbox_id", "address", "domain", "local_key", "local_last", "kind", "purpose"),
        *("holder_id", "holder_none", "area_id", "assigned_on"),
    ],
    "account_version": [
        *("account_id", "platform", "handle", "handle_key", "url", "name", "purpose", "area_id"),
        *("credential_model", "status", "authorised_on", "authorised_none", "opened_on"),
        *("closed_on", "official_on_portal", "verification", "last_post_on", "recovery_phone"),
        *("linked_none", "valid_from", "valid_to"),
    ],
    "designation": [
        *("account_id", "area_id", "person_id", "role", "number", "notified_on"),
        *("valid_from", "valid_to"),
    ],
    "headship": ["area_id", "person_id"],
    "account_mailbox": ["account_id", "use", "mailbox_id"],
    "linked_account": ["account_id", "platform", "handle_key"],
    "access_list": ["account_id", "valid_from", "valid_to"],
    "access_seen": ["account_id", "identity", "identity_key", "role", "valid_from"],
    "portal_list": ["valid_from", "valid_to"],
    "portal_seen": ["platform", "handle", "handle_key", "holder_role", "valid_from"],
    "password_change": ["kind", "subject_id", "by_id", "by_none", "valid_from", "valid_to"],
    "factor": [
        *("kind", "subject_id", "method", "seen_on", "level", "holder_id", "holder_none"),
        "valid_from",
    ],
    "document": [
        *("kind", "subject_kind", "subject_id", "person_id", "number", "signed_on"),
        *("valid_until", "sha256"),
    ],
    "attestation": [
        *("control", "subject_kind", "subject_id", "person_id", "by_id", "answer"),
        *("valid_from", "valid_to"),
    ],
    "duty": ["control", "subject_kind", "subject_id", "due_on", "done_on", "number"],
}
"""What a file can say, by table; ids are told as what they stand for."""


def own(connection: Connection) -> Scope:
    """Return the only institution there is."""
    return Scope(connection.execute(select(db.table(Institution).c.id)).scalar_one())


def exported(
    register: Register, folder: Path, form: str = "csv", lang: str = "en", day: date = TODAY
) -> Exported:
    """Export the only institution of a register."""
    with db.reading(register.engine) as connection:
        return export(connection, own(connection), day, Wanted(folder, form, lang))


def imported(register: Register, path: Path, today: date = TODAY) -> None:
    """Import files into a register, emptied before, as an empty one takes them."""
    register.empty()
    files = open_inventory(path, today, PLATFORMS)
    institution = read_institution(files.institution_file).institution
    with db.writing(register.engine) as connection:
        import_inventory(connection, files, institution, Choices(CONTROLS))
    assert files.faults == []


def contents(register: Register) -> dict[str, object]:
    """Return all that a file can say of a register."""
    return {table: register.all(table, *columns) for table, columns in KEPT.items()}


def files(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder by name."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}
