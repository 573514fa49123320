"""The files of a new policy: they hold as they stand, and nothing that is there is changed."""

from pathlib import Path

import pytest

from monitor import rounds, text
from monitor.acts import drafting
from monitor.checks import linting
from monitor.intake.faults import IntakeError
from monitor.policy.library import Library
from monitor.policy.problems import PolicyError
from tests.reports.example import TODAY


@pytest.fixture(params=["en", "es"])
def drafted(request: pytest.FixtureRequest, tmp_path: Path) -> drafting.Drafted:
    """Give a new policy in a new folder, in either language."""
    text.use(request.param)
    return drafting.draft("my-university", tmp_path / "new" / "folder")


def test_what_is_written_has_no_mistake_and_quotes_its_text(drafted: drafting.Drafted) -> None:
    assert linting.problems(str(drafted.pack), drafted.text.read_bytes()) == []


def test_its_examples_give_what_they_must(drafted: drafting.Drafted) -> None:
    ((name, outcomes),) = rounds.try_examples(str(drafted.pack))
    assert name == "my-university"
    assert len(outcomes) > 10
    assert [each.problem for each in outcomes if each.problem] == []


def test_the_folder_is_judged_by_it(drafted: drafting.Drafted) -> None:
    folder = drafted.pack.parents[2]
    with rounds.preview(rounds.Asked(folder, today=TODAY)) as report:
        assert [each.pack.id for each in report.requirements.packs] == ["my-university"]
        own = "my-university.privacy-notice"
        assert own in {each.id for each in report.requirements.controls}
    assert drafted.named
    assert {path.name for path in drafted.files} >= {"institution.yaml"}
    assert all(path.is_file() for path in drafted.files)


def test_an_account_is_judged_by_the_control_of_its_own(tmp_path: Path) -> None:
    drafting.draft("own", tmp_path)
    (tmp_path / "accounts.csv").write_text(
        "platform,handle,area,owner,substitute\nx,uni,REC,a@uni.example,b@uni.example\n",
        encoding="utf-8",
    )
    (tmp_path / "attestations.csv").write_text(
        "control,subject,person,by,on,answer\n"
        "own.privacy-notice,account:x/uni,a@uni.example,a@uni.example,2026-11-01,yes\n"
        "own.privacy-notice,account:x/uni,b@uni.example,b@uni.example,2026-11-01,no\n",
        encoding="utf-8",
    )
    with rounds.preview(rounds.Asked(tmp_path, today=TODAY)) as report:
        found = {
            each.control.id: each.outcome
            for judged in report.subjects(False)
            for each in judged.findings
        }
    assert found["own.privacy-notice"] == "fail"


def test_a_second_policy_stands_beside_the_first_and_the_institution_stays_as_it_is(
    tmp_path: Path,
) -> None:
    drafting.draft("one", tmp_path)
    before = (tmp_path / "institution.yaml").read_bytes()
    again = drafting.draft("two", tmp_path)
    assert not again.named
    assert (tmp_path / "institution.yaml").read_bytes() == before
    assert {path.parent.name for path in again.files} == {"packs", "controls", "texts"}
    assert linting.problems(str(again.pack)) == []


def test_beside_files_that_are_there_no_sheet_is_written(tmp_path: Path) -> None:
    (tmp_path / "cuentas.xlsx").write_bytes(b"theirs")
    names = {path.name for path in drafting.draft("one", tmp_path).files}
    assert "accounts.csv" not in names


def test_what_is_there_is_never_overwritten_and_nothing_is_written_then(tmp_path: Path) -> None:
    theirs = tmp_path / "policies" / "controls" / "one.yaml"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("theirs", encoding="utf-8")
    with pytest.raises(IntakeError, match=r"^policies/controls/one\.yaml: .* there already"):
        drafting.draft("one", tmp_path)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [theirs]
    with pytest.raises(IntakeError, match="name of a folder"):
        drafting.draft("one", theirs)


@pytest.mark.parametrize("name", ["My-University", "uni 1", "../uni", "-uni", "", "null", "uní"])
def test_an_id_that_is_none_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(PolicyError, match="small letters, digits and hyphens"):
        drafting.draft(name, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_policy_of_ours_is_not_drafted_again(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="comes with monitor"):
        drafting.draft(Library().pack_ids()[0], tmp_path)
