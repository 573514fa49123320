"""Storing a round, or only trying it."""

import pytest
from sqlalchemy import Connection, Engine

from monitor import db
from monitor.acts import checking
from monitor.acts.registers import Register
from monitor.adoption.queries import NothingAdoptedError
from monitor.findings.models import Finding, Round, Standing, Transition
from tests.findings.lives import ANA, small


def test_without_a_policy_in_force_there_is_nothing_to_judge_by(connection: Connection) -> None:
    playing = small(connection)
    playing.day = playing.day.replace(year=2025)  # before the adoption
    with pytest.raises(NothingAdoptedError, match="monitor policy adopt ID"):
        checking.store_round(playing.session())


def test_trying_a_round_tells_what_it_would_change_and_keeps_nothing(engine: Engine) -> None:
    db.create_tables(engine)
    with db.writing(engine) as connection:
        playing = small(connection)
    stored, changes = checking.try_round(Register(engine), ANA, playing.scope)
    assert (stored.number, changes.round, changes.since) == (1, 1, None)
    assert (changes.opened, changes.reopened, changes.resolved) == (1, 0, 0)
    with engine.connect() as connection:
        for model in (Round, Finding, Transition, Standing):
            assert connection.execute(db.table(model).select()).all() == [], model
