"""What an account is tied to: its mailboxes, linked accounts, and who was seen to have access."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, func, insert, select, tuple_, update

from monitor import db, history
from monitor.audit.session import Session
from monitor.history import on_day
from monitor.intake.addresses import identity_key
from monitor.inventory.lookup import BATCH
from monitor.inventory.relations import AccessList, AccessSeen, AccountMailbox, LinkedAccount

USES = {"login_mailbox": "login", "recovery_mailbox": "recovery"}
"""The columns of the sheet of accounts that name a mailbox, and what it is used for."""

Seen = tuple[str, str | None]
"""An identity as the network shows it, and its role if that is known."""

UNKNOWN = object()
"""What nobody knows, where None says that there is none."""


def mailbox_on(session: Session, account_id: int, use: str, day: date) -> object:
    """Return the id of the mailbox in use on `day`, None for none, `UNKNOWN` for neither."""
    row = db.table(AccountMailbox)
    query = select(row.c.mailbox_id).where(
        row.c.institution_id == session.scope.institution_id,
        row.c.account_id == account_id,
        row.c.use == use,
        on_day(row, day),
    )
    found = session.connection.execute(query).first()
    return UNKNOWN if found is None else found.mailbox_id


def set_mailbox(
    session: Session, account_id: int, use: str, mailbox_id: int | None, *, since: tuple[date, int]
) -> None:
    """Record which mailbox an account uses from a day on; `since` is that day and the entry."""
    day, entry = since
    same = {"institution_id": session.scope.institution_id, "use": use, "valid_from": day}
    rows = [{"account_id": account_id, "mailbox_id": mailbox_id, "entry": entry}]
    history.mark(session.connection, db.table(AccountMailbox), same, "account_id", rows)


def linked_on(session: Session, account_id: int, day: date) -> set[str]:
    """Return the accounts, as `platform/handle_key`, that an account was tied to on `day`."""
    row = db.table(LinkedAccount)
    own = and_(row.c.institution_id == session.scope.institution_id, row.c.account_id == account_id)
    query = select(row.c.platform, row.c.handle_key).where(own, on_day(row, day))
    return {"/".join(pair) for pair in session.connection.execute(query)}


def set_linked(
    session: Session, account_id: int, linked: Iterable[str], *, since: tuple[date, int]
) -> None:
    """Record all accounts that an account is tied to from a day on, and no others."""
    (day, entry), wanted = since, set(linked)
    before = linked_on(session, account_id, day)
    row = db.table(LinkedAccount)
    own = and_(row.c.institution_id == session.scope.institution_id, row.c.account_id == account_id)
    gone = [tuple(key.split("/", 1)) for key in before - wanted]
    those = and_(own, tuple_(row.c.platform, row.c.handle_key).in_(gone), on_day(row, day))
    session.connection.execute(delete(row).where(those, row.c.valid_from == day))
    session.connection.execute(update(row).where(those).values(valid_to=day))
    new = [
        {
            "institution_id": session.scope.institution_id,
            "account_id": account_id,
            "platform": key.split("/", 1)[0],
            "handle_key": key.split("/", 1)[1],
            "valid_from": day,
            "entry": entry,
        }
        for key in sorted(wanted - before)
    ]
    if new:
        session.connection.execute(insert(row), new)


def record_access(
    session: Session, lists: Mapping[int, Sequence[Seen]], entries: Mapping[int, int], day: date
) -> None:
    """Record whole lists of one day of who had access, by account, with the entry of each."""
    own = {"institution_id": session.scope.institution_id, "valid_from": day}
    marks = [{"account_id": account, "entry": entries[account]} for account in lists]
    history.mark(session.connection, db.table(AccessList), own, "account_id", marks)
    for those in _of_that_day(session, lists, day):
        session.connection.execute(delete(db.table(AccessSeen)).where(those))
    rows = [
        {
            **own,
            "account_id": account,
            "identity": identity,
            "identity_key": identity_key(identity),
            "role": role,
            "entry": entries[account],
        }
        for account, seen in lists.items()
        for identity, role in seen
    ]
    if rows:
        session.connection.execute(insert(db.table(AccessSeen)), rows)


def access_on(session: Session, accounts: Iterable[int], day: date) -> Mapping[int, set[Seen]]:
    """Return the lists of that very day: identities with their roles; none where there is none."""
    row = db.table(AccessSeen)
    found: dict[int, set[Seen]] = {}
    for those in _of_that_day(session, accounts, day):
        query = select(row.c.account_id, row.c.identity, row.c.role).where(those)
        for account, identity, role in session.connection.execute(query):
            found.setdefault(account, set()).add((identity, role))
    return found


def _of_that_day(
    session: Session, accounts: Iterable[int], day: date
) -> Iterator[ColumnElement[bool]]:
    """Yield conditions that together are true of the lists of a day of these accounts."""
    c, ids = db.table(AccessSeen).c, list(accounts)
    ours = (c.institution_id == session.scope.institution_id, c.valid_from == day)
    for start in range(0, len(ids), BATCH):  # a statement holds so many values only
        yield and_(*ours, c.account_id.in_(ids[start : start + BATCH]))


def mailboxes_of(session: Session, accounts: Iterable[int], day: date) -> list[int]:
    """Return the mailboxes that accounts log in or recover with on `day`."""
    row, wanted = db.table(AccountMailbox), set(accounts)
    query = select(row.c.account_id, row.c.mailbox_id).where(
        row.c.institution_id == session.scope.institution_id,
        row.c.use != "notices",
        row.c.mailbox_id.is_not(None),
        on_day(row, day),
    )
    if len(wanted) == 1:
        query = query.where(row.c.account_id.in_(wanted))
    found = session.connection.execute(query.order_by(row.c.mailbox_id))
    return list(dict.fromkeys(mailbox for account, mailbox in found if account in wanted))


def accounts_using(session: Session, mailbox_id: int, day: date) -> int:
    """Return how many accounts a mailbox serves on `day`."""
    row = db.table(AccountMailbox)
    query = select(func.count(row.c.account_id.distinct())).where(
        row.c.institution_id == session.scope.institution_id,
        row.c.mailbox_id == mailbox_id,
        on_day(row, day),
    )
    counted: Any = session.connection.execute(query).scalar_one()
    return int(counted)
