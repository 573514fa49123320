"""Recording how the second factor of accounts was seen to stand, without any secret of it."""

from collections.abc import Mapping, Sequence
from datetime import date

from monitor.acts import working
from monitor.acts.working import Typed
from monitor.audit.session import Session
from monitor.credentials import changing
from monitor.credentials.changing import SecondFactor
from monitor.intake.cells import NONE
from monitor.inventory.changing import Change, day_of
from monitor.inventory.lookup import Found

ATTESTED = "factor:attested"

_COLUMNS = {"method": "second_factor", "level": "second_factor_level"}


def attest_factor(
    session: Session,
    accounts: Sequence[str],
    typed: Typed,
    holder: str | None = None,
    on: date | None = None,
) -> list[Change]:
    """Record which second factor accounts had on a day, on whose device and on what evidence.

    `typed` has the method and may have the level; `holder` may be `none`.

    Raises:
        IntakeError: a method or level that is not listed, an unknown account or person, or a day
            before the account was opened.
    """
    day = day_of(session, on)
    factor = _factor(session, typed, holder, day)
    ids = [working.subject(session, "account", text, day) for text in accounts]
    found = list(dict.fromkeys(Found("account", each) for each in ids))
    working.refuse_before_it_existed(session, found, day)
    before = changing.factors_of(session, ids, day)
    new = [each.id for each in found if before.get(each.id) != factor]
    details = {name: value for name, value in factor.values.items() if value is not None}
    entries = {
        each: session.record(ATTESTED, ("account", each), details, happened_on=day) for each in new
    }
    if entries:
        changing.record_factors(session, entries, day, factor)
    return [
        Change(("account", each), name, None, value)
        for each in new
        for name, value in _told(factor).items()
    ]


def _factor(session: Session, typed: Typed, holder: str | None, day: date) -> SecondFactor:
    cells = {_COLUMNS[name]: text for name, text in typed.items()}
    values = working.read(session, "accounts", cells)
    method = values["second_factor"]
    level = values.get("second_factor_level")
    holder_id = None if holder is None else working.person(session, holder, day)
    return SecondFactor(
        "none" if method is NONE else str(method),
        None if level is None else str(level),
        holder_id,
        holder is not None and holder_id is None,
    )


def _told(factor: SecondFactor) -> Mapping[str, object]:
    told = {"method": factor.method, "level": factor.level, "holder_id": factor.holder_id}
    return {name: value for name, value in told.items() if value is not None}
