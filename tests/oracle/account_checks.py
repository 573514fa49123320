"""The checks that ask who administers an account, who reaches it, and what it is tied to."""

from collections.abc import Callable

from tests.oracle.judging import Answer, Case, is_absent
from tests.oracle.kleene import (
    Truth,
    above_zero,
    all_of,
    any_of,
    equal,
    less,
    no,
    one_of,
    total,
)

_RANKS = ("superior", "medio", "operativo")
_SEPARATORS = "._-"


def access_only(case: Case) -> Answer:
    """Judge the newest access list: a stranger fails, a stale clean list is unknown."""
    seen_on = case.fact("access:on")
    return Answer(
        violated=above_zero(case.fact("access:strangers")),
        missing=any_of(
            is_absent(seen_on),
            case.is_over(seen_on, "max_age"),
            above_zero(case.fact("access:lapsed")),
            above_zero(case.fact("access:undecided")),
        ),
        warned=above_zero(case.fact("access:other_heads")),
    )


def mailbox_domain(case: Case) -> Answer:
    """Judge the domain of the login mailbox: an allowed one or below it (reading 9).

    Another domain only warns on an account opened before the rule began, unless the text asks
    earlier accounts to comply, too (reading 42, ruling 12).
    """
    domain = case.fact("login_domain")
    allowed = [
        any_of(equal(domain, name), _ends_with(domain, f".{name}"))
        for name in case.names("allowed_domains")
    ]
    elsewhere = no(any_of(*allowed))
    excused = case.setting("older") != "fail"
    earlier = excused and less(case.fact("opened_on"), case.rule_began) is True
    return Answer(
        violated=any_of(case.fact("login_none"), all_of(not earlier, elsewhere)),
        missing=is_absent(domain),
        warned=all_of(earlier, elsewhere),
    )


def mailbox_generic(case: Case) -> Answer:
    """Judge whether the login mailbox is a person's or named after a function (ruling 34)."""
    kind, local = case.fact("login_kind"), case.fact("login_local")
    words = [_has_word(local, word) for word in case.names("generic_words")]
    return Answer(
        violated=any_of(kind == "personal", case.fact("login_person"), case.fact("login_none")),
        missing=any_of(
            is_absent(case.fact("login_mailbox")),
            no(any_of(kind == "generic", *words, case.fact("login_names_area"))),
        ),
    )


def linked_accounts(case: Case) -> Answer:
    """Judge what the account is linked to; a Page run from personal profiles warns."""
    linked = case.fact("linked")
    return Answer(
        violated=all_of(linked == "some", above_zero(case.fact("linked_outside"))),
        missing=is_absent(linked),
        warned=equal(case.fact("credential_model"), "delegated"),
    )


def administrators_count(case: Case) -> Answer:
    """Judge that an owner and another person as substitute are active (ruling 19)."""
    owner, substitute = case.fact("owner"), case.fact("substitute")
    people = case.fact("administrators")
    both_active = all_of(equal(owner, "active"), equal(substitute, "active"))
    return Answer(
        violated=any_of(
            _lost(owner),
            _lost(substitute),
            all_of(both_active, less(people, 2)),
        ),
        missing=any_of(is_absent(owner), is_absent(substitute)),
        warned=all_of(case.setting("third") == "warn", less(2, people)),
    )


def administrators_employment(case: Case) -> Answer:
    """Judge contractors among the administrators as the pack says (reading 14)."""
    contractors, says = above_zero(case.fact("contractors")), case.setting("contractors")
    if says == "pass":  # there is nothing to tell apart
        return Answer()
    return Answer(
        violated=all_of(says == "fail", contractors),
        missing=any_of(
            above_zero(case.fact("employment_unknown")),
            is_absent(contractors),
            is_absent(case.fact("owner")),
            is_absent(case.fact("substitute")),
        ),
        warned=all_of(says == "warn", contractors),
    )


def administrators_area(case: Case) -> Answer:
    """Judge that every administrator belongs to the area that the text says (ruling 21).

    Mostly it is the account's own; in Aguascalientes the communications office.
    """
    one_office = case.setting("structure") == "communications"
    column = "admins_outside_communications" if one_office else "admins_elsewhere"
    elsewhere, warns = above_zero(case.fact(column)), case.setting("outside") == "warn"
    return Answer(
        violated=all_of(not warns, elsewhere),
        missing=any_of(
            no(equal(case.fact("owner"), "active")),
            no(equal(case.fact("substitute"), "active")),
            above_zero(case.fact("admins_area_unknown")),
            is_absent(elsewhere),
        ),
        warned=all_of(warns, elsewhere),
    )


def administrators_rank(case: Case) -> Answer:
    """Judge the rank of the owner or of the substitute against the text's list.

    Outside it fails, warns, or passes with a note (ruling 22).
    """
    role, outcome = case.setting("role"), case.setting("outside")
    allowed = case.setting("ranks")
    outside = above_zero(
        total(case.fact(f"{role}_{rank}") for rank in _RANKS if rank not in allowed)
    )
    return Answer(
        violated=all_of(outcome == "fail", outside),
        missing=any_of(
            no(equal(case.fact(role), "active")),
            above_zero(case.fact(f"{role}_rank_unknown")),
            is_absent(outside),
        ),
        warned=all_of(outcome == "warn", outside),
    )


def second_factor(case: Case) -> Answer:
    """Judge that a second factor is on, of a strong kind, on evidence that is fresh."""
    method, platform = case.fact("second_factor"), case.fact("platform")
    level, seen_on = case.fact("factor_level"), case.fact("factor_on")
    is_known = one_of(platform, case.platforms)
    ageing = level in {"evidenced", "witnessed"} and (
        seen_on is None or case.is_over(seen_on, "evidence_max_age")
    )
    return Answer(
        applies=no(one_of(platform, case.without_factor)),
        violated=all_of(equal(method, "none"), is_known),
        missing=any_of(is_absent(method), all_of(equal(method, "none"), no(is_known))),
        warned=any_of(
            one_of(method, case.setting("weak_kinds") or ()),
            level in {None, "attested"},
            ageing,
        ),
    )


def factor_holder(case: Case) -> Answer:
    """Judge that the factor is on the owner's device; no factor: not applicable (ruling 30)."""
    method, holder = case.fact("second_factor"), case.fact("factor_holder")
    return Answer(
        applies=no(
            any_of(equal(method, "none"), one_of(case.fact("platform"), case.without_factor))
        ),
        violated=one_of(holder, ["none", "other"]),
        missing=any_of(is_absent(method), is_absent(holder)),
    )


def _lost(standing: str | None) -> Truth:
    return one_of(standing, ["ended", "none"])


def _ends_with(text: str | None, ending: str) -> Truth:
    return None if text is None else text.endswith(ending)


def _has_word(local: str | None, word: str) -> Truth:
    if local is None:
        return None
    begins = any(local.startswith(word + separator) for separator in _SEPARATORS)
    ends = any(local.endswith(separator + word) for separator in _SEPARATORS)
    return local == word or begins or ends


CHECKS: dict[str, Callable[[Case], Answer]] = {
    check.__name__: check
    for check in (
        access_only,
        mailbox_domain,
        mailbox_generic,
        linked_accounts,
        administrators_count,
        administrators_employment,
        administrators_area,
        administrators_rank,
        second_factor,
        factor_holder,
    )
}
