"""The text a pack was written from, cut into its numerals, to hold the quotes against it."""

import hashlib
import unicodedata
from collections.abc import Iterator, Mapping

from monitor.policy.library import LoadedPack
from monitor.policy.problems import Problem
from monitor.policy.schema import ClauseText
from monitor.text import _


def normal(text: str) -> str:
    """Return a text as quotes are compared: NFKC, and white space single."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def cut(text: str, numbering: Mapping[str, str]) -> dict[str, str]:
    """Cut a text into numerals: each runs from its opening words to those of the next.

    `numbering` gives the opening words of each numeral, in the order of the text.

    Raises:
        KeyError: the opening words of a numeral are not there, after those before it.
    """
    whole = normal(text)
    starts: list[tuple[str, int]] = []
    position = 0
    for numeral, opening in numbering.items():
        position = whole.find(normal(opening), position)
        if position < 0:
            raise KeyError(numeral)
        starts.append((numeral, position))
    ends = [*(start for _numeral, start in starts), len(whole)][1:]
    return {numeral: whole[start:end] for (numeral, start), end in zip(starts, ends, strict=True)}


def check_quotes(loaded: LoadedPack, source: bytes) -> Iterator[Problem]:
    """Yield every quote that is not, word for word, inside the numeral it is cited for."""
    pack, file = loaded.pack, loaded.document.name
    digest = hashlib.sha256(source).hexdigest()
    if digest != pack.source.sha256:
        reason = _(
            "this is not the text that the pack names; if it is the right one, write {digest}"
        ).format(digest=digest)
        line = loaded.document.line(("source", "sha256"))
        yield Problem(file, line, "source.sha256", reason)
        return
    try:
        numerals = cut(source.decode("utf-8"), pack.numbering)
    except KeyError as error:
        numeral = str(error.args[0])
        reason = _(
            "the text has no such words after the numeral before it; copy those it begins with"
        )
        line = loaded.document.line(("numbering", numeral))
        yield Problem(file, line, f"numbering.{numeral}", reason)
        return
    for path, clause in clauses(loaded):
        for ref, quote in _quotes(clause):
            if normal(quote) not in numerals.get(ref, ""):
                reason = _misquoted(quote, ref, numerals)
                yield Problem(file, loaded.document.line(path), ".".join(map(str, path)), reason)


def _misquoted(quote: str, ref: str, numerals: Mapping[str, str]) -> str:
    """Say that a numeral lacks a quote, and which ones have it."""
    having = ", ".join(name for name, text in numerals.items() if normal(quote) in text)
    reason = (
        _("“{quote}” is not in numeral {ref}, but in {having}; give that one")
        if having
        else _("“{quote}” is not in numeral {ref} nor in any other; quote it word for word")
    )
    return reason.format(quote=quote, ref=ref, having=having)


def clauses(loaded: LoadedPack) -> Iterator[tuple[tuple[str | int, ...], ClauseText]]:
    """Yield every clause of a pack with its place in the file."""
    for name, control in loaded.pack.controls.items():
        for place, clause in enumerate(control.clauses):
            yield ("controls", name, "clauses", place), clause
    for name, entry in loaded.pack.out_of_scope.items():
        for place, clause in enumerate(entry.clauses):
            yield ("out_of_scope", name, "clauses", place), clause


def _quotes(clause: ClauseText) -> Iterator[tuple[str, str]]:
    yield clause.ref, clause.quote
    for also in clause.also:
        if also.quote:
            yield also.ref, also.quote
