"""The rows of the dated sheets: designations, changes, access, documents, attestations, duties."""

from collections.abc import Iterator

from monitor.sample import office
from monitor.sample.days import written
from monitor.sample.institute import Institute
from monitor.sample.records import Attestation, Change, Designation, Document, Duty
from monitor.sample.subject_sheets import Row


def designations(institute: Institute) -> Iterator[Row]:
    """Yield the rows of `designations`: of whole areas, then of single accounts."""
    for record in institute.keepers:
        yield from map(_designation, record.designations)
    for account in institute.accounts:
        yield from map(_designation, account.designations)


def _designation(row: Designation) -> Row:
    return {
        "account": row.account,
        "area": "" if row.account else row.area,
        "person": row.person,
        "role": row.role,
        "started_on": written(row.started_on),
        "ended_on": written(row.ended_on),
        "notified_on": written(row.notified_on),
        "number": row.number,
    }


def password_changes(institute: Institute) -> Iterator[Row]:
    """Yield the rows of `password_changes`: of accounts, then of mailboxes; oldest first."""
    for subject in institute.credentials:
        for change in reversed(subject.changes):
            yield _change(subject.ref, change)


def _change(subject: str, change: Change) -> Row:
    return {"subject": subject, "changed_on": written(change.changed_on), "by": change.by}


def access(institute: Institute) -> Iterator[Row]:
    """Yield the rows of `access`: whom the newest list of each account shows."""
    for account in institute.accounts:
        for identity in dict.fromkeys(account.seen):
            yield {
                "platform": account.platform,
                "handle": account.handle,
                "identity": identity,
                "observed_on": written(account.seen_on),
            }


def documents(institute: Institute) -> Iterator[Row]:
    """Yield the rows of `documents`: of the institute, of areas, of accounts."""
    yield from map(_document, office.PAPERS)
    for record in institute.keepers:
        yield from map(_document, record.forms)
    for account in institute.accounts:
        yield from map(_document, account.papers)


def _document(paper: Document) -> Row:
    return {
        "kind": paper.kind,
        "subject": paper.subject,
        "person": paper.person,
        "number": paper.number,
        "signed_on": written(paper.signed_on),
        "valid_until": written(paper.valid_until),
    }


def attestations(institute: Institute) -> Iterator[Row]:
    """Yield the rows of `attestations`: about the institute, accounts, mailboxes."""
    yield from map(_attestation, office.statements(institute))
    for subject in institute.credentials:
        yield from map(_attestation, subject.attested)


def _attestation(said: Attestation) -> Row:
    return {
        "control": said.control,
        "subject": said.subject,
        "person": said.person,
        "by": said.by,
        "on": written(said.on),
        "answer": said.answer,
    }


def duties(institute: Institute) -> Iterator[Row]:
    """Yield the rows of `duties`: of the institute, areas, accounts, mailboxes."""
    yield from map(_duty, office.NOTICES)
    for record in institute.keepers:
        yield from map(_duty, record.reports)
    for subject in institute.credentials:
        yield from map(_duty, subject.duties)


def _duty(owed: Duty) -> Row:
    return {
        "control": owed.control,
        "subject": owed.subject,
        "due_on": written(owed.due_on),
        "done_on": written(owed.done_on),
        "number": owed.number,
    }
