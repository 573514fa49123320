"""The checks on what an account is: its network, its handle, its posts, who speaks for it."""

from collections.abc import Callable

from tests.oracle import names
from tests.oracle.controls import BOARDS
from tests.oracle.judging import Answer, Case, is_absent
from tests.oracle.kleene import Truth, above_zero, all_of, any_of, equal, no, one_of

_SEPARATORS = "._-"


def platform_allowed(case: Case) -> Answer:
    """Judge the network against an open list: off it, an authorisation in force will do."""
    listed = one_of(case.fact("platform"), case.names("platforms"))
    authorised = case.fact("document:platform_authorisation") == "in_force"
    return Answer(missing=is_absent(listed), warned=no(any_of(listed, authorised)))


def platform_by_body(case: Case) -> Answer:
    """Judge that of the boards only local ones are on these networks (ruling 43)."""
    kind = case.fact("area_kind")
    return Answer(
        applies=all_of(
            one_of(case.fact("platform"), case.names("platforms")), one_of(kind, BOARDS)
        ),
        violated=equal(kind, "district_board"),
    )


def handle_affix(case: Case) -> Answer:
    """Judge the suffix of a handle, at a boundary; a prefix as the text says (ruling 38)."""
    handle, key = case.fact("handle"), case.fact("handle_key")
    affix, named = str(case.setting("affix")).casefold(), _is_among(case, "exceptions")
    at_end, at_start = _ends(key, affix), _begins(key, affix)
    tolerated = case.setting("prefix") in {"warn", "pass"}
    lacking = all_of(no(at_end), no(all_of(tolerated, at_start)))
    inside = all_of(at_end, no(_at_boundary(handle, affix)))
    prefixed = all_of(case.setting("prefix") == "warn", at_start, no(at_end))
    return Answer(
        applies=one_of(case.fact("platform"), case.names("platforms")),
        violated=all_of(no(named), lacking),
        missing=is_absent(key),
        warned=all_of(no(named), any_of(inside, prefixed)),
    )


def verification(case: Case) -> Answer:
    """Judge whether verification was asked for, wherever it could be."""
    state = case.fact("verification")
    return Answer(violated=equal(state, "none"), missing=is_absent(state))


def official(case: Case) -> Answer:
    """Judge that the account was authorised and is on the portal (ruling 43)."""
    shown = case.fact("official_on_portal")
    return Answer(
        violated=any_of(case.fact("authorised_none"), no(shown)),
        missing=any_of(is_absent(case.fact("authorised_on")), is_absent(shown)),
    )


def cadence(case: Case) -> Answer:
    """Judge when something was last posted; a long silence warns at most (reading 31)."""
    posted = case.fact("last_post_on")
    return Answer(missing=is_absent(posted), warned=case.is_over(posted, "cadence"))


def abandonment(case: Case) -> Answer:
    """Judge the answer that it is not abandoned; with it a long silence warns (ruling 42)."""
    answer = case.fact(f"attested:{case.control}")
    return Answer(
        violated=equal(answer, False),
        missing=is_absent(answer),
        warned=case.is_over(case.fact("last_post_on"), "abandoned_after"),
    )


def named_owner(case: Case) -> Answer:
    """Judge that a named account is of the office that the text gives it to, and of it alone."""
    offices = [word.rpartition("=") for word in case.setting("owners")]
    given = [
        (_is(case, account), equal(case.fact("area_role"), office))
        for account, _eq, office in offices
    ]
    alone = _is_among(case, "exclusive")
    outside = case.fact("access:outside_area") if case.setting("exclusive") else 0
    untold = case.fact("access:area_unknown") if case.setting("exclusive") else 0
    return Answer(
        applies=any_of(*(named for named, _its in given)),
        violated=any_of(
            *(all_of(named, no(its)) for named, its in given),
            all_of(alone, above_zero(outside)),
        ),
        missing=all_of(alone, any_of(is_absent(outside), above_zero(untold or 0))),
    )


def required_fields(case: Case) -> Answer:
    """Judge that nothing is missing of what the text wants stated, once its notice is on file."""
    filed = case.fact(f"document:{case.setting('needs')}") if case.setting("needs") else "in_force"
    lacking = any(case.fact(name) is None for name in case.setting("fields"))
    return Answer(violated=filed == "in_force" and lacking, missing=is_absent(filed))


def _is_among(case: Case, setting: str) -> Truth:
    """Return whether the account is one of those that the text names."""
    return any_of(*(_is(case, name) for name in case.setting(setting) or ()))


def _is(case: Case, name: str) -> Truth:
    """Return whether the account is the one named, by its key on its network (ruling 38)."""
    platform, _slash, key = names.account(name).partition("/")
    return all_of(equal(case.fact("platform"), platform), equal(case.fact("handle_key"), key))


def _ends(text: str | None, ending: str) -> Truth:
    return None if text is None else text.endswith(ending)


def _begins(text: str | None, beginning: str) -> Truth:
    return None if text is None else text.startswith(beginning)


def _at_boundary(handle: str | None, affix: str) -> Truth:
    """Return whether the letters that end a handle begin it, too, or begin a word in it."""
    if handle is None:
        return None
    before, first = handle[: -len(affix)][-1:], handle[-len(affix) :][:1]
    if not before or before in _SEPARATORS or before.isdigit():
        return True
    return before.islower() and first.isupper()


CHECKS: dict[str, Callable[[Case], Answer]] = {
    check.__name__: check
    for check in (
        platform_allowed,
        platform_by_body,
        handle_affix,
        verification,
        official,
        cadence,
        abandonment,
        named_owner,
        required_fields,
    )
}
