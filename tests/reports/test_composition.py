"""Composing a report: what is common is said once, and the worst comes first."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

import pytest

from monitor.findings.judged import Finding, Judged, Tally
from monitor.reports.composition import AreaLines, Composed, compose
from monitor.reports.data import Report
from tests.reports.example import control_of, finding, with_subjects

ROTATION, SUPPORT, DOMAIN = "rotation.max-age", "support.cau", "email.institutional-domain"


def _subject(
    kind: str, ref: str, area: str | None, *findings: Finding, login: str | None = None
) -> Judged:
    return Judged(kind, hash(ref), ref, area, login, findings)


def _composed(example: Report, *subjects: Judged, exempt: tuple[str, ...] = ()) -> Composed:
    """Compose a report in which nothing but `subjects` was judged."""
    tally = Tally(Counter(), Counter(), Counter(each.kind for each in subjects), Counter(exempt))
    for each in subjects:
        for found in each.findings:
            tally.by_control[found.control.id, each.kind, found.outcome] += 1
    return compose(replace(with_subjects(example, *subjects), tally=tally))


def _lines(areas: Iterable[AreaLines]) -> list[tuple[str | None, list[str]]]:
    return [(area.code, [line.subject for line in area.lines]) for area in areas]


def test_what_is_so_of_every_subject_is_said_once_with_where_to_fill_it(example: Report) -> None:
    control = control_of(example, ROTATION)
    subjects = [
        _subject("account", f"x/{n}", "A", finding(control, f"account:x/{n}", "unknown", fill="f"))
        for n in range(3)
    ]
    composed = _composed(example, *subjects)
    (common,) = composed.common
    assert (common.outcome, common.kind, common.count, common.fill) == (
        "unknown",
        "account",
        3,
        "f",
    )
    assert common.controls == (control,)
    assert composed.areas == ()


def test_what_does_not_apply_to_some_is_still_common_to_the_others(example: Report) -> None:
    control = control_of(example, ROTATION)
    outcomes = ("unknown", "unknown", "not_applicable")
    subjects = [
        _subject("account", f"x/{n}", "A", finding(control, f"account:x/{n}", outcome))
        for n, outcome in enumerate(outcomes)
    ]
    (common,) = _composed(example, *subjects).common
    assert common.count == 2


def test_what_one_of_them_does_not_share_is_said_of_each(example: Report) -> None:
    control = control_of(example, ROTATION)
    messages = ("due on {day}", "due on {day}")
    subjects = [
        _subject("account", f"x/{n}", "A", finding(control, f"account:x/{n}", "fail", m, day=n))
        for n, m in enumerate(messages)
    ]
    composed = _composed(example, *subjects)
    assert composed.common == ()
    assert _lines(composed.areas) == [("A", ["x/0", "x/1"])]


def test_a_fail_of_the_only_subject_stays_on_its_line_and_an_unknown_does_not(
    example: Report,
) -> None:
    rotation, domain = control_of(example, ROTATION), control_of(example, DOMAIN)
    found = (
        finding(rotation, "account:x/a", "fail", "it failed"),
        finding(domain, "account:x/a", "unknown", "nobody knows"),
    )
    composed = _composed(example, _subject("account", "x/a", "A", *found))
    assert [each.text for each in composed.common] == ["nobody knows"]
    assert [reason.text for reason in composed.areas[0].lines[0].reasons] == ["it failed"]


def test_what_the_institution_itself_owes_is_never_common(example: Report) -> None:
    found = finding(control_of(example, SUPPORT), "institution:iee", "unknown")
    composed = _composed(example, _subject("institution", "iee", None, found))
    assert composed.common == ()
    assert _lines(composed.areas) == [(None, ["iee"])]


def test_controls_that_lack_the_same_fact_share_one_sentence(example: Report) -> None:
    rotation, domain = control_of(example, ROTATION), control_of(example, DOMAIN)
    subjects = [
        _subject(
            "account",
            f"x/{n}",
            "A",
            finding(rotation, f"account:x/{n}", "unknown"),
            finding(domain, f"account:x/{n}", "unknown"),
        )
        for n in range(2)
    ]
    (common,) = _composed(example, *subjects).common
    assert {each.id for each in common.controls} == {ROTATION, DOMAIN}


def test_fails_are_told_before_unknowns_and_unknowns_before_reserves(example: Report) -> None:
    found = tuple(
        finding(control_of(example, name), "account:x/a", outcome, f"{outcome} it is")
        for name, outcome in ((ROTATION, "warn"), (DOMAIN, "unknown"), ("mfa.enabled", "fail"))
    )
    domain = finding(control_of(example, DOMAIN), "account:x/b", "fail", "another")
    subject, other = (
        _subject("account", "x/a", "A", *found),
        _subject("account", "x/b", "B", domain),
    )
    area = next(each for each in _composed(example, subject, other).areas if each.code == "A")
    assert [each.outcome for each in area.lines[0].reasons] == ["fail", "unknown", "warn"]


def test_an_account_shows_what_its_mailbox_and_its_area_owe(example: Report) -> None:
    control = control_of(example, ROTATION)
    account = _subject(
        "account",
        "x/a",
        "A",
        finding(control, "account:x/a", "fail", "own"),
        login="redes@iee.example",
    )
    box = _subject(
        "mailbox", "redes@iee.example", "B", finding(control, "mailbox:r", "fail", "its box's")
    )
    head = _subject("area", "a", "A", finding(control, "area:a", "fail", "its area's"))
    areas = _composed(example, account, box, head).areas
    assert _lines(areas) == [("A", ["x/a"])]
    (line,) = areas[0].lines
    assert [(kind, reasons[0].text) for kind, reasons in line.also] == [
        ("mailbox", "its box's"),
        ("area", "its area's"),
    ]


def test_a_mailbox_or_area_of_no_account_shown_has_a_line_of_its_own(example: Report) -> None:
    control = control_of(example, ROTATION)
    account = _subject("account", "x/a", "A", login="other@iee.example")
    box = _subject("mailbox", "redes@iee.example", "A", finding(control, "mailbox:r", "fail"))
    assert _lines(_composed(example, account, box).areas) == [("A", ["redes@iee.example"])]


def test_the_institution_comes_first_then_the_area_with_most_fails(example: Report) -> None:
    rotation = control_of(example, ROTATION)
    subjects = [
        _subject("account", ref, area, finding(rotation, f"account:{ref}", outcome, f"of {ref}"))
        for ref, area, outcome in (
            ("x/a", "A", "fail"),
            ("x/b", "B", "fail"),
            ("x/c", "B", "fail"),
            ("x/d", "C", "warn"),
            ("x/e", "D", "unknown"),
        )
    ]
    own = finding(control_of(example, SUPPORT), "institution:iee", "warn")
    areas = _composed(example, *subjects, _subject("institution", "iee", None, own)).areas
    assert [area.code for area in areas] == [None, "B", "A", "D", "C"]


def test_within_an_area_the_gravest_account_comes_first(example: Report) -> None:
    critical, high = control_of(example, "mfa.enabled"), control_of(example, ROTATION)
    subjects = [
        _subject("account", ref, "A", finding(control, f"account:{ref}", outcome, f"of {ref}"))
        for ref, control, outcome in (
            ("x/a", high, "fail"),
            ("x/b", critical, "fail"),
            ("x/c", critical, "unknown"),
            ("x/d", high, "fail"),
        )
    ]
    assert _lines(_composed(example, *subjects).areas) == [("A", ["x/b", "x/a", "x/d", "x/c"])]


def test_the_worst_controls_are_the_gravest_then_the_most_frequent(example: Report) -> None:
    worst = [control.id for control, _count in compose(example).worst]
    assert worst[:3] == [DOMAIN, "mfa.enabled", ROTATION]
    assert {control.id: count for control, count in compose(example).worst}[ROTATION] == 2


def test_accounts_are_counted_by_the_worst_that_was_found_of_them(example: Report) -> None:
    control = control_of(example, ROTATION)
    subjects = [
        _subject("account", f"x/{n}", "A", finding(control, f"account:x/{n}", outcome, f"{n}"))
        for n, outcome in enumerate(("fail", "unknown", "warn", "pass"))
    ]
    bare = _subject("account", "x/9", "A")
    accounts = _composed(example, *subjects, bare, exempt=("account",)).accounts
    assert accounts == {"fail": 1, "unknown": 1, "warn": 1, "pass": 1, "not_applicable": 1}


def test_several_controls_that_say_the_same_are_one_reason_with_all_clauses(
    example: Report,
) -> None:
    one, two = control_of(example, "admins.rank"), control_of(example, "forms.responsiva")
    found = (
        finding(one, "account:x/a", "fail", "nobody is in charge"),
        finding(two, "account:x/a", "fail", "nobody is in charge"),
    )
    (area,) = _composed(
        example, _subject("account", "x/a", "A", *found), _subject("account", "x/b", "A")
    ).areas
    (reason,) = area.lines[0].reasons
    assert reason.refs == ("4.2.III", "4.3.I")


@pytest.mark.parametrize("kind", ["account", "mailbox", "area"])
def test_nothing_is_composed_of_nothing(example: Report, kind: str) -> None:
    composed = _composed(example, _subject(kind, "x", "A"))
    assert (composed.common, composed.areas, composed.worst) == ((), (), ())
