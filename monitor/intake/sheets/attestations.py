"""The sheet of attestations: dated statements that a subject does, or does not, meet a control."""

from monitor.intake.columns import LONGEST_NAME, Column, Sheet
from monitor.intake.references import FORMS

SHEET = Sheet(
    name="attestations",
    es_names=("declaraciones", "manifestaciones"),
    turn=10,
    key=("control", "subject", "person", "on"),
    columns=(
        Column("control", ("control",), required=True, longest=LONGEST_NAME),
        Column("subject", ("asunto", "sujeto"), "reference", required=True, subjects=tuple(FORMS)),
        Column("person", ("persona",), "email", subjects=("person",)),
        Column(
            "by",
            ("declara", "declarado por", "por"),
            "email",
            required=True,
            subjects=("person",),
        ),
        Column("on", ("fecha", "fecha de declaración"), "date", required=True),
        Column("answer", ("respuesta",), "boolean", required=True),
    ),
)
