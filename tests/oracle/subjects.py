"""Made-up areas, people, mailboxes and accounts, with what changes about them."""

from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from tests.oracle import names, told
from tests.oracle.draws import Draw
from tests.oracle.records import AccountVersion, AreaVersion, MailboxVersion, PersonVersion

DOMAINS = ("ine.mx", "redes.ine.mx", "ine-mx.org", "ine.mx.example", "correo.example")
PLATFORMS = ("x", "facebook", "instagram", "youtube", "tiktok", "myspace")
AREA_KINDS = ("central", "local_board", "district_board", "other", None)
OFFICES = ("communications", "electoral-register", None, "it-unit")
PURPOSES = ("help", "contact", "other", None, None, None, None)
RANKS = ("superior", "medio", "operativo")
SEPARATORS = "._-"


@dataclass
class Cast:
    """The subjects of a world while it is being made."""

    areas: list[AreaVersion] = field(default_factory=list)
    people: list[PersonVersion] = field(default_factory=list)
    mailboxes: list[MailboxVersion] = field(default_factory=list)
    accounts: list[AccountVersion] = field(default_factory=list)

    @cached_property
    def area_ids(self) -> list[int]:
        """The ids of the areas, once they are made."""
        return list(dict.fromkeys(row.area_id for row in self.areas))

    @cached_property
    def person_ids(self) -> list[int]:
        """The ids of the people, once they are made."""
        return list(dict.fromkeys(row.person_id for row in self.people))

    @cached_property
    def mailbox_ids(self) -> list[int]:
        """The ids of the mailboxes, once they are made."""
        return list(dict.fromkeys(row.mailbox_id for row in self.mailboxes))

    @cached_property
    def account_ids(self) -> list[int]:
        """The ids of the accounts, once they are made."""
        return list(dict.fromkeys(row.account_id for row in self.accounts))

    def people_of(self, area_id: int | None, ranks: tuple[str, ...]) -> list[int]:
        """Return people who at some time had one of these ranks in an area."""
        found = [p.person_id for p in self.people if p.area_id == area_id and p.rank in ranks]
        return list(dict.fromkeys(found))


def areas(draw: Draw, count: int) -> list[AreaVersion]:
    """Return areas; some change their kind or their code."""
    rows: list[AreaVersion] = []
    for number in range(1, count + 1):
        area_id = draw.new_id()
        office = OFFICES[number % len(OFFICES) - 1] if draw.is_fine() else draw.pick(OFFICES)
        for begins, ends in draw.chain(draw.pick([1, 1, 1, 2])):
            suffix = "b" if draw.chance(0.1) else ""
            code = (
                draw.pick([f"JD{number:02}AGS", f"jd{number:02}ags", f"JD{number:02}ags"]) + suffix
            )
            rows.append(
                AreaVersion(
                    valid_from=begins,
                    valid_to=ends,
                    area_id=area_id,
                    code=code,
                    code_key=code.casefold(),
                    kind=draw.pick(AREA_KINDS),
                    role=draw.maybe(office),
                )
            )
    return rows


def people(draw: Draw, cast: Cast, per_area: int) -> list[PersonVersion]:
    """Return people of every area and rank; some move, leave, or are barely recorded."""
    rows: list[PersonVersion] = []
    for area_id in cast.area_ids:
        for number in range(per_area):
            rows += _person(draw, cast, area_id, RANKS[number % 3])
    return rows


def _person(draw: Draw, cast: Cast, area_id: int, rank: str) -> list[PersonVersion]:
    person_id = draw.new_id()
    rows = []
    for begins, ends in draw.chain(draw.pick([1, 1, 2, 3])):
        email = f"Persona.{person_id}@{'nuevo.' if draw.chance(0.15) else ''}ine.mx"
        rows.append(
            PersonVersion(
                valid_from=begins,
                valid_to=ends,
                person_id=person_id,
                email=email,
                email_key=email.casefold(),
                name=draw.maybe(f"P-{person_id:04}"),
                position=draw.maybe("cargo"),
                rank=draw.maybe(rank if draw.is_fine() else draw.pick(RANKS)),
                area_id=draw.maybe(area_id if draw.is_fine() else draw.pick(cast.area_ids)),
                employment=draw.maybe("contractor" if draw.chance(0.12) else "public_servant"),
                active_from=draw.pick([None, draw.day()]),
                active_to=_leaves(draw),
            )
        )
    return rows


def _leaves(draw: Draw) -> date | None:
    return None if draw.is_fine() or draw.chance(0.5) else draw.day()


def mailboxes(draw: Draw, cast: Cast, count: int) -> list[MailboxVersion]:
    """Return mailboxes: generic ones, people's own, and some whose name says nothing."""
    rows: list[MailboxVersion] = []
    for _ in range(count):
        mailbox_id, area_id = draw.new_id(), draw.pick(cast.area_ids)
        assigned_on = draw.day() if draw.chance(0.3) else None
        for begins, ends in draw.chain(draw.pick([1, 1, 2])):
            rows.append(
                replace(
                    _mailbox(draw, cast, mailbox_id, area_id),
                    valid_from=begins,
                    valid_to=ends,
                    assigned_on=assigned_on,
                )
            )
    return rows


def _mailbox(draw: Draw, cast: Cast, mailbox_id: int, area_id: int) -> MailboxVersion:
    local, domain = _address(draw, cast, mailbox_id, area_id)
    last = local.casefold()
    for separator in SEPARATORS:
        last = last.rsplit(separator, 1)[-1]
    nobody = not draw.is_fine() and draw.chance(0.2)
    generic = "generic" if draw.is_fine() else draw.pick(["personal", "generic", None])
    return MailboxVersion(
        valid_from=date.min,
        mailbox_id=mailbox_id,
        address=f"{local}@{domain}",
        address_key=f"{local.casefold()}@{domain}",
        domain=domain,
        local_key=local.casefold(),
        local_last=last,
        kind=generic if draw.chance(0.6) else None,
        purpose=draw.pick(PURPOSES),
        holder_id=None if nobody else draw.maybe(draw.pick(cast.person_ids)),
        holder_none=nobody,
        area_id=draw.maybe(area_id),
    )


def _address(draw: Draw, cast: Cast, mailbox_id: int, area_id: int) -> tuple[str, str]:
    person = draw.pick(cast.people)
    if not draw.is_fine() and draw.chance(0.4):
        local, _at, domain = person.email.partition("@")
        return local, domain
    code = draw.pick([row.code for row in cast.areas if row.area_id == area_id])
    word = draw.pick(["redes", "Redes", "prensa", "social"])
    generic = [f"{word}.{code}", f"redes.{code}", f"{code}-{word}", f"{word}_{mailbox_id}", code]
    other = [f"nombre.apellido{mailbox_id}", f"redesx{mailbox_id}", f"mi.redes.{mailbox_id}"]
    domain = draw.pick(DOMAINS[:2]) if draw.is_fine() else draw.pick(DOMAINS)
    return draw.pick(generic if draw.is_fine() else [*other, *generic]), domain


def accounts(draw: Draw, cast: Cast, count: int) -> list[AccountVersion]:
    """Return accounts that are proposed, opened, moved, closed."""
    rows: list[AccountVersion] = []
    for number in range(count):
        rows += _account(draw, cast, draw.new_id(), number)
        if rows[-1].status == "closed" and draw.chance(0.3):
            rows += _reopened(draw, rows[-1])
    return rows


def _reopened(draw: Draw, closed: AccountVersion) -> list[AccountVersion]:
    """Return another account that goes by the name of a closed one."""
    return [
        replace(
            closed,
            valid_from=draw.after(closed.valid_from, 0, 60),
            account_id=draw.new_id(),
            status=draw.pick(["open", None]),
            opened_on=None,
            closed_on=None,
        )
    ]


def _account(draw: Draw, cast: Cast, account_id: int, number: int) -> list[AccountVersion]:
    area_id = draw.pick(cast.area_ids)
    model = draw.pick(["shared", None, None]) if draw.chance(0.75) else None
    model = draw.pick(["delegated", "phone"]) if draw.chance(0.25) else model
    opened_on = draw.opening()
    (platform, handle), linked_none = told.name(draw, number, PLATFORMS), draw.chance(0.35)
    statuses = _statuses(draw)
    rows = []
    for status, (begins, ends) in zip(statuses, draw.chain(len(statuses)), strict=True):
        elsewhere = not draw.is_fine() and draw.chance(0.4)
        rows.append(
            AccountVersion(
                valid_from=begins,
                valid_to=ends,
                account_id=account_id,
                platform=platform,
                handle=handle,
                handle_key=names.key(platform, handle),
                area_id=draw.maybe(draw.pick(cast.area_ids) if elsewhere else area_id),
                credential_model=model if not draw.chance(0.1) else "shared",
                status=status,
                opened_on=opened_on,
                closed_on=begins if status == "closed" else None,
                linked_none=linked_none,
                **told.cells(draw, begins, ends),
            )
        )
    return rows


def _statuses(draw: Draw) -> list[str | None]:
    lives: list[list[str | None]] = [
        ["open"],
        [None],
        [None, "open"],
        ["open", None, "open"],
        ["proposed", "authorised", "open"],
        ["proposed"],
        ["open", "closing"],
        ["closing", "closed"],
        ["open", "closed"],
        ["open", "legacy_personal"],
    ]
    return draw.pick(lives[:4]) if draw.chance(0.6) else draw.pick(lives)
