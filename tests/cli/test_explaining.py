"""`monitor policy explain`."""

from pathlib import Path

from tests.cli.conftest import Run
from tests.cli.registered import filled

ROTATION = ("policy", "explain", "rotation.max-age")


def test_a_control_is_explained_by_the_policies_named_and_no_register_is_made(
    run: Run, tmp_path: Path
) -> None:
    register = tmp_path / "none.db"
    said = run("--database", f"sqlite:///{register}", *ROTATION, "--policy", "mx-ine-mail")
    assert said.exit_code == 0
    assert "  max_age = P2M\n    mx-ine-mail 4.3.VIII, Annex 2.III: P2M\n" in said.stdout
    assert not register.exists()


def test_the_institutions_own_file_is_explained(run: Run, tmp_path: Path) -> None:
    own = tmp_path / "institution.yaml"
    own.write_text(
        "policies: [mx-ine-mail]\nparams: {rotation.max-age: {max_age: P1M}}\n", encoding="utf-8"
    )
    said = run(*ROTATION, "--overlay", own)
    assert "  max_age = P1M\n    your own, in institution.yaml, in place of:\n" in said.stdout


def test_without_a_policy_what_the_register_adopted_is_explained(tmp_path: Path) -> None:
    assert "mx-ine-mail 4.3.VIII" in filled(tmp_path)(*ROTATION).stdout


def test_without_a_policy_and_without_a_register_it_says_what_can_be_named(
    run: Run, tmp_path: Path
) -> None:
    register = tmp_path / "none.db"
    said = run("--database", f"sqlite:///{register}", *ROTATION)
    assert (said.exit_code, said.stdout) == (2, "")
    assert "No policy is named. Known here: " in said.stderr
    assert not register.exists()


def test_where_nothing_is_adopted_it_says_so(tmp_path: Path) -> None:
    register = filled(tmp_path)
    register("policy", "drop", "mx-ine-mail", "--yes")
    assert "No policy is adopted." in register(*ROTATION, code=2).stderr


def test_a_control_there_is_not_is_refused(run: Run) -> None:
    said = run("policy", "explain", "rotation.maxage", "--policy", "mx-ine-mail")
    assert (said.exit_code, said.stdout) == (2, "")
    assert "did you mean “rotation.max-age”" in said.stderr
