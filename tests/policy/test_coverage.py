"""How many rows a pack holds by class, and which numerals it leaves out."""

from pathlib import Path

import pytest

from monitor.policy.coverage import Coverage, coverage
from monitor.policy.library import Library
from monitor.policy.problems import PolicyError
from tests.policy.drafts import Drafts, control

NUMBERING = '{"1": a, "1.1": b, "2": c, "2.1": d, "3": e, "30": f, "4": g, "5": h}'
OUT_OF_SCOPE = """\
out_of_scope:
  rest:
    class: declaratory
    clauses: [{ref: "5", quote: q, en: e}]
    reason: {en: "a", es: "b"}
"""


def test_rows_are_counted_by_class_and_numerals_left_out_are_named(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    twice = control().replace(
        "    params", '      - {ref: "30", quote: q, en: e, also: ["4"]}\n    params'
    )
    drafts.pack("one", twice, control("rotation.documented", ref="2.1"), control("support.cau"))
    path = drafts.folder / "policies/packs/one.yaml"
    text = path.read_text(encoding="utf-8")
    drafts.write("packs/one.yaml", text.replace('{"1": "First"}', NUMBERING) + OUT_OF_SCOPE)
    found = coverage(drafts.library().pack("one"), drafts.library().definitions())
    # "2" only opens the list that "2.1" is in; "30" is no item of "3"
    assert found == Coverage(
        pack="one",
        rows=5,
        computed=2,
        evidence=1,
        attested=1,
        workflow=0,
        out_of_scope=1,
        gaps=("1.1", "3"),
    )


def test_a_control_of_no_family_cannot_be_counted(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    drafts.pack("one", control("trial.on"), control())
    library = drafts.library()
    with pytest.raises(PolicyError, match=r"did you mean “trial\.one”"):
        coverage(library.pack("one"), library.definitions())


def test_our_own_pack_leaves_no_numeral_out() -> None:
    library = Library()
    found = coverage(library.pack("mx-ine-mail"), library.definitions())
    assert found.gaps == ()
    classes = (found.computed, found.evidence, found.attested, found.workflow, found.out_of_scope)
    assert sum(classes) == found.rows >= 35
