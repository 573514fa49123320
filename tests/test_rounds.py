"""A preview: files in, a report out, nothing kept; and the examples of policies."""

import gc
from datetime import date
from pathlib import Path

import pytest

from monitor import rounds
from monitor.intake.faults import IntakeError
from monitor.policy.library import Library
from monitor.policy.problems import PolicyError
from tests.reports.example import SHEETS, TODAY, written


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return written(tmp_path / "iee")


def _asked(folder: Path, **more: object) -> rounds.Asked:
    return rounds.Asked(folder, **({"today": TODAY} | more))  # type: ignore[arg-type] # fields


def test_a_report_says_what_was_read_and_judged(folder: Path) -> None:
    told: list[tuple[str, int]] = []
    with rounds.preview(_asked(folder), lambda *each: told.append(each)) as report:
        assert report.institution == "IEE"
        assert report.preview
        assert report.sample
        assert report.as_of == TODAY
        assert report.rows["accounts"] == 3
        assert report.domains == {"iee.example": 3}
        assert report.area_names == {"CS": "Comunicación", "JD01AGS": "Junta 01"}
        assert next(each.subject for each in report.subjects(False)) == "institution:iee"
        assert report.stubs == {}
    assert told == list(report.rows.items())


def test_the_day_asked_for_is_judged_and_files_are_read_as_of_today(folder: Path) -> None:
    with rounds.preview(_asked(folder, as_of=date(2027, 1, 31))) as report:
        assert report.as_of == date(2027, 1, 31)
    with (
        pytest.raises(IntakeError, match="has not come yet"),
        rounds.preview(_asked(folder, today=date(2026, 7, 1))),
    ):
        pass


def test_without_a_day_it_is_today_in_the_institutions_zone(folder: Path) -> None:
    with rounds.preview(rounds.Asked(folder)) as report:
        assert report.as_of >= TODAY
        assert not report.sample


def test_a_lone_file_of_accounts_names_areas_and_notes_the_defaults(tmp_path: Path) -> None:
    file = written(tmp_path, {"mine.csv": "platform,handle,area\nx,a,JD01\n"}) / "mine.csv"
    with rounds.preview(_asked(file, policies=("mx-ine-mail",))) as report:
        assert report.stubs == {"area": 1}
        assert report.notes[0].startswith("there is no institution.yaml: code LOCAL")


def test_where_no_policy_is_named_those_there_are_are_told(tmp_path: Path) -> None:
    folder = written(tmp_path / "iee", {**SHEETS, "institution.yaml": "code: IEE\n"})
    with (
        pytest.raises(rounds.NoPolicyNamedError, match="mx-ine-mail") as refused,
        rounds.preview(_asked(folder)),
    ):
        pass
    assert refused.value.known == Library().pack_ids()


def test_rows_left_out_are_placed(tmp_path: Path) -> None:
    text = "platform,handle,area\nx,a,JD01\nx,b c,JD01\n"
    folder = written(tmp_path / "iee", {"accounts.csv": text})
    given = {"policies": ("mx-ine-mail",), "skip_bad_rows": True}
    with rounds.preview(_asked(folder, **given)) as report:
        assert [row.place for row in report.left_out] == ["accounts.csv, row 3"]
        assert report.tally.subjects["account"] == 1


def test_a_file_that_cannot_be_read_at_all_is_refused_even_when_rows_may_be_skipped(
    tmp_path: Path,
) -> None:
    folder = written(
        tmp_path / "iee",
        {"accounts.csv": "platform,handle,area\nx,a,JD01\n", "people.csv": b"\xff\xfea\x00"},
    )
    with (
        pytest.raises(IntakeError, match="UTF-16"),
        rounds.preview(_asked(folder, policies=("mx-ine-mail",), skip_bad_rows=True)),
    ):
        pass


def test_the_database_is_let_go_of_whatever_happens(folder: Path) -> None:
    with pytest.raises(ZeroDivisionError), rounds.preview(_asked(folder)):
        _ = 1 / 0
    gc.collect()  # an unclosed database would warn, and warnings are errors


def test_examples_are_tried_of_one_policy_or_of_all() -> None:
    ((name, outcomes),) = rounds.try_examples("mx-ine-mail")
    assert name == "mx-ine-mail"
    assert [each.problem for each in outcomes if each.problem] == []
    every = rounds.try_examples(None)
    assert next(every)[0] == Library().pack_ids()[0]
    every.close()  # type: ignore[attr-defined] # a generator, left before its end


def test_a_policy_there_is_not_has_no_examples() -> None:
    with pytest.raises(PolicyError, match="did you mean “mx-ine-mail”"):
        list(rounds.try_examples("mx-ine-mial"))
