"""Records of the tables of a JSON inventory: `{"accounts": [{"platform": …}, …], "areas": …}`."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from monitor.intake.columns import Sheet
from monitor.intake.encoding import FileRefused
from monitor.intake.faults import shown
from monitor.intake.records import Record, Tables, Tell
from monitor.text import _

WHOLE = True
LARGEST_FILE = 64 << 20
MEGABYTE = 1 << 20
ALONE = "accounts"

_BLANK = re.compile(r"[ \t\r\n]*")
_WHOLE_NUMBER = re.compile(r"(-?[0-9]+)\.0+")


class _NotJsonError(Exception):
    """What stands at a position of the text is no JSON, or not what belongs there."""

    def __init__(self, at: int, reason: str) -> None:
        super().__init__(reason)
        self.at, self.reason = at, reason


class _NotFinite(str):
    """NaN, Infinity or -Infinity, which JSON itself does not know."""

    __slots__ = ()


class _Pairs(list[tuple[str, Any]]):
    """The keys and values of one object, in their order, repeated ones included."""


def _whole(number: str) -> str:
    match = _WHOLE_NUMBER.fullmatch(number)
    return match[1] if match else number


_DECODER = json.JSONDecoder(
    object_pairs_hook=_Pairs, parse_int=str, parse_float=_whole, parse_constant=_NotFinite
)


@dataclass(frozen=True)
class JsonTable:
    """One table of a JSON file: where its list begins in the text."""

    text: str = field(repr=False)
    at: int

    def records(self, _sheet: Sheet, _tell: Tell) -> Iterator[Record]:
        """Yield one record of all keys, then one for each item, numbered from 1."""
        try:
            keys = dict.fromkeys(
                key
                for item, _end in _items(self.text, self.at)
                if isinstance(item, _Pairs)
                for key, _value in item
            )
            nothing_named = not keys and any(True for _each in _items(self.text, self.at))
            yield Record(None, list(keys), _no_object() if nothing_named else None)
            for number, (item, _end) in enumerate(_items(self.text, self.at), 1):
                yield _record(number, item, keys)
        except _NotJsonError as error:
            raise _refused(self.text, error) from None


def tables(path: Path) -> Tables:
    """Find the tables of a JSON file, which is an object of lists, or one list of accounts.

    Raises:
        FileRefused: it is larger than 64 MB, not UTF-8, or no JSON of that form.
        OSError: the file cannot be read.
    """
    size = path.stat().st_size
    if size > LARGEST_FILE:
        raise FileRefused(_too_large(size))
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise FileRefused(_("The file is not UTF-8; save it again as UTF-8."), line) from None
    try:
        return _tables(text)
    except _NotJsonError as error:
        raise _refused(text, error) from None


def _tables(text: str) -> Tables:
    start = _next(text, 0)
    if text[start : start + 1] == "[":
        end = _end_of_list(text, start)
        found = Tables({ALONE: JsonTable(text, start)}, alone=True)
    elif text[start : start + 1] == "{":
        by_name, end = _members(text, start)
        found = Tables(by_name)
    else:
        raise _NotJsonError(start, _no_tables())
    if _next(text, end) != len(text):
        raise _NotJsonError(_next(text, end), _not_json())
    return found


def _members(text: str, start: int) -> tuple[dict[str, JsonTable], int]:
    """Return the lists of an object by their keys, and where it ends."""
    found: dict[str, JsonTable] = {}
    at = _next(text, start + 1)
    while text[at : at + 1] != "}":
        key, after = _decoded(text, at)
        colon = _next(text, after)
        if not isinstance(key, str) or text[at] != '"' or text[colon : colon + 1] != ":":
            raise _NotJsonError(at, _not_json())
        if key in found:
            raise _NotJsonError(at, _twice(key))
        value = _next(text, colon + 1)
        if text[value : value + 1] != "[":
            raise _NotJsonError(value, _no_list(key))
        found[key] = JsonTable(text, value)
        at = _after_comma(text, _end_of_list(text, value), "}")
    return found, at + 1


def _end_of_list(text: str, start: int) -> int:
    end = start + 1
    for _item, after in _items(text, start):
        end = after
    return text.index("]", end) + 1


def _items(text: str, start: int) -> Iterator[tuple[Any, int]]:
    """Yield the items of the list that begins at `start`, one at a time, and where each ends."""
    at = _next(text, start + 1)
    while text[at : at + 1] != "]":
        item, end = _decoded(text, at)
        yield item, end
        at = _after_comma(text, end, "]")


def _after_comma(text: str, end: int, closing: str) -> int:
    """Return where the next item begins, or the closing bracket stands."""
    at = _next(text, end)
    if text[at : at + 1] == ",":
        at = _next(text, at + 1)
        if text[at : at + 1] != closing:
            return at
    elif text[at : at + 1] == closing:
        return at
    raise _NotJsonError(at, _not_json())


def _decoded(text: str, at: int) -> tuple[Any, int]:
    try:
        return _DECODER.raw_decode(text, at)
    except RecursionError:
        raise _NotJsonError(at, _too_deep()) from None
    except json.JSONDecodeError as error:
        raise _NotJsonError(error.pos, _not_json()) from None


def _next(text: str, at: int) -> int:
    match = _BLANK.match(text, at)
    return match.end() if match else at


def _record(number: int, item: Any, keys: dict[str, None]) -> Record:
    if not isinstance(item, _Pairs):
        return Record(number, [shown(json.dumps(item))], _no_object())
    values = dict(item)
    if len(values) != len(item):
        again = Counter(key for key, _value in item).most_common(1)[0][0]
        return Record(number, [shown(again)], _twice(again))
    cells: list[str] = []
    bad: dict[int, str] = {}
    for position, key in enumerate(keys):
        text, reason = _as_text(values.get(key))
        cells.append(text)
        if reason:
            bad[position] = reason
    return Record(number, cells, bad=bad)


def _as_text(value: Any) -> tuple[str, str | None]:
    """Return a value as the cell of a CSV file would have it, and why it cannot be one."""
    if value is None:
        return "", None
    if isinstance(value, bool):
        return ("true" if value else "false"), None
    if isinstance(value, _NotFinite):
        return str(value), _("This is no number; write null if nobody knows it.")
    if isinstance(value, _Pairs) or (
        isinstance(value, list) and not all(isinstance(each, str) for each in value)
    ):
        return shown(json.dumps(value)), _("Write a text, a number, true, false or null here.")
    text = "; ".join(value) if isinstance(value, list) else value
    if not text.isprintable() and any("\ud800" <= char <= "\udfff" for char in text):
        return shown(text), _("There is half a character in this text; write it again.")
    return text, None


def _refused(text: str, error: _NotJsonError) -> FileRefused:
    return FileRefused(error.reason, text.count("\n", 0, error.at) + 1)


def _too_large(size: int) -> str:
    return _(
        "This file has {size} MB, more than the {limit} MB that a JSON file may have; write each "
        "table as a CSV file (UTF-8) into one folder and give that folder: it may be of any size."
    ).format(size=-(-size // MEGABYTE), limit=LARGEST_FILE // MEGABYTE)


def _not_json() -> str:
    return _("This line is not valid JSON; a comma, a bracket or a quotation mark is wrong.")


def _too_deep() -> str:
    return _("There are brackets within brackets here, far too deep; a table is a list of objects.")


def _no_tables() -> str:
    return _('Write an object of tables, as in {"accounts": [{"platform": "x", …}]}.')


def _no_object() -> str:
    return _('Write an object here, as in {"platform": "x", "handle": "ieejemplo"}.')


def _no_list(key: str) -> str:
    return _("“{key}” is no list; write its rows as objects in [ ].").format(key=shown(key))


def _twice(key: str) -> str:
    return _("The key “{key}” is there twice; keep one of them.").format(key=shown(key))
