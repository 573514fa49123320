"""Second factors as they were seen: method, level and holder, never a code."""

from datetime import date

import pytest

from monitor.acts.factors import ATTESTED, attest_factor
from monitor.credentials.models import Factor
from monitor.intake.faults import IntakeError
from tests.acts.small_register import ANA, TODAY, Living

MAY = date(2026, 5, 4)
ACCOUNT = ["x/ieejemplo"]


def test_a_factor_is_recorded_on_the_day_it_was_seen(living: Living) -> None:
    told = {"method": "llave de seguridad", "level": "con evidencia"}
    changes = living.act(attest_factor, ACCOUNT, told, ANA, MAY)
    assert [change.what for change in changes] == ["method", "level", "holder_id"]
    rows = living.rows(Factor, "method", "level", "seen_on", "valid_to", "holder_none")
    assert rows == [("security_key", "evidenced", MAY, None, False)]
    assert living.entries()[-1] == (ATTESTED, "account", MAY)


def test_nobody_may_hold_it_and_there_may_be_none(living: Living) -> None:
    living.act(attest_factor, ACCOUNT, {"method": "totp"}, "none", MAY)
    living.act(attest_factor, ACCOUNT, {"method": "-"})
    rows = living.rows(Factor, "method", "holder_id", "holder_none", "valid_to")
    assert rows == [("totp", None, True, TODAY), ("none", None, False, None)]


def test_the_same_again_changes_nothing(living: Living) -> None:
    living.act(attest_factor, ACCOUNT * 2, {"method": "totp"}, ANA, MAY)
    before = living.everything()
    assert living.act(attest_factor, ACCOUNT, {"method": "totp"}, ANA, MAY) == []
    assert living.everything() == before


@pytest.mark.parametrize(
    ("told", "holder", "on", "reason"),
    [
        ({"method": "magia"}, None, None, "Write one of"),
        ({"method": "totp", "level": "proved"}, None, None, "given only by the product"),
        ({"method": "totp"}, "nadie@iee.example", None, "no such person"),
        ({"method": "totp"}, None, date(2026, 11, 23), "has not come yet"),
        ({"method": "totp"}, None, date(2019, 1, 1), "It exists since"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    living: Living, told: dict[str, str], holder: str | None, on: date | None, reason: str
) -> None:
    before = living.everything()
    with pytest.raises(IntakeError, match=reason):
        living.act(attest_factor, ACCOUNT, told, holder, on)
    assert living.everything() == before
