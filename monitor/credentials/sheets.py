"""What is known of credentials on a day as the rows of inventory files: one SELECT per sheet.

Columns are called as in `monitor.intake.sheets`; see `monitor.inventory.sheets`.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Select, case, or_, select

from monitor import db
from monitor.credentials.models import Factor, PasswordChange
from monitor.history import on_day
from monitor.inventory.sheet_names import emails, of, references
from monitor.scope import Scope

# A file may claim no more than this; what the product itself saw, only the product can say.
HIGHEST_OF_A_FILE = "witnessed"
BEYOND_A_FILE = ("proved", "kept")


def password_changes(scope: Scope, day: date) -> Select[Any]:
    """Return every change of a password up to a day."""
    own, subject = db.table(PasswordChange), references(scope, day)
    person = emails(scope, day, "by_person")
    is_subject = (subject.c.kind == own.c.kind) & (subject.c.id == own.c.subject_id)
    return (
        select(
            subject.c.reference.label("subject"),
            own.c.valid_from.label("changed_on"),
            person.c.name.label("by"),
            own.c.by_none.label("by__none"),
        )
        .select_from(own.join(subject, is_subject).outerjoin(person, person.c.id == own.c.by_id))
        .where(of(scope, own), own.c.valid_from <= day)
    )


def factors(scope: Scope, day: date) -> Select[Any]:
    """Return the second factor of each account by `account_id`, as columns of its sheet."""
    own, holder = db.table(Factor), emails(scope, day, "holder_of_factor")
    level = case((own.c.level.in_(BEYOND_A_FILE), HIGHEST_OF_A_FILE), else_=own.c.level)
    return (
        select(
            own.c.subject_id.label("account_id"),
            own.c.method.label("second_factor"),
            own.c.seen_on.label("second_factor_on"),
            level.label("second_factor_level"),
            holder.c.name.label("second_factor_holder"),
            own.c.holder_none.label("second_factor_holder__none"),
        )
        .select_from(own.outerjoin(holder, holder.c.id == own.c.holder_id))
        .where(of(scope, own), on_day(own, day), own.c.kind == "account")
        .where(or_(own.c.seen_on.is_(None), own.c.seen_on <= day))
    )


SHEETS: Mapping[str, Callable[[Scope, date], Select[Any]]] = {"password_changes": password_changes}
"""The SELECT of each sheet that this stage knows."""
