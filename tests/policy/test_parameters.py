"""Parameters: typed from text, joined over several packs, and told to be weaker than the text."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.policy.calendar import Calendar
from monitor.policy.durations import Duration, Shortest, parse
from monitor.policy.library import Library
from monitor.policy.parameters import DisagreementError, Value, combine, show, typed, weaker
from monitor.policy.schema import Parameter

LFT = Library().calendar("mx-lft")
TYPES = {
    "min_duration": "duration",
    "max_number": "number",
    "union": "list",
    "intersection": "list",
    "any": "flag",
    "all": "flag",
    "strictest": "choice",
    "must_agree": "text",
}


def ruled(rule: str, **more: Any) -> Parameter:
    choices = {"strictest": ["fail", "warn", "pass"]}.get(rule, [])
    given = {"type": TYPES[rule], "combine": rule, "choices": choices, **more}
    return Parameter.model_validate(given)


def of_type(kind: str, **more: Any) -> Parameter:
    return Parameter.model_validate({"type": kind, "combine": "must_agree", **more})


@pytest.mark.parametrize(
    ("kind", "written", "value"),
    [
        ("duration", "P2M", Duration("P2M", months=2)),
        ("number", "3", 3),
        ("number", "08", 8),
        ("text", "8.10", "8.10"),
        ("list", ["b", "a"], ("b", "a")),
        ("list", [], ()),
        ("flag", "yes", True),
        ("flag", "Sí", True),
        ("flag", "true", True),
        ("flag", "NO", False),
        ("flag", "false", False),
        ("choice", "warn", "warn"),
        ("domains", ["IEE.example.", "ñandú.mx"], ("iee.example", "xn--and-6ma2c.mx")),
        ("date", "2026-01-31", date(2026, 1, 31)),
        *((kind, None, None) for kind in ("duration", "number", "text", "list", "flag", "date")),
    ],
)
def test_a_text_becomes_a_value_of_its_type(kind: str, written: Any, value: Value) -> None:
    found = typed(of_type(kind), written)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("kind", "written", "reason"),
    [
        ("duration", "two months", "“two months” is not a duration"),
        ("number", "2.5", "“2.5” is not a whole number"),
        ("number", "", "“” is not a whole number"),
        ("flag", "maybe", "“maybe” is neither yes nor no"),
        ("date", "31/01/2026", "“31/01/2026” is not a date; write it as 2026-01-31"),
        ("date", "2026-02-30", "“2026-02-30” is not a date"),
        ("domains", ["not a domain"], "“not a domain” is not a domain name"),
        ("domains", ["-.mx"], "“-.mx” is not a domain name"),
        ("domains", [""], "“” is not a domain name"),
        ("list", "one", "a list of words is expected here"),
        ("list", {"one": "two"}, "a list of words is expected here"),
        ("list", ["one", None], "a list of words is expected here"),
        ("list", ["one", ["two"]], "a list of words is expected here"),
        ("text", ["one"], "one value is expected here, not a list"),
        ("duration", {"value": "P2M"}, "one value is expected here, not a list"),
    ],
)
def test_a_text_of_another_type_is_refused_with_what_is_wanted(
    kind: str, written: Any, reason: str
) -> None:
    with pytest.raises(ValueError, match=reason):
        typed(of_type(kind), written)


@pytest.mark.parametrize(("kind", "written"), [("choice", "warm"), ("list", ["fail", "warm"])])
def test_a_value_that_is_not_listed_is_refused_with_the_nearest(kind: str, written: Any) -> None:
    parameter = of_type(kind, choices=["fail", "warn"])
    with pytest.raises(ValueError, match="“warm” is not known here; did you mean “warn”"):
        typed(parameter, written)


@pytest.mark.parametrize(
    ("rule", "values", "joined"),
    [
        ("max_number", [2, 3, 1], 3),
        ("union", [("a", "b"), ("c", "a")], ("a", "b", "c")),
        ("intersection", [("a", "b", "c"), ("c", "b")], ("b", "c")),
        ("any", [False, True], True),
        ("any", [False, False], False),
        ("all", [False, True], False),
        ("all", [True, True], True),
        ("strictest", ["pass", "warn"], "warn"),
        ("strictest", ["warn", "fail", "pass"], "fail"),
        ("must_agree", ["same", "same"], "same"),
        ("must_agree", [None, "one"], "one"),
        ("max_number", [None, None], None),
        ("any", [], None),
        ("union", [None, ("a",)], ("a",)),
        ("intersection", [(), ()], ()),
    ],
)
def test_the_values_of_several_packs_become_one(
    rule: str, values: list[Value], joined: Value
) -> None:
    assert combine(ruled(rule), values) == joined


@pytest.mark.parametrize(
    ("terms", "joined"),
    [
        (["P3M", "P2M"], "P2M"),
        (["P1Y", "P6M", "P9M"], "P6M"),
        (["P60D", "P90D"], "P60D"),
        (["P15BD", "P5BD"], "P5BD"),
        (["PT4H", "PT1H"], "PT1H"),
        (["P2M", "P30D"], "P30D"),
        (["P2M", "P59D"], "P59D"),
        (["P2M", "P62D"], "P2M"),
        (["P5BD", "P30D"], "P5BD / P30D"),  # thirty days may hold fewer than five, by notice
        (["P5BD", "P5D"], "P5D"),
        (["P2M", "P60D"], "P2M / P60D"),
        (["P2M", "P60D", "P1M"], "P1M"),
        (["P1D", "PT4H"], "PT4H"),
        (["P12M", "P1Y"], "P12M"),
    ],
)
def test_the_shortest_term_is_kept_or_all_that_may_end_first(terms: list[str], joined: str) -> None:
    assert str(combine(ruled("min_duration"), [parse(term) for term in terms])) == joined


def test_terms_already_joined_can_be_joined_again() -> None:
    both = Shortest((parse("P2M"), parse("P60D")))
    assert combine(ruled("min_duration"), [both, parse("P90D")]) == both
    assert combine(ruled("min_duration"), [both, parse("P30D")]) == parse("P30D")


@pytest.mark.parametrize(
    ("rule", "values", "how"),
    [
        ("must_agree", ["one", "two"], "differ"),
        ("intersection", [("a", "b"), ("c",)], "have nothing in common"),
        ("intersection", [("a", "b"), ("b", "c"), ("c", "a")], "have nothing in common"),
    ],
)
def test_packs_that_cannot_hold_together_say_how(rule: str, values: list[Value], how: str) -> None:
    with pytest.raises(DisagreementError, match=how):
        combine(ruled(rule), values)


def test_durations_that_must_agree_do_so_however_they_are_written() -> None:
    parameter = of_type("duration")
    assert combine(parameter, [parse("P1Y"), parse("P12M")]) == parse("P1Y")
    with pytest.raises(DisagreementError, match="differ"):
        combine(parameter, [parse("P1Y"), parse("P11M")])


@pytest.mark.parametrize(
    ("rule", "own", "stated", "is_weaker"),
    [
        ("min_duration", parse("P3M"), parse("P2M"), True),
        ("min_duration", parse("P1M"), parse("P2M"), False),
        ("min_duration", parse("P2M"), parse("P2M"), False),
        ("min_duration", parse("P60D"), parse("P2M"), True),  # longer after a December
        ("min_duration", parse("P30D"), parse("P2M"), False),
        ("min_duration", parse("P5BD"), parse("P7D"), True),  # longer over a day off
        ("min_duration", parse("P5D"), parse("P5BD"), False),
        ("min_duration", parse("PT4H"), parse("PT1H"), True),
        ("min_duration", parse("PT1H"), parse("PT4H"), False),
        ("min_duration", parse("P12M"), parse("P1Y"), False),
        ("max_number", 1, 2, True),
        ("max_number", 3, 2, False),
        ("union", ("account",), ("account", "mailbox"), True),
        ("union", ("mailbox", "account", "more"), ("account", "mailbox"), False),
        ("union", (), ("account",), True),
        ("intersection", ("a", "b", "c"), ("a", "b"), True),
        ("intersection", ("c",), ("a", "b"), True),
        ("intersection", ("b",), ("a", "b"), False),
        ("any", False, True, True),
        ("any", True, False, False),
        ("all", True, False, True),
        ("all", False, True, False),
        ("strictest", "pass", "warn", True),
        ("strictest", "fail", "warn", False),
        ("must_agree", "one", "two", True),
        ("must_agree", "one", "one", False),
        ("max_number", None, 2, True),
        ("max_number", 1, None, False),
        ("max_number", None, None, False),
    ],
)
def test_a_value_of_the_institution_is_weaker_when_it_asks_for_less(
    rule: str, own: Value, stated: Value, *, is_weaker: bool
) -> None:
    assert weaker(ruled(rule), own, stated) is is_weaker
    # what names the institution itself may be any value, but not be left away
    assert weaker(ruled(rule, identity=True), own, stated) is (is_weaker and own is None)


terms = st.one_of(
    st.builds("P{}D".format, st.integers(0, 100)),
    st.builds("P{}M".format, st.integers(0, 6)),
    st.builds("P{}BD".format, st.integers(0, 10)),
).map(parse)


@given(
    own=terms,
    stated=terms,
    start=st.dates(date(2024, 1, 1), date(2027, 12, 31)),
    days_off=st.frozensets(st.dates(date(2024, 1, 1), date(2028, 9, 1)), max_size=40),
)
def test_a_term_that_is_not_weaker_never_ends_later_whatever_the_days_off(
    own: Duration, stated: Duration, start: date, days_off: frozenset[date]
) -> None:
    calendar = Calendar("own", days_off, frozenset())
    is_weaker = weaker(ruled("min_duration"), own, stated)
    assert is_weaker or own.add(start, calendar) <= stated.add(start, calendar)


@given(first=terms, second=terms, start=st.dates(date(2024, 1, 1), date(2027, 12, 31)))
def test_terms_joined_end_when_the_first_of_them_does(
    first: Duration, second: Duration, start: date
) -> None:
    joined = combine(ruled("min_duration"), [first, second])
    assert isinstance(joined, Duration | Shortest)
    ends = [term.add(start, LFT) for term in (first, second)]
    assert joined.add(start, LFT) == min(ends)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (("a", "b"), "[a, b]"),
        ((), "[]"),
        (True, "yes"),
        (False, "no"),
        (None, "null"),
        (3, "3"),
        ("text", "text"),
        (date(2026, 1, 31), "2026-01-31"),
        (parse("P2M"), "P2M"),
        (Shortest((parse("P2M"), parse("P60D"))), "P2M / P60D"),
    ],
)
def test_a_value_is_shown_as_a_file_writes_it(value: Value, shown: str) -> None:
    assert show(value) == shown
