"""HTML made by filling in templates: every value is escaped, so that none has to be remembered."""

from collections.abc import Iterable
from html import escape
from string import Template

from monitor.text import printable


class Html(str):
    """Text that is HTML already; every other text is escaped where it is put into a page."""

    __slots__ = ()


Part = str | Iterable[Html] | None
"""What can be put into a page: text, HTML, several pieces of HTML, or nothing."""


def html(template: str, **parts: Part) -> Html:
    """Return a piece of HTML with `${name}` filled in; what is not HTML is escaped."""
    return Html(Template(template).substitute({name: _put(part) for name, part in parts.items()}))


def joined(pieces: Iterable[Html]) -> Html:
    """Return pieces of HTML one below the other; what is not HTML is escaped here, too."""
    return Html("\n".join(map(_put, pieces)))


def _put(part: Part) -> str:
    if part is None:
        return ""
    if isinstance(part, Html):
        return part
    return escape(printable(part)) if isinstance(part, str) else joined(part)
