"""Relations tell apart what is recorded as none from what nobody recorded."""

import pytest

from tests.staging.register import TABLES


@pytest.mark.parametrize(
    ("relation", "target"),
    [("designation", "person_id"), ("headship", "person_id"), ("account_mailbox", "mailbox_id")],
)
def test_a_row_without_a_target_can_say_that_there_is_none(relation: str, target: str) -> None:
    assert TABLES[relation].c[target].nullable


@pytest.mark.parametrize(
    "relation",
    ["designation", "headship", "account_mailbox", "linked_account", "access_list", "access_seen"],
)
def test_a_relation_has_a_history_and_begins_its_key_with_the_institution(relation: str) -> None:
    table = TABLES[relation]
    assert {"valid_from", "valid_to", "entry"} <= set(table.columns.keys())
    assert next(iter(table.primary_key)).name == "institution_id"


def test_a_designation_is_for_an_account_or_for_an_area() -> None:
    columns = TABLES["designation"].c
    assert columns.account_id.nullable
    assert columns.area_id.nullable
    assert not columns.role.nullable
