"""The sheet of access lists: who was seen to have access to an account, on a day."""

from monitor.intake.addresses import LONGEST
from monitor.intake.columns import Column, Sheet

SHEET = Sheet(
    name="access",
    es_names=("accesos", "acceso"),
    turn=7,
    key=("platform", "handle_key", "identity", "observed_on"),
    names_account=True,
    columns=(
        Column("platform", ("red social", "plataforma", "red"), "platform", required=True),
        Column("handle", ("cuenta", "usuario", "nombre de usuario"), "handle", required=True),
        Column(
            "identity",
            ("identidad", "persona", "quien accede"),
            required=True,
            longest=LONGEST,
        ),
        Column("role", ("función", "rol", "permiso"), dash=True),
        Column(
            "observed_on",
            ("fecha", "fecha de consulta", "observado el"),
            "date",
            required=True,
        ),
    ),
)
