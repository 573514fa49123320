"""The oracle's facts on subjects and people, held against cases worked out by hand."""

from datetime import timedelta
from typing import Any

import pytest

from monitor.history import ALWAYS
from tests.oracle.facts import account_facts, area_facts, mailbox_facts
from tests.oracle.records import (
    AccessList,
    AccessSeen,
    AccountMailbox,
    AccountVersion,
    Attestation,
    Factor,
    Headship,
    LinkedAccount,
    PasswordChange,
)
from tests.oracle.sketches import (
    ACCOUNT,
    ANA,
    AREA,
    BETO,
    CARLA,
    DANIEL,
    DAY,
    MAILBOX,
    OTHER_AREA,
    account,
    designation,
    mailbox,
    of_account,
    of_institution,
    of_mailbox,
    person,
    register,
    staffed,
    with_mailbox,
)

BEFORE = DAY - timedelta(days=1)
AFTER = DAY + timedelta(days=1)


def test_a_subject_has_a_row_from_the_day_it_was_opened_or_assigned() -> None:
    opened = register(accounts=(account(opened_on=DAY),), mailboxes=(mailbox(assigned_on=DAY),))
    assert account_facts(opened, ACCOUNT, BEFORE) is None
    assert account_facts(opened, ACCOUNT, DAY) is not None
    assert mailbox_facts(opened, MAILBOX, BEFORE) is None
    assert mailbox_facts(opened, MAILBOX, DAY) is not None


def test_the_day_an_account_is_closed_is_the_first_without_a_row() -> None:
    closed = register(
        accounts=(
            account(valid_to=DAY),
            account(valid_from=DAY, status="closed", closed_on=DAY),
        )
    )
    assert account_facts(closed, ACCOUNT, BEFORE) is not None
    assert account_facts(closed, ACCOUNT, DAY) is None
    assert of_institution(closed, BEFORE)["accounts"] == 1
    assert of_institution(closed)["accounts"] == 0


def test_active_to_is_the_last_day_in_the_post() -> None:
    leaving = staffed(people=(person(ANA, active_to=DAY), person(BETO)))
    assert of_account(leaving)["owner"] == "active"
    assert of_account(leaving, AFTER)["owner"] == "ended"


def test_on_the_day_of_a_handover_there_are_two_administrators_not_three() -> None:
    handover = register(
        designations=(
            designation(ANA, "owner", valid_to=DAY),
            designation(CARLA, "owner", valid_from=DAY),
            designation(BETO, "substitute"),
        )
    )
    assert of_account(handover)["administrators"] == 2
    assert of_account(handover)["owner_email"] == {"p3@ine.mx"}


def test_a_role_never_recorded_is_unknown_and_one_recorded_as_none_is_none() -> None:
    half = of_account(register(designations=(designation(None, "owner"),)))
    assert (half["owner"], half["substitute"]) == ("none", None)


def test_a_designation_that_begins_later_is_not_known_yet() -> None:
    later = register(designations=(designation(ANA, "owner", valid_from=AFTER),))
    assert of_account(later)["owner"] is None
    assert of_account(later, AFTER)["owner"] == "active"


def test_a_designation_for_the_whole_area_counts_for_its_accounts() -> None:
    area_wide = register(designations=(designation(ANA, "owner", area_id=AREA),))
    elsewhere = register(designations=(designation(ANA, "owner", area_id=OTHER_AREA),))
    assert of_account(area_wide)["owner"] == "active"
    assert of_account(elsewhere)["owner"] is None


def test_administrators_are_counted_by_area_employment_and_rank() -> None:
    people = (
        person(ANA, area_id=OTHER_AREA, rank="superior", employment="contractor"),
        person(BETO, area_id=None, rank=None, employment=None),
    )
    facts = of_account(staffed(people=people))
    assert (facts["admins_elsewhere"], facts["admins_area_unknown"]) == (1, 1)
    assert (facts["contractors"], facts["employment_unknown"]) == (1, 1)
    assert (facts["owner_superior"], facts["substitute_rank_unknown"]) == (1, 1)


@pytest.mark.parametrize(
    ("holder", "designations", "expected"),
    [
        ({"holder_id": ANA}, "both", "owner"),
        ({"holder_id": BETO}, "both", "other"),
        ({"holder_none": True}, "both", "none"),
        ({}, "both", None),
        ({"holder_id": ANA}, "no owner", None),
    ],
)
def test_the_factor_belongs_to_the_owner_to_another_to_nobody_or_nobody_knows(
    holder: dict[str, Any], designations: str, expected: str | None
) -> None:
    factor = Factor(valid_from=ALWAYS, kind="account", subject_id=ACCOUNT, method="totp", **holder)
    world = staffed(factors=(factor,))
    if designations == "no owner":
        world = register(factors=(factor,), designations=(designation(BETO, "substitute"),))
    assert of_account(world)["factor_holder"] == expected


def _seen(*emails: str, **tables: Any) -> dict[str, Any]:
    day = DAY - timedelta(days=30)
    rows = tuple(
        AccessSeen(valid_from=day, account_id=ACCOUNT, identity=one, identity_key=one.casefold())
        for one in emails
    )
    lists = (AccessList(valid_from=day, account_id=ACCOUNT),)
    heads = (Headship(valid_from=ALWAYS, area_id=AREA, person_id=DANIEL),)
    facts = of_account(
        staffed(**{"access_lists": lists, "access_seen": rows, "headships": heads} | tables)
    )
    counts = {name.partition(":")[2]: facts[name] for name in facts if name.startswith("access:")}
    return {name: value for name, value in counts.items() if value and name != "on"}


def test_administrators_and_the_head_of_the_area_are_entitled_whatever_the_letter_case() -> None:
    assert _seen("P1@INE.mx", "p2@ine.mx", "p4@ine.mx") == {}


def test_an_identity_that_matches_nobody_is_a_stranger_even_where_much_is_unrecorded() -> None:
    assert _seen("x@y.example", headships=(), designations=()) == {"strangers": 1}


def test_a_known_person_without_entitlement_is_a_stranger_unless_a_role_was_never_recorded() -> (
    None
):
    assert _seen("p3@ine.mx") == {"strangers": 1}
    assert _seen("p3@ine.mx", headships=()) == {"undecided": 1}
    assert _seen("p3@ine.mx", designations=(designation(ANA, "owner"),)) == {"undecided": 1}


def test_someone_entitled_on_the_day_of_the_list_and_no_longer_has_lapsed() -> None:
    rows = (
        designation(CARLA, "owner", valid_to=DAY),
        designation(ANA, "owner", valid_from=DAY),
        designation(BETO, "substitute"),
    )
    assert _seen("p3@ine.mx", designations=rows) == {"lapsed": 1}


def test_the_head_of_another_area_is_told_apart_and_heading_the_own_area_wins() -> None:
    other = Headship(valid_from=ALWAYS, area_id=OTHER_AREA, person_id=CARLA)
    own = Headship(valid_from=ALWAYS, area_id=AREA, person_id=CARLA)
    daniel = Headship(valid_from=ALWAYS, area_id=AREA, person_id=DANIEL)
    assert _seen("p3@ine.mx", headships=(daniel, other)) == {"other_heads": 1}
    assert _seen("p3@ine.mx", headships=(own, other)) == {}


def test_a_mailbox_knows_who_uses_it_who_holds_it_and_whether_its_administrators_answered() -> None:
    answers = tuple(
        Attestation(
            valid_from=DAY,
            control="password.custody",
            subject_kind="mailbox",
            subject_id=MAILBOX,
            person_id=one,
            by_id=one,
            answer=True,
        )
        for one in (ANA, BETO)
    )
    facts = of_mailbox(with_mailbox(mailbox(holder_id=BETO), attestations=answers))
    assert (facts["serves"], facts["holder"]) == (1, "administrator")
    assert facts["attested:password.custody"] is True
    assert of_mailbox(with_mailbox(mailbox(holder_id=CARLA)))["holder"] == "other"
    assert of_mailbox(with_mailbox(mailbox(holder_none=True)))["holder"] == "none"
    assert of_mailbox(with_mailbox(mailbox()))["holder"] is None


def test_a_mailbox_for_notices_only_serves_no_account() -> None:
    tie = AccountMailbox(valid_from=ALWAYS, account_id=ACCOUNT, use="notices", mailbox_id=MAILBOX)
    facts = of_mailbox(with_mailbox(mailbox(), account_mailboxes=(tie,)))
    assert facts["serves"] == 0


def test_the_login_mailbox_tells_a_person_and_an_area_by_its_name() -> None:
    assert of_account(with_mailbox(mailbox("p1")))["login_person"] is True
    assert of_account(with_mailbox(mailbox("redes.jd02")))["login_names_area"] is True
    named = of_account(with_mailbox(mailbox("nombre.apellido")))
    assert (named["login_person"], named["login_names_area"]) == (False, False)
    assert of_account(staffed())["login_person"] is None


def test_changes_are_counted_by_who_made_them() -> None:
    days = [DAY - timedelta(days=one) for one in (90, 60, 30)]
    who: list[dict[str, Any]] = [{"by_id": ANA}, {"by_none": True}, {}]
    rows = tuple(
        PasswordChange(valid_from=day, valid_to=until, kind="account", subject_id=ACCOUNT, **by)
        for day, until, by in zip(days, [*days[1:], None], who, strict=True)
    )
    facts = of_account(staffed(password_changes=rows))
    assert facts["password_changed_on"] == days[2]
    assert (facts["changes"], facts["changes_by_nobody"], facts["changes_by_unknown"]) == (3, 1, 1)


def test_links_are_none_some_or_not_recorded_and_those_outside_are_counted() -> None:
    def link(handle_key: str) -> LinkedAccount:
        return LinkedAccount(
            valid_from=ALWAYS, account_id=ACCOUNT, platform="x", handle_key=handle_key
        )

    assert of_account(staffed())["linked"] is None
    assert of_account(staffed(accounts=(account(linked_none=True),)))["linked"] == "none"
    facts = of_account(staffed(linked=(link("ieejemplo"), link("ajena"))))
    assert (facts["linked"], facts["linked_outside"]) == ("some", 1)


def test_an_area_counts_its_accounts_and_its_head_ends_with_the_post() -> None:
    head = (Headship(valid_from=ALWAYS, area_id=AREA, person_id=DANIEL),)
    gone = person(DANIEL, active_to=BEFORE)
    facts = area_facts(register(headships=head, people=(gone,)), AREA, DAY)
    assert facts is not None
    assert (facts["accounts"], facts["head"]) == (1, "ended")
    other = area_facts(register(headships=head), OTHER_AREA, DAY)
    assert other is not None
    assert (other["accounts"], other["head"]) == (0, None)


def test_the_register_counts_accounts_with_an_ended_or_an_incomplete_administrator() -> None:
    assert of_institution(staffed())["registers_incomplete"] == 0
    nameless = staffed(people=(person(ANA, name=None), person(BETO)))
    assert of_institution(nameless)["registers_incomplete"] == 1
    accounts = (account(), _second_account())
    facts = of_institution(staffed(accounts=accounts))
    assert (facts["accounts"], facts["registers_incomplete"], facts["registers_ended"]) == (2, 1, 0)


def _second_account() -> AccountVersion:
    return account(account_id=2, handle="Otra", handle_key="otra")
