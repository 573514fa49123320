"""Typed values of a sheet to the columns of versions: keys beside names, ids in place of names."""

from collections.abc import Callable, Mapping
from typing import Any

from monitor.intake.addresses import address_key
from monitor.intake.cells import NONE
from monitor.intake.references import area_key
from monitor.staging.tables import address_parts

Resolve = Callable[[str, str], int]
"""Returns the id of the subject of a kind that a text names."""

_NAMED = {
    ("account", "area"): ("area_id", "area"),
    ("area", "parent"): ("parent_id", "area"),
    ("person", "area"): ("area_id", "area"),
    ("mailbox", "area"): ("area_id", "area"),
    ("mailbox", "holder"): ("holder_id", "person"),
}

_WITH_NONE = {"authorised_on": "authorised_none", "holder": "holder_none"}
"""What can be recorded as none, where a null column would say that nobody knows."""

APART = frozenset({"login_mailbox", "recovery_mailbox", "linked_accounts", "head"})
"""What is told beside a subject and kept in tables of its own."""


def columns_of(kind: str, typed: Mapping[str, object], resolve: Resolve) -> dict[str, Any]:
    """Return the columns of a version of `kind` that the typed values stand for."""
    columns: dict[str, Any] = {}
    for name, value in typed.items():
        if name not in APART:
            columns |= _columns(kind, name, value, resolve)
    return columns


def _columns(kind: str, name: str, value: object, resolve: Resolve) -> dict[str, Any]:
    there = None if value is NONE else value
    column, names = _NAMED.get((kind, name), (name, None))
    if names and isinstance(there, str):
        there = resolve(names, there)
    columns: dict[str, Any] = {column: there} | _keys(name, there)
    if name in _WITH_NONE:
        columns[_WITH_NONE[name]] = value is NONE
    if kind == "area" and name == "name":
        columns["name_key"] = area_key(there) if isinstance(there, str) else None
    if name == "official_on_portal" and value is NONE:
        columns[name] = False  # not shown there, whether said by a word or by a dash (ruling 43)
    return columns


def _keys(name: str, value: object) -> dict[str, Any]:
    """Return what a name is found by."""
    if not isinstance(value, str):
        return {}
    if name == "code":
        return {"code_key": area_key(value)}
    if name == "email":
        return {"email_key": address_key(value)}
    if name == "address":
        key = address_key(value)
        return {"address_key": key, **address_parts(key)}
    return {}
