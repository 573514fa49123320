"""Where policy files are found, which of two wins, and how an unreadable one is told."""

import hashlib
from datetime import date
from pathlib import Path

import pytest

from monitor.policy.guarded_yaml import MAX_BYTES
from monitor.policy.library import Library, read_document, read_institution
from monitor.policy.problems import PolicyError
from tests.policy.drafts import Drafts, control

CALENDAR = """\
id: {id}
title: {{en: "Own days", es: "Días propios"}}
source: "a notice"
{base}days_off:
  2026: [2026-12-21, 2026-12-22]
"""


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    return Drafts(tmp_path)


def refusal(error: pytest.ExceptionInfo[PolicyError]) -> tuple[str, int, str, str]:
    (problem,) = error.value.problems
    return Path(problem.file).name, problem.line, problem.key, problem.reason


def test_our_own_policies_are_found_without_a_folder_beside() -> None:
    library = Library()
    assert "mx-ine-mail" in library.pack_ids()
    assert len(library.definitions()) >= 35
    assert "x" in library.platforms().known


def test_a_folder_beside_adds_its_packs_and_controls_to_ours(drafts: Drafts) -> None:
    drafts.pack("iee-own", control())
    library = drafts.library()
    assert {"iee-own", "mx-ine-mail"} <= set(library.pack_ids())
    assert library.pack_ids() == sorted(library.pack_ids())
    assert {"trial.one", "rotation.max-age"} <= set(library.definitions())


def test_a_folder_beside_need_not_hold_every_kind_of_file(tmp_path: Path) -> None:
    assert Library(tmp_path / "nowhere").pack_ids() == Library().pack_ids()


def test_a_file_of_the_folder_beside_wins_over_ours_of_the_same_name(drafts: Drafts) -> None:
    drafts.pack("mx-ine-mail", control())
    drafts.write("calendars/mx-lft.yaml", CALENDAR.format(id="mx-lft", base=""))
    library = drafts.library()
    assert set(library.pack("mx-ine-mail").pack.controls) == {"trial.one"}
    assert library.calendar("mx-lft").days_off == {date(2026, 12, 21), date(2026, 12, 22)}


def test_nobody_can_put_another_control_in_the_place_of_one_of_ours(drafts: Drafts) -> None:
    text = (drafts.folder / "policies/controls/trial.yaml").read_text(encoding="utf-8")
    own = text.replace("trial", "rotation").replace("rotation.one", "rotation.max-age")
    drafts.write("controls/rotation.yaml", own)
    with pytest.raises(PolicyError) as refused:
        drafts.library().definitions()
    assert refusal(refused) == (
        "rotation.yaml", 4, "rotation.max-age",
        "a control of this name comes with monitor; give yours another name",
    )  # fmt: skip


def test_a_control_is_defined_in_one_file(drafts: Drafts) -> None:
    text = (drafts.folder / "policies/controls/trial.yaml").read_text(encoding="utf-8")
    drafts.write("controls/again.yaml", text)
    with pytest.raises(PolicyError) as refused:
        drafts.library().definitions()
    file, line, key, reason = refusal(refused)
    assert (file, line, key) == ("again.yaml", 4, "trial.one")
    assert reason.endswith("controls/trial.yaml has a control of this name too; keep one of them")


def test_a_pack_given_by_its_path_brings_the_folder_it_lies_in(
    drafts: Drafts, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts.pack("iee-own", control())
    monkeypatch.chdir(drafts.folder)
    assert "trial.one" in Library.for_pack("policies/packs/iee-own.yaml").definitions()
    for name in ("iee-own", "elsewhere/iee-own.yaml", "policies/packs/iee-own.txt", ""):
        assert "trial.one" not in Library.for_pack(name).definitions()


def test_our_own_folder_beside_itself_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path(__file__).parents[2])
    library = Library.for_pack("policies/packs/mx-ine-mail.yaml")
    assert library.definitions() == Library().definitions()
    assert not library.replaces_ours(library.pack("policies/packs/mx-ine-mail.yaml"))
    assert not library.replaces_ours(library.pack("mx-ine-mail"))


def test_a_pack_that_bears_the_id_of_one_of_ours_is_told(drafts: Drafts) -> None:
    drafts.pack("mx-ine-mail", control())
    drafts.pack("iee-own", control())
    library = drafts.library()
    assert library.replaces_ours(library.pack("mx-ine-mail"))
    assert not library.replaces_ours(library.pack("iee-own"))


def test_a_pack_is_read_by_its_id_or_by_its_path_with_the_digest_of_its_file(
    drafts: Drafts,
) -> None:
    drafts.pack("iee-own", control())
    path = drafts.folder / "policies/packs/iee-own.yaml"
    by_id, by_path = drafts.library().pack("iee-own"), Library().pack(str(path))
    assert by_id == by_path
    assert by_id.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[by_id.document.line(("controls", "trial.one")) - 1] == "  trial.one:"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("mx-ine-mial", "“mx-ine-mial” is not known here; did you mean “mx-ine-mail”?"),
        ("zzz", "“zzz” is not known here; known are: "),
        ("nowhere.yaml", "the file cannot be read: it does not exist"),
        ("", "“” is not known here; known are: "),
    ],
)
def test_a_pack_that_is_not_there_is_told_with_the_nearest(name: str, reason: str) -> None:
    with pytest.raises(PolicyError) as refused:
        Library().pack(name)
    assert refusal(refused)[3].startswith(reason)


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        (b"id: \xff\xfe", 0, "the file is not UTF-8 text; save it again"),
        (b"id: [", 1, "this is not valid YAML"),
        (b"id: one\nid: two\n", 2, "the key “id” is given twice"),
        (b"# " + b"x" * MAX_BYTES, 0, "the file is larger than 256 KiB"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_with_its_line(
    tmp_path: Path, content: bytes, line: int, reason: str
) -> None:
    path = tmp_path / "pack.yaml"
    path.write_bytes(content)
    with pytest.raises(PolicyError) as refused:
        read_document(path)
    name, found_line, _key, found = refusal(refused)
    assert name == "pack.yaml"
    assert abs(found_line - line) <= 1
    assert found.startswith(reason)


def test_a_folder_is_no_pack(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").mkdir()
    with pytest.raises(PolicyError, match="the file cannot be read"):
        Library().pack(str(tmp_path / "pack.yaml"))


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "institution.yaml"
    path.write_bytes(b"\xef\xbb\xbfcode: IEE\n")
    assert read_institution(path).institution.code == "IEE"


def test_a_control_in_another_family_is_misplaced(drafts: Drafts) -> None:
    text = (drafts.folder / "policies/controls/trial.yaml").read_text(encoding="utf-8")
    drafts.write("controls/other.yaml", text.replace("family: trial", "family: other"))
    with pytest.raises(PolicyError) as refused:
        drafts.library().definitions()
    assert refusal(refused) == (
        "other.yaml", 4, "trial.one", "a control of the family “other” begins with “other.”",
    )  # fmt: skip


def test_families_may_end_in_yml_and_other_files_are_not_read(drafts: Drafts) -> None:
    path = drafts.folder / "policies/controls/trial.yaml"
    path.rename(path.with_suffix(".yml"))
    drafts.write("controls/README.md", "[not: yaml")
    assert "trial.one" in drafts.library().definitions()


def test_a_calendar_stands_on_the_one_it_is_based_on(drafts: Drafts) -> None:
    drafts.write("calendars/iee.yaml", CALENDAR.format(id="iee", base="base: mx-lft\n"))
    calendar = drafts.library().calendar("iee")
    friday, monday = date(2026, 12, 18), date(2026, 12, 24)
    assert calendar.business_day_after(friday, 2) == monday
    assert not calendar.is_business_day(date(2026, 5, 1))
    # only its own years: what rests on statutory days alone can be marked
    assert calendar.covers(date(2026, 1, 1))
    assert not calendar.covers(date(2025, 1, 1))


@pytest.mark.parametrize("base", ["iee", "iee-base"])
def test_a_calendar_that_is_based_on_itself_is_refused(drafts: Drafts, base: str) -> None:
    drafts.write("calendars/iee.yaml", CALENDAR.format(id="iee", base=f"base: {base}\n"))
    drafts.write("calendars/iee-base.yaml", CALENDAR.format(id="iee-base", base="base: iee\n"))
    with pytest.raises(PolicyError) as refused:
        drafts.library().calendar("iee")
    file = "iee.yaml" if base == "iee" else "iee-base.yaml"
    assert refusal(refused) == (file, 4, "base", "a calendar cannot be based on itself")


def test_an_unknown_calendar_is_blamed_on_the_file_that_names_it(drafts: Drafts) -> None:
    own = drafts.institution("code: IEE\ncalendar: mx-ltf\n")
    with pytest.raises(PolicyError) as refused:
        drafts.library().calendar("mx-ltf", own.document)
    assert refusal(refused) == (
        "institution.yaml", 2, "calendar",
        "“mx-ltf” is not known here; did you mean “mx-lft”?",
    )  # fmt: skip
    drafts.write("calendars/iee.yaml", CALENDAR.format(id="iee", base="base: mx-ltf\n"))
    with pytest.raises(PolicyError) as refused:
        drafts.library().calendar("iee")
    assert refusal(refused)[:3] == ("iee.yaml", 4, "base")
    with pytest.raises(PolicyError) as refused:
        drafts.library().calendar("nowhere")
    assert refusal(refused)[:3] == ("institution.yaml", 0, "calendar")


def test_without_an_institution_file_the_defaults_hold() -> None:
    read = read_institution(None)
    assert (read.institution.code, read.document) == ("LOCAL", None)


@pytest.mark.parametrize("text", ["", "# nothing yet\n"])
def test_an_empty_institution_file_is_one_of_defaults(drafts: Drafts, text: str) -> None:
    read = drafts.institution(text)
    assert read.institution.code == "LOCAL"
    assert read.document is not None
    assert read.document.name.endswith("institution.yaml")


def test_an_institution_file_says_where_it_is_wrong(drafts: Drafts) -> None:
    with pytest.raises(PolicyError) as refused:
        drafts.institution("code: IEE\n\npolices: [mx-ine-mail]\n")
    assert refusal(refused) == (
        "institution.yaml", 3, "polices",
        "“polices” is not known here; did you mean “policies”?",
    )  # fmt: skip


def test_what_one_library_tells_is_of_one_state_of_the_files(drafts: Drafts) -> None:
    drafts.pack("one", control())
    library = drafts.library()
    before, place = library.pack("one"), library.place("trial.one")
    drafts.pack("one", control(severity="low"))
    drafts.write("controls/trial.yaml", "")
    assert library.pack("one") is before
    assert library.place("trial.one") == place
    assert drafts.library().pack("one").sha256 != before.sha256
