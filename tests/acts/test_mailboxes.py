"""Mailboxes: added, changed and taken out of use."""

from datetime import date

import pytest

from monitor.acts import accounts, mailboxes
from monitor.audit.models import AuditEntry
from monitor.intake.faults import IntakeError, RefusedError
from monitor.inventory.models import MailboxVersion
from tests.acts.small_register import PRENSA, REDES, TODAY, Living

MAY = date(2026, 5, 4)


def test_a_mailbox_is_added_with_the_parts_of_its_address(living: Living) -> None:
    told = {"kind": "genérico", "holder": "-", "assigned_on": "01/02/2026"}
    living.act(mailboxes.add_mailbox, "Redes.JD02@IEE.example", told, MAY)
    columns = ("address_key", "domain", "local_key", "local_last", "kind", "holder_none")
    assert living.rows(MailboxVersion, *columns, address="Redes.JD02@iee.example") == [
        ("redes.jd02@iee.example", "iee.example", "redes.jd02", "jd02", "generic", True)
    ]
    [(details,)] = living.rows(AuditEntry, "details", seq=len(living.entries()))
    assert "jd02" not in details.casefold()


@pytest.mark.parametrize("nobody", ["-", "none", "Nadie", "ninguna"])
def test_a_holder_and_then_none_are_versions(living: Living, nobody: str) -> None:
    living.act(mailboxes.set_mailbox, REDES, {"holder": "ana@iee.example"}, MAY)
    [change] = living.act(mailboxes.set_mailbox, REDES, {"holder": nobody})
    assert (change.what, change.after) == ("holder_id", "-")
    rows = living.rows(MailboxVersion, "valid_from", "holder_none", address=REDES)
    assert rows[1:] == [(MAY, False), (TODAY, True)]


def test_a_mailbox_in_use_is_not_closed(living: Living) -> None:
    before = living.everything()
    with pytest.raises(RefusedError, match="1 account still uses it"):
        living.act(mailboxes.close_mailbox, REDES)
    assert living.everything() == before
    living.act(accounts.set_account, "x/ieejemplo", {"login_mailbox": PRENSA}, MAY)
    living.act(mailboxes.close_mailbox, REDES)
    assert living.rows(MailboxVersion, "valid_to", address=REDES) == [(TODAY,)]
    assert living.entries()[-1] == (mailboxes.CLOSED, "mailbox", TODAY)
    with pytest.raises(RefusedError, match="It ended"):
        living.act(mailboxes.close_mailbox, REDES)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ({"address": "sin arroba"}, "exactly one @"),
        ({"address": PRENSA}, "has this mailbox already"),
        ({"holder": "nadie@iee.example"}, "no such person"),
        ({"kind": "-"}, "cannot be here"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    living: Living, typed: dict[str, str], reason: str
) -> None:
    before = living.everything()
    with pytest.raises(IntakeError, match=reason):
        living.act(mailboxes.set_mailbox, REDES, typed)
    assert living.everything() == before
