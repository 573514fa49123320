"""The sheet of designations: who was put in charge of an account or an area, and when."""

from monitor.intake.columns import Choice, Column, Sheet

SHEET = Sheet(
    name="designations",
    es_names=("designaciones", "nombramientos"),
    turn=5,
    key=("account", "area", "person", "role", "started_on"),
    either=(("account",), ("area",)),
    one_group_only=True,
    in_order=(("started_on", "ended_on"),),
    columns=(
        Column("account", ("cuenta",), "reference", subjects=("account",)),
        Column("area", ("área",), "area"),
        Column(
            "person",
            ("persona", "correo", "correo electrónico"),
            "email",
            required=True,
            dash=True,
            subjects=("person",),
        ),
        Column(
            "role",
            ("función", "rol"),
            "choice",
            required=True,
            choices=(
                Choice("owner", ("titular", "propietaria", "propietario")),
                Choice("substitute", ("suplente",)),
                Choice("task", ("tarea", "tarea específica")),
            ),
        ),
        Column("started_on", ("inicio", "fecha de inicio"), "date", required=True),
        Column("ended_on", ("término", "fecha de término", "fin"), "date", dash=True, future=True),
        Column("notified_on", ("notificada el", "fecha de notificación"), "date"),
        Column("number", ("oficio", "número de oficio", "número")),
    ),
)
