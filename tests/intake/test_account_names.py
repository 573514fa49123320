"""Platform, handle and url of one row speak of one account (ruling 39)."""

import pytest

from monitor.intake.account_names import name_account
from monitor.policy.platforms import Platforms

CHANNEL = "UCabcDEFghiJKLmnoPQRstuv"


def told(platforms: Platforms, **values: object) -> tuple[dict[str, object], list[str]]:
    return values, [column for column, _reason in name_account(values, platforms)]


@pytest.mark.parametrize(
    ("platform", "handle", "url"),
    [
        ("x", "IEEjemplo", "https://www.twitter.com/ieejemplo/?lang=es"),
        ("facebook", "iee.ejemplo", "https://facebook.com/IeeEjemplo"),
        ("facebook", "ieejemplo", "https://facebook.com/profile.php?id=100012345"),
        ("facebook", "100012345", "https://facebook.com/ieejemplo"),
        ("youtube", "ieejemplo", f"https://youtube.com/channel/{CHANNEL}"),
        ("youtube", CHANNEL, f"https://youtube.com/channel/{CHANNEL}"),
        ("youtube", "ieejemplo", "https://youtube.com/user/OldName"),
        ("mastodon", "iee@social.example", "https://social.example/@iee"),
        ("koo", "iee", "https://koo.example/@other"),
        ("koo", "iee", "https://koo.example/whatever"),
        ("x", "iee", "https://x.com/iee/status/1"),
        ("x", "iee", "https://iee.example/redes"),
    ],
)
def test_an_address_that_may_be_of_the_same_account_agrees(
    platform: str, handle: str, url: str, platforms: Platforms
) -> None:
    _values, faults = told(platforms, platform=platform, handle=handle, url=url)
    assert faults == []


@pytest.mark.parametrize(
    ("platform", "handle", "url", "reason"),
    [
        ("x", "ieejemplo", "https://x.com/otra", "that of otra, the row says ieejemplo"),
        ("x", "ieejemplo", "https://facebook.com/ieejemplo", "on facebook, the row says x"),
        ("x", "ieejemplo", "https://instagram.com/p/xyz", "on instagram"),
        ("koo", "iee", "https://x.com/iee", "on x, the row says koo"),
        ("youtube", CHANNEL, f"https://youtube.com/channel/{CHANNEL[:-1]}w", "that of"),
        ("youtube", CHANNEL, f"https://youtube.com/channel/UC{CHANNEL[2:].swapcase()}", "UCABC"),
        ("mastodon", "iee@social.example", "https://other.example/@iee", "iee@other.example"),
    ],
)
def test_an_address_of_another_account_is_a_fault(
    platform: str, handle: str, url: str, reason: str, platforms: Platforms
) -> None:
    values: dict[str, object] = {"platform": platform, "handle": handle, "url": url}
    faults = list(name_account(values, platforms))
    assert [column for column, _reason in faults] == ["url"]
    assert reason in faults[0][1]


def test_an_address_may_stand_for_platform_and_handle(platforms: Platforms) -> None:
    values, faults = told(platforms, url="https://twitter.com/IEEjemplo")
    assert faults == []
    assert (values["platform"], values["handle"], values["handle_key"]) == (
        "x",
        "IEEjemplo",
        "ieejemplo",
    )


def test_an_address_may_stand_for_one_of_them(platforms: Platforms) -> None:
    values, faults = told(platforms, platform="x", url="https://x.com/IEE")
    assert (values["handle"], faults) == ("IEE", [])
    values, faults = told(platforms, handle="IEE", url="https://x.com/IEE")
    assert (values["platform"], faults) == ("x", [])


@pytest.mark.parametrize("url", ["https://x.com/home", "https://iee.example/redes"])
def test_an_address_that_tells_no_account_cannot_stand_alone(
    url: str, platforms: Platforms
) -> None:
    assert told(platforms, url=url)[1] == ["url"]


def test_an_address_on_another_network_cannot_complete_a_row(platforms: Platforms) -> None:
    assert told(platforms, platform="facebook", url="https://x.com/iee")[1] == ["url"]


@pytest.mark.parametrize(
    ("platform", "handle", "reason"),
    [
        ("x", "muchtoolongahandle", "1 to 15 characters"),
        ("mastodon", "ieejemplo", "with its server"),
        ("koo", "two words", "no spaces"),
    ],
)
def test_a_handle_that_the_network_does_not_allow_is_a_fault(
    platform: str, handle: str, reason: str, platforms: Platforms
) -> None:
    values: dict[str, object] = {"platform": platform, "handle": handle}
    ((column, told_reason),) = name_account(values, platforms)
    assert column == "handle"
    assert reason in told_reason
