"""Every account that the text names is kept; those that are not are named (ruling 48)."""

from typing import Any

import pytest
from sqlalchemy import Connection

from tests.checks.trying import Trial

NAMED = {"accounts": ("x/INEejemplo", "youtube/canal")}


@pytest.mark.parametrize(
    ("one", "other", "letter", "because"),
    [
        ("kept", "kept", "p", "met"),
        ("kept", "closed", "f", "closed: youtube/canal"),
        (None, None, "f", "closed: x/INEejemplo, youtube/canal"),
    ],
)
def test_what_is_missing_is_named(
    connection: Connection, one: str | None, other: str | None, letter: str, because: str
) -> None:
    facts: dict[str, Any] = {"named__x/ineejemplo": one, "named__youtube/canal": other}
    tried = Trial(connection, "named_kept", "institution", NAMED).on(**facts)
    assert (tried.letter, tried.gives) == (letter, "fp")
    assert because in tried.because


@pytest.mark.parametrize(
    ("accounts", "one", "letter", "gives", "because"),
    [
        (("x/INEejemplo",), "kept", "u", "fu", "named by its title alone"),
        (("x/INEejemplo",), "closed", "f", "fu", "closed: x/INEejemplo"),
        (("x/INEejemplo", "facebook/laquees"), "kept", "p", "fp", "met"),
    ],
)
def test_an_account_named_by_its_title_is_not_known_until_somebody_says_which(  # noqa: PLR0917 - one row of a table
    connection: Connection,
    accounts: tuple[str, ...],
    one: str,
    letter: str,
    gives: str,
    because: str,
) -> None:
    facts: dict[str, Any] = {f"named__{name.casefold()}": one for name in accounts}
    params = {"accounts": accounts, "by_title": ("facebook",)}
    tried = Trial(connection, "named_kept", "institution", params).on(**facts)
    assert (tried.letter, tried.gives) == (letter, gives)
    assert because in tried.because
