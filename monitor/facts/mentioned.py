"""What the texts name of the register as a whole: an account, a mailbox, a network, the portal."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Date, Integer, String, and_, case, func, null, or_, select, true
from sqlalchemy.types import TypeEngine

from monitor import db
from monitor.facts.frame import Joined, any_row, count_rows, zero_if_none
from monitor.facts.sets import OneByOne, Subjects
from monitor.inventory.models import AccountVersion, MailboxVersion
from monitor.inventory.relations import PortalList, PortalSeen


@dataclass(frozen=True)
class NamedAccount(OneByOne):
    """What has become of an account that a text names, as `platform/handle_key`."""

    name: str

    def columns(self) -> Mapping[str, TypeEngine[Any]]:
        """Return `named:<account>`: 'kept', 'closed', or NULL where the register has no such."""
        return {f"named:{self.name}": String()}

    def join_alone(self, subjects: Subjects) -> Iterable[Joined]:
        """Join one row: whether an account of that name is kept."""
        version = db.table(AccountVersion).alias(f"named {self.name}")
        platform, _slash, handle = self.name.partition("/")
        closed = func.coalesce(version.c.status, "open") == "closed"
        begun = or_(version.c.opened_on.is_(None), version.c.opened_on <= subjects.frame.day)
        found = (
            select(
                case(
                    (func.count() == 0, null()),
                    (any_row(~closed) == 1, "kept"),
                    else_="closed",
                ).label("state")
            )
            .where(
                subjects.frame.current(version),
                begun,
                version.c.platform == platform,
                version.c.handle_key == handle,
            )
            .subquery(f"state of {self.name}")
        )
        yield Joined(found, true(), {f"named:{self.name}": found.c.state})


@dataclass(frozen=True)
class MailboxFor(OneByOne):
    """Whether there is a mailbox for a purpose, of the domains that are allowed (none: any)."""

    purpose: str
    domains: tuple[str, ...] = ()

    def columns(self) -> Mapping[str, TypeEngine[Any]]:
        """Return `mailbox:<purpose>`: 'allowed', 'elsewhere', or NULL where there is none."""
        return {f"mailbox:{self.purpose}": String()}

    def join_alone(self, subjects: Subjects) -> Iterable[Joined]:
        """Join one row over all mailboxes of that purpose."""
        box, frame = db.table(MailboxVersion).alias(f"mailbox for {self.purpose}"), subjects.frame
        domain = box.c.domain
        under = [
            or_(domain == each, domain.endswith(f".{each}", autoescape=True))
            for each in self.domains
        ]
        allowed = or_(*under) if under else true()
        begun = or_(box.c.assigned_on.is_(None), box.c.assigned_on <= frame.day)
        state = case(
            (func.count() == 0, null()), (any_row(allowed) == 1, "allowed"), else_="elsewhere"
        )
        found = (
            select(state.label("state"))
            .where(frame.current(box), begun, box.c.purpose == self.purpose)
            .subquery(f"mailboxes for {self.purpose}")
        )
        yield Joined(found, true(), {f"mailbox:{self.purpose}": found.c.state})


@dataclass(frozen=True)
class OnPlatform(OneByOne):
    """How many accounts there are on one network, those closed left out."""

    platform: str

    def columns(self) -> Mapping[str, TypeEngine[Any]]:
        """Return `on_platform:<platform>`."""
        return {f"on_platform:{self.platform}": Integer()}

    def join_alone(self, subjects: Subjects) -> Iterable[Joined]:
        """Join one row: the count."""
        c = subjects.accounts.c
        query = select(count_rows(c.platform == self.platform).label("accounts"))
        found = query.subquery(f"accounts on {self.platform}")
        named = {f"on_platform:{self.platform}": zero_if_none(found.c.accounts)}
        yield Joined(found, true(), named)


@dataclass(frozen=True)
class PortalSeenOn(OneByOne):
    """The newest list of what the institution's portal shows, held against the register.

    strangers: neither accounts of the register nor of one of the `holders`, folded; unnamed: not
    in the register, and whose they are is not on record.
    """

    holders: tuple[str, ...]

    def columns(self) -> Mapping[str, TypeEngine[Any]]:
        """Return `portal:on` and the two counts, NULL where there is no list."""
        return {"portal:on": Date(), "portal:strangers": Integer(), "portal:unnamed": Integer()}

    def join_alone(self, subjects: Subjects) -> Iterable[Joined]:
        """Join one row over the newest list."""
        frame, newest, seen = subjects.frame, db.table(PortalList), db.table(PortalSeen)
        known = subjects.accounts.alias("account_on_the_portal")
        on_list = and_(
            seen.c.institution_id == newest.c.institution_id,
            seen.c.valid_from == newest.c.valid_from,
        )
        ours = and_(known.c.platform == seen.c.platform, known.c.handle_key == seen.c.handle_key)
        unknown = and_(seen.c.handle_key.is_not(None), known.c.account_id.is_(None))
        stranger = and_(unknown, func.lower(seen.c.holder_role).not_in(self.holders))
        found = (
            select(
                func.max(newest.c.valid_from).label("on"),
                count_rows(stranger).label("strangers"),
                count_rows(and_(unknown, seen.c.holder_role.is_(None))).label("unnamed"),
            )
            .select_from(newest.outerjoin(seen, on_list).outerjoin(known, ours))
            .where(frame.current(newest))
            .subquery("portal")
        )
        named = dict(zip(self.columns(), found.c, strict=True))
        yield Joined(found, true(), named)
