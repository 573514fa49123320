"""Answering the evaluation of an account, and signing the answers: then they cannot change."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row

from monitor.acts import working
from monitor.acts.checking import in_force
from monitor.acts.evaluation_forms import Form
from monitor.acts.evaluations import refuse_closed
from monitor.audit.entries import canonical, digest
from monitor.audit.session import Session
from monitor.evaluations import changing, queries
from monitor.evaluations.answers import WORDS, Answer
from monitor.evaluations.questions import CONTROL
from monitor.findings.owing import Wanted, owed
from monitor.intake.faults import RefusedError
from monitor.inventory.changing import Change, Changing, day_of
from monitor.inventory.kinds import ACCOUNT
from monitor.inventory.naming import name
from monitor.text import _
from monitor.text import day as written

ANSWERED = "evaluation:answered"
SIGNED = "evaluation:signed"


@dataclass(frozen=True)
class _Sheet:
    """The answers of one account in one campaign, while it can still be answered."""

    session: Session
    campaign: Row[Any]
    account: int

    @property
    def subject(self) -> tuple[str, int]:
        """The account, as the log names it."""
        return "account", self.account

    @property
    def about(self) -> tuple[int, int]:
        """The campaign and the account."""
        return self.campaign.id, self.account

    def questions(self) -> Sequence[Row[Any]]:
        """Return what is asked."""
        return queries.questions(self.session.connection, self.session.scope, self.campaign.id)

    def answers(self) -> Mapping[int, Answer]:
        """Return what was answered so far."""
        own = (self.session.connection, self.session.scope, *self.about)
        return {
            each.number: Answer(each.answer, each.remark) for each in queries.answers(*own).values()
        }


def answer(
    session: Session, account: str, given: Mapping[int, Answer], semester: str | None = None
) -> list[Change]:
    """Keep answers about an account; those to other questions stay as they are.

    Raises:
        RefusedError: there is no such campaign or account, or the account is not asked; the
            campaign is closed, or the answers are signed; there is no such question.
    """
    sheet = _sheet(session, account, semester)
    known = {each.number for each in sheet.questions()}
    _refuse_numbers(given, known)
    before = sheet.answers()
    kept = {n: Answer(each.answer, working.words(each.remark)) for n, each in given.items()}
    new = {number: each for number, each in kept.items() if before.get(number) != each}
    if not new:
        return []
    details = {"evaluation": sheet.campaign.id, **_by_answer(new)}
    entry = session.record(ANSWERED, sheet.subject, details, happened_on=session.today)
    changing.put_answers(session, sheet.about, new, entry)
    return [_change(sheet, number, before.get(number), each) for number, each in new.items()]


def answer_form(
    session: Session, account: str, form: Form, semester: str | None = None
) -> list[Change]:
    """Keep the answers of a form, which names no account but this one.

    Raises:
        RefusedError: as `answer`; it is the form of another account.
    """
    own = working.subject(session, "account", account, session.today)
    for other in sorted(form.accounts):
        if working.subject(session, "account", other, session.today) != own:
            raise RefusedError(other, _("This is the form of another account."))
    return answer(session, account, form.answers, semester)


def sign(
    session: Session,
    account: str,
    by: str,
    on: date | None = None,
    semester: str | None = None,
) -> list[Change]:
    """Sign the answers about an account, on a day; the log keeps what they were, as a digest.

    Raises:
        RefusedError: as `answer`; a question is not answered; there is no such person; the day is
            before the campaign, or has not come yet.
    """
    day = day_of(session, on)
    sheet = _sheet(session, account, semester)
    if day < sheet.campaign.opened_on:
        told = _("The evaluation was opened on {day}; nothing was signed before.")
        raise RefusedError(written(day), told.format(day=written(sheet.campaign.opened_on)))
    answers = sheet.answers()
    _refuse_unanswered(account, [each.number for each in sheet.questions()], answers)
    by_id = working.subject(session, "person", by, day)
    salt = Changing(session, ACCOUNT, sheet.account, day).salt()
    whole = canonical({str(number): list(each) for number, each in answers.items()})
    seal = digest(salt, "answers", whole)
    details = {"evaluation": sheet.campaign.id, "by_id": by_id, "answers": seal}
    entry = session.record(SIGNED, sheet.subject, details, happened_on=day)
    changing.sign(session, sheet.about, by_id, day, entry)
    return [
        Change(sheet.subject, "signed_on", None, day),
        Change(sheet.subject, "by_id", None, by_id),
    ]


def _sheet(session: Session, account: str, semester: str | None) -> _Sheet:
    """Return the answers of an account in a campaign, which may still be changed."""
    connection, scope = session.connection, session.scope
    campaign = queries.campaign(connection, scope, semester)
    refuse_closed(campaign)
    own = working.subject(session, "account", account, session.today)
    signed = queries.signatures(connection, scope, campaign.id).get(own)
    if signed is not None:
        who = name(connection, scope, "person", signed.by_id)
        told = _("{who} signed the answers on {day}; they cannot change any more.")
        raise RefusedError(account, told.format(who=who, day=written(signed.signed_on)))
    _refuse_not_asked(session, account, own)
    return _Sheet(session, campaign, own)


def _refuse_not_asked(session: Session, account: str, own: int) -> None:
    wanted = Wanted(CONTROL, subject=("account", own), everything=True)
    requirements = in_force(session).requirements
    asked = owed(session.connection, requirements, session.scope, session.today, wanted)
    if next(asked, None) is None:
        told = _("This account is not evaluated: it is not in use, or no policy asks it.")
        raise RefusedError(account, told)


def _refuse_numbers(given: Iterable[int], known: set[int]) -> None:
    strange = sorted(set(given) - known)
    if strange:
        told = _("There is no such question; they are numbered from 1 to {last}.")
        numbers = ", ".join(map(str, strange))
        raise RefusedError(numbers, told.format(last=max(known, default=0)))


def _refuse_unanswered(account: str, asked: Iterable[int], answers: Mapping[int, Answer]) -> None:
    missing = [number for number in asked if number not in answers]
    if missing:
        told = _("These questions are not answered yet: {numbers}.")
        raise RefusedError(account, told.format(numbers=", ".join(map(str, missing))))


def _by_answer(given: Mapping[int, Answer]) -> dict[str, list[int]]:
    """Return the numbers of the questions to which each answer was given; remarks stay out."""
    found: dict[str, list[int]] = {}
    for number, each in sorted(given.items()):
        found.setdefault(each.answer, []).append(number)
    return found


def _change(sheet: _Sheet, number: int, before: Answer | None, after: Answer) -> Change:
    what = _("question {number}").format(number=number)
    return Change(sheet.subject, what, _said(before), _said(after))


def _said(given: Answer | None) -> str | None:
    if given is None:
        return None
    word = _(WORDS[given.answer])
    return f"{word}: {given.remark}" if given.remark else word
