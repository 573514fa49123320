"""When two names are the same account: by the rule of its network (ruling 38)."""

import re

_CHANNEL = re.compile(r"UC[A-Za-z0-9_-]{22}")


def key(platform: str, handle: str) -> str:
    """Return what makes two handles of a network one account.

    Facebook takes no notice of dots; a channel of YouTube has a fixed id in which case matters.
    """
    if platform == "youtube" and _CHANNEL.fullmatch(handle):
        return handle
    folded = handle.casefold()
    return folded.replace(".", "") if platform == "facebook" else folded


def account(name: str) -> str:
    """Return an account that a text calls `network/handle` by its key."""
    platform, _slash, handle = name.partition("/")
    return f"{platform}/{key(platform, handle)}"
