"""The responsibility letter (mail guidelines, Annex 2): what an administrator answers for."""

import shlex
from collections.abc import Iterator

from monitor.inventory import signing
from monitor.inventory.listing import AsOf
from monitor.inventory.lookup import Found
from monitor.inventory.signing import Place, Signer
from monitor.reports.forms import lacking
from monitor.reports.forms.basis import basis
from monitor.reports.forms.page import Form, Missing, lines, quoted, signatures
from monitor.reports.markup import html, joined
from monitor.text import _
from monitor.text import day as written

CONTROL = "forms.responsiva"


def form(on: AsOf, person_id: int, account_id: int) -> Form:
    """Return the letter of a person for an account, as of a day.

    Raises:
        RefusedError: no policy in force asks for it.
    """
    asked = basis(on, CONTROL)
    found = Found("account", account_id)
    place, signer = signing.place(on, found), signing.signer(on, person_id)
    head = None if place.area_id is None else signing.head(on, place.area_id)
    undertakings = (
        html("<li>${quotes}</li>", quotes=map(quoted, together))
        for together in asked.undertakings()
    )
    parts = [
        asked.stated(),
        lines(_about(on, place, signer)),
        html("<p>${told}</p>", told=_declared(place)),
        html(
            "<p>${told}</p><ol>${all}</ol>",
            told=_("In the words of the policy, I accept and undertake:"),
            all=undertakings,
        ),
        signatures(_boxes(signer, head)),
    ]
    in_charge = any(each.signer.id == person_id for each in signing.in_charge(on, found))
    missing = [
        *([] if in_charge else [_designation(place, signer)]),
        *lacking.of_area(place),
        *lacking.of_person(signer, ("name", "position")),
        *lacking.of_head(place, head),
    ]
    person = f"--person {shlex.quote(signer.email)}"
    filing = lacking.filing(str(place.account), "responsiva", person)
    return Form(_("Responsibility letter"), on, joined(parts), missing, filing)


def _about(on: AsOf, place: Place, signer: Signer) -> Iterator[tuple[str, str | None]]:
    yield _("Date"), written(on.day)
    yield _("Name"), signer.name
    yield _("Position"), signer.position
    yield _("Account"), place.account
    yield _("Responsible area"), lacking.area_in_words(place)


def _declared(place: Place) -> str:
    return _(
        "I take charge of the account {account} and of its passwords: I answer for what is"
        " published on it, for keeping it up to date and running, and for what is taken down."
    ).format(account=place.account)


def _boxes(signer: Signer, head: Signer | None) -> Iterator[tuple[str, Signer | None]]:
    yield _("Name, position and signature of the person in charge"), signer
    yield _("Name and signature of the head of the responsible area"), head


def _designation(place: Place, signer: Signer) -> Missing:
    told = _("that {person} is in charge of {account}")
    account = shlex.quote(str(place.account))
    command = f"monitor designation set {account} --owner {shlex.quote(signer.email)}"
    return Missing(told.format(person=signer.email, account=place.account), command)
