"""References from one row to a subject of the register: `account:x/ieejemplo`, `area:JD01AGS`."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from monitor.intake.addresses import address_key, normalise
from monitor.intake.wording import fold
from monitor.policy.platforms import Platforms
from monitor.text import _, language

FORMS: Mapping[str, tuple[str, ...]] = {
    "account": ("account", "cuenta"),
    "mailbox": ("mailbox", "buzón", "correo"),
    "area": ("area", "área"),
    "person": ("person", "persona"),
    "institution": ("institution", "institución"),
}
"""The kinds of subject, and every way a reference may name them (the second is Spanish)."""

_KINDS = {fold(form): kind for kind, forms in FORMS.items() for form in forms}

_EXAMPLES: Mapping[str, str] = {
    "account": "x/ieejemplo",
    "mailbox": "redes.jd01ags@iee.example",
    "area": "JD01AGS",
    "person": "juana@iee.example",
    "institution": "IEE",
}


class BadReferenceError(ValueError):
    """Not a reference; the message is a finished sentence."""


@dataclass(frozen=True)
class Reference:
    """A subject by its normalised key; two are equal when they name the same subject.

    `key` by kind: account `x/handle_key`; mailbox and person the address key; area and
    institution case-folded code or name. `shown` is the same as the file wrote it, for a stub or
    a message.
    """

    kind: str
    key: str
    shown: str = field(default="", compare=False)

    def __str__(self) -> str:
        """Return the reference as a file would write it."""
        return f"{self.kind}:{self.key}"


def example(kind: str) -> str:
    """Return a reference to a subject of that kind, as a file in the language in use has it."""
    english, spanish = FORMS[kind][:2]
    return f"{spanish if language() == 'es' else english}:{_EXAMPLES[kind]}"


def area_key(text: str) -> str:
    """Return what makes two codes or names of an area equal: case-folded, single spaces."""
    return " ".join(text.split()).casefold()


def parse_reference(text: str, kinds: tuple[str, ...], platforms: Platforms) -> Reference:
    """Read a reference to one of `kinds`; where there is only one, its prefix may be left out.

    Raises:
        BadReferenceError: it names no subject, or one of another kind.
        AddressError: it names a mailbox or a person, and not by an address.
    """
    prefix, colon, rest = text.partition(":")
    kind = _KINDS.get(fold(prefix)) if colon else None
    if kind is None:
        rest = text
        kind = kinds[0] if len(kinds) == 1 else None
        if kind is None and platforms.from_url(text) and "account" in kinds:
            kind = "account"
    if kind not in kinds or not rest.strip():
        raise BadReferenceError(
            _("Write which subject this is about, as in {examples}.").format(
                examples=", ".join(example(kind) for kind in kinds)
            )
        )
    return _of_kind(kind, rest.strip(), platforms)


def _of_kind(kind: str, text: str, platforms: Platforms) -> Reference:
    if kind == "account":
        return account_reference(text, platforms)
    if kind in {"mailbox", "person"}:
        return Reference(kind, address_key(text), normalise(text))
    return Reference(kind, area_key(text), text)


def account_reference(text: str, platforms: Platforms) -> Reference:
    """Read `platform/handle`, or the address of a profile.

    Raises:
        BadReferenceError: it is neither, or the handle cannot be one of that platform.
    """
    platform, handle = _platform_and_handle(text, platforms)
    if not platform or not handle:
        raise BadReferenceError(
            _("Write an account as platform/handle, as in {example}.").format(example="x/ieejemplo")
        )
    if not platforms.valid_handle(platform, handle):
        raise BadReferenceError(impossible_handle(platform, platforms))
    key = platforms.handle_key(platform, handle)
    return Reference("account", f"{platform}/{key}", f"{platform}/{handle}")


def impossible_handle(platform: str, platforms: Platforms) -> str:
    """Say what a handle of that network is like."""
    known = platforms.by_name.get(platform)
    if known is None:
        return _("A handle has no spaces and at most 255 characters; write it as the network does.")
    if known.any_host:
        return _("Write the handle with its server, as in ieejemplo@social.example.")
    return _(
        "This cannot be a handle of {platform}: it has {min} to {max} characters, and only those "
        "that the network allows. Copy it from the profile."
    ).format(platform=known.title, min=known.handle.min, max=known.handle.max)


def _platform_and_handle(text: str, platforms: Platforms) -> tuple[str, str]:
    named, slash, handle = text.partition("/")
    known = platforms.find(named) if slash else None
    if known:
        return known, handle.strip().removeprefix("@")
    profile = platforms.profile(text)
    if profile and not (profile.guessed and "://" not in text):
        return profile.platform, profile.handle
    if "://" in text:
        return "", ""
    return area_key(named), handle.strip().removeprefix("@")
