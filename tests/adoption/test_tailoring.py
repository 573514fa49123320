"""The institution's own file joined with what the register knows."""

import pytest

from monitor.adoption.tailoring import tailored
from monitor.policy.problems import PolicyError
from monitor.policy.schema import Institution

OWN = Institution(code="IEE", name="Instituto", timezone="America/Tijuana", calendar="mx-lft")


def test_without_a_file_it_is_what_the_register_knows() -> None:
    assert tailored(OWN, None, "").institution == OWN


@pytest.mark.parametrize("text", ["", "code: IEE\n", "code: iee\nname: Another\n"])
def test_code_and_name_are_the_registers_and_the_rest_where_the_file_is_silent(text: str) -> None:
    found = tailored(OWN, text, "institution.yaml").institution
    assert (found.code, found.name) == ("IEE", "Instituto")
    assert (found.timezone, found.calendar) == ("America/Tijuana", "mx-lft")


def test_a_time_zone_and_a_calendar_of_the_file_hold() -> None:
    text = "timezone: America/Merida\ncalendar: own\nparams: {a.b: {c: d}}\n"
    found = tailored(OWN, text, "institution.yaml").institution
    assert (found.timezone, found.calendar) == ("America/Merida", "own")
    assert found.params == {"a.b": {"c": "d"}}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("code: OTHER\n", "institution.yaml:1: code: this is the file of another institution"),
        ("polices: [a]\n", "did you mean “policies”"),
        ("a: &b c\n", "institution.yaml:1"),
    ],
)
def test_a_file_that_is_another_institutions_or_none_is_refused(text: str, why: str) -> None:
    with pytest.raises(PolicyError, match=why):
        tailored(OWN, text, "institution.yaml")
