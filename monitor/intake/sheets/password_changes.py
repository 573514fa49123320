"""The sheet of password changes: when the password of an account or mailbox was changed."""

from monitor.intake.columns import Column, Sheet

SHEET = Sheet(
    name="password_changes",
    es_names=("cambios de contraseña",),
    turn=6,
    key=("subject", "changed_on"),
    columns=(
        Column(
            "subject",
            ("asunto", "cuenta o correo", "sujeto"),
            "reference",
            required=True,
            subjects=("account", "mailbox"),
        ),
        Column(
            "changed_on",
            ("fecha", "fecha de cambio", "cambiada el"),
            "date",
            required=True,
        ),
        Column(
            "by",
            ("persona", "cambiada por", "realizado por"),
            "email",
            dash=True,
            subjects=("person",),
        ),
    ),
)
