"""Putting signed documents on file: what they are about, when they end, their SHA-256."""

import hashlib
from datetime import date
from pathlib import Path
from typing import Any

from monitor.acts import working
from monitor.acts.working import Typed
from monitor.audit.session import Session
from monitor.duties import changing
from monitor.intake import typed as typing
from monitor.intake.cells import NONE
from monitor.intake.references import FORMS
from monitor.inventory.changing import Change
from monitor.inventory.lookup import Found

FILED = "document:filed"


def add_document(session: Session, subject: str, typed: Typed) -> list[Change]:
    """Put a document about a subject on file; one that says the same is on file already stays one.

    `typed` has the kind and the day it was signed, and may have the person, the number, the last
    day it is in force, and the SHA-256 of the paper.

    Raises:
        IntakeError: what is wrong with what was typed; there is no such subject or person.
    """
    values = working.read(session, "documents", typed)
    typing.check("documents", values)
    found = working.subject_among(session, tuple(FORMS), subject, session.today)
    told = _columns(session, found, values)
    if changing.documents_like(session, told):
        return []
    details = {name: value for name, value in told.items() if value is not None}
    signed_on = told["signed_on"]
    entry = session.record(FILED, (found.kind, found.id), details, happened_on=signed_on)
    changing.file_document(session, told, entry)
    shown = {"kind": told["kind"], "number": told["number"], "signed_on": signed_on}
    return working.said(found, **shown, valid_until=told["valid_until"])


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file, which says later whether a paper is the same one.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _columns(session: Session, found: Found, values: dict[str, object]) -> dict[str, Any]:
    def day_or_none(name: str) -> date | None:
        value = values.get(name)
        return value if isinstance(value, date) else None

    person = values.get("person")
    signed_on = day_or_none("signed_on") or session.today
    plain = {name: values.get(name) for name in ("number", "sha256")}
    return {
        "kind": values["kind"],
        "subject_kind": found.kind,
        "subject_id": found.id,
        "person_id": None if person is None else working.person(session, person, session.today),
        "signed_on": signed_on,
        "valid_until": day_or_none("valid_until"),
        **{name: None if value is NONE else value for name, value in plain.items()},
    }
