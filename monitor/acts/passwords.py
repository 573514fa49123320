"""Recording that passwords were changed, without seeing them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from monitor.acts import working
from monitor.audit.session import Session
from monitor.credentials import changing
from monitor.intake.faults import RefusedError
from monitor.inventory import selecting, ties
from monitor.inventory.changing import Change, day_of
from monitor.inventory.lookup import Found
from monitor.text import _

CHANGED = "password:changed"


@dataclass(frozen=True)
class Together:
    """What was changed with them: the mailboxes they log in with, all accounts of an area."""

    mailboxes: bool = False
    all_of: str | None = None


def record_changes(
    session: Session,
    subjects: Sequence[str],
    on: date | None = None,
    by: str | None = None,
    together: Together = Together(),
) -> list[Change]:
    """Record that the passwords of accounts and mailboxes were changed on a day.

    What is recorded already, of that day and by the same person, stays as it is.

    Raises:
        RefusedError: one of them is not in the register, or did not exist yet; nobody is meant.
    """
    day = day_of(session, on)
    by_id = None if by is None else working.subject(session, "person", by, day)
    found = _meant(session, subjects, together, day)
    working.refuse_before_it_existed(session, found, day)
    changes = []
    for kind in ("account", "mailbox"):
        ids = [each.id for each in found if each.kind == kind]
        before = changing.changes_of(session, kind, day)
        new = [each for each in ids if each not in before or _adds(before[each], by_id)]
        entries = {each: _record(session, (kind, each), day, by_id) for each in new}
        if entries:
            changing.record_changes(session, kind, entries, day, by_id)
        changes += [Change((kind, each), "password_changed_on", None, day) for each in new]
    return changes


def without_their_own(session: Session, area: str, on: date | None = None) -> list[str]:
    """Return the accounts of an area that have no password of their own: the delegated ones.

    Raises:
        RefusedError: there is no such area.
    """
    day = day_of(session, on)
    area_id = working.subject(session, "area", area, day)
    own = (session.connection, session.scope)
    having = selecting.with_a_password_of(*own, area_id, day)
    everyone = selecting.accounts_of(*own, area_id, day)
    return [name for account, name in everyone.items() if account not in having]


def _meant(session: Session, subjects: Sequence[str], together: Together, day: date) -> list[Found]:
    kinds = ("account", "mailbox")
    found = [working.subject_among(session, kinds, text, day) for text in subjects]
    if together.all_of is not None:
        area_id = working.subject(session, "area", together.all_of, day)
        own = selecting.with_a_password_of(session.connection, session.scope, area_id, day)
        found += [Found("account", each) for each in own]
        if not own:
            told = _("No account of this area has a password of its own on that day.")
            raise RefusedError(together.all_of, told)
    if not found:
        told = _("Name the accounts or mailboxes whose password was changed, or --all-of AREA.")
        raise RefusedError(_("password"), told)
    if together.mailboxes:
        accounts = [each.id for each in found if each.kind == "account"]
        found += [Found("mailbox", each) for each in ties.mailboxes_of(session, accounts, day)]
    return list(dict.fromkeys(found))


def _adds(before: tuple[int | None, bool], by_id: int | None) -> bool:
    """Return whether naming who did it tells more than what is recorded of that day."""
    return by_id is not None and before[0] != by_id


def _record(session: Session, subject: tuple[str, int], day: date, by_id: int | None) -> int:
    details = {} if by_id is None else {"by_id": by_id}
    return session.record(CHANGED, subject, details, happened_on=day)
