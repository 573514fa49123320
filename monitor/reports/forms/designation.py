"""The designation form (mail guidelines, Annex 1): who is put in charge, signed by three."""

import shlex
from collections.abc import Iterator, Mapping, Sequence

from monitor.inventory import signing
from monitor.inventory.listing import AsOf
from monitor.inventory.lookup import Found
from monitor.inventory.signing import ROLES, InCharge, Place, Signer
from monitor.reports.forms import lacking
from monitor.reports.forms.basis import basis
from monitor.reports.forms.page import Form, Missing, lines, signatures
from monitor.reports.markup import Html, html, joined
from monitor.text import N_, _
from monitor.text import day as written

CONTROL = "forms.designation"

_TITLES = {"owner": N_("Owner"), "substitute": N_("Substitute")}
_SIGNS = {"owner": N_("Signature of the owner"), "substitute": N_("Signature of the substitute")}

InRole = Mapping[str, InCharge | None]


def form(on: AsOf, found: Found) -> Form:
    """Return the form for an account, or for all accounts of an area, as of a day.

    Raises:
        RefusedError: no policy in force asks for it.
    """
    asked = basis(on, CONTROL)
    place, people = signing.place(on, found), signing.in_charge(on, found)
    named = {role: next((p for p in people if p.role == role), None) for role in ROLES}
    head = None if place.area_id is None else signing.head(on, place.area_id)
    number = next((each.number for each in people if each.number), None)
    parts = [
        asked.stated(),
        lines(_about(on, place, number)),
        html("<p>${told}</p>", told=_("The responsible area puts these people in charge:")),
        html('<div class="pair">${both}</div>', both=[_person(role, named) for role in ROLES]),
        signatures(_boxes(named, head)),
    ]
    missing = [*_missing(place, people, named), *lacking.of_head(place, head)]
    title = _("Designation of the people in charge of institutional accounts")
    return Form(title, on, joined(parts), missing, _filing(place, number))


def _about(on: AsOf, place: Place, number: str | None) -> Iterator[tuple[str, str | None]]:
    yield _("Date"), written(on.day)
    yield _("Number"), number
    yield _("Responsible area"), lacking.area_in_words(place)
    if place.account is not None:
        yield _("Account"), place.account
    elif place.area_id is not None:
        accounts = signing.accounts_of(on, place.area_id)
        yield _("All its accounts"), ", ".join(accounts) or None


def _person(role: str, named: InRole) -> Html:
    found = named[role]
    known = vars(found.signer) if found else {}
    told = (
        (_("Name"), known.get("name")),
        (_("Position"), known.get("position")),
        (_("E-mail"), known.get("email")),
        (_("Institutional telephone"), known.get("phone")),
    )
    return html(
        "<section><h2>${role}</h2>${lines}</section>", role=_(_TITLES[role]), lines=lines(told)
    )


def _boxes(named: InRole, head: Signer | None) -> Iterator[tuple[str, Signer | None]]:
    for role, found in named.items():
        yield _(_SIGNS[role]), found.signer if found else None
    yield _("Signature of the head of the responsible area"), head


def _missing(place: Place, people: Sequence[InCharge], named: InRole) -> Iterator[Missing]:
    """Yield what is not known of the area and of both people; and who else has their role."""
    yield from lacking.of_area(place)
    target = _target(place)
    for role, found in named.items():
        if found is None:
            told = _("{role} of {place}").format(role=_(_TITLES[role]), place=_called(place))
            yield Missing(told, f"monitor designation set {target} --{role} EMAIL")
        else:
            yield from lacking.of_person(found.signer, lacking.FACTS)
    for other in people:
        first = named[other.role]
        if first and first.signer != other.signer:
            told = _("{person}, though in charge as well")
            command = f"monitor designation list --person {shlex.quote(other.signer.email)}"
            yield Missing(told.format(person=other.signer.email), command)


def _called(place: Place) -> str:
    return place.account or str(place.area)


def _target(place: Place) -> str:
    """Return the account, or the area, as `monitor designation set` takes it."""
    if place.account is not None:
        return shlex.quote(place.account)
    return f"--area {shlex.quote(str(place.area))}"


def _filing(place: Place, number: str | None) -> str:
    subject = place.account or f"area:{place.area}"
    return lacking.filing(subject, "designation", f"--number {shlex.quote(number or 'NUMBER')}")
