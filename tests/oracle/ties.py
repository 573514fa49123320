"""Made-up designations, headships, mailboxes of accounts, links and lists of who has access."""

from dataclasses import replace
from datetime import date, timedelta

from monitor.history import ALWAYS
from tests.oracle import names
from tests.oracle.draws import Draw, spans_of
from tests.oracle.records import (
    AccessList,
    AccessSeen,
    AccountMailbox,
    Designation,
    Headship,
    LinkedAccount,
    MailboxVersion,
    PortalList,
    PortalSeen,
)
from tests.oracle.subjects import PLATFORMS, Cast

FORM_NUMBERS = ("OF-1", "OF-2", "OF-3", None)
_HOLDERS = (None, "councillor", "Councillor", "Presidency")
_ROLE_RANKS = {
    "owner": ("superior", "medio"),
    "substitute": ("medio", "operativo"),
    "task": ("operativo",),
}


def designations(draw: Draw, cast: Cast) -> list[Designation]:
    """Return who administers each account; some areas designate for all their accounts."""
    rows: list[Designation] = []
    if draw.chance(0.06):
        return rows  # a register in which nobody has been designated
    for area_id in cast.area_ids:
        for role in ("owner", "substitute", "task"):
            if draw.chance(0.2):
                rows += _role(draw, cast, None, area_id, role)
    for account_id in cast.account_ids:
        for role in ("owner", "substitute"):
            if draw.is_fine() or draw.chance(0.6):
                rows += _role(draw, cast, account_id, _area_of(cast, account_id), role)
        if draw.chance(0.1):
            rows += _role(draw, cast, account_id, None, "task")
    return rows


def _area_of(cast: Cast, account_id: int) -> int | None:
    return [row.area_id for row in cast.accounts if row.account_id == account_id][-1]


def _role(
    draw: Draw, cast: Cast, account_id: int | None, area_id: int | None, role: str
) -> list[Designation]:
    spans = draw.chain(1 if draw.is_fine() else draw.pick([1, 2, 3]))
    return [
        Designation(
            valid_from=begins,
            valid_to=_until(draw, begins, ends),
            id=draw.new_id(),
            account_id=account_id,
            area_id=area_id if account_id is None else None,
            person_id=_designee(draw, cast, area_id, role),
            role=role,
            number=draw.pick(FORM_NUMBERS),
            notified_on=_notified(draw, begins),
        )
        for begins, ends in spans
    ]


def _until(draw: Draw, begins: date, ends: date | None) -> date | None:
    """Return a clean handover, or a gap, an overlap, an end without a successor."""
    if draw.is_fine() or draw.chance(0.4):
        return ends
    if ends is None:
        return draw.after(begins, 1, 400)
    moved = ends + timedelta(days=draw.pick([-20, -5, 5, 20, 90]))
    return moved if moved > begins else ends


def _designee(draw: Draw, cast: Cast, area_id: int | None, role: str) -> int | None:
    if not draw.is_fine() and draw.chance(0.2):
        return None
    fitting = cast.people_of(area_id, _ROLE_RANKS[role])
    return draw.pick(fitting) if fitting and draw.is_fine() else draw.pick(cast.person_ids)


def _notified(draw: Draw, begins: date) -> date | None:
    if begins == ALWAYS or draw.chance(0.4):
        return None
    return draw.after(begins, 0, 12)


def headships(draw: Draw, cast: Cast) -> list[Headship]:
    """Return who heads each area; some areas have none, or none on record."""
    rows: list[Headship] = []
    for area_id in cast.area_ids:
        if not draw.is_fine() and draw.chance(0.4):
            continue
        for begins, ends in draw.chain(draw.pick([1, 1, 2])):
            fitting = cast.people_of(area_id, ("superior",)) or cast.person_ids
            nobody = not draw.is_fine() and draw.chance(0.3)
            lapsed = draw.after(begins, 1, 300) if ends is None and not draw.is_fine() else ends
            rows.append(
                Headship(
                    valid_from=begins,
                    valid_to=lapsed,
                    area_id=area_id,
                    person_id=None if nobody else draw.pick(fitting),
                )
            )
    return rows


def account_mailboxes(draw: Draw, cast: Cast) -> list[AccountMailbox]:
    """Return which mailbox each account uses, for what, and when that changed."""
    rows: list[AccountMailbox] = []
    for account_id in cast.account_ids:
        for use, likely in (("login", 0.9), ("recovery", 0.4), ("notices", 0.2)):
            if not draw.chance(likely):
                continue
            for begins, ends in draw.chain(draw.pick([1, 1, 1, 2])):
                nobody = not draw.is_fine() and draw.chance(0.25)
                rows.append(
                    AccountMailbox(
                        valid_from=begins,
                        valid_to=ends,
                        account_id=account_id,
                        use=use,
                        mailbox_id=None if nobody else draw.pick(cast.mailbox_ids),
                    )
                )
    return rows


def linked(draw: Draw, cast: Cast) -> list[LinkedAccount]:
    """Return links of accounts that are not recorded as linked to none."""
    rows: list[LinkedAccount] = []
    free = {row.account_id for row in cast.accounts if not row.linked_none}
    for account_id in sorted(free):
        targets = {_target(draw, cast) for _ in range(draw.pick([0, 0, 1, 2]))}
        for platform, handle_key in sorted(targets):
            begins = draw.start()
            ends = draw.after(begins, 100, 700) if draw.chance(0.2) else None
            rows.append(
                LinkedAccount(
                    valid_from=begins,
                    valid_to=ends,
                    account_id=account_id,
                    platform=platform,
                    handle_key=handle_key,
                )
            )
    return rows


def _target(draw: Draw, cast: Cast) -> tuple[str, str]:
    other = draw.pick(cast.accounts)
    if draw.is_fine() or draw.chance(0.3):
        return other.platform, other.handle_key
    return draw.pick(PLATFORMS), draw.pick([other.handle_key, "ajena"])


def access(
    draw: Draw, cast: Cast, designated: list[Designation], heads: list[Headship]
) -> tuple[list[AccessList], list[AccessSeen]]:
    """Return lists of who was seen on each account: mostly those designated, some others."""
    lists: list[AccessList] = []
    seen: list[AccessSeen] = []
    for account_id in cast.account_ids:
        days = draw.regular(90, 200) if draw.is_fine() else [draw.day() for _ in "ab"]
        for begins, ends in spans_of(days) if draw.chance(0.85) else []:
            newest = AccessList(valid_from=begins, valid_to=ends, account_id=account_id)
            entitled = _entitled(draw, cast, newest, designated, heads)
            lists.append(newest)
            seen += _seen(newest, _identities(draw, cast, entitled, heads))
    return lists, seen


def _entitled(
    draw: Draw,
    cast: Cast,
    newest: AccessList,
    designated: list[Designation],
    heads: list[Headship],
) -> set[int | None]:
    area_id = _area_of(cast, newest.account_id)
    on_list = [row for row in designated if row.covers(newest.valid_from)]
    people = {r.person_id for r in on_list if r.account_id == newest.account_id}
    own_heads = {row.person_id for row in heads if row.area_id == area_id and draw.chance(0.3)}
    return {person for person in people if draw.chance(0.8)} | own_heads


def _identities(
    draw: Draw, cast: Cast, entitled: set[int | None], heads: list[Headship]
) -> set[str]:
    people = set(entitled)
    if heads and draw.chance(0.12):
        people.add(draw.pick(heads).person_id)
    if draw.chance((1 - draw.care) / 2):
        people.add(draw.pick(cast.person_ids))
    emails = {_email(draw, cast, person) for person in people if person is not None}
    if draw.chance((1 - draw.care) / 3):
        emails.add("Desconocida@correo.example")
    return emails


def _seen(newest: AccessList, identities: set[str]) -> list[AccessSeen]:
    return [
        AccessSeen(
            valid_from=newest.valid_from,
            valid_to=newest.valid_to,
            account_id=newest.account_id,
            identity=identity,
            identity_key=identity.casefold(),
        )
        for identity in sorted(identities)
    ]


def portal(draw: Draw, cast: Cast) -> tuple[list[PortalList], list[PortalSeen]]:
    """Return lists of what the portal shows: our accounts, seldom somebody else's."""
    lists: list[PortalList] = []
    seen: list[PortalSeen] = []
    for begins, ends in spans_of(draw.regular(60, 300)) if draw.chance(0.85) else []:
        lists.append(PortalList(valid_from=begins, valid_to=ends))
        shown: dict[tuple[str, str], str | None] = {
            (row.platform, row.handle): None for row in cast.accounts if draw.chance(0.6)
        }
        if not draw.is_fine() or draw.chance(0.1):
            shown |= {("x", f"Persona{n}"): draw.pick(_HOLDERS) for n in range(draw.pick([1, 2]))}
        seen += [
            PortalSeen(
                valid_from=begins,
                valid_to=ends,
                platform=platform,
                handle=handle,
                handle_key=names.key(platform, handle),
                holder_role=role,
            )
            for (platform, handle), role in shown.items()
        ]
    return lists, seen


def _email(draw: Draw, cast: Cast, person_id: int) -> str:
    emails = {row.email for row in cast.people if row.person_id == person_id}
    return draw.pick([*sorted(emails), min(emails).upper()])


def held(draw: Draw, cast: Cast, designated: list[Designation]) -> list[MailboxVersion]:
    """Return the mailboxes, most of them now held by someone who is designated."""
    people = sorted({row.person_id for row in designated if row.person_id is not None})
    return [
        replace(row, holder_id=draw.pick(people))
        if people and row.holder_id is not None and draw.is_fine()
        else row
        for row in cast.mailboxes
    ]
