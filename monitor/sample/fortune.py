"""What befalls the areas without a story: most nothing, some one thing, drawn by weight."""

from collections.abc import Mapping
from random import Random

from monitor.sample.days import draws
from monitor.sample.stories import STORIES

ADMINISTRATOR_ODDS: Mapping[str, float] = {
    "earlier succession": 8,
    "administrators in cells": 5,
    "succession told in time": 2,
    "succession told late": 1,
    "succession not told": 0.6,
    "substitute left": 1.4,
    "owner left": 0.3,
    "same person twice": 0.5,
    "owner of low rank": 0.8,
    "substitute from elsewhere": 0.5,
    "no substitute": 0.8,
    "contractor": 1.6,
    "substitute of high rank": 1.2,
    "substitute never recorded": 0.8,
}

OFFICE_ODDS: Mapping[str, float] = {
    "report overdue": 6,
    "report due soon": 5,
    "never reported": 2,
    "head left": 1.5,
    "head never recorded": 0.6,
    "form missing": 1.5,
    "mailbox password overdue": 5,
    "mailbox password due soon": 4,
    "mailbox held by someone who left": 1.2,
    "mailbox named otherwise": 2,
    "mailbox without papers": 2.5,
}

ACCOUNT_ODDS: Mapping[str, float] = {
    "password days overdue": 6.5,
    "password weeks overdue": 4.5,
    "password months overdue": 1.8,
    "password due soon": 3,
    "password change never recorded": 0.8,
    "password changed by nobody": 0.4,
    "head not told of change": 0.6,
    "no second factor": 2.4,
    "second factor held by other": 1,
    "second factor by sms": 1.2,
    "second factor on word alone": 0.8,
    "second factor never recorded": 1.2,
    "login outside the domain": 1,
    "login on a look-alike domain": 0.3,
    "login with a personal mailbox": 0.8,
    "login never recorded": 0.5,
    "access by someone who left": 1.4,
    "access by an agency": 0.3,
    "access never listed": 0.8,
    "access list old": 1,
    "third administrator": 0.5,
    "letters expired": 2,
    "letters missing": 0.5,
    "linked outside": 0.4,
    "links never recorded": 0.5,
    "custody denied": 0.3,
    "custody unanswered": 0.6,
    "answers old": 0.8,
    "page run from profiles": 5,
    "proposed": 0.3,
    "closing": 0.2,
    "closed": 0.8,
    "left to a person": 0.2,
}
"""In percent; what is missing from a hundred is nothing at all."""

PAPERLESS_SHARE = 0.05
PAPERLESS = ("custody unanswered", "letters missing", "access never listed")
"""Some areas do the work and file no papers."""

SECOND_SHARE = 0.15
"""Of the accounts that something befell, the share that drew once more."""


def of_area(code: str) -> tuple[str, ...]:
    """Return what befalls an area: its story, or what it drew."""
    if code in STORIES:
        return STORIES[code].area
    chance = draws(code, "fortune")
    return (*_drawn(chance, ADMINISTRATOR_ODDS), *_drawn(chance, OFFICE_ODDS))


def of_account(code: str, platform: str, handle: str) -> tuple[str, ...]:
    """Return what befalls an account of an area: its story, or what it drew."""
    if code in STORIES:
        return STORIES[code].of(platform)
    if draws(code, "papers").random() < PAPERLESS_SHARE:
        return PAPERLESS
    chance = draws(platform, handle, "fortune")
    first = _drawn(chance, ACCOUNT_ODDS)
    again = first and chance.random() < SECOND_SHARE
    return (*first, *(_drawn(chance, ACCOUNT_ODDS) if again else ()))


def _drawn(chance: Random, odds: Mapping[str, float]) -> tuple[str, ...]:
    """Return one name by its odds in percent, or none."""
    nothing = 100 - sum(odds.values())
    (name,) = chance.choices(["", *odds], [nothing, *odds.values()])
    return (name,) if name else ()
