"""What subjects are called, and of which area they are: also those that are closed or ended."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, and_, func, null, select
from sqlmodel import SQLModel

from monitor import db
from monitor.facts.frame import Frame
from monitor.inventory.models import AccountVersion, AreaVersion, Institution, MailboxVersion
from monitor.scope import Scope


def names(kind: str, scope: Scope, day: date) -> Select[Any]:
    """Return (id, ref, area) of every subject of a kind that there was by a day.

    `ref` is what its facts call it, from the last version begun by then; `area` the code of its
    area on the day.
    """
    if kind == "institution":
        itself = db.table(Institution)
        own = itself.c.id == scope.institution_id
        return select(itself.c.id, itself.c.code_key.label("ref"), null().label("area")).where(own)
    frame, version, key = Frame(scope, day), _versions(kind), f"{kind}_id"
    newest = (
        select(version.c[key].label("id"), func.max(version.c.valid_from).label("begun"))
        .where(frame.known(version))
        .group_by(version.c[key])
        .subquery("newest")
    )
    area = db.table(AreaVersion).alias("area_of_subject")
    own_area = and_(frame.current(area), area.c.area_id == version.c.area_id)
    last = and_(
        frame.ours(version), version.c[key] == newest.c.id, version.c.valid_from == newest.c.begun
    )
    code = version.c.code if kind == "area" else area.c.code
    return select(newest.c.id, _ref(kind, version).label("ref"), code.label("area")).select_from(
        newest.join(version, last).outerjoin(area, own_area)
    )


def _versions(kind: str) -> Table:
    models: dict[str, type[SQLModel]] = {
        "account": AccountVersion,
        "mailbox": MailboxVersion,
        "area": AreaVersion,
    }
    return db.table(models[kind])


def _ref(kind: str, version: Table) -> ColumnElement[str]:
    if kind == "account":
        return version.c.platform + "/" + version.c.handle_key
    return version.c.address_key if kind == "mailbox" else version.c.code_key
