"""What a form rests on: the clauses that ask for it, and what its annex has people undertake."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from monitor.adoption.queries import nearest
from monitor.intake.faults import RefusedError
from monitor.inventory.listing import AsOf
from monitor.policy.requirements import Citation, Requirements
from monitor.policy.schema import ClauseText, Pack
from monitor.reports.forms.page import quoted
from monitor.reports.markup import Html, html, joined
from monitor.text import _, choose

ANNEX = "Annex"
"""How a pack calls the forms at the end of its text."""


@dataclass(frozen=True)
class Basis:
    """A control that asks for a signed form, in the policies in force."""

    requirements: Requirements
    citations: Sequence[Citation]

    def stated(self) -> Html:
        """Return the clauses that ask for the form, each with the title of its policy."""
        return joined(
            html(
                '<p class="basis">${title}: ${quote}</p>',
                title=choose(self._pack(each).title.model_dump()),
                quote=quoted(each.clause),
            )
            for each in self.citations
        )

    def undertakings(self) -> list[list[ClauseText]]:
        """Return the clauses that the annex states, too: in its order, those of a numeral together.

        They are what the signer of the form undertakes; no words of ours stand in for them.
        """
        found: dict[int, list[ClauseText]] = {}
        for citation in self.citations:
            pack = self._pack(citation)
            place = {ref: at for at, ref in enumerate(pack.numbering)}
            below = _below(citation.clause)
            for clause in self._clauses(pack):
                for ref in (clause.ref, *(also.ref for also in clause.also)):
                    if ref.startswith(below):
                        found.setdefault(place[ref], []).append(clause)
        return [sorted(found[at], key=_half) for at in sorted(found)]

    def _clauses(self, pack: Pack) -> Iterator[ClauseText]:
        """Yield every clause that is in force of a policy, and those that nothing can check."""
        for control in self.requirements.controls:
            yield from (each.clause for each in control.citations if each.pack == pack.id)
        for outside in pack.out_of_scope.values():
            yield from outside.clauses

    def _pack(self, citation: Citation) -> Pack:
        packs = self.requirements.packs
        return next(each.pack for each in packs if each.pack.id == citation.pack)


def _below(clause: ClauseText) -> tuple[str, ...]:
    """Return how the numerals begin that lie below the annexes a clause names."""
    annexes = (each.ref for each in clause.also if each.ref.startswith(ANNEX))
    return tuple(f"{annex}{mark}" for annex in annexes for mark in ". ")


def _half(clause: ClauseText) -> str:
    """Return what orders the fragments of one numeral: the first half, the second half."""
    return clause.part.en if clause.part else ""


def basis(on: AsOf, control: str) -> Basis:
    """Return what the policies of a day say of a form that one of their controls asks for.

    Raises:
        RefusedError: none of them asks for it.
    """
    adopted = nearest(on.connection, on.scope, on.day)
    controls = adopted.requirements.controls if adopted else ()
    for each in controls:
        if adopted and each.id == control:
            return Basis(adopted.requirements, each.citations)
    told = _("No policy in force asks for this form. To see the policies there are: {command}")
    raise RefusedError(control, told.format(command="monitor policy list"))
