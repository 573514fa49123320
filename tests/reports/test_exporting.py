"""Export: what is imported again is the same register, with the same verdicts."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import update

from monitor import db, rounds, sample
from monitor.credentials.models import Factor
from monitor.intake import packages, targets
from monitor.intake.faults import IntakeError
from monitor.inventory.relations import Designation
from tests.acts.test_importing import WHOLE
from tests.reports.round_trips import contents, exported, files, imported
from tests.staging import register as registers
from tests.staging.register import TODAY, Register

register, shared_engine = registers.register, registers.shared_engine

ANA, BEA = "ana@iee.example", "bea@iee.example"


@pytest.fixture
def institute(tmp_path: Path) -> Iterator[Register]:
    """Give a register of the whole sample, in memory."""
    engine = db.open_private()
    filled = Register(engine, tmp_path / "inventory")
    sample.write(tmp_path / "sample", "es")
    imported(filled, tmp_path / "sample", sample.AS_OF)
    yield filled
    engine.dispose()


def test_the_sample_comes_back_as_it_was(institute: Register, tmp_path: Path) -> None:
    comes_back(institute, tmp_path, "csv", "en", sample.AS_OF)


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("form", targets.FORMATS)
def test_every_sheet_comes_back_as_it_was(
    register: Register, tmp_path: Path, form: str, lang: str
) -> None:
    register.take(WHOLE)
    comes_back(register, tmp_path, form, lang, TODAY)


def comes_back(register: Register, folder: Path, form: str, lang: str, day: date) -> None:
    before = contents(register)
    exported(register, folder / "first", form, lang, day)
    imported(register, folder / "first", day)
    assert contents(register) == before
    exported(register, folder / "second", form, lang, day)
    if form == "xlsx":
        assert cells(folder / "first") == cells(folder / "second")
    else:
        assert files(folder / "first") == files(folder / "second")


def cells(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    (path,) = folder.glob("*.xlsx")
    book = load_workbook(path)
    return {
        sheet.title: [tuple((cell.value, cell.number_format) for cell in row) for row in sheet]
        for sheet in book.worksheets
    }


def test_both_databases_and_every_format_say_the_same(register: Register, tmp_path: Path) -> None:
    """The other database runs this test, too, and what it expects is written here."""
    register.take(WHOLE)
    exported(register, tmp_path / "out")
    (tmp_path / "out" / "institution.yaml").unlink()
    said = {
        path.stem: path.read_text(encoding="utf-8-sig").splitlines()[1:]
        for path in (tmp_path / "out").iterdir()
    }
    account = "x,Iee,A1,,,,redes.a1@iee.example,,,,,,,,,,,facebook/ieemx,,bea@iee.example,,,,,"
    assert said == {
        "areas": ["A1,Comunicación,,,,ana@iee.example", "B2,Vocalía,,,,-"],
        "people": ["ana@iee.example,Ana,,,A1,,,,", "bea@iee.example,Bea,,,B2,,,,"],
        "mailboxes": ["redes.a1@iee.example,generic,,ana@iee.example,,,"],
        "accounts": [
            f"facebook,iee.mx,B2,,,,redes.a1@iee.example,,,,,,,,,,,-,{ANA},-,,,,,",
            account,
        ],
        "designations": [f"account:x/Iee,,{ANA},owner,2026-01-01,,,"],
        "password_changes": [f"account:x/Iee,2026-10-01,{ANA}"],
        "access": [f"x,Iee,{ANA},,2026-11-01"],
        "portal": ["x,iee,,2026-11-01"],
        "documents": ["responsiva,account:x/Iee,,,2026-01-01,,"],
        "attestations": [f"password.custody,account:x/Iee,,{ANA},2026-10-01,yes"],
        "duties": ["rotation.max-age,area:A1,2027-01-01,,"],
    }


def test_verdicts_are_the_same(institute: Register, tmp_path: Path) -> None:
    exported(institute, tmp_path / "out", day=sample.AS_OF)
    own = "institution.yaml"  # with its policies adopted, the export would have what it tailors
    (tmp_path / "out" / own).write_bytes((tmp_path / "sample" / own).read_bytes())
    before, after = verdicts(tmp_path / "sample"), verdicts(tmp_path / "out")
    assert len(before) > 10_000
    assert sorted(map(str, before ^ after))[:5] == []


def verdicts(folder: Path) -> set[tuple[object, ...]]:
    asked = rounds.Asked(folder, ("mx-ine-mail",), today=sample.AS_OF)
    with rounds.preview(asked) as report:
        return {
            (judged.subject, finding.control.id, finding.outcome, str(finding.observed))
            for judged in report.subjects(True)
            for finding in judged.findings
        }


def test_who_is_in_charge_is_said_once(register: Register, tmp_path: Path) -> None:
    """By a cell where no day is known and nobody else ever was; else by the dated sheet."""
    register.take(
        {
            "accounts": (
                f"platform,handle,area,owner,substitute\nx,a,A,{ANA},{BEA}\nx,b,A,{ANA},{ANA}\n"
                f"x,c,A,{ANA},\n"
            ),
        }
    )
    own = db.table(Designation)
    ended = (own.c.role == "substitute") & (own.c.person_id == person_of(register, BEA))
    with db.writing(register.engine) as connection:
        connection.execute(update(own).where(ended).values(valid_to=date(2026, 3, 1)))
    before = contents(register)
    exported(register, tmp_path / "out")
    said = (tmp_path / "out" / "designations.csv").read_text(encoding="utf-8-sig").splitlines()[1:]
    assert said == [f"account:x/a,,{BEA},substitute,1900-01-01,2026-03-01,,"]
    imported(register, tmp_path / "out")
    exported(register, tmp_path / "again")
    assert files(tmp_path / "again") == files(tmp_path / "out")
    assert contents(register) == before


def person_of(register: Register, email: str) -> int:
    with register.engine.connect() as connection:
        found = connection.exec_driver_sql(
            f"SELECT person_id FROM person_version WHERE email = '{email}'"  # noqa: S608 - ours
        )
        return int(found.scalar_one())


def test_an_account_whose_handle_was_taken_again_gives_way(
    register: Register, tmp_path: Path
) -> None:
    register.take({"accounts": "platform,handle,area,status\nx,a,A,closed\nx,b,B,open\n"})
    with db.writing(register.engine) as connection:
        connection.exec_driver_sql(
            "UPDATE account_version SET handle = 'a', handle_key = 'a' WHERE handle = 'b'"
        )
    (note,) = exported(register, tmp_path / "out").notes
    assert note.startswith("1 closed account is left out")
    said = (tmp_path / "out" / "accounts.csv").read_text(encoding="utf-8-sig").splitlines()[1:]
    assert [line.split(",")[:3] for line in said] == [["x", "a", "B"]]


def test_an_account_that_only_others_named_has_no_area(register: Register, tmp_path: Path) -> None:
    register.take({"documents": "kind,subject,signed_on\nresponsiva,account:x/a,2026-01-01\n"})
    (note,) = exported(register, tmp_path / "out").notes
    assert note == "1 account has no area; fill it in before you import these files."


def test_what_only_the_product_may_say_is_said_as_the_most_a_file_may(
    register: Register, tmp_path: Path
) -> None:
    register.take({"accounts": "platform,handle,area,second_factor\nx,a,A,totp\n"})
    with db.writing(register.engine) as connection:
        connection.execute(update(db.table(Factor)).values(level="proved"))
    exported(register, tmp_path / "out")
    assert "totp,,,witnessed" in (tmp_path / "out" / "accounts.csv").read_text(encoding="utf-8")


def test_a_past_day_says_what_was_so_then(register: Register, tmp_path: Path) -> None:
    register.take(
        {
            "accounts": "platform,handle,area,closed_on\nx,a,A,2026-06-01\n",
            "designations": (
                f"account,person,role,started_on\naccount:x/a,{ANA},owner,2026-01-01\n"
                f"account:x/a,{BEA},owner,2026-07-01\n"
            ),
            "password_changes": (
                "subject,changed_on\naccount:x/a,2026-02-01\naccount:x/a,2026-08-01\n"
            ),
            "documents": (
                "kind,subject,signed_on\nresponsiva,account:x/a,2026-02-01\n"
                "responsiva,account:x/a,2026-08-01\n"
            ),
            "attestations": (
                f"control,subject,by,on,answer\npassword.custody,account:x/a,{ANA},2026-08-01,yes\n"
            ),
            "duties": (
                "control,subject,due_on,done_on\nrotation.max-age,area:A,2026-05-01,2026-06-01\n"
            ),
        }
    )
    exported(register, tmp_path / "out", day=date(2026, 5, 31))
    lines = {
        path.stem: path.read_text(encoding="utf-8-sig").splitlines()[1:]
        for path in (tmp_path / "out").glob("*.csv")
    }
    assert "closed" not in lines["accounts"][0]
    assert [len(lines[name]) for name in ("designations", "password_changes", "documents")] == [
        1
    ] * 3
    assert "attestations" not in lines
    assert lines["duties"] == ["rotation.max-age,area:A,2026-05-01,,"]
    exported(register, tmp_path / "on", day=date(2026, 6, 1))
    assert ",closed,," in (tmp_path / "on" / "accounts.csv").read_text(encoding="utf-8")


def test_before_anything_happened_there_is_nothing_but_what_has_no_day(
    register: Register, tmp_path: Path
) -> None:
    register.take(WHOLE)
    exported(register, tmp_path / "out", day=date(2025, 12, 31))
    assert not (tmp_path / "out" / "documents.csv").exists()
    assert (tmp_path / "out" / "accounts.csv").exists()
    assert TODAY - date(2025, 12, 31) > timedelta(0)


def test_the_file_of_the_institution_comes_with_it(register: Register, tmp_path: Path) -> None:
    register.take({"areas": "code\nA\n"})
    done = exported(register, tmp_path / "out", lang="es")
    assert [path.name for path in done.files] == ["areas.csv", "cuentas.csv", "institution.yaml"]
    assert all(path.exists() for path in done.files)
    own = (tmp_path / "out" / "institution.yaml").read_text(encoding="utf-8")
    assert own == "code: IEE\ntimezone: America/Mexico_City\n"


def test_a_folder_with_files_is_refused_before_anything_is_read(
    register: Register, tmp_path: Path
) -> None:
    register.take({"areas": "code\nA\n"})
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(IntakeError, match="add --force"):
        exported(register, tmp_path / "out")
    assert list(files(tmp_path / "out")) == ["mine.txt"]


def test_a_workbook_that_could_not_be_read_back_says_so(
    register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    register.take({"areas": "code\nA\n"})
    assert exported(register, tmp_path / "fine", "xlsx").notes == ()
    monkeypatch.setattr(packages, "LARGEST_FILE", 1000)
    (note,) = exported(register, tmp_path / "large", "xlsx").notes
    assert "could not be imported again" in note
    assert "as CSV" in note
