"""Two made-up policies that differ in each way there is, for the tests of how it is told."""

from pathlib import Path

from monitor.policy.comparing import Comparison, compare
from monitor.policy.requirements import compile_alone
from tests.policy.drafts import READING, Drafts, control

_OUT_OF_SCOPE = """\
out_of_scope:
  trial.both: {{class: editorial, clauses: [{both}], reason: {{en: So., es: Así.}}}}
  {alone}: {{class: declaratory, clauses: [{clause}], reason: {{en: So., es: Así.}}}}
"""
_CLAUSE = '{{ref: "1", quote: "{quote}", en: "{en}"}}'


def compared(folder: Path) -> Comparison:
    """Return what A and B, written into `folder`, differ in."""
    drafts = Drafts(folder)
    params = "      term: {type: duration, combine: min_duration}\n"
    for name in ("only-a", "only-b", "half"):
        family = drafts.write(f"controls/{name}.yaml", "")
        text = (folder / "policies/controls/trial.yaml").read_text(encoding="utf-8")
        head, _params, _rest = text.partition("    params:\n")
        family.write_text(
            head.replace("family: trial", f"family: {name}").replace("trial.one", f"{name}.duty")
            + f"    params:\n{params}",
            encoding="utf-8",
        )
    drafts.pack(
        "a",
        control(params="{term: P2M, least: {value: 2, source: product-default}}", readings=READING),
        control("only-a.duty"),
        control("half.duty"),
        _out_of_scope("trial.only-a", "what A says"),
    )
    drafts.pack(
        "b",
        control(strength="should", params="{term: P3M}"),
        control("only-b.duty", severity="critical"),
        _out_of_scope("half.duty", "what B says"),
        status="draft",
        in_force_from="null",
    )
    library = drafts.library()
    return compare(compile_alone(library, "a"), compile_alone(library, "b"))


def _out_of_scope(alone: str, both: str) -> str:
    words, clause = (_CLAUSE.format(quote=f"texto de {en}", en=en) for en in (both, "our words"))
    return _OUT_OF_SCOPE.format(both=words, alone=alone, clause=clause)
