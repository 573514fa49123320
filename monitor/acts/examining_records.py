"""What a register says of itself, examined: its database, the log's guard, rounds and backups."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, func, select

from monitor import clock, db
from monitor.acts.backing_up import BACKED_UP
from monitor.audit import protection as guard
from monitor.audit.models import INSTALLATION, AuditEntry, AuditHead
from monitor.findings.models import Round
from monitor.reports.examined import Examined, Level
from monitor.text import _

DRIFT = timedelta(seconds=5)
ROUNDS_EVERY, BACKUPS_EVERY = timedelta(days=31), timedelta(days=7)


def store(connection: Connection) -> Iterator[Examined]:
    """Examine the database itself: what it is set to, and whether it knows its own sizes."""
    set_to = db.settings_of(connection)
    told = ", ".join(f"{name}={value}" for name, value in set_to.items())
    risky = set_to.get("fsync") == "off" or set_to.get("full_page_writes") == "off"
    todo = _("A power cut may lose saved work: turn on fsync and full_page_writes.")
    level = Level.WARN if risky else Level.OK
    yield Examined("database", level, told, todo if risky else None)
    known = db.has_statistics(connection)
    told = _("The database knows how large its tables are") if known else _("No statistics yet")
    yield Examined(
        "statistics",
        Level.OK if known else Level.WARN,
        told,
        None if known else _("Checks may be slow until: {line}").format(line="monitor init"),
    )


def protection(connection: Connection) -> Iterator[Examined]:
    """Examine what keeps the log from being changed in the database."""
    missing = guard.missing(connection)
    if missing:
        told = _("The log is not protected against changes: {names}").format(
            names=", ".join(missing)
        )
        yield Examined(
            "protection", Level.BAD, told, _("Bring it back: {line}").format(line="monitor init")
        )
    else:
        yield Examined("protection", Level.OK, _("The log can only be added to"))


def clock_against(connection: Connection) -> Iterator[Examined]:
    """Examine the clock of this machine against the newest entry and the server's own clock."""
    newest, now = _newest_entry(connection), clock.now()
    server = db.server_time(connection)
    if newest and newest > now:
        told = _("The clock says {now}, but the log has an entry of {newest}")
        told = told.format(now=_written(now), newest=_written(newest))
        yield Examined("clock", Level.BAD, told, _("Set the clock of this machine right."))
    elif server and abs(server - now) > DRIFT:
        told = _("The clock says {now}, that of the database {server}")
        told = told.format(now=_written(now), server=_written(server))
        yield Examined("clock", Level.WARN, told, _("Set both by the network (NTP)."))
    else:
        yield Examined("clock", Level.OK, _("The clock says {now}").format(now=_written(now)))


def rounds(connection: Connection) -> Iterator[Examined]:
    """Examine when the accounts were last checked."""
    last = connection.scalar(select(func.max(db.table(Round).c.recorded_at)))
    words = _("Last round: {when}"), _("No round yet")
    yield _recent("round", words, last, ROUNDS_EVERY, "monitor check")


def backups(connection: Connection) -> Iterator[Examined]:
    """Examine when a backup was last made and proved."""
    entry = db.table(AuditEntry)
    ours = and_(entry.c.institution_id == INSTALLATION, entry.c.action == BACKED_UP)
    last = connection.scalar(select(func.max(entry.c.recorded_at)).where(ours))
    words = _("Last backup, proved: {when}"), _("No backup yet")
    yield _recent("backup", words, last, BACKUPS_EVERY, "monitor backup create")


def _recent(
    about: str, words: tuple[str, str], last: datetime | None, every: timedelta, line: str
) -> Examined:
    if last is None:
        return Examined(about, Level.WARN, words[1], line)
    late = clock.now() - last > every
    told = words[0].format(when=_written(last))
    return Examined(about, Level.WARN if late else Level.OK, told, line if late else None)


def _newest_entry(connection: Connection) -> datetime | None:
    entry, head = db.table(AuditEntry), db.table(AuditHead)
    last = and_(entry.c.institution_id == head.c.institution_id, entry.c.seq == head.c.seq)
    query = select(func.max(entry.c.recorded_at)).select_from(head.join(entry, last))
    newest: datetime | None = connection.scalar(query)
    return newest


def _written(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M UTC")
