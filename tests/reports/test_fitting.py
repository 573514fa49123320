"""Which columns of a list are shown where there is little room."""

from hypothesis import given
from hypothesis import strategies as st

from monitor.reports.fitting import fitting, saying_something, width

TITLES = ["Code", "Name", "Note", "Since"]
ROWS = [["F-1", "x/iee", "", "2026"], ["F-2", "facebook/ieejemplo", "", "2025"]]


def test_a_minor_column_that_is_empty_in_every_row_says_nothing() -> None:
    assert saying_something(TITLES, ROWS, [2, 3]) == [0, 1, 3]


def test_an_empty_column_that_is_not_minor_stays_and_so_does_every_one_of_an_empty_list() -> None:
    assert saying_something(TITLES, ROWS, [3]) == [0, 1, 2, 3]
    assert saying_something(TITLES, [], [2]) == [0, 1, 2, 3]


def test_minor_columns_give_way_in_their_order_and_only_as_long_as_they_must() -> None:
    whole = width(TITLES, ROWS)
    assert fitting(TITLES, ROWS, [3, 1], whole) == [0, 1, 2, 3]
    assert fitting(TITLES, ROWS, [3, 1], whole - 1) == [0, 1, 2]
    assert fitting(TITLES, ROWS, [3, 1], 10) == [0, 2]


@given(
    rows=st.lists(st.lists(st.text(max_size=30), min_size=4, max_size=4), max_size=4),
    minor=st.permutations([1, 2, 3]),
    room=st.integers(1, 200),
)
def test_what_is_kept_fits_or_nothing_minor_is_left(
    rows: list[list[str]], minor: list[int], room: int
) -> None:
    kept = fitting(TITLES, rows, minor, room)
    assert kept == sorted(kept)
    narrow = width([TITLES[at] for at in kept], [[row[at] for at in kept] for row in rows])
    assert narrow <= room or kept == [0]
