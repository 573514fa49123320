"""The lists of the register as tables: accounts, areas, people, mailboxes and what ties them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from monitor.duties import queries as papers
from monitor.intake.faults import RefusedError
from monitor.intake.references import FORMS
from monitor.inventory import listing, listing_ties
from monitor.inventory.listing import AsOf
from monitor.inventory.lookup import find, find_among, platforms
from monitor.inventory.naming import names
from monitor.policy.problems import nearest, unknown
from monitor.reports import called
from monitor.reports.recorded import shown, word
from monitor.reports.tables import Table, Value, Word
from monitor.text import _


@dataclass(frozen=True)
class Asked:
    """What a list is limited to, as typed; `everything`: also what is closed, ended or gone."""

    area: str | None = None
    platform: str | None = None
    person: str | None = None
    about: str | None = None
    everything: bool = False


def accounts(now: AsOf, asked: Asked = Asked()) -> Table:
    """Return the accounts, by area.

    Raises:
        RefusedError: there is no such area, or no such network: neither known nor in the register.
    """
    known = platforms().find(asked.platform) if asked.platform else None
    found = list(
        listing.accounts(
            now,
            area_id=_id(now, "area", asked.area),
            platform=known or (asked.platform and asked.platform.casefold()),
            closed=asked.everything,
        )
    )
    if asked.platform and not known and not found:
        spelt = nearest(asked.platform.casefold(), platforms().spellings)
        raise RefusedError(
            asked.platform, unknown(asked.platform, [spelt] if spelt else platforms().by_name)
        )
    columns = {
        "account": _("Account"),
        "area": _("Area"),
        "name": _("Name"),
        "status": _("Status"),
        "owner": _("Owner"),
        "substitute": _("Substitute"),
    }
    minor = ("name", "substitute")
    return Table(_("Accounts"), columns, map(list, found), _words("account", "status"), minor)


def areas(now: AsOf) -> Table:
    """Return the areas."""
    columns = {
        "code": _("Code"),
        "name": _("Name"),
        "kind": _("Kind"),
        "role": _("Office"),
        "parent": _("Above it"),
        "head": _("Head"),
        "accounts": _("Accounts"),
    }
    found = listing.areas(now)
    minor = ("role", "kind", "parent", "accounts", "head")
    return Table(_("Areas"), columns, map(list, found), _words("area", "kind", "role"), minor)


def people(now: AsOf, asked: Asked = Asked()) -> Table:
    """Return the people.

    Raises:
        RefusedError: there is no such area.
    """
    columns = {
        "email": _("E-mail"),
        "name": _("Name"),
        "position": _("Position"),
        "rank": _("Rank"),
        "area": _("Area"),
        "employment": _("Employment"),
        "active_to": _("Last day in the post"),
    }
    area_id = _id(now, "area", asked.area)
    found = listing.people(now, area_id=area_id, gone=asked.everything)
    words = _words("person", "rank", "employment")
    minor = ("active_to", "employment", "rank", "position")
    return Table(_("People"), columns, map(list, found), words, minor)


def mailboxes(now: AsOf, asked: Asked = Asked()) -> Table:
    """Return the mailboxes.

    Raises:
        RefusedError: there is no such area.
    """
    columns = {
        "address": _("Address"),
        "kind": _("Kind"),
        "purpose": _("Purpose"),
        "holder": _("Holder"),
        "area": _("Area"),
        "accounts": _("Accounts"),
    }
    found = listing.mailboxes(now, area_id=_id(now, "area", asked.area))
    words = _words("mailbox", "kind", "purpose")
    return Table(_("Mailboxes"), columns, map(list, found), words, ("purpose", "kind", "accounts"))


def designations(now: AsOf, asked: Asked = Asked()) -> Table:
    """Return who is in charge of what.

    Raises:
        RefusedError: there is no such person.
    """
    columns = {
        "of": _("Of what"),
        "role": _("As what"),
        "person": _("Who"),
        "since": _("Since"),
        "until": _("First day without"),
        "number": _("Number"),
        "notified_on": _("Notified on"),
    }
    found = listing_ties.designations(
        now,
        person_id=_id(now, "person", asked.person),
        area_id=_id(now, "area", asked.area),
        ended=asked.everything,
    )
    words: dict[str, Word] = {
        "of": called.subject,
        "role": lambda value: word("account", str(value)),
    }
    minor = ("notified_on", "number", "until", "since")
    return Table(_("In charge"), columns, map(list, found), words, minor)


def access(now: AsOf, asked: Asked = Asked()) -> Table:
    """Return who was on the newest list of each account.

    Raises:
        RefusedError: there is no such account.
    """
    columns = {
        "account": _("Account"),
        "identity": _("Who has access"),
        "role": _("As what"),
        "observed_on": _("Seen on"),
    }
    found = listing_ties.access(now, account_id=_id(now, "account", asked.about))
    return Table(_("Access"), columns, map(list, found))


def documents(now: AsOf, asked: Asked = Asked()) -> Table:
    """Return the documents on file, the newest first.

    Raises:
        RefusedError: there is no such subject.
    """
    connection, scope, day = now
    about = _about(now, asked.about)
    rows = list(papers.documents(connection, scope, day, about=about, expired=asked.everything))
    return documents_table(now, rows)


def documents_table(now: AsOf, found: Iterable[Any]) -> Table:
    """Return documents as a list, with the names of what they are about."""
    words = {**_words("document", "kind"), "sha256": _shortened, "about": called.subject}
    columns = {
        "kind": _("Document"),
        "about": _("About"),
        "person": _("Whose"),
        "number": _("Number"),
        "signed_on": _("Signed on"),
        "valid_until": _("In force until"),
        "sha256": "SHA-256",
    }
    minor = ("sha256", "valid_until", "person", "number")
    return Table(_("Documents"), columns, _document_rows(now, found), words, minor)


def _shortened(value: Value) -> Value:
    """Return the beginning of a SHA-256: enough to tell two papers apart by eye."""
    return f"{str(value)[:12]}…" if value else None


def _document_rows(now: AsOf, rows: Iterable[Any]) -> list[list[Value]]:
    read = list(rows)
    people = _called(now, "person", read, "person_id")
    about = _subjects(now, read)
    return [
        [
            row.kind,
            about(row),
            people.get(row.person_id),
            row.number,
            row.signed_on,
            row.valid_until,
            row.sha256,
        ]
        for row in read
    ]


def _subjects(now: AsOf, rows: Iterable[Any]) -> Callable[[Any], str]:
    """Return what says what a row is about, by its subject's name."""
    ids: dict[str, set[int]] = {}
    for row in rows:
        ids.setdefault(row.subject_kind, set()).add(row.subject_id)
    known = {kind: names(now.connection, now.scope, kind, found) for kind, found in ids.items()}
    return lambda row: f"{row.subject_kind}:{known[row.subject_kind].get(row.subject_id, '?')}"


def _about(now: AsOf, text: str | None) -> tuple[str, int] | None:
    if text is None:
        return None
    meant = find_among(now.connection, now.scope, tuple(FORMS), text, now.day)
    return meant.kind, meant.id


def _called(now: AsOf, kind: str, rows: Iterable[Any], column: str) -> Mapping[int, str]:
    ids = {getattr(row, column) for row in rows}
    return names(now.connection, now.scope, kind, ids - {None})


def _id(now: AsOf, kind: str, text: str | None) -> int | None:
    return None if text is None else find(now.connection, now.scope, kind, text, now.day)


def _words(kind: str, *columns: str) -> Mapping[str, Callable[[Value], Value]]:
    """Return how people read the values that a sheet lists, in the language in use."""
    return {column: partial(shown, kind, column) for column in columns}
