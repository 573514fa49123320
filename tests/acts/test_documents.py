"""Documents on file: what they are about, until when, and the SHA-256 of the paper."""

import hashlib
from datetime import date
from pathlib import Path

import pytest

from monitor.acts.documents import FILED, add_document, sha256_of
from monitor.duties.models import Document
from monitor.intake.faults import IntakeError
from tests.acts.small_register import ANA, Living

SIGNED = {"kind": "carta responsiva", "signed_on": "2026-05-04"}


def test_a_document_is_filed_once(living: Living) -> None:
    told = SIGNED | {"person": ANA, "number": "OF-1", "valid_until": "2027-05-03"}
    changes = living.act(add_document, "x/ieejemplo", told)
    assert [change.what for change in changes] == ["kind", "number", "signed_on", "valid_until"]
    columns = ("kind", "subject_kind", "number", "signed_on", "valid_until", "entry")
    assert living.rows(Document, *columns) == [
        (
            "responsiva",
            "account",
            "OF-1",
            date(2026, 5, 4),
            date(2027, 5, 3),
            len(living.entries()),
        )
    ]
    assert living.entries()[-1] == (FILED, "account", date(2026, 5, 4))
    before = living.everything()
    assert living.act(add_document, "cuenta:x/ieejemplo", told) == []
    assert living.everything() == before


@pytest.mark.parametrize(
    "subject", ["area:CS", "CS", "institution:IEE", f"person:{ANA}", "redes@iee.example"]
)
def test_a_document_may_be_about_any_subject(living: Living, subject: str) -> None:
    living.act(add_document, subject, SIGNED | {"valid_until": "-"})
    assert len(living.rows(Document, "subject_id")) == 1


def test_the_digest_is_that_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "carta.pdf").write_bytes(b"firmada")
    assert sha256_of(tmp_path / "carta.pdf") == hashlib.sha256(b"firmada").hexdigest()


@pytest.mark.parametrize(
    ("subject", "typed", "reason"),
    [
        ("x/ieejemplo", {"kind": "poema", "signed_on": "2026-05-04"}, "Write one of"),
        ("x/ieejemplo", SIGNED | {"signed_on": "2026-11-23"}, "has not come yet"),
        ("x/ieejemplo", SIGNED | {"valid_until": "2026-05-03"}, "before “signed_on”"),
        ("x/ieejemplo", SIGNED | {"sha256": "abc"}, "64 characters"),
        ("x/ieejemplo", SIGNED | {"person": "nadie@iee.example"}, "no such person"),
        ("x/nadie", SIGNED, "no such account"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    living: Living, subject: str, typed: dict[str, str], reason: str
) -> None:
    before = living.everything()
    with pytest.raises(IntakeError, match=reason):
        living.act(add_document, subject, typed)
    assert living.everything() == before
