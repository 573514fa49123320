"""YAML under guard: what is refused, what stays text, and on which line each thing stands."""

import time
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from monitor.policy import guarded_yaml
from monitor.policy.guarded_yaml import MAX_BYTES, MAX_DEPTH, Document, YamlError, load

BOMB = "a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n"


@pytest.fixture(params=["CSafeLoader", "SafeLoader"])
def _either_parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run a test with libyaml's parser and with the one that PyYAML has without it."""
    monkeypatch.setattr(guarded_yaml, "_Loader", getattr(yaml, request.param))


def refused(text: str) -> tuple[int, str]:
    with pytest.raises(YamlError) as error:
        load(text, "pack.yaml")
    assert error.value.name == "pack.yaml"
    return error.value.line, error.value.reason


@pytest.mark.usefixtures("_either_parser")
@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        (BOMB, 1, "anchors and aliases"),
        ("a: 1\nb: *a\n", 2, "anchors and aliases"),
        ("a: 1\nb: &here 2\n", 2, "anchors and aliases"),
        ("a: 1\nb: &here [2]\n", 2, "anchors and aliases"),
        ("a: 1\nb: !!python/object/apply:os.system [id]\n", 2, "tags"),
        ("a: !!str 1", 1, "tags"),
        ("a: !own 1", 1, "tags"),
        ("a: ! 1", 1, "tags"),
        ("a: !<tag:yaml.org,2002:int> 1", 1, "tags"),
        ("- !!set {a}", 1, "tags"),
        ("a: 1\n<<: {b: 2}\n", 2, "merge keys"),
        ('"<<": {b: 2}', 1, "merge keys"),
        ("a: 1\nb:\n  c: 1\n  c: 2\n", 4, "the key “c” is given twice"),
        ('a: 1\n"a": 2', 2, "the key “a” is given twice"),
        ("a: 1\n---\nb: 2\n", 2, "more than one document"),
        ("a: 1\n...\n---\n", 3, "more than one document"),
        ("a: 1\n? [b]\n: 2\n", 2, "a key must be plain text"),
        ("? {b: 1}\n: 2\n", 1, "a key must be plain text"),
        ("{[b]: 1}", 1, "a key must be plain text"),
    ],
)
def test_what_is_never_constructed_is_refused_with_its_line(
    text: str, line: int, reason: str
) -> None:
    found_line, found = refused(text)
    assert found.startswith(reason)
    assert found_line == line


@pytest.mark.usefixtures("_either_parser")
@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: [1, 2\nb: 3", 2),
        ("a: 'x\n\n", 3),
        ("\ta: 1", 1),
        ("a: 1\n b: 2\n", 2),
        ("a: b: c", 1),
        ("a: {b\n", 2),
        ("%YAML 3.0\n---\na: 1", 1),
    ],
)
def test_what_is_no_yaml_is_refused_near_its_line(text: str, line: int) -> None:
    found_line, reason = refused(text)
    assert reason.startswith("this is not valid YAML: ")
    assert abs(found_line - line) <= 1


@pytest.mark.usefixtures("_either_parser")
@pytest.mark.parametrize("text", ["a: \x00", "a: \x1b[31m", "a: \ud800", "\ufffe", "\x85\x00"])
def test_characters_that_no_text_has_are_refused(text: str) -> None:
    assert refused(text)[1].startswith("this is not valid YAML: ")


@pytest.mark.usefixtures("_either_parser")
@pytest.mark.parametrize(
    "text",
    [
        'a: 1\nb: "\\e[31m"',
        'a: 1\nb: "\\r"',
        "a: 1\nb: x\u202ey",
        'a: 1\n"\\e[2J": b',
        'a: 1\n"\\u202e": b',
        'a: 1\nb: ["\\0"]',
    ],
)
def test_control_characters_are_refused_in_values_and_keys(text: str) -> None:
    assert refused(text) == (2, "invisible control characters are not accepted")


@pytest.mark.usefixtures("_either_parser")
def test_lines_and_tabs_are_no_control_characters() -> None:
    assert load('a: "x\\ty\\nz"', "f").data == {"a": "x\ty\nz"}


def test_a_file_may_have_256_kib_and_no_byte_more() -> None:
    text = "# " + "é" * (MAX_BYTES // 2 - 1)
    assert len(text.encode()) == MAX_BYTES
    assert load(text, "pack.yaml").data is None
    assert refused(text + " ") == (0, "the file is larger than 256 KiB")


@pytest.mark.usefixtures("_either_parser")
@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("{a: ", "}")])
def test_twenty_levels_are_read_and_one_more_is_refused(opening: str, closing: str) -> None:
    data = load(opening * MAX_DEPTH + closing * MAX_DEPTH, "pack.yaml").data
    for _level in range(MAX_DEPTH - 1):
        data = data[0] if isinstance(data, list) else data["a"]
    assert data in ([], {"a": None}, {})
    deeper = opening * (MAX_DEPTH + 1) + closing * (MAX_DEPTH + 1)
    assert refused("# first\n" + deeper) == (2, "more than 20 levels of nesting")


@pytest.mark.usefixtures("_either_parser")
@pytest.mark.parametrize("text", ["[" * 50_000, "{a: " * 50_000, "- " * 50_000, "? " * 50_000])
def test_fifty_thousand_levels_are_refused_at_once(text: str) -> None:
    began = time.process_time()
    assert "20 levels" in refused(text)[1]
    assert time.process_time() - began < 2


@pytest.mark.usefixtures("_either_parser")
@pytest.mark.parametrize(
    "written",
    ["8.10", "no", "yes", "12:30", "0o17", "1_000", "2026-01-31", "1e3", ".inf", "=", "Null"],
)
def test_a_scalar_stays_the_text_it_is(written: str) -> None:
    assert load(f"a: {written}\n{written}: b\n", "f").data == {"a": written, written: "b"}


@pytest.mark.usefixtures("_either_parser")
@pytest.mark.parametrize("written", ["", "~", "null", " # nothing"])
def test_a_value_left_out_is_none(written: str) -> None:
    assert load(f"a: {written}\nb: [x, {written.partition('#')[0]}]\n", "f").data["a"] is None


@pytest.mark.usefixtures("_either_parser")
@pytest.mark.parametrize(("written", "value"), [('""', ""), ("'~'", "~"), ('"null"', "null")])
def test_a_value_in_quotation_marks_is_never_none(written: str, value: str) -> None:
    assert load(f"a: {written}", "f").data == {"a": value}


@pytest.mark.usefixtures("_either_parser")
@pytest.mark.parametrize("text", ["", "\n\n", "# a remark\n", "---\n", "---\n...\n"])
def test_a_file_that_says_nothing_is_none(text: str) -> None:
    document = load(text, "f")
    assert document.data is None
    assert document.line(("a", 1)) in {1, 2}


NESTED = """\
# a remark
id: one
roles:
  it-unit:
    - {name: "UTSI",
       from: 2020-01-01}
    -
      name: UNICOM
text: |
  two
  lines
empty: {}
list: [a,
  b]
"""


@pytest.mark.usefixtures("_either_parser")
@pytest.mark.parametrize(
    ("path", "line"),
    [
        ((), 2),
        (("id",), 2),
        (("roles",), 3),
        (("roles", "it-unit"), 4),
        (("roles", "it-unit", 0), 5),
        (("roles", "it-unit", 0, "from"), 6),
        (("roles", "it-unit", 1), 8),
        (("roles", "it-unit", 1, "name"), 8),
        (("text",), 9),
        (("empty",), 12),
        (("list", 0), 13),
        (("list", 1), 14),
        (("roles", "it-unit", 1, "missing"), 8),
        (("roles", "area-head", 3, "name"), 3),
        (("nowhere", "at", "all"), 2),
    ],
)
def test_each_place_has_its_line_or_that_of_what_holds_it(
    path: tuple[str | int, ...], line: int
) -> None:
    assert load(NESTED, "f").line(path) == line


def test_an_error_says_the_file_the_line_and_the_reason() -> None:
    assert str(YamlError("pack.yaml", 3, "because")) == "pack.yaml:3: because"
    assert str(YamlError("pack.yaml", 0, "because")) == "pack.yaml: because"


def read_with(parser: Any, text: str) -> Document | None:
    """Return the document, None where it is refused; any other error is the test's."""
    before, guarded_yaml._Loader = guarded_yaml._Loader, parser
    try:
        return load(text, "wild")
    except YamlError:
        return None
    finally:
        guarded_yaml._Loader = before


def is_plain(value: Any) -> bool:
    if isinstance(value, dict):
        return all(isinstance(key, str) and is_plain(each) for key, each in value.items())
    if isinstance(value, list):
        return all(is_plain(each) for each in value)
    return value is None or isinstance(value, str)


WILD = st.text(
    st.sampled_from("ab 01:-?[]{},#&*!|>'\"%@`~<=\n\t\\\x00\x85\u2028é\ud800"), max_size=60
)


@given(text=WILD | st.text(max_size=60) | st.text(st.sampled_from("[]{}:,a \n-?"), max_size=400))
@example("? - a")
@example("a: 'b")
@example("\ufeffa: 1")
@example("%TAG ! x\n---\n")
def test_wild_text_is_read_as_plain_values_or_refused(text: str) -> None:
    for document in (read_with(yaml.SafeLoader, text), read_with(guarded_yaml._Loader, text)):
        assert document is None or is_plain(document.data)
        assert document is None or all(line >= 1 for line in document.lines.values())


@given(
    data=st.recursive(
        st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cf"]), max_size=8),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(st.text("abc é", min_size=1, max_size=3), inner, max_size=4)
        ),
        max_leaves=20,
    )
)
def test_what_another_program_wrote_is_read_back(data: Any) -> None:
    written = yaml.safe_dump(data, allow_unicode=True, default_style='"')
    assert load(written, "f").data == data
