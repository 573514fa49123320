"""Standing words: what the last round found of each subject, and which of them differ now.

The words of a round are written into a temporary table once; comparing, counting and keeping them
are then a few statements, however many subjects there are.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    FromClause,
    Select,
    String,
    and_,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
    tuple_,
)

from monitor import db
from monitor.findings.evaluate import Plan
from monitor.findings.judged import Tally, count_words
from monitor.findings.models import Standing
from monitor.scope import Scope

WORDS = db.temporary(
    "round_word",
    Column("kind", String, primary_key=True),
    Column("id", db.ID, primary_key=True, autoincrement=False),
    Column("word", String, nullable=False),
)
"""Every subject judged in this round, with its word."""

DIFFERING = db.temporary(
    "round_differing",
    Column("kind", String, primary_key=True),
    Column("id", db.ID, primary_key=True, autoincrement=False),
)
"""The subjects among them whose word is new, or is not what the last round found."""


GONE = db.temporary(
    "round_gone",
    Column("kind", String, primary_key=True),
    Column("id", db.ID, primary_key=True, autoincrement=False),
)
"""The subjects that the last round judged, and this one no longer found."""


def judge(connection: Connection, plans: Sequence[Plan]) -> None:
    """Judge every subject: one statement per kind."""
    for table in (WORDS, DIFFERING, GONE):
        table.create(connection)
    for plan in plans:
        words = plan.words().subquery("judged_now")
        found = select(literal(plan.kind, String), words.c.id, words.c.word)
        connection.execute(insert(WORDS).from_select(["kind", "id", "word"], found))
    db.measure(connection, WORDS)


def compare(connection: Connection, scope: Scope, anew: Collection[str]) -> None:
    """Find the subjects whose word differs; those of the kinds `anew` differ whatever it says.

    The letters of such a kind stand for other controls than they did in the last round.
    """
    before = db.table(Standing)
    same = and_(
        before.c.institution_id == scope.institution_id,
        before.c.subject_kind == WORDS.c.kind,
        before.c.subject_id == WORDS.c.id,
    )
    differing = select(WORDS.c.kind, WORDS.c.id).select_from(WORDS.outerjoin(before, same))
    differs = or_(
        before.c.word.is_(None), before.c.word != WORDS.c.word, WORDS.c.kind.in_(sorted(anew))
    )
    connection.execute(insert(DIFFERING).from_select(["kind", "id"], differing.where(differs)))
    db.measure(connection, DIFFERING)


def kinds_differing(connection: Connection) -> frozenset[str]:
    """Return the kinds of which some subject's word differs."""
    return frozenset(connection.execute(select(DIFFERING.c.kind).distinct()).scalars())


def ids_differing(kind: str) -> Select[Any]:
    """Return the ids of the subjects of a kind whose word differs."""
    return select(DIFFERING.c.id).where(DIFFERING.c.kind == kind)


def differs(rows: FromClause) -> ColumnElement[bool]:
    """Return the condition that a row is of a subject whose word differs."""
    c = rows.c
    return and_(c.subject_kind == DIFFERING.c.kind, c.subject_id == DIFFERING.c.id)


def counted(connection: Connection, plans: Sequence[Plan]) -> Tally:
    """Count every verdict of this round."""
    found = Tally(Counter(), Counter(), Counter())
    query = select(WORDS.c.kind, WORDS.c.word, func.count()).group_by(WORDS.c.kind, WORDS.c.word)
    words: dict[str, dict[str, int]] = {plan.kind: {} for plan in plans}
    for kind, word, count in connection.execute(query):
        words[kind][word] = count
    for plan in plans:
        count_words(found, plan, words[plan.kind])
    return found


def keep(connection: Connection, scope: Scope) -> None:
    """Let this round's words stand, until the next round."""
    standing = db.table(Standing)
    ours = standing.c.institution_id == scope.institution_id
    subject = tuple_(standing.c.subject_kind, standing.c.subject_id)
    now = and_(standing.c.subject_kind == WORDS.c.kind, standing.c.subject_id == WORDS.c.id)
    gone = (
        select(standing.c.subject_kind, standing.c.subject_id)
        .select_from(standing.outerjoin(WORDS, now))
        .where(ours, WORDS.c.id.is_(None))
    )
    # Gathered first: PostgreSQL expects none of them, and would look for them once per row.
    connection.execute(insert(GONE).from_select(["kind", "id"], gone))
    db.measure(connection, GONE)
    for over in (GONE, DIFFERING):
        ended = select(over.c.kind, over.c.id)
        connection.execute(delete(standing).where(ours, subject.in_(ended)))
    told = select(literal(scope.institution_id, db.ID), WORDS.c.kind, WORDS.c.id, WORDS.c.word)
    same = and_(DIFFERING.c.kind == WORDS.c.kind, DIFFERING.c.id == WORDS.c.id)
    anew = told.join_from(WORDS, DIFFERING, same)
    columns = ["institution_id", "subject_kind", "subject_id", "word"]
    connection.execute(insert(standing).from_select(columns, anew))


def let_go(connection: Connection) -> None:
    """Drop what is of this round only."""
    for table in (WORDS, DIFFERING, GONE):
        table.drop(connection)
