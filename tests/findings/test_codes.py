"""Codes: made from control and subject, and told apart where a name changes hands."""

from datetime import timedelta

from sqlalchemy import Connection

from monitor import db, history
from monitor.credentials.models import PasswordChange
from monitor.findings import lookup
from monitor.findings.judged import code_of
from monitor.findings.models import Finding
from monitor.inventory.models import Account, AccountVersion
from tests.findings.lives import Playing, late, small
from tests.oracle.sketches import account


def _hands_over(playing: Playing) -> None:
    """Rename account 1, and let a new account take its old name."""
    own = {"institution_id": 7, "account_id": 1}
    renamed = {"handle": "Other", "handle_key": "other"}
    history.put(playing.connection, db.table(AccountVersion), own, playing.day, renamed)
    playing.connection.execute(db.table(Account).insert().values(institution_id=7, id=2))
    row = vars(account(account_id=2, valid_from=playing.day))
    playing.connection.execute(db.table(AccountVersion).insert().values(institution_id=7, **row))


def test_a_code_is_that_of_a_preview_and_stays_when_the_handle_changes(
    connection: Connection,
) -> None:
    playing = small(connection)
    playing.round()
    code = code_of("rotation.max-age", "account:x/ieejemplo")
    assert late(playing).code == code
    playing.day += timedelta(days=1)
    _hands_over(playing)
    playing.round()
    assert late(playing).code == code
    assert late(playing).subject == "account:x/other"


def test_whoever_takes_over_a_name_gets_other_codes(connection: Connection) -> None:
    playing = small(connection)
    playing.round()
    playing.day += timedelta(days=1)
    _hands_over(playing)
    history.put(
        connection,
        db.table(PasswordChange),
        {"institution_id": 7, "kind": "account", "subject_id": 2},
        playing.day - timedelta(days=300),
        {"by_none": False},
    )
    playing.round()
    codes = {row.subject_id: row.code for row in playing.table(Finding)}
    assert set(codes) == {1, 2}
    assert codes[1] != codes[2]
    assert codes[2].startswith("F-")
    playing.round()
    assert {row.subject_id: row.code for row in playing.table(Finding)} == codes


def test_of_two_that_would_be_called_the_same_the_one_on_record_is_meant(
    connection: Connection,
) -> None:
    playing = small(connection)
    playing.round()
    playing.day += timedelta(days=1)
    _hands_over(playing)  # nobody knows when the password of the new account was changed
    playing.round()
    found = lookup.find(connection, playing.scope, playing.day, late(playing).code[:11])
    assert found.subject == "account:x/other"
