"""An adoption is written once, whole, and ends the one before."""

from pathlib import Path

from sqlalchemy import Connection, select

from monitor import db
from monitor.adoption import recording
from monitor.adoption.models import PolicyAdoption
from monitor.policy import compiled
from tests.adoption.adopting import Adopting
from tests.policy.drafts import Drafts


def test_what_is_written_down_is_the_compiled_whole_with_its_digest(
    connection: Connection, tmp_path: Path
) -> None:
    own = Adopting(connection, Drafts(tmp_path))
    requirements = own.drafts.compile("one", "two")
    recording.record(own.session(), requirements, "code: IEE\n", own.day, entry=1)
    row = connection.execute(select(db.table(PolicyAdoption))).one()
    assert row.packs == "one 1.0.0, two 1.0.0"
    assert row.digest == compiled.digest(row.compiled)
    assert compiled.load(row.compiled).controls == requirements.controls
    assert (row.overlay, row.valid_from, row.valid_to) == ("code: IEE\n", own.day, None)
    recording.end(own.session(), own.day)
    assert own.in_force() is None
