"""The institution itself: name, time zone and calendar, as versions."""

from datetime import date

import pytest

from monitor.acts.institutions import CHANGED, set_institution
from monitor.intake.faults import IntakeError
from monitor.inventory.models import InstitutionVersion
from monitor.policy.problems import PolicyError
from tests.acts.small_register import BEGUN, Living

MAY = date(2026, 5, 4)


def test_a_name_is_a_version_with_its_entry(living: Living) -> None:
    told = {"name": "Instituto", "timezone": "America/Tijuana"}
    assert len(living.act(set_institution, told, MAY)) == 2
    rows = living.rows(InstitutionVersion, "valid_from", "valid_to", "name", "timezone", "entry")
    assert rows == [
        (BEGUN, MAY, None, "America/Mexico_City", None),
        (MAY, None, "Instituto", "America/Tijuana", len(living.entries())),
    ]
    assert living.entries()[-1] == (CHANGED, "institution", MAY)
    assert living.act(set_institution, told) == []


@pytest.mark.parametrize(
    ("typed", "on", "error", "reason"),
    [
        ({"timezone": "Marte/Olimpo"}, None, IntakeError, "no such time zone"),
        ({"timezone": "../etc"}, None, IntakeError, "no such time zone"),
        ({"name": "a\x00"}, None, IntakeError, "printable"),
        ({"name": " "}, None, IntakeError, "printable"),
        ({"calendar": "nadie"}, None, PolicyError, "nadie"),
        ({"name": "X"}, date(2026, 1, 9), IntakeError, "knew nothing"),
        ({"name": "X"}, date(2026, 11, 23), IntakeError, "has not come yet"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    living: Living,
    typed: dict[str, str],
    on: date | None,
    error: type[Exception],
    reason: str,
) -> None:
    before = living.everything()
    with pytest.raises(error, match=reason):
        living.act(set_institution, typed, on)
    assert living.everything() == before
