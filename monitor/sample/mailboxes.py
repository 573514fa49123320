"""The generic mailboxes: one for each area, requested, assigned and kept by its owner."""

from dataclasses import replace
from datetime import date
from random import Random

from monitor.sample import credentials
from monitor.sample.areas import Area
from monitor.sample.people import DOMAIN
from monitor.sample.records import Duty, Mailbox, Person

SUBDOMAINS = {"UTIG": f"igualdad.{DOMAIN}"}
"""Offices whose mailbox is under a subdomain of the institute's own."""


def address(area: Area) -> str:
    """Return the generic address of an area: `redes.jd01ags@iee.example`."""
    return f"redes.{area.code.lower()}@{SUBDOMAINS.get(area.code, DOMAIN)}"


def mailbox(chance: Random, area: Area, holder: Person, assigned_on: date) -> Mailbox:
    """Return the mailbox of an area with all its papers in order."""
    return in_order(chance, Mailbox(address(area), holder.email, area.code), assigned_on)


def in_order(chance: Random, box: Mailbox, assigned_on: date) -> Mailbox:
    """Return `box` assigned on that day, its password changed in time and its papers on file."""
    newest = credentials.renewed(chance)
    told = credentials.head_told(chance, box.ref, newest)
    return replace(
        box,
        assigned_on=assigned_on,
        changes=credentials.changes(chance, (box.holder,), newest),
        attested=credentials.answers(chance, box.ref, box.holder),
        duties=(*_requested(box.ref, assigned_on), told),
    )


def _requested(subject: str, assigned_on: date) -> tuple[Duty, ...]:
    return (
        Duty("email.request", subject, assigned_on, assigned_on),
        Duty("email.assignment", subject, assigned_on, assigned_on),
    )
