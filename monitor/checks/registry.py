"""Finding a check by its name: it is the file of that name in this folder."""

import importlib
from pathlib import Path
from typing import cast

from monitor.checks.judgement import Check


def names() -> tuple[str, ...]:
    """Return the name of every check: each module of this folder that judges."""
    folder = Path(__file__).parent
    modules = sorted(path.stem for path in folder.glob("*.py") if path.stem != "__init__")
    return tuple(name for name in modules if hasattr(_module(name), "judge"))


def find(name: str) -> Check:
    """Return the check of that name.

    Raises:
        KeyError: there is no such check.
    """
    if name not in names():
        raise KeyError(name)
    return _module(name)


def _module(name: str) -> Check:
    return cast("Check", importlib.import_module(f"monitor.checks.{name}"))
