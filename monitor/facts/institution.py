"""The facts of the institution itself: one row, as of a day."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import CTE, Select, func, null, or_, select, true

from monitor import db
from monitor.facts import administrators
from monitor.facts.frame import Expression, Frame, Joined, count_rows, joined, zero_if_none
from monitor.facts.sets import Ask, Subjects, joined_sets
from monitor.inventory.models import Institution
from monitor.scope import Scope


def institution(scope: Scope, day: date, asks: Iterable[Ask] = ()) -> Select[tuple[object, ...]]:
    """Return the facts SELECT of the institution, with the sets that controls in force ask for."""
    frame = Frame(scope, day)
    accounts = frame.accounts()
    designated = administrators.designations(frame, accounts)
    people = administrators.people_in_charge(frame, designated)
    in_charge = administrators.by_account(people)
    itself = db.table(Institution)
    subjects = Subjects("institution", frame, itself.c.id, accounts, designated, people, in_charge)
    parts = [
        _register(accounts, in_charge),
        *joined_sets(asks, subjects),
    ]
    columns: dict[str, Expression] = {
        "id": itself.c.id,
        "ref": itself.c.code_key,
        "area": null(),
    }
    rows, asked = joined(itself, parts)
    columns |= asked
    return (
        select(*(column.label(name) for name, column in columns.items()))
        .select_from(rows)
        .where(itself.c.id == scope.institution_id)
    )


def _register(accounts: CTE, in_charge: CTE) -> Joined:
    """Return how many accounts there are, and of how many the register of people falls short."""
    owner, substitute = in_charge.c.owner, in_charge.c.substitute
    ended = or_(owner.in_(("ended", "none")), substitute.in_(("ended", "none")))
    missing = or_(owner.is_(None), substitute.is_(None), in_charge.c.unnamed > 0)
    counted = (
        select(
            func.count().label("accounts"),
            count_rows(ended).label("ended"),
            count_rows(missing).label("incomplete"),
        )
        .select_from(accounts.outerjoin(in_charge, in_charge.c.account_id == accounts.c.account_id))
        .subquery("register")
    )
    return Joined(
        counted,
        true(),
        {
            "accounts": counted.c.accounts,
            "registers_ended": zero_if_none(counted.c.ended),
            "registers_incomplete": zero_if_none(counted.c.incomplete),
        },
    )
