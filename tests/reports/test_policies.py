"""A policy described for people who will never open its file."""

import pytest

from monitor import text
from monitor.policy.library import Library
from monitor.policy.problems import PolicyError
from monitor.reports.policies import describe


def test_a_policy_is_shown_with_its_source_and_every_control() -> None:
    lines = list(describe(Library(), "mx-ine-mail", None))
    assert lines[0] == "mx-ine-mail 1.0.0"
    assert "SHA-256 4d2c04ba" in lines[2]
    (rotation,) = (line for line in lines if line.startswith("rotation.max-age "))
    assert "high" in rotation
    assert "4.3.VIII" in rotation
    assert sum("not checked" in line for line in lines) == 3


def test_a_control_is_shown_with_quote_remedy_values_and_readings() -> None:
    shown = "\n".join(describe(Library(), "mx-ine-mail", "rotation.max-age"))
    assert "«Cambiar la contraseña, al menos, cada dos meses»" in shown
    assert "What to do: " in shown
    assert "max_age = P2M\n" in shown
    assert "warn_before = P10D  (ours, in no clause)" in shown
    assert "ratified by: nobody yet" in shown
    assert "days-60: max_age = P60D" in shown
    assert "bimester: not offered: " in shown
    assert "account, mailbox" in shown


def test_a_list_and_a_value_that_nobody_gave_are_shown_as_in_a_file() -> None:
    shown = "\n".join(describe(Library(), "mx-ine-mail", "rotation.it-period"))
    assert "period = null" in shown
    assert "applies_to = [account, mailbox]" in shown


def test_it_is_shown_in_spanish() -> None:
    text.use("es")
    shown = "\n".join(describe(Library(), "mx-ine-mail", "rotation.max-age"))
    assert "Contraseña cambiada a tiempo" in shown
    assert "What to do" not in shown


@pytest.mark.parametrize(
    ("policy", "control", "reason"),
    [
        ("mx-ine-mial", None, "did you mean “mx-ine-mail”?"),
        ("mx-ine-mail", "rotation.maxage", "did you mean “rotation.max-age”?"),
    ],
)
def test_what_there_is_not_is_refused_with_the_nearest_there_is(
    policy: str, control: str | None, reason: str
) -> None:
    with pytest.raises(PolicyError, match="did you mean") as refused:
        list(describe(Library(), policy, control))
    assert reason in str(refused.value)
