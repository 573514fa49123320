"""What goes wrong around an account: who has access, its links, its papers, its life."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from monitor.sample.credential_faults import LastChanged
from monitor.sample.days import ago, between, draws
from monitor.sample.records import (
    AccountRecord,
    AreaRecord,
    Attestation,
    Designation,
    Document,
    Duty,
    Factor,
)
from monitor.sample.staffing import form, letter_number

AGENCY = "cuentas@agencia-pulso.example"
"""A communications agency from outside the institute."""


def seen_agency(found: AccountRecord, _record: AreaRecord) -> AccountRecord:
    """An outside agency has access."""
    return replace(found, seen=(*found.seen, AGENCY), seen_on=ago(12))


def seen_leaver(found: AccountRecord, record: AreaRecord) -> AccountRecord:
    """Someone who left the institute still has access."""
    leaver = replace(record.bench.leaver, active_to=ago(75))
    people = (*found.people, leaver)
    return replace(found, people=people, seen=(*found.seen, leaver.email), seen_on=ago(9))


def access_unlisted(found: AccountRecord, _record: AreaRecord) -> AccountRecord:
    """Nobody ever listed who has access."""
    return replace(found, seen=(), seen_on=None)


def access_list_old(found: AccountRecord, _record: AreaRecord) -> AccountRecord:
    """The newest list of who has access is older than half a year."""
    return replace(found, seen_on=between(draws(found.ref, "list"), 190, 330))


def third_administrator(found: AccountRecord, record: AreaRecord) -> AccountRecord:
    """A contractor is substitute of this account beside the area's two administrators."""
    third = record.bench.contractor
    day = ago(150)
    number = letter_number(record.area, day)
    row = Designation(found.area, third.email, "substitute", day, day, None, number, found.ref)
    letter = Document("responsiva", found.ref, day, third.email, number)
    return replace(
        found,
        people=(*found.people, third),
        designations=(row,),
        papers=(*found.papers, letter, replace(form(record.area, day), subject=found.ref)),
        duties=(*found.duties, Duty("list.to-communications", found.ref, day, day, number)),
    )


def letters_expired(found: AccountRecord, _record: AreaRecord) -> AccountRecord:
    """The administrators' responsibility letters have expired."""
    end = between(draws(found.ref, "letter"), 15, 120)
    papers = tuple(replace(row, valid_until=max(end, row.signed_on)) for row in found.papers)
    return replace(found, papers=papers)


def letters_missing(found: AccountRecord, _record: AreaRecord) -> AccountRecord:
    """The administrators' responsibility letters are not on file."""
    return replace(found, papers=())


def linked_outside(found: AccountRecord, _record: AreaRecord) -> AccountRecord:
    """The account is linked to one that is not in the register."""
    return replace(found, linked=f"instagram/amigos_de_{found.area.lower()}")


def links_unrecorded(found: AccountRecord, _record: AreaRecord) -> AccountRecord:
    """Nobody recorded whether the account is linked to others."""
    return replace(found, linked="")


def custody_denied(found: AccountRecord, record: AreaRecord) -> AccountRecord:
    """An administrator states that the password is not kept safe."""
    second = record.administrators[-1].email
    said = Attestation("password.custody", found.ref, second, ago(21), "no", second)
    return replace(found, attested=(*found.attested, said))


def custody_unanswered(found: AccountRecord, _record: AreaRecord) -> AccountRecord:
    """Nobody answered the half-yearly questions on the password."""
    kept = tuple(row for row in found.attested if not row.control.startswith("password."))
    return replace(found, attested=kept)


def answers_old(found: AccountRecord, _record: AreaRecord) -> AccountRecord:
    """The half-yearly questions were last answered seven months ago."""
    return replace(found, attested=tuple(replace(row, on=ago(215)) for row in found.attested))


def delegated(found: AccountRecord, record: AreaRecord) -> AccountRecord:
    """The page is run from personal profiles, with no shared password."""
    bare = custody_unanswered(replace(found, factor=Factor(), changes=()), record)
    duties = tuple(row for row in found.duties if not row.control.startswith("rotation."))
    return replace(bare, credential_model="delegated", duties=duties)


@dataclass(frozen=True)
class Standing:
    """The account is not open but proposed, closing, closed or left to a person."""

    status: str

    def __call__(self, found: AccountRecord, _record: AreaRecord) -> AccountRecord:
        """Return the account in that state; one not yet opened has no history."""
        if self.status == "proposed":
            return AccountRecord(
                found.platform,
                found.handle,
                found.area,
                found.name,
                found.purpose,
                found.login,
                found.credential_model,
                self.status,
            )
        closed_on = ago(95) if self.status == "closed" else None
        return replace(found, status=self.status, closed_on=closed_on)


@dataclass(frozen=True)
class Incident:
    """Others than the authorised had access; the notices and measures that followed."""

    days_ago: int
    measures_due_in: int

    def __call__(self, found: AccountRecord, record: AreaRecord) -> AccountRecord:
        """Return the account contained and notified that day, the measures still owed."""
        day = ago(self.days_ago)
        contained = LastChanged(self.days_ago, self.days_ago)(found, record)
        number = letter_number(record.area, day)
        steps = (
            Duty("breach.contain-password", found.ref, day, day),
            Duty("breach.notify", found.ref, day, day, number),
            Duty("breach.institutional-measures", found.ref, ago(-self.measures_due_in)),
        )
        return replace(contained, duties=(*contained.duties, *steps))


CONDUCT_FAULTS: dict[str, Callable[[AccountRecord, AreaRecord], AccountRecord]] = {
    "access by an agency": seen_agency,
    "access by someone who left": seen_leaver,
    "access never listed": access_unlisted,
    "access list old": access_list_old,
    "third administrator": third_administrator,
    "letters expired": letters_expired,
    "letters missing": letters_missing,
    "linked outside": linked_outside,
    "links never recorded": links_unrecorded,
    "custody denied": custody_denied,
    "custody unanswered": custody_unanswered,
    "answers old": answers_old,
    "page run from profiles": delegated,
    "proposed": Standing("proposed"),
    "closing": Standing("closing"),
    "closed": Standing("closed"),
    "left to a person": Standing("legacy_personal"),
    "breach with measures overdue": Incident(38, -8),
    "breach with measures due": Incident(1, 5),
}
