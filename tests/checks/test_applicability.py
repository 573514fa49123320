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


@pytest.mark.parametrize(
    ("kind", "binds", "params", "column"),
    [
        ("account", "board", {}, "area_kind"),
        ("account", "subject", {"boards": "exempt"}, "area_kind"),
        ("area", "local_board", {}, "kind"),
    ],
)
def test_ruling_43_where_the_kind_of_area_decides_a_kind_not_on_record_is_said(
    connection: Connection, kind: str, binds: str, params: dict[str, str], column: str
) -> None:
    arguments = {"document": "own_paper"}
    trial = Trial(connection, "document_on_file", kind, params, arguments, binds=binds)
    filed = {"document__own_paper": "in_force"} | ({"accounts": 1} if kind == "area" else {})
    tried = trial.on(**filed)
    assert (tried.letter, tried.because) == ("u", "the kind of the area is not on record")
    assert tried.gives == "fnpu"
    assert {trial.on(**filed, **{column: each}).letter for each in ("local_board", "central")} == {
        "p",
        "n",
    }


def test_who_may_be_exempt_may_be_unknown_even_where_the_check_always_tells(
    connection: Connection,
) -> None:
    exempt = Trial(connection, "platform_allowed", params={"platforms": ("x",), "boards": "exempt"})
    assert exempt.on(platform="x").gives == "npuw"
