"""Recording who was seen to have access to an account, as a whole list of one day."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from monitor.acts import working
from monitor.audit.entries import digest
from monitor.audit.session import Session
from monitor.intake.addresses import LONGEST, identity_key
from monitor.intake.encoding import FileRefused, decide
from monitor.intake.faults import RefusedError
from monitor.intake.sources.csv import records
from monitor.intake.typed import unwritable
from monitor.inventory import ties
from monitor.inventory.changing import Change, Changing, day_of
from monitor.inventory.kinds import ACCOUNT
from monitor.inventory.lookup import Found
from monitor.text import _

RECORDED = "access:recorded"

Seen = tuple[str, str | None]
"""An identity as the network shows it, and its role if that is known."""


def record_access(
    session: Session, reference: str, seen: Sequence[Seen], on: date | None = None
) -> list[Change]:
    """Record the list of everybody who had access to an account on a day; it replaces that day's.

    Raises:
        RefusedError: there is no such account, or nobody is on the list.
    """
    day = day_of(session, on)
    whole = list(_each_once(seen))
    if not whole:
        raise RefusedError(reference, _("Name everybody on the list; it is recorded as a whole."))
    account = working.subject(session, "account", reference, day)
    working.refuse_before_it_existed(session, [Found("account", account)], day)
    if set(whole) == ties.access_on(session, account, day):
        return []
    subject, salt = ("account", account), Changing(session, ACCOUNT, account, day).salt()
    details = {"identities": [digest(salt, "identity", name) for name, _role in whole]}
    entry = session.record(RECORDED, subject, details, happened_on=day)
    ties.record_access(session, account, whole, since=(day, entry))
    return [Change(subject, "access", None, name) for name, _role in whole]


def seen_in(path: Path) -> list[Seen]:
    """Return the list in a file: an identity per line, its role after a comma if it is known.

    Raises:
        RefusedError: it is no text, or a line of it cannot be read.
        OSError: the file cannot be read.
    """
    found: list[Seen] = []
    try:
        for record in records(path, decide(path), frozenset()):
            if record.broken:
                raise RefusedError(path.name, record.broken)
            identity, *role = [cell.strip() for cell in record.cells]
            if identity:
                found.append((identity, (role[0] or None) if role else None))
    except FileRefused as refused:
        raise RefusedError(path.name, refused.reason) from None
    return found


def _each_once(seen: Iterable[Seen]) -> Iterable[Seen]:
    told: set[str] = set()
    for identity, role in seen:
        name = identity.strip().removeprefix("@")
        if len(name) > LONGEST or unwritable(f"{name}{role or ''}"):
            raise RefusedError(identity, _("This cannot be the name of somebody with access."))
        key = identity_key(name)
        if name and key not in told:
            told.add(key)
            yield name, role
