"""Names become ids: what is listed, what is only named, what nobody lists."""

import pytest

from monitor.policy.schema import Institution
from tests.staging.register import Register

ACCOUNTS = "platform,handle,area,login_mailbox,owner\n"
AREAS = "code,name\nA1,Comunicación Social\nB2,Vocalía\n"
PEOPLE = "email\nana@iee.example\nbea@iee.example\n"


def reasons(register: Register, files: dict[str, str]) -> list[tuple[str, int | None, str]]:
    return [(each.file, each.row, each.reason) for each in register.refused(files)]


@pytest.mark.parametrize(
    "named", ["A1", "a1", "Comunicación Social", " comunicación   social ", "COMUNICACIÓN SOCIAL"]
)
def test_an_area_is_found_by_its_code_or_its_name(register: Register, named: str) -> None:
    register.take({"areas": AREAS, "accounts": f"{ACCOUNTS}x,iee,{named},,\n"})
    assert register.all("account_version", "area_id") == [("area:a1",)]


def test_the_code_of_one_area_goes_before_the_name_of_another(register: Register) -> None:
    register.take({"areas": "code,name\nA1,B2\nB2,Otra\n", "accounts": f"{ACCOUNTS}x,iee,b2,,\n"})
    assert register.all("account_version", "area_id") == [("area:b2",)]


def test_a_name_that_two_areas_have_must_be_told_by_code(register: Register) -> None:
    areas = "code,name\nA1,Vocalía\nB2,vocalía\n"
    files = {"areas": areas, "accounts": f"{ACCOUNTS}x,iee,Vocalía,,\nx,otra,A1,,\n"}
    assert reasons(register, files) == [
        (
            "accounts.csv",
            2,
            "More than one area has this name; write the code of the area instead.",
        )
    ]


def test_a_name_that_two_areas_have_is_no_fault_where_nobody_uses_it(register: Register) -> None:
    areas = "code,name\nA1,Vocalía\nB2,Vocalía\n"
    register.take({"areas": areas, "accounts": f"{ACCOUNTS}x,iee,A1,,\n"})
    assert register.all("account_version", "area_id") == [("area:a1",)]


def test_what_an_absent_sheet_would_list_becomes_a_stub_and_is_counted(register: Register) -> None:
    accounts = (
        f"{ACCOUNTS}x,iee,A1,redes@IEE.example,ana@iee.example\n"
        "x,otra,a1,redes@IEE.example,ana@iee.example\nx,mas,Vocalía,,bea@iee.example\n"
    )
    imported = register.take({"accounts": accounts})
    assert imported.stubs == {"area": 2, "mailbox": 1, "person": 2}
    assert imported.rows == {"accounts": 3}
    assert register.all("area_version", "code_key") == [("a1",), ("vocalía",)]
    assert register.all("person_version", "email") == [("ana@iee.example",), ("bea@iee.example",)]
    parts = ("address", "domain", "local_key", "local_last")
    assert register.all("mailbox_version", *parts) == [
        ("redes@iee.example", "iee.example", "redes", "redes")
    ]


def test_one_stub_serves_every_sheet_that_names_it(register: Register) -> None:
    files = {
        "accounts": f"{ACCOUNTS}x,iee,A1,,ana@iee.example\n",
        "designations": "area,person,role,started_on\nA1,ana@iee.example,task,2026-01-01\n",
        "attestations": (
            "control,subject,by,on,answer\npassword.custody,account:x/iee,ana@iee.example,"
            "2026-01-01,yes\npassword.custody,person:ana@iee.example,ana@iee.example,2026-01-01,no\n"
        ),
    }
    assert register.take(files).stubs == {"area": 1, "person": 1}
    assert len(register.all("person", "id")) == 1


def test_accounts_of_an_absent_sheet_become_stubs_too(register: Register) -> None:
    files = {
        "password_changes": "subject,changed_on\naccount:twitter/IEEjemplo,2026-01-01\n",
        "access": "platform,handle,identity,observed_on\nfacebook,Iee.Ejemplo,z,2026-01-01\n",
    }
    assert register.take(files).stubs == {"account": 2}
    assert register.all("account_version", "platform", "handle", "handle_key") == [
        ("facebook", "Iee.Ejemplo", "ieeejemplo"),
        ("x", "IEEjemplo", "ieejemplo"),
    ]


@pytest.mark.parametrize(
    ("files", "place", "reason"),
    [
        (
            {"areas": AREAS, "accounts": f"{ACCOUNTS}x,iee,A11,,\n"},
            ("accounts.csv", 2, "area", "A11"),
            "The sheet “areas” does not list {name}; did you mean “A1”?",
        ),
        (
            {"areas": AREAS, "accounts": f"{ACCOUNTS}x,iee,Zona 9,,\n"},
            ("accounts.csv", 2, "area", "Zona 9"),
            "The sheet “areas” does not list {name}; add it there, or correct it here.",
        ),
        (
            {"people": PEOPLE, "accounts": f"{ACCOUNTS}x,iee,A1,,ana@ieee.example\n"},
            ("accounts.csv", 2, "owner", "ana@ieee.example"),
            "The sheet “people” does not list {name}; did you mean “ana@iee.example”?",
        ),
        (
            {
                "mailboxes": "address\nredes@iee.example\n",
                "accounts": f"{ACCOUNTS}x,iee,A1,rede@iee.example,\n",
            },
            ("accounts.csv", 2, "login_mailbox", "rede@iee.example"),
            "The sheet “mailboxes” does not list {name}; did you mean “redes@iee.example”?",
        ),
        (
            {
                "accounts": f"{ACCOUNTS}x,IeeEjemplo,A1,,\n",
                "password_changes": "subject,changed_on\naccount:x/ieejemlo,2026-01-01\n",
            },
            ("password_changes.csv", 2, "subject", "x/ieejemlo"),
            "The sheet “accounts” does not list {name}; did you mean “x/IeeEjemplo”?",
        ),
        (
            {
                "accounts": f"{ACCOUNTS}x,IeeEjemplo,A1,,\n",
                "access": "platform,handle,identity,observed_on\nx,IeeEjemlo,z,2026-01-01\n",
            },
            ("access.csv", 2, "handle", "x/IeeEjemlo"),
            "The sheet “accounts” does not list {name}; did you mean “x/IeeEjemplo”?",
        ),
        (
            {"areas": "code,head\nA1,ana@iee.example\nB2,anna@iee.example\n", "people": PEOPLE},
            ("areas.csv", 3, "head", "anna@iee.example"),
            "The sheet “people” does not list {name}; did you mean “ana@iee.example”?",
        ),
        (
            {"areas": "code,parent\nA1,\nB2,A1\nC3,A9\n"},
            ("areas.csv", 4, "parent", "A9"),
            "The sheet “areas” does not list {name}; add it there, or correct it here.",
        ),
    ],
)
def test_what_a_sheet_that_is_there_does_not_list_is_dangling(
    register: Register, files: dict[str, str], place: tuple[str, int, str, str], reason: str
) -> None:
    (fault,) = register.refused(files)
    assert (fault.file, fault.row, fault.column, fault.value) == place
    assert fault.reason == reason.replace("{name}", f"“{place[-1]}”")


@pytest.mark.parametrize(
    ("files", "place", "reason"),
    [
        (
            {
                "mailboxes": "address,password_changed_on\nredes@iee.example,2026-02-30\n",
                "accounts": f"{ACCOUNTS}x,iee,A1,Redes@iee.example,\n",
            },
            ("accounts.csv", 2, "login_mailbox"),
            "The sheet “mailboxes” lists “Redes@iee.example” in row 2; put that row right.",
        ),
        (
            {
                "people": "email,active_from\nana@iee.example,2026-02-30\n",
                "accounts": f"{ACCOUNTS}x,iee,A1,,ana@iee.example\n",
            },
            ("accounts.csv", 2, "owner"),
            "The sheet “people” lists “ana@iee.example” in row 2; put that row right.",
        ),
        (
            {
                "areas": "code,kind\nA1,castle\nA2,\n",
                "accounts": f"{ACCOUNTS}x,iee,a1,,\n",
            },
            ("accounts.csv", 2, "area"),
            "The sheet “areas” lists “a1” in row 2; put that row right.",
        ),
        (
            {
                "accounts": (f"{ACCOUNTS[:-1]},opened_on\nx,Iee,A1,,,yesterday\nx,other,A1,,,\n"),
                "password_changes": "subject,changed_on\naccount:x/iee,2026-01-01\n",
            },
            ("password_changes.csv", 2, "subject"),
            "The sheet “accounts” lists “x/iee” in row 2; put that row right.",
        ),
    ],
)
def test_what_a_row_at_fault_lists_is_told_by_that_row_and_nothing_like_it_is_suggested(
    register: Register, files: dict[str, str], place: tuple[str, int, str], reason: str
) -> None:
    first, second = register.refused(files)
    assert first.row == 2
    assert (second.file, second.row, second.column) == place
    assert second.reason == reason


def test_a_row_that_is_left_out_is_named_by_those_that_needed_it(register: Register) -> None:
    files = {
        "areas": "code,head\nA1,nobody@iee.example\nA2,\n",
        "people": PEOPLE,
        "accounts": f"{ACCOUNTS}x,iee,A1,,\nx,other,A2,,\n",
    }
    taken = register.take(files, skip=True)
    assert [(fault.file, fault.row) for fault in taken.left_out] == [
        ("areas.csv", 2),
        ("accounts.csv", 2),
    ]
    told = "The sheet “areas” lists “A1” in row 2; put that row right."
    assert taken.left_out[1].reason == told


def test_identities_on_an_access_list_and_accounts_of_a_portal_never_dangle(
    register: Register,
) -> None:
    files = {
        "accounts": f"{ACCOUNTS}x,iee,A1,,\n",
        "people": PEOPLE,
        "access": "platform,handle,identity,observed_on\nx,iee,stranger,2026-01-01\n",
        "portal": "platform,handle,observed_on\nx,somebody,2026-01-01\n",
    }
    assert register.take(files).stubs == {"area": 1}
    assert register.all("access_seen", "identity") == [("stranger",)]


def test_a_sheet_that_lists_nobody_is_as_good_as_absent(register: Register) -> None:
    files = {"areas": "code,name\n", "people": "email\n"}
    accounts = f"{ACCOUNTS}x,iee,A1,,ana@iee.example\n"
    assert register.take({**files, "accounts": accounts}).stubs == {"area": 1, "person": 1}


@pytest.mark.parametrize("named", ["IEE", "iee", " Iee "])
def test_the_institution_is_named_by_its_code(register: Register, named: str) -> None:
    documents = f"kind,subject,signed_on\nstrategy,institution:{named},2026-01-01\n"
    register.take({"documents": documents})
    assert register.all("document", "subject_kind", "subject_id") == [
        ("institution", "institution:IEE")
    ]


@pytest.mark.parametrize("named", ["INE", "IEES", "zzz"])
def test_another_institution_is_refused_with_the_code_of_ones_own(
    register: Register, named: str
) -> None:
    documents = f"kind,subject,signed_on\nstrategy,institution:{named},2026-01-01\n"
    (fault,) = register.refused({"documents": documents})
    assert fault.reason == "This names another institution; its own code is IEE."
    assert (fault.row, fault.column, fault.value) == (2, "subject", named)


def test_a_code_of_several_words_names_the_institution_too(register: Register) -> None:
    register.institution = Institution(code="IEE  Sonora")
    documents = "kind,subject,signed_on\nstrategy,institution:iee sonora,2026-01-01\n"
    register.take({"documents": documents})
    assert len(register.all("document", "id")) == 1


def test_the_area_and_the_institution_of_one_code_are_two_subjects(register: Register) -> None:
    attestations = (
        "control,subject,by,on,answer\n"
        "password.custody,area:IEE,ana@iee.example,2026-01-01,yes\n"
        "password.custody,institution:IEE,ana@iee.example,2026-01-01,no\n"
    )
    register.take({"areas": "code\nIEE\n", "attestations": attestations})
    assert register.all("attestation", "subject_kind", "subject_id", "answer") == [
        ("area", "area:iee", True),
        ("institution", "institution:IEE", False),
    ]


def test_the_nearest_is_looked_for_in_the_first_faults_only(register: Register) -> None:
    rows = "".join(f"x,cuenta{number},A11,,\n" for number in range(60))
    faults = register.refused({"areas": AREAS, "accounts": ACCOUNTS + rows})
    guessed = ["did you mean “A1”?" in fault.reason for fault in faults]
    assert guessed == [True] * 50 + [False] * 10
