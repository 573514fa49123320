"""The list of duties: what is due first at the top, who owes it to whom, and how to record it."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, event

from monitor.acts import accounts, areas, designations, passwords
from monitor.acts.duties import Done, discharge
from monitor.adoption.queries import NothingAdoptedError
from monitor.intake.faults import RefusedError
from monitor.inventory.listing import AsOf
from monitor.reports import duties
from monitor.reports.duties import Asked
from tests.acts.small_register import ANA, BEA, BEGUN, CARLA, REDES, TODAY, Living, small

MAY = date(2026, 5, 8)  # a Friday
DUE = date(2026, 5, 15)
X = ("account", "x/ieejemplo")
NOTICE = "admins.change-notice"
ALL = Asked()


@pytest.fixture
def living(engine: Engine) -> Living:
    """Give the small register under the mail guidelines, with Ana in charge of its account."""
    living = small(engine)
    living.adopt("mx-ine-mail")
    living.act(areas.set_head, "CS", CARLA, BEGUN)
    living.act(areas.set_head, "JD01", BEA, BEGUN)
    living.act(areas.set_area, "CS", {"role": "communications"}, BEGUN)
    living.act(designations.set_designations, X, {"owner": ANA}, BEGUN)
    return living


def listed(living: Living, asked: Asked = ALL, day: date = TODAY) -> list[dict[str, Any]]:
    with living.engine.connect() as connection:
        table = duties.duties(AsOf(connection, living.scope, day), asked)
        return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


def one(living: Living, control: str, day: date = TODAY) -> dict[str, Any]:
    (row,) = listed(living, Asked(control=control, about="x/ieejemplo"), day)
    return row


def test_a_change_of_administrator_is_to_be_told_within_five_business_days(living: Living) -> None:
    living.act(designations.set_designations, X, {"owner": BEA}, MAY)
    row = one(living, NOTICE, date(2026, 5, 11))
    assert row["since"] == MAY
    assert row["due_on"] == DUE
    assert (row["state"], row["days_late"], row["done_on"]) == ("due_soon", None, None)
    assert (row["owed_by"], row["people"]) == ("area-head", BEA)
    assert row["owed_to"] == "communications"
    assert row["clauses"] == "mx-ine-mail 4.2.V"
    assert row["discharge"] == f"monitor duty discharge {NOTICE} x/ieejemplo"


def test_lateness_counts_from_what_happened_not_from_when_it_was_recorded(living: Living) -> None:
    living.act(designations.set_designations, X, {"owner": BEA}, MAY)  # recorded in November
    row = one(living, NOTICE)
    assert (row["state"], row["days_late"]) == ("late", (TODAY - DUE).days)


def test_what_was_done_is_listed_only_when_asked_for(living: Living) -> None:
    living.act(designations.set_designations, X, {"owner": BEA}, MAY)
    living.act(discharge, Done(NOTICE), "x/ieejemplo", date(2026, 5, 20))
    assert listed(living, Asked(control=NOTICE)) == []
    (row,) = listed(living, Asked(control=NOTICE, everything=True))
    assert (row["state"], row["discharge"]) == ("done", None)


def test_what_is_due_first_stands_first_and_what_has_no_day_last(living: Living) -> None:
    living.act(designations.set_designations, X, {"owner": BEA}, MAY)
    due = [row["due_on"] for row in listed(living)]
    dated = [day for day in due if day]
    assert DUE in dated
    assert due == [*sorted(dated), *[None] * (len(due) - len(dated))]


def test_it_can_be_asked_of_an_area_a_person_a_subject_and_what_is_late(living: Living) -> None:
    living.act(accounts.add_account, "facebook/otracosa", {"area": "CS", "opened_on": "2020-01-01"})
    living.act(designations.set_designations, X, {"owner": BEA}, MAY)
    living.act(
        designations.set_designations, ("account", "facebook/otracosa"), {"owner": ANA}, TODAY
    )
    of = {
        "JD01": listed(living, Asked(area="jd01")),
        "x": listed(living, Asked(about="x/ieejemplo")),
        "late": listed(living, Asked(overdue=True)),
        "bea": listed(living, Asked(person=BEA)),
    }
    assert {row["area"] for row in of["JD01"]} == {"JD01"}
    assert {row["subject"] for row in of["x"]} == {"account:x/ieejemplo"}
    assert of["late"]
    assert all(row["days_late"] for row in of["late"])
    assert {row["subject"] for row in of["bea"]} == {
        "account:x/ieejemplo",  # in her charge
        "area:jd01",  # that she heads
        f"mailbox:{REDES}",  # that her account is opened with
    }
    mine = {(row["subject"], row["control"]) for row in of["bea"]}
    assert mine < {(row["subject"], row["control"]) for row in listed(living)}


def test_a_change_of_password_is_to_be_told_to_the_head(living: Living) -> None:
    living.act(passwords.record_changes, ["x/ieejemplo"], MAY, ANA)
    row = one(living, "rotation.notify-head")
    assert (row["since"], row["owed_by"], row["owed_to"]) == (MAY, "administrators", "area-head")


def test_before_any_policy_was_in_force_the_first_one_tells(living: Living) -> None:
    with living.engine.connect() as connection:
        table = duties.duties(AsOf(connection, living.scope, date(2026, 1, 9)))
    assert table.title == ("Duties, by the policies adopted on 2026-01-10: none was in force yet")


def test_statements_do_not_grow_with_what_is_listed(living: Living) -> None:
    def statements() -> tuple[int, int]:
        ran: list[str] = []

        def note(*arguments: Any) -> None:
            ran.append(arguments[2])

        event.listen(living.engine, "before_cursor_execute", note)
        try:
            count = len(listed(living))
        finally:
            event.remove(living.engine, "before_cursor_execute", note)
        return len(ran), count

    few, short = statements()
    for number in range(30):
        living.act(accounts.add_account, f"x/otra{number}", {"area": "CS"}, BEGUN)
        target = ("account", f"x/otra{number}")
        living.act(designations.set_designations, target, {"owner": ANA}, BEGUN)
        living.act(designations.set_designations, target, {"owner": BEA}, MAY)
    many, long = statements()
    assert long >= short + 30
    assert many == few


def test_what_nobody_can_owe_is_refused(living: Living) -> None:
    for asked, reason in (
        (Asked(control="rotation.notify-hed"), "rotation.notify-head"),
        (Asked(control="rotation.max-age"), "rotation.max-age"),
        (Asked(area="nowhere"), "no such area"),
        (Asked(person="nobody@iee.example"), "no such person"),
        (Asked(about="x/nobody"), "x/nobody"),
    ):
        with pytest.raises(RefusedError, match=reason):
            listed(living, asked)


def test_without_a_policy_nothing_can_be_owed(engine: Engine) -> None:
    with pytest.raises(NothingAdoptedError):
        listed(small(engine))
