"""E-mail addresses in one form (ruling 33)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.intake.addresses import AddressError, a_label, address_key, identity_key, normalise


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Redes.JD01@IEE.Example", "Redes.JD01@iee.example"),
        ("redes@iee.example.", "redes@iee.example"),
        ("redes+x@iee.example", "redes+x@iee.example"),
        ("redes@niñez.example", "redes@xn--niez-hqa.example"),
        ("redes@ＩＥＥ。example", "redes@iee.example"),
        ("difusión@iee.example", "difusión@iee.example"),
    ],
)
def test_the_domain_is_a_lower_case_a_label_and_the_local_part_as_typed(
    typed: str, kept: str
) -> None:
    assert normalise(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "redes",
        "redes@",
        "@iee.example",
        "a@b@c.example",
        "re des@iee.example",
        "redes@iee example",
        "redes@iee..example",
        "redes@.example",
        "redes@-iee.example",
        "redes@iee_x.example",
        "redes@" + "a" * 64 + ".example",
        "redes@" + "a." * 600 + "example",
        "a" * 320 + "@iee.example",
        "re\u200bdes@iee.example",
        "redes@xn--a.example",
        "redes@☃.example",
        "redes@[127.0.0.1]",
        "Redes <redes@iee.example>",
        "@",
        "",
    ],
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(AddressError, match=r"\.$"):
        normalise(typed)


def test_addresses_are_equal_by_folded_local_part_and_domain_and_nothing_else() -> None:
    assert address_key("REDES@IEE.example") == address_key("redes@iee.EXAMPLE")
    assert address_key("re.des@iee.example") != address_key("redes@iee.example")
    assert address_key("redes+x@iee.example") != address_key("redes@iee.example")
    assert address_key("difusio\u0301n@iee.example") == address_key("DIFUSIÓN@iee.example")


@given(st.text())
def test_any_text_is_an_address_or_refused(text: str) -> None:
    try:
        kept = normalise(text)
    except AddressError:
        return
    assert normalise(kept) == kept
    assert address_key(address_key(kept)) == address_key(kept)


def test_an_absurd_domain_is_refused_before_it_costs_time() -> None:
    with pytest.raises(AddressError):
        a_label("ñ" * 1_000_000)


@given(st.text(max_size=30))
def test_any_text_is_a_domain_or_refused(text: str) -> None:
    try:
        label = a_label(text)
    except AddressError:
        return
    assert label.isascii()
    assert a_label(label) == label


@pytest.mark.parametrize(
    ("identity", "key"),
    [("Ana@IEE.example", "ana@iee.example"), ("Agencia Ñandú", "agencia ñandú"), ("@IEE", "@iee")],
)
def test_who_has_access_is_matched_by_address_or_by_name(identity: str, key: str) -> None:
    assert identity_key(identity) == key
