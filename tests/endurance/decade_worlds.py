"""The truth of a story as the rows from which the oracle works out what is so on a day."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from tests.endurance.decade import Days, Story
from tests.oracle import records
from tests.oracle.records import World

INSTITUTION = 1
_SEPARATORS = "._-"

Span = dict[str, Any]


def world(story: Story) -> World:
    """Return everything that is true of a story, past and future."""
    return World(
        institution_id=INSTITUTION,
        code="IEE",
        areas=tuple(_areas(story)),
        people=tuple(_people(story)),
        mailboxes=tuple(_mailboxes(story)),
        accounts=tuple(_accounts(story)),
        designations=tuple(_designations(story)),
        headships=tuple(_headships(story)),
        account_mailboxes=tuple(_logins(story)),
        access_lists=tuple(_access_lists(story)),
        access_seen=tuple(_access_seen(story)),
        password_changes=tuple(_password_changes(story)),
        factors=tuple(_factors(story)),
        documents=tuple(_documents(story)),
        attestations=tuple(_attestations(story)),
    )


def _spans(days: Iterable[date]) -> Iterator[Span]:
    """Return a span from each day up to the next, and from the last one on."""
    for begins, ends in pairwise([*sorted(set(days)), None]):
        yield {"valid_from": begins, "valid_to": ends}


def _versions(columns: Mapping[str, Days], names: Iterable[str]) -> Iterator[tuple[Span, Span]]:
    """Return the spans in which nothing of `names` changes, each with the values it has then."""
    days = {day for name in names for day in columns[name]}
    for span in _spans(days):
        since = span["valid_from"]
        yield span, {name: _value(columns[name], since) for name in names}


def _value(days: Days, day: date) -> Any:
    """Return the value in force on `day`: that of the last day up to it."""
    begun = [each for each in days if each <= day]
    return days[max(begun)] if begun else None


def _of(story: Story, kind: str) -> Iterator[tuple[int, Mapping[str, Days]]]:
    for (own, number), columns in story.truth.columns.items():
        if own == kind:
            yield number, columns


def _areas(story: Story) -> Iterator[records.AreaVersion]:
    for area, columns in _of(story, "area"):
        for span, is_so in _versions(columns, ("code", "kind")):
            key = is_so["code"].casefold()
            yield records.AreaVersion(**span, area_id=area, code_key=key, **is_so)


def _headships(story: Story) -> Iterator[records.Headship]:
    for area, columns in _of(story, "headship"):
        for span, is_so in _versions(columns, ("person",)):
            yield records.Headship(**span, area_id=area, person_id=is_so["person"])


def _people(story: Story) -> Iterator[records.PersonVersion]:
    for person, columns in _of(story, "person"):
        for span, is_so in _versions(columns, ("email", "rank", "area", "active_to")):
            yield records.PersonVersion(
                **span,
                person_id=person,
                email=is_so["email"],
                email_key=is_so["email"].casefold(),
                rank=is_so["rank"],
                area_id=is_so["area"],
                active_to=is_so["active_to"],
            )


def _mailboxes(story: Story) -> Iterator[records.MailboxVersion]:
    for mailbox, columns in _of(story, "mailbox"):
        for span, is_so in _versions(columns, ("address", "kind", "area", "holder")):
            local, _at, domain = is_so["address"].casefold().partition("@")
            last = local
            for separator in _SEPARATORS:
                last = last.rsplit(separator, 1)[-1]
            yield records.MailboxVersion(
                **span,
                mailbox_id=mailbox,
                address=is_so["address"],
                address_key=is_so["address"].casefold(),
                domain=domain,
                local_key=local,
                local_last=last,
                kind=is_so["kind"],
                area_id=is_so["area"],
                holder_id=is_so["holder"],
            )


def _accounts(story: Story) -> Iterator[records.AccountVersion]:
    for account, columns in _of(story, "account"):
        for span, is_so in _versions(columns, ("handle", "area", "status", "closed_on")):
            yield records.AccountVersion(
                **span,
                account_id=account,
                platform=story.platform(account),
                handle=is_so["handle"],
                handle_key=is_so["handle"].casefold(),
                area_id=is_so["area"],
                status=is_so["status"],
                closed_on=is_so["closed_on"],
            )


def _logins(story: Story) -> Iterator[records.AccountMailbox]:
    for account, columns in _of(story, "account"):
        for span, is_so in _versions(columns, ("login",)):
            mailbox = is_so["login"]
            yield records.AccountMailbox(
                **span, account_id=account, use="login", mailbox_id=mailbox
            )


def _designations(story: Story) -> Iterator[records.Designation]:
    number = 0
    for (account, role), days in story.truth.designations.items():
        for span in _spans(days):
            number += 1
            yield records.Designation(
                **span,
                id=number,
                account_id=account,
                role=role,
                person_id=days[span["valid_from"]],
                number="OF-1/2026",
            )


def _access_lists(story: Story) -> Iterator[records.AccessList]:
    for account, days in story.truth.access.items():
        for span in _spans(days):
            yield records.AccessList(**span, account_id=account)


def _access_seen(story: Story) -> Iterator[records.AccessSeen]:
    for account, days in story.truth.access.items():
        for span in _spans(days):
            for identity in days[span["valid_from"]]:
                yield records.AccessSeen(
                    **span, account_id=account, identity=identity, identity_key=identity.casefold()
                )


def _password_changes(story: Story) -> Iterator[records.PasswordChange]:
    for (kind, number), days in story.truth.passwords.items():
        for span in _spans(days):
            by_id = days[span["valid_from"]]
            yield records.PasswordChange(**span, kind=kind, subject_id=number, by_id=by_id)


def _factors(story: Story) -> Iterator[records.Factor]:
    for account, days in story.truth.factors.items():
        for span in _spans(days):
            method, level, holder = days[span["valid_from"]]
            yield records.Factor(
                **span,
                kind="account",
                subject_id=account,
                method=method,
                seen_on=span["valid_from"],
                level=level,
                holder_id=holder,
            )


def _documents(story: Story) -> Iterator[records.Document]:
    for number, (kind, account, person, signed_on) in enumerate(story.truth.papers):
        yield records.Document(
            id=number,
            kind=kind,
            subject_kind="account",
            subject_id=account,
            person_id=person,
            number="OF-1/2026",
            signed_on=signed_on,
        )


def _attestations(story: Story) -> Iterator[records.Attestation]:
    for (control, (kind, number)), days in story.truth.answers.items():
        for span in _spans(days):
            answer, by_id = days[span["valid_from"]]
            yield records.Attestation(
                **span,
                control=control,
                subject_kind=kind,
                subject_id=number,
                by_id=by_id,
                answer=answer,
            )
