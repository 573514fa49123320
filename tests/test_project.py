"""The project as a whole: what stands where, what is packed, locked, tested and translated."""

import ast
import gettext
import re
import socket
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests import catalogues

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
TOP_LEVEL = {
    *("monitor", "policies", "tests"),
    *("pyproject.toml", "README.md", "LICENSE", "requirements.lock"),
}

_REGISTER_COMMANDS = "tests/cli/test_register_commands.py"  # one table of lines for all of them

# Files without a test file of their own: which tests are theirs, and why.
COVERED_BY = {
    "monitor/*/models.py": "tests/conftest.py",  # tables do nothing; all engine tests use them
    "monitor/__main__.py": "tests/cli",  # it calls the command line
    "monitor/sample/*.py": "tests/sample/test_institute.py",  # its files are judged whole
    "monitor/intake/records.py": "tests/intake/sources",  # the shape in which sources give rows
    "monitor/intake/columns.py": "tests/intake/sheets",  # values that the sheets are made of
    "monitor/intake/sheets/accounts.py": "tests/intake/test_rows.py",  # its rows agree or not
    "monitor/dialects.py": "tests/test_db.py",  # a part of the one seam
    "monitor/migrations/versions/*.py": "tests/migrations/test_versions.py",  # all held to models
    "monitor/audit/stored.py": "tests/audit/test_verifying.py",  # read for verifying only
    "monitor/acts/backup_files.py": "tests/acts/test_backing_up.py",  # what a backup is made of
    "monitor/acts/examining*.py": "tests/cli/test_doctor.py",  # examined as the doctor does
    "monitor/acts/losses.py": "tests/acts/test_restoring.py",  # found and told by a restore
    "monitor/acts/moving.py": "tests/acts/test_restoring.py",  # a restore into another database
    "monitor/acts/opening.py": "tests/cli/test_init.py",  # what init does
    "monitor/acts/register_files.py": "tests/acts/test_registers.py",  # where registers lie
    "monitor/acts/restoring_*.py": "tests/acts/test_restoring.py",  # the ways of a restore
    "monitor/acts/upgrading.py": "tests/acts/test_registers.py",  # opening upgrades
    "monitor/reports/examined.py": "tests/cli/test_doctor.py",  # what the doctor says
    "monitor/inventory/kinds.py": "tests/inventory/test_lookup.py",  # where subjects are found
    "monitor/inventory/changing.py": "tests/acts/test_accounts.py",  # how each subject changes
    "monitor/inventory/designating.py": "tests/acts/test_designations.py",  # who is put in charge
    "monitor/inventory/moving.py": "tests/acts/test_merging_areas.py",  # what a merge moves
    "monitor/inventory/past.py": "tests/reports/test_subjects.py",  # a history as it is told
    "monitor/inventory/selecting.py": "tests/acts/test_attestations.py",  # all at once
    "monitor/inventory/ties.py": "tests/acts/test_accounts.py",  # mailboxes and linked accounts
    "monitor/audit/about.py": "tests/reports/test_subjects.py",  # entries of a history
    "monitor/credentials/changing.py": "tests/acts/test_passwords.py",  # passwords and factors
    "monitor/credentials/queries.py": "tests/reports/test_subjects.py",  # as a history tells them
    "monitor/duties/changing.py": "tests/acts/test_attestations.py",  # answers and papers
    "monitor/evaluations/changing.py": "tests/acts/test_evaluations.py",  # campaigns, answers
    "monitor/duties/queries.py": "tests/reports/test_subjects.py",  # as a history tells them
    "monitor/acts/working.py": "tests/acts/test_designations.py",  # what all acts refuse
    "monitor/cli/access.py": _REGISTER_COMMANDS,
    "monitor/cli/account.py": _REGISTER_COMMANDS,
    "monitor/cli/area.py": _REGISTER_COMMANDS,
    "monitor/cli/attest.py": _REGISTER_COMMANDS,
    "monitor/cli/changes.py": _REGISTER_COMMANDS,
    "monitor/cli/completion.py": _REGISTER_COMMANDS,
    "monitor/cli/designation.py": _REGISTER_COMMANDS,
    "monitor/cli/document.py": _REGISTER_COMMANDS,
    "monitor/cli/factor.py": _REGISTER_COMMANDS,
    "monitor/cli/fields.py": _REGISTER_COMMANDS,
    "monitor/cli/form.py": _REGISTER_COMMANDS,
    "monitor/cli/institution.py": _REGISTER_COMMANDS,
    "monitor/cli/mailbox.py": _REGISTER_COMMANDS,
    "monitor/cli/password.py": _REGISTER_COMMANDS,
    "monitor/cli/person.py": _REGISTER_COMMANDS,
    "monitor/cli/showing.py": _REGISTER_COMMANDS,
    "monitor/staging/changes.py": "tests/acts/test_importing_again.py",  # an import, whole
    "monitor/staging/journal.py": "tests/acts/test_importing_again.py",
    "monitor/staging/merging.py": "tests/acts/test_importing_again.py",
    "monitor/staging/steps.py": "tests/acts/test_importing_again.py",
    "monitor/staging/taking_in.py": "tests/acts/test_importing_again.py",
    "monitor/staging/told.py": "tests/acts/test_importing_again.py",
    "monitor/staging/writing.py": "tests/acts/test_importing_again.py",
    "monitor/inventory/registered.py": "tests/acts/test_importing_again.py",
    "monitor/acts/trying_import.py": "tests/acts/test_taking_files.py",  # a trial is offered files
}


def test_the_top_level_holds_only_what_belongs_there() -> None:
    found = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert found - TOP_LEVEL == set(), "this does not belong at the top of the project"
    assert TOP_LEVEL - found == set(), "this is missing at the top of the project"


def test_no_test_reaches_the_network() -> None:
    with pytest.raises(Exception, match="socket"):
        socket.create_connection(("192.0.2.1", 80), timeout=0.1)


# --- packing ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Build the wheel and give the names of what is in it."""
    folder = tmp_path_factory.mktemp("wheel")
    build: list[str | Path] = [
        sys.executable,
        "-m",
        "hatchling",
        "build",
        "--target",
        "wheel",
        "--directory",
        folder,
    ]
    done = subprocess.run(build, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(next(folder.glob("resguardo-*.whl"))) as wheel:
        return set(wheel.namelist())


def test_the_wheel_holds_every_policy_file(packed: set[str]) -> None:
    policies = {f"monitor/{file}" for file in _files("policies")}
    assert policies, "policies/ holds nothing"
    lacking = policies - packed
    assert not lacking, _told("the wheel lacks", lacking)


def test_the_wheel_holds_the_code_and_its_data(packed: set[str]) -> None:
    lacking = _files("monitor") - packed
    assert not lacking, _told("the wheel lacks", lacking)


def test_the_wheel_holds_the_catalogues(packed: set[str]) -> None:
    wanted = {f"monitor/locale/{language}/LC_MESSAGES/monitor.mo" for language in _languages()}
    assert wanted - packed == set()


def test_the_wheel_holds_nothing_but_the_package(packed: set[str]) -> None:
    strangers = {n for n in packed if not re.match(r"monitor/|resguardo-[0-9.]+\.dist-info/", n)}
    assert strangers == set()


@pytest.mark.parametrize(
    ("lock", "extras"),
    [("requirements.lock", ()), ("tests/requirements.lock", ("postgres", "dev"))],
)
def test_the_lock_holds_every_dependency(lock: str, extras: tuple[str, ...]) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    locked = dict(re.findall(r"^([a-z0-9-]+)==(\S+)", text, re.MULTILINE))
    wanted = [*PROJECT["dependencies"]]
    for extra in extras:
        wanted += PROJECT["optional-dependencies"][extra]
    for line in wanted:
        asked = Requirement(line)
        assert asked.name in locked, f"run .ci/lock: {lock} lacks {asked.name}"
        assert locked[asked.name] in asked.specifier, f"run .ci/lock: {lock} does not meet {asked}"


# --- tests mirror the package ------------------------------------------------------------------


def test_every_file_has_its_tests() -> None:
    missing = [f for f in _files("monitor") if _holds_code(f) and not _is_tested(Path(f))]
    assert not missing, _told("write tests/…/test_<name>.py, or a line in COVERED_BY", missing)


@pytest.mark.parametrize("pattern", COVERED_BY)
def test_what_is_covered_elsewhere_is_so(pattern: str) -> None:
    assert list(ROOT.glob(pattern)), "no such file any more: take the line out of COVERED_BY"
    assert (ROOT / COVERED_BY[pattern]).exists(), "no such tests"


def _told(what: str, items: Iterable[str]) -> str:
    """Return a message that shows every item, where pytest would cut the list short."""
    return "\n  ".join([what + ":", *sorted(items)])


def _files(folder: str) -> set[str]:
    """Return the files below a folder of the project, relative to it, byte code left out."""
    found = (path for path in (ROOT / folder).rglob("*") if path.is_file())
    return {p.relative_to(ROOT).as_posix() for p in found if "__pycache__" not in p.parts}


def _holds_code(file: str) -> bool:
    """Tell whether a file is Python and has more in it than a docstring, imports and names."""
    if not file.endswith(".py"):
        return False
    statements = ast.parse((ROOT / file).read_text(encoding="utf-8")).body
    return any(
        isinstance(s, ast.FunctionDef | ast.ClassDef | ast.With | ast.If) for s in statements
    )


def _is_tested(file: Path) -> bool:
    """Tell whether `monitor/x/y.py` has tests/x/test_y.py; a package may have any in its folder."""
    folder = ROOT / "tests" / file.parent.relative_to("monitor")
    if file.name == "__init__.py":
        return any(folder.glob("test_*.py"))
    elsewhere = any(file.match(pattern) for pattern in COVERED_BY)
    return elsewhere or (folder / f"test_{file.name}").exists()


# --- catalogues --------------------------------------------------------------------------------


def _languages() -> tuple[str, ...]:
    return catalogues.LANGUAGES


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_every_message_is_translated(language: str) -> None:
    faults = list(catalogues.faults(catalogues.read(language)))
    assert not faults, _told("run python -m tests.catalogues update, translate, compile", faults)


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_the_compiled_catalogue_is_current(language: str) -> None:
    file = catalogues.catalogue_file(language).with_suffix(".mo")
    assert file.exists(), "run python -m tests.catalogues compile"
    committed = _messages(file.read_bytes())
    current = _messages(catalogues.compiled(catalogues.read(language)))
    assert committed == current, "run python -m tests.catalogues compile"


def test_no_message_stands_inside_an_f_string() -> None:
    """The tool that takes messages from the source does not look into f-strings."""
    hidden = {
        f"{file}:{call.lineno}"
        for file in _files("monitor")
        if file.endswith(".py")
        for text in ast.walk(ast.parse((ROOT / file).read_text(encoding="utf-8")))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and _is_message(call)
    }
    assert not hidden, _told("give these messages a name on a line before", hidden)


def _is_message(call: ast.Call) -> bool:
    """Tell whether a call marks a text that is written out for the catalogues."""
    marks = isinstance(call.func, ast.Name) and call.func.id in catalogues.KEYWORDS
    return marks and any(isinstance(argument, ast.Constant) for argument in call.args)


def _messages(compiled: bytes) -> dict[object, str]:
    """Return what a compiled catalogue says, its header (with the tool's version) left out."""
    catalogue = gettext.GNUTranslations(BytesIO(compiled))._catalog  # type: ignore[attr-defined] # no public list
    return {key: value for key, value in catalogue.items() if key}
