"""Files offered at a door: the institution they are of, what they adopt, and what a trial shows."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

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


def of(would: Would) -> list[dict[str, Any]]:
    """Return the rows before and after; empty where there is none."""
    return [row if isinstance(row, dict) else {} for row in (would.before, would.after)]


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


def test_a_trial_tells_what_gives_way_to_what(register: Register, tmp_path: Path) -> None:
    columns = "platform,handle,area,owner,password_changed_on,linked_accounts"
    first = f"{columns}\nx,iee,A1,ana@x.example,2026-01-01,x/one\n"
    taken(register, offered(tmp_path / "a", first))
    second = f"{columns}\nx,iee,A1,bea@x.example,2026-03-01,x/two\n"
    files = offered(tmp_path / "b", second)
    with trial(register, ANA, None, files, lambda _sheet, _rows: None) as (found, _notes):
        told: dict[str, list[Would]] = {}
        for each in found.changes:
            told.setdefault(each.table, []).append(each)
    (owner,) = told["designation"]
    people = ["person:ana@x.example", "person:bea@x.example"]
    assert [row["person_id"] for row in of(owner)] == people
    (change,) = told["password_change"]
    assert [row["valid_from"] for row in of(change)] == [date(2026, 1, 1), date(2026, 3, 1)]
    new, ended = told["linked_account"]
    assert [row.get("handle_key") for row in of(new)] == [None, "two"]
    assert [row.get("handle_key") for row in of(ended)] == ["one", None]


def test_a_late_change_of_a_password_is_told_beside_the_one_before_it(
    register: Register, tmp_path: Path
) -> None:
    for name, day in (("a", "2026-01-01"), ("b", "2026-05-01")):
        rows_of = f"platform,handle,area,password_changed_on\nx,iee,A1,{day}\n"
        taken(register, offered(tmp_path / name, rows_of))
    late = offered(
        tmp_path / "c", "platform,handle,area,password_changed_on\nx,iee,A1,2026-03-01\n"
    )
    with trial(register, ANA, None, late, lambda _sheet, _rows: None) as (found, _notes):
        (change,) = found.changes
    assert change.before == {"valid_from": date(2026, 1, 1)}


def test_an_import_counts_what_is_new_beside_the_subjects(
    register: Register, tmp_path: Path
) -> None:
    columns = "platform,handle,area,owner,password_changed_on,second_factor"
    content = f"{columns}\nx,iee,A1,ana@x.example,2026-01-01,app\nx,b,A1,-,,\n"
    imported = taken(register, offered(tmp_path / "a", content)).imported
    assert imported.changed == {"account": 2, "area": 1, "person": 1}
    counted = {name: imported.facts.get(name) for name in ("designation", "factor")}
    assert counted == {"designation": 2, "factor": 1}
    assert imported.facts["password_change"] == 1
    again = taken(register, offered(tmp_path / "b", content)).imported
    assert (again.changed, again.facts) == ({}, {})


def test_a_trial_needs_no_institution_yet(register: Register, tmp_path: Path) -> None:
    before = rows(register)
    files = offered(tmp_path / "a")
    with trial(register, ANA, None, files, lambda _sheet, _rows: None) as (found, _notes):
        assert {each.subject for each in found.changes} >= {"account:x/iee", "area:A1"}
        assert found.only_here == ()
    assert rows(register) == before
