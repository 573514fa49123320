"""Made-up password changes, second factors, documents and attestations."""

from datetime import date, timedelta

from monitor.history import ALWAYS
from tests.oracle.asks import EVERY, PASSWORD_PAPER, PLATFORM_PAPER
from tests.oracle.draws import FIRST, LAST, Draw, spans_of
from tests.oracle.records import (
    AccountMailbox,
    Attestation,
    Designation,
    Document,
    Factor,
    PasswordChange,
)
from tests.oracle.subjects import Cast
from tests.oracle.ties import FORM_NUMBERS

METHODS = ("none", "totp", "sms", "app", "security_key", "passkey", "email", "call")
LEVELS = (None, "attested", "evidenced", "witnessed", "proved", "kept")

# Papers about a subject itself; some of a kind that says nothing of that subject.
PAPERS = {
    "account": (
        *("opening_proposal", "opening_authorisation", "opening_notice", "closing_notice"),
        *(PLATFORM_PAPER, PASSWORD_PAPER, "other"),
    ),
    "area": ("monitoring_procedure", "strategy", "training_record", "opening_proposal"),
    "institution": ("content_register", "evaluation_procedure", PLATFORM_PAPER, PASSWORD_PAPER),
}


def password_changes(draw: Draw, cast: Cast) -> list[PasswordChange]:
    """Return when each password was changed, by whom, and how it was judged."""
    subjects = [("account", one) for one in cast.account_ids]
    subjects += [("mailbox", one) for one in cast.mailbox_ids]
    rows: list[PasswordChange] = []
    for kind, subject_id in subjects:
        days = draw.regular(30, 65) if draw.is_fine() else [draw.day() for _ in range(3)]
        doubtful = not draw.is_fine()
        for begins, ends in spans_of(days) if draw.chance(0.85) else []:
            rows.append(_change(draw, cast, (kind, subject_id), (begins, ends), doubtful=doubtful))
    return rows


def _change(
    draw: Draw,
    cast: Cast,
    subject: tuple[str, int],
    span: tuple[date, date | None],
    *,
    doubtful: bool,
) -> PasswordChange:
    nobody = doubtful and draw.chance(0.2)
    by_id = draw.pick(cast.person_ids) if not doubtful or draw.chance(0.7) else None
    return PasswordChange(
        valid_from=span[0],
        valid_to=span[1],
        kind=subject[0],
        subject_id=subject[1],
        by_id=None if nobody else by_id,
        by_none=nobody,
        meets_composition=draw.pick([True, True, None, draw.is_fine()]),
        score=draw.pick([None, 4, 3, draw.rng.randint(0, 4)]),
        breached=draw.pick([None, False, not draw.is_fine()]),
        reused=draw.pick([None, False, not draw.is_fine()]),
    )


def factors(draw: Draw, cast: Cast, designated: list[Designation]) -> list[Factor]:
    """Return the second factor of each account as it was seen, dated or not."""
    rows: list[Factor] = []
    for account_id in cast.account_ids:
        owners = [d.person_id for d in designated if d.role == "owner" and d.person_id]
        own = [
            d.person_id
            for d in designated
            if d.role == "owner" and d.account_id == account_id and d.person_id
        ]
        for begins, ends in draw.chain(draw.pick([1, 2])) if draw.chance(0.85) else []:
            holder = draw.pick(own or owners or [None]) if draw.is_fine() else None
            other = draw.pick([None, draw.pick(cast.person_ids)])
            nobody = holder is None and draw.chance(0.2)
            rows.append(
                Factor(
                    valid_from=begins,
                    valid_to=ends,
                    kind="account",
                    subject_id=account_id,
                    method="none" if draw.chance(0.12) else draw.pick(METHODS[1:]),
                    seen_on=None if begins == ALWAYS or draw.chance(0.1) else begins,
                    level=draw.pick(LEVELS[3:] if draw.is_fine() else LEVELS),
                    holder_id=None if nobody else holder or other,
                    holder_none=nobody,
                )
            )
    return rows


def documents(
    draw: Draw, institution_id: int, cast: Cast, designated: list[Designation]
) -> list[Document]:
    """Return signed papers: most belong to a designation, some have run out or say nothing."""
    rows = [
        paper
        for row in designated
        if row.role != "task" and row.person_id is not None
        for paper in _papers_of(draw, row)
    ]
    subjects = {
        "account": cast.account_ids,
        "area": cast.area_ids,
        "institution": [institution_id],
    }
    for subject_kind, ids in subjects.items():
        for subject_id in ids:
            rows += _papers_about(draw, (subject_kind, subject_id))
    return rows


def _papers_about(draw: Draw, subject: tuple[str, int]) -> list[Document]:
    """Return papers on a subject itself: none, one, or one that replaced another."""
    return [
        _paper(draw, kind, subject)
        for kind in PAPERS[subject[0]]
        for _ in range(draw.pick([0, 0, 1, 1, 2]))
    ]


def _papers_of(draw: Draw, row: Designation) -> list[Document]:
    on_area = row.account_id is None
    subject = ("area", row.area_id or 0) if on_area else ("account", row.account_id or 0)
    papers = []
    for kind, person_id in (("designation", None), ("responsiva", row.person_id)):
        if draw.is_fine() or draw.chance(0.4):
            papers.append(_paper(draw, kind, subject, row.valid_from, person_id))
        if draw.chance((1 - draw.care) / 2):
            papers.append(_paper(draw, kind, subject, None, person_id))
    return papers


def _paper(
    draw: Draw,
    kind: str,
    subject: tuple[str, int],
    about: date | None = None,
    person_id: int | None = None,
) -> Document:
    signed_on = draw.after(about, -3, 12) if about else draw.day(FIRST - timedelta(days=90))
    endless = draw.chance(0.75)
    return Document(
        id=draw.new_id(),
        kind=kind,
        subject_kind=subject[0],
        subject_id=subject[1],
        person_id=person_id,
        number=draw.pick(FORM_NUMBERS),
        signed_on=signed_on,
        valid_until=None if endless else draw.day(signed_on, LAST + timedelta(days=60)),
    )


def attestations(
    draw: Draw,
    institution_id: int,
    cast: Cast,
    designated: list[Designation],
    used: list[AccountMailbox],
) -> list[Attestation]:
    """Return answers about subjects, of the subject as a whole and of single administrators."""
    subjects = {
        "account": cast.account_ids,
        "mailbox": cast.mailbox_ids,
        "area": cast.area_ids,
        "institution": [institution_id],
    }
    in_charge = _in_charge(cast, designated, used)
    rows: list[Attestation] = []
    for kind, ids in subjects.items():
        for control in EVERY[kind].attested:
            for subject_id in ids:
                people = sorted(in_charge.get((kind, subject_id), set()))
                rows += _answers(draw, cast, control, (kind, subject_id), people)
    return rows


def _in_charge(
    cast: Cast, designated: list[Designation], used: list[AccountMailbox]
) -> dict[tuple[str, int], set[int]]:
    """Return who was ever designated for each account, and for the accounts of each mailbox."""
    by_target: dict[tuple[str, int | None], set[int]] = {}
    for row in designated:
        target = ("area", row.area_id) if row.account_id is None else ("account", row.account_id)
        if row.person_id is not None:
            by_target.setdefault(target, set()).add(row.person_id)
    found: dict[tuple[str, int], set[int]] = {}
    for account in cast.accounts:
        own = found.setdefault(("account", account.account_id), set())
        own |= by_target.get(("account", account.account_id), set())
        own |= by_target.get(("area", account.area_id), set())
    for tie in used:
        if tie.mailbox_id is not None:
            users = found.setdefault(("mailbox", tie.mailbox_id), set())
            users |= found[("account", tie.account_id)]
    return found


def _answers(
    draw: Draw, cast: Cast, control: str, subject: tuple[str, int], designees: list[int]
) -> list[Attestation]:
    one_by_one = draw.chance(0.5) and EVERY[subject[0]].attested[control] == "administrators"
    speakers = [one for one in designees if draw.chance(0.9)] if one_by_one else [0]
    if one_by_one and draw.chance(0.3):
        speakers.append(draw.pick(cast.person_ids))
    if draw.chance(0.1):
        speakers = [0, *designees[:2]]
    rows: list[Attestation] = []
    for speaker in dict.fromkeys(speakers) if draw.chance(0.85) else ():
        often = draw.is_fine() and not draw.chance(0.2)
        days = draw.regular(120, 190) if often else [draw.day() for _ in "ab"]
        for begins, ends in spans_of(days):
            rows.append(
                Attestation(
                    valid_from=begins,
                    valid_to=ends,
                    control=control,
                    subject_kind=subject[0],
                    subject_id=subject[1],
                    person_id=speaker,
                    by_id=speaker or draw.pick(cast.person_ids),
                    answer=draw.is_fine() or draw.chance(0.7),
                )
            )
    return rows
