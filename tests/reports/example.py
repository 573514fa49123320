"""A small institute as files, its report kept in memory, and findings made by hand."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from monitor import rounds
from monitor.checks.judgement import Because
from monitor.findings.judged import Finding, Judged
from monitor.policy.requirements import Control
from monitor.reports.data import Report

TODAY = date(2026, 11, 22)

# Three accounts of two areas: one neglected, one in order as far as is known, one bare.
SHEETS = {
    "institution.yaml": "code: IEE\nname: Instituto de Ejemplo\npolicies: [mx-ine-mail]\n",
    "areas.csv": (
        "code,name,kind,head\n"
        "CS,Comunicación,central,carla@iee.example\n"
        "JD01AGS,Junta 01,district_board,-\n"
    ),
    "people.csv": (
        "email,name,position,rank,area,employment,active_to\n"
        "ana@iee.example,Ana,Jefa,medio,CS,public_servant,\n"
        "beto@iee.example,Beto,Técnico,operativo,CS,public_servant,\n"
        "carla@iee.example,Carla,Titular,superior,CS,public_servant,\n"
        "dora@iee.example,Dora,Vocal,medio,JD01AGS,public_servant,2026-09-30\n"
    ),
    "mailboxes.csv": (
        "address,kind,holder,area,password_changed_on\n"
        "prensa@iee.example,generic,ana@iee.example,CS,2026-11-10\n"
        "video@iee.example,generic,ana@iee.example,CS,2026-06-01\n"
        "Redes.jd01ags@iee.example,generic,dora@iee.example,JD01AGS,2026-11-10\n"
    ),
    "accounts.csv": (
        "platform,handle,area,login_mailbox,owner,substitute,password_changed_on,second_factor,"
        "linked_accounts\n"
        "x,ieejemplo,JD01AGS,Redes.jd01ags@iee.example,dora@iee.example,-,2026-08-01,none,-\n"
        "facebook,ieejemplo,CS,prensa@iee.example,ana@iee.example,beto@iee.example,2026-11-20,"
        "totp,-\n"
        "youtube,ieejemplo,CS,video@iee.example,ana@iee.example,,,sms,x/otra\n"
    ),
}


def written(folder: Path, sheets: Mapping[str, str | bytes] = SHEETS) -> Path:
    """Write files by name into `folder`, made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in sheets.items():
        data = content.encode() if isinstance(content, str) else content
        (folder / name).write_bytes(data)
    return folder


def report_of(folder: Path, **asked: Any) -> Report:
    """Judge the files of a folder, and keep what was found when the database is gone."""
    given = {"today": TODAY} | asked
    with rounds.preview(rounds.Asked(folder, **given)) as report:
        whole = list(report.subjects(True))
        kept = list(report.subjects(False))
    return replace(report, subjects=lambda everything: iter(whole if everything else kept))


def with_subjects(report: Report, *subjects: Judged) -> Report:
    """Return a report of other subjects; its counts stay what they were."""
    return replace(report, subjects=lambda everything: _kept(subjects, everything=everything))


def _kept(subjects: tuple[Judged, ...], *, everything: bool) -> Iterator[Judged]:
    for each in subjects:
        findings = tuple(f for f in each.findings if everything or f.open)
        yield replace(each, findings=findings)


def control_of(report: Report, name: str) -> Control:
    """Return a control in force by its id."""
    return next(each for each in report.requirements.controls if each.id == name)


def finding(
    control: Control,
    subject: str,
    outcome: str,
    message: str = "something is so",
    fill: str | None = None,
    **observed: Any,
) -> Finding:
    """Return a finding with a reason of its own; the condition of it is of no interest here."""
    because = Because(None, message, fill)  # type: ignore[arg-type] # nothing is judged with it
    return Finding(control, subject, outcome, because, observed)
