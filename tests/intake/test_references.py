"""References between rows, by prefix and key."""

import pytest

from monitor import text as words
from monitor.intake.addresses import AddressError
from monitor.intake.references import (
    FORMS,
    BadReferenceError,
    Reference,
    area_key,
    example,
    parse_reference,
)
from monitor.policy.platforms import Platforms

ALL = tuple(FORMS)


@pytest.mark.parametrize(
    ("text", "kind", "key"),
    [
        ("account:x/IEEjemplo", "account", "x/ieejemplo"),
        ("cuenta:Twitter/@IEEjemplo", "account", "x/ieejemplo"),
        ("account: x / ieejemplo", "account", "x/ieejemplo"),
        ("account:facebook/Iee.Ejemplo", "account", "facebook/ieeejemplo"),
        ("account:koo/Iee", "account", "koo/iee"),
        ("account:https://x.com/IEE", "account", "x/iee"),
        ("https://x.com/IEE", "account", "x/iee"),
        ("x.com/IEE", "account", "x/iee"),
        ("account:mastodon/iee@social.example", "account", "mastodon/iee@social.example"),
        ("account:https://social.example/@iee", "account", "mastodon/iee@social.example"),
        ("mailbox:Redes@IEE.example", "mailbox", "redes@iee.example"),
        ("Buzón:redes@iee.example", "mailbox", "redes@iee.example"),
        ("buzon:redes@iee.example", "mailbox", "redes@iee.example"),
        ("area:JD01AGS", "area", "jd01ags"),
        ("Área: Junta  Distrital 01", "area", "junta distrital 01"),
        ("person:juana@iee.example", "person", "juana@iee.example"),
        ("persona:Juana@iee.example", "person", "juana@iee.example"),
        ("institution:IEE", "institution", "iee"),
        ("institución:IEE", "institution", "iee"),
    ],
)
def test_a_reference_is_read_to_its_key(
    text: str, kind: str, key: str, platforms: Platforms
) -> None:
    reference = parse_reference(text, ALL, platforms)
    assert (reference.kind, reference.key) == (kind, key)
    assert str(reference) == f"{kind}:{key}"


def test_a_reference_keeps_what_was_written_and_compares_without_it(platforms: Platforms) -> None:
    reference = parse_reference("account:Twitter/IEEjemplo", ALL, platforms)
    assert reference.shown == "x/IEEjemplo"
    assert reference == Reference("account", "x/ieejemplo")
    assert hash(reference) == hash(Reference("account", "x/ieejemplo"))


def test_the_prefix_may_be_left_out_where_only_one_kind_can_stand(platforms: Platforms) -> None:
    assert parse_reference("x/iee", ("account",), platforms).key == "x/iee"
    assert parse_reference("jd01", ("area",), platforms).key == "jd01"


@pytest.mark.parametrize(
    "text",
    [
        "x/ieejemplo",
        "account:",
        "account:x",
        "account:x/",
        "account:/iee",
        "account:https://iee.example/redes",
        "area:",
        "cuento:x/iee",
        "",
    ],
)
def test_what_names_no_subject_is_refused_with_an_example(text: str, platforms: Platforms) -> None:
    with pytest.raises(BadReferenceError, match="x/ieejemplo"):
        parse_reference(text, ALL, platforms)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("account:x/two words", "cannot be a handle of X: it has 1 to 15 characters"),
        ("account:x/muchtoolongahandle", "cannot be a handle of X"),
        ("account:mastodon/iee", "with its server, as in ieejemplo@social.example"),
        ("account:elsewhere/two words", "no spaces and at most 255 characters"),
    ],
)
def test_what_cannot_be_a_handle_is_told_what_one_is_like(
    text: str, told: str, platforms: Platforms
) -> None:
    with pytest.raises(BadReferenceError, match=told):
        parse_reference(text, ALL, platforms)


def test_a_subject_of_another_kind_is_refused(platforms: Platforms) -> None:
    with pytest.raises(BadReferenceError, match=r"account:.*mailbox:"):
        parse_reference("area:JD01", ("account", "mailbox"), platforms)


def test_a_mailbox_or_person_is_an_address(platforms: Platforms) -> None:
    with pytest.raises(AddressError):
        parse_reference("mailbox:redes", ALL, platforms)


def test_areas_are_equal_by_folded_words() -> None:
    assert area_key("  Junta  LOCAL ") == "junta local"


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_example_reads_back_in_either_language(language: str, platforms: Platforms) -> None:
    words.use(language)
    assert [parse_reference(example(kind), ALL, platforms).kind for kind in ALL] == list(ALL)


def test_examples_are_in_the_language_in_use() -> None:
    assert example("institution") == "institution:IEE"
    words.use("es")
    assert example("account") == "cuenta:x/ieejemplo"
    assert example("mailbox") == "buzón:redes.jd01ags@iee.example"
