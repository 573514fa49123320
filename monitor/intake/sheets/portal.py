"""The sheet of portal lists: which accounts the institution's own site showed, on a day."""

from monitor.intake.columns import Column, Sheet

SHEET = Sheet(
    name="portal",
    es_names=("portal", "sitio"),
    turn=8,
    key=("platform", "handle_key", "observed_on"),
    names_account=True,
    columns=(
        Column("platform", ("red social", "plataforma", "red"), "platform", required=True),
        Column("handle", ("cuenta", "usuario", "nombre de usuario"), "handle", required=True),
        Column("holder_role", ("cargo", "cargo de la persona responsable"), dash=True),
        Column(
            "observed_on",
            ("fecha", "fecha de consulta", "observado el"),
            "date",
            required=True,
        ),
    ),
)
