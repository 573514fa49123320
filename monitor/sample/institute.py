"""The whole sample institute: every area and every account, as they stand on the sample's day."""

from dataclasses import dataclass
from functools import cache

from monitor.sample import account_faults, accounts, area_faults, fortune
from monitor.sample.areas import all_areas
from monitor.sample.records import AccountRecord, AreaRecord, Mailbox
from monitor.sample.staffing import area_record


@dataclass(frozen=True)
class Institute:
    """All records, areas in the order of the areas sheet, accounts in the order of their areas."""

    areas: tuple[AreaRecord, ...]
    accounts: tuple[AccountRecord, ...]

    @property
    def keepers(self) -> tuple[AreaRecord, ...]:
        """The areas that own an account and recorded more of it than that it exists."""
        owning = {account.area for account in self.accounts}
        return tuple(row for row in self.areas if row.area.code in owning and not row.silent)

    @property
    def mailboxes(self) -> tuple[Mailbox, ...]:
        """The mailbox of each keeper, and those that a single account uses; each once."""
        of_areas = [row.mailbox for row in self.keepers]
        of_accounts = [row.own_mailbox for row in self.accounts if row.own_mailbox]
        return tuple({box.address: box for box in (*of_accounts, *of_areas)}.values())

    @property
    def credentials(self) -> tuple[AccountRecord | Mailbox, ...]:
        """All that has a password: accounts, then mailboxes."""
        return (*self.accounts, *self.mailboxes)


@cache
def institute() -> Institute:
    """Return the sample institute; the same one every time."""
    areas = tuple(
        area_faults.befall(area_record(area, place), fortune.of_area(area.code))
        for place, area in enumerate(all_areas())
    )
    kept = tuple(
        _account(record, platform, handle)
        for record in areas
        for platform, handle in accounts.platforms(record.area)
    )
    return Institute(areas, kept)


def _account(record: AreaRecord, platform: str, handle: str) -> AccountRecord:
    if record.silent:
        return AccountRecord(platform, handle, record.area.code, faults=record.faults)
    found = accounts.account(record, platform, handle)
    names = fortune.of_account(record.area.code, platform, handle)
    return account_faults.befall(found, record, names)
