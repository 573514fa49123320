"""How words in files are compared: without case, accents or underscores; and the nearest one."""

import difflib
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

# A longer word is nobody's slip of the pen, and comparing it with every known one takes long.
_LONGEST_SLIP = 60


@lru_cache(maxsize=4096)
def fold(word: str) -> str:
    """Return `word` case-folded, without accents, with `_` and runs of spaces as one space."""
    decomposed = unicodedata.normalize("NFKD", word).casefold()
    letters = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(letters.replace("_", " ").split())


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word most like `word` once both are folded, if one is like it at all."""
    return _nearest(word, tuple(known)) if len(word) <= _LONGEST_SLIP else None


@lru_cache(maxsize=1024)  # the same slip tends to be in thousands of rows
def _nearest(word: str, known: tuple[str, ...]) -> str | None:
    by_fold = {fold(each): each for each in known}
    matches = difflib.get_close_matches(fold(word), sorted(by_fold), n=1, cutoff=0.6)
    return by_fold[matches[0]] if matches else None
