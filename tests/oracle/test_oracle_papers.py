"""The oracle's facts on documents, answers and duties, held against cases worked out by hand."""

from datetime import date, timedelta
from typing import Any

from tests.oracle.records import (
    Attestation,
    Document,
    Duty,
)
from tests.oracle.sketches import (
    ACCOUNT,
    ANA,
    AREA,
    BETO,
    CARLA,
    DANIEL,
    DAY,
    designation,
    mailbox,
    of_account,
    register,
    staffed,
    with_mailbox,
)

BEFORE = DAY - timedelta(days=1)
AFTER = DAY + timedelta(days=1)


_DUTY = ("event", "owed", "owed_since")


def _letter(kind: str, signed_on: date, **known: Any) -> Document:
    given: dict[str, Any] = {"subject_kind": "account", "subject_id": ACCOUNT, "id": 1}
    return Document(kind=kind, signed_on=signed_on, **given | known)


def test_a_form_counts_when_signed_since_the_newest_designation_or_bearing_its_number() -> None:
    rows = (
        designation(ANA, "owner"),
        designation(BETO, "substitute", valid_from=BEFORE, number="OF-9"),
    )

    def standing(paper: Document) -> Any:
        facts = of_account(register(designations=rows, documents=(paper,)))
        return facts["document:designation"]

    assert standing(_letter("designation", BEFORE)) == "in_force"
    assert standing(_letter("designation", BEFORE - timedelta(days=1))) is None
    old = BEFORE - timedelta(days=90)
    assert standing(_letter("designation", old, number="OF-9")) == "in_force"
    assert standing(_letter("designation", old, number="OF-8")) is None
    on_area = _letter("designation", DAY, subject_kind="area", subject_id=AREA)
    assert standing(on_area) == "in_force"
    assert standing(_letter("designation", AFTER)) is None


def test_valid_until_is_the_last_day_a_document_is_in_force() -> None:
    paper = _letter("designation", BEFORE, valid_until=DAY)
    rows = (designation(ANA, "owner", valid_from=BEFORE),)
    world = register(designations=rows, documents=(paper,))
    assert of_account(world)["document:designation"] == "in_force"
    assert of_account(world, AFTER)["document:designation"] == "expired"


def test_a_form_cannot_be_told_to_go_with_a_designation_without_a_day() -> None:
    rows = (designation(ANA, "owner", number="OF-9"),)
    unnumbered = register(designations=rows, documents=(_letter("designation", DAY),))
    assert of_account(unnumbered)["document:designation"] is None
    numbered = _letter("designation", DAY, number="OF-9")
    same_number = register(designations=rows, documents=(numbered,))
    assert of_account(same_number)["document:designation"] == "in_force"


def test_every_current_administrator_needs_a_letter_and_an_expired_one_weighs_more() -> None:
    ana = _letter("responsiva", BEFORE, person_id=ANA)
    beto = _letter("responsiva", BEFORE, person_id=BETO)
    old = _letter("responsiva", BEFORE, person_id=ANA, valid_until=BEFORE)

    def standing(*papers: Document) -> Any:
        return of_account(staffed(documents=papers))["document:responsiva"]

    assert standing(ana, beto) == "in_force"
    assert standing(ana) is None
    assert standing(old) == "expired"
    assert standing(old, ana, beto) == "in_force"
    assert of_account(register(documents=(ana,)))["document:responsiva"] is None


def test_one_no_fails_and_an_answer_that_names_nobody_speaks_for_all() -> None:
    def answer(person_id: int, *, yes: bool, on: date = DAY) -> Attestation:
        return Attestation(
            valid_from=on,
            control="password.custody",
            subject_kind="account",
            subject_id=ACCOUNT,
            person_id=person_id,
            by_id=ANA,
            answer=yes,
        )

    def attested(*answers: Attestation) -> tuple[Any, Any]:
        facts = of_account(staffed(attestations=answers))
        return facts["attested:password.custody"], facts["attested:password.custody:on"]

    assert attested() == (None, None)
    assert attested(answer(ANA, yes=True)) == (None, None)
    assert attested(answer(ANA, yes=True), answer(BETO, yes=True, on=BEFORE)) == (True, BEFORE)
    assert attested(answer(0, yes=True)) == (True, DAY)
    assert attested(answer(0, yes=True), answer(BETO, yes=False, on=BEFORE)) == (False, BEFORE)
    everybody = (answer(ANA, yes=True), answer(BETO, yes=True))
    assert attested(answer(0, yes=True, on=BEFORE), *everybody) == (True, DAY)
    assert attested(answer(DANIEL, yes=False)) == (None, None)


def test_a_change_of_administrators_is_discharged_by_its_notice_or_by_a_duty_done_since() -> None:
    change = date(2026, 3, 20)

    def owed(*duties: Duty, **known: Any) -> tuple[Any, ...]:
        rows = (
            designation(CARLA, "owner", valid_to=change),
            designation(ANA, "owner", valid_from=change, **known),
            designation(BETO, "substitute"),
        )
        facts = of_account(register(designations=rows, duties=duties))
        return tuple(facts[f"duty:admins.change-notice:{name}"] for name in _DUTY)

    assert owed() == (True, True, change)
    assert owed(notified_on=DAY) == (True, False, None)
    assert owed(notified_on=AFTER) == (True, True, change)
    assert owed(_done(change)) == (True, False, None)
    assert owed(_done(change - timedelta(days=1))) == (True, True, change)


def _done(on: date, control: str = "admins.change-notice", kind: str = "account") -> Duty:
    return Duty(id=1, control=control, subject_kind=kind, subject_id=1, due_on=on, done_on=on)


def test_the_first_designation_is_no_change_and_an_end_without_successor_is_one() -> None:
    first = of_account(staffed())
    assert first["duty:admins.change-notice:event"] is False
    rows = (designation(ANA, "owner", valid_to=BEFORE), designation(BETO, "substitute"))
    ended = of_account(register(designations=rows))
    assert ended["duty:admins.change-notice:owed_since"] == BEFORE


def test_an_open_duty_shows_its_earliest_due_day_and_one_done_later_is_still_open() -> None:
    rows = (
        Duty(id=1, control="breach.notify", subject_kind="account", subject_id=1, due_on=AFTER),
        Duty(
            id=2,
            control="breach.notify",
            subject_kind="account",
            subject_id=1,
            due_on=DAY,
            done_on=AFTER,
        ),
    )
    world = staffed(duties=rows)
    assert of_account(world)["duty:breach.notify:due_on"] == DAY
    assert of_account(world)["duty:breach.notify:done_on"] is None
    assert of_account(world, AFTER)["duty:breach.notify:due_on"] == AFTER
    assert of_account(world, AFTER)["duty:breach.notify:done_on"] == AFTER


def test_owner_and_mailbox_named_without_a_day_are_an_event_without_a_day() -> None:
    facts = of_account(with_mailbox(mailbox()))
    for control in ("list.to-communications", "email.association-notice"):
        assert facts[f"duty:{control}:owed"] is True
        assert facts[f"duty:{control}:owed_since"] is None
