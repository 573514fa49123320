"""The areas whose accounts tell a story: what befell the area, and which of its accounts."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from monitor.sample.states import STATES

EVERY_ACCOUNT = "*"

SILENT_STATE = "TLAX"
"""The state whose boards recorded nothing but their accounts."""


@dataclass(frozen=True)
class Story:
    """What befell an area, and by platform (`*`: every one) what befell its accounts."""

    told: str
    area: tuple[str, ...] = ()
    accounts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, platform: str) -> tuple[str, ...]:
        """Return what befell the account of the area on that platform."""
        return (*self.accounts.get(EVERY_ACCOUNT, ()), *self.accounts.get(platform, ()))


IN_ORDER = Story("Everything is in order")

CENTRAL = {
    "CNCS": Story(
        "The main accounts: an agency still in, a third administrator, codes by text message",
        accounts={
            "facebook": ("page run from profiles", "access by an agency"),
            "x": ("third administrator",),
            "instagram": ("password due soon",),
        },
    ),
    "PRES": IN_ORDER,
    "UTSI": IN_ORDER,
    "DECE": Story(
        "The office that relies on text messages", accounts={"*": ("second factor by sms",)}
    ),
    "DERE": Story("The last answers are seven months old", accounts={"*": ("answers old",)}),
}

PASSWORDS = {
    "JL00NL": Story(
        "Nobody has changed a password here for months",
        ("report overdue", "mailbox password overdue"),
        {"*": ("password months overdue",)},
    ),
    "JD08NL": Story("A week late with everything", accounts={"*": ("password days overdue",)}),
    "JD04JAL": Story(
        "Everything falls due within ten days", accounts={"*": ("password due soon",)}
    ),
    "JD02DGO": Story(
        "Changes nobody signed for",
        accounts={"x": ("password changed by nobody",), "facebook": ("head not told of change",)},
    ),
    "JD06COAH": Story(
        "No change was ever recorded", accounts={"*": ("password change never recorded",)}
    ),
}

ADMINISTRATORS = {
    "JD01AGS": Story(
        "The substitute left in October and still has access",
        ("substitute left",),
        {
            "x": ("password weeks overdue", "access by someone who left"),
            "facebook": ("access by someone who left",),
        },
    ),
    "JD12VER": Story("One person holds both roles", ("same person twice",)),
    "JD02SON": Story("The substitute is a contractor", ("contractor",)),
    "JD04MICH": Story("An owner of too low a rank", ("owner of low rank",)),
    "JD05MICH": Story("A substitute of too high a rank", ("substitute of high rank",)),
    "JD11GTO": Story("A substitute borrowed from the local board", ("substitute from elsewhere",)),
    "JD01CAMP": Story("Nobody says whether there is a substitute", ("substitute never recorded",)),
    "JD02CAMP": Story("No substitute, on record", ("no substitute",)),
    "JD03COAH": Story("The owner left this week", ("owner left",)),
    "JD02BC": Story(
        "A new substitute, and communications was never told", ("succession not told",)
    ),
    "JD03BC": Story("A new substitute, told ten business days later", ("succession told late",)),
    "JD04BC": Story(
        "A new substitute since Tuesday; five business days run", ("succession just begun",)
    ),
    "JD05BC": Story("A new substitute, told in time", ("succession told in time",)),
}

HEADS_AND_PAPERS = {
    "JD06GRO": Story("The head left in September", ("head left",)),
    "JD07GRO": Story("No head, on record", ("no head",)),
    "JD08GRO": Story("Nobody recorded who heads the board", ("head never recorded",)),
    "JD01COL": Story("The responsibility letters expired", accounts={"*": ("letters expired",)}),
    "JD02COL": Story(
        "No designation form, no letters", ("form missing",), {"*": ("letters missing",)}
    ),
    "JL00TAB": Story("The quarterly report is overdue", ("report overdue",)),
    "JD01TAB": Story("The quarterly report is overdue", ("report overdue",)),
    "JD02TAB": Story("The quarterly report is overdue", ("report overdue",)),
    "JD03TAB": Story("The quarterly report falls due", ("report due soon",)),
    "JD04TAB": Story("No quarterly report on record", ("never reported",)),
}

ACCESS = {
    "JD03OAX": Story(
        "An account opened outside the domain", accounts={"facebook": ("login outside the domain",)}
    ),
    "JD09PUE": Story("A look-alike domain", accounts={"x": ("login on a look-alike domain",)}),
    "JL00YUC": Story(
        "The owner's own mailbox", accounts={"instagram": ("login with a personal mailbox",)}
    ),
    "JD01ZAC": Story("Linked to an account nobody knows", accounts={"x": ("linked outside",)}),
    "JD05CHIH": Story("No second factor anywhere", accounts={"*": ("no second factor",)}),
    "JD03QRO": Story(
        "The factor is on another's telephone", accounts={"*": ("second factor held by other",)}
    ),
    "JD06SLP": Story("An agency with access", accounts={"x": ("access by an agency",)}),
    "JD04HGO": Story("A password lent around", accounts={"x": ("custody denied",)}),
    "JD05TAMPS": Story("The mailbox of someone who left", ("mailbox held by someone who left",)),
    "JD06TAMPS": Story("A mailbox with a name of its own", ("mailbox named otherwise",)),
    "JD07TAMPS": Story("A mailbox nobody asked for", ("mailbox without papers",)),
}

BREACHES = {
    "JL00JAL": Story(
        "Broken into in October: contained and notified, the measures never taken",
        accounts={"x": ("breach with measures overdue",)},
    ),
    "JD07MEX": Story(
        "Broken into yesterday: contained and notified, the measures are due",
        accounts={"facebook": ("breach with measures due",)},
    ),
}

LIVES = {
    "JD02NAY": Story("An old page left to a person", accounts={"facebook": ("left to a person",)}),
    "JD05SIN": Story("An account proposed", accounts={"x": ("proposed",)}),
    "JD07SIN": Story("An account being closed", accounts={"facebook": ("closing",)}),
    "JD06SIN": Story("An account closed in August", accounts={"x": ("closed",)}),
}

SILENT = {
    area: Story("Nothing is on record but the accounts", ("nothing recorded",))
    for state in STATES
    if state.code == SILENT_STATE
    for area in (
        f"JL00{state.code}",
        *(f"JD{n:02}{state.code}" for n in range(1, state.districts + 1)),
    )
}

STORIES: Mapping[str, Story] = (
    CENTRAL | PASSWORDS | ADMINISTRATORS | HEADS_AND_PAPERS | ACCESS | BREACHES | LIVES | SILENT
)
"""By area code; every other area has what the draws give it (`fortune`)."""
