"""The register's own commands, from the command line: what they record, show, ask and refuse."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from monitor.cli import asking, changes, completion, main
from tests.reports.example import SHEETS, written

Register = Callable[..., Result]

BEGUN = "2026-01-10"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the register of the small institute once; each test works on a copy."""
    folder = tmp_path_factory.mktemp("register")
    database = f"sqlite:///{folder / 'register.db'}"
    files = written(folder / "iee", SHEETS)
    for line in (["init", "--code", "IEE", "--yes"], ["import", str(files), "--on", BEGUN]):
        done = CliRunner().invoke(main, ["--lang", "en", "--database", database, *line])
        assert done.exit_code == 0, done.output
    return folder


@pytest.fixture
def register(template: Path, tmp_path: Path) -> Register:
    """Run `monitor` on a register of the small institute."""
    import shutil

    copy = tmp_path / "register"
    shutil.copytree(template, copy)
    database = f"sqlite:///{copy / 'register.db'}"

    def invoke(*arguments: object, lang: str = "en") -> Result:
        before = ["--lang", lang, "--database", database]
        return CliRunner().invoke(main, [*before, *map(str, arguments)])

    return invoke


def told(result: Result) -> str:
    """Return what a command that succeeded printed."""
    assert result.exit_code == 0, result.output
    return result.stdout


def listed(result: Result) -> list[dict[str, str]]:
    """Return the rows of a list printed as CSV."""
    return list(csv.DictReader(io.StringIO(told(result))))


def test_accounts_are_listed_with_who_is_in_charge(register: Register) -> None:
    rows = listed(register("account", "list", "--format", "csv"))
    assert rows[0] == {
        "account": "facebook/ieejemplo",
        "area": "CS",
        "name": "",
        "status": "open",
        "owner": "ana@iee.example",
        "substitute": "beto@iee.example",
    }
    assert [row["account"] for row in rows][1:] == ["youtube/ieejemplo", "x/ieejemplo"]
    one = listed(register("account", "list", "--area", "junta 01", "--format", "csv"))
    assert [row["account"] for row in one] == ["x/ieejemplo"]
    assert len(listed(register("account", "list", "--platform", "Twitter", "--format", "csv"))) == 1


def test_lists_are_of_the_day_that_is_asked_for(register: Register) -> None:
    told(register("account", "close", "x/ieejemplo", "--yes", "--on", "2026-06-01"))
    today = ("account", "list", "--format", "json")
    assert len(json.loads(told(register(*today)))) == 2
    assert len(json.loads(told(register(*today, "--all")))) == 3
    assert len(json.loads(told(register(*today, "--as-of", "2026-05-31")))) == 3
    assert json.loads(told(register(*today, "--as-of", "2026-01-09"))) == []


def test_a_change_is_shown_before_and_after(register: Register) -> None:
    shown = told(register("account", "set", "x/ieejemplo", "--name", "Instituto"))
    assert " x/ieejemplo" in shown
    assert "Instituto" in shown
    again = told(register("account", "set", "x/ieejemplo", "--name", "Instituto"))
    assert again == "Nothing to change: the register says so already.\n"


def test_a_try_writes_nothing(register: Register) -> None:
    shown = told(register("account", "rename", "x/ieejemplo", "otra", "--dry-run"))
    assert "otra" in shown
    assert "Only tried: nothing was written." in shown
    assert "otra" not in told(register("account", "list"))


def test_without_a_terminal_a_yes_must_be_given(register: Register) -> None:
    refused = register("account", "close", "x/ieejemplo")
    assert refused.exit_code == 2
    assert "add --yes" in refused.stderr
    assert "x/ieejemplo" in told(register("account", "list"))


@pytest.mark.parametrize(
    ("answer", "code", "left"), [("sí", 0, 2), ("y", 0, 2), ("no", 2, 3), ("", 2, 3)]
)
def test_at_a_terminal_it_is_asked_after_the_change_is_shown(
    register: Register, monkeypatch: pytest.MonkeyPatch, answer: str, code: int, left: int
) -> None:
    monkeypatch.setattr(asking, "may_ask", lambda: True)
    monkeypatch.setattr(click, "prompt", lambda *_asked, **_named: answer)
    done = register("account", "close", "x/ieejemplo")
    assert done.exit_code == code
    assert "What would change" in done.stdout
    assert len(listed(register("account", "list", "--format", "csv"))) == left


def test_an_account_is_shown_with_its_history_and_both_dates(register: Register) -> None:
    told(register("account", "rename", "x/ieejemplo", "iee_oficial", "--on", "03/05/2026"))
    told(register("--by", "ana@iee.example", "account", "set", "x/ieejemplo", "--purpose", "Redes"))
    told(register("password", "changed", "x/ieejemplo", "--by-person", "ana@iee.example"))
    told(register("factor", "attest", "x/ieejemplo", "--method", "totp", "--holder", "none"))
    told(register("access", "record", "x/ieejemplo", "ana@iee.example", "Un Extraño"))
    found = json.loads(
        told(register("account", "show", "x/ieejemplo", "--format", "json", lang="es"))
    )
    assert {"what": "handle", "value": "iee_oficial"} in found["now"]
    assert {row["role"] for row in found["in_charge"]} == {"owner", "substitute"}
    assert [row["identity"] for row in found["access"]] == ["ana@iee.example", "Un Extraño"]
    assert {row["method"] for row in found["credentials"]} == {None, "totp"}
    by = {(row["what"], row["value"]): row for row in found["history"]}
    renamed = by["handle", "iee_oficial"]
    assert renamed["happened_on"] == "2026-05-03"
    assert renamed["recorded_at"][:4].isdigit()
    assert by["purpose", "Redes"]["by"] == "ana@iee.example (claimed)"
    assert by["handle", "ieejemplo"]["happened_on"] == BEGUN
    past = told(register("account", "show", "x/iee_oficial", "--as-of", "2026-05-02"))
    assert "iee_oficial" in past.splitlines()[0]
    assert "purpose" not in past.split("History")[0]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("area show CS", ["Comunicación", "carla@iee.example"]),
        ("area list", ["JD01AGS", "Junta 01"]),
        ("person show ana@iee.example", [" facebook/ieejemplo", "Jefa"]),
        ("person show carla@iee.example", ["Heads", "CS"]),
        ("person list --area CS", ["ana@iee.example", "Jefa"]),
        ("person list --all", ["dora@iee.example"]),
        ("mailbox show prensa@iee.example", ["facebook/ieejemplo", "login"]),
        ("mailbox list --area JD01AGS", ["Redes.jd01ags@iee.example"]),
        ("designation list", [" facebook/ieejemplo", "beto@iee.example"]),
        ("designation list --person dora@iee.example", [" x/ieejemplo"]),
        ("document list", ["None."]),
        ("access list", ["None."]),
        ("duty list --area JD01AGS", ["rotation.notify-head"]),
        ("institution show", ["Instituto de Ejemplo", "America/Mexico_City"]),
    ],
)
def test_what_the_register_holds_is_shown(register: Register, line: str, words: list[str]) -> None:
    shown = told(register(*line.split()))
    for word in words:
        assert word in shown


@pytest.mark.parametrize(
    "line",
    [
        "account add https://www.instagram.com/iee_ejemplo/ --area CS --status abierta",
        "account transfer x/ieejemplo CS --on 2026-05-04",
        "area add JD02 --name Junta --kind district_board --head ana@iee.example",
        "area set CS --role comunicación",
        "area rename CS COM",
        "area head JD01AGS ana@iee.example",
        "area merge JD01AGS CS --yes",
        "person add eva@iee.example --name Eva --area CS --rank medio",
        "person set ana@iee.example --position Directora",
        "person close ana@iee.example --on 2026-12-31 --yes",
        "mailbox add otro@iee.example --kind genérico",
        "mailbox set prensa@iee.example --holder beto@iee.example",
        "designation set x/ieejemplo --owner ana@iee.example --from 2026-05-04 --number 1",
        "designation set --area CS --substitute none",
        "designation end x/ieejemplo --owner --on 2026-12-31 --yes",
        "document add x/ieejemplo --kind responsiva --signed-on 2026-05-04",
        "attest password.custody --all --answer yes --by-person ana@iee.example",
        "access record x/ieejemplo ana@iee.example",
        "password changed --all-of CS --mailbox --on 2026-05-04",
        "factor attest x/ieejemplo --method totp --level witnessed",
        "duty discharge rotation.notify-head x/ieejemplo --on 2026-05-04",
        "institution set --name Instituto",
    ],
)
def test_each_command_records_something_once(register: Register, line: str) -> None:
    assert "Recorded" in told(register(*line.split()))
    again = register(*line.split())
    assert again.exit_code == 2 or "Nothing to change" in again.stdout


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("account set x/ieejempl --name X", "Did you mean “x/ieejemplo”"),
        ("account set x/ieejemplo --name X --on 2026-01-09", "knows it from 2026-01-10 on"),
        ("account add x/ieejemplo --area CS", "has this account already"),
        ("account rename x/ieejemplo facebook/ieejemplo2", "stays on its network"),
        ("account transfer x/ieejemplo JD99", "no such area"),
        ("area merge CS CS --yes", "part of itself"),
        ("area close CS --yes", "still belong to it"),
        ("person set nadie@iee.example --name X", "no such person"),
        ("mailbox close prensa@iee.example --yes", "still uses it"),
        ("designation set x/ieejemplo", "Name somebody"),
        ("designation set --owner ana@iee.example", "Name one account"),
        ("designation set x/ieejemplo --owner dora@iee.example", "last day of this person"),
        ("designation end x/ieejemplo --yes", "Say whose ends"),
        ("designation end youtube/ieejemplo --substitute --yes", "Nobody is recorded"),
        ("document add x/ieejemplo --kind poema --signed-on 2026-01-10", "Write one of"),
        ("attest password.custody --answer yes", "Name the subjects"),
        ("attest password.custody --all --answer yes", "Say who attests it"),
        ("attest nada --all --answer yes --by-person ana@iee.example", "No policy has"),
        ("access record x/ieejemplo", "Name the people"),
        ("password changed", "Name the accounts"),
        ("password changed x/ieejemplo --on 2090-01-01", "has not come yet"),
        ("factor attest x/ieejemplo --method magia", "Write one of"),
        ("institution set --timezone Marte", "no such time zone"),
        ("account show x/nadie", "no such account"),
    ],
)
def test_bad_input_is_refused_with_a_way_out(register: Register, line: str, reason: str) -> None:
    refused = register(*line.split())
    assert refused.exit_code == 2, refused.output
    assert reason in refused.stderr
    assert "Traceback" not in refused.output


def test_a_list_of_access_may_come_from_a_file(register: Register, tmp_path: Path) -> None:
    path = tmp_path / "lista.csv"
    path.write_text("ana@iee.example,editora\nUn Extraño\n", encoding="utf-8")
    told(register("access", "record", "x/ieejemplo", "--file", path))
    rows = listed(register("access", "list", "--account", "x/ieejemplo", "--format", "csv"))
    assert [(row["identity"], row["role"]) for row in rows] == [
        ("ana@iee.example", "editora"),
        ("Un Extraño", ""),
    ]


def test_of_a_paper_its_digest_is_kept(register: Register, tmp_path: Path) -> None:
    (tmp_path / "carta.pdf").write_bytes(b"firmada")
    line = ["document", "add", "x/ieejemplo", "--kind", "responsiva", "--signed-on", "2026-05-04"]
    told(register(*line, "--file", tmp_path / "carta.pdf"))
    [row] = listed(register("document", "list", "--about", "x/ieejemplo", "--format", "csv"))
    assert len(row["sha256"]) == 64
    both = register(*line, "--file", tmp_path / "carta.pdf", "--sha256", "a" * 64)
    assert both.exit_code == 2
    assert "not both" in both.stderr


def test_who_leaves_is_said_to_be_still_in_charge(register: Register) -> None:
    left = register("person", "close", "beto@iee.example", "--on", "2026-11-30", "--yes")
    assert "Recorded" in told(left)
    assert "Still in charge" in left.stderr
    assert " facebook/ieejemplo" in left.stderr
    nobody = register("person", "close", "carla@iee.example", "--yes")
    assert "Still in charge" not in nobody.stderr


@pytest.mark.parametrize("noun", ["account x/ieejemplo", "area CS", "person ana@iee.example"])
def test_a_change_that_says_nothing_is_a_mistake(register: Register, noun: str) -> None:
    group, name = noun.split()
    refused = register(group, "set", name)
    assert refused.exit_code == 2
    assert "at least one option" in refused.stderr


def test_many_changes_are_counted(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "SHOWN", 3)
    line = "attest password.custody --all --answer yes --by-person ana@iee.example"
    assert told(register(*line.split())) == "6 changes recorded.\n"


def test_who_attests_may_be_who_acts(register: Register) -> None:
    line = "--by ana@iee.example attest password.custody x/ieejemplo --answer sí"
    assert "password.custody" in told(register(*line.split()))


def test_help_names_the_values_of_the_language_in_use(register: Register) -> None:
    assert "shared | delegated | phone" in told(register("account", "set", "--help"))
    spanish = told(register("account", "set", "--help", lang="es"))
    assert "compartida | delegada | teléfono" in " ".join(spanish.split())  # however it is wrapped


def completed(kind: str, text: str, database: str) -> list[str]:
    group = click.Context(main)
    group.params = {"database": database}
    context = click.Context(main, parent=group)
    return completion.of(kind)(context, click.Argument(["subject"]), text)


def test_references_are_completed(template: Path) -> None:
    database = f"sqlite:///{template / 'register.db'}"
    assert completed("account", "X/", database) == ["x/ieejemplo"]
    assert completed("area", "jd", database) == ["JD01AGS"]
    assert completed("person", "d", database) == ["dora@iee.example"]
    assert completed("mailbox", "zz", database) == []


def test_completion_is_silent_and_makes_no_register(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "nowhere.db"
    assert completed("account", "x", f"sqlite:///{missing}") == []
    assert not missing.exists()
    assert capfd.readouterr() == ("", "")


def test_controls_are_completed() -> None:
    context = click.Context(main)
    found = completion.controls(context, click.Argument(["control"]), "password.cu")
    assert found == ["password.custody"]


def export_of(folder: Path, *rows: str) -> Path:
    path = folder / "personas.csv"
    path.write_text("\n".join(["Quién;Función;Estado", *rows, ""]), encoding="utf-8")
    return path


def test_a_list_is_compared_and_nothing_is_written(register: Register, tmp_path: Path) -> None:
    path = export_of(tmp_path, "ana@iee.example;Total;x", "nadie@else.example;Total;x")
    line = ("access", "review", path, "--map", "Quién=identity", "--account", "facebook/ieejemplo")
    told = register(*line)
    assert told.exit_code == 1
    assert "read as: identity from “Quién”; role from “Función”." in told.stderr
    assert "not read: “Estado”" in told.stderr
    rows = [each.split()[0] for each in told.stdout.splitlines() if "facebook/" in each]
    assert rows == ["stranger", "missing", "in", "Only"]
    assert told.stdout.splitlines()[-1].endswith(
        "--map 'Quién=identity' --account facebook/ieejemplo --record"
    )
    assert listed(register("access", "list", "--format", "csv")) == []


def test_a_list_is_recorded_where_that_is_asked_for(register: Register, tmp_path: Path) -> None:
    path = export_of(tmp_path, "ana@iee.example;Total;x", "beto@iee.example;;x")
    line = ("access", "review", path, "--account", "facebook/ieejemplo", "--on", "2026-11-01")
    mapped = (*line, "--map", "Quién=identity", "--record", "--match-names")
    assert "1 list recorded." in told(register(*mapped))
    assert "Nothing to change" in told(register(*mapped))
    rows = listed(register("access", "list", "--format", "csv"))
    assert [(row["identity"], row["role"]) for row in rows] == [
        ("ana@iee.example", "Total"),
        ("beto@iee.example", ""),
    ]
    assert {row["observed_on"] for row in rows} == {"2026-11-01"}


def test_a_comparison_is_read_by_machines_alone(register: Register, tmp_path: Path) -> None:
    path = export_of(tmp_path, "Ana;Total;x")
    line = ("access", "review", path, "--account", "facebook/ieejemplo", "--map", "Quién=identity")
    found = json.loads(register(*line, "--format", "json").stdout)
    assert [(row["what"], row["person"]) for row in found] == [
        ("namesake", "ana@iee.example"),
        ("missing", None),
        ("missing", None),
    ]
    assert found[0]["command"].endswith("--account facebook/ieejemplo --match-names")
    names = register(*line, "--format", "json", "--match-names", "--on", "2026-11-01")
    assert names.exit_code == 0
    assert {row["what"] for row in json.loads(names.stdout)} == {"entitled", "missing"}


def test_a_list_that_cannot_be_read_is_refused(register: Register, tmp_path: Path) -> None:
    refused = register("access", "review", export_of(tmp_path, "a;b;c"))
    assert refused.exit_code == 2
    assert "--map COLUMN=identity" in refused.stderr
    assert "“Quién”, “Función”, “Estado”" in refused.stderr


def test_a_designation_form_is_written_and_the_signed_paper_filed(
    register: Register, tmp_path: Path
) -> None:
    path, signed = tmp_path / "form.html", tmp_path / "signed.pdf"
    done = register("form", "designation", "facebook/ieejemplo", "-o", path, lang="es")
    assert str(path) in told(done)
    assert 'lang="es"' in path.read_text(encoding="utf-8")
    assert "monitor person set ana@iee.example --phone PHONE" in done.stderr
    again = register("form", "designation", "CS", "--output", path)
    assert again.exit_code == 2
    assert "--force" in again.stderr
    line = told(register("form", "designation", "CS", "-o", path, "--force", "--on", "2026-11-01"))
    signed.write_bytes(b"%PDF-1.7")
    *filing, _file = line.split("monitor ")[1].split()
    words = {"DAY": "2026-11-03", "NUMBER": "OF-1"}
    told(register(*(words.get(word, word) for word in filing), signed))
    [kept] = listed(register("document", "list", "--format", "csv"))
    assert (kept["kind"], kept["number"], len(kept["sha256"])) == ("designation", "OF-1", 64)


def test_a_letter_is_written_for_a_person_and_an_account(
    register: Register, tmp_path: Path
) -> None:
    path = tmp_path / "carta.html"
    line = ("form", "responsiva", "ana@iee.example", "facebook/ieejemplo", "-o", path)
    assert "--person ana@iee.example" in told(register(*line))
    assert "Jefa" in path.read_text(encoding="utf-8")


def test_a_form_of_what_the_register_does_not_know_is_refused(
    register: Register, tmp_path: Path
) -> None:
    path = tmp_path / "form.html"
    refused = register("form", "designation", "x/otra", "-o", path)
    assert refused.exit_code == 2
    assert not path.exists()
    assert register("form", "designation", "CS", "-o", tmp_path / "no" / "a.html").exit_code == 2
