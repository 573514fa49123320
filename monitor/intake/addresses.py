"""E-mail addresses in one form: exactly one @, the domain as a lower-case A-label (ruling 33)."""

import unicodedata
from functools import lru_cache

import idna

from monitor.text import _

LONGEST = 320
"""Characters of an address: 64 before the @ and 255 after it (RFC 5321, 4.5.3.1)."""


class AddressError(ValueError):
    """Not an e-mail address; the message is a finished sentence."""


def normalise(address: str) -> str:
    """Return `address` with its domain as a lower-case A-label, the local part as typed.

    No folding of dots or +tags. A trailing dot of the domain is dropped.

    Raises:
        AddressError: not exactly one @, an inner space, or a domain that is not valid under
            IDNA 2008 with UTS 46.
    """
    local, at, domain = address.partition("@")
    if not at or "@" in domain or not local or not domain:
        raise AddressError(_("An e-mail address has exactly one @; write it as name@domain."))
    if len(address) > LONGEST:
        raise AddressError(
            _("An e-mail address has at most {limit} characters.").format(limit=LONGEST)
        )
    if not address.isprintable() or " " in address:
        raise AddressError(_("An e-mail address has no spaces or invisible characters in it."))
    return f"{local}@{a_label(domain)}"


@lru_cache(maxsize=4096)
def a_label(domain: str) -> str:
    """Return `domain` as a lower-case A-label without a trailing dot.

    Raises:
        AddressError: it is not valid under IDNA 2008 with UTS 46.
    """
    reason = _("What follows the @ is not a valid domain name; write it as in iee.example.")
    if len(domain) > LONGEST:  # keeps `idna` away from absurd input
        raise AddressError(reason)
    try:
        return idna.encode(domain, uts46=True, std3_rules=True).decode("ascii").removesuffix(".")
    except UnicodeError:  # idna.IDNAError is one
        raise AddressError(reason) from None


def address_key(address: str) -> str:
    """Return what makes two addresses equal: case-folded local part and A-label domain.

    Raises:
        AddressError: as `normalise`.
    """
    local, _at, domain = normalise(address).partition("@")
    return f"{unicodedata.normalize('NFC', local.casefold())}@{domain}"


def identity_key(text: str) -> str:
    """Return what an identity on a list of access is matched by; it need not be an address.

    Source: ruling 23.
    """
    try:
        return address_key(text)
    except AddressError:
        return text.casefold()
