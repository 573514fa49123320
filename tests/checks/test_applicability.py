"""To whom a control applies: by the phase of an account, and by what the control binds."""

import pytest
from sqlalchemy import Connection

from tests.checks.trying import Trial

ACTIVE = {"second_factor": "none", "platform": "x"}


@pytest.mark.parametrize(
    ("phase", "asked"),
    [
        ("opening", {"proposed", "authorised", "open", "closing"}),
        ("operation", {"authorised", "open", "closing"}),
        ("closing", {"closing", "closed"}),
    ],
)
def test_an_account_answers_the_controls_of_its_phase(
    connection: Connection, phase: str, asked: set[str]
) -> None:
    trial = Trial(connection, "second_factor", params={"weak_kinds": ()}, phase=phase)
    statuses = ("proposed", "authorised", "open", "closing", "closed", "legacy_personal")
    bound = {s for s in statuses if trial.on(**ACTIVE, status=s).letter == "f"}
    assert bound == asked
    assert trial.on(**ACTIVE, status="legacy_personal").because == (
        "recorded as a personal account of the past"
    )


@pytest.mark.parametrize(
    ("binds", "model", "letter"),
    [
        ("credential", "delegated", "n"),
        ("credential", "phone", "f"),
        ("credential", "shared", "f"),
        ("login_mailbox", "phone", "n"),
        ("login_mailbox", "delegated", "f"),
        ("subject", "delegated", "f"),
        ("credential", None, "u"),
    ],
)
def test_credentials_bind_what_is_shared_and_mailboxes_what_logs_in_with_one(
    connection: Connection, binds: str, model: str | None, letter: str
) -> None:
    trial = Trial(connection, "second_factor", params={"weak_kinds": ()}, binds=binds)
    assert trial.on(**ACTIVE, credential_model=model).letter == letter


def test_a_mailbox_that_no_account_uses_is_bound_by_no_credential(connection: Connection) -> None:
    trial = Trial(connection, "documented", kind="mailbox", binds="credential")
    facts = {"changes": 1, "changes_by_nobody": 1, "changes_by_unknown": 0}
    assert trial.on(**facts, serves=0).letter == "n"
    assert trial.on(**facts, serves=1).letter == "f"


def test_an_area_without_accounts_is_bound_by_nothing(connection: Connection) -> None:
    trial = Trial(connection, "area_head", kind="area", binds="area_with_accounts")
    assert trial.on(accounts=0, head="none").letter == "n"
    assert trial.on(accounts=1, head="none").letter == "f"
    assert trial.on(accounts=0).gives == "fnpu"
