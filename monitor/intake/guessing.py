"""Which columns of an export say who has access and as what, guessed from how they are headed."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from monitor.intake.wording import fold

FIELDS = ("identity", "role", "platform", "handle")

Positions = Mapping[str, tuple[int, ...]]
"""The columns that each field is read from, by their position from 0."""

# Headers in Spanish and English, as networks and directories write them. Patterns find words
# anywhere in a header; sets hold whole headers, where a word alone would say too little.
_ADDRESS = re.compile(r"\b(e ?mail|mail|correo)\b")
_ANOTHER_ADDRESS = re.compile(
    r"\b(recovery|secondary|alternate|backup|recuperacion|secundario|alterno|respaldo)\b"
)
_WHOLE_NAMES = frozenset(
    {
        *("identity", "identidad", "person", "persona", "people", "personas", "quien accede"),
        *("full name", "nombre completo", "display name", "nombre para mostrar", "member"),
        *("miembro", "integrante", "nombre y apellidos", "nombre de la persona"),
    }
)
_PARTS_OF_NAMES = frozenset(
    {
        *("name", "nombre", "nombres", "first name", "given name", "last name", "surname"),
        *("family name", "apellido", "apellidos", "primer apellido", "segundo apellido"),
        *("apellido paterno", "apellido materno"),
    }
)
_USERNAMES = frozenset({"user", "username", "user name", "usuario", "usuaria", "nombre de usuario"})
_ROLE = re.compile(
    r"\b(roles?|rol|funcion(es)?|permisos?|permissions?|privileges?|privilegios?|access level"
    r"|nivel de acceso|tasks?|tareas?)\b"
)
_PLATFORMS = frozenset({"platform", "network", "social network", "plataforma", "red", "red social"})
_HANDLES = frozenset(
    {
        *("handle", "account", "cuenta", "page", "pagina", "profile", "perfil", "channel", "canal"),
        *("url", "page url", "profile url", "asset", "activo"),
    }
)
_REQUIRED = re.compile(r" (required|requerido|requerida|obligatorio|obligatoria)$")
_NO_LETTERS = re.compile(r"[\W_]+")


def guessed(headers: Sequence[str]) -> Positions:
    """Return what each field is read from; nothing where no header tells.

    Who: an address and a name, whole or in parts; a user name only where there is neither.
    """
    plain = [_plain(header) for header in headers]
    return {
        "identity": _identity(plain),
        "role": _first(plain, _ROLE.search),
        "platform": _first(plain, _PLATFORMS.__contains__),
        "handle": _first(plain, _HANDLES.__contains__),
    }


def _plain(header: str) -> str:
    """Return a header as the guesses are written: `First Name [Required]` is `first name`."""
    return _REQUIRED.sub("", _NO_LETTERS.sub(" ", fold(header)).strip())


def _identity(headers: list[str]) -> tuple[int, ...]:
    address = _first(
        headers, lambda header: _ADDRESS.search(header) and not _ANOTHER_ADDRESS.search(header)
    )
    name = _first(headers, _WHOLE_NAMES.__contains__) or _all(headers, _PARTS_OF_NAMES)
    return (*address, *name) or _first(headers, _USERNAMES.__contains__)


def _first(headers: Iterable[str], is_it: Callable[[str], object]) -> tuple[int, ...]:
    return tuple(at for at, header in enumerate(headers) if is_it(header))[:1]


def _all(headers: Iterable[str], known: frozenset[str]) -> tuple[int, ...]:
    return tuple(at for at, header in enumerate(headers) if header in known)
