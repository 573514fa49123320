"""The institution's own file, joined with what the register knows of the institution."""

from monitor.policy import guarded_yaml
from monitor.policy.guarded_yaml import Document, YamlError
from monitor.policy.library import LoadedInstitution
from monitor.policy.problems import PolicyError, Problem, validate
from monitor.policy.schema import Institution
from monitor.text import _


def tailored(own: Institution, overlay: str | None, name: str) -> LoadedInstitution:
    """Read an overlay (`institution.yaml`, called `name`) as the file of the institution `own`.

    Code and name are the register's; time zone and calendar too, where the file is silent.

    Raises:
        PolicyError: the text is not such a file, or it is another institution's.
    """
    if overlay is None:
        return LoadedInstitution(own)
    document = _document(overlay, name)
    given = validate(Institution, document)
    _refuse_another(own, given, document)
    kept = {
        field: getattr(own, field)
        for field in ("code", "name", "timezone", "calendar")
        if field in {"code", "name"} or field not in document.data
    }
    return LoadedInstitution(given.model_copy(update=kept), document)


def _document(overlay: str, name: str) -> Document:
    try:
        document = guarded_yaml.load(overlay, name)
    except YamlError as error:
        raise PolicyError([Problem(error.name, error.line, "", error.reason)]) from None
    empty = document.data is None
    return Document(name, {}, document.lines, overlay) if empty else document


def _refuse_another(own: Institution, given: Institution, document: Document) -> None:
    if "code" in document.data and given.code.casefold() != own.code.casefold():
        reason = _("this is the file of another institution, {other}; the register's is {own}")
        told = reason.format(other=given.code, own=own.code)
        raise PolicyError([Problem(document.name, document.line(("code",)), "code", told)])
