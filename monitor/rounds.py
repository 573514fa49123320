"""One round on one screen: files or the register, facts, verdicts, findings, and a report."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date

from monitor.acts import adopting
from monitor.acts.checking import store_round, try_round
from monitor.acts.previewing import Asked, NoPolicyNamedError, Progress, private, taken_in
from monitor.acts.registers import Register
from monitor.acts.unit_of_work import begin, reading
from monitor.adoption import queries as adoptions
from monitor.adoption.queries import NothingAdoptedError
from monitor.audit.entries import Actor
from monitor.checks import examples
from monitor.checks.examples import Outcome
from monitor.findings import rounds
from monitor.inventory.listing import AsOf
from monitor.policy.library import Library
from monitor.policy.requirements import Requirements
from monitor.reports.data import Report
from monitor.reports.making import Judging, of_round
from monitor.scope import Scope
from monitor.text import _
from monitor.text import day as written

__all__ = ["Asked", "NoPolicyNamedError", "Round", "preview", "try_examples"]


@contextmanager
def preview(asked: Asked, progress: Progress = lambda _sheet, _rows: None) -> Iterator[Report]:
    """Judge the files at a path in a private register that is gone when the block ends.

    Raises:
        IntakeError: the files cannot be taken in as they are; carries every fault.
        PolicyError: a policy or `institution.yaml` cannot be used; carries every problem.
        NoPolicyNamedError: no policy is named anywhere.
    """
    with taken_in(asked, progress) as taken:
        scope, day = Scope(taken.imported.institution_id), asked.as_of or taken.files.today
        judging = Judging(taken.connection, scope, day, taken.requirements, taken.said())
        yield replace(judging.report(), sample=asked.today is not None)


@dataclass(frozen=True)
class Round:
    """Rounds of one institution of a register."""

    register: Register
    scope: Scope

    @contextmanager
    def store(self, actor: Actor) -> Iterator[Report]:
        """Judge the register today, keep what was found, and report it.

        Raises:
            NothingAdoptedError: no policy is in force.
        """
        with begin(self.register, actor, self.scope) as session:
            stored = store_round(session)
        with reading(self.register, self.scope) as at:
            yield of_round(at.connection, self.scope, stored, live=True)

    @contextmanager
    def try_out(self, actor: Actor) -> Iterator[Report]:
        """Do all that `store` does, undo it, and report what it would have been.

        Raises:
            NothingAdoptedError: no policy is in force.
        """
        stored, changes = try_round(self.register, actor, self.scope)
        with reading(self.register, self.scope) as at:
            asked = adoptions.by_id(at.connection, at.scope, stored.adoption_id, at.day)
            said = {"changes": changes}
            judging = Judging(at.connection, at.scope, at.day, asked.requirements, said)
            yield judging.report(stored.tally)

    @contextmanager
    def preview(self, policies: tuple[str, ...], as_of: date | None) -> Iterator[Report]:
        """Judge the register on any day, by the policies named or those adopted; keep nothing.

        Raises:
            PolicyError: a policy named cannot be used.
            NothingAdoptedError: none is named, and none was ever adopted.
        """
        with reading(self.register, self.scope) as at:
            day = as_of or at.day
            requirements, notes = _asked(at, policies, day)
            said = {"notes": (*notes, *requirements.notes)}
            yield Judging(at.connection, at.scope, day, requirements, said).report()

    @contextmanager
    def show(self, number: int | None) -> Iterator[Report]:
        """Report a round as it was stored; without a number, the last one.

        Raises:
            RefusedError: there is none of that number.
        """
        with reading(self.register, self.scope) as at:
            last = rounds.last(at.connection, at.scope)
            wanted = number if number is not None else (last.number if last else 1)
            stored = rounds.by_number(at.connection, at.scope, wanted)
            yield of_round(at.connection, at.scope, stored, live=False)


def try_examples(policy: str | None) -> Iterator[tuple[str, list[Outcome]]]:
    """Yield each policy, or the one named, with what its own examples gave.

    Raises:
        PolicyError: a policy cannot be read or compiled.
    """
    library = Library.for_pack(policy or "")
    with private() as engine, engine.connect() as connection:
        for name in [policy] if policy else library.pack_ids():
            loaded = library.pack(name)
            yield loaded.pack.id, list(examples.run(connection, library, loaded))


def _asked(at: AsOf, policies: tuple[str, ...], day: date) -> tuple[Requirements, list[str]]:
    """Return what to judge by on a day, and what to say of it."""
    if policies:
        return adopting.named(at.connection, at.scope, at.day, policies), []
    adopted = adoptions.nearest(at.connection, at.scope, day)
    if adopted is None:
        raise NothingAdoptedError
    if adopted.since <= day:
        return adopted.requirements, []
    told = _("judged by the policies adopted on {day}: none was in force yet")
    return adopted.requirements, [told.format(day=written(adopted.since))]
