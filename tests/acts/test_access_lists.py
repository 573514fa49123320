"""Access lists: recorded whole, each identity once, the log without names."""

from datetime import date
from pathlib import Path

import pytest

from monitor.acts.access_lists import RECORDED, record_access, seen_in
from monitor.audit.models import AuditEntry
from monitor.intake.faults import IntakeError
from monitor.inventory.relations import AccessList, AccessSeen
from tests.acts.small_register import ANA, BEA, TODAY, Living

MAY = date(2026, 5, 4)


def test_a_list_ends_the_one_before_and_keeps_everybody_on_it(living: Living) -> None:
    living.act(record_access, "x/ieejemplo", [(ANA, None), ("Un Extraño", "editor")], MAY)
    living.act(record_access, "x/ieejemplo", [(BEA, None)])
    assert living.rows(AccessList, "valid_from", "valid_to") == [(MAY, TODAY), (TODAY, None)]
    seen = living.rows(AccessSeen, "valid_from", "identity_key", "role")
    assert seen == [(MAY, ANA, None), (MAY, "un extraño", "editor"), (TODAY, BEA, None)]
    assert living.entries()[-1] == (RECORDED, "account", TODAY)


def test_a_list_of_the_same_day_replaces_it(living: Living) -> None:
    living.act(record_access, "x/ieejemplo", [(ANA, None), (BEA, None)], MAY)
    living.act(record_access, "x/ieejemplo", [(ANA, None)], MAY)
    assert living.rows(AccessSeen, "identity") == [(ANA,)]
    before = living.everything()
    assert living.act(record_access, "x/ieejemplo", [(ANA, None)], MAY) == []
    assert living.everything() == before


def test_the_log_knows_no_names(living: Living) -> None:
    living.act(record_access, "x/ieejemplo", [("Pedro Páramo", None)], MAY)
    [(details,)] = living.rows(AuditEntry, "details", seq=len(living.entries()))
    assert "Pedro" not in details
    assert "sha256:" in details


def test_an_identity_is_on_a_list_once(living: Living) -> None:
    living.act(record_access, "x/ieejemplo", [(ANA, None), ("@ANA@IEE.example ", "x")], MAY)
    assert living.rows(AccessSeen, "identity") == [(ANA,)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";"])
def test_a_file_has_an_identity_per_line_and_perhaps_a_role(
    tmp_path: Path, encoding: str, separator: str
) -> None:
    lines = f"# comentario\n{ANA}{separator} editora\n\nUn Extraño\n"
    (tmp_path / "lista.csv").write_text(lines, encoding=encoding)
    assert seen_in(tmp_path / "lista.csv") == [(ANA, "editora"), ("Un Extraño", None)]


@pytest.mark.parametrize(("content", "reason"), [(b"PK\x03\x04", "spreadsheet"), (b"a\0", "NUL")])
def test_a_file_that_is_no_text_is_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    (tmp_path / "lista.csv").write_bytes(content)
    with pytest.raises(IntakeError, match=f"lista.csv: .*{reason}"):
        seen_in(tmp_path / "lista.csv")


@pytest.mark.parametrize(
    ("seen", "on", "reason"),
    [
        ([], None, "recorded as a whole"),
        ([(" ", None)], None, "recorded as a whole"),
        ([("a\x1b[31m", None)], None, "cannot be the name"),
        ([(ANA, "a\x00")], None, "cannot be the name"),
        ([(ANA, None)], date(2026, 11, 23), "has not come yet"),
        ([(ANA, None)], date(2019, 1, 1), "It exists since"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    living: Living, seen: list[tuple[str, str | None]], on: date | None, reason: str
) -> None:
    before = living.everything()
    with pytest.raises(IntakeError, match=reason):
        living.act(record_access, "x/ieejemplo", seen, on)
    assert living.everything() == before
