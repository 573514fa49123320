"""There is a mailbox for the purpose, of the institution's own domain where the text asks that."""

from monitor.checks.judgement import Because, Facts, Given, Judgement
from monitor.facts.mentioned import MailboxFor
from monitor.facts.sets import Ask
from monitor.intake.sheets.mailboxes import PURPOSES
from monitor.text import N_

NEEDS = ()
ARGUMENTS = {"purpose": PURPOSES}


def gives(given: Given) -> str:
    """Return the letters it can give; without a domain to hold it against it never fails."""
    return "pfu" if given.words("allowed_domains") else "pu"


def evidence(given: Given) -> tuple[str, ...]:
    """Return what there is."""
    return tuple(_ask(given).columns())


def asks(given: Given) -> tuple[Ask, ...]:
    """Ask for the mailboxes of the purpose."""
    return (_ask(given),)


def judge(facts: Facts, given: Given) -> Judgement:
    """Fail where the only one is of another domain; none in the register is unknown."""
    (found,) = (facts.c[name] for name in evidence(given))
    elsewhere = Because(found == "elsewhere", N_("{control}: it is not of an institutional domain"))
    return Judgement(
        violated=(elsewhere,) if given.words("allowed_domains") else (),
        missing=(
            Because(
                found.is_(None),
                N_("{control}: no mailbox of the register is for this"),
                "mailboxes.purpose",
            ),
        ),
    )


def _ask(given: Given) -> MailboxFor:
    return MailboxFor(given.arguments["purpose"], given.words("allowed_domains"))
