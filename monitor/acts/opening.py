"""Opening the register of an institution: its code, name, time zone and calendar, once."""

from sqlalchemy import insert, select

from monitor import clock, db
from monitor.acts.registers import Register
from monitor.acts.unit_of_work import begin
from monitor.audit.entries import Actor
from monitor.audit.session import Session
from monitor.history import ALWAYS
from monitor.inventory.models import Institution, InstitutionVersion
from monitor.inventory.queries import institution_codes
from monitor.policy import schema
from monitor.policy.guarded_yaml import Document, Path
from monitor.policy.library import Library
from monitor.policy.problems import PolicyError, Problem, validate
from monitor.scope import Scope
from monitor.text import _

OPENED = "institution:opened"


class _IsThereError(Exception):
    """The institution was opened before; nothing is to be kept of this attempt."""


def described(**given: str | None) -> schema.Institution:
    """Return the institution that is described, what is not given as usual.

    Raises:
        PolicyError: a code that is no word, or an unknown time zone or calendar.
    """
    known = {name: value.strip() for name, value in given.items() if value and value.strip()}
    on_no_line: dict[Path, int] = {(): 0}
    found = validate(schema.Institution, Document("monitor init", known, on_no_line))
    if not found.code.isprintable() or " " in found.code:
        reason = _("a code is one short word, without spaces")
        raise PolicyError([Problem("monitor init", 0, "code", reason)])
    if found.calendar:
        Library().calendar(found.calendar)
    return found


def codes(register: Register) -> list[str]:
    """Return the codes of the institutions that a register has."""
    with db.reading(register.engine) as connection:
        return institution_codes(connection)


def open_institution(register: Register, actor: Actor, known: schema.Institution) -> bool:
    """Record an institution; return whether it is new. One that is there stays as it is."""
    scope = Scope(db.new_id())
    try:
        with begin(register, actor, scope) as session:
            _refuse_known(session, known.code)
            record(session, known)
    except _IsThereError:
        return False
    return True


def _refuse_known(session: Session, code: str) -> None:
    table = db.table(Institution)
    query = select(table.c.id).where(table.c.code_key == code.casefold())
    if session.connection.execute(query).first():
        raise _IsThereError


def record(session: Session, known: schema.Institution) -> None:
    """Record the institution of the session's scope; it must be new."""
    own = session.scope.institution_id
    details = known.model_dump(include={"code", "name", "timezone", "calendar"})
    today = clock.today(known.timezone)
    entry = session.record(OPENED, ("institution", own), details, happened_on=today)
    identity = {"id": own, "code": known.code, "code_key": known.code.casefold()}
    session.connection.execute(insert(db.table(Institution)), [identity])
    version = {name: details[name] for name in ("name", "timezone", "calendar")}
    # Where it lies holds for days past, too: late news is dated before today.
    row = {"institution_id": own, "valid_from": ALWAYS, "entry": entry, **version}
    session.connection.execute(insert(db.table(InstitutionVersion)), [row])
