"""What files call the subjects of a day: selectables by id, to join to whatever names them."""

from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    Table,
    case,
    func,
    literal,
    select,
    union_all,
)

from monitor import db
from monitor.history import on_day
from monitor.inventory.models import (
    AccountVersion,
    AreaVersion,
    Institution,
    MailboxVersion,
    PersonVersion,
)
from monitor.scope import Scope


def of(scope: Scope, table: Table) -> ColumnElement[bool]:
    """Return the condition under which a row belongs to the institution."""
    return table.c.institution_id == scope.institution_id


def area_codes(scope: Scope, day: date, alias: str) -> Subquery:
    """Return the areas of a day by `id`, `name` being the code."""
    own = db.table(AreaVersion)
    return _names(scope, day, own, own.c.area_id, own.c.code).subquery(alias)


def emails(scope: Scope, day: date, alias: str) -> Subquery:
    """Return the people of a day by `id`, `name` being the address."""
    own = db.table(PersonVersion)
    return _names(scope, day, own, own.c.person_id, own.c.email).subquery(alias)


def addresses(scope: Scope, day: date, alias: str) -> Subquery:
    """Return the mailboxes of a day by `id`, `name` being the address."""
    own = db.table(MailboxVersion)
    return _names(scope, day, own, own.c.mailbox_id, own.c.address).subquery(alias)


def account_names(scope: Scope, day: date) -> Subquery:
    """Return the accounts of a day by `id`, `name` being `platform/handle`."""
    own = one_account_per_handle(scope, day)
    name = own.c.platform + "/" + own.c.handle
    return select(own.c.account_id.label("id"), name.label("name")).subquery("account_names")


def references(scope: Scope, day: date) -> Subquery:
    """Return every subject of a day by `kind` and `id`, with the `reference` that files use."""
    own = db.table(Institution)
    institution = select(own.c.id, own.c.code.label("name")).where(own.c.id == scope.institution_id)
    named = {
        "account": account_names(scope, day),
        "mailbox": addresses(scope, day, "named_mailboxes"),
        "area": area_codes(scope, day, "named_areas"),
        "person": emails(scope, day, "named_people"),
        "institution": institution.subquery("named_institution"),
    }
    return union_all(
        *(
            select(
                literal(kind).label("kind"),
                each.c.id,
                (literal(f"{kind}:") + each.c.name).label("reference"),
            )
            for kind, each in named.items()
        )
    ).subquery("subject_references")


def _names(scope: Scope, day: date, own: Table, key: Any, name: Any) -> Select[Any]:
    return select(key.label("id"), name.label("name")).where(of(scope, own), on_day(own, day))


def one_account_per_handle(scope: Scope, day: date) -> Subquery:
    """Return the accounts of a day; where a closed one's handle was taken again, the newer one.

    A file names an account by its handle and could not tell the two apart.
    """
    own = db.table(AccountVersion)
    closed = case((own.c.status == "closed", 1), else_=0)
    place = func.row_number().over(
        partition_by=(own.c.platform, own.c.handle_key),
        order_by=(closed, own.c.account_id.desc()),
    )
    ranked = select(own, place.label("place")).where(of(scope, own), on_day(own, day)).subquery()
    return select(ranked).where(ranked.c.place == 1).subquery("own_accounts")
