"""Where policy files lie, and how one is read: control families, packs, calendars, platforms."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO, TextIOWrapper
from pathlib import Path
from types import MappingProxyType

from monitor.policy import guarded_yaml
from monitor.policy.calendar import Calendar, Period
from monitor.policy.guarded_yaml import Document, YamlError
from monitor.policy.platforms import Platforms, load_platforms
from monitor.policy.problems import PolicyError, Problem, unknown, validate
from monitor.policy.schema import (
    CalendarFile,
    ControlDefinition,
    Family,
    Institution,
    Pack,
)
from monitor.text import _, refusal


@dataclass(frozen=True)
class LoadedPack:
    """A pack, the file it came from, and that file's SHA-256."""

    pack: Pack
    document: Document
    sha256: str


@dataclass(frozen=True)
class LoadedInstitution:
    """An institution's file; `document` is None where there was none and defaults hold."""

    institution: Institution
    document: Document | None = None


@dataclass(frozen=True)
class _Families:
    """The controls of all families, and the file and line in which each is defined."""

    definitions: Mapping[str, ControlDefinition]
    places: Mapping[str, tuple[str, int]]


class Library:
    """The policy files that come with the product, and those of a folder beside the inventory.

    Packs and controls are read once: what one library tells of them is told of one state.
    """

    def __init__(self, beside: Path | None = None) -> None:
        """Look in `beside` first (the institution's own `policies` folder), then in our own."""
        own = _own_folder()
        self.folders = [beside, own] if beside and beside.resolve() != own else [own]
        self._loaded: dict[Path, LoadedPack] = {}

    @classmethod
    def for_pack(cls, name: str) -> "Library":
        """Look beside the pack too where `name` is a file in a folder `packs`."""
        path = Path(name)
        own = path.suffix in {".yaml", ".yml"} and path.parent.name == "packs"
        return cls(path.parent.parent if own else None)

    def replaces_ours(self, loaded: LoadedPack) -> bool:
        """Return whether a pack bears the id of one that comes with the product, and is not it."""
        ours = {path.stem: path for path in (_own_folder() / "packs").glob("*.yaml")}
        same = ours.get(loaded.pack.id)
        return same is not None and same != Path(loaded.document.name).resolve()

    def pack_ids(self) -> list[str]:
        """Return the ids of the packs that can be named, in alphabetical order."""
        return sorted(self._packs())

    def pack(self, name: str, asked_by: LoadedInstitution | None = None) -> LoadedPack:
        """Read the pack of that id, or at that path.

        `asked_by` is whose file names it, where it does, to be blamed where there is none.

        Raises:
            PolicyError: there is none, or its file is not a pack.
        """
        path = Path(name) if name.endswith((".yaml", ".yml")) else self._packs().get(name)
        if path is None:
            reason = unknown(name, self._packs())
            if name and Path(name).is_dir():
                reason = _("this is a folder; name the file of a policy, as policies/packs/ID.yaml")
            raise PolicyError([_unnamed(name, asked_by, reason)])
        if path not in self._loaded:
            content = _content(path)
            document = _document(path, content)
            sha256 = hashlib.sha256(content).hexdigest()
            self._loaded[path] = LoadedPack(validate(Pack, document), document, sha256)
        return self._loaded[path]

    def definitions(self) -> Mapping[str, ControlDefinition]:
        """Read every control family, ours and the institution's own.

        Raises:
            PolicyError: a file is not a family, a control stands in the wrong one, or is defined
                twice: nobody can put another control in the place of one of ours.
        """
        return self._families.definitions

    @cached_property
    def _families(self) -> "_Families":
        found: dict[str, ControlDefinition] = {}
        places: dict[str, tuple[str, int]] = {}
        for path in reversed(self._files("controls")):  # ours first, so that theirs is to blame
            document = read_document(path)
            family = validate(Family, document)
            for control, definition in family.controls.items():
                if control.partition(".")[0] != family.family:
                    raise PolicyError([_misplaced(document, control, family.family)])
                if control in found:
                    raise PolicyError([_defined_twice(document, control, places[control][0])])
                line = document.line(("controls", control))
                found[control], places[control] = definition, (document.name, line)
        return _Families(MappingProxyType(found), places)

    def place(self, control: str) -> tuple[str, int]:
        """Return the file and the line in which a control is defined.

        Raises:
            KeyError: it is defined nowhere.
        """
        return self._families.places[control]

    def calendar(self, name: str, asked_by: Document | None = None) -> Calendar:
        """Read the calendar of that id, on top of the one it is based on.

        `asked_by` is the file whose key `calendar` names it, to be blamed where there is none.

        Raises:
            PolicyError: there is none of that id, or it is based on itself.
        """
        return self._calendar(name, "calendar", asked_by, ())

    def _calendar(
        self, name: str, key: str, asked_by: Document | None, above: tuple[str, ...]
    ) -> Calendar:
        files = self._by_stem("calendars")
        if name not in files or name in above:
            reason = _("a calendar cannot be based on itself")
            raise PolicyError(
                [_at(asked_by, key, reason if name in above else unknown(name, files))]
            )
        document = read_document(files[name])
        file = validate(CalendarFile, document)
        vacations = tuple(Period(each.first, each.last) for each in file.vacations)
        single = frozenset(day for days in file.days_off.values() for day in days)
        days_off = single.union(*vacations)
        if file.base:
            days_off |= self._calendar(file.base, "base", document, (*above, name)).days_off
        processes = tuple(Period(each.first, each.last) for each in file.electoral_processes)
        years = frozenset(file.days_off)
        return Calendar(file.id, days_off, years, file.known_until, vacations, processes)

    def platforms(self) -> Platforms:
        """Read the table of social networks."""
        return load_platforms((_own_folder() / "platforms.yaml").read_text(encoding="utf-8"))

    def _packs(self) -> dict[str, Path]:
        return self._by_stem("packs")

    def _by_stem(self, kind: str) -> dict[str, Path]:
        """Return the files by what they are called; the folder that is looked in first wins."""
        return {path.stem: path for path in reversed(self._files(kind))}

    def _files(self, kind: str) -> list[Path]:
        return [
            path
            for folder in self.folders
            for path in sorted([*(folder / kind).glob("*.yaml"), *(folder / kind).glob("*.yml")])
        ]


def skeleton_folder(language: str) -> Path:
    """Return the folder of the files that a new policy begins with, commented in `language`."""
    return _own_folder() / "skeleton" / language


def read_institution(path: Path | None) -> LoadedInstitution:
    """Read `institution.yaml`, or take the defaults where there is none.

    Raises:
        PolicyError: the file is not what an institution's file should be.
    """
    if path is None:
        return LoadedInstitution(Institution())
    document = read_document(path)
    if document.data is None:
        document = Document(document.name, {}, document.lines, document.text)
    return LoadedInstitution(validate(Institution, document), document)


def read_document(path: Path) -> Document:
    """Read one YAML file under guard.

    Raises:
        PolicyError: it cannot be read, is not UTF-8, or is refused by the guard.
    """
    return _document(path, _content(path))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        reason = _("the file cannot be read: {detail}").format(detail=refusal(error))
        raise PolicyError([Problem(str(path), 0, "", reason)]) from None


def _document(path: Path, content: bytes) -> Document:
    try:
        with TextIOWrapper(BytesIO(content), encoding="utf-8-sig") as text:  # lines end in \n
            return guarded_yaml.load(text.read(), str(path))
    except YamlError as error:
        raise PolicyError([Problem(error.name, error.line, "", error.reason)]) from None
    except UnicodeDecodeError:
        reason = _("the file is not UTF-8 text; save it again with the encoding UTF-8")
        raise PolicyError([Problem(str(path), 0, "", reason)]) from None


def _unnamed(name: str, own: LoadedInstitution | None, reason: str) -> Problem:
    if own is None or own.document is None or name not in own.institution.policies:
        return Problem(name, 0, "", reason)
    line = own.document.line(("policies", own.institution.policies.index(name)))
    return Problem(own.document.name, line, "policies", reason)


def _at(document: Document | None, key: str, reason: str) -> Problem:
    if document is None:
        return Problem("institution.yaml", 0, key, reason)
    return Problem(document.name, document.line((key,)), key, reason)


def _defined_twice(document: Document, control: str, other: str) -> Problem:
    reason = _("a control of this name comes with monitor; give yours another name")
    if not Path(other).is_relative_to(_own_folder()):
        reason = _("{other} has a control of this name too; keep one of them").format(other=other)
    return Problem(document.name, document.line(("controls", control)), control, reason)


def _misplaced(document: Document, control: str, family: str) -> Problem:
    reason = _("a control of the family “{family}” begins with “{family}.”").format(family=family)
    return Problem(document.name, document.line(("controls", control)), control, reason)


def _own_folder() -> Path:
    """Return our own policy files: inside the installed package, else beside it in a checkout."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "policies"
    return installed if installed.is_dir() else package.parent / "policies"
