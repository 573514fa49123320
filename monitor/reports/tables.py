"""Lists as text for people, as JSON and as CSV: what every `list` command prints."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TextIO

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table as Drawn
from rich.text import Text

from monitor.history import ALWAYS
from monitor.reports.formats.csv import disarmed
from monitor.text import _, day, ngettext, printable

Value = str | int | float | bool | date | datetime | None

FORMATS = ("text", "json", "csv")


@dataclass(frozen=True)
class Table:
    """A list to print.

    `columns` are the stable keys that machines read, with the titles that people do (in the
    language in use); `rows` hold one value per column, None where nothing is known. `words` says,
    by key, how people read a value that machines read as it is stored.
    """

    title: str
    columns: Mapping[str, str]
    rows: Iterable[Sequence[Value]]
    words: Mapping[str, Callable[[Value], Value]] = field(default_factory=dict)


def write(table: Table, out: TextIO, form: str = "text") -> None:
    """Write a list as `text`, as `json` (a list of objects) or as `csv` (the keys as header).

    Text is never cut: on a terminal long cells wrap, elsewhere a row is one line.

    Raises:
        KeyError: there is no such format.
    """
    _WRITERS[form](table, out)


def _text(table: Table, out: TextIO) -> None:
    console = Console(file=out, highlight=False)
    words = [table.words.get(key, _as_it_is) for key in table.columns]
    rows = [
        [_shown(word(value)) for word, value in zip(words, row, strict=True)]
        for row in _known(table)
    ]
    drawn = _drawn(table, rows, wrap=console.is_terminal)
    if console.is_terminal:
        console.print(drawn)
        console.print(Text(_count(len(rows)), style="dim"))
        return
    plain = io.StringIO()
    widest = _width(table, rows)
    Console(file=plain, highlight=False, width=widest).print(drawn)
    out.writelines(f"{line.rstrip()}\n" for line in plain.getvalue().splitlines())
    out.write(f"{_count(len(rows))}\n")


def _drawn(table: Table, rows: list[list[str]], *, wrap: bool) -> Drawn:
    title = Text(table.title, style="bold")
    drawn = Drawn(title=title, title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    for position, name in enumerate(table.columns.values()):
        # What stands first is the name of the row: people copy it into the next command.
        whole = not wrap or position == 0
        drawn.add_column(Text(name), no_wrap=whole, overflow="fold")
    for row in rows:
        drawn.add_row(*map(Text, row))
    return drawn


def _width(table: Table, rows: list[list[str]]) -> int:
    """Return a width in which no cell wraps and the title is whole."""
    columns = [max(map(_cells, cells)) for cells in zip(table.columns.values(), *rows, strict=True)]
    return max(sum(columns) + 3 * len(columns) + 1, _cells(table.title) + 1)


def _cells(words: str) -> int:
    return Text(words).cell_len


def _count(number: int) -> str:
    if not number:
        return _("None.")
    return ngettext("{count} row", "{count} rows", number).format(count=f"{number:,}")


def _known(table: Table) -> Iterator[list[Value]]:
    """Yield the rows; a day that stands for "always" is one that nobody knows."""
    for row in table.rows:
        yield [None if value == ALWAYS else value for value in row]


def _as_it_is(value: Value) -> Value:
    return value


def _shown(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return f"{day(value.date())} {value:%H:%M}"
    if isinstance(value, date):
        return day(value)
    return printable(str(value))


def _json(table: Table, out: TextIO) -> None:
    found = [dict(zip(table.columns, row, strict=True)) for row in _known(table)]
    json.dump(found, out, ensure_ascii=False, indent=2, default=_iso)
    out.write("\n")


def _csv(table: Table, out: TextIO) -> None:
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.columns)
    for row in _known(table):
        writer.writerow([disarmed(_cell(value)) for value in row])


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return _iso(value) if isinstance(value, date) else str(value)


def _iso(value: object) -> str:
    if isinstance(value, date):  # a datetime is one, too
        return value.isoformat()
    raise TypeError(type(value).__name__)


_WRITERS: Mapping[str, Callable[[Table, TextIO], None]] = {
    "text": _text,
    "json": _json,
    "csv": _csv,
}
