"""Which columns of a list there is room for: what says little goes first, and it is said so."""

from collections.abc import Sequence

from rich.text import Text

NARROW = 18
"""Characters that a sentence needs at least, broken into lines."""

BETWEEN = 3
"""Characters that a drawn list needs for each column besides its cells."""


def saying_something(
    titles: Sequence[str], rows: Sequence[Sequence[str]], minor: Sequence[int]
) -> list[int]:
    """Return the positions of the columns that say something: a minor one that is empty does not.

    A list without rows keeps them all.
    """
    empty = {at for at in minor if rows and not any(row[at] for row in rows)}
    return [at for at in range(len(titles)) if at not in empty]


def fitting(
    titles: Sequence[str], rows: Sequence[Sequence[str]], minor: Sequence[int], room: int
) -> list[int]:
    """Return the positions of the columns that fit into `room` characters.

    Minor ones are left out in their order, and only as long as the list is too wide.
    """
    kept = list(range(len(titles)))
    for at in minor:
        if width([titles[i] for i in kept], [[row[i] for i in kept] for row in rows]) <= room:
            break
        kept.remove(at)
    return kept


def width(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> int:
    """Return the width at which no cell of a drawn list wraps."""
    columns = (max(map(cells, column)) for column in zip(titles, *rows, strict=True))
    return sum(each + BETWEEN for each in columns) + 1


def cells(words: str) -> int:
    """Return how many characters of a terminal a text takes."""
    return Text(words).cell_len
