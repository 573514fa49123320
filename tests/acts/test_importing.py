"""Importing: all rows or none, every fault in one pass, and what goes on without bad rows."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from monitor import db, text
from monitor.acts.importing import Choices, import_inventory
from monitor.history import ALWAYS
from monitor.intake.faults import Fault, IntakeError
from tests.staging import register as registers
from tests.staging.register import CONTROLS, IEE, Register

register, shared_engine = registers.register, registers.shared_engine

ANA = "ana@iee.example"
WHOLE = {
    "areas": f"code,name,head\nA1,Comunicación,{ANA}\nB2,Vocalía,-\n",
    "people": f"email,name,area\n{ANA},Ana,A1\nbea@iee.example,Bea,Vocalía\n",
    "mailboxes": f"address,kind,holder\nredes.a1@iee.example,generic,{ANA}\n",
    "accounts": (
        "platform,handle,area,login_mailbox,owner,substitute,linked_accounts\n"
        f"x,Iee,A1,redes.a1@iee.example,{ANA},bea@iee.example,facebook/iee.mx\n"
        f"facebook,iee.mx,B2,redes.a1@iee.example,{ANA},-,-\n"
    ),
    "designations": f"account,person,role,started_on\nx/iee,{ANA},owner,2026-01-01\n",
    "password_changes": f"subject,changed_on,by\naccount:x/iee,2026-10-01,{ANA}\n",
    "access": f"platform,handle,identity,observed_on\nx,Iee,{ANA},2026-11-01\n",
    "portal": "platform,handle,observed_on\nx,iee,2026-11-01\n",
    "documents": "kind,subject,signed_on\nresponsiva,account:x/iee,2026-01-01\n",
    "attestations": (
        f"control,subject,by,on,answer\npassword.custody,account:x/iee,{ANA},2026-10-01,yes\n"
    ),
    "duties": "control,subject,due_on\nrotation.max-age,area:A1,2027-01-01\n",
}


def places(faults: list[Fault] | tuple[Fault, ...]) -> list[tuple[str, int | None, str | None]]:
    return [(fault.file, fault.row, fault.column) for fault in faults]


def test_a_whole_inventory_is_written(register: Register) -> None:
    told: list[tuple[str, int]] = []
    inventory = register.open(WHOLE)
    with db.writing(register.engine) as connection:
        imported = import_inventory(
            connection,
            inventory,
            IEE,
            Choices(CONTROLS),
            lambda sheet, rows: told.append((sheet, rows)),
        )
    counts = {sheet: content.count("\n") - 1 for sheet, content in WHOLE.items()}
    assert imported.rows == counts == dict(told)
    assert (imported.stubs, imported.left_out) == ({}, ())
    assert register.all("institution", "id", "code") == [(imported.institution_id, "IEE")]
    assert register.all("account_version", "handle", "area_id", "valid_from", "valid_to") == [
        ("Iee", "area:a1", ALWAYS, None),
        ("iee.mx", "area:b2", ALWAYS, None),
    ]
    assert {name: len(register.all(name, "institution_id")) for name in ("person", "area")} == {
        "person": 2,
        "area": 2,
    }


def test_what_is_undated_holds_from_the_day_asked_for(register: Register) -> None:
    register.take(WHOLE, since=date(2026, 11, 22))
    undated = ("institution_version", "account_version", "person_version")
    for table in (*undated, "area_version", "mailbox_version"):
        assert {each for (each,) in register.all(table, "valid_from")} == {date(2026, 11, 22)}
    assert register.all("password_change", "valid_from") == [(date(2026, 10, 1),)]


def test_nobody_knows_when_the_ties_of_what_is_new_came_about(register: Register) -> None:
    register.take(WHOLE, since=date(2026, 11, 22))
    for table in ("headship", "account_mailbox", "linked_account"):
        assert {each for (each,) in register.all(table, "valid_from")} == {ALWAYS}


def test_two_institutions_share_one_database(register: Register) -> None:
    register.take(WHOLE)
    before = register.count()
    register.institution = IEE.model_copy(update={"code": "OPL"})
    register.take(WHOLE)
    assert register.count() == 2 * before
    assert [code for _id, code in register.all("institution", "id", "code")] == ["IEE", "OPL"]


def test_one_file_of_accounts_is_enough(register: Register) -> None:
    imported = register.take({"accounts": "platform,handle,area\nx,iee,A1\n"})
    assert imported.rows == {"accounts": 1}
    assert imported.stubs == {"area": 1}


def test_an_institution_without_any_sheet_is_written_too(register: Register) -> None:
    (register.folder / "institution.yaml").write_text("code: IEE\n", encoding="utf-8")
    assert register.take({}).rows == {}
    assert register.all("institution_version", "timezone") == [("America/Mexico_City",)]


FAULTY: Mapping[str, str] = {
    **WHOLE,
    "accounts": (
        "platform,handle,area,owner,opened_on\n"
        f"x,iee,A1,{ANA},32/01/2026\n"
        f"x,otra,A9,{ANA},\n"
        "x,mas,A1,eva@iee.example,2027-01-01\n"
        f"facebook,iee.mx,A1,{ANA},\n"
        f"facebook,IEE.mx,A1,{ANA},\n"
    ),
    "attestations": (
        "control,subject,by,on,answer\n"
        f"password.custdy,account:facebook/iee.mx,{ANA},2026-10-01,yes\n"
        f"password.custody,account:facebook/iee.mx,{ANA},2026-10-01,perhaps\n"
    ),
    "designations": "account,person,role,started_on\n",
    "password_changes": f"subject,changed_on,by\naccount:x/nadie,2026-10-01,{ANA}\n",
    "access": "platform,handle,identity,observed_on\nfacebook,iee.mx,z,2026-11-01\n",
    "documents": "kind,subject,signed_on\nresponsiva,area:A1,2026-01-01\n",
    "duties": "control,subject,due_on\nzzz,area:A1,2027-01-01\n",
}
FAULTS = [
    ("accounts.csv", 2, "opened_on"),
    ("accounts.csv", 4, "opened_on"),
    ("attestations.csv", 3, "answer"),
    ("accounts.csv", 3, "area"),
    ("password_changes.csv", 2, "subject"),
    ("accounts.csv", 6, None),
    ("attestations.csv", 2, "control"),
    ("duties.csv", 2, "control"),
]


def test_every_fault_of_every_sheet_is_told_in_one_pass(register: Register) -> None:
    faults = register.refused(FAULTY)
    assert sorted(places(faults), key=str) == sorted(FAULTS, key=str)
    reasons = {(fault.file, fault.row): (fault.value, fault.reason) for fault in faults}
    assert reasons["attestations.csv", 2] == (
        "password.custdy",
        "No policy has this control; did you mean “password.custody”?",
    )
    assert reasons["duties.csv", 2] == (
        "zzz",
        "No policy has this control; `monitor policy show mx-ine-mail` lists them.",
    )


def test_where_there_is_a_fault_nothing_is_written(register: Register) -> None:
    register.refused(FAULTY)
    assert register.count() == 0
    # and nothing is in the way of the files once they are right
    for name in FAULTY:
        (register.folder / f"{name}.csv").unlink()
    register.take(WHOLE)
    assert len(register.all("account", "id")) == 2


def test_what_was_there_before_stays_where_there_is_a_fault(register: Register) -> None:
    register.take(WHOLE)
    before = register.count()
    register.institution = IEE.model_copy(update={"code": "OPL"})
    register.refused(FAULTY)
    assert register.count() == before


def test_a_private_database_is_as_good_after_a_fault(tmp_path: Path) -> None:
    # it has one connection only: no rollback by closing it
    register = Register(db.open_private(), tmp_path / "inventory")
    register.refused(FAULTY)
    assert register.count() == 0
    for name in FAULTY:
        (register.folder / f"{name}.csv").unlink()
    register.take(WHOLE)
    assert len(register.all("account", "id")) == 2
    register.engine.dispose()


def test_faults_name_files_and_columns_as_the_files_do(register: Register) -> None:
    files = {
        "Áreas": "CLAVE;Titular\nA1;ana@iee.example\n",
        "personal": "Correo electrónico\nbea@iee.example\n",
        "Cuentas": "red;usuario;área responsable;titular\nx;iee;A9;bea@iee.example\n",
        "nombramientos": "cuenta;persona;rol;inicio\nx/iee;bea@iee.example;suplente;01/02/2026\n",
        "declaraciones": (
            "control;sujeto;declarado por;fecha;respuesta\n"
            "nada;cuenta:x/otra;bea@iee.example;2026-01-01;sí\n"
        ),
    }
    assert places(register.refused(files)) == [
        ("Áreas.csv", 2, "Titular"),
        ("Cuentas.csv", 2, "área responsable"),
        ("declaraciones.csv", 2, "sujeto"),
        ("declaraciones.csv", 2, "control"),
    ]


@pytest.fixture
def _spanish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    catalogue = Catalog(locale="es")
    catalogue.add(
        "The sheet “{sheet}” does not list “{name}”; did you mean “{near}”?",
        "{sheet}: {name}, {near}?",
    )
    folder = tmp_path / "locale/es/LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "monitor.mo").open("wb") as file:
        write_mo(file, catalogue)
    monkeypatch.setattr(text, "LOCALE_FOLDER", tmp_path / "locale")
    text.use("es")


@pytest.mark.usefixtures("_spanish")
def test_a_sheet_is_called_in_the_language_of_the_reader(register: Register) -> None:
    accounts = "platform,handle,area,owner\nx,iee,A1,anna@iee.example\n"
    (fault,) = register.refused({"people": f"email\n{ANA}\n", "accounts": accounts})
    assert (fault.file, fault.column) == ("accounts.csv", "owner")
    assert fault.reason == f"personas: anna@iee.example, {ANA}?"


def test_spanish_files_and_english_ones_give_the_same_register(
    register: Register, tmp_path: Path
) -> None:
    english = {
        "areas": f"code,kind,head\nA1,local_board,{ANA}\n",
        "accounts": (
            "platform,handle,area,owner,substitute,status,second_factor,second_factor_on\n"
            f"x,Iee,A1,{ANA},-,open,security_key,2026-02-01\n"
        ),
        "attestations": (
            f"control,subject,by,on,answer\npassword.custody,account:x/iee,{ANA},2026-10-01,yes\n"
        ),
    }
    spanish = {
        "áreas": f"clave;tipo;titular\nA1;junta local;persona:{ANA}\n",
        "cuentas": (
            "red social;cuenta;área;propietaria;suplente;estado;segundo factor;"
            "fecha del segundo factor\n"
            f"Twitter;@Iee;A1;{ANA};—;abierta;llave de seguridad;01/02/2026\n"
        ),
        "declaraciones": (
            "control;asunto;declara;fecha;respuesta\n"
            f"password.custody;cuenta:x/IEE;{ANA};01/10/2026;sí\n"
        ),
    }
    register.take(english)
    other = Register(db.open_private(), tmp_path / "spanish")
    other.take(spanish)
    compared = {
        "account_version": ("account_id", "handle", "area_id", "status", "valid_from"),
        "area_version": ("code", "kind"),
        "headship": ("area_id", "person_id"),
        "designation": ("account_id", "person_id", "role"),
        "factor": ("subject_id", "method", "seen_on"),
        "attestation": ("subject_id", "by_id", "valid_from", "answer"),
    }
    for table, columns in compared.items():
        assert register.all(table, *columns) == other.all(table, *columns) != []
    other.engine.dispose()


def test_the_error_carries_every_fault_as_text_too(register: Register) -> None:
    inventory = register.open({"areas": "code,parent\nA1,B1\nA2,B2\n"})
    with pytest.raises(IntakeError) as refused, db.writing(register.engine) as connection:
        import_inventory(connection, inventory, IEE, Choices(CONTROLS))
    assert str(refused.value).count("areas.csv, row") == 2
