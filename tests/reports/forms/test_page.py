"""The page of forms: whole in one file, every value escaped, a file that is there kept."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from monitor import text
from monitor.intake.faults import RefusedError
from monitor.inventory.signing import Signer
from monitor.policy.schema import ClauseText
from monitor.reports.forms.page import (
    Form,
    Missing,
    lines,
    quoted,
    signatures,
    write,
)
from monitor.reports.markup import Html, html, joined
from tests.acts.small_register import small
from tests.reports.forms.registered import today

NASTY = "<script>alert('ñ')</script> & \"más\" ${lang}\x1b[31m"
CLAUSE = ClauseText(ref="Annex 2 ¶2", quote="serán mi responsabilidad", en="They answer for it.")


@pytest.fixture
def form(engine: Engine) -> Iterator[Form]:
    """Give a form of the small register, with something missing."""
    missing = [Missing("phone of Ana", "monitor person set ana@iee.example --phone PHONE")]
    with today(small(engine)) as on:
        yield Form("A form", on, html("<p>${told}</p>", told="body"), missing, "monitor document")


def test_a_line_that_is_not_known_stays_empty_for_a_pen() -> None:
    assert lines([("Name", None), ("Position", "Jefa")]) == (
        "<dl><dt>Name</dt><dd></dd>\n<dt>Position</dt><dd>Jefa</dd></dl>"
    )


def test_a_quote_is_marked_as_spanish_and_glossed_for_who_reads_english() -> None:
    assert '<q lang="es">serán mi responsabilidad</q>' in quoted(CLAUSE)
    assert "They answer for it." in quoted(CLAUSE)
    text.use("es")
    assert "They answer for it." not in quoted(CLAUSE)


def test_there_is_a_box_for_each_who_signs_known_or_not() -> None:
    ana = Signer(1, "ana@iee.example", "Ana Gómez", "Jefa", None)
    boxes = signatures([("Owner", ana), ("Head", None)])
    assert boxes.count('class="space"') == 2
    assert "Ana Gómez" in boxes
    assert '<div class="name"></div>' in boxes


def test_a_page_stands_alone_and_runs_nothing(form: Form) -> None:
    page = form.html()
    assert page.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert not re.search(r"<script|<link|<img|<iframe|url\(|https?://|javascript:|\son\w+=", page)
    assert "default-src 'none'" in page
    assert "@media print" in page
    assert "@page" in page
    assert "$" not in page


def test_what_is_missing_stands_with_its_command_where_it_is_not_printed(form: Form) -> None:
    page = form.html()
    note = page[page.index("<aside") : page.index("</aside>")]
    assert "phone of Ana" in note
    assert "<code>monitor person set ana@iee.example --phone PHONE</code>" in note
    assert "<code>monitor document</code>" in note
    assert "aside { display: none; }" in page
    assert "Missing on this form" not in replace(form, missing=()).html()


def test_the_page_speaks_the_language_in_use(form: Form) -> None:
    text.use("es")
    assert '<html lang="es">' in form.html()


def test_a_file_that_is_there_is_replaced_only_with_force(form: Form, tmp_path: Path) -> None:
    path = tmp_path / "form.html"
    write(form, path, force=False)
    written = path.read_text(encoding="utf-8")
    assert written == form.html()
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(RefusedError, match="--force"):
        write(form, path, force=False)
    assert path.read_text(encoding="utf-8") == "mine"
    write(form, path, force=True)
    assert path.read_text(encoding="utf-8") == written


def test_pieces_are_joined_as_they_are() -> None:
    assert joined([Html("<a>"), Html("<b>")]) == "<a>\n<b>"
