"""The environment: whose language wins."""

import locale
import os
import pwd
import socket
import subprocess
import sys

import pytest

from monitor import settings


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "es"),
        ({"MONITOR_LANG": "en"}, "en"),
        ({"MONITOR_LANG": "es", "LC_ALL": "en_US.UTF-8", "LANG": "en_US.UTF-8"}, "es"),
        ({"MONITOR_LANG": "EN"}, "en"),
        ({"MONITOR_LANG": "en_GB.UTF-8"}, "en"),
        ({"MONITOR_LANG": ""}, "es"),
        ({"MONITOR_LANG": "fr"}, "es"),
        ({"MONITOR_LANG": "fr", "LANG": "en_US.UTF-8"}, "en"),
        ({"LC_ALL": "en_US.UTF-8", "LANG": "es_MX.UTF-8"}, "en"),
        ({"LC_ALL": "", "LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "es"),
        ({"LANG": "de_DE.UTF-8"}, "es"),
    ],
)
def test_the_language_is_the_one_asked_for_else_the_locales_else_spanish(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], language: str
) -> None:
    monkeypatch.setattr(locale, "setlocale", lambda _category: "C")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert settings.read().language == language


def test_the_locale_that_python_set_is_asked_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locale, "setlocale", lambda _category: "en_GB.UTF-8")
    assert settings.read().language == "en"


@pytest.mark.parametrize("environment", [{}, {"LANG": "C.UTF-8"}, {"LC_ALL": "C"}])
def test_a_machine_of_no_language_speaks_spanish(environment: dict[str, str]) -> None:
    # in a process of its own, since Python sets its locale when it starts
    program = "from monitor import settings; print(settings.read().language)"
    told = subprocess.run(
        [sys.executable, "-c", program],
        env={"PYTHONPATH": os.pathsep.join(sys.path), **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout == "es\n"


@pytest.mark.parametrize("language", settings.LANGUAGES)
def test_libraries_are_told_the_language(language: str) -> None:
    settings.show_library_messages_in(language)
    assert os.environ["LANGUAGE"] == language


def test_a_register_and_an_institution_may_be_named_by_the_surroundings(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert (settings.read().database, settings.read().institution) == (None, None)
    monkeypatch.setenv("MONITOR_DATABASE", "sqlite:////srv/r.db")
    monkeypatch.setenv("MONITOR_INSTITUTION", "")
    assert (settings.read().database, settings.read().institution) == ("sqlite:////srv/r.db", None)


def test_a_folder_for_anchors_may_be_named_by_the_surroundings(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert settings.read().anchors is None
    monkeypatch.setenv("MONITOR_ANCHORS", "")
    assert settings.read().anchors is None
    monkeypatch.setenv("MONITOR_ANCHORS", "/mnt/auditor")
    assert settings.read().anchors == "/mnt/auditor"


@pytest.mark.parametrize(
    ("told", "folder"),
    [("/data", "/data/monitor"), ("data", "/home/ana/.local/share/monitor"), ("", None)],
)
def test_data_lies_where_the_desktops_specification_says(
    monkeypatch: pytest.MonkeyPatch, told: str, folder: str | None
) -> None:
    monkeypatch.setenv("HOME", "/home/ana")
    monkeypatch.setenv("XDG_DATA_HOME", told)
    assert settings.data_folder() == (folder or "/home/ana/.local/share/monitor")


def test_the_user_is_who_the_system_says_not_who_the_surroundings_say(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("USER", "mallory")
    monkeypatch.setenv("LOGNAME", "mallory")
    name, at, host = settings.user().partition("@")
    assert name == pwd.getpwuid(os.getuid()).pw_name
    assert (at, host) == ("@", socket.gethostname())


def test_a_user_without_a_name_is_known_by_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "getuid", lambda: 4_000_000_000)
    assert settings.user().startswith("4000000000@")
