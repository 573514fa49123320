"""What goes wrong with one account, by name, and which faults a kind of account cannot have.

Each function takes an account in order and the record of its area, and returns the account with
one thing wrong.
"""

from dataclasses import replace

from monitor.sample.conduct_faults import CONDUCT_FAULTS
from monitor.sample.credential_faults import CREDENTIAL_FAULTS
from monitor.sample.records import AccountRecord, AreaRecord

ACCOUNT_FAULTS = CREDENTIAL_FAULTS | CONDUCT_FAULTS

ABOUT_PASSWORDS = frozenset(
    name for name in ACCOUNT_FAULTS if name.startswith(("password", "second factor", "custody"))
) | {"no second factor", "head not told of change"}
"""What an account without a shared password cannot have."""


def possible(found: AccountRecord, name: str) -> bool:
    """Say whether the account can have that fault at all."""
    if name == "page run from profiles":
        return found.platform == "facebook"
    return found.credential_model != "delegated" or name not in ABOUT_PASSWORDS


def befall(found: AccountRecord, record: AreaRecord, names: tuple[str, ...]) -> AccountRecord:
    """Return the account with the possible ones of the named faults, in that order."""
    had = []
    for name in names:
        if possible(found, name):
            found = ACCOUNT_FAULTS[name](found, record)
            had.append(name)
    return replace(found, faults=tuple(had))
