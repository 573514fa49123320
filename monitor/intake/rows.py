"""One record of a sheet to one typed row, or to every fault in it."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from monitor.intake import sheets
from monitor.intake.account_names import name_account
from monitor.intake.addresses import address_key
from monitor.intake.cells import BadCellError, parser
from monitor.intake.columns import Disagreement, Sheet
from monitor.intake.faults import Fault, Note, shown
from monitor.intake.header import Header, groups
from monitor.intake.references import area_key
from monitor.intake.wording import nearest
from monitor.policy.platforms import Platforms
from monitor.text import _, day, ngettext

_PLATFORMS_NAMED = 10
_NO_CELLS: Mapping[int, str] = {}


@dataclass(frozen=True)
class Row:
    """One row: its number as a spreadsheet counts, and its values by English column name.

    An empty cell leaves its column out; `-` is `monitor.intake.cells.NONE`. By kind: date
    datetime.date, boolean bool, choice its English value, list tuple[str, ...] (of accounts:
    `platform/handle_key`), email the normalised address, handle without @, reference Reference,
    anything else the trimmed text. Rows that name an account also carry `handle_key`.
    """

    line: int
    values: dict[str, object]


@dataclass
class _Remarks:
    """What the notes of one file are made of."""

    tidied: int = 0
    first_tidied: int = 0
    unknown_platforms: Counter[str] = field(default_factory=Counter)

    def tidy(self, line: int) -> None:
        """Count an address that was not written as it is kept."""
        self.tidied += 1
        self.first_tidied = self.first_tidied or line


class RowReader:
    """Reads the records of one sheet of one file."""

    def __init__(
        self, file: str, sheet: Sheet, header: Header, today: date, platforms: Platforms
    ) -> None:
        """Prepare one parser for each column of the header."""
        self._file, self._sheet, self._header, self._platforms = file, sheet, header, platforms
        self._plan = [
            (position, column.name, parser(column, today, platforms), column.kind == "email")
            for position, _written, column in header.columns
        ]
        self._headers = {column.name: written for _at, written, column in header.columns}
        self._required = [each.name for each in sheet.columns if each.required]
        self._remarks = _Remarks()
        self.at_fault: dict[str, int] = {}
        """The rows at fault that list a subject, by its key: others may name it all the same."""

    def read(
        self, line: int, cells: list[str], bad_cells: Mapping[int, str] = _NO_CELLS
    ) -> tuple[Row | None, list[Fault]]:
        """Type one record; the row is None where it is empty or at fault.

        `bad_cells` are those that could not even be read as text: why, by position.
        """
        values: dict[str, object] = {}
        faults = self._unnamed(line, cells) if len(cells) > len(self._plan) else []
        bad: set[str] = set()
        width = len(cells)
        for position, name, parse, is_email in self._plan:
            text = cells[position].strip() if position < width else ""
            if bad_cells and position in bad_cells:
                bad.add(name)
                faults.append(self._fault(line, name, text, bad_cells[position]))
                continue
            if not text:
                continue
            try:
                values[name] = value = parse(text)
            except BadCellError as fault:
                bad.add(name)
                faults.append(self._fault(line, name, text, str(fault)))
            else:
                if is_email and value != cells[position] and isinstance(value, str):
                    self._remarks.tidy(line)
        if not values and not faults:
            return None, []
        faults += self._disagreements(line, values, bad)
        own = own_key(self._sheet.name, values) if faults else None
        if own is not None:
            self.at_fault.setdefault(own, line)
        return (None if faults else Row(line, values)), faults

    def notes(self) -> list[Note]:
        """Return what is worth saying of the rows read so far."""
        found = []
        if self._remarks.tidied:
            found.append(
                ngettext(
                    "{count} address was tidied (spaces around it, capitals or a final dot in its "
                    "domain), in row {row}.",
                    "{count} addresses were tidied (spaces around them, capitals or a final dot in "
                    "their domain), the first in row {row}.",
                    self._remarks.tidied,
                ).format(count=self._remarks.tidied, row=self._remarks.first_tidied)
            )
        unknown = self._remarks.unknown_platforms.most_common()
        found += [self._of_unknown(*each) for each in unknown[:_PLATFORMS_NAMED]]
        if len(unknown) > _PLATFORMS_NAMED:
            found.append(
                _("{count} more names are not networks that are known here.").format(
                    count=len(unknown) - _PLATFORMS_NAMED
                )
            )
        return [Note(self._file, text) for text in found]

    def _fault(self, line: int, name: str, value: str | None, reason: str) -> Fault:
        column = self._headers.get(name) or sheets.header(self._sheet.by_name[name])
        return Fault(
            self._file, line, shown(column), None if value is None else shown(value), reason
        )

    def _unnamed(self, line: int, cells: list[str]) -> list[Fault]:
        """Blame cells that stand under no header; empty ones are what spreadsheets leave behind."""
        reason = _(
            "There is a cell without a column name above it; a separator too many, or a text with "
            "separators that is not between quotation marks."
        )
        return [
            Fault(self._file, line, None, shown(cell), reason)
            for position, cell in enumerate(cells)
            if self._header.blank(position) and cell.strip()
        ][:1]

    def _disagreements(self, line: int, values: dict[str, object], bad: set[str]) -> list[Fault]:
        """Judge the cells of one row together; what is already blamed is not blamed again."""
        told = [
            *self._lacking(values, bad),
            *self._naming(values, bad),
            *self._in_order(values),
            *self._sheet.agree(values),
        ]
        return [
            self._fault(line, name, _written(values.get(name)), reason) for name, reason in told
        ]

    def _lacking(self, values: dict[str, object], bad: set[str]) -> Iterator[Disagreement]:
        there = bad.union(values)
        for name in self._required:
            if name not in there and name in self._headers:
                yield name, _("This cell is required; fill it.")
        either = self._sheet.either
        filled = [group for group in either if there.issuperset(group)]
        if either and not filled and self._header.complete:
            begun = max(either, key=lambda group: len(there.intersection(group)))
            lacking = next(name for name in begun if name not in there)
            yield lacking, _("Fill {groups}.").format(groups=groups(self._sheet))
        if len(filled) > 1 and self._sheet.one_group_only:
            yield filled[1][-1], _("Fill only one of {groups}.").format(groups=groups(self._sheet))

    def _naming(self, values: dict[str, object], bad: set[str]) -> Iterator[Disagreement]:
        if not self._sheet.names_account or not bad.isdisjoint({"platform", "handle", "url"}):
            return
        if values.keys() >= {"platform", "handle"} or "url" in values:
            yield from name_account(values, self._platforms)
            platform = values.get("platform")
            if isinstance(platform, str) and platform not in self._platforms.known:
                self._remarks.unknown_platforms[platform] += 1

    def _in_order(self, values: dict[str, object]) -> Iterator[Disagreement]:
        for first, last in self._sheet.in_order:
            begun, ended = values.get(first), values.get(last)
            if isinstance(begun, date) and isinstance(ended, date) and ended < begun:
                yield (
                    last,
                    _("This day is before “{column}” ({day}); correct one of them.").format(
                        column=self._headers[first], day=day(begun)
                    ),
                )

    def _of_unknown(self, platform: str, count: int) -> str:
        near = nearest(platform, self._platforms.known)
        text = ngettext(
            "“{platform}” ({count} row) is not a network that is known here; its handle is taken "
            "as it is.",
            "“{platform}” ({count} rows) is not a network that is known here; its handles are "
            "taken as they are.",
            count,
        ).format(platform=shown(platform), count=count)
        meant = _("Did you mean “{near}”?").format(near=near)
        return f"{text} {meant}" if near else text


def own_key(sheet: str, values: Mapping[str, object]) -> str | None:
    """Return the key of the subject that a row lists, None where the row names none.

    As in `monitor.intake.references.Reference.key`.
    """
    if sheet == "accounts":
        platform, handle = values.get("platform"), values.get("handle_key")
        return f"{platform}/{handle}" if platform and handle else None
    name, key_of = _OWN_NAMES.get(sheet, ("", address_key))
    value = values.get(name)
    return key_of(value) if isinstance(value, str) else None


_OWN_NAMES: Mapping[str, tuple[str, Callable[[str], str]]] = {
    "areas": ("code", area_key),
    "people": ("email", address_key),
    "mailboxes": ("address", address_key),
}


def _written(value: object) -> str | None:
    """Return a typed value as a message may quote it; None: the cell is empty."""
    if value is None:
        return None
    return value.isoformat() if isinstance(value, date) else str(value)
