"""`monitor evaluation`: a half-year's evaluation, from its opening to its close."""

import csv
from pathlib import Path

import pytest

from tests.cli.registered import Registered, filled

X = "x/ieejemplo"
ACCOUNTS = (X, "facebook/ieejemplo", "youtube/ieejemplo")
CONTROL = "evaluation.semiannual"


@pytest.fixture
def register(tmp_path: Path) -> Registered:
    """Give a register whose policy asks for evaluations, with this half-year's open."""
    run = filled(tmp_path)
    run("policy", "adopt", "mx-ine-2017")
    run("evaluation", "open")
    return run


def asked(run: Registered) -> int:
    return len(run.json("evaluation", "show", X))


def signed(run: Registered, account: str) -> None:
    run("evaluation", "answer", account, "--answers", f"1-{asked(run)}=yes")
    run("evaluation", "sign", account, "--by-person", "ana@iee.example", "--yes")


def states(run: Registered, *options: str) -> dict[str, str]:
    rows = run.json("evaluation", "show", *options)
    return {row["account"]: row["state"] for row in rows}


def test_an_evaluation_is_closed_only_when_every_account_is_signed_and_then_counts(
    register: Registered,
) -> None:
    assert set(states(register).values()) == {"missing"}
    for account in ACCOUNTS[:2]:
        signed(register, account)
    refused = register("evaluation", "close", "--yes", code=2)
    assert "1 account of 3 has no signed answers: youtube/ieejemplo." in refused.stderr
    assert set(states(register, "--missing")) == {"youtube/ieejemplo"}
    assert len(register.json("duty", "list", "--control", CONTROL)) == 3
    signed(register, ACCOUNTS[2])
    register("evaluation", "close", "--yes")
    assert register.json("duty", "list", "--control", CONTROL) == []
    (campaign,) = register.json("evaluation", "list")
    assert (campaign["signed"], campaign["closed_on"] is None) == (3, False)
    rows = register.json("check", "--all", "--dry-run", "--fail-on", "never")["findings"]
    assert {row["outcome"] for row in rows if row["control"] == CONTROL} == {"pass"}


def test_what_is_signed_cannot_be_answered_again_nor_signed_twice(register: Registered) -> None:
    signed(register, X)
    before = register.json("evaluation", "show", X)
    for line in (
        ("answer", X, "--answers", "1=no"),
        ("sign", X, "--by-person", "beto@iee.example", "--yes"),
    ):
        refused = register("evaluation", *line, code=2)
        assert "ana@iee.example signed the answers" in refused.stderr
    assert register.json("evaluation", "show", X) == before


def test_a_form_is_written_filled_in_and_read_back(register: Registered, tmp_path: Path) -> None:
    form = tmp_path / "form.csv"
    written = register("evaluation", "form", X, "-o", form)
    assert f"monitor evaluation answer {X} {form}" in written.stdout
    with form.open(encoding="utf-8-sig", newline="") as opened:
        header, *rows = csv.reader(opened)
    place = header.index("answer")
    for row in rows:
        row[place] = "yes"
    with form.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows([header, *rows])
    register("evaluation", "answer", X, form)
    assert {row["answer"] for row in register.json("evaluation", "show", X)} == {"yes"}
    assert states(register)[X] == "answered"
    again = register("evaluation", "form", X, "-o", form, code=2)
    assert form.name in again.stderr


def test_what_was_asked_stays_as_it_was_worded_when_the_policies_change(
    register: Registered,
) -> None:
    before = register.json("evaluation", "show", X)
    register("policy", "drop", "mx-ine-2017", "--yes")
    assert register.json("evaluation", "show", X) == before


def test_a_try_writes_nothing(register: Registered) -> None:
    tried = register("evaluation", "answer", X, "--answers", "1=no", "--dry-run")
    assert "Only tried: nothing was written." in tried.stdout
    assert {row["answer"] for row in register.json("evaluation", "show", X)} == {None}


def test_signing_is_asked_about_first(register: Registered) -> None:
    register("evaluation", "answer", X, "--answers", f"1-{asked(register)}=yes")
    refused = register("evaluation", "sign", X, "--by-person", "ana@iee.example", code=2)
    assert "add --yes" in refused.stderr
    assert states(register)[X] == "answered"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (("open", "--semester", "2026"), "2026"),
        (("open", "--semester", "2099-1"), "begins on 2099-01-01"),
        (("show", "--semester", "2020-1"), "2020-1"),
        (("show", X, "--missing"), "not both"),
        (("answer", X), "Give the FILE, or --answers."),
        (("answer", X, "--answers", "1=perhaps"), "perhaps"),
        (("answer", X, "--answers", "999=yes"), "There is no such question"),
        (("answer", "x/nobody", "--answers", "1=yes"), "x/nobody"),
        (("sign", X, "--by-person", "ana@iee.example", "--yes"), "not answered yet"),
        (("sign", X, "--yes"), "--by-person"),
        (("form", "x/nobody", "-o", "form.csv"), "x/nobody"),
        (("close", "--yes"), "3 accounts of 3 have no signed answers"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(
    register: Registered, line: tuple[str, ...], told: str
) -> None:
    refused = register("evaluation", *line, code=2)
    assert told in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_file_that_is_no_form_is_refused_and_says_how_to_get_one(
    register: Registered, tmp_path: Path
) -> None:
    path = tmp_path / "other.csv"
    path.write_text("platform,handle\nx,ieejemplo\n", encoding="utf-8")
    refused = register("evaluation", "answer", X, path, code=2)
    assert "monitor evaluation form ACCOUNT -o FILE" in refused.stderr
