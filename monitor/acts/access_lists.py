"""Recording who was seen to have access to an account, as a whole list of one day."""

from collections.abc import Iterable, Mapping, Sequence
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
from monitor.inventory import changing, ties
from monitor.inventory.changing import Change, day_of
from monitor.inventory.kinds import ACCOUNT
from monitor.inventory.lookup import Found
from monitor.inventory.ties import Seen
from monitor.text import _

RECORDED = "access:recorded"


def record_access(
    session: Session, reference: str, seen: Sequence[Seen], on: date | None = None
) -> list[Change]:
    """Record the list of everybody who had access to an account on a day; it replaces that day's.

    Raises:
        RefusedError: there is no such account, or nobody is on the list.
    """
    day = day_of(session, on)
    whole = each_once(seen)
    if not whole:
        raise RefusedError(reference, _("Name everybody on the list; it is recorded as a whole."))
    return record_lists(session, {working.subject(session, "account", reference, day): whole}, day)


def record_lists(session: Session, lists: Mapping[int, Sequence[Seen]], day: date) -> list[Change]:
    """Record lists of one day, each identity once, by account; one that is so already stays.

    The number of statements does not grow with the lists, what batches need aside.

    Raises:
        RefusedError: an account did not exist yet.
    """
    working.refuse_before_it_existed(session, [Found("account", each) for each in lists], day)
    before = ties.access_on(session, lists, day)
    new = {own: seen for own, seen in lists.items() if set(seen) != before.get(own)}
    if not new:
        return []
    salts = changing.salts(session, ACCOUNT, new)
    entries = {own: _entry(session, own, seen, salts[own], day) for own, seen in new.items()}
    ties.record_access(session, new, entries, day)
    return [
        Change(("account", own), "access", None, name)
        for own, seen in new.items()
        for name, _role in seen
    ]


def each_once(seen: Iterable[Seen]) -> list[Seen]:
    """Return the identities of a list without those that say the same once more, and blank ones.

    Raises:
        RefusedError: one of them cannot be the name of anybody.
    """
    found: dict[str, Seen] = {}
    for identity, role in seen:
        name = identity.strip().removeprefix("@")
        if len(name) > LONGEST or unwritable(f"{name}{role or ''}"):
            raise RefusedError(identity, _("This cannot be the name of somebody with access."))
        if name:
            found.setdefault(identity_key(name), (name, role))
    return list(found.values())


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


def _entry(session: Session, account: int, seen: Sequence[Seen], salt: str, day: date) -> int:
    details = {"identities": [digest(salt, "identity", name) for name, _role in seen]}
    return session.record(RECORDED, ("account", account), details, happened_on=day)
