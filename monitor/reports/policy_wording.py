"""What policies say in words of their own, as people call it: how binding, of what, by whom."""

from monitor.policy.coverage import Coverage
from monitor.reports.tables import Value
from monitor.text import N_, _

STRENGTHS = {"must": N_("must"), "should": N_("should"), "may": N_("may")}

SUBJECTS = {
    "account": N_("account"),
    "mailbox": N_("mailbox"),
    "area": N_("area"),
    "institution": N_("institution"),
}

CLASSES = {
    "computed": N_("it is computed from the register"),
    "evidence": N_("it is proved by evidence"),
    "attested": N_("a person attests it"),
    "workflow": N_("it is a step to be done"),
    "editorial": N_("not checked: editorial"),
    "declaratory": N_("not checked: declaratory"),
}

OFFICES = {
    "administrators": N_("administrators"),
    "area-concerned": N_("area concerned"),
    "area-head": N_("head of the area"),
    "committee": N_("committee"),
    "committee-president": N_("president of the committee"),
    "committee-secretary": N_("secretary of the committee"),
    "communications": N_("Communications"),
    "councillor": N_("councillor"),
    "electoral-register": N_("electoral register"),
    "help-desk": N_("help desk"),
    "institution": N_("the institution"),
    "it-unit": N_("IT unit"),
    "presidency": N_("Presidency"),
    "public": N_("the public"),
}

_THE_OPERATOR = N_("the operator")


def asserter(name: str) -> str:
    """Return who asserts that a policy is in force, where its text does not say so."""
    return _(_THE_OPERATOR) if name == "operator" else name


def offices(value: Value) -> Value:
    """Return offices, joined by “; ”, as people call them."""
    if not isinstance(value, str):
        return value
    return "; ".join(_(OFFICES[each]) if each in OFFICES else each for each in value.split("; "))


def counted(found: Coverage) -> dict[str, int]:
    """Return how many clauses of a policy are checked how, by what each way is called."""
    return {
        _("clauses in all"): found.rows,
        _("computed from the register"): found.computed,
        _("proved by evidence"): found.evidence,
        _("attested by a person"): found.attested,
        _("steps to be done"): found.workflow,
        _("nothing to check, with the reason"): found.out_of_scope,
    }
