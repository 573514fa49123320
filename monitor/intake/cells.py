"""One cell of a file to one typed value, or a sentence that says why it is none."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import Final

from monitor.intake.addresses import AddressError, address_key, normalise
from monitor.intake.columns import YES_NO, Choice, Column
from monitor.intake.references import BadReferenceError, Reference, area_key, parse_reference
from monitor.intake.wording import fold, nearest
from monitor.policy.platforms import Platforms, host_of
from monitor.text import _, day

__all__ = ["NONE", "BadCellError", "Parse", "Reference", "address_key", "area_key", "parser"]


class _Recorded(Enum):
    """What a dash says: there is none, and that is on record."""

    NONE = "-"

    def __repr__(self) -> str:
        return "NONE"


NONE: Final = _Recorded.NONE
"""The value of a cell that holds `-`."""

LONGEST_REMEMBERED = 254
"""Characters of a cell worth remembering: the longest address."""

EARLIEST_YEAR = 1900

Parse = Callable[[str], object]

_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_SERIAL = re.compile(r"[1-9][0-9]{4}")  # 18 May 1927 to 13 October 2173
_SHA_256 = re.compile(r"[0-9A-Fa-f]{64}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_DASHES = frozenset("-\u2013\u2014")  # spreadsheets turn a hyphen into a longer dash


class BadCellError(ValueError):
    """The cell is no value of its column; the message is a finished sentence."""


@dataclass(frozen=True)
class _Context:
    column: Column
    today: date
    platforms: Platforms


def parser(column: Column, today: date, platforms: Platforms) -> Parse:
    """Return what reads the cells of `column`, trimmed and not empty.

    Shapes as `monitor.intake.rows.Row` promises them. It raises BadCellError.
    """
    context = _Context(column, today, platforms)
    read = _READERS[column.kind]

    limit = column.limit

    def checked(text: str) -> object:
        if len(text) > limit:
            raise BadCellError(
                _(
                    "This cell may hold at most {limit} characters and has {length}; shorten it."
                ).format(limit=limit, length=len(text))
            )
        if not text.isprintable() and _CONTROL.search(text):
            raise BadCellError(_("There is an invisible control character in the cell; delete it."))
        if text in _DASHES:
            return _dash(column)
        try:
            return read(text, context)
        except (AddressError, BadReferenceError) as error:
            raise BadCellError(str(error)) from None

    # Free text seldom repeats; days, areas, addresses and listed values do, thousands of times.
    if column.kind in {"text", "handle", "url"}:
        return checked
    remembered = lru_cache(8192)(checked)
    return lambda text: remembered(text) if len(text) <= LONGEST_REMEMBERED else checked(text)


def _dash(column: Column) -> object:
    if column.dash:
        return NONE
    if any(choice.value == "none" for choice in column.choices):
        return "none"
    raise BadCellError(
        _(
            "“-” says that there is none, which cannot be here; if nobody knows, leave "
            "the cell empty."
        )
    )


def _text(text: str, _context: _Context) -> object:
    return text


def _area(text: str, _context: _Context) -> object:
    return " ".join(text.split())


def _date(text: str, context: _Context) -> object:
    found = _day(text)
    if found.year < EARLIEST_YEAR:
        raise BadCellError(_("The year is before {year}; check it.").format(year=EARLIEST_YEAR))
    if found > context.today and not context.column.future:
        raise BadCellError(
            _("This day has not come yet (today is {today}); check the date.").format(
                today=day(context.today)
            )
        )
    return found


def _day(text: str) -> date:
    iso, day_first = _ISO.fullmatch(text), _DAY_FIRST.fullmatch(text)
    try:
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if day_first:
            return date(int(day_first[3]), int(day_first[2]), int(day_first[1]))
    except ValueError:
        raise BadCellError(
            _(
                "There is no such day; dates are written year-month-day (2026-01-31) or "
                "day/month/year (31/01/2026)."
            )
        ) from None
    if _SERIAL.fullmatch(text):
        raise BadCellError(
            _(
                "This is not a date but the number by which a spreadsheet keeps one; format the "
                "cell as a date, or write it as 2026-01-31 or 31/01/2026."
            )
        )
    raise BadCellError(_("This is not a date; write it as 2026-01-31 or 31/01/2026."))


def _boolean(text: str, _context: _Context) -> object:
    choice = spelling(text, YES_NO)
    if choice is None:
        raise BadCellError(_("Write yes or no."))
    return choice.value == "yes"


def _choice(text: str, context: _Context) -> object:
    choices = context.column.choices
    choice = spelling(text, choices)
    if choice is not None and choice.refused:
        raise BadCellError(_(choice.refused))
    if choice is not None:
        return choice.value
    if context.column.open_choice:
        return text
    raise BadCellError(_not_listed(text, choices))


def spelling(text: str, choices: tuple[Choice, ...]) -> Choice | None:
    """Return the listed value that `text` spells in either language, or None."""
    return _spellings(choices).get(fold(text))


@lru_cache(maxsize=256)
def _spellings(choices: tuple[Choice, ...]) -> dict[str, Choice]:
    return {fold(form): choice for choice in choices for form in choice.forms}


def _not_listed(text: str, choices: tuple[Choice, ...]) -> str:
    offered = [choice for choice in choices if not choice.refused]
    near = nearest(text, [form for choice in offered for form in choice.forms])
    listed = _("Write one of: {values}.").format(
        values=", ".join(f"{choice.value} [{choice.es[0]}]" for choice in offered)
    )
    meant = _("Did you mean “{near}”?").format(near=near)
    return f"{meant} {listed}" if near else listed


def _email(text: str, context: _Context) -> object:
    prefix, colon, rest = text.partition(":")
    if colon and context.column.subjects:
        return parse_reference(f"{prefix}:{rest}", context.column.subjects, context.platforms).shown
    return normalise(text)


def _platform(text: str, context: _Context) -> object:
    known = context.platforms.find(text)
    if known:
        return known
    if "/" in text or ":" in text:
        raise BadCellError(_("Write the name of the network, as in x or facebook."))
    return area_key(text)


def _handle(text: str, _context: _Context) -> object:
    handle = text.removeprefix("@").strip()
    if not handle:
        raise BadCellError(_("There is no handle after the @; write it."))
    return handle


def _url(text: str, _context: _Context) -> object:
    if host_of(text) is None or len(text.split()) > 1:
        raise BadCellError(
            _("This is not the address of a web page; write it as https://x.com/name.")
        )
    return text


def _digest(text: str, _context: _Context) -> object:
    if not _SHA_256.fullmatch(text):
        raise BadCellError(_("A SHA-256 is 64 characters from 0-9 and a-f; copy it whole."))
    return text.lower()


def _reference(text: str, context: _Context) -> object:
    return parse_reference(text, context.column.subjects, context.platforms)


def _list(text: str, context: _Context) -> object:
    items = [item.strip() for item in text.split(";")]
    if not context.column.subjects:
        return tuple(dict.fromkeys(item for item in items if item))
    read = (
        parse_reference(item, context.column.subjects, context.platforms) for item in items if item
    )
    return tuple(dict.fromkeys(reference.key for reference in read))


_READERS: dict[str, Callable[[str, _Context], object]] = {
    "text": _text,
    "area": _area,
    "date": _date,
    "boolean": _boolean,
    "choice": _choice,
    "email": _email,
    "platform": _platform,
    "handle": _handle,
    "url": _url,
    "digest": _digest,
    "reference": _reference,
    "list": _list,
}
