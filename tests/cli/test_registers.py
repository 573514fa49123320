"""Which register a command works on, for which institution, and who acts."""

import os
import pwd
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import pytest
from click.shell_completion import ShellComplete

from monitor.acts import opening
from monitor.audit.entries import Actor
from monitor.cli import main, registers
from monitor.cli.registers import Opened
from tests.acts.living import ANA
from tests.cli.conftest import Run


@contextmanager
def opened(*arguments: object, **allowed: bool) -> Iterator[Opened]:
    """Open the register as a command would that is called with these options before its name."""
    with (
        main.make_context("monitor", ["--lang", "en", *map(str, arguments), "check"]),
        registers.opened(**allowed) as at,
    ):
        yield at


@pytest.fixture
def url(database_url: str) -> str:
    with opened("--database", database_url, may_create=True) as at:
        opening.open_institution(at.register, ANA, opening.described(code="IEE"))
    return database_url


def test_the_register_is_the_one_that_is_named(
    url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    with opened("--database", url) as at:
        named = at.register.place
    monkeypatch.setenv("MONITOR_DATABASE", url)
    with opened() as at:
        assert at.register.place == named
    assert capsys.readouterr() == ("", "")


def test_the_users_own_register_is_made_on_first_use_and_said_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    for said in (f"A new register was made: {tmp_path / 'monitor' / 'register.db'}\n", ""):
        with opened():
            pass
        assert capsys.readouterr() == ("", said)


@pytest.mark.parametrize("error", [click.UsageError("bad"), SystemExit(2), KeyboardInterrupt()])
def test_a_register_that_is_made_for_work_that_fails_is_taken_away_and_not_told_of(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], error: BaseException
) -> None:
    folder = tmp_path / "new"
    with (
        pytest.raises(type(error)),
        opened("--database", folder / "register.db", may_create=True),
    ):
        raise error
    assert list(folder.iterdir()) == []
    assert capsys.readouterr() == ("", "")


def test_a_register_that_was_there_stays_where_work_fails(url: str) -> None:
    with pytest.raises(SystemExit), opened("--database", url, may_create=True):
        raise SystemExit(2)
    with opened("--database", url) as at:
        assert opening.codes(at.register) == ["IEE"]


def test_who_acts_is_the_user_of_this_machine(url: str) -> None:
    name = pwd.getpwuid(os.getuid()).pw_name
    with opened("--database", url) as at:
        assert at.actor == Actor(f"os:{name}@{socket.gethostname()}")


def test_who_acts_may_be_claimed(url: str) -> None:
    with opened("--database", url, "--by", " Ana@IEE.example ") as at:
        assert at.actor == Actor("Ana@iee.example", claimed=True)
        with at.act() as session:
            session.record("institution:changed", ("institution", 1))
        with at.reading() as (connection, _scope, _today):
            query = "SELECT actor, claimed FROM audit_entry WHERE seq = 2"
            assert tuple(connection.exec_driver_sql(query).one()) == ("Ana@iee.example", True)


@pytest.mark.parametrize("by", ["ana", "ana@", "a b@iee.example", "ana@iee.example\n@x"])
def test_a_claim_that_is_no_address_is_refused(url: str, by: str) -> None:
    with pytest.raises(click.BadParameter), opened("--database", url, "--by", by):
        pass


@pytest.mark.parametrize("way", ["option", "surroundings"])
def test_one_of_several_institutions_is_named(
    url: str, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened("--database", url) as at:
        opening.open_institution(at.register, ANA, opening.described(code="ABC"))
    monkeypatch.setenv("MONITOR_INSTITUTION", "nobody" if way == "option" else "abc")
    arguments = ["--institution", "ABC"] if way == "option" else []
    with opened("--database", url, *arguments) as at, at.reading() as look:
        assert look.scope == at.scope
        query = "SELECT code FROM institution ORDER BY code"
        assert look.connection.exec_driver_sql(query).scalars().all() == ["ABC", "IEE"]


def test_without_a_name_several_institutions_are_refused_by_name(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with opened("--database", url) as at:
        opening.open_institution(at.register, ANA, opening.described(code="ABC"))
    with pytest.raises(SystemExit) as end, opened("--database", url) as at:
        at.act()
    assert end.value.code == 2
    assert "ABC, IEE" in capsys.readouterr().err


def test_a_register_is_let_go_of_whatever_happens(url: str) -> None:
    kept = []

    def fail() -> None:
        with opened("--database", url) as at, at.act():
            kept.append(at.register.engine)
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert kept[0].pool.checkedout() == 0  # type: ignore[attr-defined] # of the pools that count


def test_completion_opens_no_register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    complete = ShellComplete(main, {}, "monitor", "_MONITOR_COMPLETE")
    found = complete.get_completions(["--database", "sqlite:///x.db", "backup"], "c")
    assert [item.value for item in found] == ["create"]
    assert "--institution" in {item.value for item in complete.get_completions([], "--")}
    assert list(tmp_path.iterdir()) == []


def test_the_options_stand_before_the_command(run: Run, url: str) -> None:
    assert run("--database", url, "backup", "create", "--help").exit_code == 0
    assert run("doctor", "--database", url).exit_code == 2
