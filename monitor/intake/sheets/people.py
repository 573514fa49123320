"""The sheet of people: who may be in charge of an account, a mailbox or an area."""

from monitor.intake.columns import Choice, Column, Sheet

SHEET = Sheet(
    name="people",
    es_names=("personas", "personal"),
    turn=2,
    key=("email",),
    in_order=(("active_from", "active_to"),),
    columns=(
        Column(
            "email",
            ("correo", "correo electrónico"),
            "email",
            required=True,
            subjects=("person",),
        ),
        Column("name", ("nombre", "nombre completo"), dash=True),
        Column("position", ("cargo", "puesto"), dash=True),
        Column(
            "rank",
            ("nivel", "nivel jerárquico"),
            "choice",
            choices=(
                Choice("superior", ("mando superior", "superior"), ("senior",)),
                Choice("medio", ("mando medio", "medio"), ("middle",)),
                Choice("operativo", ("operativo", "operativa"), ("operational",)),
            ),
        ),
        Column("area", ("área", "área de adscripción", "adscripción"), "area"),
        Column(
            "employment",
            ("contratación", "tipo de contratación"),
            "choice",
            choices=(
                Choice(
                    "public_servant",
                    ("persona servidora pública", "servidora pública", "servidor público"),
                ),
                Choice(
                    "contractor",
                    (
                        "prestadora de servicios",
                        "prestador de servicios",
                        "persona prestadora de servicios",
                        "contratista",
                        "honorarios",
                    ),
                ),
            ),
        ),
        Column("phone", ("teléfono",), dash=True),
        Column("active_from", ("activa desde", "activo desde", "fecha de alta"), "date"),
        Column(
            "active_to",
            ("activa hasta", "activo hasta", "fecha de baja"),
            "date",
            dash=True,
            future=True,
        ),
    ),
)
