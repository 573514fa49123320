"""What lies at a path: the files that are sheets, the institution's own file, and the rest."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from monitor.intake import sheets
from monitor.intake.encoding import is_spreadsheet
from monitor.intake.faults import Fault, IntakeError, Note, shown
from monitor.intake.sources import csv
from monitor.intake.wording import nearest
from monitor.text import _, refusal

INSTITUTION_FILE = "institution.yaml"
POLICIES_FOLDER = "policies"
SPREADSHEETS = (".xlsx", ".xls", ".xlsm", ".ods")
FILES_NAMED = 10


@dataclass(frozen=True)
class Found:
    """The files by the English name of their sheet, and what lies beside them."""

    files: Mapping[str, Path]
    institution_file: Path | None
    policies_folder: Path | None
    notes: tuple[Note, ...] = ()


def find(path: Path) -> Found:
    """Tell what can be read at `path`, a folder of CSV files or one CSV file of accounts.

    Raises:
        IntakeError: nothing can be read there, a file cannot be opened, or two files are the
            same sheet.
    """
    if path.is_dir():
        return _in_folder(path)
    if path.suffix.lower() in SPREADSHEETS:
        raise IntakeError([_fault(path, is_spreadsheet())])
    _refuse_unreadable([path])
    return Found({"accounts": path}, None, _policies_in(path.parent))


def label(path: Path) -> str:
    """Return how messages call a file: its name, safe to print."""
    return shown(path.name or str(path))


def unreadable(path: Path, error: OSError) -> Fault:
    """Say that the system refused to let a file or folder be read, and why."""
    reason = _("It cannot be read ({detail}); check that it is there and its permissions.")
    return _fault(path, reason.format(detail=refusal(error)))


def _fault(path: Path, reason: str) -> Fault:
    return Fault(label(path), None, None, None, reason)


def _in_folder(folder: Path) -> Found:
    files: dict[str, Path] = {}
    others: list[Path] = []
    faults: list[Fault] = []
    institution: Path | None = None
    for path in _files_in(folder):
        name = sheets.named(path.stem) if path.suffix.lower() == csv.ENDING else None
        if path.name.lower() == INSTITUTION_FILE:
            institution = path
        elif name is None:
            others.append(path)
        elif name in files:
            faults.append(_fault(path, _same_sheet(name, files[name])))
        else:
            files[name] = path
    if faults:
        raise IntakeError(faults)
    if not files and institution is None:
        raise IntakeError([_fault(folder, _no_sheets(others))])
    _refuse_unreadable(files.values())
    notes = (Note(label(folder), _not_read(others)),) if others else ()
    return Found(files, institution, _policies_in(folder), notes)


def _files_in(folder: Path) -> list[Path]:
    """Return what lies in a folder but folders, hidden files and what spreadsheets leave open."""
    try:
        found = sorted(folder.iterdir())
    except OSError as error:
        raise IntakeError([unreadable(folder, error)]) from None
    return [path for path in found if not path.is_dir() and not path.name.startswith((".", "~"))]


def _policies_in(folder: Path) -> Path | None:
    policies = folder / POLICIES_FOLDER
    return policies if policies.is_dir() else None


def _refuse_unreadable(files: Iterable[Path]) -> None:
    faults = []
    for path in files:
        try:
            if path.exists() and not path.is_file():
                faults.append(_fault(path, _("This is no file with text in it; give a CSV file.")))
            else:
                path.open("rb").close()
        except OSError as error:
            faults.append(unreadable(path, error))
        except ValueError:  # a NUL in the path itself
            faults.append(_fault(path, _("There is no such file; check its name.")))
    if faults:
        raise IntakeError(faults)


def _same_sheet(name: str, other: Path) -> str:
    return _("This is the sheet “{sheet}”, and so is {other}; keep one of them.").format(
        sheet=sheets.sheet_title(name), other=label(other)
    )


def _no_sheets(others: list[Path]) -> str:
    reason = _("There is no sheet of an inventory in this folder; put {example} there.").format(
        example="accounts.csv / cuentas.csv"
    )
    return f"{reason} {_not_read(others)}" if others else reason


def _not_read(others: list[Path]) -> str:
    """Name the files that are no sheets, with the sheet one of them may be meant to be."""
    named = [label(path) for path in others[:FILES_NAMED]]
    text = _("Not read, because they are no sheets: {files}.").format(files=", ".join(named))
    if len(others) > FILES_NAMED:
        more = _("Not read, because they are no sheets: {files} and {count} more.")
        text = more.format(files=", ".join(named), count=len(others) - FILES_NAMED)
    if any(path.suffix.lower() in SPREADSHEETS for path in others):
        advice = _("Spreadsheets are not read yet; save their sheets as CSV (UTF-8).")
        text = f"{text} {advice}"
    return " ".join([text, *_meant(others)])


def _meant(others: list[Path]) -> list[str]:
    forms = [form for sheet in sheets.ALL for form in sheet.names]
    likely = ((path, nearest(path.stem, forms)) for path in others[:FILES_NAMED])
    return [
        _("Should {file} be named {name}?").format(file=label(path), name=f"{near}{csv.ENDING}")
        for path, near in likely
        if near and path.suffix.lower() == csv.ENDING
    ]
