"""Formats are found by listing their folder, and imported when a file of them is there."""

import subprocess
import sys
from pathlib import Path

from monitor.intake import sources


def test_each_file_of_the_folder_is_a_format_called_by_its_ending() -> None:
    folder = Path(sources.__file__).parent
    found = {f".{path.stem}" for path in folder.glob("[a-z]*.py")}
    assert found == sources.ENDINGS
    for ending in sorted(found):
        source = sources.of(Path(f"Redes{ending.upper()}"))
        assert source is not None
        assert isinstance(source.WHOLE, bool)


def test_other_endings_are_no_format() -> None:
    assert sources.of(Path("redes.ods")) is None
    assert sources.of(Path("csv")) is None


def test_files_of_text_do_without_the_spreadsheet_library() -> None:
    code = (
        "import sys; from monitor.intake.inventory_files import open_inventory; "
        "sys.exit('openpyxl' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
