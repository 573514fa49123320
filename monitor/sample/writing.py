"""Writes the sample institute as an inventory folder, as a real institute would keep it."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from monitor.intake.writing import write_sheet
from monitor.sample import dated_sheets, subject_sheets
from monitor.sample.institute import Institute, institute
from monitor.sample.office import INSTITUTION_FILE
from monitor.sample.subject_sheets import Row

SHEETS: Mapping[str, Callable[[Institute], Iterator[Row]]] = {
    "areas": subject_sheets.areas,
    "people": subject_sheets.people,
    "mailboxes": subject_sheets.mailboxes,
    "accounts": subject_sheets.accounts,
    "designations": dated_sheets.designations,
    "password_changes": dated_sheets.password_changes,
    "access": dated_sheets.access,
    "documents": dated_sheets.documents,
    "attestations": dated_sheets.attestations,
    "duties": dated_sheets.duties,
}
"""Every sheet the institute keeps. It has no list of its portal: what rests on one is unknown."""


def write(folder: Path, lang: str) -> None:
    """Write the sample's inventory files and `institution.yaml` into `folder`, made if need be.

    `lang` ("es" or "en") is the language of sheet names, headers and listed values. Two writings
    are equal byte for byte.

    Raises:
        IntakeError: a sheet's file is there already; nothing is written over.
        OSError: a file cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    kept = institute()
    for name, rows in SHEETS.items():
        write_sheet(folder, name, rows(kept), lang)
    (folder / "institution.yaml").write_text(INSTITUTION_FILE, encoding="utf-8", newline="\n")
