"""What is asked: clauses that people attest of accounts and editorial ones, as documents go."""

from itertools import groupby

import pytest

from monitor.evaluations.questions import Question, questions
from monitor.policy.library import Library, LoadedInstitution
from monitor.policy.requirements import Requirements, compile_requirements
from monitor.policy.schema import Institution

LIBRARY = Library()


def _compiled(*packs: str) -> Requirements:
    return compile_requirements(LIBRARY, packs, LoadedInstitution(Institution()))


def _asked(*packs: str) -> list[Question]:
    return questions(_compiled(*packs))


def test_each_is_worded_in_both_languages_and_only_attested_ones_have_a_title() -> None:
    asked = {(each.ref, each.source): each for each in _asked("mx-iee-ags-2023")}
    attested = asked["5.2.d", "content.currency"]
    assert (attested.title_en, attested.title_es) == ("Content still valid", "Contenido vigente")
    assert attested.text_es.startswith("Verificar la vigencia")
    assert attested.text_en.startswith("Administrators see to it")
    editorial = [each for each in asked.values() if each.title_en is None]
    assert editorial
    assert all(each.text_en and each.text_es for each in editorial)


@pytest.mark.parametrize("pack", ["mx-iee-ags-2023", "mx-ine-mail"])
def test_nothing_is_asked_that_a_machine_tells_or_that_is_no_accounts_matter(pack: str) -> None:
    requirements = _compiled(pack)
    sources = {each.source for each in questions(requirements)}
    for name in sources & requirements.definitions.keys():
        definition = requirements.definitions[name]
        assert (definition.kind, "account" in definition.subjects) == ("attested", True)
    of_others = {"support.cau", "content.supervision", "suggestions.answered"}
    assert of_others & requirements.definitions.keys()
    assert not of_others & sources, "asked of the institution or of an area, once"
    declaratory = {
        name
        for loaded in requirements.packs
        for name, entry in loaded.pack.out_of_scope.items()
        if entry.kind == "declaratory"
    }
    assert not sources & declaratory


def test_numerals_stand_in_the_order_of_their_document() -> None:
    refs = [each.ref for each in _asked("mx-iee-ags-2023")]
    assert refs[:4] == ["5.1 ¶3", "5.2.a", "5.2.b", "5.2.c"]
    chapter = [ref for ref in refs if ref.startswith("6.")]
    assert chapter[:6] == ["6.I", "6.II", "6.III", "6.IV", "6.V", "6.VI"]
    assert chapter.index("6.IX") < chapter.index("6.X") < chapter.index("6.XI")
    assert chapter.index("6.XXIX") < chapter.index("6.XXXI")


@pytest.mark.parametrize("pack", ["mx-iee-ags-2023", "mx-iee-son", "mx-ine-2016-draft"])
def test_every_pack_that_asks_for_evaluations_has_questions(pack: str) -> None:
    assert "evaluation.semiannual" in LIBRARY.pack(pack).pack.controls
    assert len(_asked(pack)) > 20


def test_several_documents_come_one_after_the_other() -> None:
    packs = ("mx-ine-mail", "mx-ine-2016-draft")
    asked = _asked(*packs)
    assert [name for name, _group in groupby(asked, key=lambda each: each.pack)] == list(packs)
    assert len(asked) == sum(len(_asked(each)) for each in packs)


def test_what_is_about_personal_accounts_or_was_weighed_before_opening_is_not_asked() -> None:
    asked = {each.source for each in _asked("mx-ine-2017")}
    assert not {"content.personal-accounts-image", "opening.need"} & asked
    assert "content.grammar" in asked
