"""Questions about what exists on a day, asked of one institution."""

from datetime import date

from monitor.inventory.queries import area_names, mailbox_domains
from monitor.scope import Scope
from tests.staging.register import IEE, Register

TODAY, BEFORE = date(2026, 11, 22), date(2026, 11, 21)
MAILBOXES = "address\na@iee.example\nb@otra.example\nc@iee.example\nd@mas.example\n"


def test_domains_are_counted_the_most_common_first(register: Register) -> None:
    scope = Scope(register.take({"mailboxes": MAILBOXES}).institution_id)
    with register.engine.connect() as connection:
        found = mailbox_domains(connection, scope, TODAY)
    assert list(found.items()) == [("iee.example", 2), ("mas.example", 1), ("otra.example", 1)]


def test_areas_are_named_by_their_code_those_without_a_name_too(register: Register) -> None:
    files = {"areas": "code,name\nA1,Vocalía\nB2,\n"}
    scope = Scope(register.take(files).institution_id)
    with register.engine.connect() as connection:
        assert area_names(connection, scope, TODAY) == {"A1": "Vocalía", "B2": None}


def test_another_institution_and_another_day_are_not_counted(register: Register) -> None:
    files = {"mailboxes": MAILBOXES, "areas": "code\nA1\n"}
    later = Scope(register.take(files, since=TODAY).institution_id)
    register.institution = IEE.model_copy(update={"code": "OPL"})
    other = Scope(register.take({**files, "areas": "code\nZ9\n"}).institution_id)
    with register.engine.connect() as connection:
        assert area_names(connection, other, TODAY) == {"Z9": None}
        assert area_names(connection, later, TODAY) == {"A1": None}
        assert area_names(connection, later, BEFORE) == {}
        assert mailbox_domains(connection, later, BEFORE) == {}
        assert sum(mailbox_domains(connection, later, TODAY).values()) == 4
