"""Handles, profile addresses and second factors of the networks in `platforms.yaml`."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.policy.guarded_yaml import YamlError
from monitor.policy.platforms import Facts, Platforms, Profile, host_of, load_platforms
from monitor.policy.problems import PolicyError

TABLE = Path(__file__).parents[2] / "policies" / "platforms.yaml"
PLATFORMS = load_platforms(TABLE.read_text(encoding="utf-8"))
CHANNEL = "UCabcDEFghiJKLmnoPQRstuv"

ONE = """
platforms:
  koo:
    title: Koo
    hosts: [koo.example]
    handle: {pattern: "[a-z]+", min: 1, max: 5}
    profiles: ["/{handle}"]
    second_factor: []
    credential_models: [shared]
    facts:
      handle: {source: made up, checked_on: 2026-01-01}
      profiles: {source: made up, checked_on: 2026-01-02}
      second_factor: {source: made up, checked_on: 2026-01-03}
      credential_models: {source: made up, checked_on: 2026-01-04}
"""


def test_the_eleven_networks_are_known_and_all_offer_a_second_factor() -> None:
    assert sorted(PLATFORMS.known) == [
        "bluesky", "facebook", "instagram", "linkedin", "mastodon", "telegram", "threads",
        "tiktok", "whatsapp", "x", "youtube",
    ]  # fmt: skip
    assert PLATFORMS.without_second_factor == frozenset()


def test_every_fact_says_where_it_is_from_and_when_that_was_looked_at() -> None:
    for each in PLATFORMS.by_name.values():
        assert list(each.checked()) == ["handle", "profiles", "second_factor", "credential_models"]
        assert all(fact.source and fact.checked_on.year >= 2026 for fact in each.checked().values())
        assert each.credential_models
    for name in Facts.model_fields:
        line = next(line for line in ONE.splitlines() if line.startswith(f"      {name}: "))
        with pytest.raises(PolicyError, match=name):
            load_platforms(ONE.replace(f"{line}\n", ""))


def test_a_network_that_offers_no_second_factor_is_told_apart() -> None:
    assert load_platforms(ONE).without_second_factor == {"koo"}
    assert load_platforms(ONE.replace("[]", "")).without_second_factor == {"koo"}


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Twitter", "x"),
        (" X ", "x"),
        ("Face Book", None),
        ("FB", "facebook"),
        ("Tik  Tok", "tiktok"),
    ],
)
def test_a_network_is_found_by_any_of_its_names(written: str, name: str | None) -> None:
    assert PLATFORMS.find(written) == name


@pytest.mark.parametrize(
    ("platform", "handle", "valid"),
    [
        ("x", "a", True),
        ("x", "a" * 15, True),
        ("x", "a" * 16, False),
        ("x", "iee.ejemplo", False),
        ("x", "", False),
        ("x", "iee\n", False),
        ("facebook", "abcd", False),
        ("facebook", "Iee.Ejemplo", True),
        ("facebook", "a" * 51, False),
        ("instagram", "iee_ejemplo.mx", True),
        ("instagram", "a" * 31, False),
        ("threads", "iee-ejemplo", False),
        ("tiktok", "iee.", False),
        ("tiktok", "i.e_e", True),
        ("tiktok", "i", False),
        ("youtube", "niñez", True),
        ("youtube", "선거", False),
        ("youtube", "선거관리", True),
        ("youtube", CHANNEL, True),
        ("whatsapp", "+52 449 910 0000", True),
        ("whatsapp", "12345", False),
        ("whatsapp", "ejemplo", False),
        ("linkedin", "iee-ejemplo", True),
        ("linkedin", "iee", True),
        ("linkedin", "iee ejemplo", False),
        ("telegram", "1ejemplo", False),
        ("telegram", "ejemplo_1", True),
        ("bluesky", "iee.example", True),
        ("bluesky", "iee", False),
        ("bluesky", "iee.1example", False),
        ("mastodon", "ieejemplo", False),
        ("mastodon", "ieejemplo@social.example", True),
        ("mastodon", "a" * 31 + "@social.example", False),
        ("koo", "anything-at/all", True),
        ("koo", "two words", False),
        ("koo", "", False),
        ("koo", "a" * 255, True),
        ("koo", "a" * 256, False),
        ("koo", "a\x1b", False),
    ],
)
def test_a_handle_is_held_to_the_rule_of_its_network(
    platform: str, handle: str, valid: bool
) -> None:
    assert PLATFORMS.valid_handle(platform, handle) is valid


@pytest.mark.parametrize(
    ("platform", "handle", "key"),
    [
        ("x", "IEEjemplo", "ieejemplo"),
        ("x", "@IEE", "iee"),
        ("facebook", "Iee.Ejemplo", "ieeejemplo"),
        ("instagram", "Iee.Ejemplo", "iee.ejemplo"),
        ("whatsapp", "+52 (449) 910-0000", "524499100000"),
        ("youtube", CHANNEL, CHANNEL),
        ("youtube", "Niñez", "niñez"),
        ("youtube", "nin\u0303ez", "niñez"),
        ("koo", "Ejemplo", "ejemplo"),
    ],
)
def test_handles_are_compared_as_the_network_does(platform: str, handle: str, key: str) -> None:
    assert PLATFORMS.handle_key(platform, handle) == key


@pytest.mark.parametrize(
    ("url", "account"),
    [
        ("https://www.facebook.com/Iee.Ejemplo/?ref=x", ("facebook", "Iee.Ejemplo")),
        ("https://es-la.facebook.com/ieejemplo", ("facebook", "ieejemplo")),
        ("facebook.com/profile.php?id=100012345", ("facebook", "100012345")),
        ("facebook.com/profile.php?id=someone", None),
        ("facebook.com/profile.php", None),
        ("facebook.com/groups", None),
        ("https://facebook.com/ieejemplo/posts/1", None),
        ("https://twitter.com/IEE?lang=es", ("x", "IEE")),
        ("HTTPS://MOBILE.TWITTER.COM/iee/", ("x", "iee")),
        ("https://x.com/home", None),
        ("instagram.com/iee.ejemplo/?hl=es", ("instagram", "iee.ejemplo")),
        ("instagram.com/p", None),
        ("https://threads.com/@iee", ("threads", "iee")),
        ("https://www.threads.net/@iee", ("threads", "iee")),
        ("tiktok.com/@iee.mx", ("tiktok", "iee.mx")),
        (f"youtube.com/channel/{CHANNEL}", ("youtube", CHANNEL)),
        ("youtube.com/channel/short", None),
        ("youtube.com/@ni%C3%B1ez", ("youtube", "niñez")),
        ("https://m.youtube.com/user/Viejo", ("youtube", "Viejo")),
        ("https://youtube.com/c/Viejo", ("youtube", "Viejo")),
        ("https://wa.me/524499100000", ("whatsapp", "524499100000")),
        ("https://mx.linkedin.com/company/iee-ejemplo/", ("linkedin", "iee-ejemplo")),
        ("https://linkedin.com/in/juana-perez", ("linkedin", "juana-perez")),
        ("t.me/ieejemplo", ("telegram", "ieejemplo")),
        ("https://ieejemplo.t.me", ("telegram", "ieejemplo")),
        ("https://t.me", None),
        ("https://bsky.app/profile/iee.example", ("bluesky", "iee.example")),
        ("https://social.example/@iee", ("mastodon", "iee@social.example")),
        ("https://social.example/@iee@other.example", ("mastodon", "iee@other.example")),
        ("https://social.example/about", None),
        ("ftp://x.com/iee", None),
        ("javascript:alert(1)", None),
        ("http://[", None),
        ("http://[::1]/@iee", None),
        ("iee", None),
        ("", None),
    ],
)
def test_an_address_leads_to_its_account(url: str, account: tuple[str, str] | None) -> None:
    assert PLATFORMS.from_url(url) == account


def test_an_address_says_how_it_names_the_account() -> None:
    assert PLATFORMS.profile("x.com/iee") == Profile("x", "iee", "handle")
    assert PLATFORMS.profile("youtube.com/c/Viejo") == Profile("youtube", "Viejo", "name")
    assert PLATFORMS.profile(f"youtube.com/channel/{CHANNEL}") == Profile("youtube", CHANNEL, "id")
    guess = PLATFORMS.profile("https://social.example/@iee")
    assert guess == Profile("mastodon", "iee@social.example", "handle", guessed=True)


def test_hosts_belong_to_networks() -> None:
    assert PLATFORMS.of_host("www.twitter.com") == "x"
    assert PLATFORMS.of_host("ieejemplo.t.me") == "telegram"
    assert PLATFORMS.of_host("developers.facebook.com") is None
    assert PLATFORMS.of_host("iee.example") is None
    assert host_of("https://www.iee.example./redes?x=1") == "iee.example"
    assert host_of("not a host/x") is None


@given(st.text(max_size=60), st.sampled_from([*sorted(PLATFORMS.known), "koo"]))
def test_no_text_at_all_breaks_the_rules(text: str, platform: str) -> None:
    PLATFORMS.from_url(text)
    PLATFORMS.from_url(f"https://{platform}.com/{text}")
    PLATFORMS.valid_handle(platform, text)
    key = PLATFORMS.handle_key(platform, text)
    assert PLATFORMS.handle_key(platform, text.upper()) == key or text.upper().lower() != text


@given(st.sampled_from(sorted(PLATFORMS.known)), st.data())
def test_what_an_address_leads_to_is_a_valid_handle(platform: str, data: st.DataObject) -> None:
    whole = PLATFORMS.by_name[platform]
    handle = data.draw(st.from_regex(whole.handle.pattern, fullmatch=True))
    for host in whole.hosts:
        account = PLATFORMS.from_url(f"https://{host}{whole.profiles[0]}".format(handle=handle))
        assert account is None or PLATFORMS.valid_handle(*account)


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        (ONE.replace("hosts:", "host:"), 5, "host"),
        (ONE.replace("min: 1", "min: none"), 6, "none"),
        (ONE.replace("[a-z]+", "[a-z"), 6, "[a-z"),
        (ONE.replace("[]", "[magic]"), 8, "magic"),
        (ONE + ONE.partition("platforms:")[2].replace("koo:", "kooo:"), 16, "koo"),
    ],
)
def test_a_table_that_is_wrong_is_refused_with_its_line(text: str, line: int, reason: str) -> None:
    with pytest.raises(PolicyError) as refused:
        load_platforms(text)
    assert refused.value.problems[0].line == line
    assert reason in str(refused.value)
    assert "platforms.yaml" in str(refused.value)


def test_a_table_that_is_not_yaml_is_refused() -> None:
    with pytest.raises(YamlError):
        load_platforms("platforms: [")


def test_values_are_frozen() -> None:
    assert isinstance(PLATFORMS, Platforms)
    with pytest.raises(Exception, match="frozen"):
        PLATFORMS.by_name["x"].title = "Y"
