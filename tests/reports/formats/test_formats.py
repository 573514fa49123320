"""Formats are the files of a folder."""

from pathlib import Path

import monitor.reports.formats as folder
from monitor.reports import formats


def test_each_file_is_a_format_that_writes() -> None:
    assert formats.names() == ("csv", "json", "text")
    files = {path.stem for path in Path(folder.__file__).parent.glob("*.py")}
    assert files - {"__init__"} == set(formats.names())
    assert all(callable(formats.find(name).write) for name in formats.names())
