"""Which facts the controls ask for on top of those that every row has."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tests.oracle import catalogue, mail, names
from tests.oracle.controls import KINDS, NOTHING, Check, Control, in_use

# What a list of accounts in force, or a password, is held against (readings 44 and 58).
PLATFORM_PAPER = "platform_authorisation"
PASSWORD_PAPER = "password_recommendations"


@dataclass(frozen=True)
class Asks:
    """What is asked for about subjects of one kind.

    attested: control -> by whom; duties: control -> what sets it off; began: control -> the day
    since which its rule is in force; mailboxes: purpose -> domains; portal: who may have personal
    accounts there, None where nobody asks. `access` is "heads and tasks give access", or None.
    """

    attested: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    duties: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    began: Mapping[str, date | None] = field(default_factory=lambda: NOTHING)
    documents: frozenset[str] = frozenset()
    access: tuple[bool, bool] | None = None
    by_area: bool = False
    by_year: bool = False
    outside_communications: bool = False
    named: frozenset[str] = frozenset()
    mailboxes: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: NOTHING)
    platforms: frozenset[str] = frozenset()
    portal: tuple[str, ...] | None = None
    closed: bool = False


def asks_of(controls: Iterable[Control], kind: str) -> Asks:
    """Return what controls ask for about subjects of one kind."""
    bound = [control for control in controls if kind in control.subjects]
    uses = [_Use(control, check) for control in bound for check in in_use(control)]
    used: dict[str, list[_Use]] = defaultdict(list)
    for use in uses:
        used[use.check.name].append(use)
    return Asks(
        attested={use.id: use.said("by") for use in used["attested"]}
        | {use.id: "subject" for use in used["abandonment"]},
        duties={use.id: use.said("event") for use in used["duty_met"]},
        began={control.id: control.began for control in bound},
        documents=frozenset(paper for use in uses for paper in use.papers()),
        closed=kind == "account" and any(control.phase == "closing" for control in bound),
        **_of_accounts(used),
        **_of_the_register(used),
    )


@dataclass(frozen=True)
class _Use:
    """A check as a control uses it."""

    control: Control
    check: Check

    @property
    def id(self) -> str:
        """The id of the control."""
        return self.control.id

    def said(self, name: str) -> Any:
        """Return what the check or the document says."""
        return {**self.control.params, **self.check.arguments}.get(name)

    def papers(self) -> Iterator[str]:
        """Return the kinds of paper that the check looks at."""
        if self.check.name == "document_on_file":
            yield self.said("document")
        if self.check.name == "required_fields" and self.said("needs"):
            yield self.said("needs")
        if self.check.name == "platform_allowed":
            yield PLATFORM_PAPER
        if self.said("recommendations") == "on-file":
            yield PASSWORD_PAPER


_Used = Mapping[str, Sequence[_Use]]


def _of_accounts(used: _Used) -> dict[str, Any]:
    rights = [(bool(use.said("heads")), bool(use.said("tasks"))) for use in used["access_only"]]
    offices = {use.said("structure") for use in used["administrators_area"]}
    return {
        "access": next(iter(rights), None),
        "by_area": any(use.said("exclusive") for use in used["named_owner"]),
        "by_year": bool(used["changes_per_year"]),
        "outside_communications": "communications" in offices,
    }


def _of_the_register(used: _Used) -> dict[str, Any]:
    """Return what is asked of accounts, mailboxes and the portal that a text names."""
    named = [name for use in used["named_kept"] for name in use.said("accounts") or ()]
    boxes = {use.said("purpose"): use.said("allowed_domains") for use in used["mailbox_purpose"]}
    holders = [use.said("holders") or () for use in used["portal_list"]]
    folded = [tuple(str(word).casefold() for word in each) for each in holders]
    return {
        "named": frozenset(names.account(name) for name in named),
        "mailboxes": {purpose: tuple(domains or ()) for purpose, domains in boxes.items()},
        "platforms": frozenset(use.said("platform") for use in used["platform_single"]),
        "portal": next(iter(folded), None),
    }


EVERY = {kind: asks_of(catalogue.CONTROLS.values(), kind) for kind in KINDS}
MAIL = {kind: asks_of(mail.CONTROLS, kind) for kind in KINDS}
