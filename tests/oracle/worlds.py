"""A random history of one institution, and the rows that put it into a database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from sqlalchemy import Connection
from sqlalchemy import insert as insert_rows
from sqlmodel import SQLModel

from monitor import db
from monitor.credentials import models as credentials
from monitor.duties import models as duties
from monitor.history import ALWAYS
from monitor.inventory import models as inventory
from monitor.inventory import relations
from tests.oracle import filed, owed, subjects, ties
from tests.oracle.draws import FIRST, LAST, Draw
from tests.oracle.records import World

TABLES: dict[str, type[SQLModel]] = {
    "areas": inventory.AreaVersion,
    "people": inventory.PersonVersion,
    "mailboxes": inventory.MailboxVersion,
    "accounts": inventory.AccountVersion,
    "designations": relations.Designation,
    "headships": relations.Headship,
    "account_mailboxes": relations.AccountMailbox,
    "linked": relations.LinkedAccount,
    "access_lists": relations.AccessList,
    "access_seen": relations.AccessSeen,
    "portal_lists": relations.PortalList,
    "portal_seen": relations.PortalSeen,
    "password_changes": credentials.PasswordChange,
    "factors": credentials.Factor,
    "documents": duties.Document,
    "attestations": duties.Attestation,
    "duties": duties.Duty,
}
_IDENTITIES: dict[str, tuple[type[SQLModel], str]] = {
    "areas": (inventory.Area, "area_id"),
    "people": (inventory.Person, "person_id"),
    "mailboxes": (inventory.Mailbox, "mailbox_id"),
    "accounts": (inventory.Account, "account_id"),
}
_EDGES = (-10, -11, -1, 0, 1, 7, 8, 52, 59, 62, 90, 91, 181, 184, 365)
CARES = (0.99, 0.95, 0.85, 0.7, 0.5)


@dataclass(frozen=True)
class Size:
    """How many areas, mailboxes and (one of these numbers of) accounts an institution has."""

    areas: int
    mailboxes: int
    accounts: Sequence[int]


SMALL = Size(areas=3, mailboxes=5, accounts=range(1, 7))


def random_world(
    rng: Random,
    institution_id: int = 1,
    *,
    care: float | None = None,
    size: Size = SMALL,
) -> World:
    """Make one institution; `care` (0 to 1) is how likely any one record is in order."""
    draw = Draw(rng, care if care is not None else rng.choice(CARES))
    cast = subjects.Cast()
    cast.areas = subjects.areas(draw, size.areas)
    cast.people = subjects.people(draw, cast, per_area=5)
    cast.mailboxes = subjects.mailboxes(draw, cast, count=size.mailboxes)
    cast.accounts = subjects.accounts(draw, cast, rng.choice(size.accounts))
    tied = _tied(draw, institution_id, cast)
    return World(
        institution_id=institution_id,
        code=f"INST{institution_id}",
        areas=tuple(cast.areas),
        people=tuple(cast.people),
        mailboxes=tuple(cast.mailboxes),
        accounts=tuple(cast.accounts),
        **tied,
    )


def random_days(rng: Random, world: World, count: int) -> list[date]:
    """Return days on which much changes: those of the world's own rows, and what runs from them."""
    return [rng.choice(_turns(rng, world)) for _ in range(count)]


def _turns(rng: Random, world: World) -> list[date]:
    """Return the days around the rows of one table, and around the terms that run from them."""
    spans = [*world.accounts, *world.people, *world.designations, *world.headships]
    dues: list[date | None] = [row.due_on for row in world.duties]
    tables: list[list[date | None]] = [
        [row.valid_from for row in spans],
        [row.valid_to for row in spans],
        [row.active_to for row in world.people],
        [row.valid_from for row in [*world.access_lists, *world.portal_lists]],
        [row.valid_from for row in world.attestations],
        [row.valid_from for row in world.password_changes],
        [row.signed_on for row in world.documents],
        [row.valid_until for row in world.documents],
        [row.last_post_on for row in world.accounts],
        [row.done_on for row in world.duties],
        dues,
        dues,
    ]
    known = [day for day in rng.choice(tables) if day is not None and day != ALWAYS]
    near = [day + timedelta(days=rng.choice(_EDGES)) for day in known]
    return [day for day in near if FIRST <= day <= LAST] or [FIRST + timedelta(days=500)]


def insert(connection: Connection, world: World) -> None:
    """Write a world into the tables; another institution may be there already."""
    own = {"institution_id": world.institution_id}
    code = world.code
    institution = {"id": world.institution_id, "code": code, "code_key": code.casefold()}
    _write(connection, inventory.Institution, [institution])
    version = {**own, "valid_from": ALWAYS, "timezone": "America/Mexico_City"}
    _write(connection, inventory.InstitutionVersion, [version])
    for name, (model, key) in _IDENTITIES.items():
        ids = sorted({getattr(row, key) for row in getattr(world, name)})
        _write(connection, model, [{**own, "id": one} for one in ids])
    for name, model in TABLES.items():
        rows = getattr(world, name)
        _write(connection, model, [{**own, **vars(row)} for row in rows])


def _write(connection: Connection, model: type[SQLModel], rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert_rows(db.table(model)), rows)


def _tied(draw: Draw, institution_id: int, cast: subjects.Cast) -> dict[str, Any]:
    """Return everything that is about the subjects of `cast`, by the name of its part."""
    designated = ties.designations(draw, cast)
    cast.mailboxes = ties.held(draw, cast, designated)
    heads = ties.headships(draw, cast)
    linked_mailboxes = ties.account_mailboxes(draw, cast)
    changes = filed.password_changes(draw, cast)
    lists, seen = ties.access(draw, cast, designated, heads)
    portal_lists, portal_seen = ties.portal(draw, cast)
    papers = filed.documents(draw, institution_id, cast, designated)
    days = owed.happened(institution_id, designated, changes, linked_mailboxes, papers)
    made: dict[str, list[Any]] = {
        "designations": designated,
        "headships": heads,
        "account_mailboxes": linked_mailboxes,
        "linked": ties.linked(draw, cast),
        "access_lists": lists,
        "access_seen": seen,
        "portal_lists": portal_lists,
        "portal_seen": portal_seen,
        "password_changes": changes,
        "factors": filed.factors(draw, cast, designated),
        "documents": papers,
        "attestations": filed.attestations(
            draw, institution_id, cast, designated, linked_mailboxes
        ),
        "duties": owed.duties(draw, institution_id, cast, days),
    }
    return {name: tuple(rows) for name, rows in made.items()}
