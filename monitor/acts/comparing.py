"""Comparing two written policies, and what the files of an inventory would give under each."""

from collections.abc import Iterator
from datetime import date

from monitor.acts.previewing import Asked, Progress, TakenIn, taken_in_once
from monitor.findings import evaluate
from monitor.findings.comparing import Effect, turns
from monitor.findings.judged import Judged, judged
from monitor.policy.comparing import Comparison, compare
from monitor.policy.library import Library
from monitor.policy.requirements import compile_alone
from monitor.scope import Scope

__all__ = ["Asked", "policies", "with_inventory"]


def policies(a: str, b: str) -> Comparison:
    """Compare two policies, each as it is written, by id or file.

    Raises:
        PolicyError: everything that is wrong with one of them.
    """
    first, second = (compile_alone(Library.for_pack(name), name) for name in (a, b))
    return compare(first, second)


def with_inventory(a: str, b: str, files: Asked, progress: Progress) -> tuple[Comparison, Effect]:
    """Compare two policies, and judge files by each, with the values of their own institution.

    The files are taken in once; policies are looked for beside them first. What counts is which
    findings there are: one that both policies give with the same outcome is no change.

    Raises:
        IntakeError: the files cannot be taken in as they are; carries every fault.
        PolicyError: a policy or `institution.yaml` cannot be used; carries every problem.
    """
    with taken_in_once(files, [(a,), (b,)], progress) as (before, after):
        compared = compare(compile_alone(before.library, a), compile_alone(after.library, b))
        day = files.as_of or before.files.today
        found = tuple(turns(_judged(before, day), _judged(after, day)))
        notes = dict.fromkeys((*before.said()["notes"], *after.said()["notes"]))
        return compared, Effect(day, found, tuple(notes))


def _judged(taken: TakenIn, day: date) -> Iterator[Judged]:
    scope = Scope(taken.imported.institution_id)
    plans = evaluate.plans(taken.requirements, scope, day)
    return judged(taken.connection, plans, everything=False)
