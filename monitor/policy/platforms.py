"""The social networks: how handles are written and compared, and where profiles lie."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from pydantic import BaseModel, ConfigDict, Field, field_validator

from monitor.policy import guarded_yaml
from monitor.policy.guarded_yaml import Document
from monitor.policy.problems import PolicyError, Problem, validate
from monitor.text import _

SecondFactor = Literal["totp", "sms", "app", "security_key", "passkey", "email", "call"]
CredentialModel = Literal["shared", "delegated", "phone"]
Naming = Literal["handle", "id", "name"]

LONGEST_UNKNOWN_HANDLE = 255

# What networks put before their host without naming another site: www, mobile pages, languages.
_PREFIX = re.compile(r"(?:www|m|mobile|web|[a-z]{2}|[a-z]{2}-[a-z]{2})\.")
_HOST = re.compile(r"[^\W_](?:[\w-]*[^\W_])?(?:\.[^\W_](?:[\w-]*[^\W_])?)+")


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class HandleRule(_Part):
    """How a handle is written (`pattern`, for all of it), how long, and how two are compared."""

    pattern: re.Pattern[str]
    min: int = Field(ge=1)
    max: int = Field(ge=1)
    key: Literal["casefold", "ignore-dots", "digits"] = "casefold"


class Fact(_Part):
    """Where a fact about a network is from, and when that was last looked at."""

    source: str = Field(min_length=1)
    checked_on: date


class Facts(_Part):
    """The facts of a network that can change under us, by the key of its entry."""

    handle: Fact
    profiles: Fact
    second_factor: Fact
    credential_models: Fact


class Platform(_Part):
    """One social network, as `platforms.yaml` describes it."""

    title: str
    aliases: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    any_host: bool = False
    host_is_handle: bool = False
    handle: HandleRule
    id: re.Pattern[str] | None = None
    profiles: tuple[str, ...]
    reserved: frozenset[str] = frozenset()
    second_factor: tuple[SecondFactor, ...]
    passkey: tuple[Literal["passwordless", "second_factor"], ...] = ()
    credential_models: tuple[CredentialModel, ...] = Field(min_length=1)
    note: str | None = None
    facts: Facts

    @field_validator("aliases", "second_factor", "passkey", mode="before")
    @classmethod
    def _nothing_is_none(cls, value: object) -> object:
        return () if value is None else value

    def checked(self) -> Mapping[str, Fact]:
        """Return where each fact is from, and when that was last looked at, by its key."""
        return {name: getattr(self.facts, name) for name in Facts.model_fields}


class _File(_Part):
    platforms: Mapping[str, Platform] = Field(min_length=1)


@dataclass(frozen=True)
class Profile:
    """The account an address leads to.

    `naming` says whether `handle` is the handle, a fixed id, or an older name: only a handle can
    contradict a handle. `guessed`: the host is nobody's we know and only the shape speaks.
    """

    platform: str
    handle: str
    naming: Naming
    guessed: bool = False


@dataclass(frozen=True)
class _Path:
    """One way a profile's address is written: a path, the query key of its name, what that is."""

    path: re.Pattern[str]
    query: str | None
    naming: Naming


@dataclass(frozen=True)
class Platforms:
    """All known social networks by their name, and what can be told of the others."""

    by_name: Mapping[str, Platform]

    @cached_property
    def known(self) -> frozenset[str]:
        """The names of the networks we know."""
        return frozenset(self.by_name)

    @cached_property
    def without_second_factor(self) -> frozenset[str]:
        """The names of the networks that are known to offer no second factor."""
        return frozenset(name for name, each in self.by_name.items() if not each.second_factor)

    @cached_property
    def spellings(self) -> Mapping[str, str]:
        """The name of each network by every way it may be written, folded."""
        return {
            _folded(form): name
            for name, each in self.by_name.items()
            for form in (name, each.title, *each.aliases)
        }

    @cached_property
    def _paths(self) -> Mapping[str, tuple[_Path, ...]]:
        return {
            name: tuple(_compiled(path) for path in each.profiles)
            for name, each in self.by_name.items()
        }

    @cached_property
    def _hosts(self) -> Mapping[str, str]:
        return {host: name for name, each in self.by_name.items() for host in each.hosts}

    def find(self, name: str) -> str | None:
        """Return our name of the network that people write as `name`; None: not one we know."""
        return self.spellings.get(_folded(name))

    def handle_key(self, platform: str, handle: str) -> str:
        """Return what makes two handles of `platform` the same account; fixed ids keep case."""
        known = self.by_name.get(platform)
        if known and known.id and known.id.fullmatch(handle):
            return handle
        folded = unicodedata.normalize("NFC", handle.removeprefix("@")).casefold()
        if known and known.handle.key == "ignore-dots":
            return folded.replace(".", "")
        if known and known.handle.key == "digits":
            return re.sub("[^0-9]", "", folded)
        return folded

    def is_id(self, platform: str, handle: str) -> bool:
        """Tell whether `handle` is a fixed id of the account and not a name it goes by."""
        known = self.by_name.get(platform)
        return bool(known and known.id and known.id.fullmatch(handle))

    def valid_handle(self, platform: str, handle: str) -> bool:
        """Tell whether `handle` (without @) can be one of `platform`.

        On a network we do not know: not empty, no spaces or invisible characters, at most 255.
        """
        known = self.by_name.get(platform)
        if known is None:
            written = bool(handle) and handle.isprintable() and " " not in handle
            return written and len(handle) <= LONGEST_UNKNOWN_HANDLE
        rule = known.handle
        length = len(self.handle_key(platform, handle)) if rule.key == "digits" else len(handle)
        if self.is_id(platform, handle):
            return True
        return rule.min <= length <= rule.max and rule.pattern.fullmatch(handle) is not None

    def from_url(self, url: str) -> tuple[str, str] | None:
        """Return (platform, handle) of the account that `url` leads to; None: cannot be told."""
        profile = self.profile(url)
        return (profile.platform, profile.handle) if profile else None

    def profile(self, url: str) -> Profile | None:
        """Return the account that `url` leads to, and how it names it; None: cannot be told.

        www., mobile., the query and a trailing slash are dropped (ruling 39).
        """
        split = _split(url)
        if split is None:
            return None
        host = host_of(url) or ""
        platform = self.of_host(host)
        if platform is None:
            return self._by_shape(host, split)
        whole = self.by_name[platform]
        if whole.host_is_handle and host not in whole.hosts:
            return self._named(platform, host.partition(".")[0], "handle")
        return self._by_path(platform, split)

    def of_host(self, host: str) -> str | None:
        """Return the network that a host belongs to; None: none we know."""
        bare = _bare_host(host)
        if bare in self._hosts:
            return self._hosts[bare]
        above = self._hosts.get(bare.partition(".")[2])
        return above if above and self.by_name[above].host_is_handle else None

    def _by_path(self, platform: str, split: SplitResult) -> Profile | None:
        for naming, written in self._written(platform, split):
            profile = self._named(platform, written, naming)
            if profile:
                return profile
        return None

    def _by_shape(self, host: str, split: SplitResult) -> Profile | None:
        """Take `host/@name` for a profile of a network that has no hosts of its own."""
        for platform in (name for name, each in self.by_name.items() if each.any_host):
            for _naming, written in self._written(platform, split):
                handle = written if "@" in written else f"{written}@{host}"
                if self.valid_handle(platform, handle):
                    return Profile(platform, handle, "handle", guessed=True)
        return None

    def _written(self, platform: str, split: SplitResult) -> Iterator[tuple[Naming, str]]:
        path = unquote(split.path).rstrip("/")
        for each in self._paths[platform]:
            match = each.path.fullmatch(path)
            if match and each.query is None:
                yield each.naming, match["name"]
            elif match and each.query:
                asked = parse_qs(split.query).get(each.query, [])
                yield from ((each.naming, value) for value in asked)

    def _named(self, platform: str, written: str, naming: Naming) -> Profile | None:
        whole = self.by_name[platform]
        if naming == "id":
            fits = self.is_id(platform, written)
        elif naming == "handle":
            reserved = written.casefold() in whole.reserved
            fits = not reserved and self.valid_handle(platform, written)
        else:
            fits = bool(written)
        return Profile(platform, written, naming) if fits else None


def load_platforms(text: str, name: str = "platforms.yaml") -> Platforms:
    """Read the text of `platforms.yaml`.

    Raises:
        YamlError: it is not YAML, or refused by the guard.
        PolicyError: it is not a table of networks: unknown keys, wrong types, a spelling or a
            host that two networks claim.
    """
    document = guarded_yaml.load(text, name)
    platforms = Platforms(dict(validate(_File, document).platforms))
    _refuse_shared_spellings(platforms, name, document)
    return platforms


def host_of(url: str) -> str | None:
    """Return the host of a web address, folded and without www.; None: not a web address."""
    split = _split(url)
    host = _bare_host(split.hostname or "") if split else ""
    return host if _HOST.fullmatch(host) else None


def _refuse_shared_spellings(platforms: Platforms, name: str, document: Document) -> None:
    seen: dict[str, str] = {}
    problems = []
    for platform, whole in platforms.by_name.items():
        forms = {_folded(form) for form in (platform, whole.title, *whole.aliases)}
        for form in sorted(forms.union(whole.hosts)):
            other = seen.setdefault(form, platform)
            if other != platform:
                reason = _("“{form}” already belongs to “{other}”").format(form=form, other=other)
                line = document.line(("platforms", platform))
                problems.append(Problem(name, line, f"platforms.{platform}", reason))
    if problems:
        raise PolicyError(problems)


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def _split(url: str) -> SplitResult | None:
    """Take a web address apart, the scheme being optional; None: it is not one."""
    written = url if "://" in url else f"https://{url}"
    try:
        split = urlsplit(written)
        host = split.hostname  # both may refuse what is between brackets
    except ValueError:
        return None
    return split if split.scheme in {"http", "https"} and host else None


def _bare_host(host: str) -> str:
    folded = host.casefold().removesuffix(".")
    bare = _PREFIX.sub("", folded, count=1) if _PREFIX.match(folded) else folded
    return bare if "." in bare else folded


def _compiled(profile: str) -> _Path:
    """Turn a path of `profiles` into what is looked for in addresses."""
    path, _mark, query = profile.partition("?")
    naming: Naming = "handle"
    if "{id}" in profile:
        naming = "id"
    elif "{name}" in profile:
        naming = "name"
    pattern = re.sub(r"\\\{\w+\\\}", lambda _match: "(?P<name>[^/]+)", re.escape(path))
    return _Path(re.compile(pattern), query.partition("=")[0] or None, naming)
