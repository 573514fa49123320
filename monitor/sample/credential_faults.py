"""What goes wrong with an account's password, second factor and login mailbox."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from monitor.sample import credentials, mailboxes
from monitor.sample.days import ago, draws
from monitor.sample.records import AccountRecord, AreaRecord, Change, Duty, Factor, Mailbox

OUTSIDE_DOMAIN = "correo.example"
"""Stands for the free mailboxes of the world; like every name under .example it is nobody's."""

LOOK_ALIKE_DOMAINS = ("iee-mx.example", "iee.oficial.example", "iiee.example")


@dataclass(frozen=True)
class LastChanged:
    """The newest password change lies between `newest` and `oldest` days ago, and no other."""

    newest: int
    oldest: int

    def __call__(self, found: AccountRecord, record: AreaRecord) -> AccountRecord:
        """Return the account with that change, of which the head was told."""
        chance = draws(found.ref, "late")
        day = ago(chance.randint(self.newest, self.oldest))
        told = credentials.head_told(chance, found.ref, day)
        changes = credentials.changes(chance, (record.owner.email,), day)
        return replace(found, changes=changes, duties=(*_without(found.duties, told), told))


def _without(duties: tuple[Duty, ...], replaced: Duty) -> tuple[Duty, ...]:
    return tuple(duty for duty in duties if duty.control != replaced.control)


def change_unrecorded(found: AccountRecord, _record: AreaRecord) -> AccountRecord:
    """No change of the password is on record."""
    duties = tuple(duty for duty in found.duties if duty.control != "rotation.notify-head")
    return replace(found, changes=(), duties=duties)


def change_by_nobody(found: AccountRecord, _record: AreaRecord) -> AccountRecord:
    """The newest change is on record as made by nobody in particular."""
    newest, *earlier = found.changes
    return replace(found, changes=(Change(newest.changed_on, "-"), *earlier))


def head_not_told(found: AccountRecord, record: AreaRecord) -> AccountRecord:
    """The head was to be told of the newest change by a day that has passed."""
    day = ago(40)
    open_notice = Duty("rotation.notify-head", found.ref, ago(33))
    duties = (*_without(found.duties, open_notice), open_notice)
    return replace(found, changes=(Change(day, record.owner.email),), duties=duties)


def no_factor(found: AccountRecord, _record: AreaRecord) -> AccountRecord:
    """The account is on record as having no second factor."""
    return replace(found, factor=Factor("none", ago(30)))


def factor_by_sms(found: AccountRecord, _record: AreaRecord) -> AccountRecord:
    """The second factor is a text message."""
    return replace(found, factor=replace(found.factor, kind="sms"))


def factor_unrecorded(found: AccountRecord, _record: AreaRecord) -> AccountRecord:
    """Nobody recorded whether there is a second factor."""
    return replace(found, factor=Factor())


def factor_on_word_alone(found: AccountRecord, _record: AreaRecord) -> AccountRecord:
    """Somebody says there is a second factor and showed nothing."""
    return replace(found, factor=replace(found.factor, level="attested"))


def factor_held_by_other(found: AccountRecord, record: AreaRecord) -> AccountRecord:
    """The second factor is on the telephone of someone who is not the owner."""
    holder = record.administrators[-1].email
    return replace(found, factor=replace(found.factor, holder=holder))


@dataclass(frozen=True)
class LoginAt:
    """The account logs in with a mailbox of another domain."""

    domains: tuple[str, ...]

    def __call__(self, found: AccountRecord, record: AreaRecord) -> AccountRecord:
        """Return the account with a mailbox of its own there, never requested nor assigned."""
        domain = draws(found.ref, "domain").choice(self.domains)
        name = f"redes.{found.area.lower()}.{found.platform}"
        return _with_mailbox(found, Mailbox(f"{name}@{domain}", record.owner.email, found.area))


def login_personal(found: AccountRecord, record: AreaRecord) -> AccountRecord:
    """The account logs in with the owner's own address."""
    address = record.owner.email
    return _with_mailbox(found, Mailbox(address, address, found.area, "personal"))


def login_unrecorded(found: AccountRecord, _record: AreaRecord) -> AccountRecord:
    """Nobody recorded which mailbox the account logs in with."""
    duties = tuple(row for row in found.duties if row.control != "email.association-notice")
    return replace(found, login="", duties=duties)


def _with_mailbox(found: AccountRecord, bare: Mailbox) -> AccountRecord:
    """Return the account logging in with `bare`, its password kept in order, never assigned."""
    box = mailboxes.in_order(draws(found.ref, "mailbox"), bare, ago(900))
    kept = tuple(duty for duty in box.duties if not duty.control.startswith("email."))
    own = replace(box, assigned_on=None, duties=kept)
    return replace(found, login=own.address, own_mailbox=own)


CREDENTIAL_FAULTS: dict[str, Callable[[AccountRecord, AreaRecord], AccountRecord]] = {
    "password due soon": LastChanged(*credentials.DUE_SOON),
    "password days overdue": LastChanged(62, 75),
    "password weeks overdue": LastChanged(76, 110),
    "password months overdue": LastChanged(130, 320),
    "password change never recorded": change_unrecorded,
    "password changed by nobody": change_by_nobody,
    "head not told of change": head_not_told,
    "no second factor": no_factor,
    "second factor by sms": factor_by_sms,
    "second factor never recorded": factor_unrecorded,
    "second factor on word alone": factor_on_word_alone,
    "second factor held by other": factor_held_by_other,
    "login outside the domain": LoginAt((OUTSIDE_DOMAIN,)),
    "login on a look-alike domain": LoginAt(LOOK_ALIKE_DOMAINS),
    "login with a personal mailbox": login_personal,
    "login never recorded": login_unrecorded,
}
