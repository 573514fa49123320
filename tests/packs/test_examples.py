"""Every example that a pack carries gives what it must, on both engines."""

from collections import Counter

import pytest

from tests.packs.conftest import PACKS, Outcomes

EXAMPLES = [
    (pack, control, example.name)
    for pack, loaded in PACKS.items()
    for control, text in loaded.pack.controls.items()
    for example in text.examples
]


@pytest.mark.parametrize(
    ("pack", "control", "name"), EXAMPLES, ids=[" · ".join(each) for each in EXAMPLES]
)
def test_an_example_gives_what_it_must(
    outcomes: Outcomes, pack: str, control: str, name: str
) -> None:
    problem = outcomes[pack, control, name].problem
    assert problem is None, str(problem)


def test_every_example_was_run(outcomes: Outcomes) -> None:
    assert set(outcomes) == set(EXAMPLES)


@pytest.mark.parametrize("pack", PACKS)
def test_examples_of_one_control_have_names_of_their_own(pack: str) -> None:
    names = Counter(
        (control, example.name)
        for control, text in PACKS[pack].pack.controls.items()
        for example in text.examples
    )
    assert [name for name, count in names.items() if count > 1] == []
