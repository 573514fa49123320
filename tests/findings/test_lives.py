"""Lives of findings over random years: rounds, other policies, waivers, accounts that close.

What is on record after each step is what a plain model says.
"""

from datetime import date, timedelta
from itertools import count
from random import Random

import pytest
from sqlalchemy import Connection

from tests.findings.lives import Life, Model, Playing, some_controls, whole
from tests.oracle import worlds

BEGIN = date(2025, 9, 1)
NUMBERS = count(1)
PLACES = worlds.Size(areas=2, mailboxes=3, accounts=(3, 4))


@pytest.mark.parametrize("seed", range(4))
def test_what_is_on_record_is_what_the_model_says(
    connection: Connection, seed: int, *, full: bool
) -> None:
    for more in range(40 if full else 1):
        rng = Random(f"{seed} {more}")  # noqa: S311 - a game, no secret
        _play(connection, rng, steps=40 if full else 14)


def _play(connection: Connection, rng: Random, steps: int) -> None:
    world = worlds.random_world(rng, next(NUMBERS), size=PLACES)
    playing, model = Playing(connection, world, BEGIN), Model()
    _round(playing, model, rng)
    for _step in range(steps):
        rng.choice((_round, _round, _adopt, _waive, _end, _acknowledge, _close))(
            playing, model, rng
        )
        assert playing.rows() == model.rows()
        _states_never_lie(playing, model)
    again = playing.round()
    model.round(playing.verdicts(), playing.day)
    before = playing.rows()
    repeated = playing.round()
    assert playing.rows() == before == model.rows()
    assert (repeated.opened, repeated.reopened, repeated.resolved) == (0, 0, 0)
    assert repeated.number == again.number + 1
    assert repeated.tally == again.tally


def _round(playing: Playing, model: Model, rng: Random) -> None:
    playing.day += timedelta(days=rng.choice((0, 1, 10, 45, 70)))
    stored = playing.round()
    verdicts = playing.verdicts()
    model.round(verdicts, playing.day)
    assert stored.tally.outcomes.total() == len(verdicts)
    waived = sum(1 for state, _outcome in playing.rows().values() if state == "waived")
    assert stored.tally.waived.total() == waived
    _lists_everything(playing, verdicts)


def _lists_everything(playing: Playing, verdicts: dict[tuple[str, int, str], str]) -> None:
    """What is listed after a round is every verdict that is not met, once."""
    listed = playing.listed()
    found = {(each.kind, each.subject_id, each.control): each.outcome for each in listed}
    assert len(found) == len(listed)
    assert found == {
        name: verdict
        for name, verdict in verdicts.items()
        if verdict in {"fail", "warn", "unknown"}
    }
    assert len({each.code for each in listed}) == len(listed)
    assert [(each.area or "", each.subject) for each in listed] == sorted(
        (each.area or "", each.subject) for each in listed
    )


def _adopt(playing: Playing, _model: Model, rng: Random) -> None:
    playing.adopt(some_controls(rng, whole()))


def _waive(playing: Playing, model: Model, rng: Random) -> None:
    unwaived = [
        each
        for each in playing.listed()
        if each.state != "waived" and _free(model, (each.kind, each.subject_id, each.control))
    ]
    asked = {control.id for control in playing.requirements.controls}
    unwaived = [each for each in unwaived if each.control in asked]
    if unwaived:
        chosen = rng.choice(unwaived)
        name = (chosen.kind, chosen.subject_id, chosen.control)
        days = rng.choice((0, 5, 100))
        playing.waive(chosen.code, days)
        life = model.lives.setdefault(name, Life("open", chosen.outcome))
        life.state, life.until = "waived", playing.day + timedelta(days=days)


def _free(model: Model, name: tuple[str, int, str]) -> bool:
    return name not in model.lives or model.lives[name].until is None


def _end(playing: Playing, model: Model, rng: Random) -> None:
    waived = [
        each
        for each in playing.listed()
        if each.state == "waived"
        and (model.lives[each.kind, each.subject_id, each.control].until or BEGIN) >= playing.day
    ]
    if waived:
        chosen = rng.choice(waived)
        playing.end_waiver(chosen.code)
        model.lives[chosen.kind, chosen.subject_id, chosen.control].until = None


def _acknowledge(playing: Playing, model: Model, rng: Random) -> None:
    opened = [each for each in playing.listed() if each.state == "open" and each.id is not None]
    if opened:
        chosen = rng.choice(opened)
        playing.acknowledge(chosen.code)
        model.lives[chosen.kind, chosen.subject_id, chosen.control].state = "acknowledged"


def _close(playing: Playing, model: Model, rng: Random) -> None:
    accounts = sorted({row.account_id for row in playing.world.accounts})
    account = rng.choice(accounts)
    first = min(row.valid_from for row in playing.world.accounts if row.account_id == account)
    if first > playing.day:
        return
    playing.close(account)
    if not playing.present(account):
        for (kind, subject_id, _control), life in model.lives.items():
            if (kind, subject_id) == ("account", account):
                life.state, life.until = "resolved", None


def _states_never_lie(playing: Playing, model: Model) -> None:
    """A waiver in force is never lost, and covers what it is of."""
    for name, life in model.lives.items():
        if life.until is not None and life.until >= playing.day:
            assert playing.rows()[name][0] in {"waived", "resolved"}
