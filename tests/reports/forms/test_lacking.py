"""What the register lacks for a form, each with a command that records it."""

from dataclasses import replace

import pytest

from monitor.inventory.signing import Place, Signer
from monitor.reports.forms import lacking
from monitor.reports.forms.page import Missing

ANA = Signer(1, "ana@iee.example", "Ana", None, None)
PLACE = Place("x/iee", 1, "JD 01", "Junta")


def test_all_that_is_not_known_of_a_person_is_one_command() -> None:
    [missing] = lacking.of_person(ANA, lacking.FACTS)
    assert missing.what == "position, phone of ana@iee.example"
    told = "monitor person set ana@iee.example --position POSITION --phone PHONE"
    assert missing.command == told
    assert list(lacking.of_person(ANA, ("name",))) == []


@pytest.mark.parametrize(
    ("head", "command"),
    [
        (None, "monitor area set 'JD 01' --head EMAIL"),
        (replace(ANA, name=None), "monitor person set ana@iee.example --name NAME"),
    ],
)
def test_a_head_is_named_or_asked_for(head: Signer | None, command: str) -> None:
    assert [each.command for each in lacking.of_head(PLACE, head)] == [command]
    assert list(lacking.of_head(PLACE, ANA)) == []
    assert list(lacking.of_head(replace(PLACE, area=None), None)) == []


def test_an_area_is_named_or_asked_for() -> None:
    nowhere = replace(PLACE, area=None, area_name=None, area_id=None)
    assert list(lacking.of_area(nowhere)) == [
        Missing("area of x/iee", "monitor account transfer x/iee AREA")
    ]
    unnamed = replace(PLACE, area_name=None)
    assert list(lacking.of_area(unnamed)) == [
        Missing("name of area JD 01", "monitor area set 'JD 01' --name NAME")
    ]
    assert list(lacking.of_area(PLACE)) == []
    assert lacking.area_in_words(PLACE) == "Junta (JD 01)"
    assert lacking.area_in_words(unnamed) == "JD 01"
