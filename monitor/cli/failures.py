"""Bad input, said clearly: every fault on a line, exit code 2, nothing written, no traceback."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import click

from monitor.text import _, ngettext

BAD_INPUT = 2


@contextmanager
def told_clearly() -> Iterator[None]:
    """Turn the errors that bad input raises into messages and exit code 2."""
    from monitor.intake.faults import IntakeError
    from monitor.policy.problems import PolicyError
    from monitor.rounds import NoPolicyNamedError

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
        "No policy is named. Known here: {known}. Add --policy {first} to the command, or the line"
        " “policies: [{first}]” to institution.yaml."
    ).format(known=listed, first=known[0] if known else "")
