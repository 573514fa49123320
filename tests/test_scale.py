"""Scale: statements do not grow with rows, and no subquery runs once per row."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, Select, event, exists, func, select
from sqlalchemy.sql import visitors

from monitor import clock, db, sample
from monitor.acts import checking, consequences
from monitor.acts.importing import Choices, import_inventory
from monitor.adoption import recording
from monitor.audit.entries import Actor
from monitor.audit.session import Session
from monitor.findings import evaluate
from monitor.findings.models import Finding
from monitor.intake.inventory_files import open_inventory
from monitor.inventory.models import AccountVersion, AreaVersion
from monitor.policy.library import Library, read_institution
from monitor.policy.requirements import Requirements, compile_requirements
from monitor.policy.schema import Institution
from monitor.scope import Scope
from tests.findings.words import words

DAY: date = sample.AS_OF


@pytest.fixture(scope="module")
def requirements() -> Requirements:
    return compile_requirements(Library(), ["mx-ine-mail"], read_institution(None))


def test_judging_takes_as_many_statements_for_1000_accounts_as_for_10(
    engine: Engine, requirements: Requirements, tmp_path: Path
) -> None:
    db.create_tables(engine)
    few = _filled(engine, tmp_path / "few", "FEW", 10)
    many = _filled(engine, tmp_path / "many", "MANY", 1000)
    counts = []
    for scope, accounts in ((few, 10), (many, 1000)):
        with _counted(engine) as statements, engine.connect() as connection:
            judged = list(words(connection, requirements, scope, DAY))
        assert sum(kind == "account" for kind, _id, _word in judged) == accounts
        counts.append(len(statements))
    assert counts[0] == counts[1] == 4


def test_taking_files_in_takes_more_only_by_whole_batches(engine: Engine, tmp_path: Path) -> None:
    db.create_tables(engine)
    counts = []
    for code, accounts in (("FEW", 10), ("MANY", 1000)):
        with _counted(engine) as statements:
            _filled(engine, tmp_path / code, code, accounts)
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_a_round_takes_as_many_statements_for_1000_accounts_as_for_10(
    engine: Engine, requirements: Requirements, tmp_path: Path
) -> None:
    db.create_tables(engine)
    taken = []
    for code, accounts in (("FEW", 10), ("MANY", 1000)):
        scope = _filled(engine, tmp_path / code, code, accounts)
        _adopted(engine, scope, requirements)
        counts = [_statements_of_a_round(engine, scope, DAY)]
        counts.append(_statements_of_a_round(engine, scope, DAY))  # where nothing differs
        later = DAY + timedelta(days=60)
        counts.append(_statements_of_a_round(engine, scope, later))  # every password is late
        taken.append(counts)
    assert taken[0] == taken[1]
    assert taken[0][1] < taken[0][0]


def test_closing_takes_as_many_statements_for_1000_accounts_as_for_10(
    engine: Engine, requirements: Requirements, tmp_path: Path
) -> None:
    db.create_tables(engine)
    taken = []
    for code, accounts in (("FEW", 10), ("MANY", 1000)):
        scope = _filled(engine, tmp_path / code, code, accounts)
        _adopted(engine, scope, requirements)
        _statements_of_a_round(engine, scope, DAY)
        version = db.table(AccountVersion)
        with db.writing(engine) as connection:
            own = version.c.institution_id == scope.institution_id
            ids = connection.execute(select(version.c.account_id).where(own)).scalars().all()
            connection.execute(version.update().where(own).values(status="closed"))
            session = _session(connection, scope, DAY)
            for account in ids:
                session.record("account:closed", ("account", account))
            session.flush()
            with _counted(engine) as statements:
                consequences.follow(session)
        taken.append(len(statements))
        with engine.connect() as connection:
            assert _unresolved(connection, scope) == 0
    assert taken[0] == taken[1]


def _unresolved(connection: Connection, scope: Scope) -> int:
    """Return how many findings of accounts are left."""
    c = db.table(Finding).c
    query = select(func.count()).where(
        c.institution_id == scope.institution_id,
        c.subject_kind == "account",
        c.state != "resolved",
    )
    return connection.execute(query).scalar_one()


def _session(connection: Connection, scope: Scope, day: date) -> Session:
    return Session(connection, scope, Actor("os:ana@here"), clock.now(), day)


def _adopted(engine: Engine, scope: Scope, requirements: Requirements) -> None:
    with db.writing(engine) as connection:
        session = _session(connection, scope, DAY)
        entry = session.record("policy:adopted", ("institution", scope.institution_id))
        recording.record(session, requirements, None, DAY, entry)
        session.flush()


def _statements_of_a_round(engine: Engine, scope: Scope, day: date) -> int:
    with _counted(engine) as statements, db.writing(engine) as connection:
        session = _session(connection, scope, day)
        checking.store_round(session)
        session.flush()
    return len(statements)


def test_no_select_of_ours_is_correlated(requirements: Requirements) -> None:
    for plan in evaluate.plans(requirements, Scope(1), DAY):
        for query in (plan.words(), plan.details()):
            assert list(_correlated(query)) == [], plan.kind


def test_a_correlated_select_would_be_found() -> None:
    account, area = db.table(AccountVersion), db.table(AreaVersion)
    owned = exists().where(area.c.area_id == account.c.area_id)
    assert list(_correlated(select(account.c.account_id).where(owned)))
    counted = select(area.c.name).where(area.c.area_id == account.c.area_id).scalar_subquery()
    assert list(_correlated(select(account.c.account_id, counted)))


def _correlated(query: Select[Any]) -> Iterator[object]:
    """Yield what runs a SELECT as a value, once per row: EXISTS, IN (SELECT …), a scalar SELECT."""
    for part in visitors.iterate(query):
        if part.__visit_name__ in {"select_statement_grouping", "scalar_select", "grouping"}:
            inner = getattr(part, "element", None)
            if getattr(inner, "__visit_name__", "") in {"select", "compound_select"}:
                yield part
        if type(part).__name__ in {"Exists", "ScalarSelect"}:
            yield part


@contextmanager
def _counted(engine: Engine) -> Iterator[list[str]]:
    statements: list[str] = []

    def count(_c: object, _cursor: object, statement: str, *_more: object) -> None:
        if not statement.startswith("BEGIN"):
            statements.append(statement)

    event.listen(engine, "before_cursor_execute", count)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", count)


def _filled(engine: Engine, folder: Path, code: str, accounts: int) -> Scope:
    """Take `accounts` accounts of an institution in, with two people each; return its scope."""
    folder.mkdir()
    header = "platform,handle,area,login_mailbox,owner,substitute,password_changed_on"
    rows = (
        f"x,a{n},AREA{n % 7},redes{n}@iee.example,p{n}@iee.example,q{n}@iee.example,2026-10-01"
        for n in range(accounts)
    )
    (folder / "accounts.csv").write_text("\n".join([header, *rows]), encoding="utf-8")
    library = Library()
    own = Institution(code=code)
    with db.writing(engine) as connection:
        files = open_inventory(folder, DAY, library.platforms())
        choices = Choices(frozenset(library.definitions()))
        return Scope(import_inventory(connection, files, own, choices).institution_id)
