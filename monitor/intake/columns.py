"""What a sheet of an inventory is made of: columns, the values they list, what a row must meet."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from monitor.text import N_

Kind = Literal[
    "text",
    "date",
    "boolean",
    "choice",
    "list",
    "email",
    "handle",
    "platform",
    "reference",
    "area",
    "url",
    "digest",
]

LONGEST_CELL = 32_767
"""Characters in one cell: the limit of the spreadsheets these files come from."""

LONGEST_NAME = 255
"""Characters of what others refer to by name; a register can index that much on any database."""

LONGEST_OF_KIND: Mapping[Kind, int] = {"area": LONGEST_NAME, "platform": 60, "reference": 400}

Disagreement = tuple[str, str]
"""The English name of the column to blame, and a finished sentence in the language in use."""

Agreement = Callable[[dict[str, object]], Iterator[Disagreement]]
"""Judges the typed values of one row together, and may fill in what follows from them."""


def _agreed(_values: dict[str, object]) -> Iterator[Disagreement]:
    return iter(())


@dataclass(frozen=True)
class Choice:
    """A listed value: its English word, its Spanish ones (the first is printed), other spellings.

    A value that a file may not claim has the reason in `refused` (an English msgid).
    """

    value: str
    es: tuple[str, ...]
    also: tuple[str, ...] = ()
    refused: str | None = None

    @property
    def forms(self) -> tuple[str, ...]:
        """Every way the value may be written."""
        return (self.value, *self.es, *self.also)


@dataclass(frozen=True)
class Column:
    """One column of a sheet.

    `es` are its Spanish headers, the first one printed. `dash`: `-` may stand there and says that
    there is none. `future`: its date may lie ahead. `open_choice`: a word that is not listed is
    taken as it is. `longest`: characters it may have, where it is less than its kind allows.
    `subjects`: what a reference, or each item of a list of references, may name;
    with one, the prefix may be left out.
    """

    name: str
    es: tuple[str, ...]
    kind: Kind = "text"
    required: bool = False
    choices: tuple[Choice, ...] = ()
    open_choice: bool = False
    dash: bool = False
    future: bool = False
    longest: int = LONGEST_CELL
    subjects: tuple[str, ...] = ()

    @property
    def limit(self) -> int:
        """How many characters a cell of it may have."""
        return min(self.longest, LONGEST_OF_KIND.get(self.kind, LONGEST_CELL))

    @property
    def headers(self) -> tuple[str, ...]:
        """Every way the header may be written."""
        return (self.name, *self.es)


@dataclass(frozen=True)
class Sheet:
    """One sheet of an inventory.

    `turn` orders the sheets. `key` are the columns (of the typed row) that tell its rows apart.
    `either`: groups of columns of which one must be wholly filled; with `one_group_only` no other
    may be. `in_order`: pairs of dates of which the first may not be after the second.
    `names_account`: its rows name an account by platform and handle, and carry its `handle_key`.
    """

    name: str
    es_names: tuple[str, ...]
    turn: int
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    either: tuple[tuple[str, ...], ...] = ()
    one_group_only: bool = False
    in_order: tuple[tuple[str, str], ...] = ()
    names_account: bool = False
    agree: Agreement = _agreed

    @property
    def names(self) -> tuple[str, ...]:
        """Every way the sheet, or its file without the ending, may be named."""
        return (self.name, *self.es_names)

    @property
    def by_name(self) -> Mapping[str, Column]:
        """The columns by their English name."""
        return {column.name: column for column in self.columns}


YES_NO = (
    Choice("yes", ("sí",), ("y", "s", "true", "verdadero", "1")),
    Choice("no", ("no",), ("n", "false", "falso", "0")),
)

NOT_BY_FILE = N_(
    "A file may claim “attested”, “evidenced” or “witnessed”; this level is given only by the "
    "product itself, when it has seen the proof. Write one of the three."
)
