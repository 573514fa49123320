"""Answers as people type them: yes, no or not applicable, each with a remark if need be."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from monitor.intake.cells import spelling
from monitor.intake.columns import YES_NO, Choice
from monitor.intake.faults import Fault, IntakeError
from monitor.text import N_, _

YES, NO, NOT_APPLICABLE = "yes", "no", "not_applicable"

CHOICES = (
    *YES_NO,
    Choice(NOT_APPLICABLE, ("no aplica",), ("not applicable", "n/a", "na", "n.a.")),
)

WORDS = {YES: N_("yes"), NO: N_("no"), NOT_APPLICABLE: N_("not applicable")}

_PART = re.compile(r"([0-9]{1,4})(?:-([0-9]{1,4}))?=(.+)")


class Answer(NamedTuple):
    """What is answered to one question: yes, no or not_applicable; what is remarked."""

    answer: str
    remark: str | None = None


def read(text: str) -> str:
    """Return the answer that a text spells in either language.

    Raises:
        ValueError: it is none.
    """
    choice = spelling(text, CHOICES)
    if choice is None:
        raise ValueError(_("Write yes, no or n/a."))
    return choice.value


def typed(answers: str, remarks: Iterable[str] = ()) -> Mapping[int, Answer]:
    """Read answers typed as `1=yes, 2-5=no`, and remarks typed as `2=why not`.

    Raises:
        IntakeError: every part that is no answer, or a remark on what is not answered here.
    """
    given, faults = dict[int, Answer](), list[Fault]()
    for part in filter(None, (each.strip() for each in answers.split(","))):
        try:
            given |= _part(part)
        except ValueError as error:
            faults.append(Fault(f"--answers {part}", None, None, None, str(error)))
    for each in remarks:
        number, equals, words = each.partition("=")
        at = int(number) if number.strip().isdecimal() else 0
        if at in given and equals:
            given[at] = given[at]._replace(remark=words)
        else:
            told = _("Write a remark as 2=why, on a question that --answers answers.")
            faults.append(Fault(f"--remark {each}", None, None, None, told))
    if faults:
        raise IntakeError(faults)
    return given


def _part(part: str) -> Mapping[int, Answer]:
    match = _PART.fullmatch(part)
    if match is None:
        raise ValueError(_("Write the number of a question and its answer: 1=yes, or 2-5=no."))
    first, last, answer = int(match[1]), int(match[2] or match[1]), read(match[3])
    if last < first:
        raise ValueError(_("The first number is greater than the last one."))
    return {number: Answer(answer) for number in range(first, last + 1)}
