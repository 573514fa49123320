"""Policies are compiled only if every control of them can be judged."""

from pathlib import Path

import pytest

from monitor.acts.compiling import compile_fit
from monitor.policy.library import Library, LoadedInstitution
from monitor.policy.problems import PolicyError
from monitor.policy.schema import Institution
from tests.policy.drafts import Drafts, control


def test_policies_that_cannot_be_judged_are_refused(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    drafts.pack("one", control())  # its check lacks the parameter it needs
    own = LoadedInstitution(Institution())
    with pytest.raises(PolicyError, match="no check is left"):
        compile_fit(drafts.library(), ["one"], own, named=False)
    assert compile_fit(Library(), ["mx-ine-mail"], own, named=True).controls
