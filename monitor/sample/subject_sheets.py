"""The rows of the sheets of subjects: areas, people, mailboxes, accounts."""

from collections.abc import Iterator

from monitor.sample.days import written
from monitor.sample.institute import Institute
from monitor.sample.records import AccountRecord, AreaRecord, Person

Row = dict[str, str]
"""One row: cells by English column name, listed values in English, dates ISO."""


def areas(institute: Institute) -> Iterator[Row]:
    """Yield the rows of `areas`; of a silent area, only what the directory says."""
    for record in institute.areas:
        area = record.area
        yield {
            "code": area.code,
            "name": area.name,
            "kind": area.kind,
            "role": area.role,
            "parent": area.parent,
            "head": "" if record.silent else record.head,
        }


def people(institute: Institute) -> Iterator[Row]:
    """Yield the rows of `people`, by address; each person once."""
    found = {person.email: person for person in _named(institute)}
    return (_person(found[email]) for email in sorted(found))


def _named(institute: Institute) -> Iterator[Person]:
    for record in institute.areas:
        yield from record.people
    for account in institute.accounts:
        yield from account.people
    for record in institute.keepers:
        yield from _pair(record)


def _pair(record: AreaRecord) -> Iterator[Person]:
    yield record.owner
    if record.substitute is not None:
        yield record.substitute


def _person(person: Person) -> Row:
    return {
        "email": person.email,
        "name": person.name,
        "position": person.position,
        "rank": person.rank,
        "area": person.area,
        "employment": person.employment,
        "active_from": written(person.active_from),
        "active_to": written(person.active_to),
    }


def mailboxes(institute: Institute) -> Iterator[Row]:
    """Yield the rows of `mailboxes`, by address; their changes stand in `password_changes`."""
    for box in sorted(institute.mailboxes, key=lambda box: box.address):
        yield {
            "address": box.address,
            "kind": box.kind,
            "purpose": "account",
            "holder": box.holder,
            "area": box.area,
            "assigned_on": written(box.assigned_on),
        }


def accounts(institute: Institute) -> Iterator[Row]:
    """Yield the rows of `accounts`; password changes stand in their own sheet."""
    return map(_account, institute.accounts)


def _account(account: AccountRecord) -> Row:
    return {
        "platform": account.platform,
        "handle": account.handle,
        "area": account.area,
        "name": account.name,
        "purpose": account.purpose,
        "login_mailbox": account.login,
        "credential_model": account.credential_model,
        "status": account.status,
        "authorised_on": written(account.authorised_on),
        "opened_on": written(account.opened_on),
        "closed_on": written(account.closed_on),
        "official_on_portal": account.on_portal,
        "verification": account.verification,
        "last_post_on": written(account.last_post_on),
        "linked_accounts": account.linked,
        "owner": account.owner_cell,
        "substitute": account.substitute_cell,
        "second_factor": account.factor.kind,
        "second_factor_on": written(account.factor.on),
        "second_factor_holder": account.factor.holder,
        "second_factor_level": account.factor.level,
    }
