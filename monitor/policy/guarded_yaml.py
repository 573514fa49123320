"""YAML read under guard: small, shallow, plain, and every scalar a string with its line known.

The events are judged before anything is constructed, because PyYAML's C loader crashes on deep
nesting and a few hundred bytes of aliases unfold to gigabytes. Types come later, from the schema,
so that `8.10`, `no` and `12:30` stay what they are.
"""

import unicodedata
from dataclasses import dataclass, field
from typing import Any

import yaml

from monitor.text import _

MAX_BYTES = 256 * 1024
MAX_DEPTH = 20

Path = tuple[str | int, ...]

# libyaml's parser where PyYAML was built with it (ten times faster): only its composer recurses
# without a limit, and that one is never called here.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class YamlError(Exception):
    """A YAML text that is refused: `name` of the file, `line` (from 1; 0 unknown), `reason`."""

    def __init__(self, name: str, line: int, reason: str) -> None:
        """Keep the three parts, and join them as the message."""
        super().__init__(f"{name}:{line}: {reason}" if line else f"{name}: {reason}")
        self.name, self.line, self.reason = name, line, reason


@dataclass(frozen=True)
class Document:
    """What a YAML text says: mappings, lists, strings, None; each place's line; the text itself."""

    name: str
    data: Any
    lines: dict[Path, int] = field(repr=False)
    text: str = field(default="", repr=False, compare=False)

    def line(self, path: Path) -> int:
        """Return the line (from 1) of the place `path`, or of the nearest place that holds it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def load(text: str, name: str) -> Document:
    """Read one YAML document.

    Raises:
        YamlError: over 256 KiB or 20 levels; aliases, anchors, tags, merge keys, duplicate keys,
            keys that are not text, several documents, or text that is not YAML at all.
    """
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise YamlError(
            name, 0, _("the file is larger than {limit} KiB").format(limit=MAX_BYTES // 1024)
        )
    events = _guarded_events(text, name)
    lines: dict[Path, int] = {}
    builder = _Builder(name, events, lines)
    return Document(name, builder.document(), lines, text)


def dump(data: Any) -> str:
    """Write mappings, lists and scalars as a YAML text that `load` reads back as the same."""
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=100)


def _guarded_events(text: str, name: str) -> list[yaml.Event]:
    """Return the events of `text`, refusing what we never construct; streaming, so no bomb."""
    events: list[yaml.Event] = []
    depth = documents = 0
    try:
        for event in yaml.parse(text, Loader=_Loader):
            depth += _step(event)
            documents += isinstance(event, yaml.DocumentStartEvent)
            reason = _refusal(event, depth, documents)
            if reason:
                raise YamlError(name, _line(event), reason)
            events.append(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 0
        raise YamlError(
            name,
            line,
            _("this is not valid YAML: {problem}").format(problem=error.problem or error.context),
        ) from None
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        detail = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise YamlError(
            name, 0, _("this is not valid YAML: {problem}").format(problem=detail)
        ) from None
    return events


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 0


def _step(event: yaml.Event) -> int:
    if isinstance(event, yaml.CollectionStartEvent):
        return 1
    return -1 if isinstance(event, yaml.CollectionEndEvent) else 0


def _refusal(event: yaml.Event, depth: int, documents: int) -> str | None:
    if depth > MAX_DEPTH:
        return _("more than {limit} levels of nesting").format(limit=MAX_DEPTH)
    if documents > 1:
        return _("more than one document in the file; keep the first and remove the “---”")
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        return _("anchors and aliases (& and *) are not accepted; write the value out")
    if getattr(event, "tag", None):
        return _("tags (!) are not accepted; write the plain value")
    return None


@dataclass
class _Builder:
    """Builds plain values from guarded events; nesting is bounded, so recursion is safe."""

    name: str
    events: list[yaml.Event]
    lines: dict[Path, int]
    position: int = 0

    def document(self) -> Any:
        while not isinstance(self._peek(), yaml.NodeEvent):
            if isinstance(self._next(), yaml.StreamEndEvent):
                return None
        return self._node(())

    def _peek(self) -> yaml.Event:
        return self.events[self.position]

    def _next(self) -> yaml.Event:
        event = self.events[self.position]
        self.position += 1
        return event

    def _node(self, path: Path) -> Any:
        event = self._next()
        self.lines.setdefault(path, _line(event))
        if isinstance(event, yaml.ScalarEvent):
            self._refuse_control_characters(event)
            return None if not event.style and event.value in {"", "~", "null"} else event.value
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path)
        return self._mapping(path)

    def _refuse_control_characters(self, event: yaml.ScalarEvent) -> None:
        if event.value.isprintable():  # the common case, told without a look at each character
            return
        if any(
            unicodedata.category(char) in {"Cc", "Cf"} and char not in "\n\t"
            for char in event.value
        ):
            reason = _("invisible control characters are not accepted")
            raise YamlError(self.name, _line(event), reason)

    def _sequence(self, path: Path) -> list[Any]:
        items: list[Any] = []
        while not isinstance(self._peek(), yaml.SequenceEndEvent):
            items.append(self._node((*path, len(items))))
        self._next()
        return items

    def _mapping(self, path: Path) -> dict[str, Any]:
        items: dict[str, Any] = {}
        while not isinstance(self._peek(), yaml.MappingEndEvent):
            event = self._next()
            line = _line(event)
            if not isinstance(event, yaml.ScalarEvent):
                raise YamlError(self.name, line, _("a key must be plain text"))
            self._refuse_control_characters(event)
            key = event.value
            if key in items:
                raise YamlError(
                    self.name, line, _("the key “{key}” is given twice").format(key=key)
                )
            if key == "<<":
                raise YamlError(self.name, line, _("merge keys (<<) are not accepted"))
            self.lines[(*path, key)] = line
            items[key] = self._node((*path, key))
        self._next()
        return items
