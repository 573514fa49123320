"""The sheet of portal lists: which accounts the institution's own site showed, on a day."""

from monitor.intake.columns import Choice, Column, Sheet

# Whose account it is, where the institution does not run it: some texts let some be shown.
_HOLDERS = (
    Choice(
        "councillor",
        ("consejería", "consejera", "consejero", "consejera electoral", "consejero electoral"),
        ("councilor", "electoral councillor"),
    ),
    Choice("staff", ("personal", "persona servidora pública", "servidor público")),
    Choice("other", ("otra", "otro", "otra persona")),
)

SHEET = Sheet(
    name="portal",
    es_names=("portal", "sitio"),
    turn=8,
    key=("platform", "handle_key", "observed_on"),
    names_account=True,
    columns=(
        Column("platform", ("red social", "plataforma", "red"), "platform", required=True),
        Column("handle", ("cuenta", "usuario", "nombre de usuario"), "handle", required=True),
        Column(
            "holder_role",
            ("cargo", "cargo de la persona responsable"),
            "choice",
            dash=True,
            choices=_HOLDERS,
        ),
        Column(
            "observed_on",
            ("fecha", "fecha de consulta", "observado el"),
            "date",
            required=True,
        ),
    ),
)
