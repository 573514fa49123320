"""What is being done, on a terminal, when it takes a while."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from monitor.text import _


class Teller:
    """Tells on stderr which sheet was read; silent where stderr is no terminal, and once done."""

    def __init__(self) -> None:
        """Begin to show that work is going on."""
        from rich.console import Console

        console = Console(stderr=True)
        self._status = console.status(_("Reading the files…")) if console.is_terminal else None
        if self._status:
            self._status.start()

    def __call__(self, sheet: str, rows: int) -> None:
        """Say that `rows` of a sheet were read."""
        if self._status:
            from monitor.intake.sheets import sheet_title

            words = _("Read {rows} rows of {sheet}; going on…")
            self._status.update(words.format(rows=rows, sheet=sheet_title(sheet)))

    def done(self) -> None:
        """Clear the line, so that the result can be printed."""
        if self._status:
            self._status.stop()


@contextmanager
def shown() -> Iterator[Teller]:
    """Show progress until the block ends, or until it says that it is done."""
    teller = Teller()
    try:
        yield teller
    finally:
        teller.done()


@contextmanager
def counted(words: str) -> Iterator[Callable[[int, int], None]]:
    """Show `words` while work goes on, and how far it is once it is known of how much."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task(words, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def complete_policies(
    _context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[str]:
    """Return the policies whose id begins with what was typed, for tab completion.

    A draft only where nothing else begins so: it is loaded when it is named, never by the way.
    """
    from monitor.policy.library import Library

    library = Library()
    found = [name for name in library.pack_ids() if name.startswith(incomplete)]
    return [name for name in found if library.pack(name).pack.status != "draft"] or found
