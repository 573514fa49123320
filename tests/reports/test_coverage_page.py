"""The clauses of a policy as a page to print."""

from html.parser import HTMLParser
from pathlib import Path

import pytest

from monitor import text
from monitor.policy.coverage import coverage
from monitor.policy.library import Library
from monitor.policy.requirements import compile_alone
from monitor.reports.coverage_page import page
from tests.policy.drafts import Drafts, control

ALONE = frozenset({"meta"})  # elements that are never closed

LEFT_OUT = """\
out_of_scope:
  trial.words:
    class: editorial
    clauses: [{ref: "1", quote: "<b>as & written</b>", en: "Our <words>"}]
    reason: {en: "A matter <of> style.", es: "Cosa <de> estilo."}
"""


class Page(HTMLParser):
    """Reads a page: its elements with their attributes, and the text of each cell by row."""

    def __init__(self, whole: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.rows: list[list[str]] = []
        self._open: list[str] = []
        self.feed(whole)
        assert self._open == [], "an element is never closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in ALONE:
            self._open.append(tag)
        if tag == "tr":
            self.rows.append([])
        elif tag in {"th", "td"}:
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag, f"{tag} is closed where another element is open"

    def handle_data(self, data: str) -> None:
        if {"th", "td"} & set(self._open):
            self.rows[-1][-1] += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for found, attributes in self.elements if found == tag]


def _page(name: str, library: Library | None = None) -> Page:
    library = library or Library()
    found = coverage(library.pack(name), library.definitions())
    return Page(page(compile_alone(library, name), found))


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    found = Drafts(tmp_path)
    condition = 'should\n    condition: {quote: "si <se> puede", en: if possible, es: si se puede}'
    found.pack("one", control(strength=condition), LEFT_OUT)
    return found


@pytest.mark.parametrize("name", Library().pack_ids())
def test_every_clause_has_its_row_in_the_order_of_the_text(name: str) -> None:
    library = Library()
    loaded, found = library.pack(name), coverage(library.pack(name), library.definitions())
    rows = [row for row in _page(name).rows if len(row) in {4, 6}][1:]
    assert len(rows) == found.rows
    order = list(loaded.pack.numbering)
    places = [order.index(row[0].split(", ")[0]) for row in rows]
    assert places == sorted(places)


def test_a_clause_that_is_checked_has_control_strength_and_severity(drafts: Drafts) -> None:
    (row,) = (row for row in _page("one", drafts.library()).rows if "trial.one" in "".join(row))
    numeral, clause, how, name, binding, severity = row
    assert (numeral, clause) == ("1", "as written our words")
    assert how == "it is computed from the register"
    assert (name, binding, severity) == ("A trial trial.one", "should if possible", "medium")


def test_a_condition_in_the_texts_own_words_says_which_language_it_is_in(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    drafts.pack("one", control(strength="should\n    condition: si <se> puede"))
    found = _page("one", drafts.library())
    assert "should si <se> puede" in found.rows[-1]
    assert [each.get("lang") for each in found.all("q")] == ["es", "es"]


def test_a_clause_that_is_not_checked_says_why(drafts: Drafts) -> None:
    row = _page("one", drafts.library()).rows[-1]
    assert row[1:3] == ["<b>as & written</b> Our <words>", "not checked: editorial"]
    assert row[3] == "Why it is not checked: A matter <of> style. trial.words"


def test_a_numeral_left_out_is_shown_as_such(drafts: Drafts) -> None:
    path = drafts.folder / "policies/packs/one.yaml"
    whole = path.read_text(encoding="utf-8").replace('"1": "First"', '"1": "First", "2": "Second"')
    path.write_text(whole, encoding="utf-8")
    row = _page("one", drafts.library()).rows[-1]
    assert row == ["2", "Left out: no control has it, and no entry says why."]


def test_tables_can_be_read_aloud_and_languages_are_named() -> None:
    found = _page("mx-ine-mail")
    assert found.all("html") == [{"lang": "en"}]
    assert len(found.all("caption")) == len(found.all("table")) == 2
    assert {each.get("scope") for each in found.all("th")} == {"col", "row"}
    assert {each.get("lang") for each in found.all("q")} == {"es"}
    (matrix,) = (each for each in found.all("table") if each.get("id") == "matrix")
    assert matrix["role"] == "table"  # also where the narrow page makes blocks of its cells
    assert {each.get("role") for each in found.all("tr")} == {"row", None}
    titles = {each["data-title"] for each in found.all("td") if "data-title" in each}
    assert titles == {"Clause", "How it is checked", "Control", "How binding", "Severity"}


def test_in_spanish_the_page_is_spanish_and_has_no_english_paraphrase() -> None:
    text.use("es")
    found = _page("mx-ine-mail")
    assert found.all("html") == [{"lang": "es"}]
    assert {each.get("lang") for each in found.all("q")} == {None}
    assert "Administrators" not in "".join(cell for row in found.rows for cell in row)


def test_it_needs_nothing_from_elsewhere() -> None:
    found = _page("mx-iee-ags-2023")
    assert {tag for tag, _attributes in found.elements} & {
        "script",
        "link",
        "img",
        "iframe",
    } == set()
    named = {name for _tag, attributes in found.elements for name in attributes}
    assert named & {"src", "href", "style", "onclick"} == set()
    library = Library()
    cover = coverage(library.pack("mx-ine-mail"), library.definitions())
    whole = page(compile_alone(library, "mx-ine-mail"), cover)
    assert "://" not in whole
    assert "url(" not in whole
