"""A policy of one's own, with one mistake at a time: which file, line, control and clause; exit 2.

Mistakes of `institution.yaml` stand with those of the other files of an inventory, in
test_bad_input.py.
"""

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.conftest import Run

PACK, CONTROLS = "policies/packs/own.yaml", "policies/controls/own.yaml"
LINT = ("policy", "lint", PACK, "--source", "policies/texts/own.txt")
CHECK = ("check", ".")

MAX_AGE = "max_age: P6M"
QUOTE = 'quote: "shall be changed at least every six months"'
ATTESTED = "- {check: attested, with: {by: administrators}}\n    params"


@dataclass(frozen=True)
class Case:
    """What is written in place of what, in which file; where the fault is told, and how.

    `at` is found once, and ends in the line that is named; `says` follows that place.
    """

    file: str
    old: str
    new: str
    at: str
    says: str
    command: tuple[str, ...] = LINT
    told_of: str | None = None


CASES = {
    "an unknown control": Case(
        PACK,
        "  rotation.max-age:",
        "  rotation.maxage:",
        *("  rotation.maxage:", "rotation.maxage: “rotation.maxage” is not known here; did"),
    ),
    "a numeral that nothing answers": Case(
        PACK,
        '  "4": "4. Posts',
        '  "3a": "four"\n  "4": "4. Posts',
        *('"3a"', "numbering.3a: no control has this numeral, and out_of_scope does not say why"),
    ),
    "a numeral that there is not": Case(
        PACK,
        *('ref: "3"', 'ref: "7"', 'ref: "7"'),
        "controls.own.privacy-notice.clauses.0: “7” is not known here; known are: 1, 2, 3, 4",
    ),
    "a quote that is not in the text": Case(
        PACK,
        *(QUOTE, QUOTE.replace("six", "nine"), 'ref: "2"'),
        "controls.rotation.max-age.clauses.0: “shall be changed at least every nine months” is not"
        " in numeral 2 nor in any other; quote it word for word",
    ),
    "a quote of another numeral": Case(
        PACK,
        *(QUOTE, 'quote: "confirm that what it published"', 'ref: "2"'),
        "controls.rotation.max-age.clauses.0: “confirm that what it published” is not in"
        " numeral 2, but in 3; give that one",
    ),
    "words that no numeral begins with": Case(
        PACK,
        *('"3. Every year, the people"', '"3. Each year"', '"3. Each year"'),
        "numbering.3: the text has no such words after the numeral before it; copy those it",
    ),
    "another text": Case(
        "policies/texts/own.txt",
        *("six months", "nine months", "sha256: "),
        "source.sha256: this is not the text that the pack names; if it is the right one, write",
        told_of=PACK,
    ),
    "an unknown parameter": Case(
        PACK,
        *(MAX_AGE, "max_aeg: P6M", "max_aeg: P6M"),
        "rotation.max-age.params.max_aeg: “max_aeg” is not known here; did you mean “max_age”?",
    ),
    "a value of the wrong type": Case(
        PACK,
        *(MAX_AGE, "max_age: six months", "max_age: six months"),
        "rotation.max-age.params.max_age: “six months” is not a duration; write for instance P2M",
    ),
    "a parameter that every check needs": Case(
        PACK,
        *(MAX_AGE, "max_age: null", "  rotation.max-age:"),
        "rotation.max-age: no check is left to judge it: each of them needs a parameter: max_age",
    ),
    "an alternative of the wrong type": Case(
        PACK,
        *('per_year: "2"', "per_year: two", "- id: from-when"),
        "rotation.max-age.from-when: twice-a-year: “two” is not a whole number",
    ),
    "an outcome without an example": Case(
        PACK,
        *(
            "expect: fail\n        today",
            "expect: warn\n        today",
            'administradora."\n    examples:',
        ),
        "own.privacy-notice: no example shows the outcome “fail”, which this control can give",
    ),
    "an example that gives something else": Case(
        PACK,
        *("expect: fail\n        today", "expect: warn\n        today", "name: the answer was no"),
        "own.privacy-notice: example “the answer was no” expects warn and gives fail",
        command=("policy", "test", PACK),
    ),
    "a severity that there is not": Case(
        PACK,
        *("severity: medium", "severity: grave", "severity: grave"),
        "controls.own.privacy-notice.severity: “grave” is not known here; known are: critical,",
    ),
    "an unknown check": Case(
        CONTROLS,
        *(ATTESTED, ATTESTED.replace("attested", "atested"), "  own.privacy-notice:"),
        "own.privacy-notice: “atested” is not known here; did you mean “attested”?",
    ),
    "a word that a check does not know": Case(
        CONTROLS,
        *(ATTESTED, ATTESTED.replace("administrators", "anybody"), "  own.privacy-notice:"),
        "own.privacy-notice: “anybody” is not known here; known are: administrators, subject",
        command=CHECK,
    ),
    "a document that there is not": Case(
        CONTROLS,
        ATTESTED,
        "- {check: document_on_file, with: {document: strateg}}\n    params",
        "  own.privacy-notice:",
        "own.privacy-notice: “strateg” is not known here; did you mean “strategy”?",
        command=CHECK,
    ),
    "a control of another family": Case(
        CONTROLS,
        *("family: own", "family: ours", "  own.privacy-notice:"),
        "own.privacy-notice: a control of the family “ours” begins with “ours.”",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_mistake_is_told_with_its_place_and_nothing_is_written(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    case = CASES[name]
    monkeypatch.chdir(tmp_path)
    assert run("policy", "new", "own", ".").exit_code == 0
    _put(Path(case.file), case.old, case.new)
    before = _all_files(tmp_path)
    said = run(*case.command)
    assert said.exit_code == 2, said.output
    file = case.told_of or case.file
    place = f"{file}:{_line(Path(file), case.at)}: "
    assert any(line.startswith(place + case.says) for line in said.stderr.splitlines()), said.stderr
    assert _all_files(tmp_path) == before


def test_a_policy_without_its_mistake_is_not_refused(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run("policy", "new", "own", ".")
    commands = {LINT, *(case.command for case in CASES.values())}
    assert [run(*command).exit_code for command in commands] == [0] * len(commands)


@pytest.mark.parametrize(
    "words",
    [
        ("policy", "show", "mx-iee-son", "rotation.max-age"),
        ("policy", "explain", "rotation.max-age", "--policy", "mx-iee-son"),
    ],
)
def test_what_a_text_does_not_ask_for_is_not_called_unknown(
    run: Run, words: tuple[str, ...]
) -> None:
    said = run(*words)
    assert (said.exit_code, said.stdout) == (2, "")
    assert "mx-iee-son: rotation.max-age: no policy chosen here asks for this" in said.stderr


def test_a_folder_is_no_policy(run: Run, tmp_path: Path) -> None:
    said = run("policy", "lint", tmp_path)
    assert (said.exit_code, said.stdout) == (2, "")
    assert "this is a folder; name the file of a policy, as policies/packs/ID.yaml" in said.stderr


def _put(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    file.write_text(text.replace(old, new), encoding="utf-8")


def _line(file: Path, piece: str) -> int:
    text = file.read_text(encoding="utf-8")
    assert text.count(piece) == 1, piece
    return text[: text.index(piece) + len(piece)].count("\n") + 1


def _all_files(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
