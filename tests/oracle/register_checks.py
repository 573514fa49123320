"""The checks on the register as a whole: what a text names of it, and what the portal shows."""

from collections.abc import Callable

from tests.oracle import names
from tests.oracle.judging import Answer, Case, is_absent
from tests.oracle.kleene import above_zero, all_of, any_of, equal, less, no


def named_kept(case: Case) -> Answer:
    """Judge that every account that the text names is in the register, not closed (ruling 48)."""
    named = [names.account(name) for name in case.setting("accounts")]
    networks = {name.partition("/")[0] for name in case.setting("accounts")}
    return Answer(
        violated=any(case.fact(f"named:{name}") != "kept" for name in named),
        missing=not set(case.setting("by_title") or ()) <= networks,
    )


def platform_single(case: Case) -> Answer:
    """Judge that there is one account on a network: neither none nor two (reading 38)."""
    count = case.fact(f"on_platform:{case.setting('platform')}")
    return Answer(violated=no(equal(count, 1)))


def mailbox_purpose(case: Case) -> Answer:
    """Judge that there is a mailbox for a purpose, of the institution's domain if asked."""
    found = case.fact(f"mailbox:{case.setting('purpose')}")
    asked = bool(case.setting("allowed_domains"))
    return Answer(violated=all_of(asked, equal(found, "elsewhere")), missing=is_absent(found))


def portal_list(case: Case) -> Answer:
    """Judge the newest list of the portal: on it are ours, and those of holders named."""
    return Answer(
        violated=above_zero(case.fact("portal:strangers")),
        missing=any_of(
            is_absent(case.fact("portal:on")), above_zero(case.fact("portal:unnamed") or 0)
        ),
    )


def admin_register(case: Case) -> Answer:
    """Judge that the register of administrators is complete and current."""
    return Answer(
        violated=above_zero(case.fact("registers_ended")),
        missing=above_zero(case.fact("registers_incomplete")),
    )


def changes_per_year(case: Case) -> Answer:
    """Judge how often a password was changed in a calendar year (ruling 26).

    Enough changes this year pass. Else the year before judges, if it is wholly in the register:
    the account was opened, and its password changed, before that year began.
    """
    wanted = case.setting("per_year")
    short = less(case.fact("changes_this_year"), wanted)
    opened_on, changed_on = case.fact("opened_on"), case.fact("password_changed_on")
    began_before = opened_on is not None and opened_on.year < case.day.year - 1
    is_whole = began_before and case.fact("changed_before_last_year") is True
    too_few = less(case.fact("changes_last_year"), wanted) if is_whole else None
    if short is False:
        return Answer()
    return Answer(
        violated=None if short is None else too_few,
        warned=case.is_over(changed_on, "remind_after"),
    )


CHECKS: dict[str, Callable[[Case], Answer]] = {
    check.__name__: check
    for check in (
        named_kept,
        platform_single,
        mailbox_purpose,
        portal_list,
        admin_register,
        changes_per_year,
    )
}
