"""Changing mailboxes: adding one, setting what is known of it, taking it out of use."""

from datetime import date

from monitor.acts import working
from monitor.acts.working import Typed
from monitor.audit.session import Session
from monitor.intake.faults import RefusedError
from monitor.inventory import ties
from monitor.inventory.changing import Change, Changing, day_of
from monitor.inventory.kinds import MAILBOX
from monitor.inventory.values import columns_of
from monitor.text import ngettext

ADDED = "mailbox:added"
CHANGED = "mailbox:changed"
CLOSED = "mailbox:closed"


def add_mailbox(
    session: Session, address: str, typed: Typed, on: date | None = None
) -> list[Change]:
    """Record a new mailbox.

    Raises:
        IntakeError: what is wrong with what was typed, or it is in the register.
    """
    day = day_of(session, on)
    values = working.read(session, "mailboxes", {"address": address, **typed})
    told = columns_of("mailbox", values, working.resolving(session, day))
    return Changing.new(session, MAILBOX, day).create(told, ADDED).changes


def set_mailbox(
    session: Session, address: str, typed: Typed, on: date | None = None
) -> list[Change]:
    """Record what is so of a mailbox from a day on; what is not named stays.

    Raises:
        IntakeError: what is wrong with what was typed.
    """
    mailbox = _mailbox(session, address, day_of(session, on))
    values = working.read(session, "mailboxes", typed)
    told = columns_of("mailbox", values, working.resolving(session, mailbox.day))
    return mailbox.change(told, CHANGED).changes


def close_mailbox(session: Session, address: str, on: date | None = None) -> list[Change]:
    """Record that a mailbox is no more from a day on, the first day without it.

    Raises:
        RefusedError: accounts still use it.
    """
    mailbox = _mailbox(session, address, day_of(session, on))
    mailbox.before()
    used_by = ties.accounts_using(session, mailbox.id, mailbox.day)
    if used_by:
        told = ngettext(
            "{count} account still uses it; give that another one first:"
            " monitor account set ACCOUNT --login-mailbox ADDRESS",
            "{count} accounts still use it; give those another one first:"
            " monitor account set ACCOUNT --login-mailbox ADDRESS",
            used_by,
        )
        raise RefusedError(mailbox.name, told.format(count=used_by))
    details = {"closed_on": mailbox.day}
    session.record(CLOSED, mailbox.subject, details, happened_on=mailbox.day)
    mailbox.end()
    return [Change(mailbox.subject, "closed_on", None, mailbox.day)]


def _mailbox(session: Session, address: str, day: date) -> Changing:
    return Changing(session, MAILBOX, working.subject(session, "mailbox", address, day), day)
