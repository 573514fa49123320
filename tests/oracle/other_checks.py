"""The checks on passwords, mailboxes, areas, papers and duties."""

from collections.abc import Callable
from datetime import date
from typing import Any

from tests.oracle.asks import PASSWORD_PAPER
from tests.oracle.controls import BOARDS
from tests.oracle.events import SEEN_BY_THEIR_DUTY
from tests.oracle.judging import Answer, Case, is_absent
from tests.oracle.kleene import Truth, above_zero, all_of, any_of, equal, less, no, one_of

# What everybody owes once in a while, once and for all, or if they were convened: of the last,
# nobody can tell without the list.
_OWED_BY_ALL = ("schedule", "always", "convened")


def document_on_file(case: Case) -> Answer:
    """Judge that a document is on file and in force."""
    standing = case.fact(f"document:{case.setting('document')}")
    return Answer(violated=equal(standing, "expired"), missing=is_absent(standing))


def attested(case: Case) -> Answer:
    """Judge what was answered about the control, and how long ago."""
    answer = case.fact(f"attested:{case.control}")
    is_old = case.is_over(case.fact(f"attested:{case.control}:on"), "max_age")
    undated = case.setting("max_age") is not None and is_absent(
        case.fact(f"attested:{case.control}:on")
    )
    strict = case.setting("out_of_date") == "unknown"
    return Answer(
        violated=all_of(equal(answer, False), _needed(case)),
        missing=any_of(
            is_absent(answer), no(_needed(case)), all_of(strict, any_of(is_old, undated))
        ),
        warned=all_of(not strict, is_old),
    )


def password_assessed(case: Case) -> Answer:
    """Judge the newest password as it was assessed; without the institute's advice, unknown."""
    meets, minimum = case.fact("password_meets"), case.setting("min_score")
    return Answer(
        violated=all_of(equal(meets, False), _needed(case)),
        missing=any_of(is_absent(meets), no(_needed(case))),
        warned=any_of(
            minimum is not None and less(case.fact("password_score"), minimum),
            case.fact("password_breached"),
            case.fact("password_reused"),
        ),
    )


def max_age(case: Case) -> Answer:
    """Judge the day of the newest change against the interval (rulings 3, 27)."""
    changed_on = case.fact("password_changed_on")
    if "period" in case.settings and case.setting("period") is None:
        return Answer(missing=True)
    ends = [case.last_day(changed_on, name) for name in ("max_age", "period")]
    due = min((end for end in ends if end is not None), default=None)
    return Answer(
        violated=less(due, case.day) is True,
        missing=is_absent(changed_on),
        warned=case.is_near(due, "warn_before"),
    )


def documented(case: Case) -> Answer:
    """Judge that each change says who made it (ruling 28)."""
    return Answer(
        violated=above_zero(case.fact("changes_by_nobody")),
        missing=any_of(
            equal(case.fact("changes"), 0),
            above_zero(case.fact("changes_by_unknown")),
        ),
    )


def holder_in_register(case: Case) -> Answer:
    """Judge that the holder of a mailbox administers an account (ruling 37)."""
    holder = case.fact("holder")
    return Answer(violated=one_of(holder, ["other", "none"]), missing=is_absent(holder))


def mailbox_naming(case: Case) -> Answer:
    """Judge the name of a board's mailbox; it warns at most (ruling 36)."""
    code, local = case.fact("area_code"), case.fact("local")
    names = [f"{word}.{code}" for word in case.names("words")]
    return Answer(
        applies=one_of(case.fact("area_kind"), BOARDS),
        missing=any_of(is_absent(code), is_absent(local)),
        warned=no(one_of(local, names)),
    )


def area_head(case: Case) -> Answer:
    """Judge that the area has an active head."""
    head = case.fact("head")
    return Answer(violated=one_of(head, ["ended", "none"]), missing=is_absent(head))


def duty_met(case: Case) -> Answer:
    """Judge a duty: open and overdue fails, due soon warns, discharged passes (rulings 45-47)."""
    owed, since = _duty(case, "owed"), _duty(case, "owed_since")
    done_on, due_on = _duty(case, "done_on"), _duty(case, "due_on")
    owed_due, next_due = case.last_day(since, "term"), case.last_day(done_on, "every")
    return Answer(
        applies=_duty_applies(case),
        violated=any_of(
            _is_past(due_on, case.day),
            all_of(owed, _is_past(owed_due, case.day)),
            _is_past(next_due, case.day),
        ),
        missing=_duty_missing(case),
        warned=any_of(
            case.is_near(due_on, "due_soon"),
            all_of(owed, case.is_near(owed_due, "due_soon", not_before=since)),
            case.is_near(next_due, "due_soon"),
        ),
    )


def _duty(case: Case, column: str) -> Any:
    return case.fact(f"duty:{case.control}:{column}")


def _duty_applies(case: Case) -> Truth:
    event = case.setting("event")
    if event == "mailbox_registered":  # only generic mailboxes are requested (4.3.II)
        return bool(case.fact("kind") != "personal")
    if event in _OWED_BY_ALL:
        return True
    return any_of(
        _duty(case, "event"),
        not is_absent(_duty(case, "done_on")),
        not is_absent(_duty(case, "due_on")),
    )


def _duty_missing(case: Case) -> Truth:
    owed, done_on = _duty(case, "owed"), _duty(case, "done_on")
    if case.setting("every") is not None:
        return is_absent(done_on)
    if case.setting("term") is not None:
        return any_of(is_absent(owed), all_of(owed, is_absent(_duty(case, "owed_since"))))
    if case.setting("event") in SEEN_BY_THEIR_DUTY and case.setting("due_soon") is not None:
        return False
    untold = case.setting("event") == "convened" and is_absent(done_on)
    return any_of(owed, not is_absent(_duty(case, "due_on")), untold)


def _is_past(due: date | None, day: date) -> bool:
    return due is not None and due < day


def _needed(case: Case) -> Truth:
    """Return whether the advice on which the text rests, if on any, is in force (reading 58)."""
    if case.setting("recommendations") != "on-file":
        return True
    return bool(case.fact(f"document:{PASSWORD_PAPER}") == "in_force")


CHECKS: dict[str, Callable[[Case], Answer]] = {
    check.__name__: check
    for check in (
        document_on_file,
        attested,
        password_assessed,
        max_age,
        documented,
        holder_in_register,
        mailbox_naming,
        area_head,
        duty_met,
    )
}
