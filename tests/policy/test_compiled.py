"""Compiled requirements: written as JSON and read back, nothing of what is asked is lost."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor import sample, text
from monitor.policy import compiled, durations
from monitor.policy.durations import Shortest
from monitor.policy.guarded_yaml import Document
from monitor.policy.library import Library, LoadedInstitution, LoadedPack, read_institution
from monitor.policy.parameters import Setting, Value
from monitor.policy.requirements import Requirements, compile_requirements
from monitor.policy.schema import Institution
from tests.policy.drafts import Drafts, control

PACKS = Library().pack_ids()

TERMS = st.sampled_from(["P2M", "P10D", "PT4H", "P5BD", "P1Y2M3D"]).map(durations.parse)
VALUES = st.one_of(
    TERMS,
    st.lists(TERMS, min_size=2, max_size=3).map(lambda terms: Shortest(tuple(terms))),
    st.integers(),
    st.text(),
    st.booleans(),
    st.none(),
    st.dates(),
    st.lists(st.text()).map(tuple),
)


def test_every_pack_alone_and_all_together_come_back_as_they_were() -> None:
    for names in (*[[name] for name in PACKS], []):
        made = compile_requirements(Library(), names, read_institution(None))
        assert _same(compiled.load(compiled.dump(made)), made), names


def test_the_sample_institution_comes_back_with_its_own_values(tmp_path: Path) -> None:
    sample.write(tmp_path / "institute", "en")
    own = read_institution(tmp_path / "institute" / "institution.yaml")
    made = compile_requirements(Library(), own.institution.policies, own)
    assert any(
        setting.origin == "institution"
        for each in made.controls
        for setting in each.settings.values()
    )
    assert _same(compiled.load(compiled.dump(made)), made)


def test_what_weakens_and_what_is_left_out_comes_back(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    drafts.pack("one", control(params="{term: P2M}"))
    own = Institution.model_validate(
        {
            "params": {
                "trial.one": {
                    "term": {
                        "value": "P3M",
                        "weakens": "true",
                        "reason": "elections",
                        "approver": "The council",
                    }
                },
                "email.institutional-domain": {"allowed_domains": ["iee.example"]},
            }
        }
    )
    made = compile_requirements(
        drafts.library(), ["one"], LoadedInstitution(own), named_at_door=True
    )
    back = compiled.load(compiled.dump(made))
    assert back.weakenings
    assert any("left out" in note for note in back.notes)
    assert _same(back, made)


@pytest.fixture(scope="module")
def made() -> Requirements:
    """Give the requirements of one pack."""
    return compile_requirements(Library(), PACKS[:1], read_institution(None))


@given(value=VALUES)
def test_a_setting_of_any_value_comes_back_with_its_type(made: Requirements, value: Value) -> None:
    settings = {"any": Setting(value, "institution")}
    first = replace(made.controls[0], settings=MappingProxyType(settings), began=date(2026, 1, 1))
    (back, *_rest) = compiled.load(compiled.dump(replace(made, controls=(first,)))).controls
    assert back == first
    assert type(back.settings["any"].value) is type(value)


def test_the_digest_is_the_same_for_the_same_and_another_for_another() -> None:
    one, again = (
        compiled.dump(compile_requirements(Library(), PACKS[:1], read_institution(None)))
        for _ in range(2)
    )
    none = compiled.dump(compile_requirements(Library(), [], read_institution(None)))
    assert compiled.digest(one) == compiled.digest(again) != compiled.digest(none)
    assert compiled.dump(compiled.load(one)) == one


def test_notes_are_said_in_the_readers_language() -> None:
    made = compile_requirements(Library(), ["mx-ine-mail"], read_institution(None))
    written = compiled.dump(made)
    text.use("es")
    assert compiled.load(written).notes != made.notes
    assert len(compiled.load(written).notes) == len(made.notes)


def test_a_form_of_another_release_is_refused() -> None:
    with pytest.raises(compiled.UnknownFormError, match="2"):
        compiled.load(json.dumps({"form": 2}))


def _same(one: Requirements, other: Requirements) -> bool:
    return _bare(one) == _bare(other)


def _bare(requirements: Requirements) -> Requirements:
    """Return requirements without what only files have: the places of their lines."""
    packs = tuple(
        LoadedPack(pack.pack, Document(pack.document.name, None, {}), pack.sha256)
        for pack in requirements.packs
    )
    own = LoadedInstitution(requirements.institution.institution)
    return replace(requirements, institution=own, packs=packs)


def test_what_each_kind_is_asked_comes_back() -> None:
    made = compile_requirements(Library(), ["mx-ine-2017", "mx-ine-mail"], read_institution(None))
    assert any(each.by_kind for each in made.controls)
    assert _same(compiled.load(compiled.dump(made)), made)


def test_what_was_adopted_when_a_network_had_one_source_is_still_read() -> None:
    made = compile_requirements(Library(), ["mx-ine-mail"], read_institution(None))
    document = json.loads(compiled.dump(made))
    for each in document["platforms"].values():
        each.update(each.pop("facts")["handle"])
        del each["credential_models"]
    read = compiled.load(json.dumps(document))
    assert read.platforms.known == made.platforms.known
    assert read.platforms.by_name["x"].facts.profiles.checked_on == date(2026, 8, 4)
