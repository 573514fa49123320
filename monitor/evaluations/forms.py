"""The form of an evaluation as a CSV file: what its columns are called, and how cells are kept."""

HEADERS = {
    "account": ("account", "cuenta"),
    "number": ("number", "número"),
    "ref": ("clause", "numeral"),
    "question": ("question", "pregunta"),
    "answer": ("answer", "respuesta"),
    "remark": ("remark", "observación"),
}
"""What each column is called, in English and in Spanish."""

_RUNS = ("=", "+", "-", "@")
"""A spreadsheet runs a cell that begins with one of these (OWASP, CSV injection)."""


def as_shown(text: str) -> str:
    """Return a text as a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_RUNS) else text


def as_filled_in(cell: str) -> str:
    """Return a cell as it was meant: without the mark that `as_shown` puts before it."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_RUNS) else cell
