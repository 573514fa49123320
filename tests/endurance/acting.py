"""The acts that are cut short by kill -9, each with a number, and what products with a fault do."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from monitor import clock, db, rounds
from monitor.acts import accounts, backing_up, backup_files, passwords, taking_files, unit_of_work
from monitor.acts.registers import Register
from monitor.acts.taking_files import Offered
from monitor.acts.unit_of_work import today
from monitor.audit import checkpoints
from monitor.audit.entries import Actor
from monitor.audit.session import Session
from monitor.scope import Scope

ACCOUNTS, MAILBOXES = 12, 4
SINCE = date(2020, 1, 1)

_DOORS = (taking_files, rounds, backing_up)  # they have a `begin` of their own to be replaced

Begin = Callable[[Register, Actor, Scope], AbstractContextManager[Session]]
Act = Callable[["Desk", int, Begin], None]


@dataclass(frozen=True)
class Desk:
    """Where acts are done: a register, and a folder for files."""

    register: Register
    scope: Scope
    folder: Path


def actor(number: int) -> Actor:
    """Return who does an act: by the name, entries of the log are known for its own."""
    return Actor(f"os:act-{number}@host")


def handle(number: int) -> str:
    """Return the account that an act is about."""
    return f"iee{number % ACCOUNTS}"


def day(number: int) -> date:
    """Return the day on which passwords were changed, by an act; no other has the same."""
    return SINCE + timedelta(days=number)


def backup_of(folder: Path, number: int) -> Path:
    """Return the file that an act backs up to."""
    return folder / "backups" / f"{number}.db"


def _set(desk: Desk, number: int, begin: Begin) -> None:
    with begin(desk.register, actor(number), desk.scope) as session:
        accounts.set_account(session, f"x/{handle(number)}", {"purpose": f"act {number}"})


def _passwords(desk: Desk, number: int, begin: Begin) -> None:
    together = passwords.Together(mailboxes=True, all_of="A1")
    with begin(desk.register, actor(number), desk.scope) as session:
        passwords.record_changes(session, [], day(number), together=together)


def _import(desk: Desk, number: int, begin: Begin) -> None:
    with _through(begin):
        files = Offered(folder_of(desk.folder, number))
        taking_files.take(desk.register, actor(number), None, files, lambda _sheet, _rows: None)


def _round(desk: Desk, number: int, begin: Begin) -> None:
    with _through(begin), rounds.Round(desk.register, desk.scope).store(actor(number)):
        pass


def _backup(desk: Desk, number: int, begin: Begin) -> None:
    with _through(begin):
        backing_up.back_up(desk.register, actor(number), backup_of(desk.folder, number))


ACTS: dict[str, Act] = {
    "set": _set,
    "passwords": _passwords,
    "import": _import,
    "round": _round,
    "backup": _backup,
}


def folder_of(folder: Path, number: int) -> Path:
    """Write a folder of files in which every account and every mailbox is another, and return it.

    By parity, mailboxes are what the policy asks for, or not: findings come and go.
    """
    inbox = folder / "inbox"
    inbox.mkdir(exist_ok=True)
    told = ",".join(mailbox_of(number))
    box = [f"buzon{each}@iee.example,A1,{told}" for each in range(MAILBOXES)]
    own = [
        f"x,iee{each},A1,Cuenta {each},act {number},buzon{each % MAILBOXES}@iee.example"
        for each in range(ACCOUNTS)
    ]
    sheets = {
        "institution.yaml": ["code: IEE", "name: Instituto", "policies: [mx-ine-mail]"],
        "areas.csv": ["code,name", "A1,Comunicación Social"],
        "mailboxes.csv": ["address,area,kind,assigned_on", *box],
        "accounts.csv": ["platform,handle,area,name,purpose,login_mailbox", *own],
    }
    for name, lines in sheets.items():
        (inbox / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return inbox


def mailbox_of(number: int) -> tuple[str, str]:
    """Return what the files of an import say of every mailbox: its kind, and since when it is."""
    return "generic" if number % 2 else "personal", day(number).isoformat()


@contextmanager
def _through(begin: Begin) -> Iterator[None]:
    """Let the product open its units of work in this way for the length of the block."""
    kept = {door: vars(door)["begin"] for door in _DOORS}
    for door in _DOORS:
        vars(door)["begin"] = begin
    try:
        yield
    finally:
        for door, own in kept.items():
            vars(door)["begin"] = own


# What a product with a fault would do: each must be caught.


class _Late(Session):
    """A unit of work that does not write its entries when it should."""

    def flush(self) -> None:
        """Wait."""


@contextmanager
def _entries_in_a_second_transaction(
    register: Register, actor: Actor, scope: Scope
) -> Iterator[Session]:
    with db.writing(register.engine) as connection:
        session = _Late(connection, scope, actor, clock.now(), today(connection, scope))
        yield session
    with db.writing(register.engine) as connection:
        session.connection = connection
        Session.flush(session)
        checkpoints.close(session, register.sign, clock.now())


@contextmanager
def _entries_without_the_change(
    register: Register, actor: Actor, scope: Scope
) -> Iterator[Session]:
    with db.writing(register.engine) as connection:
        session = _Late(connection, scope, actor, clock.now(), today(connection, scope))
        change = connection.begin_nested()
        yield session
        change.rollback()
        Session.flush(session)
        checkpoints.close(session, register.sign, clock.now())


def _two_halves(desk: Desk, number: int, begin: Begin) -> None:
    """Record the changes of passwords of accounts and of mailboxes in a transaction each."""
    with begin(desk.register, actor(number), desk.scope) as session:
        passwords.record_changes(session, [], day(number), together=passwords.Together(all_of="A1"))
    own = [f"buzon{each}@iee.example" for each in range(MAILBOXES)]
    with begin(desk.register, actor(number), desk.scope) as session:
        passwords.record_changes(session, own, day(number))


def _in_its_place(desk: Desk, number: int, begin: Begin) -> None:
    """Back up into the very file that will be the backup."""
    file = backup_files.new_private(backup_of(desk.folder, number))
    backing_up._copy(desk.register, file, lambda _done, _all: None)
    file.unlink()
    ACTS["backup"](desk, number, begin)


_BEGINS: dict[str, Begin] = {
    "entries in a second transaction": _entries_in_a_second_transaction,
    "entries without the change": _entries_without_the_change,
}
_ACTS: dict[str, Act] = {
    "saved in two halves": _two_halves,
    "a backup written in its place": _in_its_place,
}


def do(desk: Desk, act: str, number: int, told: Callable[[int], None], fault: str = "") -> None:
    """Do an act and then tell its number, as a sound product does or as one with a `fault`."""
    if fault == "told before it is saved":
        told(number)
    _ACTS.get(fault, ACTS[act])(desk, number, _BEGINS.get(fault, unit_of_work.begin))
    if fault != "told before it is saved":
        told(number)
