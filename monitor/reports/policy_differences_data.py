"""What differs between two written policies, for machines: JSON and CSV."""

import json
from collections.abc import Iterator
from typing import Any, TextIO

from monitor.findings.comparing import Effect, Turn
from monitor.policy.comparing import Comparison, Divergence, Said
from monitor.policy.requirements import Control, Requirements
from monitor.policy.schema import ClauseText
from monitor.reports import tables
from monitor.reports.tables import Table, Value
from monitor.text import choose

SCHEMA = "monitor.policy-diff/1"

_COLUMNS = (
    *("what", "name", "part", "title", "subject", "area"),
    *("a", "a_origin", "a_clauses", "b", "b_origin", "b_clauses"),
)


def write_json(compared: Comparison, effect: Effect | None, out: TextIO) -> None:
    """Write a comparison as JSON, schema `monitor.policy-diff/1`.

    `a` and `b` of a difference are null where that policy does not say it; the origin of a value
    is `text` or, where it is in no clause, `product-default`.
    """
    titles = _titles(compared)
    found = {
        "schema": SCHEMA,
        "a": _pack(compared.a),
        "b": _pack(compared.b),
        "differences": [_difference(each, compared, titles) for each in compared.divergences],
        "effect": _effect(effect) if effect else None,
    }
    json.dump(found, out, ensure_ascii=False, indent=1)
    out.write("\n")


def write_csv(compared: Comparison, effect: Effect | None, out: TextIO) -> None:
    """Write one difference per line; those called `finding` are what would open or resolve."""
    titles = _titles(compared)
    rows = [*(_row(each, titles) for each in compared.divergences)]
    rows += [_row_of_turn(each, titles) for each in (effect.turns if effect else ())]
    tables.write(Table("", dict.fromkeys(_COLUMNS, ""), rows), out, "csv")


def _titles(compared: Comparison) -> dict[str, str]:
    controls = (*compared.b.controls, *compared.a.controls)
    return {each.id: choose(dict(each.title)) for each in controls}


def _pack(requirements: Requirements) -> dict[str, str]:
    (loaded,) = requirements.packs
    return {"id": loaded.pack.id, "version": loaded.pack.version, "sha256": loaded.sha256}


def _difference(each: Divergence, compared: Comparison, titles: dict[str, str]) -> dict[str, Any]:
    return {
        "what": each.what,
        "name": each.name,
        "part": each.part,
        "title": titles.get(each.name),
        "a": _said(each, each.a, compared.a),
        "b": _said(each, each.b, compared.b),
    }


def _said(each: Divergence, said: Said | None, side: Requirements) -> dict[str, Any] | None:
    if said is None:
        return None
    found: dict[str, Any] = {"value": said.value}
    if each.what == "parameter":
        found["origin"] = _origin(said)
    if each.what == "reading":
        found["alternatives"] = list(said.others)
        found["not_offered"] = list(said.not_offered)
    if each.what == "duty":
        found |= _grade(each.name, side)
    if each.what != "head":
        found["clauses"] = [_clause(clause) for clause in said.clauses]
    return found


def _grade(name: str, side: Requirements) -> dict[str, str]:
    """Return how binding and how grave a duty is that has a control."""
    found: Control | None = next((each for each in side.controls if each.id == name), None)
    return {"strength": found.strength, "severity": found.severity} if found else {}


def _clause(clause: ClauseText) -> dict[str, Any]:
    also = [each.ref for each in clause.also]
    return {"ref": clause.ref, "also": also, "quote": clause.quote, "en": clause.en}


def _effect(effect: Effect) -> dict[str, Any]:
    counts = effect.counts()
    return {
        "as_of": effect.as_of.isoformat(),
        "opens": counts["opens"],
        "resolves": counts["resolves"],
        "changes": counts["changes"],
        "findings": [
            {
                "how": each.how,
                "subject": each.subject,
                "area": each.area,
                "control": each.control,
                "a": each.before,
                "b": each.after,
            }
            for each in effect.turns
        ],
    }


def _row(each: Divergence, titles: dict[str, str]) -> list[Value]:
    place: list[Value] = [each.what, each.name, each.part, titles.get(each.name), None, None]
    return [*place, *_cells(each, each.a), *_cells(each, each.b)]


def _cells(each: Divergence, said: Said | None) -> Iterator[Value]:
    yield said.value if said else None
    yield _origin(said) if said and each.what == "parameter" else None
    clauses = said.clauses if said else ()
    yield " · ".join(f"{clause.ref} «{clause.quote}»" for clause in clauses) or None


def _row_of_turn(each: Turn, titles: dict[str, str]) -> list[Value]:
    place: list[Value] = ["finding", each.control, each.how, titles.get(each.control)]
    return [*place, each.subject, each.area, each.before, None, None, each.after, None, None]


def _origin(said: Said) -> str:
    return "product-default" if said.ours else "text"
