"""Every table there is: the models of all stages, found by listing their folders."""

import importlib
from pathlib import Path

from sqlalchemy import MetaData, Table
from sqlmodel import SQLModel

FILES = ("models", "relations")
"""What the files are called that hold tables; a test looks for strays."""


def metadata() -> MetaData:
    """Return what is known of all tables, each stage's models imported."""
    package = Path(__file__).parents[1]
    for name in FILES:
        for file in sorted(package.glob(f"*/{name}.py")):
            importlib.import_module(f"{package.name}.{file.parent.name}.{name}")
    return SQLModel.metadata


def in_order() -> list[Table]:
    """Return all tables, each one after those it refers to."""
    return metadata().sorted_tables
