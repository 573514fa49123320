"""Facts about documents on file and attestations (rulings 2, 40, 41)."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from monitor.history import ALWAYS
from tests.oracle.asks import PASSWORD_PAPER, PLATFORM_PAPER
from tests.oracle.moment import ADMINISTRATORS, Moment
from tests.oracle.records import AccountVersion, Attestation, Document, in_force


def on_file(now: Moment, kind: str, subject: tuple[str, int]) -> str | None:
    """Return how the papers of one kind about a subject stand: in force, expired, none there."""
    if kind in _OF_ADMINISTRATORS:
        return _OF_ADMINISTRATORS[kind](now, now.begun[subject[1]])
    institution = ("institution", now.world.institution_id)
    if kind == PASSWORD_PAPER:  # one paper for all of them
        return _latest(now.day, _signed(now, kind, {institution}))
    if kind == PLATFORM_PAPER:  # "for the account or the institution" (ruling 44)
        return _latest(now.day, _signed(now, kind, {subject, institution}))
    return _latest(now.day, _signed(now, kind, {subject}))


def _designation(now: Moment, account: AccountVersion) -> str | None:
    """Return how the form of the newest designation stands (ruling 40)."""
    rows = now.designations(account.account_id, account.area_id, ADMINISTRATORS)
    open_rows = [row for row in in_force(rows, now.day) if row.person_id is not None]
    if not open_rows:
        return None
    began = max(row.valid_from for row in open_rows)
    numbers = {row.number for row in open_rows if row.valid_from == began and row.number}
    return _latest(
        now.day,
        [
            paper
            for paper in _about(now, "designation", account)
            if ALWAYS < began <= paper.signed_on or paper.number in numbers
        ],
    )


def _responsiva(now: Moment, account: AccountVersion) -> str | None:
    """Return how the letters of the current administrators stand, the worst one first."""
    letters = _about(now, "responsiva", account)
    each = [
        _latest(now.day, [letter for letter in letters if letter.person_id == person])
        for person in now.administrators(account)
    ]
    if "expired" in each:
        return "expired"
    return "in_force" if each and None not in each else None


def attested(
    now: Moment, control: str, subject: tuple[str, int], by: str, people: Iterable[int] = ()
) -> dict[str, Any]:
    """Return the answer about a control, and the day of the oldest answer that counts."""
    rows: list[Attestation] = now.world.about(
        "attestations", control=control, subject_kind=subject[0], subject_id=subject[1]
    )
    answers = {row.person_id: row for row in in_force(rows, now.day)}
    decided = (
        _by_administrators(answers, people) if by == "administrators" else _by_anybody(answers)
    )
    return {f"attested:{control}": decided[0], f"attested:{control}:on": decided[1]}


Decided = tuple[bool | None, date | None]


def _by_anybody(answers: dict[int, Attestation]) -> Decided:
    """Return what was said last, by anybody; of two answers of one day, the "no"."""
    if not answers:
        return None, None
    newest = max(row.valid_from for row in answers.values())
    return all(row.answer for row in answers.values() if row.valid_from == newest), newest


def _by_administrators(answers: dict[int, Attestation], people: Iterable[int]) -> Decided:
    """Return what the administrators said, or one who speaks for all of them."""
    alone = answers.get(0)
    each = [answers.get(person) for person in people]
    said_no = [row.valid_from for row in each if row is not None and not row.answer]
    if said_no:
        return False, max(said_no)
    if alone is not None and not alone.answer:
        return False, alone.valid_from
    days = [row.valid_from for row in each if row is not None]
    if each and len(days) == len(each) and (alone is None or min(days) > alone.valid_from):
        return True, min(days)
    return (True, alone.valid_from) if alone is not None else (None, None)


def _about(now: Moment, kind: str, account: AccountVersion) -> list[Document]:
    subjects: set[tuple[str, int]] = {("account", account.account_id)}
    if account.area_id is not None:
        subjects.add(("area", account.area_id))
    return _signed(now, kind, subjects)


def _signed(now: Moment, kind: str, subjects: set[tuple[str, int]]) -> list[Document]:
    papers: list[Document] = [
        paper
        for subject_kind, subject_id in subjects
        for paper in now.world.about(
            "documents", kind=kind, subject_kind=subject_kind, subject_id=subject_id
        )
    ]
    return [paper for paper in papers if paper.signed_on <= now.day]


def _latest(day: date, papers: list[Document]) -> str | None:
    if not papers:
        return None
    ends = [paper.valid_until for paper in papers]
    in_time = any(end is None or end >= day for end in ends)
    return "in_force" if in_time else "expired"


_OF_ADMINISTRATORS: dict[str, Callable[[Moment, AccountVersion], str | None]] = {
    "designation": _designation,
    "responsiva": _responsiva,
}
