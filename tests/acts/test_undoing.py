"""Taking an import back leaves the register as it was, and the log longer."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from monitor import db
from monitor.acts.registers import Register
from monitor.acts.undoing import _OWNED
from monitor.acts.unit_of_work import begin
from monitor.audit.entries import Actor
from monitor.audit.models import AuditEntry
from monitor.intake.faults import IntakeError
from monitor.scope import Scope
from tests.acts.again import ANA, BEA, LOG, TODAY, Again
from tests.acts.test_importing import WHOLE

MARCH = date(2026, 3, 1)


@pytest.fixture
def again(engine: Engine, tmp_path: Path) -> Again:
    return Again(engine, tmp_path / "files")


CHANGED = {
    **WHOLE,
    "areas": f"code,name,head\nA1,Comunicación Social,-\nB2,Vocalía,{BEA}\nC3,Nueva,-\n",
    "accounts": (
        "platform,handle,area,login_mailbox,owner,substitute,linked_accounts,status\n"
        f"x,Iee,B2,otro@iee.example,,{ANA},-,closing\n"
        f"tiktok,iee,C3,redes.a1@iee.example,{BEA},-,-,open\n"
    ),
    "mailboxes": f"address,kind,holder\nredes.a1@iee.example,personal,{BEA}\notro@iee.example,,\n",
    "password_changes": f"subject,changed_on,by\naccount:x/iee,2026-11-02,{BEA}\n",
    "access": "platform,handle,identity,observed_on\nx,Iee,otra,2026-11-20\n",
    "portal": "platform,handle,observed_on\nx,iee,2026-11-20\n",
    "documents": (
        "kind,subject,signed_on,valid_until\nresponsiva,account:x/iee,2026-01-01,2027-01-01\n"
    ),
    "duties": "control,subject,due_on,done_on\nrotation.max-age,area:A1,2027-01-01,2026-11-01\n",
}


def test_an_import_taken_back_leaves_every_row_as_it_was(again: Again) -> None:
    again.take(WHOLE, MARCH)
    before = again.everything()
    again.take(CHANGED)
    assert again.everything() != before
    undone = again.undo()
    assert again.everything() == before
    assert undone == {"account": 2, "area": 3, "mailbox": 2}


def test_the_first_import_taken_back_leaves_an_empty_register(again: Again) -> None:
    before = again.everything()
    again.take(WHOLE, MARCH)
    again.undo()
    assert again.everything() == before


def test_the_log_keeps_the_import_and_its_undoing(again: Again) -> None:
    again.take({"people": f"email,name\n{ANA},Ana\n"}, MARCH)
    again.undo()
    assert [action for (action,) in sorted(again.rows("audit_entry", "action"))] == [
        "institution:import_undone",
        "institution:imported",
        "person:import_undone",
        "person:imported",
    ]


def test_only_the_last_import_and_only_once(again: Again) -> None:
    again.take({"people": f"email,name\n{ANA},Ana\n"}, MARCH)
    again.take({"people": f"email,name\n{ANA},Eva\n"}, TODAY)
    again.undo()
    before = again.everything(log=True)
    with pytest.raises(IntakeError, match="no import to take back"):
        again.undo()
    assert again.everything(log=True) == before
    assert again.rows("person_version", "name", "valid_to") == [("Ana", None)]


def test_an_import_that_changed_nothing_is_not_the_last(again: Again) -> None:
    again.take({"people": f"email,name\n{ANA},Ana\n"}, MARCH)
    again.take({"people": f"email,name\n{ANA},Eva\n"}, TODAY)
    again.take({"people": f"email,name\n{ANA},Eva\n"}, TODAY)
    again.undo()
    assert again.rows("person_version", "name", "valid_to") == [("Ana", None)]


def test_not_after_another_change(again: Again) -> None:
    again.take({"people": f"email,name\n{ANA},Ana\n"}, MARCH)
    with begin(Register(again.engine), Actor("os:ana@host"), Scope(7)) as session:
        session.record("person:changed", ("person", 1))
    with pytest.raises(IntakeError, match="1 change was recorded after that import"):
        again.undo()


def test_a_round_does_not_stand_in_the_way(again: Again) -> None:
    again.take({"people": f"email,name\n{ANA},Ana\n"}, MARCH)
    with begin(Register(again.engine), Actor("os:ana@host"), Scope(7)) as session:
        session.record("round:stored", ("round", 1))
    assert again.undo() == {"person": 1}


def test_without_an_import_there_is_nothing_to_take_back(again: Again) -> None:
    with pytest.raises(IntakeError, match="no import to take back"):
        again.undo()
    with again.engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(db.table(AuditEntry))) == 0


def test_every_table_that_an_import_writes_can_be_taken_back(again: Again) -> None:
    before = again.everything(log=True)
    again.take(WHOLE, MARCH)
    after = again.everything(log=True)
    identities = {"account", "area", "mailbox", "person"}
    written = {name for name, rows in after.items() if rows != before[name]} - LOG - identities
    assert len(written) >= 15
    assert written <= {db.table(model).name for model in _OWNED}
