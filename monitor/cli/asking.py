"""Asking for a yes before what cannot easily be taken back."""

import sys

import click

from monitor.cli import failures
from monitor.text import _


def confirm(question: str) -> None:
    """Ask for a yes, in the words of either language; without one nothing is written: exit code 2.

    Where nobody can answer, say how to go on without being asked.
    """
    if not may_ask():
        click.echo(_("This asks for a yes; add --yes to do it without being asked."), err=True)
        sys.exit(failures.BAD_INPUT)
    if not _says_yes(question):
        click.echo(_("Nothing was written."), err=True)
        sys.exit(failures.BAD_INPUT)


def may_ask() -> bool:
    """Return whether somebody sits there who can answer."""
    return sys.stdin.isatty()


def _says_yes(question: str) -> bool:
    """Ask until the answer is a yes or a no; an empty one is a no."""
    from monitor.intake.cells import spelling
    from monitor.intake.columns import YES_NO

    either = _("[y/N]")
    while True:
        told = click.prompt(
            f"{question} {either}", default="", show_default=False, prompt_suffix=" ", err=True
        )
        answer = spelling(told.strip(), YES_NO)
        if answer or not told.strip():
            return answer is not None and answer.value == "yes"
        click.echo(_("Write yes or no."), err=True)
