"""What checks about administrators share: a role that is vacant, and one never recorded."""

from monitor.checks.judgement import Because, Facts, Reasons
from monitor.text import N_

SENTENCES = {
    "owner": (
        N_("the designation of the owner has ended, or the person has left"),
        N_("the account is recorded as having no owner"),
        N_("the owner is not on record"),
    ),
    "substitute": (
        N_("the designation of the substitute has ended, or the person has left"),
        N_("the account is recorded as having no substitute"),
        N_("the substitute is not on record"),
    ),
}


def vacant(facts: Facts) -> Reasons:
    """Say that a role was held and is not, or is recorded as held by nobody."""
    return tuple(
        Because(facts.c[role] == state, sentence)
        for role, sentences in SENTENCES.items()
        for state, sentence in zip(("ended", "none"), sentences[:2], strict=True)
    )


def unrecorded(facts: Facts, *roles: str) -> Reasons:
    """Say that nobody was ever recorded in a role."""
    return tuple(
        Because(facts.c[role].is_(None), SENTENCES[role][2], f"accounts.{role}")
        for role in roles or SENTENCES
    )


def not_in_charge(facts: Facts, *roles: str) -> Reasons:
    """Say that there is nobody in a role to be judged: never recorded, ended, or none."""
    return (
        *unrecorded(facts, *roles),
        *(
            Because(
                facts.c[role] != "active",
                N_("no administrator is in charge whose area or rank could be judged"),
                "designations",
            )
            for role in roles or SENTENCES
        ),
    )
