"""Password changes and second factors, from the cells and from the dated sheet."""

from datetime import date

import pytest

from monitor.history import ALWAYS
from tests.staging.register import Register

ANA = "ana@iee.example"
JANUARY, MARCH, JUNE = date(2026, 1, 31), date(2026, 3, 1), date(2026, 6, 1)
COLUMNS = ("kind", "subject_id", "valid_from", "valid_to")


def test_each_change_is_closed_by_the_next_of_its_credential(register: Register) -> None:
    changes = (
        "subject,changed_on\naccount:x/iee,2026-03-01\naccount:x/iee,2026-01-31\n"
        "account:x/iee,2026-06-01\naccount:x/otra,2026-03-01\nmailbox:r@iee.example,2026-03-01\n"
    )
    register.take({"password_changes": changes})
    assert register.all("password_change", *COLUMNS) == [
        ("account", "account:x/iee", JANUARY, MARCH),
        ("account", "account:x/iee", MARCH, JUNE),
        ("account", "account:x/iee", JUNE, None),
        ("account", "account:x/otra", MARCH, None),
        ("mailbox", "mailbox:r@iee.example", MARCH, None),
    ]


@pytest.mark.parametrize(
    ("by", "by_id", "by_none"),
    [(ANA, f"person:{ANA}", False), ("-", None, True), ("", None, False)],
)
def test_who_changed_it_is_recorded_recorded_as_nobody_or_not_recorded(
    register: Register, by: str, by_id: str | None, *, by_none: bool
) -> None:
    register.take({"password_changes": f"subject,changed_on,by\naccount:x/iee,2026-03-01,{by}\n"})
    assert register.all("password_change", "by_id", "by_none") == [(by_id, by_none)]


def test_the_day_in_a_cell_is_a_change_of_which_no_more_is_known(register: Register) -> None:
    register.take(
        {
            "accounts": "platform,handle,area,password_changed_on\n"
            "x,iee,A1,2026-03-01\nx,otra,A1,\n",
            "mailboxes": "address,password_changed_on\nr@iee.example,2026-01-31\ns@iee.example,\n",
        }
    )
    assert register.all("password_change", *COLUMNS, "by_id", "by_none", "score") == [
        ("account", "account:x/iee", MARCH, None, None, False, None),
        ("mailbox", "mailbox:r@iee.example", JANUARY, None, None, False, None),
    ]


def test_a_cell_that_agrees_with_the_dated_sheet_adds_nothing(register: Register) -> None:
    register.take(
        {
            "accounts": "platform,handle,area,password_changed_on\nx,iee,A1,2026-03-01\n"
            "x,otra,A1,2026-06-01\n",
            "mailboxes": "address,password_changed_on\nr@iee.example,2026-03-01\n",
            "password_changes": f"subject,changed_on,by\naccount:x/iee,2026-03-01,{ANA}\n"
            f"mailbox:r@iee.example,2026-01-31,{ANA}\nmailbox:r@iee.example,2026-03-01,-\n",
        }
    )
    assert register.all("password_change", "subject_id", "valid_from", "by_id") == [
        ("account:x/iee", MARCH, f"person:{ANA}"),
        ("account:x/otra", JUNE, None),
        ("mailbox:r@iee.example", JANUARY, f"person:{ANA}"),
        ("mailbox:r@iee.example", MARCH, None),
    ]


FACTOR = ("subject_id", "method", "valid_from", "seen_on", "level", "holder_id", "holder_none")
HEADER = (
    "platform,handle,area,second_factor,second_factor_on,second_factor_level,second_factor_holder\n"
)


@pytest.mark.parametrize(
    ("cells", "factor"),
    [
        (
            f"totp,2026-03-01,witnessed,{ANA}",
            ("totp", MARCH, MARCH, "witnessed", f"person:{ANA}", False),
        ),
        (f"sms,,,{ANA}", ("sms", ALWAYS, None, None, f"person:{ANA}", False)),
        ("passkey,,evidenced,-", ("passkey", ALWAYS, None, "evidenced", None, True)),
        ("none,2026-03-01,,", ("none", MARCH, MARCH, None, None, False)),
        ("-,,,", ("none", ALWAYS, None, None, None, False)),
    ],
)
def test_a_factor_is_one_event_dated_where_the_file_says_when_it_was_seen(
    register: Register, cells: str, factor: tuple[object, ...]
) -> None:
    register.take({"accounts": f"{HEADER}x,iee,A1,{cells}\n"})
    assert register.all("factor", *FACTOR) == [("account:x/iee", *factor)]
    assert register.all("factor", "kind", "valid_to") == [("account", None)]


def test_an_undated_factor_holds_from_the_day_asked_for(register: Register) -> None:
    accounts = f"{HEADER}x,iee,A1,totp,,,\nx,otra,A1,totp,2026-01-31,,\n"
    register.take({"accounts": accounts}, since=JUNE)
    assert register.all("factor", "subject_id", "valid_from", "seen_on") == [
        ("account:x/iee", JUNE, None),
        ("account:x/otra", JANUARY, JANUARY),
    ]


def test_a_factor_nobody_recorded_is_no_event(register: Register) -> None:
    register.take({"accounts": f"{HEADER}x,iee,A1,,2026-03-01,attested,{ANA}\n"})
    assert register.all("factor", "method") == []
