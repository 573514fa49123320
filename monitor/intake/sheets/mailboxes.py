"""The sheet of mailboxes: the addresses that accounts log in or recover with."""

from monitor.intake.columns import Choice, Column, Sheet

_PURPOSES = (
    Choice("account", ("cuenta", "cuentas")),
    Choice("help", ("ayuda", "mesa de ayuda")),
    Choice("contact", ("contacto",)),
    Choice("other", ("otro", "otra")),
)

PURPOSES = tuple(purpose.value for purpose in _PURPOSES)
"""What a mailbox may be for, as checks name it."""

SHEET = Sheet(
    name="mailboxes",
    es_names=("buzones", "correos"),
    turn=3,
    key=("address",),
    columns=(
        Column(
            "address",
            ("correo", "correo electrónico", "dirección"),
            "email",
            required=True,
            subjects=("mailbox",),
        ),
        Column(
            "kind",
            ("tipo", "tipo de correo"),
            "choice",
            choices=(
                Choice("generic", ("genérico", "genérica")),
                Choice("personal", ("personal", "nominal")),
            ),
        ),
        Column(
            "purpose",
            ("propósito", "finalidad"),
            "choice",
            choices=_PURPOSES,
        ),
        Column(
            "holder",
            ("persona responsable", "responsable", "resguardante"),
            "email",
            dash=True,
            subjects=("person",),
        ),
        Column("area", ("área", "área responsable"), "area"),
        Column("assigned_on", ("fecha de asignación", "asignado el"), "date"),
        Column(
            "password_changed_on",
            ("cambio de contraseña", "fecha de cambio de contraseña"),
            "date",
        ),
    ),
)
