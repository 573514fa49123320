"""Errors that bad input raises become lines, a count and exit code 2."""

from collections.abc import Callable

import pytest

from monitor.acts.backup_files import BackupError, LiveRegisterError
from monitor.acts.registers import InstitutionNotNamedError
from monitor.cli import failures
from monitor.db import BusyError, StoreError
from monitor.intake.faults import Fault, IntakeError
from monitor.policy.problems import PolicyError, Problem
from monitor.rounds import NoPolicyNamedError

FAULT = Fault("accounts.csv", 3, "area", "x", "Fill it in.")
PROBLEM = Problem("own.yaml", 4, "id", "this key is missing")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (
            IntakeError([FAULT]),
            [
                "accounts.csv, row 3, area: Fill it in.",
                "1 thing to put right; nothing was written.",
            ],
        ),
        (
            PolicyError([PROBLEM, PROBLEM]),
            [
                "own.yaml:4: id: this key is missing",
                "own.yaml:4: id: this key is missing",
                "2 things to put right; nothing was written.",
            ],
        ),
        (OSError(28, "No space", "/tmp/a"), ["/tmp/a: It cannot be read or written (No space)."]),  # noqa: S108 - a name
        (OSError(28, "No space"), ["It cannot be read or written (No space)."]),
        (TimeoutError(), ["It cannot be read or written (TimeoutError)."]),
    ],
)
def test_an_error_of_the_input_is_told_in_lines(
    capsys: pytest.CaptureFixture[str], error: Exception, said: list[str]
) -> None:
    with pytest.raises(SystemExit) as end, failures.told_clearly():
        raise error
    assert end.value.code == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == said


@pytest.mark.parametrize("known", [["a", "b"], []])
def test_where_no_policy_is_named_those_that_could_be_are(
    capsys: pytest.CaptureFixture[str], known: list[str]
) -> None:
    with pytest.raises(SystemExit), failures.told_clearly():
        raise NoPolicyNamedError(known)
    err = capsys.readouterr().err
    assert f"Known here: {', '.join(known)}." in err
    assert "policies: [" in err


@pytest.mark.parametrize("error", [BrokenPipeError, KeyError, AssertionError])
def test_other_errors_pass(error: Callable[[], Exception]) -> None:
    with pytest.raises(error), failures.told_clearly():  # type: ignore[call-overload] # a class
        raise error()


def test_notes_go_to_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    failures.tell_notes(["one", "two"])
    assert capsys.readouterr() == ("", "Note: one\nNote: two\n")


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (StoreError("The disk is full."), 3, "The disk is full."),
        (BusyError("Try again."), 3, "Try again."),
        (BackupError("It was changed."), 4, "It was changed."),
        (LiveRegisterError("r.db"), 2, "r.db is a register already; --force replaces it"),
        (InstitutionNotNamedError([]), 2, "begin with: monitor init"),
        (InstitutionNotNamedError(["A", "B"]), 2, "keeps A, B: name one of them"),
        (InstitutionNotNamedError(["A"], "B"), 2, "no institution “B” here. There are: A."),
    ],
)
def test_what_the_register_refuses_is_told_with_its_own_exit_code(
    capsys: pytest.CaptureFixture[str], error: Exception, code: int, said: str
) -> None:
    with pytest.raises(SystemExit) as end, failures.told_clearly():
        raise error
    assert end.value.code == code
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
