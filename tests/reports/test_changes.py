"""What an import would change, in the words of the sheets."""

import io
from datetime import date

from monitor import text
from monitor.reports import tables
from monitor.reports.changes import changes_table

NEW = {"valid_from": date(2026, 3, 1), "person_id": "person:ana@iee.example", "role": "owner"}


def shown(*found: tuple[str, str, str | None, object, object]) -> list[str]:
    out = io.StringIO()
    tables.write(changes_table("Changes", found), out, "csv")
    return out.getvalue().splitlines()[1:]


def test_a_column_is_called_as_in_the_sheet() -> None:
    row = ("account:x/iee", "account_version", "area_id", "area:A1", "area:B2")
    assert shown(row) == ["account:x/iee,area,area:A1,area:B2"]
    text.use("es")
    assert shown(row) == ["account:x/iee,área,area:A1,area:B2"]


def test_a_new_subject_is_new_and_a_new_relation_says_what_it_is() -> None:
    assert shown(
        ("account:x/iee", "account_version", None, None, {"handle": "iee"}),
        ("account:x/iee", "designation", None, None, NEW),
        ("account:x/iee", "designation", None, None, {"role": "task"}),
        ("account:x/iee", "account_mailbox", None, None, {"use": "login", "mailbox_id": "a@b"}),
        ("account:x/iee", "password_change", None, None, {"valid_from": date(2026, 3, 1)}),
        ("account:x/iee", "document", None, None, {"kind": "responsiva", "number": "7"}),
    ) == [
        "account:x/iee,new,,",
        "account:x/iee,owner,,person:ana@iee.example",
        "account:x/iee,designations,,'-",
        "account:x/iee,login_mailbox,,a@b",
        "account:x/iee,password_changed_on,,2026-03-01",
        "account:x/iee,documents,,responsiva 7",
    ]


def test_what_gives_way_is_told_beside_what_takes_its_place() -> None:
    ended = {**NEW, "person_id": "person:bea@iee.example", "valid_to": date(2026, 3, 1)}
    assert shown(
        ("account:x/iee", "designation", None, ended, NEW),
        ("account:x/iee", "password_change", None, {"valid_from": date(2026, 1, 1)}, NEW),
    ) == [
        "account:x/iee,owner,person:bea@iee.example,person:ana@iee.example",
        "account:x/iee,password_changed_on,2026-01-01,2026-03-01",
    ]


def test_what_only_ends_says_what_it_was_and_when() -> None:
    link = {"platform": "x", "handle_key": "other", "valid_to": date(2026, 3, 1)}
    (told,) = shown(("account:x/iee", "linked_account", None, link, None))
    assert told.startswith('account:x/iee,linked_accounts,x other,"no longer, from ')


def test_a_choice_is_told_in_the_language_in_use() -> None:
    text.use("es")
    assert shown(
        ("account:x/iee", "factor", "method", "app", "security_key"),
        ("account:x/iee", "factor", None, None, {"method": "sms", "level": "evidenced"}),
        ("account:x/iee", "account_version", "status", "open", "closed"),
    ) == [
        "account:x/iee,segundo factor,aplicación,llave de seguridad",
        "account:x/iee,segundo factor,,mensaje de texto con evidencia",
        "account:x/iee,estado,abierta,cerrada",
    ]


def test_columns_that_only_the_register_needs_are_not_shown() -> None:
    assert (
        shown(
            ("mailbox:a@b", "mailbox_version", "address_key", "a", "b"),
            ("mailbox:a@b", "mailbox_version", "domain", "a", "b"),
        )
        == []
    )


def test_that_there_is_none_is_told_as_a_change() -> None:
    assert shown(
        ("account:x/iee", "account_version", "linked_none", False, True),
        ("mailbox:a@b", "mailbox_version", "holder_none", True, False),
    ) == ["account:x/iee,linked_accounts,,'-", "mailbox:a@b,holder,'-,"]


def test_the_institution_is_told_by_its_own_names() -> None:
    row = ("institution", "institution_version", "timezone", "America/Mexico_City", "UTC")
    assert shown(row) == ["institution,time zone,America/Mexico_City,UTC"]
