"""Explaining: what is in force, of the register or of files, so that a control can be explained."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection

from monitor.acts.adopting import Asked, library_of
from monitor.acts.compiling import compile_fit
from monitor.acts.previewing import NoPolicyNamedError
from monitor.adoption import queries
from monitor.adoption.queries import NothingAdoptedError
from monitor.policy.library import Library, read_institution
from monitor.policy.requirements import Requirements
from monitor.scope import Scope

__all__ = ["Asked", "adopted", "named"]


class Explained(NamedTuple):
    """What is in force, and the controls that there are, whether it asks for them or not."""

    requirements: Requirements
    defined: Collection[str]


def named(asked: Asked) -> Explained:
    """Compile policies named by id or file, or by the institution's own file, with its values.

    Raises:
        PolicyError: everything that is wrong with them.
        NoPolicyNamedError: none is named.
    """
    library, own = library_of(asked), read_institution(asked.overlay)
    names = asked.policies or tuple(own.institution.policies)
    if not names:
        raise NoPolicyNamedError(library.pack_ids())
    found = compile_fit(library, names, own, named=bool(asked.policies))
    return Explained(found, library.definitions().keys())


def adopted(connection: Connection, scope: Scope, day: date) -> Explained:
    """Return what is in force in the register, with the values that the institution adopted.

    Raises:
        NothingAdoptedError: no policy is in force.
    """
    found = queries.in_force(connection, scope, day)
    if found is None:
        raise NothingAdoptedError
    defined = Library().definitions().keys() | found.requirements.definitions.keys()
    return Explained(found.requirements, defined)
