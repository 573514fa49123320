"""The codes of findings: two that would be called the same are told apart."""

from sqlalchemy import bindparam, select, update

from monitor import db
from monitor.findings.judged import code_of
from monitor.findings.models import Finding, Transition
from monitor.findings.transitions import Moment


def tell_apart(moment: Moment) -> None:
    """Give another code to findings begun just now whose code an older one has.

    It happens when a subject takes over the name that another one had.
    """
    finding = db.table(Finding)
    anew = [
        {"of_id": finding_id, "anew": code_of(control, kind, f"\n{subject_id}")}
        for finding_id, control, kind, subject_id in _clashing(moment)
    ]
    if anew:
        moment.session.connection.execute(
            update(finding)
            .where(
                finding.c.institution_id == moment.session.scope.institution_id,
                finding.c.id == bindparam("of_id"),
            )
            .values(code=bindparam("anew")),
            anew,
        )


def _clashing(moment: Moment) -> list[tuple[int, str, str, int]]:
    new, old, step = db.table(Finding), db.table(Finding).alias("older"), db.table(Transition)
    query = (
        select(new.c.id, new.c.control, new.c.subject_kind, new.c.subject_id)
        .select_from(step)
        .join(
            new,
            (new.c.institution_id == step.c.institution_id) & (new.c.id == step.c.finding_id),
        )
        .join(
            old,
            (old.c.institution_id == new.c.institution_id)
            & (old.c.code == new.c.code)
            & (old.c.id < new.c.id),
        )
        .where(
            step.c.institution_id == moment.session.scope.institution_id,
            step.c.round == moment.round,
            step.c.what == "opened",
        )
        .distinct()
    )
    return [(row[0], row[1], row[2], row[3]) for row in moment.session.connection.execute(query)]
