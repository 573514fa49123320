"""The accounts of an area as a diligent one keeps them: every paper on file, every date kept."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from monitor.sample import credentials
from monitor.sample.areas import Area
from monitor.sample.days import after, ago, between, draws
from monitor.sample.handles import CENTRAL_ACCOUNTS, board_handle
from monitor.sample.records import (
    AccountRecord,
    AreaRecord,
    Attestation,
    Document,
    Duty,
    Factor,
)
from monitor.sample.staffing import letter_number

SHARE_OF_BOARDS = {
    "local_board": {
        "x": 1.0,
        "facebook": 1.0,
        "instagram": 1.0,
        "youtube": 1.0,
        "tiktok": 0.6,
        "threads": 0.2,
    },
    "district_board": {"x": 1.0, "facebook": 1.0, "instagram": 0.6, "tiktok": 0.14},
}
"""By kind of board, the share of boards that keep an account on each platform."""

DELEGATED = frozenset({"youtube", "linkedin"})
"""Platforms where access is given to people and there is no shared password to change."""

FACTORS = {
    "x": ("totp", "totp", "security_key"),
    "facebook": ("totp", "totp", "security_key"),
    "instagram": ("totp",),
    "tiktok": ("totp",),
    "threads": ("totp",),
    "telegram": ("sms",),
    "bluesky": ("email",),
    "whatsapp": ("sms",),
}
"""The second factors a diligent area uses on each platform; the last three offer no better."""

NEXT_CYCLE = date(2027, 12, 31)
"""The day responsibility letters with an end are valid until."""


def platforms(area: Area) -> Iterator[tuple[str, str]]:
    """Return (platform, handle) of every account of the area."""
    chance = draws(area.code, "platforms")
    yield from ((where, handle) for code, where, handle in CENTRAL_ACCOUNTS if code == area.code)
    for platform, share in SHARE_OF_BOARDS.get(area.kind, {}).items():
        if chance.random() < share:
            yield platform, board_handle(area, platform)


def account(record: AreaRecord, platform: str, handle: str) -> AccountRecord:
    """Return the account of an area with everything in order."""
    chance = draws(platform, handle)
    found = _opened(chance, record, platform, handle)
    found = replace(
        found,
        papers=_letters(record, found.ref, chance),
        attested=_official_link(chance, record, found.ref),
        duties=tuple(_notices(record, found, chance)),
        seen=_seen(record, chance),
        seen_on=between(chance, 4, 160),
    )
    if platform in DELEGATED:
        return replace(found, credential_model="delegated")
    return _with_password(chance, record, found)


def _opened(chance: Random, record: AreaRecord, platform: str, handle: str) -> AccountRecord:
    opened = between(chance, 1000, 4200)
    return AccountRecord(
        platform,
        handle,
        record.area.code,
        name=f"IEE · {record.area.name}",
        purpose="Difusión institucional y educación cívica",
        login="" if platform == "whatsapp" else record.mailbox.address,
        credential_model="phone" if platform == "whatsapp" else "shared",
        status="open",
        authorised_on=opened - timedelta(days=chance.randint(5, 40)),
        opened_on=opened,
        on_portal="yes",
        verification=chance.choice(("verified", "requested", "not_eligible")),
        last_post_on=between(chance, 0, 6),
        linked="-",
        owner_cell=record.owner.email if record.by_cells else "",
        substitute_cell=record.substitute_in_cells,
    )


def _letters(record: AreaRecord, ref: str, chance: Random) -> tuple[Document, ...]:
    """Return the responsibility letter (Annex 2) of each administrator for the account."""
    until = chance.choice((None, NEXT_CYCLE))
    number = letter_number(record.area, record.since)
    return tuple(
        Document("responsiva", ref, record.since, person.email, number, until)
        for person in record.administrators
    )


def _official_link(chance: Random, record: AreaRecord, ref: str) -> tuple[Attestation, ...]:
    on = between(chance, *credentials.ANSWERED)
    return (Attestation("link.institutional-only", ref, record.owner.email, on),)


def _notices(record: AreaRecord, found: AccountRecord, chance: Random) -> Iterator[Duty]:
    """Yield the notices to communications: the administrators' names, and the mailbox linked."""
    assigned = record.mailbox.assigned_on
    if record.told_after is not None:
        told = after(record.since, record.told_after)
        number = letter_number(record.area, told)
        yield Duty("list.to-communications", found.ref, after(record.since, 10), told, number)
    if assigned is not None and found.login:
        linked = after(assigned, chance.randint(1, 8))
        yield Duty("email.association-notice", found.ref, linked, linked)


def _seen(record: AreaRecord, chance: Random) -> tuple[str, ...]:
    """Return who an access list shows: the administrators, and the head on one list in four."""
    head = (record.head,) if "@" in record.head and chance.random() < 1 / 4 else ()
    return (*(person.email for person in record.administrators), *head)


def _with_password(chance: Random, record: AreaRecord, found: AccountRecord) -> AccountRecord:
    newest = credentials.renewed(chance)
    names = [person.email for person in record.administrators]
    factor = Factor(
        chance.choice(FACTORS[found.platform]),
        ago(chance.randint(20, 330)),
        record.owner.email,
        chance.choice(("evidenced", "evidenced", "witnessed")),
    )
    told = credentials.head_told(chance, found.ref, newest)
    return replace(
        found,
        factor=factor,
        changes=credentials.changes(chance, names, newest),
        attested=(*found.attested, *credentials.answers(chance, found.ref, record.owner.email)),
        duties=(*found.duties, told),
    )
