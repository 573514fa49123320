"""To whom a control applies: by the phase of an account's life, and by what the control binds."""

from collections.abc import Callable

from sqlalchemy import and_, func, or_

from monitor.checks.judgement import BOARDS, Because, Facts, Reasons
from monitor.policy.requirements import Control
from monitor.text import N_

IN_PHASE = {
    "opening": ("proposed", "authorised", "open", "closing"),
    "operation": ("authorised", "open", "closing"),
    "closing": ("closing", "closed"),
}


def exemptions(control: Control, kind: str, facts: Facts) -> Reasons:
    """Return why a subject may be exempt from the control, before any check is asked."""
    by_phase = _phase(control, facts) if kind == "account" else ()
    return (*by_phase, *_BINDS[_binding(control)](kind, facts), *_by_params(control, facts))


def in_doubt(control: Control, kind: str, facts: Facts) -> Reasons:
    """Return why nobody can tell whether a subject is exempt (rulings 13 and 43)."""
    if asks_one_office(control):
        untold = N_("which area has the office of communications is not on record")
        nobody = func.coalesce(facts.c.communications_named, 0) == 0
        return (Because(and_(facts.c.role.is_(None), nobody), untold, "areas.role"),)
    if not asks_kind_of_area(control):
        return ()
    column = facts.c.kind if kind == "area" else facts.c.area_kind
    untold = N_("the kind of the area is not on record")
    return (Because(column.is_(None), untold, "areas.kind"),)


def asks_one_office(control: Control) -> bool:
    """Return whether the document asks it of the communications office alone (ruling 13)."""
    return control.params.get("who") == "communications"


def asks_kind_of_area(control: Control) -> bool:
    """Return whether it depends on the kind of the area whom the control binds."""
    return control.binds in {"board", "local_board"} or control.params.get("boards") == "exempt"


def leaves_some_out(control: Control) -> bool:
    """Return whether it does not bind every subject of its kind, the phases of accounts aside."""
    named = (control.params.get("who"), control.params.get("boards"))
    return control.binds != "subject" or "communications" in named or "exempt" in named


def _by_params(control: Control, facts: Facts) -> Reasons:
    """Exempt whom the document itself leaves out: what parameters say of offices and boards."""
    reasons = []
    if asks_one_office(control):
        # an area without a role is another one, once one has it
        nameless = and_(facts.c.role.is_(None), facts.c.communications_named == 1)
        other = or_(facts.c.role != "communications", nameless)
        reasons.append(Because(other, N_("the document asks this of communications alone")))
    if control.params.get("boards") == "exempt":  # reading 27
        by_notice = N_("boards open accounts by notice; the document asks no more of them")
        reasons.append(Because(facts.c.area_kind.in_(BOARDS), by_notice))
    return tuple(reasons)


def _binding(control: Control) -> str:
    """Return whom it binds: the one office asked answers for all accounts, not for its own."""
    one_for_all = asks_one_office(control) and control.binds == "area_with_accounts"
    return "any_account" if one_for_all else control.binds


def _phase(control: Control, facts: Facts) -> Reasons:
    """Exempt accounts that are not, or not yet, in the control's phase (rulings 16 and 17)."""
    status = facts.c.status
    personal = N_("recorded as a personal account of the past")
    other_phase = N_("the account is in another phase of its life")
    return (
        Because(status == "legacy_personal", personal),
        Because(status.not_in(IN_PHASE[control.phase]), other_phase),
    )


def _subject(_kind: str, _facts: Facts) -> Reasons:
    """Bind every subject of the kind."""
    return ()


def _credential(kind: str, facts: Facts) -> Reasons:
    """Bind passwords and factors that are shared and in use (rulings 14 and 32)."""
    if kind == "mailbox":
        unused = N_("no account logs in or recovers with this mailbox")
        return (Because(facts.c.serves == 0, unused),)
    delegated = N_("the account has no shared password: people use it with their own logins")
    return (Because(facts.c.credential_model == "delegated", delegated),)


def _login_mailbox(_kind: str, facts: Facts) -> Reasons:
    """Bind accounts that are opened with a mailbox, not with a telephone (ruling 35)."""
    phone = N_("people enter the account with a telephone number")
    return (Because(facts.c.credential_model == "phone", phone),)


def _area_with_accounts(_kind: str, facts: Facts) -> Reasons:
    """Bind areas that own an account not closed (ruling 13)."""
    return (Because(facts.c.accounts == 0, N_("the area has no account")),)


def _any_account(_kind: str, facts: Facts) -> Reasons:
    """Bind an area as long as the institution has an account that is not closed."""
    return (Because(facts.c.all_accounts == 0, N_("the institution has no account")),)


def _local_board(kind: str, facts: Facts) -> Reasons:
    """Bind local boards that own an account."""
    other = N_("the document asks this of local boards")
    return (*_area_with_accounts(kind, facts), Because(facts.c.kind != "local_board", other))


def _board(_kind: str, facts: Facts) -> Reasons:
    """Bind accounts of local and district boards."""
    other = N_("the document asks this of boards")
    return (Because(facts.c.area_kind.not_in(BOARDS), other),)


_BINDS: dict[str, Callable[[str, Facts], Reasons]] = {
    "subject": _subject,
    "credential": _credential,
    "login_mailbox": _login_mailbox,
    "area_with_accounts": _area_with_accounts,
    "any_account": _any_account,
    "local_board": _local_board,
    "board": _board,
}
