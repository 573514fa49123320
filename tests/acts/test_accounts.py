"""Accounts: added, changed, renamed, handed over and closed, as versions with their entries."""

from datetime import date

import pytest

from monitor.acts import accounts
from monitor.intake.faults import IntakeError, RefusedError
from monitor.inventory.lookup import UnknownSubjectError
from monitor.inventory.models import AccountVersion
from monitor.inventory.relations import AccountMailbox, LinkedAccount
from tests.acts.small_register import BEGUN, TODAY, Living

MAY = date(2026, 5, 4)


def versions(living: Living, *columns: str) -> list[tuple[object, ...]]:
    return living.rows(AccountVersion, "valid_from", "valid_to", *columns)


def test_an_account_is_added_with_its_entry(living: Living) -> None:
    changes = living.act(
        accounts.add_account, "facebook/IEE.Ejemplo", {"area": "CS", "status": "abierta"}, MAY
    )
    assert {change.what for change in changes} == {"platform", "handle", "area_id", "status"}
    rows = living.rows(
        AccountVersion, "handle", "handle_key", "status", "entry", platform="facebook"
    )
    assert rows == [("IEE.Ejemplo", "ieeejemplo", "open", len(living.entries()))]
    assert living.entries()[-1] == (accounts.ADDED, "account", MAY)


def test_an_account_may_be_added_by_the_address_of_its_profile(living: Living) -> None:
    living.act(accounts.add_account, "https://www.instagram.com/iee_ejemplo/", {"area": "CS"})
    found = living.rows(AccountVersion, "handle", "url", "valid_from", platform="instagram")
    assert found == [("iee_ejemplo", "https://www.instagram.com/iee_ejemplo/", TODAY)]


def test_an_account_that_is_there_is_not_added_again(living: Living) -> None:
    before = living.everything()
    with pytest.raises(RefusedError, match=r"x/ieejemplo: .*already"):
        living.act(accounts.add_account, "twitter/@IEEjemplo", {"area": "CS"})
    assert living.everything() == before


def test_a_change_is_a_version_from_the_day_it_happened(living: Living) -> None:
    changes = living.act(accounts.set_account, "x/ieejemplo", {"name": "Instituto"}, MAY)
    assert [(c.what, c.before, c.after) for c in changes] == [("name", None, "Instituto")]
    assert versions(living, "name") == [(BEGUN, MAY, None), (MAY, None, "Instituto")]
    assert living.entries()[-1] == (accounts.CHANGED, "account", MAY)


def test_what_is_so_already_is_not_recorded_again(living: Living) -> None:
    living.act(accounts.set_account, "x/ieejemplo", {"name": "Instituto", "linked_accounts": "-"})
    before = living.everything()
    again = {"name": "Instituto", "login_mailbox": "redes@iee.example", "linked_accounts": "-"}
    assert living.act(accounts.set_account, "x/ieejemplo", again) == []
    assert living.everything() == before


def test_late_news_is_carried_forward(living: Living) -> None:
    living.act(accounts.set_account, "x/ieejemplo", {"status": "closing"}, date(2026, 9, 1))
    living.act(accounts.set_account, "x/ieejemplo", {"name": "Instituto"}, MAY)
    assert versions(living, "name", "status") == [
        (BEGUN, MAY, None, None),
        (MAY, date(2026, 9, 1), "Instituto", None),
        (date(2026, 9, 1), None, "Instituto", "closing"),
    ]


def test_a_dash_says_that_there_is_none(living: Living) -> None:
    told = {"authorised_on": "-", "linked_accounts": "-", "recovery_mailbox": "-"}
    living.act(accounts.set_account, "x/ieejemplo", told | {"official_on_portal": "-"})
    last = versions(living, "authorised_on", "authorised_none", "linked_none", "official_on_portal")
    assert last[-1][2:] == (None, True, True, False)
    assert living.rows(AccountMailbox, "mailbox_id", "valid_from", use="recovery") == [
        (None, TODAY)
    ]


def test_mailboxes_and_linked_accounts_change_under_the_same_entry(living: Living) -> None:
    told = {"name": "Nuevo", "login_mailbox": "prensa@iee.example"}
    living.act(
        accounts.set_account, "x/ieejemplo", told | {"linked_accounts": "x/otra; x/una"}, MAY
    )
    entry = len(living.entries())
    assert versions(living, "entry")[-1][2] == entry
    used = living.rows(AccountMailbox, "valid_from", "valid_to", "entry", use="login")
    assert used == [(BEGUN, MAY, used[0][2]), (MAY, None, entry)]
    linked = living.rows(LinkedAccount, "handle_key", "valid_to", "entry")
    assert linked == [("otra", None, entry), ("una", None, entry)]
    living.act(accounts.set_account, "x/ieejemplo", {"linked_accounts": "x/una"})
    assert living.rows(LinkedAccount, "handle_key", "valid_to") == [("otra", TODAY), ("una", None)]


def test_a_recovery_phone_stands_in_the_log_as_a_digest_only(living: Living) -> None:
    living.act(accounts.set_account, "x/ieejemplo", {"recovery_phone": "449 123 4567"})
    [(details,)] = living.rows(accounts_log(), "details", seq=len(living.entries()))
    assert "449 " not in details
    assert "sha256:" in details


def accounts_log() -> object:
    from monitor.audit.models import AuditEntry

    return AuditEntry


def test_a_renamed_account_is_found_by_both_handles(living: Living) -> None:
    living.act(accounts.rename_account, "x/ieejemplo", "@IEE_Oficial", MAY)
    assert versions(living, "handle", "handle_key") == [
        (BEGUN, MAY, "ieejemplo", "ieejemplo"),
        (MAY, None, "IEE_Oficial", "iee_oficial"),
    ]
    living.act(accounts.set_account, "x/ieejemplo", {"name": "por el viejo"})
    living.act(accounts.set_account, "cuenta:x/iee_oficial", {"purpose": "por el nuevo"})
    assert len(living.rows(AccountVersion, "account_id")) == 3


def test_the_address_of_the_old_handle_is_not_kept(living: Living) -> None:
    living.act(accounts.set_account, "x/ieejemplo", {"url": "https://x.com/ieejemplo"}, MAY)
    living.act(accounts.rename_account, "x/ieejemplo", "https://x.com/iee_oficial")
    assert versions(living, "url")[-1][2] == "https://x.com/iee_oficial"
    living.act(accounts.rename_account, "x/iee_oficial", "iee_otra")
    assert versions(living, "url")[-1][2] is None


@pytest.mark.parametrize(
    ("new", "reason"),
    [
        ("facebook/ieejemplo", "stays on its network"),
        ("con espacios", "cannot be a handle"),
        ("", "Nothing was written here"),
    ],
)
def test_a_handle_that_cannot_be_is_refused(living: Living, new: str, reason: str) -> None:
    before = living.everything()
    with pytest.raises(IntakeError, match=reason):
        living.act(accounts.rename_account, "x/ieejemplo", new)
    assert living.everything() == before


def test_a_handle_of_another_account_is_refused_until_that_one_is_closed(living: Living) -> None:
    living.act(accounts.add_account, "x/otra", {"area": "CS"}, BEGUN)
    with pytest.raises(RefusedError, match="x/otra: The register has this account already"):
        living.act(accounts.rename_account, "x/ieejemplo", "otra")
    living.act(accounts.close_account, "x/otra", MAY)
    with pytest.raises(RefusedError, match="already"):
        living.act(accounts.rename_account, "x/ieejemplo", "otra", date(2026, 5, 3))
    living.act(accounts.rename_account, "x/ieejemplo", "otra", MAY)


def test_a_handle_may_be_of_a_closed_account_and_of_one_that_is_not(
    living: Living,
) -> None:
    living.act(accounts.close_account, "x/ieejemplo", MAY)
    living.act(accounts.add_account, "x/ieejemplo", {"area": "CS"}, date(2026, 6, 1))
    found = living.rows(AccountVersion, "account_id", "status")
    assert len({account for account, _status in found}) == 2
    with pytest.raises(RefusedError, match="already"):
        living.act(accounts.add_account, "x/ieejemplo", {"area": "CS"})


def test_an_account_is_handed_over_to_another_area(living: Living) -> None:
    changes = living.act(accounts.transfer_account, "x/ieejemplo", "Comunicación social", MAY)
    assert [change.what for change in changes] == ["area_id"]
    areas = versions(living, "area_id")
    assert areas[0][2] != areas[1][2]
    assert living.entries()[-1] == (accounts.TRANSFERRED, "account", MAY)


def test_closing_gives_the_first_day_without_the_account(living: Living) -> None:
    living.act(accounts.close_account, "x/ieejemplo", MAY)
    assert versions(living, "status", "closed_on")[-1] == (MAY, None, "closed", MAY)
    with pytest.raises(RefusedError, match="closed already"):
        living.act(accounts.close_account, "x/ieejemplo")


def test_an_account_cannot_have_been_closed_before_it_was_something_else(living: Living) -> None:
    living.act(accounts.set_account, "x/ieejemplo", {"name": "Nuevo"}, date(2026, 8, 1))
    living.act(accounts.set_account, "x/ieejemplo", {"status": "closing"}, date(2026, 9, 1))
    with pytest.raises(RefusedError, match="status changed on 2026-09-01"):
        living.act(accounts.close_account, "x/ieejemplo", MAY)
    living.act(accounts.close_account, "x/ieejemplo", date(2026, 9, 1))


def test_a_late_closing_is_carried_forward(living: Living) -> None:
    living.act(accounts.set_account, "x/ieejemplo", {"name": "Nuevo"}, date(2026, 8, 1))
    living.act(accounts.close_account, "x/ieejemplo", MAY)
    assert versions(living, "status", "closed_on", "name")[1:] == [
        (MAY, date(2026, 8, 1), "closed", MAY, None),
        (date(2026, 8, 1), None, "closed", MAY, "Nuevo"),
    ]


def test_setting_the_status_sets_or_clears_the_closing_day(living: Living) -> None:
    living.act(accounts.set_account, "x/ieejemplo", {"status": "cerrada"}, MAY)
    assert versions(living, "closed_on")[-1][2] == MAY
    living.act(accounts.set_account, "x/ieejemplo", {"status": "open"})
    assert versions(living, "status", "closed_on")[-1][2:] == ("open", None)
    living.act(accounts.set_account, "x/ieejemplo", {"closed_on": "2026-11-20"})
    assert versions(living, "status", "closed_on")[-1][2:] == ("closed", date(2026, 11, 20))


@pytest.mark.parametrize(
    ("typed", "on", "reason"),
    [
        ({"name": "X"}, date(2026, 1, 9), "knows it from 2026-01-10 on"),
        ({"name": "X"}, date(2026, 11, 23), "has not come yet"),
        ({"area": "JD0"}, None, "Did you mean “JD01”"),
        ({"login_mailbox": "rede@iee.example"}, None, "Did you mean “redes@iee.example”"),
        ({"status": "abiert"}, None, "Did you mean “abierta”"),
        ({"opened_on": "2026-02-30"}, None, "no such day"),
        ({"closed_on": "2019-01-01"}, None, "before “opened_on”"),
        ({"url": "https://x.com/otra"}, None, "correct one of them"),
        ({"url": "https://facebook.com/ieejemplo"}, None, "correct one of them"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    living: Living, typed: dict[str, str], on: date | None, reason: str
) -> None:
    before = living.everything()
    with pytest.raises(IntakeError, match=reason):
        living.act(accounts.set_account, "x/ieejemplo", typed, on)
    assert living.everything() == before


def test_an_unknown_account_is_refused_with_the_nearest(living: Living) -> None:
    with pytest.raises(UnknownSubjectError, match=r"no such account\. Did you mean “x/ieejemplo”"):
        living.act(accounts.close_account, "x/ieejempl")
