"""What is known of passwords: the newest change, and how many there are and by whom."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection

from monitor.facts.passwords import ChangesByYear, new_years
from tests.facts.registers import BEFORE, facts
from tests.oracle.records import PasswordChange
from tests.oracle.sketches import ACCOUNT, ANA, DAY, MAILBOX, mailbox, staffed, with_mailbox

EARLIER = DAY - timedelta(days=60)


def _change(**known: Any) -> PasswordChange:
    given: dict[str, Any] = {"kind": "account", "subject_id": ACCOUNT, "valid_from": EARLIER}
    return PasswordChange(**given | known)


def test_the_newest_change_of_the_day_is_the_one_judged(connection: Connection) -> None:
    rows = (
        _change(valid_to=DAY, by_id=ANA, score=1, meets_composition=False, breached=True),
        _change(valid_from=DAY, by_none=True, score=4, meets_composition=True, reused=True),
    )
    world = staffed(password_changes=rows)
    now, then = facts(connection, world), facts(connection, world, day=BEFORE)
    assert (now["password_changed_on"], then["password_changed_on"]) == (DAY, EARLIER)
    assert (now["password_score"], then["password_score"]) == (4, 1)
    assert (now["password_meets"], then["password_meets"]) == (True, False)
    assert (now["password_breached"], now["password_reused"]) == (None, True)
    assert (then["password_breached"], then["password_reused"]) == (True, None)
    assert (now["changes"], now["changes_by_nobody"], now["changes_by_unknown"]) == (2, 1, 0)
    assert (then["changes"], then["changes_by_nobody"], then["changes_by_unknown"]) == (1, 0, 0)


def test_a_change_without_an_author_is_counted_as_such(connection: Connection) -> None:
    row = facts(connection, staffed(password_changes=(_change(),)))
    assert (row["changes"], row["changes_by_nobody"], row["changes_by_unknown"]) == (1, 0, 1)


def test_where_nothing_is_on_record_there_is_nothing_to_count(connection: Connection) -> None:
    row = facts(connection, staffed())
    assert row["password_changed_on"] is None
    assert (row["changes"], row["changes_by_nobody"], row["changes_by_unknown"]) == (0, 0, 0)


def test_a_mailbox_has_changes_of_its_own(connection: Connection) -> None:
    own = _change(kind="mailbox", subject_id=MAILBOX)
    world = with_mailbox(mailbox(), password_changes=(own,))
    assert facts(connection, world, "mailbox")["password_changed_on"] == EARLIER
    assert facts(connection, world)["password_changed_on"] is None


@pytest.mark.parametrize(
    ("days", "counts"),
    [
        ((), (0, 0, False)),
        ((date(2026, 1, 1), date(2026, 3, 31)), (2, 0, False)),
        ((date(2025, 12, 31), date(2026, 1, 1)), (1, 1, False)),
        ((date(2024, 12, 31), date(2025, 1, 1)), (0, 1, True)),
        ((date(2026, 4, 1),), (0, 0, False)),
    ],
)
def test_ruling_26_changes_are_counted_by_calendar_year(
    connection: Connection, days: tuple[date, ...], counts: tuple[int, int, bool]
) -> None:
    spans = zip(days, [*days[1:], None], strict=False)
    rows = tuple(_change(valid_from=begins, valid_to=ends) for begins, ends in spans)
    row = facts(connection, staffed(password_changes=rows), asks=(ChangesByYear(),))
    found = tuple(row[name] for name in ChangesByYear().columns())
    assert (*found[:2], bool(found[2])) == counts


def test_the_first_year_of_all_has_none_before_it() -> None:
    assert new_years(date(1, 3, 1)) == (date(1, 1, 1), date(1, 1, 1))
    assert new_years(date(2026, 3, 31)) == (date(2026, 1, 1), date(2025, 1, 1))
