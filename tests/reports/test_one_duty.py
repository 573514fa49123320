"""One duty in full: its clause, its days, who owes it to whom, and what was recorded of it."""

import io
import json
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine

from monitor.acts import areas, designations
from monitor.acts.duties import Done, discharge
from monitor.adoption.queries import NothingAdoptedError
from monitor.intake.faults import RefusedError
from monitor.inventory.listing import AsOf
from monitor.reports import one_duty
from tests.acts.small_register import ANA, BEA, BEGUN, CARLA, TODAY, Living, small

MAY = date(2026, 5, 8)  # a Friday
X = ("account", "x/ieejemplo")
NOTICE = "admins.change-notice"


@pytest.fixture
def living(engine: Engine) -> Living:
    """Give the small register under the mail guidelines, its account handed from Ana to Bea."""
    living = small(engine)
    living.adopt("mx-ine-mail")
    living.act(areas.set_head, "CS", CARLA, BEGUN)
    living.act(areas.set_head, "JD01", BEA, BEGUN)
    living.act(areas.set_area, "CS", {"role": "communications"}, BEGUN)
    living.act(designations.set_designations, X, {"owner": ANA}, BEGUN)
    living.act(designations.set_designations, X, {"owner": BEA}, MAY)
    return living


def told(
    living: Living,
    form: str = "text",
    control: str = NOTICE,
    subject: str = "x/ieejemplo",
    day: date = TODAY,
) -> str:
    out = io.StringIO()
    with living.engine.connect() as connection:
        described = one_duty.describe(AsOf(connection, living.scope, day), control, subject)
        one_duty.write(described, out, form)
    return out.getvalue()


def as_json(living: Living, day: date = TODAY) -> Any:
    return json.loads(told(living, "json", day=day))


def test_it_tells_the_clause_the_days_who_owes_it_to_whom_and_what_to_do(living: Living) -> None:
    lines = told(living).splitlines()
    assert lines[0] == "x/ieejemplo"
    assert lines[1] == f"Changes of administrators told in time  ({NOTICE})"
    for part in ("late", "since 2026-05-08", "due on 2026-05-15"):
        assert part in lines[2]
    assert lines[2].endswith("191 days late")
    text = "\n".join(lines)
    assert "  mx-ine-mail 4.2.V «" in text
    assert f"Owed by: head of the area — {BEA}" in text
    assert f"— {CARLA}" in next(line for line in lines if line.startswith("To whom: "))
    assert f"To record that it was done: monitor duty discharge {NOTICE} x/ieejemplo" in text


def test_what_was_recorded_of_it_stands_below_with_who_recorded_it(living: Living) -> None:
    living.act(discharge, Done(NOTICE, number="OF-7", note="by post"), *X[1:], date(2026, 5, 20))
    told_so = as_json(living)
    assert (told_so["state"], told_so["discharge"]) == ("done", None)
    (row,) = told_so["history"]
    assert (row["due_on"], row["done_on"], row["days_late"]) == ("2026-05-15", "2026-05-20", 5)
    assert (row["number"], row["note"], row["by"]) == ("OF-7", "by post", "os:ana@host")
    assert row["recorded_at"] == "2026-11-22T18:00:00+00:00"
    assert "2026-11-22 12:00" in told(living)  # the institution's own time


def test_as_json_it_has_all_of_it(living: Living) -> None:
    told_so = as_json(living)
    assert told_so["control"] == NOTICE
    assert told_so["subject"] == "account:x/ieejemplo"
    assert told_so["due_on"] == "2026-05-15"
    assert told_so["statutory_days_only"] is False
    assert told_so["days_late"] == 191
    assert (told_so["owed_by"], told_so["owed_to"]) == (["area-head"], ["communications"])
    assert (told_so["people"], told_so["told"]) == ([BEA], [CARLA])
    assert [each["ref"] for each in told_so["clauses"]] == ["4.2.V"]
    assert told_so["message"]


def test_before_anything_set_it_off_nothing_is_owed(living: Living) -> None:
    assert "Nothing is owed" in told(living, control="breach.notify")
    assert "not owed" in told(living, control="breach.notify")


def test_what_cannot_be_told_is_refused(living: Living) -> None:
    for control, subject, reason in (
        ("admins.change-notise", "x/ieejemplo", NOTICE),
        ("mfa.enabled", "x/ieejemplo", "mfa.enabled"),
        (NOTICE, "x/nobody", "x/nobody"),
    ):
        with pytest.raises(RefusedError, match=reason):
            told(living, control=control, subject=subject)


def test_without_a_policy_nothing_can_be_owed(engine: Engine) -> None:
    with pytest.raises(NothingAdoptedError):
        told(small(engine))
