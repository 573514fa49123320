"""What differs between two policies, as machines read it."""

import csv
import io
import json
from typing import Any

import pytest

from monitor.findings.comparing import Effect, Turn
from monitor.policy.comparing import Comparison
from monitor.reports.policy_differences import write
from tests.reports.compared import compared as made_up
from tests.reports.example import TODAY

EFFECT = Effect(TODAY, (Turn("account:x/n", "CS", "trial.one", None, "fail"),))


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    return made_up(tmp_path_factory.mktemp("compared"))


def _written(compared: Comparison, effect: Effect | None, form: str) -> str:
    out = io.StringIO()
    write(compared, effect, out, form)
    return out.getvalue()


@pytest.fixture(scope="module")
def as_json(compared: Comparison) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_written(compared, EFFECT, "json"))
    return found


def _of(as_json: dict[str, Any], what: str, name: str, part: str | None = None) -> dict[str, Any]:
    (found,) = (
        each
        for each in as_json["differences"]
        if (each["what"], each["name"], each["part"]) == (what, name, part)
    )
    return dict(found)


def test_json_names_both_policies_with_their_digests(as_json: dict[str, Any]) -> None:
    assert as_json["schema"] == "monitor.policy-diff/1"
    assert [as_json[side]["id"] for side in "ab"] == ["a", "b"]
    assert all(len(as_json[side]["sha256"]) == 64 for side in "ab")


def test_json_says_whose_a_value_is(as_json: dict[str, Any]) -> None:
    ours = _of(as_json, "parameter", "trial.one", "least")
    assert (ours["a"]["value"], ours["a"]["origin"], ours["b"]) == ("2", "product-default", None)
    texts = _of(as_json, "parameter", "trial.one", "term")
    assert (texts["b"]["value"], texts["b"]["origin"]) == ("P3M", "text")
    assert texts["title"] == "A trial"


def test_json_gives_a_duty_with_grade_and_clauses(as_json: dict[str, Any]) -> None:
    duty = _of(as_json, "duty", "half.duty")
    clauses = [{"ref": "1", "also": [], "quote": "as written", "en": "our words"}]
    assert duty["a"] == {
        "value": "computed",
        "strength": "must",
        "severity": "high",
        "clauses": clauses,
    }
    assert duty["b"]["value"] == "declaratory"
    assert "severity" not in duty["b"]


def test_json_gives_readings_with_alternatives_and_heads_alone(as_json: dict[str, Any]) -> None:
    reading = _of(as_json, "reading", "trial.one", "whose")["a"]
    others = ["accounts-only", "as-written", "longer"]
    assert (reading["value"], reading["alternatives"]) == ("both", others)
    assert reading["not_offered"] == ["nobody"]
    assert _of(as_json, "head", "in_force_from")["a"] == {"value": "2020-01-01"}


def test_json_gives_what_turns(as_json: dict[str, Any], compared: Comparison) -> None:
    effect = as_json["effect"]
    assert (effect["as_of"], effect["opens"], effect["resolves"]) == ("2026-11-22", 1, 0)
    assert effect["findings"] == [
        {
            "how": "opens",
            "subject": "account:x/n",
            "area": "CS",
            "control": "trial.one",
            "a": None,
            "b": "fail",
        }
    ]
    assert json.loads(_written(compared, None, "json"))["effect"] is None


def test_csv_has_a_line_for_each_difference_and_each_turn(compared: Comparison) -> None:
    rows = list(csv.DictReader(io.StringIO(_written(compared, EFFECT, "csv"))))
    assert len(rows) == len(compared.divergences) + 1
    (ours,) = (r for r in rows if (r["name"], r["part"]) == ("trial.one", "least"))
    assert (ours["a"], ours["a_origin"], ours["b"]) == ("2", "product-default", "")
    assert ours["a_clauses"].startswith("1 «as written»")
    last = rows[-1]
    assert (last["what"], last["name"], last["part"]) == ("finding", "trial.one", "opens")
    assert (last["subject"], last["a"], last["b"]) == ("account:x/n", "", "fail")
