"""One round on one screen: files to register, register to facts, facts to findings, to a report."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import Connection, Engine

from monitor import clock, db
from monitor.acts.importing import Choices, Imported, import_inventory
from monitor.checks import examples, fitness
from monitor.checks.examples import Outcome
from monitor.findings import evaluate
from monitor.findings.judged import judged, tally
from monitor.intake.inventory_files import InventoryFiles, open_inventory
from monitor.inventory import queries
from monitor.policy.library import Library, read_institution
from monitor.policy.problems import PolicyError
from monitor.policy.requirements import Requirements, compile_requirements
from monitor.reports.data import LeftOut, Report
from monitor.scope import Scope
from monitor.text import _

Progress = Callable[[str, int], None]


class NoPolicyNamedError(Exception):
    """Neither the caller nor `institution.yaml` names a policy; `known` are those there are."""

    def __init__(self, known: list[str]) -> None:
        """Keep the ids that could be named."""
        super().__init__(", ".join(known))
        self.known = known


@dataclass(frozen=True)
class Asked:
    """What a preview is asked for: the files, policies in place of the files' own, and the day.

    `today` stands in for the clock where the files are a sample of one fixed day.
    """

    path: Path
    policies: tuple[str, ...] = ()
    as_of: date | None = None
    skip_bad_rows: bool = False
    today: date | None = None


@contextmanager
def preview(asked: Asked, progress: Progress = lambda _sheet, _rows: None) -> Iterator[Report]:
    """Judge the files at a path in a private database that is gone when the block ends.

    Raises:
        IntakeError: the files cannot be taken in as they are; carries every fault.
        PolicyError: a policy or `institution.yaml` cannot be used; carries every problem.
        NoPolicyNamedError: no policy is named anywhere.
    """
    library, requirements, files = _read(asked)
    choices = Choices(frozenset(library.definitions()), asked.skip_bad_rows)
    with _private() as engine:
        with db.writing(engine) as connection:
            own = requirements.institution.institution
            imported = import_inventory(connection, files, own, choices, progress)
        with engine.connect() as connection:
            yield _report(connection, requirements, imported, files, asked)


def try_examples(policy: str | None) -> Iterator[tuple[str, list[Outcome]]]:
    """Yield each policy, or the one named, with what its own examples gave.

    Raises:
        PolicyError: a policy cannot be read or compiled.
    """
    library = Library.for_pack(policy or "")
    with _private() as engine, engine.connect() as connection:
        for name in [policy] if policy else library.pack_ids():
            loaded = library.pack(name)
            yield loaded.pack.id, list(examples.run(connection, library, loaded))


@contextmanager
def _private() -> Iterator[Engine]:
    """Open a private database, and let go of it whatever happens."""
    engine = db.open_private()
    try:
        yield engine
    finally:
        engine.dispose()


def _read(asked: Asked) -> tuple[Library, Requirements, InventoryFiles]:
    platforms = Library().platforms()
    files = open_inventory(asked.path, asked.today or clock.now().date(), platforms)
    library, own = Library(files.policies_folder), read_institution(files.institution_file)
    files.today = asked.today or clock.today(own.institution.timezone)
    names = asked.policies or tuple(own.institution.policies)
    if not names:
        raise NoPolicyNamedError(library.pack_ids())
    named = bool(asked.policies)
    requirements = compile_requirements(library, names, own, named_at_door=named)
    problems = list(fitness.unfit(requirements))
    if problems:
        raise PolicyError(problems)
    return library, requirements, files


def _report(
    connection: Connection,
    requirements: Requirements,
    imported: Imported,
    files: InventoryFiles,
    asked: Asked,
) -> Report:
    scope, day = Scope(imported.institution_id), asked.as_of or files.today
    plans = list(evaluate.plans(requirements, scope, day))
    return Report(
        requirements=requirements,
        as_of=day,
        preview=True,
        tally=tally(connection, plans),
        subjects=lambda everything: judged(connection, plans, everything=everything),
        rows=imported.rows,
        stubs=imported.stubs,
        domains=queries.mailbox_domains(connection, scope, day),
        area_names=queries.area_names(connection, scope, day),
        notes=(*_notes(files), *requirements.notes),
        left_out=tuple(
            LeftOut(_place(fault.file, fault.row), fault.reason) for fault in imported.left_out
        ),
        sample=asked.today is not None,
    )


def _notes(files: InventoryFiles) -> Iterable[str]:
    if files.institution_file is None:
        yield _("there is no institution.yaml: code LOCAL, time zone America/Mexico_City")
    yield from map(str, files.notes)


def _place(file: str, row: int | None) -> str:
    return file if row is None else _("{file}, row {row}").format(file=file, row=row)
