"""The one made-up institute under each policy: what breaks a rule does so where the text has it."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner

from monitor.cli import main
from monitor.policy.library import Library
from monitor.sample import AS_OF, write
from monitor.sample.institute import institute

AGS, SON, INE, DRAFT, MAIL = (
    "mx-iee-ags-2023",
    "mx-iee-son",
    "mx-ine-2017",
    "mx-ine-2016-draft",
    "mx-ine-mail",
)
POLICIES = ((AGS,), (SON,), (INE,), (DRAFT,), (MAIL,), (INE, MAIL))

WORST_FIRST = ("fail", "warn", "")


def _by(outcome: str, *policies: str) -> dict[str, str]:
    return dict.fromkeys(policies, outcome)


# Per fault and control: what each policy finds. Where a policy is not named, its text does not ask
# for it, or lets it be: INE's criteria of 2017 say nothing of contractors or of a third person.
FOUND: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("access by an agency", "access.only-authorized"): _by("fail", AGS, SON, INE, DRAFT, MAIL),
    ("access by someone who left", "access.only-authorized"): _by(
        "fail", AGS, SON, INE, DRAFT, MAIL
    ),
    ("answers old", "password.construction"): _by("warn", AGS, SON, INE, DRAFT, MAIL),
    ("custody denied", "password.custody"): _by("fail", MAIL),
    ("head not told of change", "rotation.notify-head"): _by("fail", MAIL),
    ("letters expired", "forms.responsiva"): _by("fail", MAIL),
    ("linked outside", "link.no-external-accounts"): _by("fail", MAIL),
    ("login on a look-alike domain", "email.institutional-domain"): _by(
        "fail", SON, INE, DRAFT, MAIL
    ),
    ("login outside the domain", "email.institutional-domain"): _by("fail", SON, INE, DRAFT, MAIL),
    ("login with a personal mailbox", "email.generic"): _by("fail", MAIL),
    ("no second factor", "mfa.enabled"): _by("fail", MAIL),
    ("password changed by nobody", "rotation.documented"): _by("fail", MAIL),
    ("password days overdue", "rotation.max-age"): _by("fail", INE, DRAFT, MAIL),
    ("password weeks overdue", "rotation.max-age"): _by("fail", INE, DRAFT, MAIL),
    ("password months overdue", "rotation.max-age"): _by("fail", INE, DRAFT, MAIL),
    ("password due soon", "rotation.max-age"): _by("warn", INE, DRAFT, MAIL),
    ("second factor by sms", "mfa.enabled"): _by("warn", MAIL),
    ("second factor held by other", "mfa.owner-device"): _by("fail", MAIL),
    ("third administrator", "admins.two-designated"): {
        SON: "fail",
        **_by("warn", INE, DRAFT, MAIL),
    },
    ("contractor", "admins.two-designated"): {SON: "fail", **_by("warn", DRAFT, MAIL)},
    ("no substitute", "admins.two-designated"): _by("fail", AGS, SON, INE, DRAFT, MAIL),
    ("owner left", "admins.two-designated"): _by("fail", AGS, SON, INE, DRAFT, MAIL),
    ("same person twice", "admins.two-designated"): _by("fail", AGS, SON, INE, DRAFT, MAIL),
    ("substitute left", "admins.two-designated"): _by("fail", AGS, SON, INE, DRAFT, MAIL),
    ("owner of low rank", "admins.rank"): _by("fail", SON, INE, DRAFT, MAIL),
    ("substitute of high rank", "admins.rank-deputy"): _by("warn", MAIL),
    ("substitute from elsewhere", "admins.belong-to-area"): {
        AGS: "warn",
        **_by("fail", SON, INE, DRAFT, MAIL),
    },
    ("succession not told", "admins.change-notice"): _by("fail", MAIL),
    ("breach with measures overdue", "breach.institutional-measures"): _by("fail", MAIL),
}

Outcomes = Mapping[str, Mapping[str, str]]
"""By subject and control."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    written = tmp_path_factory.mktemp("sample") / "iee"
    write(written, "en")
    return written


@pytest.fixture(scope="module", params=POLICIES, ids="+".join)
def policies(request: pytest.FixtureRequest) -> tuple[str, ...]:
    """Give the policies to judge by: one, or two together."""
    named: tuple[str, ...] = request.param
    return named


@pytest.fixture(scope="module")
def found(folder: Path, policies: tuple[str, ...]) -> Outcomes:
    """Give what `monitor check` finds by the policies."""
    named = [word for policy in policies for word in ("--policy", policy)]
    command = ["--lang", "en", "check", str(folder), "--as-of", AS_OF.isoformat(), *named]
    done = CliRunner().invoke(main, [*command, "--format", "csv", "--all", "--fail-on", "never"])
    assert done.exit_code == 0, done.output
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in csv.DictReader(io.StringIO(done.stdout)):
        found[row["subject"]][row["control"]] = row["outcome"]
    return found


@cache
def _having(fault: str) -> set[str]:
    """Return the accounts that have this fault, or are of an area that has it, and no other."""
    key = Library().platforms().handle_key
    of_area = {row.area.code: row.faults for row in institute().areas}
    having = {
        f"account:{row.platform}/{key(row.platform, row.handle)}"
        for row in institute().accounts
        if {*of_area[row.area], *row.faults} == {fault}
    }
    assert having, fault
    return having


def _worst(outcomes: Iterable[str]) -> str:
    return min(outcomes, key=WORST_FIRST.index)


def test_each_fault_is_found_by_the_policies_that_ask_and_by_no_other(
    found: Outcomes, policies: tuple[str, ...]
) -> None:
    told = {
        (fault, control): {
            outcome if (outcome := found[subject].get(control, "")) in WORST_FIRST else ""
            for subject in _having(fault)
        }
        for fault, control in FOUND
    }
    assert told == {
        each: {_worst(by_policy.get(policy, "") for policy in policies)}
        for each, by_policy in FOUND.items()
    }


def test_verdicts_are_on_each_control_of_the_policies_and_on_no_other(
    found: Outcomes, policies: tuple[str, ...]
) -> None:
    given = {name for outcomes in found.values() for name in outcomes}
    assert given == {name for policy in policies for name in Library().pack(policy).pack.controls}


def test_of_an_account_of_which_only_the_network_is_known_only_the_network_passes(
    found: Outcomes,
) -> None:
    passed = {
        control
        for subject in _having("nothing recorded")
        for control, outcome in found[subject].items()
        if outcome == "pass"
    }
    assert {control for control in passed if not control.startswith("platforms.")} == set()
