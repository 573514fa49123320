"""Which facts the controls ask for on top of those that every row has."""

from collections.abc import Iterable, Iterator, Mapping
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
    used = [_Used(control, check) for control in bound for check in in_use(control)]
    return Asks(
        attested={one.control.id: one.said("by") or "subject" for one in used if one.is_answered},
        duties={one.control.id: one.said("event") for one in used if one.check.name == "duty_met"},
        began={control.id: control.began for control in bound},
        documents=frozenset(paper for one in used for paper in one.documents()),
        access=_access(used),
        by_area=any(one.is_by_area for one in used),
        by_year=any(one.check.name == "changes_per_year" for one in used),
        outside_communications=any(one.is_of_one_office for one in used),
        named=frozenset(
            names.account(name)
            for one in used
            if one.check.name == "named_kept"
            for name in one.said("accounts") or ()
        ),
        mailboxes={
            one.said("purpose"): tuple(one.said("allowed_domains") or ())
            for one in used
            if one.check.name == "mailbox_purpose"
        },
        platforms=frozenset(
            one.said("platform") for one in used if one.check.name == "platform_single"
        ),
        portal=next(
            (one.folded("holders") for one in used if one.check.name == "portal_list"), None
        ),
        closed=kind == "account" and any(control.phase == "closing" for control in bound),
    )


@dataclass(frozen=True)
class _Used:
    """A check as a control uses it."""

    control: Control
    check: Check

    def said(self, name: str) -> Any:
        """Return what the check or the document says."""
        return {**self.control.params, **self.check.arguments}.get(name)

    def folded(self, name: str) -> tuple[str, ...]:
        """Return words as names are compared: case-folded (ruling 33)."""
        return tuple(str(word).casefold() for word in self.said(name) or ())

    @property
    def is_answered(self) -> bool:
        """Whether answers about the control are asked for."""
        return self.check.name in {"attested", "abandonment"}

    @property
    def is_of_the_portal(self) -> bool:
        """Whether the portal's list is asked for."""
        return self.check.name == "portal_list"

    @property
    def is_by_area(self) -> bool:
        """Whether an account is for one area alone."""
        return self.check.name == "named_owner" and bool(self.said("exclusive"))

    @property
    def is_of_one_office(self) -> bool:
        """Whether administrators are to be of the communications office (reading 46)."""
        named = self.said("structure") == "communications"
        return self.check.name == "administrators_area" and named

    def documents(self) -> Iterator[str]:
        """Return the kinds of paper that the check looks at."""
        if self.check.name == "document_on_file":
            yield self.said("document")
        if self.check.name == "required_fields" and self.said("needs"):
            yield self.said("needs")
        if self.check.name == "platform_allowed":
            yield PLATFORM_PAPER
        if self.said("recommendations") == "on-file":
            yield PASSWORD_PAPER


def _access(used: Iterable[_Used]) -> tuple[bool, bool] | None:
    found = (one for one in used if one.check.name == "access_only")
    return next(((bool(one.said("heads")), bool(one.said("tasks"))) for one in found), None)


EVERY = {kind: asks_of(catalogue.CONTROLS.values(), kind) for kind in KINDS}
MAIL = {kind: asks_of(mail.CONTROLS, kind) for kind in KINDS}
