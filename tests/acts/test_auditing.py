"""Looking at the log: what is asked is found, and the log is held against what is known."""

import json
from io import StringIO
from pathlib import Path

import pytest
from sqlalchemy import Engine

from monitor.acts.auditing import Asked, held_against, known_keys, show_log, verdicts
from monitor.acts.registers import Register
from monitor.acts.unit_of_work import begin
from monitor.audit.entries import Actor
from monitor.intake.faults import RefusedError
from monitor.inventory.lookup import UnknownSubjectError
from monitor.scope import Scope
from monitor.sealing import KeyFileError, new_signer, signer_in
from tests.acts.small_register import TODAY, small

IEE = Scope(7)


@pytest.fixture
def register(engine: Engine, tmp_path: Path) -> Register:
    """Give the small register with keys, of a first institution; unsigned so far."""
    small(engine)
    keys, folder = tmp_path / "keys", tmp_path / "anchors"
    folder.mkdir()
    return Register(engine, sign=lambda: signer_in(keys), keys=keys, anchors=folder)


def _shown(register: Register, asked: Asked, scope: Scope | None = IEE) -> list[dict[str, object]]:
    out = StringIO()
    show_log(register, scope, asked, out)
    found: list[dict[str, object]] = json.loads(out.getvalue())
    return found


def _record(register: Register) -> None:
    with begin(register, Actor("os:ana@host"), Scope(7)) as session:
        session.record("institution:changed", ("institution", 7), {"name": "IEE"})


def test_entries_of_a_subject_by_its_name(register: Register) -> None:
    found = _shown(register, Asked("x/ieejemplo", form="json"))
    assert {each["subject_kind"] for each in found} == {"account"}
    found = _shown(register, Asked("area:JD01", form="json"))
    assert {each["subject_kind"] for each in found} == {"area"}


def test_a_subject_that_is_not_there_is_named_with_the_nearest(register: Register) -> None:
    with pytest.raises(UnknownSubjectError, match="x/ieejemplo"):
        _shown(register, Asked("x/ieejempl", form="json"))


@pytest.mark.parametrize("action", ["account:added", "account"])
def test_entries_of_an_action(register: Register, action: str) -> None:
    found = _shown(register, Asked(action=action, form="json"))
    assert {each["action"] for each in found} == {"account:added"}


def test_an_action_that_is_not_known_is_refused_with_the_nearest(register: Register) -> None:
    with pytest.raises(RefusedError, match="did you mean account:added"):
        _shown(register, Asked(action="account:aded", form="json"))
    with pytest.raises(RefusedError, match="no such action"):
        _shown(register, Asked(action="zzzzzzzzzz", form="json"))


def test_entries_of_a_day_there_and_of_no_other(register: Register) -> None:
    assert _shown(register, Asked(since=TODAY, until=TODAY, form="json"))
    after = TODAY.replace(day=TODAY.day + 1)
    assert not _shown(register, Asked(since=after, form="json"))
    before = TODAY.replace(day=TODAY.day - 1)
    assert not _shown(register, Asked(until=before, form="json"))


def test_the_last_entries_and_the_installation_s_own(register: Register) -> None:
    assert len(_shown(register, Asked(last=2, form="json"))) == 2
    assert _shown(register, Asked(form="json"), scope=None) == []


def test_the_log_is_held_against_the_register_s_own_key_by_default(register: Register) -> None:
    assert held_against(register, None, None).keys is None
    _record(register)
    outside = held_against(register, register.anchors, None)
    assert outside.keys == tuple(known_keys(register))
    ((verdict, told),) = verdicts(register, outside)
    assert verdict.trouble is None
    assert told.startswith("IEE: intact")


def test_another_public_key_than_the_one_that_signed_is_told(
    register: Register, tmp_path: Path
) -> None:
    _record(register)
    pubkey = tmp_path / "auditor.pub"
    pubkey.write_text(f"{new_signer().public}\n")
    ((verdict, told),) = verdicts(register, held_against(register, None, pubkey))
    assert verdict.trouble
    assert "signed with a key not known here" in told


def test_a_file_without_a_public_key_is_refused(register: Register, tmp_path: Path) -> None:
    pubkey = tmp_path / "auditor.pub"
    pubkey.write_text("-----BEGIN PUBLIC KEY-----\n")
    with pytest.raises(KeyFileError):
        held_against(register, None, pubkey)


def test_the_public_key_is_told_before_anything_is_signed(register: Register) -> None:
    (first,) = known_keys(register)
    _record(register)
    assert known_keys(register) == [first]


def test_a_register_without_keys_has_none_to_tell(engine: Engine) -> None:
    assert known_keys(Register(engine)) == []
