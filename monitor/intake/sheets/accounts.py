"""The sheet of accounts: the institution's accounts on social networks."""

from collections.abc import Iterator
from datetime import date

from monitor.intake.columns import NOT_BY_FILE, Choice, Column, Disagreement, Sheet
from monitor.text import _


def closed_agrees(values: dict[str, object]) -> Iterator[Disagreement]:
    """A closing day means closed, and contradicts any other status."""
    if not isinstance(values.get("closed_on"), date):
        return
    if values.setdefault("status", "closed") != "closed":
        reason = _("A closing day means that the account is closed; correct the status or the day.")
        yield "closed_on", reason


_FACTORS = (
    Choice("none", ("ninguno", "ninguna", "no")),
    Choice("totp", ("código temporal", "aplicación de códigos", "totp")),
    Choice("sms", ("mensaje de texto", "mensaje sms", "sms"), ("text message",)),
    Choice("app", ("aplicación", "app", "aplicación propia")),
    Choice("security_key", ("llave de seguridad",)),
    Choice("passkey", ("llave de acceso", "clave de acceso")),
    Choice("email", ("correo", "correo electrónico"), ("e-mail",)),
    Choice("call", ("llamada", "llamada telefónica")),
)

_LEVELS = (
    Choice("attested", ("declarado", "declarada")),
    Choice("evidenced", ("con evidencia", "evidenciado", "evidenciada")),
    Choice("witnessed", ("presenciado", "presenciada", "atestiguado")),
    Choice("proved", ("probado", "comprobado", "comprobada"), ("proven",), refused=NOT_BY_FILE),
    Choice("kept", ("resguardado", "custodiado", "custodiada"), refused=NOT_BY_FILE),
)

_STATUSES = (
    Choice("proposed", ("propuesta", "solicitada")),
    Choice("authorised", ("autorizada",), ("authorized",)),
    Choice("open", ("abierta", "activa")),
    Choice("closing", ("en cierre", "por cerrar")),
    Choice("closed", ("cerrada",)),
    Choice("legacy_personal", ("personal previa", "personal heredada")),
)

_VERIFICATION = (
    Choice("verified", ("verificada",)),
    Choice("requested", ("solicitada", "en trámite")),
    Choice("not_eligible", ("no elegible",)),
    Choice("not_offered", ("no se ofrece", "no ofrecida", "no disponible")),
    Choice("none", ("ninguna", "no solicitada")),
)

_MODELS = (
    Choice("shared", ("compartida", "compartido")),
    Choice("delegated", ("delegada", "delegado")),
    Choice("phone", ("teléfono", "por teléfono", "telefónica")),
)

_IDENTITY = (
    Column("platform", ("red social", "plataforma", "red"), "platform"),
    Column("handle", ("cuenta", "usuario", "nombre de usuario"), "handle"),
    Column("area", ("área", "área responsable"), "area", required=True),
    Column("url", ("enlace", "dirección", "dirección web", "liga"), "url"),
    Column("name", ("nombre", "nombre de la cuenta"), dash=True),
    Column("purpose", ("propósito", "finalidad"), dash=True),
)

_ACCESS = (
    Column(
        "login_mailbox",
        ("correo", "correo electrónico", "correo de acceso"),
        "email",
        dash=True,
        subjects=("mailbox",),
    ),
    Column(
        "recovery_mailbox",
        ("correo de recuperación",),
        "email",
        dash=True,
        subjects=("mailbox",),
    ),
    Column("recovery_phone", ("teléfono de recuperación",), dash=True),
    Column(
        "credential_model",
        ("modelo de acceso", "tipo de acceso"),
        "choice",
        choices=_MODELS,
    ),
)

_LIFE = (
    Column("status", ("estado", "situación", "estatus"), "choice", choices=_STATUSES),
    Column(
        "authorised_on",
        ("fecha de autorización", "autorizada el"),
        "date",
        dash=True,
    ),
    Column("opened_on", ("fecha de apertura", "abierta el"), "date"),
    Column("closed_on", ("fecha de cierre", "cerrada el"), "date", dash=True),
    Column("official_on_portal", ("oficial en el portal", "en el portal"), "boolean", dash=True),
    Column("verification", ("verificación",), "choice", choices=_VERIFICATION),
    Column("last_post_on", ("última publicación",), "date", dash=True),
    Column("linked_accounts", ("cuentas vinculadas",), "list", dash=True, subjects=("account",)),
)

_CREDENTIALS = (
    Column(
        "owner", ("propietaria", "propietario", "titular"), "email", dash=True, subjects=("person",)
    ),
    Column("substitute", ("suplente",), "email", dash=True, subjects=("person",)),
    Column(
        "password_changed_on",
        ("cambio de contraseña", "fecha de cambio de contraseña"),
        "date",
    ),
    Column("second_factor", ("segundo factor", "2fa"), "choice", choices=_FACTORS),
    Column("second_factor_on", ("fecha del segundo factor",), "date"),
    Column(
        "second_factor_holder",
        ("responsable del segundo factor", "persona con el segundo factor"),
        "email",
        dash=True,
        subjects=("person",),
    ),
    Column(
        "second_factor_level",
        ("nivel del segundo factor", "nivel de evidencia"),
        "choice",
        choices=_LEVELS,
    ),
)

SHEET = Sheet(
    name="accounts",
    es_names=("cuentas",),
    turn=4,
    key=("platform", "handle_key"),
    either=(("platform", "handle"), ("url",)),
    in_order=(("opened_on", "closed_on"),),
    names_account=True,
    agree=closed_agrees,
    columns=_IDENTITY + _ACCESS + _LIFE + _CREDENTIALS,
)
