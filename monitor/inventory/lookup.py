"""Which subject is meant by what was typed: a reference, an old handle, an address or a URL."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, case, func, select, tuple_

from monitor import db
from monitor.history import on_day
from monitor.intake.addresses import AddressError
from monitor.intake.faults import RefusedError, shown
from monitor.intake.references import (
    FORMS,
    BadReferenceError,
    Reference,
    parse_reference,
)
from monitor.intake.typed import unwritable
from monitor.intake.wording import nearest
from monitor.inventory.kinds import ACCOUNT, AREA, KINDS, Kind
from monitor.inventory.models import Institution
from monitor.policy.library import Library
from monitor.policy.platforms import Platforms
from monitor.scope import Scope
from monitor.text import N_, _

BATCH = 500
"""How many values go into one statement."""

CANDIDATES = 2000
"""How many names are compared with one that is not known: the message must not take long."""

_UNKNOWN = {
    "account": N_("The register has no such account."),
    "area": N_("The register has no such area."),
    "person": N_("The register has no such person."),
    "mailbox": N_("The register has no such mailbox."),
    "institution": N_("This is another institution."),
}

_LISTS = {
    "account": "monitor account list",
    "area": "monitor area list",
    "person": "monitor person list",
    "mailbox": "monitor mailbox list",
    "institution": "monitor institution show",
}


class UnknownSubjectError(RefusedError):
    """No subject of the register has that name, nor ever had."""


class AmbiguousSubjectError(RefusedError):
    """More than one subject could be meant."""


@dataclass(frozen=True)
class Found:
    """A subject of the register: its kind and its id."""

    kind: str
    id: int


@cache
def platforms() -> Platforms:
    """Return the table of social networks that comes with the product."""
    return Library().platforms()


def find(connection: Connection, scope: Scope, kind: str, text: str, day: date) -> int:
    """Return the id of the subject of `kind` that `text` names; its prefix may be left out.

    Names that a subject had once resolve too; what is in force on `day` comes first, then what
    bore the name last. An area may be named by its name, where no other has it.

    Raises:
        UnknownSubjectError: nothing in the register is called so; names the nearest.
        AmbiguousSubjectError: several areas have that name.
        RefusedError: it is no reference to such a subject.
    """
    reference = _parsed(text, (kind,))
    found = _found(connection, scope, reference, day)
    if found is None:
        raise _unknown(connection, scope, reference, text)
    return found


def find_among(
    connection: Connection, scope: Scope, kinds: tuple[str, ...], text: str, day: date
) -> Found:
    """Return the subject, of one of `kinds`, that `text` names; the shape tells which.

    Raises:
        UnknownSubjectError, AmbiguousSubjectError, RefusedError: as `find`; ambiguous, too, is an
            address that is of a mailbox and of a person.
    """
    likely = _kinds_by_shape(text, kinds)
    references = [_parsed(text, (kind,)) for kind in likely]
    hits = [(each, _found(connection, scope, each, day)) for each in references]
    found = [Found(each.kind, hit) for each, hit in hits if hit is not None]
    if not found:
        raise _unknown(connection, scope, references[0], text)
    if len(found) > 1:
        forms = " / ".join(f"{each.kind}:{text}" for each in found)
        reason = _("More than one subject is called so; write {forms}.").format(forms=forms)
        raise AmbiguousSubjectError(text, reason)
    return found[0]


def accounts_by_key(
    connection: Connection, scope: Scope, keys: Collection[str], day: date
) -> Mapping[str, int]:
    """Return the ids of the accounts that `platform/handle_key` name, as `find` would, in a set.

    Old handles resolve too; a key that no account ever had is not among them.
    """
    c, own = ACCOUNT.versions.c, ACCOUNT.versions.c.institution_id == scope.institution_id
    wanted = sorted(key.split("/", 1) for key in keys)
    today = case((on_day(ACCOUNT.versions, day), 1), else_=0)
    closed = case((c.status == "closed", 0), else_=1)
    order = (today, closed, c.valid_from)  # whom `find` prefers comes last, and stays
    found: dict[str, int] = {}
    for start in range(0, len(wanted), BATCH):
        named = tuple_(c.platform, c.handle_key).in_(wanted[start : start + BATCH])
        query = select(c.platform + "/" + c.handle_key, c.account_id).where(own, named)
        found |= {row[0]: row[1] for row in connection.execute(query.order_by(*order))}
    return found


def why_unknown(connection: Connection, scope: Scope, kind: str, text: str) -> str:
    """Return why a name means nothing that the register knows, with the nearest that it does."""
    return _why_unknown(connection, scope, _parsed(text, (kind,)))


def _kinds_by_shape(text: str, kinds: tuple[str, ...]) -> tuple[str, ...]:
    """Return which of `kinds` a text may name: by its prefix, else by how it looks."""
    if len(kinds) == 1:
        return kinds
    by_prefix = _kind_of_prefix(text)
    if by_prefix in kinds:
        return (by_prefix,)
    if "/" in text:
        likely: tuple[str, ...] = ("account",)
    elif "@" in text[1:]:
        likely = ("mailbox", "person")
    else:
        likely = ("area", "institution")
    return tuple(kind for kind in likely if kind in kinds) or kinds[:1]


def _kind_of_prefix(text: str) -> str:
    try:
        return parse_reference(text, tuple(FORMS), platforms()).kind
    except (BadReferenceError, AddressError):
        return ""


def _parsed(text: str, kinds: tuple[str, ...]) -> Reference:
    if unwritable(text):
        told = _("There is an invisible control character in it; delete it.")
        raise RefusedError(text, told)
    try:
        return parse_reference(text.strip(), kinds, platforms())
    except (BadReferenceError, AddressError) as error:
        raise RefusedError(text, str(error)) from None


def _found(connection: Connection, scope: Scope, reference: Reference, day: date) -> int | None:
    if reference.kind == "institution":
        return _institution(connection, scope, reference.key)
    kind = KINDS[reference.kind]
    by_name = _by_name(connection, scope, kind, reference.key, day)
    if by_name is None and kind is AREA:
        return _area_by_its_name(connection, scope, reference, day)
    return by_name


def _institution(connection: Connection, scope: Scope, key: str) -> int | None:
    own = db.table(Institution)
    query = select(own.c.id).where(own.c.id == scope.institution_id, own.c.code_key == key)
    return connection.execute(query).scalar_one_or_none()


def _by_name(connection: Connection, scope: Scope, kind: Kind, key: str, day: date) -> int | None:
    """Return who is called so: in force on the day first, then open, then the last to be."""
    c = kind.versions.c
    query = (
        select(c[kind.key])
        .where(c.institution_id == scope.institution_id, _is_called(kind, key))
        .order_by(
            case((on_day(kind.versions, day), 0), else_=1), *_open_first(kind), c.valid_from.desc()
        )
        .limit(1)
    )
    return connection.execute(query).scalar_one_or_none()


def _is_called(kind: Kind, key: str) -> ColumnElement[bool]:
    c = kind.versions.c
    parts = key.split("/", 1) if kind is ACCOUNT else [key]
    return and_(*(c[name] == part for name, part in zip(kind.name, parts, strict=True)))


def _open_first(kind: Kind) -> tuple[ColumnElement[Any], ...]:
    if kind is not ACCOUNT:
        return ()
    return (case((kind.versions.c.status == "closed", 1), else_=0),)


def _area_by_its_name(
    connection: Connection, scope: Scope, reference: Reference, day: date
) -> int | None:
    c = AREA.versions.c
    query = select(c.area_id, c.code).where(
        c.institution_id == scope.institution_id,
        on_day(AREA.versions, day),
        c.name_key == reference.key,
    )
    named = {row.area_id: row.code for row in connection.execute(query)}
    if len(named) > 1:
        reason = _("More than one area has this name; write its code: {codes}.")
        told = reason.format(codes=", ".join(sorted(named.values())))
        raise AmbiguousSubjectError(reference.shown, told)
    return next(iter(named), None)


def _unknown(
    connection: Connection, scope: Scope, reference: Reference, text: str
) -> UnknownSubjectError:
    return UnknownSubjectError(text, _why_unknown(connection, scope, reference))


def _why_unknown(connection: Connection, scope: Scope, reference: Reference) -> str:
    near = _nearest(connection, scope, reference)
    told = _(_UNKNOWN[reference.kind])
    more = (
        _("Did you mean “{near}”?").format(near=shown(near))
        if near
        else _("To see them: {command}").format(command=_LISTS[reference.kind])
    )
    return f"{told} {more}"


def _nearest(connection: Connection, scope: Scope, reference: Reference) -> str | None:
    if reference.kind == "institution":
        return None
    known = _names(connection, scope, KINDS[reference.kind], reference.key[:2])
    found = nearest(reference.key, known)
    if found is None:
        known = _names(connection, scope, KINDS[reference.kind], "")
        found = nearest(reference.key, known)
    return known[found] if found else None


def _names(connection: Connection, scope: Scope, kind: Kind, beginning: str) -> Mapping[str, str]:
    """Return some of the names there are, as they are shown, by their key."""
    key, written = _key(kind), display(kind)
    query = (
        select(key.label("key"), func.min(written))
        .where(kind.versions.c.institution_id == scope.institution_id)
        .where(func.substr(key, 1, len(beginning)) == beginning)
        .group_by(key)
        .limit(CANDIDATES)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def _key(kind: Kind) -> ColumnElement[str]:
    c = kind.versions.c
    return c.platform + "/" + c.handle_key if kind is ACCOUNT else c[kind.name[0]]


def display(kind: Kind) -> ColumnElement[str]:
    """Return what a subject is called by people, as a column of its versions."""
    c = kind.versions.c
    if kind is ACCOUNT:
        return c.platform + "/" + c.handle
    return c[kind.name[0].removesuffix("_key")]
