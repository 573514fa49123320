"""Only somebody's word fails or passes; a long silence is remarked (ruling 42)."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Connection

from monitor.policy.durations import parse
from tests.checks.trying import Trial

SILENT, LAST_DAY = date(2025, 12, 30), date(2025, 12, 31)  # 90 days end on 30 and 31 March


def _said(answer: bool | None, posted: date | None = None) -> dict[str, Any]:
    return {"attested__own.duty": answer, "last_post_on": posted}


@pytest.mark.parametrize(
    ("facts", "letter"),
    [
        (_said(answer=True, posted=LAST_DAY), "p"),
        (_said(answer=True, posted=SILENT), "w"),
        (_said(answer=True), "p"),
        (_said(answer=False, posted=LAST_DAY), "f"),
        (_said(answer=None, posted=SILENT), "u"),
        (_said(answer=None), "u"),
    ],
)
def test_an_answer_and_the_last_post_are_judged_together(
    connection: Connection, facts: dict[str, Any], letter: str
) -> None:
    tried = Trial(connection, "abandonment", params={"abandoned_after": parse("P90D")}).on(**facts)
    assert (tried.letter, tried.gives) == (letter, "fpuw")
