"""Looking at the log: its entries as they are asked for, and whether it was altered."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TextIO

from monitor.acts.registers import Register
from monitor.acts.unit_of_work import reading, zone
from monitor.audit.models import INSTALLATION
from monitor.audit.queries import Wanted
from monitor.audit.verifying import Outside, Verdict, verify
from monitor.intake.faults import RefusedError
from monitor.intake.wording import nearest
from monitor.inventory.kinds import KINDS
from monitor.inventory.lookup import find_among
from monitor.reports import audit
from monitor.reports.audit_wording import ACTIONS
from monitor.scope import Scope
from monitor.sealing import PUBLIC_FILE, PublicKey, public_keys
from monitor.text import _


@dataclass(frozen=True)
class Asked:
    """What a person asked of the log, as it was typed; `last` None: all entries."""

    subject: str | None = None
    action: str | None = None
    actor: str | None = None
    since: date | None = None
    until: date | None = None
    last: int | None = None
    form: str = "text"


def show_log(register: Register, scope: Scope | None, asked: Asked, out: TextIO) -> None:
    """Write entries of an institution's chain; of the installation's, where `scope` is None.

    Raises:
        RefusedError: there is no such subject or action.
    """
    _refuse_unknown(asked.action)
    with reading(register, scope or Scope(INSTALLATION)) as at:
        subject = None
        if asked.subject:
            kinds = (*KINDS, "institution")
            found = find_among(at.connection, at.scope, kinds, asked.subject, at.day)
            subject = (found.kind, found.id)
        own_zone = zone(at.connection, at.scope)
        since, until = audit.moments(asked.since, asked.until, own_zone)
        wanted = Wanted(subject, asked.action, asked.actor, since, until, asked.last)
        shown = audit.Shown(asked.form, own_zone)
        audit.write_log(at.connection, at.scope, wanted, shown, out)


def verdicts(register: Register, outside: Outside) -> list[tuple[Verdict, str]]:
    """Verify every chain, and return each verdict with the words that tell it."""
    with reading(register, Scope(INSTALLATION)) as at:
        found = verify(at.connection, outside)
        return list(audit.verdicts(at.connection, found, anchored=outside.folder is not None))


def held_against(register: Register, anchors: Path | None, pubkey: Path | None) -> Outside:
    """Return what to hold the log against: by default, the public keys beside the register's own.

    Raises:
        KeyFileError: the file of public keys holds none.
        OSError: a file or folder cannot be read.
    """
    own = register.keys / PUBLIC_FILE if register.keys else None
    file = pubkey or (own if own and own.exists() else None)
    return Outside(tuple(public_keys(file)) if file else None, anchors)


def known_keys(register: Register) -> list[PublicKey]:
    """Return the public keys of a register, its own last; its key is made where it has none yet.

    Raises:
        KeyFileError: a key file cannot be used as it is.
    """
    if register.keys is None or register.sign is None:
        return []
    register.sign()
    return public_keys(register.keys / PUBLIC_FILE)


def _refuse_unknown(action: str | None) -> None:
    kinds = {name.partition(":")[0] for name in ACTIONS}
    if action is None or action in ACTIONS or action in kinds:
        return
    like = nearest(action, [*ACTIONS, *kinds])
    reason = _("The log knows no such action.")
    if like:
        reason = _("The log knows no such action; did you mean {like}?").format(like=like)
    raise RefusedError(action, reason)
