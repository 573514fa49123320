"""The sheet of duties: obligations with a due day, and the day they were discharged."""

from monitor.intake.columns import LONGEST_NAME, Column, Sheet
from monitor.intake.references import FORMS

SHEET = Sheet(
    name="duties",
    es_names=("obligaciones", "deberes"),
    turn=11,
    key=("control", "subject", "due_on"),
    columns=(
        Column("control", ("control",), required=True, longest=LONGEST_NAME),
        Column("subject", ("asunto", "sujeto"), "reference", required=True, subjects=tuple(FORMS)),
        Column(
            "due_on",
            ("vence el", "fecha límite", "vencimiento"),
            "date",
            required=True,
            future=True,
        ),
        Column("done_on", ("cumplida el", "fecha de cumplimiento"), "date", dash=True),
        Column("number", ("número", "oficio", "número de oficio")),
    ),
)
