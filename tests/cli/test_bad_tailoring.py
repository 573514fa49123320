"""A tailoring that is wrong, or policies that differ: told by file, line, control and clause."""

from pathlib import Path

import pytest

from monitor.acts import drafting
from tests.cli.conftest import Run

APPROVED = "weakens: true, reason: asked for, approver: the board"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with a policy of its own, an institution that it binds, and an account."""
    drafting.draft("uni", tmp_path)
    rows = "platform,handle,area\nx,uni_example,REC\n"
    (tmp_path / "accounts.csv").write_text(rows, encoding="utf-8")
    return tmp_path


def _line(folder: Path, file: str, words: str) -> int:
    lines = (folder / file).read_text("utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if words in line)


def _tailored(folder: Path, *lines: str) -> None:
    path = folder / "institution.yaml"
    path.write_text("\n".join([path.read_text("utf-8"), *lines, ""]), encoding="utf-8")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (
            ("params:", "  rotation.max-age: {max_age: P1Y}"),
            (
                "params.rotation.max-age.max_age",
                "this asks for less than uni 2 does (P6M)",
                "weakens: true",
            ),
        ),
        (
            ("params:", "  rotation.max-age: {max_age: {value: P1Y, weakens: true}}"),
            ("params.rotation.max-age.max_age", "uni 2", "reason: …, approver: …"),
        ),
        (
            ("readings:", "  rotation.max-age: {from-when: sometimes}"),
            ("readings.rotation.max-age.from-when", "known are: from-the-last, twice-a-year"),
        ),
        (
            ("params:", "  rotation.max-age: {max_agee: P1M}"),
            ("params.rotation.max-age.max_agee", "did you mean “max_age”?"),
        ),
        (
            ("params:", f"  rotation.max-age: {{max_age: {{value: null, {APPROVED}}}}}"),
            ("rotation.max-age", "no check is left to judge it", "max_age"),
        ),
    ],
)
def test_a_tailoring_that_is_wrong_is_told_by_line_control_and_clause(
    run: Run, folder: Path, lines: tuple[str, str], said: tuple[str, ...]
) -> None:
    _tailored(folder, *lines)
    refused = run("check", folder)
    assert refused.exit_code == 2
    assert refused.stdout == ""
    line = _line(folder, "institution.yaml", lines[1])
    (told, count) = refused.stderr.splitlines()
    assert told.startswith(f"{folder / 'institution.yaml'}:{line}: {said[0]}: ")
    assert all(words in told for words in said)
    assert count == "1 thing to put right; nothing was written."


def test_a_reading_that_is_not_offered_is_refused_with_the_reason(run: Run, folder: Path) -> None:
    _tailored(folder, "readings:", "  rotation.max-age: {interval: bimester}")
    refused = run("check", folder, "--policy", "mx-ine-mail")
    assert refused.exit_code == 2
    told = (
        "readings.rotation.max-age.interval: this reading is not offered (mx-ine-mail 4.3.VIII): "
    )
    assert told in refused.stderr


def test_policies_that_contradict_each_other_are_all_named_with_their_clauses(
    run: Run, folder: Path
) -> None:
    refused = run("check", folder, "--policy", "mx-iee-ags-2023", "--policy", "mx-ine-2017")
    assert refused.exit_code == 2
    told = refused.stderr.splitlines()
    assert told[0] == (
        "institution.yaml: admins.belong-to-area.structure: the policies differ: communications"
        " (mx-iee-ags-2023 5.1 ¶2) · own-area (mx-ine-2017 5.1 ¶2); set one value under params in"
        " institution.yaml"
    )
    asked = [line.split(": ")[1].rpartition(".")[0] for line in told[:-1]]
    assert asked == ["admins.belong-to-area", "support.help-mailbox"], "all of them in one pass"


def test_of_what_contradicts_each_other_either_may_be_chosen(run: Run, folder: Path) -> None:
    _tailored(
        folder,
        "params:",
        "  admins.belong-to-area: {structure: own-area}",
        "  support.help-mailbox: {allowed_domains: [uni.example]}",
    )
    asked = ("check", folder, "--policy", "mx-iee-ags-2023", "--policy", "mx-ine-2017")
    assert run(*asked, "--fail-on", "never").exit_code == 0


def test_a_policy_that_there_is_not_is_told_by_who_names_it(run: Run, tmp_path: Path) -> None:
    own = tmp_path / "institution.yaml"
    own.write_text("code: UNI\npolicies: [mx-ine-mial]\n", encoding="utf-8")
    assert run("init", "--code", "UNI").exit_code == 0
    for command in (("explain", "rotation.max-age"), ("adopt",)):
        refused = run("policy", *command, "--overlay", own)
        assert refused.exit_code == 2
        assert refused.stderr.startswith(f"{own}:2: policies: “mx-ine-mial” is not known here")


def test_what_is_defined_beside_a_file_and_not_asked_for_is_not_called_unknown(
    run: Run, folder: Path
) -> None:
    asked = ("policy", "explain", "uni.privacy-notice", "--policy", "mx-ine-mail")
    refused = run(*asked, "--overlay", folder / "institution.yaml")
    assert refused.exit_code == 2
    assert "uni.privacy-notice: no policy chosen here asks for this" in refused.stderr
