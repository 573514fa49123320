"""What is in force, of files or of the register, to be explained."""

from pathlib import Path

import pytest
from sqlalchemy import Connection

from monitor.acts import explaining
from monitor.acts.explaining import Asked
from monitor.acts.previewing import NoPolicyNamedError
from monitor.adoption.queries import NothingAdoptedError
from monitor.policy.problems import PolicyError
from tests.adoption.adopting import Adopting
from tests.policy.drafts import Drafts


def test_policies_are_named_by_id_or_by_the_institutions_own_file(tmp_path: Path) -> None:
    own = tmp_path / "institution.yaml"
    own.write_text(
        "code: IEE\npolicies: [mx-ine-mail]\nparams: {rotation.max-age: {max_age: P1M}}\n",
        encoding="utf-8",
    )
    found = explaining.named(Asked((), own))
    (rotation,) = (each for each in found.requirements.controls if each.id == "rotation.max-age")
    assert str(rotation.params["max_age"]) == "P1M"
    plain = explaining.named(Asked(("mx-ine-mail",)))
    assert plain.requirements.institution.institution.code == "LOCAL"


def test_no_policy_named_is_refused_with_those_there_are() -> None:
    with pytest.raises(NoPolicyNamedError) as refused:
        explaining.named(Asked())
    assert "mx-ine-mail" in refused.value.known
    with pytest.raises(PolicyError, match="did you mean"):
        explaining.named(Asked(("mx-ine-mial",)))


def test_what_was_adopted_is_given_as_it_was_adopted(
    connection: Connection, tmp_path: Path
) -> None:
    own = Adopting(connection, Drafts(tmp_path))
    with pytest.raises(NothingAdoptedError):
        explaining.adopted(connection, own.scope, own.day)
    own.adopt("one")
    found = explaining.adopted(connection, own.scope, own.day)
    assert [each.pack.id for each in found.requirements.packs] == ["one"]
