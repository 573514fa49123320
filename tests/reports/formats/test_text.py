"""A report as text: short, the worst first, and never with codes that steer a terminal."""

import io
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from monitor import text
from monitor.findings.judged import Judged, Tally
from monitor.policy.overlay import Weakening
from monitor.policy.parameters import Setting
from monitor.reports.data import LeftOut, Report
from monitor.reports.formats import text as text_format
from tests.reports.example import control_of, finding, with_subjects


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def _written(report: Report, stream: io.StringIO | None = None, **asked: Any) -> str:
    stream = stream or io.StringIO()
    text_format.write(report, stream, **({"everything": False} | asked))
    return stream.getvalue()


def _flat(report: Report, **asked: Any) -> str:
    """Return the report with its line breaks taken out."""
    return " ".join(_written(report, **asked).split())


def _stated(report: Report, **institution: Any) -> Report:
    own = report.requirements.institution
    changed = replace(own, institution=own.institution.model_copy(update=institution))
    return replace(report, requirements=replace(report.requirements, institution=changed))


def test_the_head_says_who_when_and_by_what(example: Report) -> None:
    shown = _flat(example)
    assert shown.startswith("Instituto de Ejemplo (IEE) · as of 2026-11-22 · mx-ine-mail 1.0.0")
    assert "3 accounts · 3 mailboxes · 2 areas · 35 controls" in shown


def test_an_institution_without_a_name_is_called_by_its_code_once(example: Report) -> None:
    assert _flat(_stated(example, name=None)).startswith("IEE · as of")


def test_a_made_up_institution_says_that_it_is(example: Report) -> None:
    assert "nothing here is real" in _flat(example)
    assert "nothing here is real" not in _flat(replace(example, sample=False))


def test_it_says_what_is_common_once_and_where_to_fill_it_in(example: Report) -> None:
    shown = _flat(example)
    assert shown.count("o list of who has access is on record") == 1
    assert "sheet “access”" in shown
    assert "institution.yaml: params: {rotation.it-period: {period: P1M}}" in shown


def test_an_accounts_line_shows_what_its_mailbox_and_area_owe(example: Report) -> None:
    shown = _flat(example)
    line = shown[shown.index("x/ieejemplo") :]
    assert "its mailbox: the holder of the mailbox administers no account (4.4.II)" in line
    assert "its area: the area is recorded as having no head (4.2.I)" in line


def test_the_worst_area_comes_first(example: Report) -> None:
    shown = _written(example)
    assert shown.index("\nThe institution") < shown.index("\nCS ") < shown.index("\nJD01AGS ")
    assert shown.index("  ✗ facebook/ieejemplo") < shown.index("  ✗ youtube/ieejemplo")


def test_when_no_mailbox_is_of_the_policys_domain_it_asks_and_prints_the_lines(
    example: Report,
) -> None:
    shown = _written(example)
    assert "Is iee.example your institution's own domain?" in shown
    lines = [line.removeprefix("    ") for line in shown.splitlines()]
    at = lines.index("params:")
    assert lines[at : at + 3] == [
        "params:",
        "  email.institutional-domain:",
        "    allowed_domains: [iee.example]",
    ]
    assert at < lines.index("What to do first")


def test_it_does_not_ask_when_the_institution_names_its_own_domain(example: Report) -> None:
    control = control_of(example, "email.institutional-domain")
    own = replace(control, settings={"allowed_domains": Setting(("other.example",), "institution")})
    controls = tuple(own if each is control else each for each in example.requirements.controls)
    requirements = replace(example.requirements, controls=controls)
    assert "own domain?" not in _flat(replace(example, requirements=requirements))


def test_what_weakens_the_document_is_named_with_reason_and_approver(example: Report) -> None:
    weakening = Weakening("mfa.enabled", "weak_kinds", ("sms", "call"), (), "no app", "The head")
    requirements = replace(example.requirements, weakenings=(weakening,))
    shown = _flat(replace(example, requirements=requirements))
    assert "mfa.enabled, weak_kinds = [sms, call] (no app; approved by The head)" in shown


def test_rows_left_out_are_named(example: Report) -> None:
    left_out = (LeftOut("accounts.csv, row 7", "There is no such day."),)
    shown = _flat(replace(example, left_out=left_out))
    assert "Left out: accounts.csv, row 7: There is no such day." in shown


def test_subjects_that_were_only_named_are_counted(example: Report) -> None:
    shown = _flat(replace(example, stubs={"person": 1200, "area": 3}))
    assert "Only named, not listed: people 1,200 · areas 3" in shown
    assert "Only named" not in _flat(example)


def test_only_so_many_areas_are_shown_as_asked(example: Report) -> None:
    shown = _flat(example, areas=1)
    assert "JD01AGS" not in shown
    assert "… and 2 more areas" in shown
    assert "more area" not in _flat(example)


def test_with_all_it_lists_what_is_met_and_what_does_not_apply(example: Report) -> None:
    shown = _flat(example, everything=True)
    met = shown[shown.index("facebook/ieejemplo: met: ") :]
    assert "admins.belong-to-area" in met
    assert "does not apply: " in shown
    assert "Everything else" not in _flat(example)


def _empty(example: Report) -> Report:
    return replace(with_subjects(example), tally=Tally(Counter(), Counter(), Counter(), Counter()))


def test_a_register_without_accounts_says_so(example: Report) -> None:
    shown = _flat(_empty(example))
    assert "There is no account to judge." in shown
    assert "What to do first" not in shown
    assert "The same for all" not in shown
    assert "By area" not in shown


def test_brackets_in_names_are_not_taken_for_styles(example: Report) -> None:
    odd = "[bold]not bold[/bold] [/]"
    found = finding(control_of(example, "rotation.max-age"), "account:x/a", "fail", "of {who}")
    found = replace(found, observed={"who": odd})
    subject = Judged("account", 1, "x/a", odd, None, (found,))
    report = replace(with_subjects(example, subject), area_names={odd: odd})
    assert f"{odd} {odd} ✗ x/a of {odd} (4.3.VIII)" in _flat(report, everything=True)


def test_where_it_is_no_terminal_there_are_no_codes_and_no_blanks_at_line_ends(
    example: Report,
) -> None:
    shown = _written(example, everything=True)
    assert "\x1b" not in shown
    assert not [line for line in shown.splitlines() if line != line.rstrip()]
    assert max(map(len, shown.splitlines())) <= text_format.PLAIN_WIDTH


def test_on_a_terminal_it_is_coloured_unless_colours_are_refused(
    example: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    assert "\x1b[" in _written(example, Terminal())
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[3" not in _written(example, Terminal())


def test_it_speaks_spanish(example: Report) -> None:
    text.use("es")
    shown = _flat(example)
    assert "22/11/2026" in shown
    assert "cuenta" in shown
    for english in ("accounts", "What to do first", "By area", "on record", "Verdicts"):
        assert english not in shown


def test_readings_that_the_institution_chose_are_named(example: Report) -> None:
    assert "Chosen by the institution" not in _flat(example)
    readings = example.requirements.readings
    (interval,) = (each for each in readings if each.text.id == "interval")
    other = replace(interval, chosen="days-60")
    changed = tuple(other if each is interval else each for each in readings)
    shown = _flat(replace(example, requirements=replace(example.requirements, readings=changed)))
    assert "Chosen by the institution: rotation.max-age interval = days-60" in shown


def test_what_is_common_and_can_be_written_down_nowhere_names_no_place(example: Report) -> None:
    control = control_of(example, "rotation.max-age")
    found = finding(control, "account:x/a", "unknown", "nobody knows")
    report = with_subjects(example, Judged("account", 1, "x/a", "A", None, (found,)))
    by_control = Counter([(control.id, "account", "unknown")])
    tally = Tally(Counter(), by_control, Counter(["account"]), Counter())
    shown = _flat(replace(report, tally=tally))
    assert "? the account Nobody knows (Password changed in time)" in shown
    assert "→" not in shown
