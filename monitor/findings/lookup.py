"""Which finding is meant by a code, or by any beginning of one that no other code has."""

from datetime import date
from itertools import islice

from sqlalchemy import ColumnElement, Connection

from monitor import db
from monitor.facts.kinds import FACTS
from monitor.findings import unknowns
from monitor.findings.lifecycle import RESOLVED
from monitor.findings.listing import Asking, Listed, Wanted
from monitor.findings.models import Finding
from monitor.intake.faults import RefusedError
from monitor.scope import Scope
from monitor.text import _

LENGTH = len("F-0123456789")
SHOWN = 5


class UnknownFindingError(RefusedError):
    """No finding has that code."""


class AmbiguousFindingError(RefusedError):
    """More than one code begins so."""


def find(connection: Connection, scope: Scope, day: date, typed: str) -> Listed:
    """Return the finding that a code, or a unique beginning of it, names.

    Where an older finding that is resolved has the same code, the one that is not is meant.

    Raises:
        UnknownFindingError: none has it.
        AmbiguousFindingError: several codes begin so; names some.
    """
    code = _code(typed)
    found = _on_record(connection, scope, day, code)
    if not found or len(code) < LENGTH:
        known = {each.code for each in found}  # what has a row comes before what has none
        unknown = _not_on_record(connection, scope, day, code)
        found += [each for each in unknown if each.code not in known]
    live = [each for each in found if each.state != RESOLVED] or found
    if not live:
        told = _("No finding has this code. To see them: {command}")
        raise UnknownFindingError(typed, told.format(command="monitor finding list"))
    if len(live) > 1:
        codes = ", ".join(sorted({each.code for each in live})[:SHOWN])
        told = _("More than one code begins so: {codes}. Write more of it.")
        raise AmbiguousFindingError(typed, told.format(codes=codes))
    return live[0]


def _code(typed: str) -> str:
    """Return a code as it is kept: capital letters, and F- before them."""
    code = typed.strip().upper()
    return code if code.startswith("F-") else f"F-{code}"


def _on_record(connection: Connection, scope: Scope, day: date, code: str) -> list[Listed]:
    c = db.table(Finding).c
    own: ColumnElement[bool] = c.code == code
    if len(code) < LENGTH:
        own = c.code.startswith(code, autoescape=True)
    return [
        each
        for kind in FACTS
        for each in islice(Asking(connection, scope, day).by(kind, own), SHOWN + 1)
    ]


def _not_on_record(connection: Connection, scope: Scope, day: date, code: str) -> list[Listed]:
    asking = Asking(connection, scope, day, Wanted())
    streams = unknowns.unknown(asking)
    matching = (each for stream in streams for each in stream if each.code.startswith(code))
    return list(islice(matching, SHOWN + 1))
