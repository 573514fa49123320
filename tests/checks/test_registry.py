"""A check is the file of its name."""

import pytest

from monitor.checks import registry


def test_only_files_that_judge_are_checks() -> None:
    names = registry.names()
    assert {"max_age", "attested", "duty_met"} <= set(names)
    assert not {"verdict", "judgement", "registry", "examples", "designated"} & set(names)
    assert list(names) == sorted(names)


def test_a_check_is_found_by_its_name() -> None:
    assert registry.find("max_age").NEEDS == ("max_age",)


@pytest.mark.parametrize("name", ["verdict", "nothing", "__init__", "../rounds", ""])
def test_what_is_no_check_is_not_found(name: str) -> None:
    with pytest.raises(KeyError):
        registry.find(name)
