"""Every pack is whole: each numeral, each quote, each reading, each outcome (DESIGN 5)."""

import re
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Connection

from monitor.checks import examples, linting, registry
from monitor.checks.fitness import judging
from monitor.checks.verdict import OUTCOMES
from monitor.policy.coverage import coverage
from monitor.policy.durations import Duration, Shortest
from monitor.policy.library import LoadedInstitution
from monitor.policy.overlay import alternative_settings
from monitor.policy.parameters import show
from monitor.policy.problems import PolicyError
from monitor.policy.requirements import Control, Requirements, compile_requirements
from monitor.policy.schema import ExampleText, Institution, ReadingText
from monitor.policy.source import check_quotes
from tests.packs.conftest import LIBRARY, PACKS

SHARED = Path(__file__).parents[3] / "shared"
MATRIX, RULINGS, SEEDS = SHARED / "clauses.md", SHARED / "rulings.md", SHARED / "seeds"

DEFINITIONS = LIBRARY.definitions()

# What must be there before a bare subject is bound at all.
BOUND = {"account": {}, "mailbox": {"serves": "1"}, "area": {"accounts": "1"}, "institution": {}}


# Section 1 of clauses.md: rows; computed, evidence, attested, workflow; nothing to check.
ROWS = {
    "mx-iee-ags-2023": [71, 7, 7, 9, 8, 40],
    "mx-ine-2017": [85, 16, 9, 9, 14, 37],
    "mx-ine-2016-draft": [81, 13, 9, 10, 14, 35],
    "mx-iee-son": [67, 11, 6, 10, 13, 27],
    "mx-ine-mail": [39, 14, 5, 5, 12, 3],
}

# Every number and every term that stands in a text; all others are ours, and said to be.
NUMBERS = {
    "mx-iee-ags-2023": {
        "consult.content-doubt term": "PT48H",
        "evaluation.semiannual every": "calendar-semester",
        "rotation.max-age per_year": "2",
        "training.annual every": "calendar-year",
    },
    "mx-iee-son": {
        "consult.content-doubt term": "P5BD",
        "evaluation.semiannual every": "calendar-semester",
    },
    "mx-ine-2016-draft": {
        "consult.content-doubt term": "PT48H",
        "evaluation.semiannual every": "calendar-semester",
        "report.quarterly every": "calendar-quarter",
        "rotation.max-age max_age": "P2M",
        "training.annual every": "calendar-year",
    },
    "mx-ine-2017": {
        "consult.content-doubt term": "PT48H",
        "evaluation.semiannual every": "calendar-semester",
        "opening.decision term": "P15BD",
        "rotation.max-age max_age": "P2M",
        "training.annual every": "calendar-year",
    },
    "mx-ine-mail": {
        "admins.change-notice term": "P5BD",
        "admins.quarterly-report every": "P3M",
        "rotation.it-period max_age": "P2M",
        "rotation.max-age max_age": "P2M",
    },
}
OUR_LISTS = {"weak_kinds", "generic_words", "words"}


def _number(value: object) -> str | None:
    """Return a term or a number as it is written; None where a value is neither."""
    if isinstance(value, bool):
        return None
    return show(value) if isinstance(value, int | Duration | Shortest) else None


def _compiled(pack: str, **own: object) -> Requirements:
    institution = LoadedInstitution(Institution.model_validate(own))
    return compile_requirements(LIBRARY, [pack], institution)


def _readings() -> Iterator[tuple[str, str, ReadingText]]:
    for pack, loaded in PACKS.items():
        for control, text in loaded.pack.controls.items():
            for reading in text.readings:
                yield pack, control, reading


def _alternatives(*, offered: bool) -> list[tuple[str, str, str, str]]:
    return [
        (pack, control, reading.id, name)
        for pack, control, reading in _readings()
        for name, given in reading.alternatives.items()
        if ("not_offered" not in (given or {})) is offered
    ]


# --- the table of the rulings --------------------------------------------------------------------


def _table() -> dict[str, tuple[set[str], str]]:
    """Return, by control of the mail guidelines, the letters it can give and the bare outcome."""
    _before, _title, text = RULINGS.read_text(encoding="utf-8").partition("## The 35 controls")
    found: dict[str, tuple[set[str], str]] = {}
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 5 and "." in cells[0]:
            names = cells[0].split(", ")
            letters = cells[3].split("; ")
            for place, name in enumerate(names):
                found[name] = (set(letters[place % len(letters)].split()), cells[4][0])
    return found


@pytest.fixture(scope="module")
def table() -> dict[str, tuple[set[str], str]]:
    if not RULINGS.is_file():
        pytest.skip("the rulings are not beside this checkout")
    return _table()


def test_the_table_of_the_rulings_is_read_whole(table: dict[str, tuple[set[str], str]]) -> None:
    assert set(table) == set(PACKS["mx-ine-mail"].pack.controls)
    assert len(table) == 35


def test_each_control_can_give_what_the_rulings_say(
    table: dict[str, tuple[set[str], str]],
) -> None:
    requirements = _compiled("mx-ine-mail")
    for control in requirements.controls:
        gives = {letter for tested in judging(requirements, control) for letter in tested.gives()}
        if control.id == "email.institutional-domain":
            gives.add("w")  # only where the text says since when it is in force (ruling 12)
        assert gives == table[control.id][0], control.id


def test_each_outcome_of_the_rulings_has_an_example(
    table: dict[str, tuple[set[str], str]],
) -> None:
    for name, text in PACKS["mx-ine-mail"].pack.controls.items():
        shown = {example.expect for example in text.examples}
        assert shown == {OUTCOMES[letter] for letter in table[name][0]}, name


def test_with_nothing_on_record_a_control_gives_what_the_rulings_say(
    table: dict[str, tuple[set[str], str]], connection: Connection
) -> None:
    requirements = _compiled("mx-ine-mail")
    for control in requirements.controls:
        for kind in control.subjects:
            bare = ExampleText(
                name="bare",
                expect="unknown",
                today=date(2026, 3, 1),
                subject=kind,  # type: ignore[arg-type] # one of the four kinds
                given=BOUND[kind] | _events(control),
            )
            found = examples._run_one(connection, requirements, control, bare)
            assert found == OUTCOMES[table[control.id][1]], (control.id, kind)


def _events(control: Control) -> dict[str, str]:
    """Return that nothing has set the duty off, as a bare register says; a mailbox is an event."""
    if all(use.check != "duty_met" for use in control.checks):
        return {}
    happened = "true" if control.id == "email.request" else "false"
    return {f"duty:{control.id}:{name}": happened for name in ("event", "owed")}


# --- each pack -----------------------------------------------------------------------------------


@pytest.mark.parametrize("pack", PACKS)
def test_a_pack_has_no_mistake(pack: str) -> None:
    assert linting.problems(pack) == []


@pytest.mark.parametrize("pack", PACKS)
def test_a_pack_is_covered_row_by_row(pack: str) -> None:
    found = asdict(coverage(PACKS[pack], DEFINITIONS))
    rows = ("rows", "computed", "evidence", "attested", "workflow", "out_of_scope")
    assert [found[name] for name in rows] == ROWS[pack]
    assert found["gaps"] == ()


def test_the_rows_are_those_of_the_matrix() -> None:
    if not MATRIX.is_file():
        pytest.skip("the matrix is not beside this checkout")
    text = MATRIX.read_text(encoding="utf-8").partition("\n## 1. ")[2].partition("\n## 2. ")[0]
    found = {}
    for line in text.splitlines():
        named = re.search(r"\(`([a-z0-9-]+)`\)", line)
        if named:
            *counts, rows = [int(cell.split()[0]) for cell in line.strip("| ").split("|")[1:]]
            found[named[1]] = [rows, *counts]
    assert found == ROWS


@pytest.mark.parametrize("pack", PACKS)
def test_every_quote_lies_inside_its_numeral(pack: str) -> None:
    file = SEEDS / PACKS[pack].pack.source.file
    if not file.is_file():
        pytest.skip("the documents themselves are not beside this checkout")
    assert list(check_quotes(PACKS[pack], file.read_bytes())) == []


@pytest.mark.parametrize("pack", PACKS)
def test_no_value_of_our_own_is_told_as_the_texts(pack: str) -> None:
    stated = {
        f"{control.id} {name}": setting.value
        for control in _compiled(pack).controls
        for name, setting in control.settings.items()
        if setting.origin == "text"
    }
    numbers = {place: _number(value) for place, value in stated.items()}
    assert {place: number for place, number in numbers.items() if number} == NUMBERS[pack]
    assert not {place for place in stated if place.split(" ")[1] in OUR_LISTS}


def test_every_definition_is_used_by_a_pack_and_names_checks_there_are() -> None:
    used = {control for loaded in PACKS.values() for control in loaded.pack.controls}
    assert used == set(DEFINITIONS)
    checks = {use.check for definition in DEFINITIONS.values() for use in definition.checks}
    assert checks == set(registry.names())


def test_titles_are_short_enough_for_a_line() -> None:
    for name, definition in DEFINITIONS.items():
        assert max(map(len, definition.title.model_dump().values())) <= 45, name


# --- readings ------------------------------------------------------------------------------------


def test_there_are_readings_to_choose_between() -> None:
    assert _alternatives(offered=True)
    assert _alternatives(offered=False)


@pytest.mark.parametrize(
    ("pack", "control", "reading", "name"), _alternatives(offered=True), ids=" ".join
)
def test_a_reading_that_is_offered_can_be_chosen_and_changes_what_it_says(
    pack: str, control: str, reading: str, name: str
) -> None:
    chosen = _compiled(pack, readings={control: {reading: name}})
    (found,) = (each for each in chosen.controls if each.id == control)
    (text,) = (r for p, c, r in _readings() if (p, c, r.id) == (pack, control, reading))
    wanted = alternative_settings(DEFINITIONS[control], text, name)
    assert wanted
    for parameter, setting in wanted.items():
        assert found.settings[parameter].value == setting.value
    (before,) = (each for each in _compiled(pack).controls if each.id == control)
    assert found.params != before.params
    in_force = {(r.control, r.text.id): r.chosen for r in chosen.readings}
    assert in_force[control, reading] == name
    assert judging(chosen, found), "with it, no check is left to judge the control"


@pytest.mark.parametrize(
    ("pack", "control", "reading", "name"), _alternatives(offered=False), ids=" ".join
)
def test_a_reading_that_is_not_offered_is_refused_with_the_reason(
    pack: str, control: str, reading: str, name: str
) -> None:
    with pytest.raises(PolicyError, match="not offered") as refused:
        _compiled(pack, readings={control: {reading: name}})
    (text,) = (r for p, c, r in _readings() if (p, c, r.id) == (pack, control, reading))
    given = text.alternatives[name] or {}
    assert given["not_offered"]["en"] in str(refused.value)


@pytest.mark.parametrize("pack", PACKS)
def test_the_reading_chosen_may_be_named_too(pack: str) -> None:
    for owner, control, reading in _readings():
        if owner == pack:
            named = _compiled(pack, readings={control: {reading.id: reading.chosen}})
            assert [c.params for c in named.controls] == [
                c.params for c in _compiled(pack).controls
            ]
            return
