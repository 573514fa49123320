"""What is typed is read by the rules of the column it stands for."""

from datetime import date

import pytest

from monitor.intake import typed
from monitor.intake.cells import NONE
from monitor.intake.faults import IntakeError
from monitor.policy.library import Library
from monitor.policy.platforms import Platforms

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def platforms() -> Platforms:
    return Library().platforms()


def test_values_are_those_of_a_cell(platforms: Platforms) -> None:
    told = {"status": " Abierta ", "opened_on": "03/02/2020", "name": "-", "platform": "Twitter"}
    assert typed.read("accounts", told, TODAY, platforms) == {
        "status": "open",
        "opened_on": date(2020, 2, 3),
        "name": NONE,
        "platform": "x",
    }


def test_every_fault_is_told_at_once_with_what_was_typed(platforms: Platforms) -> None:
    told = {"status": "abiert", "opened_on": "ayer", "name": "bien"}
    with pytest.raises(IntakeError) as caught:
        typed.read("accounts", told, TODAY, platforms)
    assert [str(fault).split(":")[0] for fault in caught.value.faults] == [
        "status “abiert”",
        "opened_on “ayer”",
    ]


def test_nothing_typed_is_no_value(platforms: Platforms) -> None:
    with pytest.raises(IntakeError, match="Nothing was written here"):
        typed.read("accounts", {"name": "  "}, TODAY, platforms)


@pytest.mark.parametrize("text", ["a\x00b", "a\x1b[0m", "a\udcff", "a\nb"])
def test_what_no_database_keeps_is_refused(platforms: Platforms, text: str) -> None:
    with pytest.raises(IntakeError, match="control character"):
        typed.read("accounts", {"name": text}, TODAY, platforms)
    assert not typed.unwritable("Comunicación\u00a0Social 日本 👍")


def test_what_is_typed_reaches_no_screen_as_it_is(platforms: Platforms) -> None:
    with pytest.raises(IntakeError) as caught:
        typed.read("accounts", {"status": "\x1b[31mrojo"}, TODAY, platforms)
    assert "\x1b" not in str(caught.value)


def test_days_that_contradict_each_other_are_refused() -> None:
    values: dict[str, object] = {"opened_on": TODAY, "closed_on": date(2020, 1, 1)}
    with pytest.raises(IntakeError, match="before “opened_on”"):
        typed.check("accounts", values | {"status": "closed"})
    typed.check("accounts", values | {"closed_on": TODAY, "status": "closed"})


def test_an_account_is_named_by_its_address(platforms: Platforms) -> None:
    values: dict[str, object] = {"url": "https://x.com/IEEjemplo"}
    typed.name(values, platforms)
    assert values["handle_key"] == "ieejemplo"
    with pytest.raises(IntakeError, match="correct one of them"):
        typed.name({"platform": "x", "handle": "otra", "url": "https://x.com/ieejemplo"}, platforms)
