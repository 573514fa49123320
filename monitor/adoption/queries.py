"""Which policies are in force on a day, as they were compiled when they were adopted."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from monitor import db
from monitor.adoption.models import PolicyAdoption
from monitor.history import on_day
from monitor.intake.faults import RefusedError
from monitor.inventory.queries import own_file
from monitor.policy import compiled, guarded_yaml
from monitor.policy.library import Library, LoadedInstitution
from monitor.policy.requirements import Requirements
from monitor.scope import Scope
from monitor.text import _


@dataclass(frozen=True)
class Adopted:
    """Policies that were adopted: what they ask for, since when, and the institution's own file."""

    id: int
    since: date
    until: date | None
    digest: str
    overlay: str | None
    requirements: Requirements


@dataclass(frozen=True)
class Listed:
    """One line of the list of adoptions."""

    since: date
    until: date | None
    packs: str
    digest: str


class NothingAdoptedError(RefusedError):
    """The institution has adopted no policy: there is nothing to judge by."""

    def __init__(self, about: str = "monitor check") -> None:
        """Say which policies there are, and how to adopt one; `about` is what was asked for."""
        known = Library().pack_ids()
        told = _("No policy is adopted. Known here: {known}. Adopt one: {command}")
        command = "monitor policy adopt ID"
        super().__init__(about, told.format(known=", ".join(known), command=command))


def in_force(connection: Connection, scope: Scope, day: date) -> Adopted | None:
    """Return the adoption that holds on a day; None where none does."""
    adoption = db.table(PolicyAdoption)
    query = _ours(scope).where(on_day(adoption, day))
    return _adopted(connection, scope, day, connection.execute(query.limit(1)).first())


def nearest(connection: Connection, scope: Scope, day: date) -> Adopted | None:
    """Return the adoption that holds on a day, else the first that began after it."""
    held = in_force(connection, scope, day)
    if held:
        return held
    adoption = db.table(PolicyAdoption)
    later = _ours(scope, newest_first=False).where(
        adoption.c.valid_from > day, adoption.c.valid_to.is_distinct_from(adoption.c.valid_from)
    )
    return _adopted(connection, scope, day, connection.execute(later.limit(1)).first())


def by_id(connection: Connection, scope: Scope, adoption_id: int, day: date) -> Adopted:
    """Return one adoption; the institution is called as it is on `day`."""
    adoption = db.table(PolicyAdoption)
    row = connection.execute(_ours(scope).where(adoption.c.id == adoption_id)).one()
    found = _adopted(connection, scope, day, row)
    assert found is not None  # noqa: S101 - a row gives an adoption
    return found


def ever(connection: Connection, scope: Scope) -> list[Listed]:
    """Return every adoption there was, the oldest first."""
    adoption = db.table(PolicyAdoption)
    query = (
        select(adoption.c.valid_from, adoption.c.valid_to, adoption.c.packs, adoption.c.digest)
        .where(adoption.c.institution_id == scope.institution_id)
        .order_by(adoption.c.id)
    )
    return [Listed(*row) for row in connection.execute(query)]


def overlay_text(connection: Connection, scope: Scope, day: date) -> str:
    """Return `institution.yaml` as it would be written on a day: who it is, and its own values.

    The policies named are those in force; what the adopted file tailors follows as it was given.
    """
    own = own_file(connection, scope, day)
    data: dict[str, Any] = own.model_dump(
        mode="json", include={"code", "name", "timezone", "calendar"}, exclude_none=True
    )
    held = in_force(connection, scope, day)
    if held:
        data["policies"] = [each.pack.id for each in held.requirements.packs]
        given = guarded_yaml.load(held.overlay or "", "institution.yaml").data or {}
        data |= {name: given[name] for name in ("roles", "params", "readings") if given.get(name)}
    return guarded_yaml.dump(data)


def _ours(scope: Scope, *, newest_first: bool = True) -> Select[Any]:
    adoption = db.table(PolicyAdoption)
    order = adoption.c.id.desc() if newest_first else adoption.c.id
    return select(adoption).where(adoption.c.institution_id == scope.institution_id).order_by(order)


def _adopted(
    connection: Connection, scope: Scope, day: date, row: Row[Any] | None
) -> Adopted | None:
    if row is None:
        return None
    requirements = compiled.load(row.compiled)
    now = own_file(connection, scope, day)
    named = requirements.institution.institution.model_copy(
        update={"code": now.code, "name": now.name}
    )
    renamed = replace(requirements, institution=LoadedInstitution(named))
    return Adopted(row.id, row.valid_from, row.valid_to, row.digest, row.overlay, renamed)
