"""Drafting: the files from which an institution writes a policy of its own."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from string import Template

from monitor.intake.faults import Fault, IntakeError
from monitor.intake.folders import INSTITUTION_FILE, POLICIES_FOLDER, label
from monitor.intake.template import write_empty_sheet
from monitor.intake.writing import refuse_existing
from monitor.policy.library import Library, skeleton_folder
from monitor.policy.problems import PolicyError, Problem
from monitor.text import _, language

# `null` would be read as nothing at all.
_ID = re.compile(r"(?!null$)[a-z0-9][a-z0-9-]*")

# By file of the skeleton, where it goes below the folder `policies`.
_PARTS = {"pack.yaml": "packs/{id}.yaml", "controls.yaml": "controls/{id}.yaml"}
_TEXT = ("text.txt", "texts/{id}.txt")


@dataclass(frozen=True)
class Drafted:
    """What was written; `named`: the institution's file, new, names the policy already."""

    pack: Path
    text: Path
    files: tuple[Path, ...]
    named: bool


def draft(name: str, folder: Path) -> Drafted:
    """Write a policy called `name` into `folder`, ready to be made one's own, in the language used.

    A pack with a text that it quotes and a control of its own; an `institution.yaml` that names
    it, where there is none yet; and an empty sheet of accounts, where the folder is new or empty.
    All of it holds as it stands: it has no mistake, its examples give what they must, and
    `monitor check` judges by it. Nothing that is there is changed.

    Raises:
        PolicyError: a policy cannot be called so, or one that comes with the product is.
        IntakeError: one of the files is there already, or `folder` is not a folder; nothing is
            written then.
        OSError: the files cannot be written.
    """
    _refuse_name(name)
    if folder.exists() and not folder.is_dir():
        reason = _("This is a file; give the name of a folder.")
        raise IntakeError([Fault(label(folder), None, None, None, reason)])
    new = not folder.exists() or not any(folder.iterdir())
    files = _contents(name, folder)
    refuse_existing(files, folder)
    institution = folder / INSTITUTION_FILE
    named = not institution.exists()
    if named:
        files[institution] = _filled(INSTITUTION_FILE, id=name)
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(content)
    sheets = [write_empty_sheet(folder, "accounts", language())] if new else []
    pack, _controls, text, *_rest = files
    return Drafted(pack, text, (*files, *sheets), named)


def _refuse_name(name: str) -> None:
    if not _ID.fullmatch(name):
        reason = _("an id is made of small letters, digits and hyphens, as my-university-2026")
        raise PolicyError([Problem(name, 0, "", reason)])
    if name in Library().pack_ids():
        reason = _("a policy of this name comes with monitor; give yours another name")
        raise PolicyError([Problem(name, 0, "", reason)])


def _contents(name: str, folder: Path) -> dict[Path, str]:
    """Return what goes into each file: pack, controls and text, in this order."""
    source, place = _TEXT
    text = _read(source)
    digest = hashlib.sha256(text.encode()).hexdigest()
    policies = folder / POLICIES_FOLDER
    files = {
        policies / where.format(id=name): _filled(part, id=name, sha256=digest)
        for part, where in _PARTS.items()
    }
    return files | {policies / place.format(id=name): text}


def _filled(part: str, **words: str) -> str:
    return Template(_read(part)).substitute(words)


def _read(part: str) -> str:
    return (skeleton_folder(language()) / part).read_text(encoding="utf-8")
