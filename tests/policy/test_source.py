"""The text of a policy, cut into numerals, and quotes that must lie inside theirs."""

import hashlib
from pathlib import Path

import pytest

from monitor.policy.library import LoadedPack
from monitor.policy.source import check_quotes, clauses, cut, normal
from tests.policy.drafts import Drafts, control

TEXT = """4.1  I. The accounts have
an owner. II. Passwords are changed every two months.
III. The list is kept: 1. by area; 2. by date."""
NUMBERING = {"I": "I. The accounts", "II": "II. Passwords", "III": "III. The", "III.2": "2. by"}


def loaded(tmp_path: Path, clause: str, numbering: str, text: str = TEXT) -> LoadedPack:
    drafts = Drafts(tmp_path)
    written = control().replace('{ref: "1", quote: "as written", en: "our words"}', clause)
    drafts.pack("one", written)
    path = drafts.folder / "policies/packs/one.yaml"
    pack = path.read_text(encoding="utf-8")
    pack = pack.replace('numbering: {"1": "First"}', f"numbering: {numbering}")
    digest = hashlib.sha256(text.encode()).hexdigest()
    drafts.write("packs/one.yaml", pack.replace("0" * 64, digest))
    return drafts.library().pack("one")


def faults(pack: LoadedPack, text: str = TEXT) -> list[tuple[int, str, str]]:
    return [(each.line, each.key, each.reason) for each in check_quotes(pack, text.encode())]


NUMERALS = '{I: "I. The accounts", II: "II. Passwords"}'


@pytest.mark.parametrize(
    ("written", "compared"),
    [("a\n  b\t c ", "a b c"), ("n\u0303ino", "ñino"), ("ﬁn\u00a0al", "fin al"), ("Á", "Á")],
)
def test_texts_are_compared_without_the_accidents_of_their_printing(
    written: str, compared: str
) -> None:
    assert normal(written) == compared


def test_each_numeral_runs_to_the_opening_words_of_the_next() -> None:
    assert cut(TEXT, NUMBERING) == {
        "I": "I. The accounts have an owner. ",
        "II": "II. Passwords are changed every two months. ",
        "III": "III. The list is kept: 1. by area; ",
        "III.2": "2. by date.",
    }
    assert cut(TEXT, {}) == {}


@pytest.mark.parametrize("order", [("II", "I"), ("I", "IV")])
def test_opening_words_are_looked_for_after_those_before_them(order: tuple[str, str]) -> None:
    numbering = {name: NUMBERING.get(name, "IV. Nothing") for name in order}
    with pytest.raises(KeyError, match=order[1]):
        cut(TEXT, numbering)


def test_a_quote_inside_its_numeral_is_no_fault(tmp_path: Path) -> None:
    clause = (
        '{ref: II, quote: "changed every two months", en: e,'
        ' also: [{ref: I, quote: "accounts have an owner"}, I]}'
    )
    assert faults(loaded(tmp_path, clause, NUMERALS)) == []


@pytest.mark.parametrize(
    ("clause", "reason"),
    [
        (
            '{ref: I, quote: "every two months", en: e}',
            "“every two months” is not in numeral I, but in II; give that one",
        ),
        (
            '{ref: II, quote: "Every two", en: e}',
            "“Every two” is not in numeral II nor in any other; quote it word for word",
        ),
        (
            '{ref: IX, quote: "owner", en: e}',
            "“owner” is not in numeral IX, but in I; give that one",
        ),
        (
            '{ref: I, quote: "owner", en: e, also: [{ref: II, quote: "owner"}]}',
            "“owner” is not in numeral II, but in I; give that one",
        ),
    ],
)
def test_a_quote_that_is_not_inside_its_numeral_is_told_with_its_line(
    tmp_path: Path, clause: str, reason: str
) -> None:
    pack = loaded(tmp_path, clause, NUMERALS)
    ((line, key, found),) = faults(pack)
    path = Path(pack.document.name)
    assert clause in path.read_text(encoding="utf-8").splitlines()[line - 1]
    assert (key, found) == ("controls.trial.one.clauses.0", reason)


def test_another_text_than_the_one_the_pack_names_is_told_and_no_more(tmp_path: Path) -> None:
    pack = loaded(tmp_path, '{ref: IX, quote: "nothing", en: e}', NUMERALS)
    ((_line, key, reason),) = faults(pack, TEXT + " ")
    assert key == "source.sha256"
    assert reason.endswith(f"write {hashlib.sha256(f'{TEXT} '.encode()).hexdigest()}")


def test_a_numeral_that_the_text_does_not_open_is_told(tmp_path: Path) -> None:
    pack = loaded(tmp_path, '{ref: I, quote: "owner", en: e}', '{I: "I. The", V: "V. Nothing"}')
    ((line, key, _reason),) = faults(pack)
    assert key == "numbering.V"
    assert "V. Nothing" in Path(pack.document.name).read_text("utf-8").splitlines()[line - 1]


def test_clauses_are_those_of_controls_and_of_what_is_out_of_scope(tmp_path: Path) -> None:
    pack = loaded(tmp_path, '{ref: I, quote: "owner", en: e}', NUMERALS)
    path = Path(pack.document.name)
    left_out = "  rest:\n    class: editorial\n    clauses: [{ref: II, quote: q, en: e}]\n"
    left_out += '    reason: {en: "a", es: "b"}\n'
    path.write_text(f"{path.read_text('utf-8')}out_of_scope:\n{left_out}", encoding="utf-8")
    drafts = Drafts(tmp_path)
    assert [(place, clause.ref) for place, clause in clauses(drafts.library().pack("one"))] == [
        (("controls", "trial.one", "clauses", 0), "I"),
        (("out_of_scope", "rest", "clauses", 0), "II"),
    ]
