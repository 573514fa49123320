"""Text that people read: English in the code, other languages from the gettext catalogues."""

import errno
import gettext
import os
from datetime import UTC, date, datetime

from monitor import settings

DOMAIN = "monitor"
# os.path: pathlib alone would add a tenth to the time that `--help` takes.
LOCALE_FOLDER = os.path.join(os.path.dirname(__file__), "locale")  # noqa: PTH118, PTH120


class _Catalogue:
    """The catalogue in use; one process speaks one language at a time."""

    language = "en"
    translations: gettext.NullTranslations = gettext.NullTranslations()


def use(language: str) -> None:
    """Speak `language` ("es" or "en") from here on, click's own messages included."""
    _Catalogue.language = language
    _Catalogue.translations = gettext.translation(
        DOMAIN, LOCALE_FOLDER, languages=[language], fallback=language == "en"
    )
    settings.show_library_messages_in(language)
    gettext.bindtextdomain(DOMAIN, LOCALE_FOLDER)
    gettext.textdomain(DOMAIN)


def language() -> str:
    """Return the language in use, "es" or "en"."""
    return _Catalogue.language


def _(message: str) -> str:
    """Return `message` in the language in use; placeholders are named and filled by the caller."""
    return _Catalogue.translations.gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """Return the form of the message for `count` in the language in use."""
    return _Catalogue.translations.ngettext(singular, plural, count)


def N_(message: str) -> str:  # noqa: N802 - the mark that gettext's tools look for
    """Mark `message` for the catalogues where it is written down before it can be translated."""
    return message


def printable(words: str) -> str:
    """Return a text from a file as a screen may show it: one line, and no control characters.

    A name may hold terminal sequences, line breaks, or text that turns the direction of writing.
    """
    return "".join(char if char.isprintable() else " " for char in words)


def choose(texts: dict[str, str]) -> str:
    """Return the text for the language in use of a `{en: …, es: …}` value of a data file."""
    return texts.get(_Catalogue.language) or texts["en"]


def day(value: date) -> str:
    """Return a day as people of the language in use write it."""
    iso = value.isoformat()
    return "/".join(reversed(iso.split("-"))) if language() == "es" else iso


def moment(value: datetime) -> str:
    """Write a moment for people: the day, hours and minutes, in UTC."""
    return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")


def refusal(error: OSError) -> str:
    """Return why the system refused, in the language in use where it is one of the common cases."""
    reasons = {
        errno.ENOENT: _("it does not exist"),
        errno.EACCES: _("permission is lacking"),
        errno.ENOSPC: _("the disk is full"),
        errno.EISDIR: _("it is a folder"),
    }
    return reasons.get(error.errno or 0) or error.strerror or type(error).__name__
