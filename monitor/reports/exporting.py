"""Export: the inventory of a day as files that can be imported, written whole or not at all."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import Connection

from monitor.adoption.queries import overlay_text
from monitor.intake import targets
from monitor.intake.encoding import FileRefused
from monitor.intake.folders import INSTITUTION_FILE
from monitor.intake.packages import look_through
from monitor.intake.placing import placed
from monitor.inventory.sheets import unsayable
from monitor.reports.inventory import contents
from monitor.scope import Scope
from monitor.text import _, ngettext


@dataclass(frozen=True)
class Wanted:
    """What an export is to be: where, in which format and language, and over what is there."""

    folder: Path
    form: str = "csv"
    lang: str = "en"
    force: bool = False


@dataclass(frozen=True)
class Exported:
    """What an export wrote: its files, and what is worth saying of them."""

    files: tuple[Path, ...]
    notes: tuple[str, ...] = ()


def export(connection: Connection, scope: Scope, day: date, wanted: Wanted) -> Exported:
    """Write what is so on a day, and what was dated up to it, into a folder.

    Imported into an empty register and exported again, it is the same to the byte (CSV, JSON) or
    the cell (XLSX). Cells are written as they are: nothing is disarmed, since it must read back.

    Raises:
        IntakeError: there are files in the folder, or the format cannot hold the inventory.
        OSError: the files cannot be written.
    """
    with placed(wanted.folder, force=wanted.force) as draft:
        sheets = contents(connection, scope, day)
        written = targets.named(wanted.form).write(draft, sheets, wanted.lang)
        own = draft / INSTITUTION_FILE
        own.write_text(overlay_text(connection, scope, day), encoding="utf-8", newline="\n")
        notes = list(_unsayable(connection, scope, day))
        notes += _too_large_to_read_back(written) if wanted.form == "xlsx" else []
    names = [path.name for path in (*written, own)]
    return Exported(tuple(wanted.folder / name for name in names), tuple(notes))


def _unsayable(connection: Connection, scope: Scope, day: date) -> Iterator[str]:
    taken_again, without_area = connection.execute(unsayable(scope, day)).one()
    if taken_again:
        yield ngettext(
            "{count} closed account is left out: another one has its handle now, and files tell "
            "accounts apart by their handle. `monitor backup` keeps it.",
            "{count} closed accounts are left out: others have their handles now, and files tell "
            "accounts apart by their handle. `monitor backup` keeps them.",
            taken_again,
        ).format(count=taken_again)
    if without_area:
        yield ngettext(
            "{count} account has no area; fill it in before you import these files.",
            "{count} accounts have no area; fill it in before you import these files.",
            without_area,
        ).format(count=without_area)


def _too_large_to_read_back(written: list[Path]) -> list[str]:
    try:
        for path in written:
            look_through(path)
    except FileRefused as refused:
        reason = _("This workbook could not be imported again: {reason}")
        return [reason.format(reason=refused.reason)]
    return []
