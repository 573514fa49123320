"""Every fault of the sample occurs, most accounts have none, and the stories are where they say."""

from collections import Counter
from datetime import timedelta

import pytest

from monitor.sample import AS_OF
from monitor.sample.account_faults import ACCOUNT_FAULTS, befall
from monitor.sample.area_faults import AREA_FAULTS
from monitor.sample.fortune import ACCOUNT_ODDS, ADMINISTRATOR_ODDS, OFFICE_ODDS
from monitor.sample.institute import institute
from monitor.sample.records import AccountRecord, AreaRecord
from monitor.sample.stories import STORIES

FAILS_ACCOUNTS = {
    "substitute left",
    "owner left",
    "no substitute",
    "same person twice",
    "owner of low rank",
    "substitute from elsewhere",
    "succession not told",
}
"""Faults of an area that fail each of its accounts."""

FAILS = {
    "password days overdue",
    "password weeks overdue",
    "password months overdue",
    "password changed by nobody",
    "head not told of change",
    "no second factor",
    "second factor held by other",
    "login outside the domain",
    "login on a look-alike domain",
    "login with a personal mailbox",
    "access by someone who left",
    "access by an agency",
    "letters expired",
    "linked outside",
    "custody denied",
    "breach with measures overdue",
}
"""Faults that fail the account they befall."""


def _area(code: str) -> AreaRecord:
    return next(row for row in institute().areas if row.area.code == code)


def _account(ref: str) -> AccountRecord:
    return next(row for row in institute().accounts if row.ref == ref)


def _failing(account: AccountRecord) -> bool:
    of_area = set(_area(account.area).faults)
    return bool(FAILS & set(account.faults) or FAILS_ACCOUNTS & of_area)


def test_every_fault_of_an_area_occurs() -> None:
    assert {name for row in institute().areas for name in row.faults} == set(AREA_FAULTS)


def test_every_fault_of_an_account_occurs() -> None:
    had = {name for row in institute().accounts for name in row.faults}
    assert had - {"nothing recorded"} == set(ACCOUNT_FAULTS)


def test_a_quarter_of_the_accounts_fails_something() -> None:
    accounts = institute().accounts
    share = sum(map(_failing, accounts)) / len(accounts)
    assert 0.24 <= share <= 0.30


def test_six_accounts_in_ten_are_well_kept() -> None:
    accounts = institute().accounts
    well_kept = [row for row in accounts if not row.faults and not _failing(row)]
    assert 0.57 <= len(well_kept) / len(accounts) <= 0.65


def test_odds_leave_room_for_nothing() -> None:
    for odds in (ACCOUNT_ODDS, ADMINISTRATOR_ODDS, OFFICE_ODDS):
        assert sum(odds.values()) < 60


def test_stories_name_areas_and_faults_that_exist() -> None:
    codes = {row.area.code for row in institute().areas}
    assert set(STORIES) <= codes
    for story in STORIES.values():
        assert set(story.area) <= set(AREA_FAULTS)
        assert {name for names in story.accounts.values() for name in names} <= set(ACCOUNT_FAULTS)


@pytest.mark.parametrize("code", sorted(STORIES))
def test_a_story_befalls_its_area_and_an_account_of_it(code: str) -> None:
    story = STORIES[code]
    assert _area(code).faults == story.area
    had = {name for row in institute().accounts if row.area == code for name in row.faults}
    assert {name for names in story.accounts.values() for name in names} <= had


def test_nuevo_leon_is_months_late_everywhere() -> None:
    late = [row for row in institute().accounts if row.area == "JL00NL" and row.changes]
    assert len(late) >= 3
    for row in late:
        newest = max(change.changed_on for change in row.changes)
        assert newest < AS_OF - timedelta(days=120)


def test_the_substitute_of_aguascalientes_left_and_still_has_access() -> None:
    substitute = _area("JD01AGS").substitute
    assert substitute is not None
    assert substitute.active_to is not None
    assert substitute.active_to < AS_OF
    assert substitute.email in _account("account:x/ieejd01ags").seen


def test_tlaxcala_recorded_nothing_but_its_accounts() -> None:
    silent = [row for row in institute().accounts if row.area.endswith("TLAX")]
    assert silent
    for row in silent:
        assert row == AccountRecord(row.platform, row.handle, row.area, faults=row.faults)


def test_the_presidency_and_it_have_nothing_wrong() -> None:
    for row in institute().accounts:
        if row.area in {"PRES", "UTSI"}:
            assert not row.faults


def test_faults_of_a_password_pass_over_an_account_that_has_none() -> None:
    account = next(row for row in institute().accounts if row.platform == "youtube" and row.name)
    befallen = befall(account, _area(account.area), ("password days overdue", "no second factor"))
    assert befallen.changes == ()
    assert befallen.faults == ()


def test_only_a_facebook_page_is_run_from_profiles() -> None:
    had = Counter(
        row.platform for row in institute().accounts if "page run from profiles" in row.faults
    )
    assert set(had) == {"facebook"}
    assert had["facebook"] > 10


def test_both_breaches_are_contained_and_their_measures_owed() -> None:
    for ref in ("account:x/ieejemplo_jal", "account:facebook/iee.jd07mex"):
        owed = {duty.control: duty.done_on for duty in _account(ref).duties}
        assert owed["breach.contain-password"]
        assert owed["breach.notify"]
        assert owed["breach.institutional-measures"] is None
