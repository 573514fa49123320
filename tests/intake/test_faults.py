"""Faults and notes as people read them."""

from monitor.intake.faults import Fault, IntakeError, Note, shown, told_once


def test_a_fault_names_its_place_first() -> None:
    fault = Fault("accounts.csv", 3, "area", "x", "Fill it.")
    assert str(fault) == "accounts.csv, row 3, area: Fill it."
    assert str(Fault("accounts.csv", None, None, None, "Empty.")) == "accounts.csv: Empty."
    assert str(Note("accounts.csv", "Read.")) == "accounts.csv: Read."


def test_a_fault_quotes_a_day_and_nothing_that_may_be_a_secret() -> None:
    def told(value: str) -> str:
        return str(Fault("accounts.csv", 3, "changed", value, "Fill it."))

    for day in ("2026-02-30", "30/2/2026", "30.02.26", "31 13 2026"):
        assert told(day) == f"accounts.csv, row 3, changed “{day}”: Fill it."
    for other in ("Hunter2!", "12345678", "2026", "ana@iee.example", "2026-02-30 Hunter2", ""):
        assert told(other) == "accounts.csv, row 3, changed: Fill it."


def test_what_is_true_of_several_files_is_said_once() -> None:
    notes = [Note("a.csv", "Read.", 1), Note("b.csv", "Other."), Note("c.csv", "Read.", 7)]
    assert told_once(notes) == ["a.csv, line 1; c.csv, line 7: Read.", "b.csv: Other."]


def test_an_intake_error_says_all_its_faults() -> None:
    faults = [Fault("a.csv", None, None, None, "One."), Fault("b.csv", None, None, None, "Two.")]
    error = IntakeError(iter(faults))
    assert error.faults == tuple(faults)
    assert str(error) == "a.csv: One.\nb.csv: Two."


def test_a_value_is_shortened_and_cannot_steer_a_terminal() -> None:
    assert shown("\x1b[31mred\n") == "\\x1b[31mred\\n"
    assert shown("\u202eevil") == "\\u202eevil"
    assert shown("ñ" * 60) == "ñ" * 60
    assert shown("ñ" * 61) == "ñ" * 59 + "…"
    assert len(shown("\x00" * 1_000_000)) == 60
