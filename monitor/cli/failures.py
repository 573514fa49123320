"""Bad input, said clearly: every fault on a line, exit code 2, nothing written, no traceback."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import click

from monitor.text import _, ngettext

BAD_INPUT = 2
STORE = 3
ALTERED = 4


@contextmanager
def told_clearly() -> Iterator[None]:
    """Turn the errors of bad input into messages and exit code 2, those of the store into 3."""
    from monitor.acts.backup_files import BackupError, LiveRegisterError
    from monitor.acts.registers import InstitutionNotNamedError
    from monitor.db import StoreError
    from monitor.intake.faults import IntakeError
    from monitor.policy.problems import PolicyError
    from monitor.reports.audit_wording import key_file
    from monitor.rounds import NoPolicyNamedError
    from monitor.sealing import KeyFileError

    try:
        yield
    except BrokenPipeError:  # the reader has seen enough; click ends quietly
        raise
    except OSError as error:
        _stop(error)
    except IntakeError as error:
        _refuse(map(str, error.faults))
    except PolicyError as error:
        _refuse(map(str, error.problems))
    except NoPolicyNamedError as error:
        _refuse([_no_policy(error.known)])
    except InstitutionNotNamedError as error:
        _refuse([_no_institution(error.known, error.asked)])
    except (StoreError, KeyFileError) as error:
        click.echo(key_file(error) if isinstance(error, KeyFileError) else str(error), err=True)
        sys.exit(STORE)
    except BackupError as error:
        click.echo(str(error), err=True)
        sys.exit(ALTERED)
    except LiveRegisterError as error:
        told = _("{place} is a register already; --force replaces it, and keeps it aside.")
        _refuse([told.format(place=error)])


def tell_notes(notes: Iterable[str]) -> None:
    """Say on stderr what was read otherwise than it was written, and what to bear in mind."""
    for note in notes:
        click.echo(_("Note: {note}").format(note=note), err=True)


def _stop(error: OSError) -> None:
    """Say what the system refused: a folder that cannot be written, a disk that is full."""
    detail = error.strerror or type(error).__name__
    reason = _("It cannot be read or written ({detail}).").format(detail=detail)
    click.echo(f"{error.filename}: {reason}" if error.filename else reason, err=True)
    sys.exit(BAD_INPUT)


def _refuse(lines: Iterable[str]) -> None:
    found = list(lines)
    for line in found:
        click.echo(line, err=True)
    count = ngettext(
        "{count} thing to put right; nothing was written.",
        "{count} things to put right; nothing was written.",
        len(found),
    )
    click.echo(count.format(count=len(found)), err=True)
    sys.exit(BAD_INPUT)


def _no_policy(known: list[str]) -> str:
    listed = ", ".join(known)
    return _(
        "No policy is named. Known here: {known}. Add --policy ID to the command, or the line"
        " “policies: [ID]” to institution.yaml."
    ).format(known=listed)


def _no_institution(known: list[str], asked: str | None) -> str:
    if not known:
        return _("There is no institution in this register yet; begin with: monitor init")
    listed = ", ".join(known)
    if asked is None:
        told = _("This register keeps {known}: name one of them, with --institution CODE.")
    else:
        told = _("There is no institution “{asked}” here. There are: {known}.")
    return told.format(known=listed, asked=asked)
