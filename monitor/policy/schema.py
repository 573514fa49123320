"""The shape of policy files: control families, packs and the institution's own file.

Every scalar arrives as a string (or None) and is typed here; unknown keys are errors.
"""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    model_validator,
)

from monitor.text import _

Severity = Literal["critical", "high", "medium", "low"]
Strength = Literal["must", "should", "may"]
Subject = Literal["account", "mailbox", "area", "institution"]
Outcome = Literal["pass", "warn", "fail", "unknown", "not_applicable"]


def _many(value: Any) -> Any:
    return [] if value is None else value


def _none_given(value: Any) -> Any:
    return {} if value is None else value


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(
            _("“{name}” is not a time zone; write it as America/Mexico_City").format(name=name)
        ) from None
    return name


Names = Annotated[list[str], BeforeValidator(_many)]
Zone = Annotated[str, AfterValidator(_known_zone)]


class Part(BaseModel):
    """A part of a policy file: frozen, and without keys it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Bilingual(Part):
    """A text in both languages."""

    en: str
    es: str


class Parameter(Part):
    """A parameter of a control: its type, and how several packs' values become one.

    `choices` stand strictest first, for the rule `strictest` (ruling 10). `identity` marks what
    names the institution itself (its domain, its offices): setting it never weakens.
    """

    type: Literal["duration", "number", "text", "list", "domains", "flag", "choice", "date"]
    combine: Literal[
        "min_duration",
        "max_number",
        "union",
        "intersection",
        "any",
        "all",
        "strictest",
        "must_agree",
    ]
    identity: bool = False
    choices: Names = []


class CheckUse(Part):
    """A check that a control names, with the arguments that make it this control's."""

    check: str
    arguments: Mapping[str, str] = Field(default={}, alias="with")
    fallback: bool = False


def _check_use(value: Any) -> Any:
    return {"check": value} if isinstance(value, str) else value


class Owing(Part):
    """Who owes a duty, and to whom, by their offices.

    `administrators` and `area-head` are those of the subject; all others the institution has once.
    A pack's parameters `owed_by` and `recipients` stand in place of the two.
    """

    by: list[str] = Field(min_length=1)
    to: Names = []


class ControlDefinition(Part):
    """One checkable duty, as it is the same for every document that states it."""

    kind: Literal["computed", "evidence", "attested", "workflow"] = Field(alias="class")
    subjects: list[Subject]
    phase: Literal["opening", "operation", "closing"]
    binds: Literal[
        "subject", "credential", "login_mailbox", "area_with_accounts", "local_board", "board"
    ] = "subject"
    title: Bilingual
    checks: list[Annotated[CheckUse, BeforeValidator(_check_use)]]
    owed: Owing | None = None
    params: Annotated[Mapping[str, Parameter], BeforeValidator(_none_given)] = {}
    note: Bilingual | None = None


class Family(Part):
    """A file of `policies/controls/`."""

    family: str
    title: Bilingual
    controls: Mapping[str, ControlDefinition]


class AlsoClause(Part):
    """A further numeral that states the same duty of one row."""

    ref: str
    quote: str | None = None


def _also(value: Any) -> Any:
    return {"ref": value} if isinstance(value, str) else value


class ClauseText(Part):
    """One row of the clause matrix: the numeral, a literal fragment of it, our paraphrase."""

    ref: str
    part: Bilingual | None = None
    also: list[Annotated[AlsoClause, BeforeValidator(_also)]] = []
    quote: str
    en: str


class NotOffered(Part):
    """An alternative of a reading that cannot be chosen, and why."""

    not_offered: Bilingual


def _offered_or_why_not(alternative: Any) -> Any:
    """Hold an alternative that is not offered to its shape; one of parameters stays as it is."""
    if isinstance(alternative, dict) and "not_offered" in alternative:
        return NotOffered.model_validate(alternative).model_dump()
    return alternative


Alternative = Annotated[Mapping[str, Any], BeforeValidator(_offered_or_why_not)]


class ReadingText(Part):
    """An interpretation chosen where the text is ambiguous, and what else it could mean."""

    id: str
    question: Bilingual
    chosen: str
    alternatives: Mapping[str, Alternative | None]
    reason: Bilingual
    ratified_by: str | None = None
    ratified_on: date | None = None


class ExampleText(Part):
    """One worked case of a control: facts given, the day, the outcome they must have.

    `params` and `in_force_from` stand in for what only an institution, or a later text, gives.
    """

    name: str
    expect: Outcome
    today: date
    subject: Subject | None = None
    params: Annotated[Mapping[str, Any], BeforeValidator(_none_given)] = {}
    in_force_from: date | None = None
    given: Annotated[Mapping[str, Any], BeforeValidator(_none_given)]


class ConditionText(Part):
    """On what the text itself makes a duty depend: a literal fragment, and our words for it."""

    quote: str
    en: str | None = None
    es: str | None = None

    def words(self) -> dict[str, str]:
        """Return our words for it in each language, else the text's own."""
        return {"en": self.en or self.quote, "es": self.es or self.quote}


def _condition(value: Any) -> Any:
    """Take the bare fragment too: policies were adopted, and are kept, with it."""
    return {"quote": value} if isinstance(value, str) else value


class PackControl(Part):
    """What one document says of a control."""

    strength: Strength
    severity: Severity
    condition: Annotated[ConditionText | None, BeforeValidator(_condition)] = None
    clauses: list[ClauseText] = Field(min_length=1)
    params: Annotated[Mapping[str, Any], BeforeValidator(_none_given)] = {}
    readings: list[ReadingText] = []
    remediation: Bilingual
    examples: list[ExampleText]


class OutOfScope(Part):
    """A clause that no machine and no attestation can test, and why.

    `evaluated` is whether the half-yearly evaluation asks an editorial one of each account: not
    where it is about something else than the institution's own accounts.
    """

    kind: Literal["editorial", "declaratory"] = Field(alias="class")
    evaluated: bool = True
    clauses: list[ClauseText] = Field(min_length=1)
    reason: Bilingual


class Source(Part):
    """The text a pack was written from."""

    file: str
    sha256: str = Field(pattern="^[0-9a-f]{64}$")


class DatedName(Part):
    """A name that an office had, and from when to when (reading 10)."""

    name: str
    since: date | None = Field(default=None, alias="from")
    until: date | None = Field(default=None, alias="to")


class Pack(Part):
    """A file of `policies/packs/`: one written policy; `language` is that of its quotes."""

    id: str = Field(pattern="^[a-z0-9-]+$")
    version: str
    language: Literal["es", "en"] = "es"
    title: Bilingual
    issuer: Any
    status: Literal["draft", "in_force", "superseded"]
    asserted_by: str | None = None
    adopted: date | None
    in_force_from: date | None
    source: Source
    timezone: Zone
    calendar: str
    roles: Mapping[str, list[DatedName]]
    gap_resolver: str | None
    numbering: Mapping[str, str]
    controls: Mapping[str, PackControl]
    out_of_scope: Annotated[Mapping[str, OutOfScope], BeforeValidator(_none_given)] = {}


class Span(Part):
    """Days from one to another, both included."""

    first: date = Field(alias="from")
    last: date = Field(alias="to")

    @model_validator(mode="after")
    def _forwards(self) -> Self:
        if self.last < self.first:
            raise ValueError(_("it ends before it begins"))
        return self


class CalendarFile(Part):
    """A file of `policies/calendars/`: days off by year, on top of another calendar's.

    `known_until` is the last day that the source speaks of, where it does not end with a year.
    """

    id: str
    title: Bilingual
    source: str
    base: str | None = None
    known_until: date | None = None
    days_off: Mapping[int, list[date]]
    vacations: Annotated[list[Span], BeforeValidator(_many)] = []
    electoral_processes: Annotated[list[Span], BeforeValidator(_many)] = []


class Institution(Part):
    """The file `institution.yaml`: who the institution is, and how it tailors the policies."""

    code: str = "LOCAL"
    name: str | None = None
    timezone: Zone = "America/Mexico_City"
    calendar: str | None = None
    policies: Annotated[list[str], BeforeValidator(_many)] = []
    roles: Annotated[Mapping[str, str], BeforeValidator(_none_given)] = {}
    params: Annotated[Mapping[str, Mapping[str, Any] | None], BeforeValidator(_none_given)] = {}
    readings: Annotated[Mapping[str, Mapping[str, str] | None], BeforeValidator(_none_given)] = {}
