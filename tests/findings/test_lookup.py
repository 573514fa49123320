"""Any beginning of a code that no other code has names its finding."""

import pytest
from sqlalchemy import Connection

from monitor.findings import lookup
from monitor.findings.lookup import AmbiguousFindingError, UnknownFindingError
from tests.findings.lives import Playing, late, small


@pytest.fixture
def playing(connection: Connection) -> Playing:
    made = small(connection)
    made.round()
    return made


def _find(playing: Playing, typed: str) -> str:
    found = lookup.find(playing.connection, playing.scope, playing.day, typed)
    return found.control


def test_the_whole_code_a_beginning_and_small_letters_will_do(playing: Playing) -> None:
    for each in playing.listed():
        code = each.code
        for typed in (code, code.lower(), f" {code} ", code.removeprefix("F-"), code[:8]):
            assert _find(playing, typed) == each.control


def test_what_begins_several_codes_is_refused_with_some_of_them(playing: Playing) -> None:
    with pytest.raises(AmbiguousFindingError, match=late(playing).code):
        _find(playing, "F-")


@pytest.mark.parametrize("typed", ["F-0000000000", "F-!", "F-%", "F-0000000000000000"])
def test_what_no_code_begins_with_is_refused(playing: Playing, typed: str) -> None:
    with pytest.raises(UnknownFindingError, match="monitor finding list"):
        _find(playing, typed)


def test_before_the_first_round_there_is_none(connection: Connection) -> None:
    with pytest.raises(UnknownFindingError):
        _find(small(connection), "F-1")


def test_a_resolved_finding_is_found_where_none_else_is_called_so(playing: Playing) -> None:
    code = late(playing).code
    playing.change_password()
    playing.round()
    found = lookup.find(playing.connection, playing.scope, playing.day, code)
    assert (found.state, found.reason) == ("resolved", "met")
