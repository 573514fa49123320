"""What is wrong with an inventory file, and what is worth saying of one that is right."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from monitor.text import _

SHOWN_CHARACTERS = 60
_LIKE_A_DAY = re.compile(r"[0-9]{1,4}([-/. ][0-9]{1,4}){1,2}")


@dataclass(frozen=True)
class Fault:
    """Something in a file that must be put right before it can be imported.

    `row` counts as a spreadsheet does (from 1, a cell with line breaks is still one row); it is
    None where the whole file is at fault. `column` is the header as the file writes it. `value`
    is shortened and safe to print. `reason` is a finished sentence that says what to do.
    """

    file: str
    row: int | None
    column: str | None
    value: str | None
    reason: str

    def __str__(self) -> str:
        """Return the fault on one line, the place first."""
        parts = [self.file]
        if self.row is not None:
            parts.append(_("row {row}").format(row=self.row))
        if self.column is not None:
            parts.append(f"{self.column}{self._quoted()}")
        return f"{', '.join(parts)}: {self.reason}"

    def _quoted(self) -> str:
        """Return the value where it is made like a day; in another cell a password may stand."""
        plain = self.value is not None and _LIKE_A_DAY.fullmatch(self.value)
        return f" “{self.value}”" if plain else ""


@dataclass(frozen=True)
class Note:
    """Something read otherwise than it was written; nothing has to be put right.

    `line` counts from 1; None where the whole file is meant.
    """

    file: str
    text: str
    line: int | None = None

    def __str__(self) -> str:
        """Return the note on one line, the place first."""
        return f"{self.place}: {self.text}"

    @property
    def place(self) -> str:
        """Return what is meant: the file, and the line in it."""
        if self.line is None:
            return self.file
        return _("{file}, line {line}").format(file=self.file, line=self.line)


def told_once(notes: Iterable[Note]) -> list[str]:
    """Return notes as lines for people; what is true of several files is said once, of all."""
    places: dict[str, list[str]] = {}
    for note in notes:
        places.setdefault(note.text, []).append(note.place)
    return [f"{'; '.join(each)}: {text}" for text, each in places.items()]


class IntakeError(Exception):
    """Nothing can be read at that path; carries every fault found."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        """Keep the faults, and join them as the message."""
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class RefusedError(IntakeError):
    """What was asked for cannot be; nothing was written. Its message says why and what to do."""

    def __init__(self, about: str, reason: str) -> None:
        """Say it of `about`, as it was typed; `reason` is a finished sentence."""
        super().__init__([Fault(shown(about), None, None, None, reason)])


def shown(value: str) -> str:
    """Return a cell as a message may quote it: at most 60 characters, control characters escaped.

    A cell may hold terminal sequences, or text that turns the direction of writing; neither may
    reach the screen of the person who is told about it.
    """
    cut = value[: SHOWN_CHARACTERS + 1]
    safe = "".join(char if char.isprintable() else _escaped(char) for char in cut)
    return safe if len(safe) <= SHOWN_CHARACTERS else safe[: SHOWN_CHARACTERS - 1] + "…"


def _escaped(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii")
