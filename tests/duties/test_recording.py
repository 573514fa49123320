"""Documents, attestations and duties as the files hold them."""

from datetime import date

import pytest

from tests.staging.register import Register, in_order

ANA, BEA = "ana@iee.example", "bea@iee.example"
JANUARY, MARCH, JUNE = date(2026, 1, 31), date(2026, 3, 1), date(2026, 6, 1)
SHA = "0123456789abcdef" * 4

SUBJECTS = [
    ("account:x/iee", ("account", "account:x/iee")),
    ("buzón:Redes@iee.example", ("mailbox", "mailbox:redes@iee.example")),
    ("area:A1", ("area", "area:a1")),
    ("person:ana@iee.example", ("person", "person:ana@iee.example")),
    ("institution:IEE", ("institution", "institution:IEE")),
]


@pytest.mark.parametrize(("named", "subject"), SUBJECTS)
def test_each_sheet_may_be_about_a_subject_of_any_kind(
    register: Register, named: str, subject: tuple[str, str]
) -> None:
    register.take(
        {
            "documents": f"kind,subject,signed_on\nother,{named},2026-03-01\n",
            "attestations": (
                f"control,subject,by,on,answer\npassword.custody,{named},{BEA},2026-03-01,yes\n"
            ),
            "duties": f"control,subject,due_on\npassword.custody,{named},2027-01-01\n",
        }
    )
    for table in ("document", "attestation", "duty"):
        assert register.all(table, "subject_kind", "subject_id") == [subject]


def test_documents_keep_all_their_cells(register: Register) -> None:
    documents = (
        "kind,subject,person,number,signed_on,valid_until,sha256\n"
        f"responsiva,account:x/iee,{ANA},OF-1,2026-01-31,2027-01-31,{SHA.upper()}\n"
        "designation,account:x/iee,,,2026-01-31,-,\n"
    )
    register.take({"documents": documents})
    columns = ("kind", "person_id", "number", "signed_on", "valid_until", "sha256")
    assert register.all("document", *columns) == [
        ("designation", None, None, JANUARY, None, None),
        ("responsiva", f"person:{ANA}", "OF-1", JANUARY, date(2027, 1, 31), SHA),
    ]


def test_each_answer_is_closed_by_the_next_of_that_control_subject_and_person(
    register: Register,
) -> None:
    rows = [
        ("password.custody", "account:x/iee", ANA, "2026-03-01", "no"),
        ("password.custody", "account:x/iee", ANA, "2026-01-31", "yes"),
        ("password.custody", "account:x/iee", ANA, "2026-06-01", "yes"),
        ("password.custody", "account:x/iee", BEA, "2026-03-01", "yes"),
        ("password.custody", "account:x/iee", "", "2026-01-31", "no"),
        ("password.custody", "account:x/iee", "", "2026-03-01", "yes"),
        ("password.custody", "account:x/otra", ANA, "2026-06-01", "yes"),
        ("rotation.max-age", "account:x/iee", ANA, "2026-06-01", "yes"),
    ]
    lines = "".join(
        f"{control},{subject},{person},{BEA},{on},{answer}\n"
        for control, subject, person, on, answer in rows
    )
    register.take({"attestations": f"control,subject,person,by,on,answer\n{lines}"})
    custody, iee, ana, bea = "password.custody", "account:x/iee", f"person:{ANA}", f"person:{BEA}"
    columns = ("control", "subject_id", "person_id", "valid_from", "valid_to", "answer")
    assert register.all("attestation", *columns) == sorted(
        [
            (custody, iee, ana, JANUARY, MARCH, True),
            (custody, iee, ana, MARCH, JUNE, False),
            (custody, iee, ana, JUNE, None, True),
            (custody, iee, bea, MARCH, None, True),
            (custody, iee, 0, JANUARY, MARCH, False),
            (custody, iee, 0, MARCH, None, True),
            (custody, "account:x/otra", ana, JUNE, None, True),
            ("rotation.max-age", iee, ana, JUNE, None, True),
        ],
        key=in_order,
    )
    assert {by for (by,) in register.all("attestation", "by_id")} == {bea}


def test_duties_are_open_until_the_day_they_were_discharged(register: Register) -> None:
    duties = (
        "control,subject,due_on,done_on,number\n"
        "password.custody,area:A1,2026-03-01,2026-06-01,OF-1\n"
        "password.custody,area:A1,2027-03-01,-,\npassword.custody,area:A1,2028-03-01,,\n"
    )
    register.take({"duties": duties})
    assert register.all("duty", "control", "due_on", "done_on", "number") == [
        ("password.custody", MARCH, JUNE, "OF-1"),
        ("password.custody", date(2027, 3, 1), None, None),
        ("password.custody", date(2028, 3, 1), None, None),
    ]
