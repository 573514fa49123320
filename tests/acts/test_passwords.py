"""Password changes without passwords: one, many, together; each once, each with its entry."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import event

from monitor.acts import accounts, areas, passwords
from monitor.acts.passwords import Together, record_changes, without_their_own
from monitor.credentials.models import PasswordChange
from monitor.intake.faults import IntakeError
from tests.acts.small_register import ANA, BEGUN, REDES, TODAY, Living

MAY = date(2026, 5, 4)


def changed(living: Living, *columns: str) -> list[tuple[object, ...]]:
    return living.rows(PasswordChange, "kind", "valid_from", "valid_to", *columns)


def test_a_change_is_recorded_and_ended_by_the_next(living: Living) -> None:
    living.act(record_changes, ["x/ieejemplo"], TODAY)
    living.act(record_changes, ["x/ieejemplo"], MAY, ANA)
    assert changed(living, "by_none", "score") == [
        ("account", MAY, TODAY, False, None),
        ("account", TODAY, None, False, None),
    ]
    assert living.entries()[-1] == (passwords.CHANGED, "account", MAY)


def test_the_mailboxes_of_accounts_change_with_them(living: Living) -> None:
    living.act(record_changes, ["x/ieejemplo"], MAY, None, Together(mailboxes=True))
    assert changed(living) == [("account", MAY, None), ("mailbox", MAY, None)]


def test_a_mailbox_is_named_by_its_address(living: Living) -> None:
    living.act(record_changes, [REDES, f"buzón:{REDES}"], MAY)
    assert changed(living) == [("mailbox", MAY, None)]


def test_all_accounts_of_an_area_but_the_delegated_and_closed_ones(living: Living) -> None:
    for name, told in (("a", {}), ("b", {"credential_model": "delegada"}), ("c", {})):
        living.act(accounts.add_account, f"x/{name}", {"area": "JD01", **told}, BEGUN)
    living.act(accounts.close_account, "x/c", date(2026, 3, 1))
    changes = living.act(record_changes, [], MAY, None, Together(all_of="JD01"))
    assert len(changes) == len(changed(living)) == 2
    assert living.act(without_their_own, "JD01", MAY) == ["x/b"]


def test_the_same_again_is_not_recorded_unless_it_says_who(living: Living) -> None:
    living.act(record_changes, ["x/ieejemplo"], MAY)
    before = living.everything()
    assert living.act(record_changes, ["x/ieejemplo"], MAY) == []
    assert living.everything() == before
    living.act(record_changes, ["x/ieejemplo"], MAY, ANA)
    assert len(changed(living)) == 1
    assert changed(living, "by_id")[0][3] is not None


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ((["x/nadie"],), "no such account"),
        ((["x/ieejemplo", "nadie@iee.example"],), "no such mailbox"),
        ((["x/ieejemplo"], None, "nadie@iee.example"), "no such person"),
        ((["x/ieejemplo"], date(2026, 11, 23)), "has not come yet"),
        ((["x/ieejemplo"], date(2020, 2, 29)), "It exists since 2020-03-01"),
        (([],), "Name the accounts or mailboxes"),
        (([], None, None, Together(all_of="CS")), "No account of this area"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    living: Living, asked: tuple[Any, ...], reason: str
) -> None:
    before = living.everything()
    with pytest.raises(IntakeError, match=reason):
        living.act(record_changes, *asked)
    assert living.everything() == before


def test_as_many_statements_whether_ten_or_a_hundred_accounts(living: Living) -> None:
    counted: list[str] = []
    event.listen(living.engine, "before_cursor_execute", lambda *call: counted.append(call[2]))
    taken = []
    for code, number in (("UNO", 10), ("DOS", 100)):
        living.act(areas.add_area, code, {}, BEGUN)
        with living.acting() as session:
            for place in range(number):
                told = {"area": code, "login_mailbox": REDES}
                accounts.add_account(session, f"x/{code.lower()}{place}", told, BEGUN)
        counted.clear()
        together = Together(mailboxes=True, all_of=code)
        assert len(living.act(record_changes, [], MAY, None, together)) >= number
        taken.append(len(counted))
    assert taken[0] >= taken[1]
