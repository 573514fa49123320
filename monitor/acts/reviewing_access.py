"""Reviewing who has access: a list is recorded, or only tried, and held against the register."""

import shlex
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from monitor.acts.access_lists import each_once, record_lists
from monitor.adoption.queries import NothingAdoptedError, nearest
from monitor.audit.session import Session
from monitor.facts.access import AccessSeenOn
from monitor.findings import access
from monitor.findings.access import MISSING, NAMESAKE, STRANGER, UNMET, WHAT, Compared
from monitor.intake.addresses import identity_key
from monitor.intake.exports import Export, Person
from monitor.intake.faults import Fault, IntakeError, RefusedError, shown
from monitor.intake.references import BadReferenceError, account_reference
from monitor.intake.wording import fold
from monitor.inventory import lookup
from monitor.inventory.changing import day_of
from monitor.inventory.listing import AsOf, people
from monitor.inventory.lookup import platforms
from monitor.inventory.ties import Seen
from monitor.text import _
from monitor.text import day as written

SUGGESTED = 20
"""For how many unknown accounts the nearest one is looked for: the message must not take long."""


@dataclass(frozen=True)
class Asked:
    """How a list is to be taken: all of it of one account; seen on a day; names as people."""

    account: str | None = None
    on: date | None = None
    match_names: bool = False


@dataclass(frozen=True)
class Review:
    """What a review found, in the order in which to act, and how many lists it recorded."""

    day: date
    found: tuple[Compared, ...]
    recorded: int
    notes: tuple[str, ...] = ()

    @property
    def met(self) -> bool:
        """Whether everybody on the lists may have access, as far as the register knows."""
        return not any(each.what in UNMET for each in self.found)


def review(session: Session, export: Export, asked: Asked = Asked()) -> Review:
    """Record the lists of an export, and return what everybody on them is by the policy in force.

    In a unit of work of which nothing is kept, this only compares.

    Raises:
        NothingAdoptedError: no policy was ever adopted.
        IntakeError: nobody is on the list; an account is not named, or not in the register; a day
            that has not come yet, or on which an account did not exist; no policy says who may
            have access.
    """
    day = day_of(session, asked.on)
    entitled, notes = _entitled(session, day)
    rows = _by_account(session, export, asked.account, day)
    namesakes = _namesakes(session, export, day)
    people_by_name = namesakes if asked.match_names else {}
    lists = {own: each_once(_seen(each, people_by_name)) for own, each in rows.items()}
    if not lists or not all(lists.values()):
        raise RefusedError(export.file, _("Nobody is on this list."))
    recorded = record_lists(session, lists, day)
    compared = access.compared(session.connection, session.scope, day, entitled, lists)
    found = [_with_the_list(each, lists, namesakes) for each in compared]
    found.sort(key=lambda each: (WHAT.index(each.what), each.account.name))
    return Review(day, tuple(found), len({each.subject for each in recorded}), notes)


def _entitled(session: Session, day: date) -> tuple[AccessSeenOn, tuple[str, ...]]:
    """Return whom the policies of a day entitle, and what to say of it."""
    adopted = nearest(session.connection, session.scope, day)
    if adopted is None:
        raise NothingAdoptedError
    entitled = access.entitling(adopted.requirements, day)
    if entitled is None:
        packs = ", ".join(each.pack.id for each in adopted.requirements.packs)
        raise RefusedError(packs, _("This policy does not say who may have access to accounts."))
    if adopted.since <= day:
        return entitled, ()
    told = _("judged by the policies adopted on {day}: none was in force yet")
    return entitled, (told.format(day=written(adopted.since)),)


def _seen(people_of: Iterable[Person], people_by_name: Mapping[str, str]) -> Iterator[Seen]:
    for each in people_of:
        yield people_by_name.get(each.identity, each.identity), each.role


def _with_the_list(
    found: Compared, lists: Mapping[int, Sequence[Seen]], namesakes: Mapping[str, str]
) -> Compared:
    """Return what was found of somebody, as the list names them."""
    if found.what == MISSING:
        return found
    listed = {identity_key(name): (name, role) for name, role in lists[found.account.id]}
    name, role = listed[found.identity]
    person = namesakes.get(name) if found.what == STRANGER else None
    what = NAMESAKE if person else found.what
    return replace(found, what=what, identity=name, role=role, person=person)


def _namesakes(session: Session, export: Export, day: date) -> Mapping[str, str]:
    """Return the address of the one person who has the name that a list shows, by that name.

    Letter case, accents and the order of the words do not matter. One statement.
    """
    wanted = {each.identity for each in export.people if "@" not in each.identity}
    if not wanted:
        return {}
    known: dict[str, list[str]] = {}
    for person in people(AsOf(session.connection, session.scope, day), gone=True):
        known.setdefault(_words_of(person.name or ""), []).append(person.email)
    found = ((name, known.get(_words_of(name), [])) for name in wanted)
    return {name: emails[0] for name, emails in found if len(emails) == 1}


def _words_of(name: str) -> str:
    return " ".join(sorted(fold(name).replace(",", " ").split()))


def _by_account(
    session: Session, export: Export, account: str | None, day: date
) -> Mapping[int, list[Person]]:
    """Return the people of each account."""
    if account is not None:
        _refuse_several(export)
        own = lookup.find(session.connection, session.scope, "account", account, day)
        return {own: list(export.people)}
    if export.accounts is None:
        told = _("Say which account this list is of: --account {example}, or --map COLUMN=handle.")
        raise RefusedError(export.file, told.format(example="x/ieejemplo"))
    return _by_its_column(session, export, day)


def _refuse_several(export: Export) -> None:
    """Refuse to take the people of several accounts for those of one."""
    named = sorted({each.account for each in export.people if each.account})
    if len(named) > 1:
        told = _(
            "Column “{column}” names several accounts ({first}, {second}…): leave --account out,"
            " or leave the column unread with --map {mapping}."
        )
        column = shown(export.accounts or "")
        mapping = shlex.quote(f"{export.accounts}=-")
        first, second = map(shown, named[:2])
        reason = told.format(column=column, first=first, second=second, mapping=mapping)
        raise RefusedError(export.file, reason)


def _by_its_column(session: Session, export: Export, day: date) -> Mapping[int, list[Person]]:
    """Return the people by the account that their row names.

    Raises:
        IntakeError: every row whose account is not named, or not in the register.
    """
    known, reasons = _resolved(session, {each.account for each in export.people}, day)
    found: dict[int, list[Person]] = {}
    faults = []
    for each in export.people:
        if each.account in known:
            found.setdefault(known[each.account], []).append(each)
        else:
            told, reason = shown(each.account or ""), reasons[each.account]
            faults.append(Fault(export.file, each.row, export.accounts, told, reason))
    if faults:
        raise IntakeError(faults)
    return found


def _resolved(
    session: Session, wanted: Collection[str | None], day: date
) -> tuple[Mapping[str | None, int], Mapping[str | None, str]]:
    """Return the accounts that rows name, and of the other names why they name none."""
    reasons: dict[str | None, str] = {None: _("This row does not say of which account it is.")}
    keys: dict[str, str] = {}
    for name in wanted:
        try:
            keys |= {name: account_reference(name, platforms()).key} if name else {}
        except BadReferenceError as error:
            reasons[name] = str(error)
    own = (session.connection, session.scope)
    known = lookup.accounts_by_key(*own, set(keys.values()), day)
    unknown = sorted(keys.keys() - {name for name, key in keys.items() if key in known})
    reasons |= dict.fromkeys(unknown, _("The register has no such account."))
    for name in unknown[:SUGGESTED]:
        reasons[name] = lookup.why_unknown(*own, "account", name)
    return {name: known[key] for name, key in keys.items() if key in known}, reasons
