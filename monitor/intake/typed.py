"""What a person types in place of a cell: read by the same rules as the column of that name."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from monitor.intake import sheets
from monitor.intake.account_names import name_account
from monitor.intake.cells import BadCellError, parser
from monitor.intake.columns import Column, Disagreement, Sheet
from monitor.intake.faults import Fault, IntakeError, shown
from monitor.policy.platforms import Platforms
from monitor.text import _, day


def read(
    sheet: str, typed: Mapping[str, str], today: date, platforms: Platforms
) -> dict[str, object]:
    """Return the typed values by column; as in `monitor.intake.rows.Row`, `-` is `NONE`.

    Raises:
        IntakeError: what is wrong with each value.
        KeyError: the sheet has no such column.
    """
    columns = sheets.BY_NAME[sheet].by_name
    values: dict[str, object] = {}
    faults = []
    for name, text in typed.items():
        try:
            values[name] = _read(columns[name], text.strip(), today, platforms)
        except BadCellError as error:
            faults.append(_fault(columns[name], str(error), text))
    if faults:
        raise IntakeError(faults)
    return values


def name(values: dict[str, object], platforms: Platforms) -> None:
    """Complete the values that name an account: platform, handle and `handle_key`.

    Raises:
        IntakeError: they name none, or two different ones.
    """
    refuse("accounts", name_account(values, platforms))


def unwritable(text: str) -> bool:
    """Return whether a text has what no database keeps: control characters, broken letters."""
    return any(unicodedata.category(char) in {"Cc", "Cs"} for char in text)


def check(sheet: str, values: dict[str, object]) -> None:
    """Hold the values of one subject against each other, as those of one row are.

    Raises:
        IntakeError: two of them contradict each other.
    """
    whole = sheets.BY_NAME[sheet]
    refuse(sheet, [*_in_order(whole, values), *whole.agree(values)])


def refuse(sheet: str, told: Iterable[Disagreement]) -> None:
    """Raise what is told of columns of a sheet, if anything is.

    Raises:
        IntakeError: every disagreement.
    """
    columns = sheets.BY_NAME[sheet].by_name
    faults = [_fault(columns[name], reason) for name, reason in told]
    if faults:
        raise IntakeError(faults)


def _read(column: Column, text: str, today: date, platforms: Platforms) -> object:
    if not text:
        raise BadCellError(_("Nothing was written here; leave it out to keep what is on record."))
    if unwritable(text):
        raise BadCellError(_("There is an invisible control character in it; delete it."))
    return parser(column, today, platforms)(text)


def _in_order(sheet: Sheet, values: Mapping[str, object]) -> Iterator[Disagreement]:
    for first, last in sheet.in_order:
        begun, ended = values.get(first), values.get(last)
        if isinstance(begun, date) and isinstance(ended, date) and ended < begun:
            reason = _("This day is before “{column}” ({day}); correct one of them.")
            column = sheets.display(sheet.name, first)
            yield last, reason.format(column=column, day=day(begun))


def _fault(column: Column, reason: str, text: str | None = None) -> Fault:
    about = sheets.header(column)
    return Fault(f"{about} “{shown(text)}”" if text else about, None, None, text, reason)
