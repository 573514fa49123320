"""Messages in the language in use, from catalogues made here."""

import errno
import gettext
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from monitor import text
from monitor.text import N_, _, ngettext


@pytest.fixture(autouse=True)
def _spanish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    catalogue = Catalog(locale="es")
    catalogue.add("row {row}", "fila {row}")
    catalogue.add(("{count} account", "{count} accounts"), ("{count} cuenta", "{count} cuentas"))
    folder = tmp_path / "es" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "monitor.mo").open("wb") as file:
        write_mo(file, catalogue)
    monkeypatch.setattr(text, "LOCALE_FOLDER", tmp_path)


def test_messages_are_in_the_language_in_use() -> None:
    text.use("es")
    assert text.language() == "es"
    assert _("row {row}").format(row=3) == "fila 3"
    text.use("en")
    assert text.language() == "en"
    assert _("row {row}").format(row=3) == "row 3"


def test_a_message_without_a_translation_is_told_in_english() -> None:
    text.use("es")
    assert _("nobody translated this") == "nobody translated this"


@pytest.mark.parametrize(
    ("language", "one", "many"),
    [("es", "1 cuenta", "2 cuentas"), ("en", "1 account", "2 accounts")],
)
def test_counts_have_their_plural(language: str, one: str, many: str) -> None:
    text.use(language)
    assert [ngettext("{count} account", "{count} accounts", n).format(count=n) for n in (1, 2)] == [
        one,
        many,
    ]


def test_a_marked_message_is_translated_where_it_is_shown_only() -> None:
    text.use("es")
    marked = N_("row {row}")
    assert marked == "row {row}"
    assert _(marked) == "fila {row}"


def test_libraries_that_use_gettext_speak_the_language_too() -> None:
    text.use("es")
    assert os.environ["LANGUAGE"] == "es"
    assert gettext.gettext("row {row}") == "fila {row}"
    text.use("en")
    assert gettext.gettext("row {row}") == "row {row}"


def test_spanish_without_its_catalogue_is_no_silent_english(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text, "LOCALE_FOLDER", tmp_path / "elsewhere")
    with pytest.raises(FileNotFoundError):
        text.use("es")
    text.use("en")
    assert _("row {row}") == "row {row}"


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Vocalía 1", "Vocalía 1"),
        ("\x1b[31mred", " [31mred"),
        ("two\nlines", "two lines"),
        ("turned\u202earound", "turned around"),
    ],
)
def test_a_text_from_a_file_is_shown_on_one_line_without_control_characters(
    words: str, shown: str
) -> None:
    assert text.printable(words) == shown


@pytest.mark.parametrize(
    ("language", "texts", "shown"),
    [
        ("es", {"en": "Area", "es": "Área"}, "Área"),
        ("en", {"en": "Area", "es": "Área"}, "Area"),
        ("es", {"en": "Area", "es": ""}, "Area"),
        ("es", {"en": "Area"}, "Area"),
    ],
)
def test_a_bilingual_text_falls_back_to_english(
    language: str, texts: dict[str, str], shown: str
) -> None:
    text.use(language)
    assert text.choose(texts) == shown


@pytest.mark.parametrize(("language", "shown"), [("en", "2026-01-31"), ("es", "31/01/2026")])
def test_a_day_is_written_as_people_of_the_language_do(language: str, shown: str) -> None:
    text.use(language)
    assert text.day(date(2026, 1, 31)) == shown


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (OSError(errno.ENOENT, "No such file or directory"), "it does not exist"),
        (OSError(errno.EACCES, "Permission denied"), "permission is lacking"),
        (OSError(errno.ENOSPC, "No space left on device"), "the disk is full"),
        (OSError(errno.EISDIR, "Is a directory"), "it is a folder"),
        (OSError(errno.EIO, "Input/output error"), "Input/output error"),
        (TimeoutError(), "TimeoutError"),
    ],
)
def test_what_the_system_refused_is_told_in_words(error: OSError, reason: str) -> None:
    text.use("en")
    assert text.refusal(error) == reason


def test_english_is_spoken_before_a_language_is_chosen() -> None:
    program = "from monitor import text; print(text.language(), text._('row {row}'))"
    told = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert told.stdout == "en row {row}\n"
