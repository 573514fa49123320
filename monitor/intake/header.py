"""The header row of a sheet: which column each cell names, in either language."""

from dataclasses import dataclass

from monitor.intake import sheets
from monitor.intake.columns import Column, Sheet
from monitor.intake.faults import Fault, shown
from monitor.intake.wording import fold, nearest
from monitor.text import _


@dataclass(frozen=True)
class Header:
    """The columns a file has: (position from 0, the header as written, the column it names).

    `complete`: every required column is there. `named` are the positions with any header, known
    or not.
    """

    columns: tuple[tuple[int, str, Column], ...]
    named: frozenset[int]
    complete: bool

    def blank(self, position: int) -> bool:
        """Tell whether nothing is written above that position."""
        return position not in self.named


def spellings(sheet: Sheet) -> dict[str, Column]:
    """Return the columns of `sheet` by every folded header."""
    return {fold(form): column for column in sheet.columns for form in column.headers}


def names_columns(sheet: Sheet, cells: list[str]) -> bool:
    """Tell whether a row below the first one is a row of headers, too, and no inventory."""
    filled = [cell for cell in cells if cell.strip()]
    known = spellings(sheet)
    return len(filled) > 1 and all(fold(cell.rstrip(" *")) in known for cell in filled)


def read_header(
    sheet: Sheet, cells: list[str], file: str, row: int | None
) -> tuple[Header, list[Fault]]:
    """Tell which columns the cells of a header row name, and what is wrong with it.

    A row that names no column at all is reported once, as a missing header.
    """
    known = spellings(sheet)
    columns: list[tuple[int, str, Column]] = []
    faults: list[Fault] = []
    seen: set[str] = set()
    for position, cell in enumerate(cells):
        written = cell.strip()
        if not written:
            continue
        column = known.get(fold(written.rstrip(" *")))
        if column is None:
            faults.append(
                Fault(file, row, shown(written), shown(written), _unknown(sheet, written))
            )
        elif column.name in seen:
            reason = _("This column is there twice; keep one of them.")
            faults.append(Fault(file, row, shown(written), shown(written), reason))
        else:
            seen.add(column.name)
            columns.append((position, written, column))
    named = frozenset(position for position, cell in enumerate(cells) if cell.strip())
    if not columns:
        return Header((), named, complete=False), [_no_header(sheet, cells, file, row)]
    missing = _missing(sheet, seen)
    faults += [Fault(file, row, name, None, reason) for name, reason in missing]
    return Header(tuple(columns), named, complete=not missing), faults


def _unknown(sheet: Sheet, written: str) -> str:
    near = nearest(written, (form for column in sheet.columns for form in column.headers))
    if near:
        return _("There is no such column; did you mean “{near}”?").format(near=near)
    return _("There is no such column; remove it. The columns are: {columns}.").format(
        columns=", ".join(sheets.header(column) for column in sheet.columns)
    )


def _missing(sheet: Sheet, seen: set[str]) -> list[tuple[str, str]]:
    """Return (column, reason) for each required column, or group of columns, that is not there."""
    reason = _("This column is required; add it.")
    missing = [
        (sheets.header(each), reason)
        for each in sheet.columns
        if each.required and each.name not in seen
    ]
    if sheet.either and not any(seen.issuperset(group) for group in sheet.either):
        begun = max(sheet.either, key=lambda group: len(seen.intersection(group)))
        lacking = next(name for name in begun if name not in seen)
        missing.append(
            (
                sheets.header(sheet.by_name[lacking]),
                _("This column is required; add {groups}.").format(groups=groups(sheet)),
            )
        )
    return missing


def groups(sheet: Sheet) -> str:
    """Return the groups of columns of which one must be filled, as a phrase."""
    named = ([sheets.header(sheet.by_name[name]) for name in group] for group in sheet.either)
    return _(" or ").join(_(" and ").join(group) for group in named)


def _no_header(sheet: Sheet, cells: list[str], file: str, row: int | None) -> Fault:
    required = [sheets.header(column) for column in sheet.columns if column.required]
    if sheet.either:
        required.append(groups(sheet))
    reason = _(
        "The first row must name the columns, and this one names none that is known for “{sheet}”. "
        "It needs {required}."
    ).format(sheet=sheets.sheet_title(sheet.name), required=", ".join(required))
    return Fault(file, row, None, shown(", ".join(cells)), reason)
