"""Commented, empty files to start an inventory from."""

from collections.abc import Iterator
from pathlib import Path

from monitor.intake import sheets
from monitor.intake.columns import YES_NO, Column, Sheet
from monitor.intake.faults import Fault, IntakeError
from monitor.intake.folders import INSTITUTION_FILE, label
from monitor.intake.references import example
from monitor.intake.writing import file_name, refuse_existing, write_lines
from monitor.text import _


def write_template(folder: Path, lang: str) -> list[Path]:
    """Write one empty file per sheet in the names and headers of `lang`, and institution.yaml.

    The comments are in the language in use. The folder is made if it is not there; what is
    written reads back as an inventory without rows or faults.

    Raises:
        IntakeError: one of the files is there already, or `folder` is not a folder; nothing is
            written then.
        OSError: the files cannot be written.
    """
    if folder.exists() and not folder.is_dir():
        reason = _("This is a file; give the name of a folder.")
        raise IntakeError([Fault(label(folder), None, None, None, reason)])
    paths = {sheet.name: folder / file_name(sheet.name, lang) for sheet in sheets.ALL}
    institution = folder / INSTITUTION_FILE
    refuse_existing([*paths.values(), institution], folder)
    folder.mkdir(parents=True, exist_ok=True)
    for sheet in sheets.ALL:
        write_empty_sheet(folder, sheet.name, lang)
    with institution.open("x", encoding="utf-8", newline="\n") as stream:
        stream.write(_institution())
    return [*paths.values(), institution]


def write_empty_sheet(folder: Path, name: str, lang: str) -> Path:
    """Write one commented sheet without rows into a folder that is there; return the file.

    Raises:
        IntakeError: the file is there already.
        KeyError: there is no such sheet.
        OSError: the file cannot be written.
    """
    sheet, path = sheets.BY_NAME[name], folder / file_name(name, lang)
    header = [sheets.header(column, lang) for column in sheet.columns]
    write_lines(path, list(_comments(sheet, lang)), [header], lang)
    return path


def _comments(sheet: Sheet, lang: str) -> Iterator[str]:
    yield _("{sheet}: one row for each. Lines that begin with # are not read.").format(
        sheet=sheets.sheet_title(sheet.name, lang).capitalize().replace("_", " ")
    )
    required = [sheets.header(column, lang) for column in sheet.columns if column.required]
    yield _("Required: {columns}.").format(columns=", ".join([*required, *_either(sheet, lang)]))
    if any(column.kind == "date" for column in sheet.columns):
        yield _("Dates: 2026-01-31 or 31/01/2026.")
    if any(column.kind == "reference" for column in sheet.columns):
        yield _("What a row is about: {examples}.").format(examples=_examples(sheet))
    lists = [sheets.header(column, lang) for column in sheet.columns if column.kind == "list"]
    if lists:
        yield _("Lists, with ; between items: {columns}.").format(columns=", ".join(lists))
    dashes = [sheets.header(column, lang) for column in sheet.columns if column.dash]
    yield _("An empty cell: nobody knows, or it stays as it is.")
    if dashes:
        yield _("A dash (-) says that there is none, in: {columns}.").format(
            columns=", ".join(dashes)
        )
    for column in sheet.columns:
        yield from _listed(column, lang)


def _either(sheet: Sheet, lang: str) -> list[str]:
    groups = [
        _(" and ").join(sheets.display(sheet.name, name, lang) for name in group)
        for group in sheet.either
    ]
    return [_(" or ").join(groups)] if groups else []


def _examples(sheet: Sheet) -> str:
    about = [column for column in sheet.columns if column.kind == "reference"]
    subjects = dict.fromkeys(subject for column in about for subject in column.subjects)
    return ", ".join(example(subject) for subject in subjects)


def _listed(column: Column, lang: str) -> Iterator[str]:
    choices = YES_NO if column.kind == "boolean" else column.choices
    values = [
        choice.es[0] if lang == "es" else choice.value for choice in choices if not choice.refused
    ]
    if values:
        more = " | …" if column.open_choice else ""
        yield f"{sheets.header(column, lang)}: {' | '.join(values)}{more}"


def _institution() -> str:
    """Return a commented `institution.yaml`; what is not commented is valid as it stands.

    Explanations begin with `# `, settings to be had by deleting one character with `#`.
    """
    return "\n".join(
        [
            *_remarked(_("Who the institution is, and which written policies bind it.")),
            *_remarked(_("code: a short name for references, without spaces.")),
            "code: LOCAL",
            *_remarked(_("name: the name that reports show.")),
            "#name: Instituto Electoral de Ejemplo",
            *_remarked(_("timezone: whose midnight ends a day.")),
            "timezone: America/Mexico_City",
            *_remarked(_("calendar: which days are no business days; without it, the policy's.")),
            "#calendar: mx-lft",
            *_remarked(_("policies: the ids of the policies; “monitor policy list” shows them.")),
            "policies: [mx-ine-mail]",
            *_remarked(_("roles: which area has each office that the policy names.")),
            "#roles:",
            "#  communications: COMUNICACION",
            *_remarked(_("params: values that are your own, such as your mail domains.")),
            "#params:",
            "#  email.institutional-domain: {allowed_domains: [iee.example]}",
            *_remarked(_("readings: another of the interpretations that the policy offers.")),
            "#readings:",
            "#  rotation.max-age: {interval: days-60}",
            "",
        ]
    ).lstrip()


def _remarked(text: str) -> Iterator[str]:
    yield ""
    yield f"# {text}"
