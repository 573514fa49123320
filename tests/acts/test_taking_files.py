"""Files offered at a door: the institution they are of, what they adopt, and what a trial shows."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import Engine, func, select
from sqlmodel import SQLModel

from monitor import db
from monitor.acts.registers import InstitutionNotNamedError, Register
from monitor.acts.taking_files import Offered, Taken, take, trial
from monitor.acts.trying_import import OnlyHere, Would
from monitor.audit.entries import Actor
from monitor.intake.faults import IntakeError

ANA = Actor("os:ana@host")
IEE = "code: IEE\nname: Instituto\npolicies: [mx-ine-mail]\n"
ACCOUNTS = "platform,handle,area,name\nx,iee,A1,Uno\nfacebook,iee.mx,A1,Dos\n"


@pytest.fixture
def register(engine: Engine) -> Iterator[Register]:
    db.create_tables(engine)
    with time_machine.travel(date(2026, 11, 22), tick=False):
        yield Register(engine)


def offered(folder: Path, accounts: str = ACCOUNTS, institution: str = IEE) -> Offered:
    folder.mkdir()
    (folder / "accounts.csv").write_text(accounts, encoding="utf-8")
    (folder / "institution.yaml").write_text(institution, encoding="utf-8")
    return Offered(folder)


def taken(register: Register, files: Offered, code: str | None = None) -> Taken:
    return take(register, ANA, code, files, lambda _sheet, _rows: None)


def rows(register: Register) -> dict[str, int | None]:
    with register.engine.connect() as connection:
        return {
            name: connection.scalar(select(func.count()).select_from(table))
            for name, table in SQLModel.metadata.tables.items()
        }


def test_the_first_files_bring_their_institution_and_its_policies(
    register: Register, tmp_path: Path
) -> None:
    first = taken(register, offered(tmp_path / "a"))
    assert (first.opened, first.adopted, first.waiting) == ("IEE", True, ())
    again = taken(register, offered(tmp_path / "b"))
    assert (again.opened, again.adopted, again.imported.changed) == (None, False, {})


def test_bad_files_do_not_even_leave_their_institution(register: Register, tmp_path: Path) -> None:
    before = rows(register)
    with pytest.raises(IntakeError):
        taken(register, offered(tmp_path / "a", "platform,handle\nx,iee\n"))
    assert rows(register) == before


def test_files_of_another_institution_are_refused(register: Register, tmp_path: Path) -> None:
    taken(register, offered(tmp_path / "a"))
    before = rows(register)
    with pytest.raises(IntakeError, match="another institution"):
        taken(register, offered(tmp_path / "b", institution="code: OTRO\n"))
    assert rows(register) == before


def test_an_institution_that_is_named_must_be_there(register: Register, tmp_path: Path) -> None:
    with pytest.raises(InstitutionNotNamedError):
        taken(register, offered(tmp_path / "a"), code="OTRO")


def test_the_name_in_the_file_is_taken_into_the_register(
    register: Register, tmp_path: Path
) -> None:
    taken(register, offered(tmp_path / "a"))
    renamed = IEE.replace("Instituto", "Instituto Electoral")
    changed = taken(register, offered(tmp_path / "b", institution=renamed)).imported.changed
    assert changed == {"institution": 1}
    silent = taken(register, offered(tmp_path / "c", institution="code: IEE\n"))
    assert silent.imported.changed == {}


def test_a_trial_says_what_would_change_and_keeps_nothing(
    register: Register, tmp_path: Path
) -> None:
    taken(register, offered(tmp_path / "a"))
    before = rows(register)
    files = offered(
        tmp_path / "b", "platform,handle,area,name,owner\nx,iee,A1,Tres,ana@x.example\n"
    )
    with trial(register, ANA, None, files, lambda _sheet, _rows: None) as (found, _notes):
        told = list(found.changes)
    assert Would("account:x/iee", "account_version", "name", "Uno", "Tres") in told
    new = [each for each in told if each.column is None]
    assert [(each.subject, each.table) for each in new] == [
        ("person:ana@x.example", "person_version"),
        ("account:x/iee", "designation"),
    ]
    assert isinstance(new[1].after, dict)
    assert new[1].after["person_id"] == "person:ana@x.example"
    assert found.only_here == (OnlyHere("account", 1, ("facebook/ieemx",)),)
    assert rows(register) == before


def test_a_trial_needs_no_institution_yet(register: Register, tmp_path: Path) -> None:
    before = rows(register)
    files = offered(tmp_path / "a")
    with trial(register, ANA, None, files, lambda _sheet, _rows: None) as (found, _notes):
        assert {each.subject for each in found.changes} >= {"account:x/iee", "area:A1"}
        assert found.only_here == ()
    assert rows(register) == before
