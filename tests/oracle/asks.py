"""Which facts the controls ask for on top of those that every row has."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Asks:
    """For one subject kind: control -> by whom it is attested; control -> what sets a duty off."""

    attested: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    duties: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    heads: bool = True
    tasks: bool = False


MAIL = {
    "account": Asks(
        attested={
            "link.no-external-accounts": "subject",
            "link.institutional-only": "subject",
            "password.custody": "administrators",
            "password.construction": "administrators",
        },
        duties={
            "rotation.notify-head": "password_change",
            "list.to-communications": "designation",
            "admins.change-notice": "administrator_change",
            "email.association-notice": "mailbox_link",
            "breach.notify": "incident",
            "breach.contain-password": "incident",
            "breach.institutional-measures": "incident",
        },
    ),
    "mailbox": Asks(
        attested={
            "password.custody": "administrators",
            "password.construction": "administrators",
        },
        duties={
            "rotation.notify-head": "password_change",
            "email.request": "mailbox_registered",
            "email.assignment": "mailbox_requested",
        },
    ),
    "area": Asks(duties={"admins.quarterly-report": "schedule"}),
    "institution": Asks(
        attested={
            "inventory.admin-register": "subject",
            "support.cau": "subject",
            "content.supervision": "subject",
        },
        duties={"list.to-it": "any_designation"},
    ),
}


def asks_of(controls: Iterable[Any], kind: str) -> Asks:
    """Return what the controls of a loaded pack ask for about subjects of one kind."""
    attested: dict[str, str] = {}
    duties: dict[str, str] = {}
    flags = {"heads": True, "tasks": False}
    for control in (one for one in controls if kind in one.subjects):
        for check in control.checks:
            if check.name == "attested":
                attested[control.id] = check.arguments["by"]
            if check.name == "duty_met":
                duties[control.id] = check.arguments["event"]
            if check.name == "access_only":
                given = {**control.params, **check.arguments}
                flags = {name: bool(given.get(name)) for name in flags}
    return Asks(attested, duties, **flags)
