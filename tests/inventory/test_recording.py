"""Subjects in the register: what the files say of them, what they leave open, when it holds."""

from datetime import date

import pytest

from monitor.history import ALWAYS
from monitor.policy.schema import Institution
from tests.staging.register import Register

ANA = "ana@iee.example"


def test_the_institution_is_written_with_what_its_file_says(register: Register) -> None:
    register.institution = Institution(
        code="IEE", name="Instituto", timezone="America/Hermosillo", calendar="mx-lft"
    )
    register.take({"areas": "code\nA1\n"})
    columns = ("institution_id", "name", "timezone", "calendar", "valid_from", "valid_to")
    assert register.all("institution_version", *columns) == [
        ("institution:IEE", "Instituto", "America/Hermosillo", "mx-lft", ALWAYS, None)
    ]


def test_areas_are_written_with_their_parents(register: Register) -> None:
    areas = (
        "code,name,kind,role,parent\n"
        "JL00AGS,Junta Local,local_board,,\n"
        "JD01AGS,Distrito 1,district_board,presidency,Junta Local\n"
        "CNCS,-,central,communications,-\n"
    )
    register.take({"areas": areas})
    columns = ("area_id", "code", "name", "kind", "role", "parent_id", "valid_from")
    assert register.all("area_version", *columns) == [
        ("area:cncs", "CNCS", None, "central", "communications", None, ALWAYS),
        (
            *("area:jd01ags", "JD01AGS", "Distrito 1", "district_board", "presidency"),
            *("area:jl00ags", ALWAYS),
        ),
        ("area:jl00ags", "JL00AGS", "Junta Local", "local_board", None, None, ALWAYS),
    ]


def test_people_are_written_with_their_area(register: Register) -> None:
    people = (
        "email,name,position,rank,area,employment,phone,active_from,active_to\n"
        "Ana@iee.example,Ana,Vocal,medio,A1,public_servant,449 910,2024-02-29,2027-01-31\n"
        "bea@iee.example,-,-,,,,-,,-\n"
    )
    register.take({"people": people})
    columns = ("person_id", "email", "name", "position", "rank", "area_id", "employment", "phone")
    assert register.all("person_version", *columns, "active_from", "active_to") == [
        (
            *(f"person:{ANA}", "Ana@iee.example", "Ana", "Vocal", "medio", "area:a1"),
            *("public_servant", "449 910", date(2024, 2, 29), date(2027, 1, 31)),
        ),
        ("person:bea@iee.example", "bea@iee.example", *(None,) * 8),
    ]


def test_mailboxes_are_written_taken_apart(register: Register) -> None:
    mailboxes = (
        "address,kind,purpose,holder,area,assigned_on\n"
        f"Redes.A1@IEE.example,generic,account,{ANA},A1,2026-01-31\n"
        "ayuda@iee.example,,,-,,\nlibre@iee.example,personal,,,,\n"
    )
    register.take({"mailboxes": mailboxes})
    columns = ("mailbox_id", "address", "domain", "local_key", "local_last", "kind", "purpose")
    more = ("holder_id", "holder_none", "area_id", "assigned_on")
    assert register.all("mailbox_version", *columns, *more) == [
        (
            *("mailbox:ayuda@iee.example", "ayuda@iee.example", "iee.example", "ayuda", "ayuda"),
            *(None, None, None, True, None, None),
        ),
        (
            *("mailbox:libre@iee.example", "libre@iee.example", "iee.example", "libre", "libre"),
            *("personal", None, None, False, None, None),
        ),
        (
            *("mailbox:redes.a1@iee.example", "Redes.A1@iee.example", "iee.example"),
            *("redes.a1", "a1", "generic", "account", f"person:{ANA}", False),
            *("area:a1", date(2026, 1, 31)),
        ),
    ]


def test_an_account_is_written_with_all_its_cells(register: Register) -> None:
    account = {
        "platform": "twitter",
        "handle": "@IeeEjemplo",
        "area": "A1",
        "url": "https://x.com/IeeEjemplo",
        "name": "Cuenta",
        "purpose": "Informar",
        "recovery_phone": "449 910",
        "credential_model": "phone",
        "status": "authorised",
        "authorised_on": "2026-01-01",
        "opened_on": "2026-01-02",
        "official_on_portal": "no",
        "verification": "requested",
        "last_post_on": "2026-11-21",
    }
    register.take({"accounts": f"{','.join(account)}\n{','.join(account.values())}\n"})
    written = {
        **account,
        "platform": "x",
        "handle": "IeeEjemplo",
        "handle_key": "ieeejemplo",
        "area_id": "area:a1",
        "authorised_on": date(2026, 1, 1),
        "opened_on": date(2026, 1, 2),
        "official_on_portal": False,
        "last_post_on": date(2026, 11, 21),
    }
    del written["area"]
    assert register.all("account_version", *written) == [tuple(written.values())]


def test_what_nobody_said_of_an_account_is_null(register: Register) -> None:
    register.take({"accounts": "platform,handle,area\nx,iee,A1\n"})
    empty = ("url", "name", "status", "credential_model", "opened_on", "closed_on", "valid_to")
    assert register.all("account_version", *empty) == [(None,) * len(empty)]


def versions(register: Register) -> list[tuple[object, ...]]:
    return register.all("account_version", "valid_from", "valid_to", "status", "closed_on")


@pytest.mark.parametrize("status", ["", "closed"])
def test_an_account_closed_on_a_day_was_open_until_then(register: Register, status: str) -> None:
    accounts = f"platform,handle,area,status,closed_on\nx,iee,A1,{status},2026-05-01\n"
    register.take({"accounts": accounts})
    day = date(2026, 5, 1)
    assert versions(register) == [(ALWAYS, day, None, day), (day, None, "closed", day)]
    assert register.all("account_version", "account_id") == [("account:x/iee",)] * 2


def test_an_account_closed_on_no_known_day_always_was(register: Register) -> None:
    register.take({"accounts": "platform,handle,area,status,closed_on\nx,iee,A1,closed,-\n"})
    assert versions(register) == [(ALWAYS, None, "closed", None)]


def test_an_account_closed_before_the_register_began_has_one_version(register: Register) -> None:
    accounts = "platform,handle,area,closed_on\nx,iee,A1,2026-05-01\nx,otra,A1,2026-11-22\n"
    register.take({"accounts": accounts}, since=date(2026, 11, 22))
    assert versions(register) == [
        (date(2026, 11, 22), None, "closed", date(2026, 5, 1)),
        (date(2026, 11, 22), None, "closed", date(2026, 11, 22)),
    ]


def test_what_is_only_named_is_known_by_its_name_alone(register: Register) -> None:
    register.take(
        {
            "accounts": "platform,handle,area,owner,login_mailbox\n"
            f"x,iee,Zona 1,{ANA},r.s@iee.example\n",
            "people": f"email,area\n{ANA},\n",
            "designations": f"account,person,role,started_on\nx/iee,{ANA},owner,2026-01-01\n",
        }
    )
    assert register.all("area_version", "code", "code_key", "name", "kind") == [
        ("Zona 1", "zona 1", None, None)
    ]
    assert register.all("mailbox_version", "address", "local_last", "kind", "holder_none") == [
        ("r.s@iee.example", "s", None, False)
    ]


def test_an_account_that_is_only_named_may_have_any_handle(register: Register) -> None:
    documents = (
        "kind,subject,signed_on\nstrategy,account:bluesky/iee.example,2026-01-01\n"
        "strategy,account:mastodon/IEE@social.example,2026-01-01\n"
        "strategy,account:https://www.facebook.com/Iee.Ejemplo,2026-01-01\n"
    )
    register.take({"documents": documents})
    found = register.all("account_version", "platform", "handle", "handle_key", "linked_none")
    assert [row[:2] for row in found] == [
        ("bluesky", "iee.example"),
        ("facebook", "Iee.Ejemplo"),
        ("mastodon", "IEE@social.example"),
    ]
    assert {row[3] for row in found} == {False}


def test_each_subject_has_one_identity_however_often_it_is_named(register: Register) -> None:
    accounts = "platform,handle,area,owner,substitute\n" + "".join(
        f"x,cuenta{number},A1,{ANA},{ANA}\n" for number in range(5)
    )
    register.take({"areas": "code,name\nA1,Vocalía\n", "accounts": accounts})
    counts = {name: len(register.all(name, "id")) for name in ("account", "area", "person")}
    assert counts == {"account": 5, "area": 1, "person": 1}
