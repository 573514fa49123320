"""Which controls are answered by attesting, and which by doing a duty."""

import pytest

from monitor.acts.controls import kinds_answered_by
from monitor.intake.faults import RefusedError


def test_an_attested_control_names_the_kinds_that_it_asks() -> None:
    assert kinds_answered_by("attested", "password.custody") == ("account", "mailbox")


def test_a_duty_names_the_kinds_that_it_asks() -> None:
    assert kinds_answered_by("duty_met", "rotation.notify-head") == ("account", "mailbox")


def test_a_control_of_which_attesting_is_one_way_may_be_attested() -> None:
    assert kinds_answered_by("attested", "link.no-external-accounts") == ("account",)


def test_what_is_worked_out_is_neither_attested_nor_done() -> None:
    with pytest.raises(RefusedError, match="Nobody attests this control"):
        kinds_answered_by("attested", "rotation.max-age")
    with pytest.raises(RefusedError, match="no duty that is done"):
        kinds_answered_by("duty_met", "rotation.max-age")


def test_a_control_that_there_is_not_names_the_nearest() -> None:
    with pytest.raises(RefusedError, match=r"password\.custody"):
        kinds_answered_by("attested", "password.custodi")
