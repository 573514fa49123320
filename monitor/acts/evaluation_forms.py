"""Reading the form of an evaluation that somebody filled in: which answer to which question."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from monitor.evaluations.answers import Answer, read
from monitor.evaluations.forms import HEADERS, as_filled_in
from monitor.intake.encoding import FileRefused, decide
from monitor.intake.faults import Fault, IntakeError
from monitor.intake.records import Record
from monitor.intake.sources.csv import records
from monitor.intake.wording import fold
from monitor.text import _

_SPELLINGS = {fold(word): name for name, words in HEADERS.items() for word in words}
_NEEDED = ("number", "answer")


@dataclass(frozen=True)
class Form:
    """A form as it was filled in: the accounts that its rows name, and the answers by number."""

    accounts: frozenset[str]
    answers: Mapping[int, Answer]


def answers_in(path: Path) -> Form:
    """Return the answers in a form; a question whose answer is empty is not answered.

    Raises:
        IntakeError: the file is no such form, or every row of it that cannot be read.
        OSError: the file cannot be read.
    """
    try:
        rows = records(path, decide(path), frozenset(_SPELLINGS))
        places = _places(path.name, next(rows, None))
        return _form(path.name, places, rows)
    except FileRefused as refused:
        raise IntakeError([Fault(path.name, refused.row, None, None, refused.reason)]) from None


def _places(name: str, header: Record | None) -> Mapping[str, int]:
    cells = header.cells if header else []
    known = [_SPELLINGS.get(fold(cell)) for cell in cells]
    places = {column: place for place, column in enumerate(known) if column is not None}
    missing = [column for column in _NEEDED if column not in places]
    if missing:
        told = _("This is no form of an evaluation; get one with: {command}")
        command = "monitor evaluation form ACCOUNT -o FILE"
        raise IntakeError([Fault(name, 1, None, None, told.format(command=command))])
    return places


def _form(name: str, places: Mapping[str, int], rows: Iterator[Record]) -> Form:
    accounts, answers, faults = set[str](), dict[int, Answer](), list[Fault]()
    for row in rows:
        cells = {
            column: row.cells[place].strip()
            for column, place in places.items()
            if place < len(row.cells)
        }
        try:
            number, answer = _answer(cells, row.broken)
            _refuse_twice(number, answers)
        except ValueError as error:
            faults.append(Fault(name, row.row, None, None, str(error)))
            continue
        accounts |= {cells["account"]} if cells.get("account") else set()
        if answer is not None:
            answers[number] = answer
    if faults:
        raise IntakeError(faults)
    return Form(frozenset(accounts), answers)


def _refuse_twice(number: int, answers: Mapping[int, Answer]) -> None:
    if number in answers:
        raise ValueError(_("Question {number} is answered twice.").format(number=number))


def _answer(cells: Mapping[str, str], broken: str | None) -> tuple[int, Answer | None]:
    """Return the question of a row and the answer to it; None where that is empty.

    Raises:
        ValueError: the row is broken, or there is no number or no answer in it.
    """
    number = cells.get("number", "")
    if broken:
        raise ValueError(broken)
    if not number.isdecimal():
        raise ValueError(_("There is no number of a question in this row; do not change them."))
    remark = as_filled_in(cells.get("remark", "")) or None
    if cells.get("answer"):
        return int(number), Answer(read(cells["answer"]), remark)
    if remark:
        raise ValueError(_("There is a remark and no answer; write yes, no or n/a."))
    return int(number), None
