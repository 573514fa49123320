"""Every action that is recorded has a name for people, and no name is of an action that is not."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor import acts
from monitor.audit.verifying import Fault, Trouble
from monitor.inventory.kinds import KINDS
from monitor.reports import audit_wording
from monitor.sealing import KeyFault, KeyFileError

ACTS = Path(acts.__file__).parent
RECORDS = re.compile(r"session\.record(_all)?\(")
ACTION = re.compile(r"[a-z_]+:[a-z_]+")
KINDS_OF_SUBJECT = [*KINDS, "institution"]


def _recorded(source: str) -> Iterator[str]:
    """Return the actions that a module names: whole, or as `{kind}:verb` of any kind of subject."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if ACTION.fullmatch(node.value):
                yield node.value
        elif isinstance(node, ast.JoinedStr) and len(node.values) == 2:
            of, verb = node.values
            if isinstance(of, ast.FormattedValue) and isinstance(verb, ast.Constant):
                text = str(verb.value)
                if ACTION.fullmatch(f"x{text}"):
                    yield from (f"{kind}{text}" for kind in KINDS_OF_SUBJECT)


def _all_recorded() -> set[str]:
    """Return the actions that acts name, and whatever else records on a session."""
    package = ACTS.parent
    sources = {path: path.read_text(encoding="utf-8") for path in package.rglob("*.py")}
    recording = [
        source for path, source in sources.items() if ACTS in path.parents or RECORDS.search(source)
    ]
    return {action for source in recording for action in _recorded(source)}


def test_actions_are_found_as_constants_and_as_verbs_of_any_kind() -> None:
    source = 'ADDED = "account:added"\nnote = "See: this"\nrecord(f"{kind}:seen", f"{a}: {b}")'
    assert set(_recorded(source)) == {"account:added", *(f"{k}:seen" for k in KINDS_OF_SUBJECT)}


def test_every_recorded_action_has_a_name_and_no_other_has() -> None:
    assert _all_recorded() == set(audit_wording.ACTIONS)


def test_actions_read_subject_and_verb_and_their_names_differ() -> None:
    assert all(ACTION.fullmatch(name) for name in audit_wording.ACTIONS)
    assert len(set(audit_wording.ACTIONS.values())) == len(audit_wording.ACTIONS)
    assert list(audit_wording.ACTIONS) == sorted(audit_wording.ACTIONS)


def test_an_action_of_a_newer_release_is_shown_as_it_is() -> None:
    assert audit_wording.action("account:renamed") == "account renamed"
    assert audit_wording.action("comet:sighted") == "comet:sighted"


@pytest.mark.parametrize("fault", Fault)
def test_every_fault_is_told_with_its_entry(fault: Fault) -> None:
    exact = audit_wording.trouble(Trouble(fault, 6, 6))
    assert exact.startswith("altered; the first bad entry is 6: ")
    between = audit_wording.trouble(Trouble(fault, 5, 9))
    assert between.startswith("altered; the first bad entry is one from 5 to 9: ")


@pytest.mark.parametrize("fault", KeyFault)
def test_every_fault_of_a_key_file_names_the_file(fault: KeyFault) -> None:
    assert "/keys/a.pem" in audit_wording.key_file(KeyFileError(fault, Path("/keys/a.pem")))
