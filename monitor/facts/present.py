"""Which subjects are judged on a day: in the register by then, and neither closed nor ended."""

from datetime import date
from typing import Any

from sqlalchemy import Select, or_, select

from monitor import db
from monitor.facts.frame import Frame
from monitor.inventory.models import AreaVersion, MailboxVersion
from monitor.scope import Scope

KINDS = ("account", "mailbox", "area")
"""The kinds of subject that can be closed, or end."""


def present(kind: str, scope: Scope, day: date) -> Select[Any]:
    """Return the ids of the subjects of a kind that have a row of facts on a day (ruling 6)."""
    frame = Frame(scope, day)
    if kind == "account":
        return select(frame.accounts().c.account_id)
    if kind == "area":
        area = db.table(AreaVersion)
        return select(area.c.area_id).where(frame.current(area))
    box = db.table(MailboxVersion)
    begun = or_(box.c.assigned_on.is_(None), box.c.assigned_on <= day)
    return select(box.c.mailbox_id).where(frame.current(box), begun)
