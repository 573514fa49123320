"""The sample institute is of INE's shape, and nobody in it is real."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest

from monitor.policy.library import Library
from monitor.sample import AS_OF
from monitor.sample.areas import all_areas
from monitor.sample.institute import institute
from monitor.sample.states import STATES
from monitor.sample.subject_sheets import Row
from monitor.sample.writing import SHEETS

DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
MAY_LIE_AHEAD = {"due_on", "valid_until", "active_to", "ended_on"}
ALLOWED_DOMAINS = {
    "iee.example",
    "igualdad.iee.example",
    "correo.example",
    "iee-mx.example",
    "iee.oficial.example",
    "iiee.example",
    "agencia-pulso.example",
}


def _rows(sheet: str) -> list[Row]:
    return list(SHEETS[sheet](institute()))


def _cells() -> Iterator[tuple[str, str, str]]:
    for sheet in SHEETS:
        for row in _rows(sheet):
            for column, cell in row.items():
                yield sheet, column, cell


def test_there_are_332_boards_under_central_offices() -> None:
    kinds = Counter(area.kind for area in all_areas())
    assert kinds == {"central": 12, "local_board": 32, "district_board": 300}
    assert sum(state.districts for state in STATES) == 300


def test_every_area_under_another_comes_after_it() -> None:
    seen: set[str] = set()
    for area in all_areas():
        assert not area.parent or area.parent in seen
        seen.add(area.code)


def test_communications_and_it_have_their_roles() -> None:
    roles = {row["code"]: row["role"] for row in _rows("areas")}
    assert (roles["CNCS"], roles["UTSI"]) == ("communications", "it-unit")


def test_there_are_about_a_thousand_accounts_each_once() -> None:
    refs = [account.ref for account in institute().accounts]
    assert 950 <= len(refs) <= 1050
    assert len(set(refs)) == len(refs)


def test_every_board_keeps_an_account() -> None:
    owners = {row["area"] for row in _rows("accounts")}
    boards = {area.code for area in all_areas() if area.kind != "central"}
    assert boards <= owners


def test_no_two_accounts_of_a_platform_are_the_same() -> None:
    platforms = Library().platforms()
    keys = [
        (account.platform, platforms.handle_key(account.platform, account.handle))
        for account in institute().accounts
    ]
    assert len(set(keys)) == len(keys)


def test_every_handle_is_one_its_platform_allows() -> None:
    platforms = Library().platforms()
    for account in institute().accounts:
        assert platforms.valid_handle(account.platform, account.handle), account.ref


def test_every_second_factor_is_one_its_platform_offers() -> None:
    platforms = Library().platforms()
    for account in institute().accounts:
        offered = platforms.by_name[account.platform].second_factor
        assert account.factor.kind in {"", "none", *offered}, account.ref


def test_every_domain_is_reserved_for_examples() -> None:
    domains = {
        address.rpartition("@")[2]
        for _sheet, _column, cell in _cells()
        for address in re.findall(r"\S+@\S+", cell)
    }
    assert domains == ALLOWED_DOMAINS
    assert all(domain.endswith(".example") for domain in domains)


def test_people_are_addressed_by_number() -> None:
    for row in _rows("people"):
        assert re.fullmatch(r"p\d{4}@iee\.example", row["email"])


@pytest.mark.parametrize("sheet", ["areas", "people", "mailboxes"])
def test_no_subject_is_listed_twice(sheet: str) -> None:
    names = [next(iter(row.values())) for row in _rows(sheet)]
    assert len(set(names)) == len(names)


def test_no_fact_is_later_than_the_samples_day() -> None:
    for sheet, column, cell in _cells():
        if DATE.fullmatch(cell) and column not in MAY_LIE_AHEAD:
            assert cell <= AS_OF.isoformat(), (sheet, column)


def test_every_person_named_is_on_record() -> None:
    people = {row["email"] for row in _rows("people")}
    naming = {
        "areas": ("head",),
        "mailboxes": ("holder",),
        "accounts": ("owner", "substitute", "second_factor_holder"),
        "designations": ("person",),
        "password_changes": ("by",),
        "documents": ("person",),
        "attestations": ("person", "by"),
    }
    for sheet, columns in naming.items():
        for row in _rows(sheet):
            for column in columns:
                assert row[column] in {"", "-", *people}, (sheet, row)


def test_every_mailbox_named_is_on_record() -> None:
    known = {row["address"] for row in _rows("mailboxes")}
    assert {row["login_mailbox"] for row in _rows("accounts")} - {""} <= known


def test_every_subject_referred_to_is_on_record() -> None:
    known = {
        "institution:IEE",
        *(f"area:{row['code']}" for row in _rows("areas")),
        *(f"mailbox:{row['address']}" for row in _rows("mailboxes")),
        *(account.ref for account in institute().accounts),
    }
    for sheet in ("password_changes", "documents", "attestations", "duties"):
        assert {row["subject"] for row in _rows(sheet)} <= known, sheet


def test_administrators_in_cells_have_no_designation_beside_them() -> None:
    designated = {row["area"] for row in _rows("designations")} - {""}
    in_cells = {row["area"] for row in _rows("accounts") if row["owner"] or row["substitute"]}
    assert in_cells
    assert not in_cells & designated


def test_a_designation_ends_after_it_began() -> None:
    for row in _rows("designations"):
        assert not row["ended_on"] or row["started_on"] < row["ended_on"]


def test_a_letter_ends_no_earlier_than_it_was_signed() -> None:
    for row in _rows("documents"):
        assert not row["valid_until"] or row["signed_on"] <= row["valid_until"]


def test_a_subject_has_one_change_of_password_a_day() -> None:
    days = [(row["subject"], row["changed_on"]) for row in _rows("password_changes")]
    assert len(set(days)) == len(days)


def test_every_control_named_exists() -> None:
    controls = set(Library().definitions())
    for sheet in ("attestations", "duties"):
        assert {row["control"] for row in _rows(sheet)} <= controls
