"""What to bear in mind of the policies in force, said in the reader's language each time anew."""

from collections.abc import Collection, Iterable, Iterator

from monitor.policy.library import LoadedPack
from monitor.policy.schema import Institution
from monitor.text import N_, _

STATUSES = {
    "draft": N_("draft"),
    "in_force": N_("in force"),
    "superseded": N_("superseded"),
}
"""What the status of a pack is called."""


def left_out(control: str) -> str:
    """Say that the institution tailors a control which no chosen policy holds (ruling 11)."""
    return _("{control}: left out, no policy chosen here asks for it").format(control=control)


def of_tailoring(own: Institution, packs: Iterable[LoadedPack]) -> Iterator[str]:
    """Yield what of the institution's own values was left out when these packs were compiled."""
    held = {control for pack in packs for control in pack.pack.controls}
    for section in (own.params, own.readings):
        yield from (left_out(control) for control in section if control not in held)


def of_packs(packs: Iterable[LoadedPack], replacing: Collection[str]) -> Iterator[str]:
    """Yield what to know of each pack; `replacing` are the ids that stand in place of ours."""
    for pack in packs:
        if pack.pack.id in replacing:
            yield _("{pack} is the file {file}, not the one that comes with monitor").format(
                pack=pack.pack.id, file=pack.document.name
            )
        if pack.pack.status != "in_force":
            yield _("{pack}: its status is “{status}”").format(
                pack=pack.pack.id, status=_(STATUSES[pack.pack.status])
            )
        if pack.pack.in_force_from is None:
            yield _("{pack}: the text does not say from which day it is in force").format(
                pack=pack.pack.id
            )
