"""The sheets of an inventory, one file each; adding a file here adds a sheet."""

from importlib import import_module
from pkgutil import iter_modules

from monitor import text
from monitor.intake.columns import Column, Sheet
from monitor.intake.wording import fold


def _found() -> tuple[Sheet, ...]:
    modules = (import_module(f"{__name__}.{each.name}") for each in iter_modules(__path__))
    return tuple(sorted((module.SHEET for module in modules), key=lambda sheet: sheet.turn))


ALL: tuple[Sheet, ...] = _found()
"""Every sheet, in the order they are written and read."""

BY_NAME = {sheet.name: sheet for sheet in ALL}

_BY_FORM = {fold(form): sheet.name for sheet in ALL for form in sheet.names}


def named(form: str) -> str | None:
    """Return the English name of the sheet written as `form` in either language, or None."""
    return _BY_FORM.get(fold(form))


def sheet_title(sheet: str, lang: str | None = None) -> str:
    """Return a sheet's name as a reader of `lang` (else the language in use) knows it.

    Raises:
        KeyError: there is no such sheet.
    """
    whole = BY_NAME[sheet]
    return whole.es_names[0] if (lang or text.language()) == "es" else whole.name


def display(sheet: str, column: str, lang: str | None = None) -> str:
    """Return a column's header as a reader of `lang` (else the language in use) knows it.

    Raises:
        KeyError: there is no such sheet or column.
    """
    return header(BY_NAME[sheet].by_name[column], lang)


def header(column: Column, lang: str | None = None) -> str:
    """Return the header of `column` in `lang` (else the language in use)."""
    return column.es[0] if (lang or text.language()) == "es" else column.name
