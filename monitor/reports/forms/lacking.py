"""What a form asks for and the register does not know, each with the command that records it."""

import shlex
from collections.abc import Iterable, Iterator

from monitor.inventory.signing import Place, Signer
from monitor.reports.forms.page import Missing
from monitor.reports.recorded import word
from monitor.text import _

FACTS = ("name", "position", "phone")
"""What the designation form tells of a person besides the address."""


def of_person(signer: Signer, asked: Iterable[str]) -> Iterator[Missing]:
    """Yield what is not known of a person, of the columns asked for, with one command for all."""
    unknown = [name for name in asked if getattr(signer, name) is None]
    if unknown:
        facts = ", ".join(word("person", name) for name in unknown)
        told = _("{facts} of {person}").format(facts=facts, person=signer.email)
        options = " ".join(f"--{name} {name.upper()}" for name in unknown)
        yield Missing(told, f"monitor person set {shlex.quote(signer.email)} {options}")


def of_head(place: Place, head: Signer | None) -> Iterator[Missing]:
    """Yield what is not known of who heads the area: who it is, or the name."""
    if head is not None:
        yield from of_person(head, ("name",))
    elif place.area is not None:
        told = _("head of {area}").format(area=place.area)
        yield Missing(told, f"monitor area set {shlex.quote(place.area)} --head EMAIL")


def of_area(place: Place) -> Iterator[Missing]:
    """Yield that the area of an account is not known, or what it is called."""
    if place.area is None:
        told = _("area of {account}").format(account=place.account)
        account = shlex.quote(str(place.account))
        yield Missing(told, f"monitor account transfer {account} AREA")
    elif place.area_name is None:
        told = _("name of area {area}").format(area=place.area)
        yield Missing(told, f"monitor area set {shlex.quote(place.area)} --name NAME")


def area_in_words(place: Place) -> str | None:
    """Return the name and the code of an area, or what is known of the two."""
    if place.area_name is None:
        return place.area
    return f"{place.area_name} ({place.area})"


def filing(subject: str, kind: str, more: str) -> str:
    """Return the command that files the signed form; words in capitals are to be filled in."""
    about = shlex.quote(subject)
    return f"monitor document add {about} --kind {kind} --signed-on DAY {more} --file SIGNED.pdf"
