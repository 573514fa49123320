"""What is wrong with a policy file: where, which key, why; always all of it in one pass."""

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from monitor.policy.guarded_yaml import Document, Path
from monitor.text import N_, _

SHOWN_CHARACTERS = 60

_MISFIT = N_("“{value}” does not fit here ({detail})")
_GROUP = N_("a group of keys is expected here, not “{value}”")
_LIST = N_("a list is expected here, not “{value}”")
_MESSAGES = {
    "missing": N_("this key is missing"),
    "model_type": _GROUP,
    "dict_type": _GROUP,
    "mapping_type": _GROUP,
    "list_type": _LIST,
    "tuple_type": _LIST,
    "string_type": N_("a text is expected here, not “{value}”"),
    "date_from_datetime_parsing": N_("“{value}” is not a date; write it as 2026-01-31"),
    "date_parsing": N_("“{value}” is not a date; write it as 2026-01-31"),
    "too_short": N_("at least one entry is needed here"),
}

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True)
class Problem:
    """One fault of a policy file; `key` is the dotted place, `line` counts from 1 (0: none)."""

    file: str
    line: int
    key: str
    reason: str

    def __str__(self) -> str:
        """Return the fault on one line, the place first."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.key}: {self.reason}" if self.key else f"{place}: {self.reason}"


class PolicyError(Exception):
    """A policy, control or institution file that cannot be used; carries every problem found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems, and join them as the message."""
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def validate(model: type[Model], document: Document) -> Model:
    """Type a document by its schema.

    Raises:
        PolicyError: unknown or missing keys, and values of the wrong type, each with its line.
    """
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        raise PolicyError(
            _problem(model, document, dict(detail)) for detail in error.errors()
        ) from None


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word most like `word`, if one is like it at all."""
    matches = difflib.get_close_matches(word, sorted(known), n=1, cutoff=0.6)
    return matches[0] if matches else None


def unknown(word: str, known: Iterable[str]) -> str:
    """Say that `word` is not known here, with the nearest that is."""
    known = sorted(known)
    near = nearest(word, known)
    if near:
        return _("“{word}” is not known here; did you mean “{near}”?").format(word=word, near=near)
    if not known:
        return _("“{word}” is not known here; nothing is").format(word=word)
    return _("“{word}” is not known here; known are: {known}").format(
        word=word, known=", ".join(known)
    )


def unasked(control: str, asked: Iterable[str], defined: Iterable[str]) -> str:
    """Say that no policy chosen asks for a control that is defined, or that there is none such."""
    if control in defined:
        return _("no policy chosen here asks for this; what a text does not say is not asked")
    return unknown(control, asked)


def _problem(model: type[BaseModel], document: Document, detail: dict[str, Any]) -> Problem:
    path: Path = tuple(part for part in detail["loc"] if part != "[key]")
    key = ".".join(str(part) for part in path)
    return Problem(document.name, document.line(path), key, _reason(model, detail))


def _reason(model: type[BaseModel], detail: dict[str, Any]) -> str:
    kind = detail["type"]
    if kind == "extra_forbidden":
        return unknown(str(detail["loc"][-1]), _keys(model, detail["loc"][:-1]))
    if kind == "value_error":
        return str(detail["ctx"]["error"])
    if kind == "literal_error":
        return unknown(_cut(detail["input"]), re.findall("'(.*?)'", detail["ctx"]["expected"]))
    message = _(_MESSAGES.get(kind, _MISFIT))
    return message.format(value=_cut(detail["input"]), detail=detail["msg"])


def _cut(value: Any) -> str:
    written = "null" if value is None else str(value)
    return written if len(written) <= SHOWN_CHARACTERS else f"{written[: SHOWN_CHARACTERS - 1]}…"


def _keys(model: type[BaseModel], path: tuple[str | int, ...]) -> set[str]:
    """Return the keys that the schema knows at `path`."""
    for part in path:
        model = _inner(model, part) or model
    return {field.alias or name for name, field in model.model_fields.items()}


def _inner(model: type[BaseModel], part: str | int) -> type[BaseModel] | None:
    for name, field in model.model_fields.items():
        if part == (field.alias or name):
            return _model_in(field.annotation)
    return model


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        found = _model_in(argument)
        if found:
            return found
    return None
