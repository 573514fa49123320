"""A report composed for reading: what is the same for everyone, and one line per subject."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from monitor.findings.judged import Finding, Judged
from monitor.policy.requirements import SEVERITIES, Control
from monitor.reports.data import Report, gravest
from monitor.reports.wording import message
from monitor.text import printable

ORDER = ("fail", "unknown", "warn")


@dataclass(frozen=True)
class Reason:
    """One sentence of a line, and the clauses it rests on."""

    outcome: str
    severity: str
    text: str
    refs: tuple[str, ...]


@dataclass(frozen=True)
class Common:
    """What is the same for every subject of a kind that it concerns, said once."""

    outcome: str
    kind: str
    count: int
    text: str
    fill: str | None
    controls: tuple[Control, ...]


@dataclass(frozen=True)
class Line:
    """One subject with all its reasons; `also` is what its mailbox and its area owe, by kind."""

    subject: str
    reasons: tuple[Reason, ...]
    also: tuple[tuple[str, tuple[Reason, ...]], ...] = ()


@dataclass(frozen=True)
class AreaLines:
    """The lines of one area, the worst first; `code` None: the institution itself."""

    code: str | None
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Composed:
    """A report ready to be set.

    `accounts` counts accounts by the worst that was found of them, down to not_applicable;
    `worst` are the controls most in need, with the number of subjects that fail each. What is
    waived is shown apart, and leaves an account in order with a reserve.
    """

    accounts: Counter[str]
    worst: tuple[tuple[Control, int], ...]
    common: tuple[Common, ...]
    areas: tuple[AreaLines, ...]
    waived: tuple[Finding, ...] = ()


_Graded = tuple[tuple[int, int], Line]
_Key = tuple[str, str, str, str, str | None]


def compose(report: Report) -> Composed:
    """Read the findings twice: once to see what is common, once to keep what is not."""
    accounts, counted, waived = _count(report.subjects(False))
    shared = _shared(report, counted)
    kept = [_Kept.of(judged, shared) for judged in report.subjects(False)]
    accounts["not_applicable"] = report.tally.exempt["account"]
    accounts["pass"] = report.tally.subjects["account"] - accounts.total()
    return Composed(
        accounts,
        tuple(_worst(report)),
        tuple(_common(report, counted, shared)),
        tuple(_areas([each for each in kept if each.findings])),
        tuple(waived),
    )


def _count(
    subjects: Iterable[Judged],
) -> tuple[Counter[str], Counter[_Key], list[Finding]]:
    accounts: Counter[str] = Counter()
    counted: Counter[_Key] = Counter()
    waived: list[Finding] = []
    for judged in subjects:
        if judged.kind == "account" and judged.findings and not judged.closed:
            accounts[_worst_of(judged.findings)] += 1
        counted.update(_key(judged.kind, each) for each in judged.findings if each.open)
        waived += [each for each in judged.findings if each.waiver]
    return accounts, counted, waived


def _worst_of(findings: tuple[Finding, ...]) -> str:
    """Return the worst outcome; where all that is found is waived, that is a reserve."""
    place = gravest(findings)[0]
    return ORDER[min(place, ORDER.index("warn"))]


def _key(kind: str, finding: Finding) -> _Key:
    fill = finding.because.fill if finding.because else None
    return kind, finding.control.id, finding.outcome, message(finding), fill


def _shared(report: Report, counted: Counter[_Key]) -> frozenset[_Key]:
    """Return what holds of every subject it concerns; of one alone, only what is not known."""
    return frozenset(
        key
        for key, count in counted.items()
        if count == _concerned(report, key) and (count > 1 or key[2] == "unknown")
        if key[0] in {"account", "mailbox", "area"}
    )


def _concerned(report: Report, key: _Key) -> int:
    kind, control = key[0], key[1]
    judged = ("pass", "warn", "fail", "unknown")
    return sum(report.tally.by_control[control, kind, outcome] for outcome in judged)


def _common(report: Report, counted: Counter[_Key], shared: frozenset[_Key]) -> Iterator[Common]:
    controls = {control.id: control for control in report.requirements.controls}
    grouped: dict[tuple[str, str, str, str | None, int], list[Control]] = {}
    for key in sorted(shared, key=lambda k: (ORDER.index(k[2]), k)):
        kind, control, outcome, text, fill = key
        grouped.setdefault((outcome, kind, text, fill, counted[key]), []).append(controls[control])
    for (outcome, kind, text, fill, count), named in grouped.items():
        yield Common(outcome, kind, count, text, fill, tuple(named))


def _worst(report: Report) -> Iterator[tuple[Control, int]]:
    """Return the controls that fail, the gravest and most frequent first."""
    failing: Counter[str] = Counter()
    of_kind: Counter[tuple[str, str]] = Counter()
    for (control, kind, outcome), count in report.tally.by_control.items():
        if outcome == "fail":
            of_kind[control, kind] = count - report.tally.waived[control, kind, outcome]
            failing[control] += of_kind[control, kind]
    controls = [
        each.of(max(each.subjects, key=lambda kind: of_kind[each.id, kind]))
        for each in report.requirements.controls
        if failing[each.id]
    ]
    controls.sort(key=lambda each: (SEVERITIES.index(each.severity), -failing[each.id], each.id))
    return ((control, failing[control.id]) for control in controls)


@dataclass(frozen=True)
class _Kept:
    """A subject with the findings that are its own, not everyone's."""

    judged: Judged
    findings: tuple[Finding, ...] = field(default=())

    @classmethod
    def of(cls, judged: Judged, shared: frozenset[_Key]) -> "_Kept":
        own = tuple(f for f in judged.findings if f.open and _key(judged.kind, f) not in shared)
        return cls(judged, own)


def _areas(kept: list[_Kept]) -> Iterator[AreaLines]:
    """Return the areas, the worst first; each account also shows its mailbox and its area."""
    boxes = {each.judged.ref: each for each in kept if each.judged.kind == "mailbox"}
    heads = {each.judged.area: each for each in kept if each.judged.kind == "area"}
    shown: set[str] = set()
    by_area: dict[str | None, list[_Graded]] = {}
    for each in kept:
        if each.judged.kind == "account":
            others = [boxes.get(each.judged.login_mailbox or ""), heads.get(each.judged.area)]
            present = [other for other in others if other]
            shown |= {other.judged.subject for other in present}
            _place(by_area, each, present)
    for each in kept:
        if each.judged.kind != "account" and each.judged.subject not in shown:
            _place(by_area, each, [])
    yield from _sorted(by_area)


def _place(
    by_area: dict[str | None, list[_Graded]],
    each: _Kept,
    others: list[_Kept],
) -> None:
    also = tuple((other.judged.kind, _reasons(other.findings)) for other in others)
    line = Line(printable(each.judged.ref), _reasons(each.findings), also)
    by_area.setdefault(each.judged.area, []).append((gravest(each.findings), line))


def _sorted(
    by_area: dict[str | None, list[_Graded]],
) -> Iterator[AreaLines]:
    def badness(item: tuple[str | None, list[_Graded]]) -> tuple[bool, int, int, int, str]:
        area, lines = item
        graves = sorted(grave for grave, _line in lines)
        fails = sum(1 for grave in graves if grave[0] == 0)
        return (area is not None, graves[0][0], -fails, graves[0][1], area or "")

    for area, lines in sorted(by_area.items(), key=badness):
        lines.sort(key=lambda item: (item[0], item[1].subject))
        yield AreaLines(area, tuple(line for _grave, line in lines))


def _reasons(findings: tuple[Finding, ...]) -> tuple[Reason, ...]:
    """Return the reasons of a line: fails first; what several controls say alike, once."""
    merged: dict[tuple[str, str], list[Finding]] = {}
    for finding in sorted(findings, key=lambda each: ORDER.index(each.outcome)):
        merged.setdefault((finding.outcome, message(finding)), []).append(finding)
    return tuple(
        Reason(outcome, alike[0].control.severity, text, tuple(_refs(alike)))
        for (outcome, text), alike in merged.items()
    )


def _refs(findings: list[Finding]) -> Iterable[str]:
    refs = (cited.clause.ref for each in findings for cited in each.control.citations)
    return dict.fromkeys(refs)
