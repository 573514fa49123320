"""Reviews of access: the facts decide, nothing is kept of a trial, a list is recorded whole."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import time_machine
from sqlalchemy import Engine, event

from monitor.acts import access_lists, accounts, adopting, areas, designations, people
from monitor.acts.access_lists import RECORDED
from monitor.acts.registers import Register
from monitor.acts.reviewing_access import Asked, Review, review
from monitor.acts.unit_of_work import trying
from monitor.adoption.queries import NothingAdoptedError
from monitor.audit.entries import Actor
from monitor.intake import exports
from monitor.intake.faults import IntakeError
from monitor.inventory.relations import AccessList, AccessSeen
from tests.acts.small_register import ANA, BEA, BEGUN, CARLA, NOON, TODAY, Living

X = "x/ieejemplo"
MAY, JUNE = date(2026, 5, 4), date(2026, 6, 1)


@pytest.fixture
def staffed(living: Living) -> Living:
    """Give the small register with owner, substitute and head, and the mail guidelines adopted."""
    living.act(designations.set_designations, ("account", X), {"owner": ANA}, BEGUN)
    living.act(designations.set_designations, ("area", "JD01"), {"substitute": BEA}, BEGUN)
    living.act(areas.set_area, "JD01", {"head": CARLA}, BEGUN)
    living.act(people.set_person, ANA, {"name": "Ana Gómez Ñ."}, BEGUN)
    return adopted(living)


def adopted(living: Living, pack: str = "mx-ine-mail") -> Living:
    with living.acting() as session:
        asked = adopting.Asked((pack,))
        proposal = adopting.propose(session.connection, session.scope, session.today, asked)
        adopting.adopt(session, proposal, MAY)
    return living


def export(folder: Path, *rows: str, header: str = "correo,rol") -> exports.Export:
    path = folder / "lista.csv"
    path.write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    return exports.read(path)


@contextmanager
def only_tried(living: Living) -> Iterator[Any]:
    register = Register(living.engine)
    with (
        time_machine.travel(NOON, tick=False),
        trying(register, Actor("os:ana@host"), living.scope) as session,
    ):
        yield session


def tried(living: Living, *arguments: Any) -> Review:
    with only_tried(living) as session:
        return review(session, *arguments)


def summary(found: Review) -> list[tuple[str, str]]:
    return [(each.what, each.identity) for each in found.found]


def test_everybody_is_told_what_they_are_in_the_order_in_which_to_act(
    staffed: Living, tmp_path: Path
) -> None:
    staffed.act(designations.set_designations, ("account", X), {"owner": BEA}, MAY)
    listed = export(tmp_path, "Extraño,editor", f"{ANA},", f"{CARLA},", "juan@else.example,")
    found = tried(staffed, listed, Asked(account=X))
    assert summary(found) == [
        ("stranger", "Extraño"),
        ("stranger", "juan@else.example"),
        ("left", ANA),
        ("missing", BEA),
        ("missing", BEA),
        ("entitled", CARLA),
    ]
    assert found.found[0].role == "editor"
    assert [(each.in_charge, each.by_area) for each in found.found if each.what == "missing"] == [
        ("owner", False),
        ("substitute", True),
    ]
    assert not found.met


def test_a_trial_keeps_nothing_and_a_record_one_list_with_one_entry(
    staffed: Living, tmp_path: Path
) -> None:
    listed, before = export(tmp_path, f"{ANA},", f"{BEA},"), staffed.everything()
    assert tried(staffed, listed, Asked(account=X)).met
    assert staffed.everything() == before
    done = staffed.act(review, listed, Asked(account=X, on=JUNE))
    assert (done.met, done.recorded, done.day) == (True, 1, JUNE)
    assert staffed.entries()[-1] == (RECORDED, "account", JUNE)
    assert staffed.rows(AccessSeen, "valid_from", "identity") == [(JUNE, ANA), (JUNE, BEA)]
    once_more = staffed.act(review, listed, Asked(account=X, on=JUNE))
    assert (once_more.recorded, summary(once_more)) == (0, summary(done))


def test_a_list_of_a_past_day_is_held_against_that_day(staffed: Living, tmp_path: Path) -> None:
    staffed.act(designations.set_designations, ("account", X), {"owner": CARLA}, JUNE)
    staffed.act(access_lists.record_access, X, [("later", None)], TODAY)
    listed = export(tmp_path, f"{ANA},")
    then = tried(staffed, listed, Asked(account=X, on=MAY))
    assert summary(then) == [("missing", BEA), ("entitled", ANA)]
    now = tried(staffed, listed, Asked(account=X))
    assert ("left", ANA) in summary(now)


def test_the_policy_in_force_says_who_is_entitled(living: Living, tmp_path: Path) -> None:
    """In Aguascalientes a task entitles and heading an area does not; the guidelines differ."""
    living.act(designations.set_designations, ("account", X), {"owner": ANA, "task": BEA}, BEGUN)
    living.act(designations.set_designations, ("account", X), {"substitute": ANA}, BEGUN)
    living.act(areas.set_area, "CS", {"head": CARLA}, BEGUN)
    living.act(areas.set_area, "JD01", {"head": ANA}, BEGUN)
    adopted(living, "mx-iee-ags-2023")
    listed = export(tmp_path, f"{BEA},", f"{CARLA},", f"{ANA},")
    found = summary(tried(living, listed, Asked(account=X)))
    assert found == [("stranger", CARLA), ("entitled", ANA), ("entitled", BEA)]


def test_while_owner_substitute_or_head_was_never_recorded_it_cannot_be_told(
    living: Living, tmp_path: Path
) -> None:
    adopted(living)
    listed = export(tmp_path, f"{BEA},")
    lacking = []
    for target, who in (
        (("account", X), {"owner": ANA}),
        (("account", X), {"substitute": ANA}),
        (None, None),
    ):
        [found] = [each for each in tried(living, listed, Asked(account=X)).found if each.lacking]
        lacking.append((found.what, found.lacking))
        if target:
            living.act(designations.set_designations, target, who, BEGUN)
    assert lacking == [("undecided", "owner"), ("undecided", "substitute"), ("undecided", "head")]


def test_a_name_is_somebody_only_where_that_is_asked_for_and_one_person_has_it(
    staffed: Living, tmp_path: Path
) -> None:
    listed = export(tmp_path, '"GOMEZ Ñ., Ana",', "Nadie,")
    found = tried(staffed, listed, Asked(account=X))
    namesakes = [(each.identity, each.person) for each in found.found if each.what == "namesake"]
    assert namesakes == [("GOMEZ Ñ., Ana", ANA)]
    assert not found.met
    meant = staffed.act(review, listed, Asked(account=X, match_names=True))
    assert ("entitled", ANA) in summary(meant)
    assert (ANA,) in staffed.rows(AccessSeen, "identity")


def test_two_people_of_one_name_are_nobody(staffed: Living, tmp_path: Path) -> None:
    staffed.act(people.set_person, CARLA, {"name": "Ana Gómez Ñ."}, BEGUN)
    listed = export(tmp_path, "Ana Gómez Ñ.,")
    found = staffed.act(review, listed, Asked(account=X, match_names=True))
    assert ("stranger", "Ana Gómez Ñ.") in summary(found)


def test_lists_of_many_accounts_are_recorded_each_with_its_entry(
    staffed: Living, tmp_path: Path
) -> None:
    staffed.act(accounts.add_account, "youtube/ieejemplo", {"area": "JD01"}, BEGUN)
    staffed.act(accounts.rename_account, X, "iee_nueva", MAY)
    rows = (f"x/ieejemplo,{ANA}", f"youtube.com/@ieejemplo,{ANA}", f"x/IEE_nueva,{BEA}")
    listed = export(tmp_path, *rows, header="cuenta,correo")
    entries = len(staffed.entries())
    found = staffed.act(review, listed, Asked())
    assert found.recorded == 2
    assert len(staffed.entries()) == entries + 2
    assert len(staffed.rows(AccessList, "account_id")) == 2
    assert {each.account.name for each in found.found} == {"x/iee_nueva", "youtube/ieejemplo"}


def test_one_account_is_not_given_the_people_of_several(staffed: Living, tmp_path: Path) -> None:
    rows = (f"x/ieejemplo,{ANA}", f"x/otra,{BEA}")
    several = export(tmp_path, *rows, header="cuenta,correo")
    with pytest.raises(IntakeError, match=r"several accounts .*x/otra….*--map cuenta=-"):
        tried(staffed, several, Asked(account=X))
    one = export(tmp_path, rows[0], header="cuenta,correo")
    assert ("entitled", ANA) in summary(tried(staffed, one, Asked(account=X)))


def test_every_row_whose_account_is_unknown_is_named(staffed: Living, tmp_path: Path) -> None:
    rows = ("x/ieejempl,a@b.example", ",c@d.example", "Mi página,e@f.example", f"{X},{ANA}")
    listed = export(tmp_path, *rows, header="cuenta,correo")
    with pytest.raises(IntakeError) as refused:
        tried(staffed, listed, Asked())
    told = [(fault.row, fault.reason) for fault in refused.value.faults]
    assert [row for row, _reason in told] == [2, 3, 4]
    assert "Did you mean “x/ieejemplo”?" in told[0][1]
    assert "does not say of which account" in told[1][1]
    assert "platform/handle" in told[2][1]


def test_a_closed_account_can_be_reviewed(staffed: Living, tmp_path: Path) -> None:
    staffed.act(accounts.close_account, X, JUNE)
    found = tried(staffed, export(tmp_path, "extraño@else.example,"), Asked(account=X))
    assert ("stranger", "extraño@else.example") in summary(found)


@pytest.mark.parametrize(
    ("rows", "asked", "reason"),
    [
        ([], Asked(account=X), "Nobody is on this list"),
        ([f"{ANA},"], Asked(), "--account x/ieejemplo, or --map COLUMN=handle"),
        ([f"{ANA},"], Asked(account="x/otra"), "no such account"),
        ([f"{ANA},"], Asked(account=X, on=date(2026, 11, 23)), "has not come yet"),
        ([f"{ANA},"], Asked(account=X, on=date(2019, 1, 1)), "It exists since"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    staffed: Living, tmp_path: Path, rows: list[str], asked: Asked, reason: str
) -> None:
    before = staffed.everything()
    with pytest.raises(IntakeError, match=reason):
        staffed.act(review, export(tmp_path, *rows), asked)
    assert staffed.everything() == before


def test_without_a_policy_nobody_can_be_judged(living: Living, tmp_path: Path) -> None:
    with pytest.raises(NothingAdoptedError):
        tried(living, export(tmp_path, f"{ANA},"), Asked(account=X))


def test_a_day_before_any_policy_is_judged_by_the_first_and_that_is_said(
    staffed: Living, tmp_path: Path
) -> None:
    found = tried(staffed, export(tmp_path, f"{ANA},"), Asked(account=X, on=date(2026, 2, 1)))
    assert "adopted on 2026-05-04" in found.notes[0]


def test_the_number_of_statements_does_not_grow_with_the_accounts(
    staffed: Living, tmp_path: Path
) -> None:
    handles = [f"iee_{number}" for number in range(12)]
    for handle in handles:
        staffed.act(accounts.add_account, f"x/{handle}", {"area": "JD01"}, BEGUN)

    def statements(listed: list[str]) -> int:
        rows = (f"x/{handle},{ANA}" for handle in listed)
        with recorded_statements(staffed.engine) as told:
            assert staffed.act(review, export(tmp_path, *rows, header="cuenta,correo")).recorded
        return len(told)

    assert statements(handles[:1]) == statements(handles)


@contextmanager
def recorded_statements(engine: Engine) -> Iterator[list[str]]:
    told: list[str] = []

    def keep(*given: Any) -> None:
        told.append(given[2])

    event.listen(engine, "before_cursor_execute", keep)
    yield told
    event.remove(engine, "before_cursor_execute", keep)
