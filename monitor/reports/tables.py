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
from monitor.reports import fitting
from monitor.reports.formats.csv import disarmed
from monitor.reports.plain import iso
from monitor.text import _, day, ngettext, printable

Value = str | int | float | bool | date | datetime | None
Word = Callable[[Value], Value]
"""Says how people read a value."""


def as_it_is(value: Value) -> Value:
    """Return a value that people read as machines do."""
    return value


@dataclass(frozen=True)
class Table:
    """A list to print.

    `columns` are the stable keys that machines read, with the titles that people do (in the
    language in use); `rows` hold one value per column, None where nothing is known. `words` says,
    by key, how people read a value that machines read as it is stored. `minor` are the keys of
    columns that text leaves out where they are empty and, first to last, where there is no room;
    those of `flowing` columns are sentences, which a terminal may break into lines.
    """

    title: str
    columns: Mapping[str, str]
    rows: Iterable[Sequence[Value]]
    words: Mapping[str, Word] = field(default_factory=dict)
    minor: Sequence[str] = ()
    flowing: Sequence[str] = ()


def write(table: Table, out: TextIO, form: str = "text") -> None:
    """Write a list as `text`, as `json` (a list of objects) or as `csv` (the keys as header).

    Text is never cut: on a terminal minor columns give way and long cells wrap; elsewhere a row is
    one line.

    Raises:
        KeyError: there is no such format.
    """
    _WRITERS[form](table, out)


def _text(table: Table, out: TextIO) -> None:
    console = Console(file=out, highlight=False)
    drawn = _Drawing.of(table).saying_something()
    if not console.is_terminal:
        _plain(drawn, out)
        return
    shown = drawn.fitting(console.width)
    console.print(shown.drawn(wrap=True))
    console.print(Text(_count(len(drawn.rows)), style="dim"))
    left_out = [title for title in drawn.titles if title not in shown.titles]
    if left_out:
        told = _("No room for: {columns}. A wider window shows them, and so does --format json.")
        told = told.format(columns=", ".join(dict.fromkeys(left_out)))
        console.print(Text(told, style="dim"))


def _plain(drawing: "_Drawing", out: TextIO) -> None:
    """Write a list where there is no terminal: every row on one line, however long."""
    widest = max(fitting.width(drawing.titles, drawing.rows), fitting.cells(drawing.title) + 1)
    plain = io.StringIO()
    Console(file=plain, highlight=False, width=widest).print(drawing.drawn(wrap=False))
    out.writelines(f"{line.rstrip()}\n" for line in plain.getvalue().splitlines())
    out.write(f"{_count(len(drawing.rows))}\n")


@dataclass(frozen=True)
class _Drawing:
    """A list as it is to be drawn: words in place of values; columns by their positions."""

    title: str
    titles: list[str]
    rows: list[list[str]]
    minor: list[int]
    flowing: list[int]

    @classmethod
    def of(cls, table: Table) -> "_Drawing":
        words = [table.words.get(key, as_it_is) for key in table.columns]
        rows = [
            [_shown(word(value)) for word, value in zip(words, row, strict=True)]
            for row in _known(table)
        ]
        keys = list(table.columns)
        minor, flowing = (list(map(keys.index, each)) for each in (table.minor, table.flowing))
        return cls(table.title, list(table.columns.values()), rows, minor, flowing)

    def saying_something(self) -> "_Drawing":
        return self._only(fitting.saying_something(self.titles, self.rows, self.minor))

    def fitting(self, room: int) -> "_Drawing":
        narrowed = [
            [cell[: fitting.NARROW] if at in self.flowing else cell for at, cell in enumerate(row)]
            for row in self.rows
        ]
        return self._only(fitting.fitting(self.titles, narrowed, self.minor, room))

    def _only(self, kept: list[int]) -> "_Drawing":
        rows = [[row[at] for at in kept] for row in self.rows]
        minor = [kept.index(at) for at in self.minor if at in kept]
        flowing = [kept.index(at) for at in self.flowing if at in kept]
        return _Drawing(self.title, [self.titles[at] for at in kept], rows, minor, flowing)

    def drawn(self, *, wrap: bool) -> Drawn:
        title = Text(self.title, style="bold")
        drawn = Drawn(title=title, title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
        for position, name in enumerate(self.titles):
            # What stands first is the name of the row: people copy it into the next command.
            whole = not wrap or position == 0 or (self.flowing and position not in self.flowing)
            drawn.add_column(Text(name), no_wrap=bool(whole), overflow="fold")
        for row in self.rows:
            drawn.add_row(*map(Text, row))
        return drawn


def _count(number: int) -> str:
    if not number:
        return _("None.")
    return ngettext("{count} row", "{count} rows", number).format(count=f"{number:,}")


def _known(table: Table) -> Iterator[list[Value]]:
    """Yield the rows; a day that stands for "always" is one that nobody knows."""
    for row in table.rows:
        yield [None if value == ALWAYS else value for value in row]


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
    json.dump(found, out, ensure_ascii=False, indent=2, default=iso)
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
    return iso(value) if isinstance(value, date) else str(value)


_WRITERS: Mapping[str, Callable[[Table, TextIO], None]] = {
    "text": _text,
    "json": _json,
    "csv": _csv,
}
