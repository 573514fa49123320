"""The environment: the only module that reads or writes it."""

import locale
import os
from dataclasses import dataclass

LANGUAGES = ("es", "en")


@dataclass(frozen=True)
class Settings:
    """What the environment says of one run; a command-line option wins over each of these."""

    language: str
    database: str | None = None
    institution: str | None = None
    anchors: str | None = None


def read() -> Settings:
    """Read the settings from the environment.

    The language is `MONITOR_LANG`, else the locale's, else Spanish; `database`, `institution` and
    `anchors` are `MONITOR_DATABASE`, `MONITOR_INSTITUTION` and `MONITOR_ANCHORS` (a folder outside
    this machine's reach, for checkpoints of the log), None where they are not set.
    """
    return Settings(
        language=_language(),
        database=os.environ.get("MONITOR_DATABASE") or None,
        institution=os.environ.get("MONITOR_INSTITUTION") or None,
        anchors=os.environ.get("MONITOR_ANCHORS") or None,
    )


def data_folder() -> str:
    """Return the folder of this user in which monitor keeps what it is given."""
    own = os.environ.get("XDG_DATA_HOME", "")
    if not os.path.isabs(own):  # the specification: others are to be ignored  # noqa: PTH117
        own = os.path.expanduser("~/.local/share")  # noqa: PTH111 - as in text.py, no pathlib here
    return os.path.join(own, "monitor")  # noqa: PTH118


def user() -> str:
    """Return who runs this process and where, `user@host`, as the system knows it."""
    import pwd  # noqa: PLC0415 - only changes need it, and help must be quick
    import socket  # noqa: PLC0415

    number = os.getuid()
    try:
        name = pwd.getpwuid(number).pw_name  # not $USER, which anybody can set
    except KeyError:
        name = str(number)
    return f"{name}@{socket.gethostname()}"


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
