"""What lies at a path: the files that are sheets, the institution's own file, and the rest."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from monitor.intake import sheets, sources
from monitor.intake.encoding import FileRefused, is_spreadsheet
from monitor.intake.faults import Fault, IntakeError, Note, shown
from monitor.intake.records import Table, Tables
from monitor.intake.sources import csv
from monitor.intake.wording import nearest
from monitor.text import _, refusal

INSTITUTION_FILE = "institution.yaml"
POLICIES_FOLDER = "policies"
OTHER_SPREADSHEETS = (".xls", ".xlsm", ".xlsb", ".ods", ".fods")
FILES_NAMED = 10


@dataclass(frozen=True)
class Found:
    """The files and tables by the English name of their sheet, and what lies beside them.

    `labels` is how messages call each table: its file, and where a file has several, which one.
    """

    files: Mapping[str, Path]
    institution_file: Path | None
    policies_folder: Path | None
    notes: tuple[Note, ...] = ()
    tables: Mapping[str, Table] = field(default_factory=dict, compare=False, repr=False)
    labels: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)


def find(path: Path) -> Found:
    """Tell what can be read at `path`: a folder, a whole inventory in one file, or one CSV file.

    A folder holds CSV files, or one file that is a whole inventory. A single CSV file is one of
    accounts, whatever its name.

    Raises:
        IntakeError: nothing can be read there, a file cannot be opened, or two files are the
            same sheet.
    """
    if path.is_dir():
        return _in_folder(path)
    if path.suffix.lower() in OTHER_SPREADSHEETS:
        raise IntakeError([_fault(path, is_spreadsheet())])
    _refuse_unreadable([path])
    if _is_whole(path):
        beside = path.parent / INSTITUTION_FILE
        return _in_one_file(path, beside if beside.is_file() else None)
    return _found({"accounts": path}, None, _policies_in(path.parent))


def _found(
    files: dict[str, Path],
    institution: Path | None,
    policies: Path | None,
    notes: tuple[Note, ...] = (),
) -> Found:
    """Return what a set of files that are one sheet each gives."""
    tables = {name: table for name, path in files.items() for table in _tables(path)}
    labels = {name: label(path) for name, path in files.items()}
    return Found(files, institution, policies, notes, tables, labels)


def _tables(path: Path) -> Iterable[Table]:
    source = sources.of(path)
    return (source or csv).tables(path).by_name.values()


def _is_whole(path: Path) -> bool:
    source = sources.of(path)
    return source is not None and source.WHOLE


def _in_one_file(path: Path, institution: Path | None, others: Iterable[Note] = ()) -> Found:
    """Return the sheets of a file that is a whole inventory; one table alone is the accounts."""
    tables = _opened(path)
    named: dict[str, str] = {}
    strangers: list[str] = []
    faults = []
    for written in tables.by_name:
        name = sheets.named(written)
        if name is None:
            strangers.append(written)
        elif name in named:
            faults.append(_fault(path, _same_table(name, written, named[name])))
        else:
            named[name] = written
    if tables.alone and not named:
        named, strangers = {"accounts": strangers[0]}, []
    if not named:
        faults.append(_fault(path, _no_tables(strangers)))
    if faults:
        raise IntakeError(faults)
    notes = [*others, *(Note(label(path), text) for text in tables.notes)]
    if strangers:
        notes.append(Note(label(path), _tables_not_read(strangers)))
    return Found(
        dict.fromkeys(named, path),
        institution,
        _policies_in(path.parent),
        tuple(notes),
        {name: tables.by_name[written] for name, written in named.items()},
        {name: f"{label(path)}, {shown(written)}" for name, written in named.items()},
    )


def _opened(path: Path) -> Tables:
    source = sources.of(path) or csv
    try:
        return source.tables(path)
    except FileRefused as refused:
        raise IntakeError([Fault(label(path), refused.row, None, None, refused.reason)]) from None
    except OSError as error:
        raise IntakeError([unreadable(path, error)]) from None


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
        name = sheets.named(path.stem) if sources.of(path) is csv else None
        if path.name.lower() == INSTITUTION_FILE:
            institution = path
        elif name is None:
            others.append(path)
        elif name in files:
            faults.append(_fault(path, _same_sheet(name, files[name])))
        else:
            files[name] = path
    whole = [path for path in others if not files and _is_whole(path)]
    if len(whole) > 1:
        faults.append(_fault(folder, _which(whole)))
    if faults:
        raise IntakeError(faults)
    if whole:
        rest = [path for path in others if path not in whole]
        _refuse_unreadable(whole)
        return _in_one_file(whole[0], institution, _notes(folder, rest))
    if not files and institution is None:
        raise IntakeError([_fault(folder, _no_sheets(others))])
    _refuse_unreadable(files.values())
    return _found(files, institution, _policies_in(folder), tuple(_notes(folder, others)))


def _notes(folder: Path, others: list[Path]) -> Iterable[Note]:
    return [Note(label(folder), _not_read(others))] if others else []


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
    if any(_is_whole(path) for path in others):
        advice = _("A workbook or a JSON file is read by itself: give its name, not the folder's.")
        text = f"{text} {advice}"
    if any(path.suffix.lower() in OTHER_SPREADSHEETS for path in others):
        text = f"{text} {is_spreadsheet()}"
    return " ".join([text, *_meant(others)])


def _same_table(name: str, written: str, other: str) -> str:
    return _("“{table}” is the sheet “{sheet}”, and so is “{other}”; keep one of them.").format(
        table=shown(written), sheet=sheets.sheet_title(name), other=shown(other)
    )


def _which(whole: list[Path]) -> str:
    return _("More than one file here is a whole inventory: {files}. Give the name of one.").format(
        files=", ".join(label(path) for path in whole)
    )


def _no_tables(strangers: list[str]) -> str:
    titles = ", ".join(sheets.sheet_title(sheet.name) for sheet in sheets.ALL)
    reason = _("There is no sheet of an inventory in this file; name one of its sheets: {titles}.")
    told = reason.format(titles=titles)
    return f"{told} {_tables_not_read(strangers)}" if strangers else told


def _tables_not_read(strangers: list[str]) -> str:
    """Name the tables of a file that are no sheets, with the sheet one may be meant to be."""
    named = [shown(written) for written in strangers[:FILES_NAMED]]
    more = "" if len(strangers) <= FILES_NAMED else ", …"
    text = _("Not read, because they are no sheets: {files}.").format(files=", ".join(named) + more)
    forms = [form for sheet in sheets.ALL for form in sheet.names]
    likely = ((written, nearest(written, forms)) for written in strangers[:FILES_NAMED])
    meant = _("Should {file} be named {name}?")
    return " ".join(
        [text, *(meant.format(file=shown(written), name=near) for written, near in likely if near)]
    )


def _meant(others: list[Path]) -> list[str]:
    forms = [form for sheet in sheets.ALL for form in sheet.names]
    likely = ((path, nearest(path.stem, forms)) for path in others[:FILES_NAMED])
    return [
        _("Should {file} be named {name}?").format(file=label(path), name=f"{near}{csv.ENDING}")
        for path, near in likely
        if near and path.suffix.lower() == csv.ENDING
    ]
