"""The register as it stood on one day: who is in a post, what is open, who administers what."""

from collections.abc import Iterable
from datetime import date
from functools import cached_property, lru_cache

from tests.oracle.records import (
    AccountVersion,
    AreaVersion,
    Designation,
    Headship,
    MailboxVersion,
    PersonVersion,
    World,
    in_force,
    known,
)

ADMINISTRATORS = ("owner", "substitute")


class Moment:
    """One day of a world; everything is worked out from the rows known on that day."""

    def __init__(self, world: World, day: date) -> None:
        self.world = world
        self.day = day

    @cached_property
    def people(self) -> dict[int, PersonVersion]:
        """What is known of each person."""
        return {row.person_id: row for row in in_force(self.world.people, self.day)}

    @cached_property
    def areas(self) -> dict[int, AreaVersion]:
        """What is known of each area."""
        return {row.area_id: row for row in in_force(self.world.areas, self.day)}

    @cached_property
    def mailboxes(self) -> dict[int, MailboxVersion]:
        """What is known of each mailbox, also of one that is not yet assigned."""
        return {row.mailbox_id: row for row in in_force(self.world.mailboxes, self.day)}

    @cached_property
    def begun(self) -> dict[int, AccountVersion]:
        """What is known of each account, closed ones too, but none opened later (ruling 6)."""
        return {
            row.account_id: row
            for row in in_force(self.world.accounts, self.day)
            if row.opened_on is None or row.opened_on <= self.day
        }

    @cached_property
    def accounts(self) -> dict[int, AccountVersion]:
        """Those of them that are not closed: what most controls are about (ruling 16)."""
        return {one: row for one, row in self.begun.items() if row.status != "closed"}

    def by_then(self, day: date | None) -> date | None:
        """Return a day, None where it lies ahead: not known yet (ruling 1)."""
        return day if day is not None and day <= self.day else None

    def is_active(self, person_id: int) -> bool:
        """Return whether the person is in the post; `active_to` is the last day (ruling 2).

        Of one of whom nothing is known that day, nothing says that the post ended.
        """
        row = self.people.get(person_id)
        return row is None or row.active_to is None or row.active_to >= self.day

    def code(self, area_id: int | None) -> str | None:
        """Return the code of an area, as it is written."""
        row = self.areas.get(area_id) if area_id is not None else None
        return row.code if row else None

    def designations(
        self, account_id: int, area_id: int | None, roles: Iterable[str]
    ) -> list[Designation]:
        """Return the rows of these roles known that day, for the account or its whole area."""
        wanted = set(roles)
        rows: list[Designation] = [*self.world.about("designations", account_id=account_id)]
        if area_id is not None:
            rows += self.world.about("designations", area_id=area_id)
        return [row for row in known(rows, self.day) if row.role in wanted]

    def designees(self, account_id: int, area_id: int | None, roles: Iterable[str]) -> set[int]:
        """Return the people active in one of these roles."""
        rows = in_force(self.designations(account_id, area_id, roles), self.day)
        return self._active(row.person_id for row in rows)

    def owners(self, account: AccountVersion) -> set[int]:
        """Return the active owners of an account."""
        return self.designees(account.account_id, account.area_id, ["owner"])

    def administrators(self, account: AccountVersion) -> set[int]:
        """Return the people active as owner or substitute of an account."""
        return self.designees(account.account_id, account.area_id, ADMINISTRATORS)

    def standing(self, account: AccountVersion, role: str) -> str | None:
        """Return how a role of an account stands: active, none, ended, or None: never recorded."""
        rows = self.designations(account.account_id, account.area_id, [role])
        if self.designees(account.account_id, account.area_id, [role]):
            return "active"
        if any(row.person_id is None for row in in_force(rows, self.day)):
            return "none"
        return "ended" if rows else None

    @cached_property
    def all_administrators(self) -> set[int]:
        """The people active as owner or substitute of any account that has a row."""
        return {one for account in self.accounts.values() for one in self.administrators(account)}

    def headships(self, area_id: int | None) -> list[Headship]:
        """Return the headships of an area known that day."""
        return known(self.world.about("headships", area_id=area_id), self.day)

    def heads(self, area_id: int | None) -> set[int]:
        """Return the people who actively head an area."""
        rows = in_force(self.headships(area_id), self.day)
        return self._active(row.person_id for row in rows)

    @cached_property
    def all_heads(self) -> set[int]:
        """The people who actively head any area."""
        return {one for area_id in self.world.area_ids() for one in self.heads(area_id)}

    def head(self, area_id: int | None) -> str | None:
        """Return how the headship of an area stands, in the words of `standing`."""
        rows = self.headships(area_id)
        if self.heads(area_id):
            return "active"
        if any(row.person_id is None for row in in_force(rows, self.day)):
            return "none"
        return "ended" if rows else None

    def users_of(self, mailbox_id: int, uses: Iterable[str]) -> list[AccountVersion]:
        """Return the accounts with a row that use a mailbox in one of these ways."""
        wanted = set(uses)
        ties = in_force(self.world.about("account_mailboxes", mailbox_id=mailbox_id), self.day)
        ids = {tie.account_id for tie in ties if tie.use in wanted}
        return [self.accounts[one] for one in sorted(ids) if one in self.accounts]

    def _active(self, people: Iterable[int | None]) -> set[int]:
        return {one for one in people if one is not None and self.is_active(one)}


@lru_cache(maxsize=512)
def moment(world: World, day: date) -> Moment:
    """Return one day of a world, worked out once."""
    return Moment(world, day)
