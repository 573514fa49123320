"""Adopting: from a day on the institution follows these policies; dropping: no longer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import Connection

from monitor.acts.compiling import compile_fit
from monitor.adoption import queries, recording
from monitor.adoption.queries import Adopted
from monitor.adoption.tailoring import tailored
from monitor.audit.session import Session
from monitor.intake.faults import RefusedError
from monitor.inventory.queries import own_file
from monitor.policy import compiled
from monitor.policy.differences import Difference, differences
from monitor.policy.library import Library, LoadedInstitution, LoadedPack, read_document
from monitor.policy.problems import PolicyError, Problem, unknown
from monitor.policy.requirements import Requirements
from monitor.policy.schema import ControlDefinition
from monitor.scope import Scope
from monitor.text import _
from monitor.text import day as written

ADOPTED = "policy:adopted"
DROPPED = "policy:dropped"


@dataclass(frozen=True)
class Asked:
    """What is to be adopted: policies by id or file, and the institution's own file.

    Without policies those that the file names are meant; without a file, the adopted one stays.
    """

    policies: tuple[str, ...] = ()
    overlay: Path | None = None


@dataclass(frozen=True)
class Proposal:
    """What would be in force, in place of what is; `after` None: nothing any more."""

    before: Adopted | None
    after: Requirements | None
    overlay: str | None

    @property
    def differences(self) -> tuple[Difference, ...]:
        """Return what changes."""
        return differences(self.before.requirements if self.before else None, self.after)

    @property
    def changes_something(self) -> bool:
        """Return whether it is not, word for word, what is in force already."""
        if self.before is None or self.after is None:
            return self.before is not None or self.after is not None
        same = compiled.digest(compiled.dump(self.after)) == self.before.digest
        return not (same and self.overlay == self.before.overlay)


def propose(connection: Connection, scope: Scope, day: date, asked: Asked) -> Proposal:
    """Return what adopting would change; the policies adopted before stay as they are.

    Raises:
        PolicyError: everything that is wrong with the policies or with the institution's file.
    """
    before = queries.in_force(connection, scope, day)
    overlay, name = _overlay(asked, before)
    own = tailored(own_file(connection, scope, day), overlay, name)
    names = asked.policies or tuple(own.institution.policies)
    if not names:
        raise PolicyError([Problem(name, 0, "policies", _no_policy())])
    asked_by = None if asked.policies else own
    library = _WithAdopted(library_of(asked), before, anew=names, asked_by=asked_by)
    after = compile_fit(library, [*_held(before), *names], own, named=bool(asked.policies))
    return Proposal(before, after, overlay)


def propose_dropping(
    connection: Connection, scope: Scope, day: date, policies: Sequence[str]
) -> Proposal:
    """Return what dropping policies would change.

    Raises:
        PolicyError: one of them is not adopted.
    """
    before = queries.in_force(connection, scope, day)
    held = _held(before)
    strange = [each for each in policies if each not in held]
    if strange:
        raise PolicyError(Problem(each, 0, "", _not_adopted(each, held)) for each in strange)
    left = [each for each in held if each not in policies]
    overlay = before.overlay if before else None
    if not left:
        return Proposal(before, None, overlay)
    own = tailored(own_file(connection, scope, day), overlay, "institution.yaml")
    library = _WithAdopted(Library(), before)
    return Proposal(before, compile_fit(library, left, own, named=True), overlay)


def named(
    connection: Connection, scope: Scope, day: date, policies: tuple[str, ...]
) -> Requirements:
    """Compile policies named for a look, with the institution's own values as adopted.

    Raises:
        PolicyError: everything that is wrong with them.
    """
    before = queries.in_force(connection, scope, day)
    overlay, name = _overlay(Asked(), before)
    own = tailored(own_file(connection, scope, day), overlay, name)
    library = _WithAdopted(library_of(Asked(policies)), before, anew=policies)
    return compile_fit(library, policies, own, named=True)


def adopt(session: Session, proposal: Proposal, day: date | None = None) -> None:
    """Let what is proposed be in force from `day` (else today) on, where it changes something.

    Raises:
        RefusedError: the day is yet to come, or before what is in force began.
    """
    since = day or session.today
    _refuse_unfit(since, session.today, proposal.before)
    if proposal.after is not None and proposal.changes_something:
        _record(session, proposal.after, proposal.overlay, since)


def drop(session: Session, proposal: Proposal) -> None:
    """Let what is proposed be in force from today on; the findings stay until the next round."""
    before = proposal.before
    left = proposal.after
    gone = sorted({*_held(before)} - {each.pack.id for each in (left.packs if left else ())})
    details = {"policies": gone, "before": before.digest if before else None}
    entry = session.record(DROPPED, _subject(session.scope), details, happened_on=session.today)
    if left is None:
        recording.end(session, session.today)
    else:
        recording.record(session, left, proposal.overlay, session.today, entry)


def adopt_if_none(session: Session, library: Library, own: LoadedInstitution) -> bool:
    """Adopt what an imported institution's file names, where nothing was ever adopted.

    Return whether it was; what was adopted once is changed by `monitor policy adopt` alone.

    Raises:
        PolicyError: everything that is wrong with the policies or with the file.
    """
    names = own.institution.policies
    if not names or queries.ever(session.connection, session.scope):
        return False
    overlay = own.document.text if own.document else None
    tailored_file = tailored(
        own_file(session.connection, session.scope, session.today),
        overlay,
        own.document.name if own.document else "",
    )
    _record(
        session, compile_fit(library, names, tailored_file, named=False), overlay, session.today
    )
    return True


def waiting(session: Session, library: Library, own: LoadedInstitution) -> tuple[Difference, ...]:
    """Return how an imported institution's file differs from what is in force.

    None where it names no policies or nothing is in force; a policy that is adopted and not named
    is a difference, too.

    Raises:
        PolicyError: everything that is wrong with the policies or with the file.
    """
    held = queries.in_force(session.connection, session.scope, session.today)
    names = own.institution.policies
    if held is None or not names or own.document is None:
        return ()
    known = own_file(session.connection, session.scope, session.today)
    file = tailored(known, own.document.text, own.document.name)
    return differences(held.requirements, compile_fit(library, names, file, named=False))


def _record(session: Session, after: Requirements, overlay: str | None, since: date) -> None:
    packs = {each.pack.id: each.pack.version for each in after.packs}
    details = {"policies": packs, "sha256": compiled.digest(compiled.dump(after))}
    entry = session.record(ADOPTED, _subject(session.scope), details, happened_on=since)
    recording.record(session, after, overlay, since, entry)


def _subject(scope: Scope) -> tuple[str, int]:
    return "institution", scope.institution_id


def _overlay(asked: Asked, before: Adopted | None) -> tuple[str | None, str]:
    if asked.overlay is None:
        return (before.overlay if before else None), "institution.yaml"
    return read_document(asked.overlay).text, str(asked.overlay)


def library_of(asked: Asked) -> Library:
    """Look beside the institution's file as beside an inventory, else beside a pack's file."""
    if asked.overlay is not None and (asked.overlay.parent / "policies").is_dir():
        return Library(asked.overlay.parent / "policies")
    file = next((name for name in asked.policies if name.endswith((".yaml", ".yml"))), "")
    return Library.for_pack(file)


class _WithAdopted(Library):
    """A library that gives adopted policies as they were adopted, but those taken `anew`."""

    def __init__(
        self,
        library: Library,
        before: Adopted | None,
        anew: Iterable[str] = (),
        asked_by: LoadedInstitution | None = None,
    ) -> None:
        super().__init__()
        self.folders = library.folders
        loaded = {name: library.pack(name, asked_by) for name in anew}
        self._anew = {each.pack.id: each for each in loaded.values()} | loaded
        held = before.requirements.packs if before else ()
        self._kept: Mapping[str, LoadedPack] = {
            each.pack.id: each for each in held if each.pack.id not in self._anew
        }
        self._replacing = before.requirements.replacing if before else frozenset[str]()
        self._defined = before.requirements.definitions if before else {}

    def definitions(self) -> Mapping[str, ControlDefinition]:
        """Return the controls of the files, and those that only the adopted policies know."""
        return {**self._defined, **super().definitions()}

    def place(self, control: str) -> tuple[str, int]:
        """Return where a control is defined; where no file has it, it is one that was adopted."""
        try:
            return super().place(control)
        except KeyError:
            return _("what is adopted"), 0

    def pack(self, name: str, asked_by: LoadedInstitution | None = None) -> LoadedPack:
        """Return the pack as adopted, else as it is in the files now."""
        return self._kept.get(name) or self._anew.get(name) or super().pack(name, asked_by)

    def replaces_ours(self, loaded: LoadedPack) -> bool:
        """Say of an adopted pack what was so when it was adopted."""
        if self._kept.get(loaded.pack.id) is loaded:
            return loaded.pack.id in self._replacing
        return super().replaces_ours(loaded)


def _held(before: Adopted | None) -> list[str]:
    return [each.pack.id for each in before.requirements.packs] if before else []


def _refuse_unfit(since: date, today: date, before: Adopted | None) -> None:
    if since > today:
        raise RefusedError(since.isoformat(), _("This day is yet to come."))
    if before and since < before.since:
        told = _("What is in force began on {day}; adopt from that day on, or later.")
        raise RefusedError(since.isoformat(), told.format(day=written(before.since)))


def _no_policy() -> str:
    return _("no policy is named; name one on the command line, or under policies in this file")


def _not_adopted(name: str, held: list[str]) -> str:
    return unknown(name, held) if held else _("no policy is adopted")
