"""Small registers and rows written by hand, for cases whose answer is worked out on paper."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from monitor.history import ALWAYS
from tests.oracle import mail
from tests.oracle.asks import MAIL, Asks
from tests.oracle.catalogue import CONTROLS as CATALOGUE
from tests.oracle.controls import Control, with_params
from tests.oracle.facts import account_facts, institution_facts, mailbox_facts
from tests.oracle.records import (
    AccountMailbox,
    AccountVersion,
    AreaVersion,
    Designation,
    MailboxVersion,
    PersonVersion,
    World,
)
from tests.oracle.terms import WEEKDAYS, Calendar
from tests.oracle.verdicts import verdict

ACCOUNT, MAILBOX, AREA, OTHER_AREA = 1, 1, 1, 2
ANA, BETO, CARLA, DANIEL = 1, 2, 3, 4

DAY = date(2026, 3, 31)

CONTROLS = {control.id: control for control in mail.CONTROLS}


Known = dict[str, Any]


def person(person_id: int, **known: Any) -> PersonVersion:
    """Return a person of the area, on record since always."""
    email = f"p{person_id}@ine.mx"
    given: Known = {"valid_from": ALWAYS, "person_id": person_id, "area_id": AREA}
    given |= {"email": email, "email_key": email, "name": "P", "position": "C"}
    given |= {"rank": "medio", "employment": "public_servant"}
    return PersonVersion(**given | known)


def account(**known: Any) -> AccountVersion:
    """Return the account x/ieejemplo of the area, on record since always."""
    given: Known = {"valid_from": ALWAYS, "account_id": ACCOUNT, "area_id": AREA}
    given |= {"platform": "x", "handle": "IEEjemplo", "handle_key": "ieejemplo"}
    return AccountVersion(**given | known)


def designation(person_id: int | None, role: str, **known: Any) -> Designation:
    """Return a designation for the account or the area given, undated unless said."""
    given: Known = {"id": 10 * (person_id or 0) + len(role), "valid_from": ALWAYS}
    given |= {"role": role, "person_id": person_id}
    if "area_id" not in known:
        given["account_id"] = ACCOUNT
    return Designation(**given | known)


def mailbox(local: str = "redes.jd01ags", **known: Any) -> MailboxVersion:
    """Return a mailbox of the area, on record since always."""
    address = f"{local}@ine.mx"
    given: Known = {"valid_from": ALWAYS, "mailbox_id": MAILBOX, "area_id": AREA}
    given |= {"address": address, "address_key": address, "domain": "ine.mx"}
    given |= {"local_key": local, "local_last": local.rpartition(".")[2]}
    return MailboxVersion(**given | known)


def register(**tables: Any) -> World:
    """Return a register with two areas, four people, one account; `tables` are added or replace."""
    areas = tuple(
        AreaVersion(valid_from=ALWAYS, area_id=one, code=f"JD0{one}", code_key=f"jd0{one}")
        for one in (AREA, OTHER_AREA)
    )
    people = tuple(person(one) for one in (ANA, BETO, CARLA, DANIEL))
    given: Known = {"areas": areas, "people": people, "accounts": (account(),)}
    return World(institution_id=7, code="IEE", **given | tables)


def staffed(**tables: Any) -> World:
    """Return a register in which Ana is the owner and Beto the substitute, undated."""
    pair = (designation(ANA, "owner"), designation(BETO, "substitute"))
    return register(**{"designations": pair} | tables)


def with_mailbox(row: MailboxVersion, **tables: Any) -> World:
    """Return a staffed register whose account logs in with one mailbox."""
    tie = AccountMailbox(valid_from=ALWAYS, account_id=ACCOUNT, use="login", mailbox_id=MAILBOX)
    return staffed(**{"mailboxes": (row,), "account_mailboxes": (tie,)} | tables)


def of_account(world: World, day: date = DAY, asks: Asks = MAIL["account"]) -> dict[str, Any]:
    """Return the facts of the account, which has a row that day."""
    facts = account_facts(world, ACCOUNT, day, asks)
    assert facts is not None
    return facts


def of_mailbox(world: World, day: date = DAY) -> dict[str, Any]:
    """Return the facts of the mailbox, which has a row that day."""
    facts = mailbox_facts(world, MAILBOX, day)
    assert facts is not None
    return facts


def of_institution(
    world: World, day: date = DAY, asks: Asks = MAIL["institution"]
) -> dict[str, Any]:
    """Return the facts of the institution."""
    return institution_facts(world, day, asks)


def judge(
    control: str,
    given: Mapping[str, Any] = MappingProxyType({}),
    day: date = DAY,
    kind: str = "account",
) -> str:
    """Return the letter of a control of the mail guidelines for a row, all else unknown."""
    return judged(CONTROLS[control], given, day, kind)


def told(control: str, **params: Any) -> Control:
    """Return a control of any document, with what that document tells it."""
    return with_params(CATALOGUE[control], **params)


def judged(
    control: Control,
    given: Mapping[str, Any] = MappingProxyType({}),
    day: date = DAY,
    kind: str | None = None,
    calendar: Calendar = WEEKDAYS,
) -> str:
    """Return the letter of a control for a row in which all but `given` is unknown."""
    row: dict[str, Any] = defaultdict(lambda: None)
    row |= {"status": "open", "credential_model": "shared", "login_none": False, "platform": "x"}
    counts = ["linked_outside", "administrators", "contractors", "employment_unknown"]
    counts += ["admins_elsewhere", "admins_area_unknown", "changes", "changes_by_nobody"]
    row |= dict.fromkeys([*counts, "changes_by_unknown"], 0) | {"authorised_none": False}
    row |= {"accounts": 1}
    return verdict(control, kind or control.subjects[0], row | dict(given), day, calendar=calendar)


def duty(control: str, **known: Any) -> Known:
    """Return the five columns of a duty; what is not known of it is off or empty."""
    columns: Known = {"event": False, "owed": False}
    columns |= dict.fromkeys(("owed_since", "done_on", "due_on"))
    return {f"duty:{control}:{name}": value for name, value in (columns | known).items()}
