"""Scope: which part of the register a query may see; every query takes one first."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Scope:
    """One institution, and of it the named areas and accounts only; `None` means all of them."""

    institution_id: int
    area_ids: frozenset[int] | None = None
    account_ids: frozenset[int] | None = None
