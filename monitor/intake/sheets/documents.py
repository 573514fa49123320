"""The sheet of documents: signed papers on file about a subject of the register."""

from monitor.intake.columns import Choice, Column, Sheet
from monitor.intake.references import FORMS

_KINDS = (
    Choice("designation", ("designación", "formato de designación", "anexo 1")),
    Choice("responsiva", ("carta responsiva", "responsiva", "anexo 2")),
    Choice("opening_proposal", ("propuesta de apertura",)),
    Choice("opening_authorisation", ("autorización de apertura",), ("opening authorization",)),
    Choice("opening_notice", ("aviso de apertura",)),
    Choice("closing_notice", ("aviso de cierre",)),
    Choice("monitoring_procedure", ("procedimiento de monitoreo",)),
    Choice("evaluation_procedure", ("procedimiento de evaluación",)),
    Choice(
        "password_recommendations",
        ("recomendaciones de contraseña", "recomendaciones de contraseñas"),
    ),
    Choice(
        "platform_authorisation",
        ("autorización de red social", "autorización de plataforma"),
        ("platform authorization",),
    ),
    Choice("content_register", ("registro de contenidos",)),
    Choice("strategy", ("estrategia",)),
    Choice("training_record", ("constancia de capacitación",)),
    Choice("admin_list", ("lista de personas administradoras", "lista de administradores")),
    Choice("other", ("otro", "otra")),
)

KINDS = tuple(kind.value for kind in _KINDS)
"""What a document may be, as checks name it."""

SHEET = Sheet(
    name="documents",
    es_names=("documentos",),
    turn=9,
    key=("kind", "subject", "person", "number", "signed_on"),
    in_order=(("signed_on", "valid_until"),),
    columns=(
        Column("kind", ("tipo", "tipo de documento"), "choice", required=True, choices=_KINDS),
        Column("subject", ("asunto", "sujeto"), "reference", required=True, subjects=tuple(FORMS)),
        Column("person", ("persona",), "email", subjects=("person",)),
        Column("number", ("número", "oficio", "número de oficio")),
        Column("signed_on", ("firmado el", "fecha de firma", "fecha"), "date", required=True),
        Column(
            "valid_until",
            ("vigente hasta", "vigencia"),
            "date",
            dash=True,
            future=True,
        ),
        Column("sha256", ("sha256", "huella sha256"), "digest"),
    ),
)
