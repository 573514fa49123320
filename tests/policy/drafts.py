"""Made-up policies in a folder beside an inventory: what the tests of compiling start from."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from monitor.policy.library import Library, LoadedInstitution, read_institution
from monitor.policy.problems import PolicyError
from monitor.policy.requirements import Control, Requirements, compile_requirements

_FAMILY = """\
family: {family}
title: {{en: "Trials", es: "Pruebas"}}
controls:
  {family}.{name}:
    class: computed
    subjects: [account, mailbox]
    phase: operation
    title: {{en: "A trial", es: "Una prueba"}}
    checks: [max_age]
    params:
{params}"""

_PACK = """\
id: {id}
version: 1.0.0
title: {{en: "Policy {id}", es: "Política {id}"}}
issuer: Somebody
status: {status}
adopted: null
in_force_from: {in_force_from}
source: {{file: text.txt, sha256: "{zeros}"}}
timezone: America/Mexico_City
calendar: {calendar}
roles: {{}}
gap_resolver: null
numbering: {{"1": "First"}}
controls:
{controls}"""

_CONTROL = """\
  {id}:
    strength: {strength}
    severity: {severity}
    clauses:
      - {{ref: "{ref}", quote: "as written", en: "our words"}}
    params: {params}
    readings: {readings}
    remediation: {{en: "Do it.", es: "Hágalo."}}
    examples: []
"""

READING = """
      - id: whose
        question: {en: "Whose?", es: "¿De quién?"}
        chosen: both
        alternatives:
          accounts-only: {applies_to: [account]}
          longer: {term: P3M, words: [c]}
          nobody: {not_offered: {en: "the text names somebody", es: "el texto nombra a alguien"}}
          as-written: null
        reason: {en: "So it reads.", es: "Así se lee."}"""

RULES = {
    "term": "{type: duration, combine: min_duration}",
    "least": "{type: number, combine: max_number}",
    "applies_to": "{type: list, choices: [account, mailbox], combine: union}",
    "domains": "{type: list, combine: intersection, identity: true}",
    "words": "{type: list, combine: intersection}",
    "heads": "{type: flag, combine: any}",
    "tasks": "{type: flag, combine: all}",
    "third": "{type: choice, choices: [fail, warn, pass], combine: strictest}",
    "due_soon": "{type: duration, combine: must_agree}",
}


def control(id_: str = "trial.one", **said: str) -> str:
    """Return what a pack says of a control; keys of the template that are not given are plain."""
    plain = {"strength": "must", "severity": "high", "ref": "1", "params": "{}", "readings": "[]"}
    return _CONTROL.format(id=id_, **{**plain, **said})


@dataclass
class Drafts:
    """A folder of policies and the institution's own file, to be compiled."""

    folder: Path

    def __post_init__(self) -> None:
        params = "".join(f"      {name}: {rule}\n" for name, rule in RULES.items())
        self.write("controls/trial.yaml", _FAMILY.format(family="trial", name="one", params=params))

    def write(self, name: str, text: str) -> Path:
        """Write a file of the folder `policies`; `../` reaches the one it lies in."""
        path = self.folder / "policies" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def pack(self, id_: str, *controls: str, **head: str) -> str:
        """Write a pack and return its id."""
        plain = {"status": "in_force", "in_force_from": "2020-01-01", "calendar": "mx-lft"}
        said = {**plain, **head, "zeros": "0" * 64, "controls": "".join(controls) or "  {}"}
        self.write(f"packs/{id_}.yaml", _PACK.format(id=id_, **said))
        return id_

    def institution(self, text: str) -> LoadedInstitution:
        """Write and read the institution's own file."""
        return read_institution(self.write("../institution.yaml", text))

    def library(self) -> Library:
        """Return the library with this folder beside our own."""
        return Library(self.folder / "policies")

    def compile(self, *names: str, own: str = "code: IEE", **how: Any) -> Requirements:
        """Compile packs with the institution's own file."""
        return compile_requirements(self.library(), names, self.institution(own), **how)

    def one(self, *names: str, own: str = "code: IEE") -> Control:
        """Return the only control of these packs, compiled."""
        (only,) = self.compile(*names, own=own).controls
        return only

    def problems(
        self, *names: str, own: str = "code: IEE", **how: Any
    ) -> list[tuple[str, int, str]]:
        """Compile what must be refused; return the file, line and text of each fault."""
        try:
            self.compile(*names, own=own, **how)
        except PolicyError as error:
            return [
                (Path(each.file).name, each.line, f"{each.key}: {each.reason}")
                for each in error.problems
            ]
        raise AssertionError("the policies were compiled")
