"""What is to be written as an inventory: typed cells, and how files in either language say them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from monitor.intake.cells import NONE, spelling
from monitor.intake.columns import YES_NO, Column, Sheet
from monitor.intake.references import FORMS


@dataclass(frozen=True)
class Contents:
    """The rows of one sheet: a cell for each of its columns, in their order.

    Cells are text, datetime.date, bool, a tuple of texts (lists), NONE (`-`) or None (empty);
    listed values are English, references as `kind:name`.
    """

    sheet: Sheet
    rows: Iterable[Sequence[object]]


def texts(column: Column, lang: str) -> Callable[[object], str]:
    """Return what turns a cell of `column` into the text that a file in `lang` has."""
    choices = YES_NO if column.kind == "boolean" else column.choices
    spanish = lang == "es"

    def text(cell: object) -> str:
        if cell is None:
            return ""
        written = _english(cell)
        if spanish and column.kind == "reference":
            return _spanish_reference(written)
        choice = spelling(written, choices) if spanish and choices else None
        return choice.es[0] if choice else written

    return text


def _english(cell: object) -> str:
    if cell is NONE:
        return "-"
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, tuple):
        return "; ".join(cell)
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _spanish_reference(reference: str) -> str:
    kind, _colon, name = reference.partition(":")
    return f"{FORMS[kind][1]}:{name}"
