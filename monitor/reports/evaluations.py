"""Evaluations for people: the campaigns, how far each account is, its answers, and the form."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Row

from monitor.adoption import queries as adoptions
from monitor.evaluations import queries
from monitor.evaluations.answers import CHOICES, WORDS
from monitor.evaluations.forms import HEADERS, as_shown
from monitor.evaluations.questions import CONTROL
from monitor.evaluations.semesters import parse
from monitor.findings.owing import bound
from monitor.intake.writing import write_lines
from monitor.inventory.listing import AsOf
from monitor.inventory.lookup import find
from monitor.inventory.naming import name, names
from monitor.reports import called
from monitor.reports.tables import Table, Value
from monitor.text import N_, _, choose, language
from monitor.text import day as written

STATES = {
    "missing": N_("not begun"),
    "begun": N_("begun"),
    "answered": N_("answered, not signed"),
    "signed": N_("signed"),
}


def campaigns(now: AsOf) -> Table:
    """Return the campaigns, the newest first; of an open one, how many accounts are missing."""
    connection, scope, day = now
    found = queries.campaigns(connection, scope, day)
    any_open = any(queries.is_open(each, day) for each in found)
    asked = _asked(now) if any_open else {}
    rows = [_campaign(now, each, asked) for each in found]
    columns = {
        "semester": _("Half-year"),
        "opened_on": _("Opened on"),
        "due_on": _("Due on"),
        "closed_on": _("Closed on"),
        "questions": _("Questions"),
        "signed": _("Accounts signed"),
        "missing": _("Accounts missing"),
    }
    return Table(_("Evaluations"), columns, rows, minor=("questions", "closed_on", "opened_on"))


def progress(now: AsOf, semester: str | None, *, missing: bool = False) -> Table:
    """Return how far the evaluation of each account is: those asked, and those that signed.

    `missing`: only those that have no signed answers.

    Raises:
        RefusedError: there is no such campaign.
    """
    connection, scope, _day = now
    campaign = queries.campaign(connection, scope, semester)
    count = len(queries.questions(connection, scope, campaign.id))
    answered = queries.answered(connection, scope, campaign.id)
    signed = queries.signatures(connection, scope, campaign.id)
    asked = {} if campaign.closed_on else _asked(now)
    called_so = {**names(connection, scope, "account", signed), **asked}
    people = names(connection, scope, "person", {each.by_id for each in signed.values()})
    rows = [
        _account(account, called_so[account], (answered.get(account, 0), count), signed, people)
        for account in sorted(called_so, key=lambda each: called_so[each])
        if not (missing and account in signed)
    ]
    columns = {
        "account": _("Account"),
        "state": _("State"),
        "answered": _("Answered"),
        "questions": _("Questions"),
        "signed_on": _("Signed on"),
        "signed_by": _("Signed by"),
    }
    title = _("Evaluation {semester}").format(semester=campaign.semester)
    words = {"state": lambda value: _(STATES[str(value)])}
    return Table(title, columns, rows, words, ("questions", "signed_by"))


def answers(now: AsOf, account: str, semester: str | None) -> Table:
    """Return the questions of a campaign with what was answered of one account.

    Raises:
        RefusedError: there is no such campaign or account.
    """
    connection, scope, day = now
    campaign = queries.campaign(connection, scope, semester)
    own = find(connection, scope, "account", account, day)
    given = queries.answers(connection, scope, campaign.id, own)
    rows = [
        [each.number, f"{each.pack} {each.ref}", _worded(each), *_given(given.get(each.number))]
        for each in queries.questions(connection, scope, campaign.id)
    ]
    columns = {
        "number": _("Number"),
        "clause": _("Clause"),
        "question": _("Question"),
        "answer": _("Answer"),
        "remark": _("Remark"),
    }
    title = _("Evaluation {semester} of {account}: {state}").format(
        semester=campaign.semester,
        account=called.subject(f"account:{name(connection, scope, 'account', own)}"),
        state=_how_far(now, campaign, own, (len(given), len(rows))),
    )
    words = {"answer": lambda value: _(WORDS[str(value)]) if value else value}
    return Table(title, columns, rows, words, ("clause", "remark"), ("question", "remark"))


def write_form(now: AsOf, account: str, semester: str | None, path: Path) -> int:
    """Write the form of an account as a new CSV file, with what was answered; return its length.

    Raises:
        RefusedError: there is no such campaign or account.
        IntakeError: the file is there already.
        OSError: it cannot be written.
    """
    connection, scope, day = now
    campaign = queries.campaign(connection, scope, semester)
    own = find(connection, scope, "account", account, day)
    given = queries.answers(connection, scope, campaign.id, own)
    asked = queries.questions(connection, scope, campaign.id)
    called_so = name(connection, scope, "account", own)
    lang = language()
    header = [words[lang == "es"] for words in HEADERS.values()]
    rows = (_form_row(called_so, each, given.get(each.number)) for each in asked)
    write_lines(path, [], [header, *rows], lang)
    return len(asked)


def _asked(now: AsOf) -> Mapping[int, str]:
    """Return the accounts that are evaluated on a day, by id; none where no policy asks it."""
    connection, scope, day = now
    adopted = adoptions.in_force(connection, scope, day)
    return bound(connection, adopted.requirements, scope, day, CONTROL) if adopted else {}


def _campaign(now: AsOf, each: Row[Any], asked: Mapping[int, str]) -> list[Value]:
    is_open = queries.is_open(each, now.day)
    missing = None
    if is_open:
        missing = len(asked.keys() - queries.signatures(now.connection, now.scope, each.id).keys())
    due_on = parse(each.semester).last
    closed_on = None if is_open else each.closed_on
    return [
        each.semester,
        each.opened_on,
        due_on,
        closed_on,
        each.questions,
        each.signed,
        missing,
    ]


def _account(
    account: int,
    called_so: str,
    count: tuple[int, int],
    signed: Mapping[int, Row[Any]],
    people: Mapping[int, str],
) -> list[Value]:
    signature = signed.get(account)
    state = "signed" if signature else _state(*count)
    by = people.get(signature.by_id) if signature else None
    return [called_so, state, *count, signature.signed_on if signature else None, by]


def _state(answered: int, asked: int) -> str:
    if not answered:
        return "missing"
    return "answered" if answered >= asked else "begun"


def _how_far(now: AsOf, campaign: Row[Any], account: int, count: tuple[int, int]) -> str:
    signature = queries.signatures(now.connection, now.scope, campaign.id).get(account)
    if signature is None:
        return _(STATES[_state(*count)])
    who = name(now.connection, now.scope, "person", signature.by_id)
    return _("signed on {day} by {who}").format(day=written(signature.signed_on), who=who)


def _given(given: Row[Any] | None) -> Sequence[Value]:
    return [given.answer, given.remark] if given else [None, None]


def _worded(asked: Row[Any]) -> str:
    """Return a question in the language in use: its title, if it has one, and the clause."""
    text = choose({"en": asked.text_en, "es": asked.text_es})
    title = choose({"en": asked.title_en or "", "es": asked.title_es or ""})
    return f"{title}: {text}" if title else text


def _form_row(account: str, asked: Row[Any], given: Row[Any] | None) -> list[str]:
    remark = as_shown(given.remark) if given and given.remark else ""
    clause = as_shown(f"{asked.pack} {asked.ref}")
    return [
        as_shown(account),
        str(asked.number),
        clause,
        as_shown(_worded(asked)),
        _spelled(given.answer) if given else "",
        remark,
    ]


def _spelled(answer: str) -> str:
    choice = next(each for each in CHOICES if each.value == answer)
    return choice.es[0] if language() == "es" else choice.value.replace("_", " ")
