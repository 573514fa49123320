"""Which account a row is about: platform, handle and url, which must speak of the same one."""

from collections.abc import Iterator, Mapping

from monitor.intake.columns import Disagreement
from monitor.intake.references import impossible_handle
from monitor.policy.platforms import Platforms, Profile, host_of
from monitor.text import _


def name_account(values: dict[str, object], platforms: Platforms) -> Iterator[Disagreement]:
    """Complete `platform`, `handle` and `handle_key` of a row, or say what is wrong with them.

    A url may stand for platform and handle; one that names another account than they do is a
    fault (ruling 39). At least one of the two ways must be filled.
    """
    url = values.get("url")
    profile = platforms.profile(url) if isinstance(url, str) else None
    if "platform" not in values or "handle" not in values:
        if not _complete(values, profile):
            yield (
                "url",
                _("The account cannot be told from this address; fill platform and handle."),
            )
            return
    elif isinstance(url, str):
        contradiction = _contradiction(values, url, profile, platforms)
        if contradiction:
            yield "url", contradiction
    platform, handle = str(values["platform"]), str(values["handle"])
    if not platforms.valid_handle(platform, handle):
        yield "handle", impossible_handle(platform, platforms)
    values["handle_key"] = platforms.handle_key(platform, handle)


def _complete(values: dict[str, object], profile: Profile | None) -> bool:
    """Fill what is missing from the address; False: the address does not fit what is there."""
    if profile is None or values.get("platform", profile.platform) != profile.platform:
        return False
    values.setdefault("platform", profile.platform)
    values.setdefault("handle", profile.handle)
    return True


def _contradiction(
    values: Mapping[str, object], url: str, profile: Profile | None, platforms: Platforms
) -> str | None:
    platform, handle = str(values["platform"]), str(values["handle"])
    if profile is None or (profile.guessed and profile.platform != platform):
        network = platforms.of_host(host_of(url) or "")
    else:
        network = profile.platform
    if network is not None and network != platform:
        return _(
            "This address is on {network}, the row says {platform}; correct one of them."
        ).format(network=network, platform=platform)
    if profile is None or network is None or _same(profile, platform, handle, platforms):
        return None
    return _("This address is that of {found}, the row says {handle}; correct one of them.").format(
        found=profile.handle, handle=handle
    )


def _same(profile: Profile, platform: str, handle: str, platforms: Platforms) -> bool:
    """Tell whether the two can be one account; an id says nothing against a handle."""
    if profile.naming == "name" or (profile.naming == "id") != platforms.is_id(platform, handle):
        return True
    key = platforms.handle_key
    return key(platform, profile.handle) == key(platform, handle)
