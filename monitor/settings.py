"""The environment: the only module that reads or writes it."""

import locale
import os
from dataclasses import dataclass

LANGUAGES = ("es", "en")


@dataclass(frozen=True)
class Settings:
    """What the environment says of one run; a command-line option wins over each of these."""

    language: str


def read() -> Settings:
    """Read the settings from the environment: `MONITOR_LANG`, else the locale, else Spanish."""
    return Settings(language=_language())


def show_library_messages_in(language: str) -> None:
    """Make libraries that use the standard `gettext` (click) speak `language` too."""
    os.environ["LANGUAGE"] = language


def _language() -> str:
    # not `locale.getlocale`: it takes C.UTF-8, which is nobody's language, for en_US
    wanted = os.environ.get("MONITOR_LANG") or locale.setlocale(locale.LC_CTYPE)
    for name in (wanted, os.environ.get("LC_ALL", ""), os.environ.get("LANG", "")):
        if name[:2].lower() in LANGUAGES:
            return name[:2].lower()
    return "es"
