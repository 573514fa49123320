"""Coverage: every numeral of a document has a control, or an entry that says why it has none."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from monitor.policy.library import LoadedPack
from monitor.policy.problems import PolicyError, Problem, unknown
from monitor.policy.schema import ControlDefinition
from monitor.policy.source import clauses


@dataclass(frozen=True)
class Coverage:
    """How many rows of the clause matrix a pack holds, by class, and the numerals it leaves out."""

    pack: str
    rows: int
    computed: int
    evidence: int
    attested: int
    workflow: int
    out_of_scope: int
    gaps: tuple[str, ...]


def coverage(loaded: LoadedPack, definitions: Mapping[str, ControlDefinition]) -> Coverage:
    """Count the rows of a pack: one per clause of a control or of an entry out of scope.

    Raises:
        PolicyError: the pack holds a control that no family defines.
    """
    pack = loaded.pack
    counts = Counter[str]()
    strange = [name for name in pack.controls if name not in definitions]
    if strange:
        raise PolicyError(
            Problem(
                loaded.document.name,
                loaded.document.line(("controls", name)),
                name,
                unknown(name, definitions),
            )
            for name in strange
        )
    for name, control in pack.controls.items():
        counts[definitions[name].kind] += len(control.clauses)
    counts["out_of_scope"] = sum(len(entry.clauses) for entry in pack.out_of_scope.values())
    return Coverage(
        pack.id,
        counts.total(),
        counts["computed"],
        counts["evidence"],
        counts["attested"],
        counts["workflow"],
        counts["out_of_scope"],
        tuple(_gaps(loaded)),
    )


def _gaps(loaded: LoadedPack) -> list[str]:
    cited = set()
    for _path, clause in clauses(loaded):
        cited |= {clause.ref, *(also.ref for also in clause.also)}
    # A numeral that only opens a list is covered by the items of the list.
    return [
        numeral
        for numeral in loaded.pack.numbering
        if numeral not in cited and not any(ref.startswith(f"{numeral}.") for ref in cited)
    ]
