"""`python -m tests.migrations`: write the first migration anew from the models.

For as long as no release was made: afterwards a change of the models is a migration of its own.
"""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any, Literal

from alembic.autogenerate import api
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine
from sqlmodel.sql.sqltypes import AutoString

from monitor.db import Moment
from monitor.migrations import revisions, tables

FIRST = revisions.VERSIONS / "r0001_first.py"
HEAD = '''"""The register as it was first released."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table."""
    '''


def written() -> str:
    """Return the first migration as the models want it."""
    later = _made_later()
    opts = {"include_object": lambda _own, name, kind, *_: kind != "table" or name not in later}
    with create_engine("sqlite://").connect() as connection:
        context = MigrationContext.configure(connection, opts=opts)
        steps = api.produce_migrations(context, tables.metadata()).upgrade_ops
    assert steps is not None
    body = api.render_python_code(steps, render_item=_plain_types, migration_context=context)
    lines = (line for line in body.splitlines() if not line.strip().startswith("# ###"))
    return _formatted(HEAD + "\n".join(lines).strip() + "\n")


def _made_later() -> set[str]:
    """Return the tables that later migrations make."""
    later = (path for path in revisions.VERSIONS.glob("r*.py") if path != FIRST)
    sources = [path.read_text(encoding="utf-8") for path in later]
    return {name for each in sources for name in re.findall(r'create_table\(\s*"(\w+)"', each)}


def _plain_types(kind: str, item: Any, _context: object) -> str | Literal[False]:
    """Name types as SQLAlchemy does: a migration must not change when our own types do."""
    if kind != "type" or not isinstance(item, Moment | AutoString):
        return False
    return "sa.DateTime(timezone=True)" if isinstance(item, Moment) else "sa.String()"


def _formatted(source: str) -> str:
    source = re.sub(r"op\.f\((\"[^\"]*\"|'[^']*')\)", r"\1", source)
    ruff = [str(Path(sys.executable).parent / "ruff"), "format", f"--stdin-filename={FIRST}", "-"]
    done = subprocess.run(ruff, input=source, capture_output=True, encoding="utf-8", check=True)
    return done.stdout


if __name__ == "__main__":
    FIRST.write_text(written(), encoding="utf-8")
    print(FIRST)
