"""A control explained: its clauses, what it judges and whom, its values and whence they came."""

from collections.abc import Iterable, Iterator

from monitor.checks import explaining
from monitor.checks.explaining import Sentence
from monitor.policy.parameters import show
from monitor.policy.problems import PolicyError, Problem, unasked
from monitor.policy.provenance import Provenance, Source, provenance
from monitor.policy.requirements import Control, Requirements
from monitor.reports.policies import reading_lines
from monitor.reports.policy_wording import CLASSES, STRENGTHS, SUBJECTS
from monitor.reports.wording import OUTCOMES, SEVERITIES, where
from monitor.text import N_, _, choose, printable

PHASES = {
    "opening": N_("from the proposal on"),
    "operation": N_("while in use"),
    "closing": N_("when it is closed"),
}

TOGETHER = {
    "min_duration": N_("together: the one that ends first"),
    "max_number": N_("together: the highest"),
    "union": N_("together: all of them"),
    "intersection": N_("together: what they have in common"),
    "any": N_("together: yes where one says yes"),
    "all": N_("together: yes where all say yes"),
    "strictest": N_("together: the strictest"),
    "must_agree": N_("together: they agree"),
}

Lines = Iterator[str]


def explain(requirements: Requirements, control: str, defined: Iterable[str] = ()) -> Lines:
    """Yield the lines that explain a control as it is in force.

    `defined` are the controls that there are, whether a policy asks for them or not.

    Raises:
        PolicyError: none of the policies has such a control.
    """
    found = {each.id: each for each in requirements.controls}
    if control not in found:
        names = ", ".join(each.pack.id for each in requirements.packs)
        reason = unasked(control, found, defined)
        raise PolicyError([Problem(names, 0, control, reason)])
    return _explained(requirements, found[control])


def _explained(requirements: Requirements, control: Control) -> Lines:
    yield f"{control.id}: {choose(dict(control.title))}"
    yield f"{_(SEVERITIES[control.severity])} · {_(STRENGTHS[control.strength])}"
    yield ""
    for cited in control.citations:
        refs = ", ".join((cited.clause.ref, *(also.ref for also in cited.clause.also)))
        yield f"{cited.pack} {refs} «{cited.clause.quote}»"
    yield from _conditions(requirements, control)
    yield from _judged(requirements, control)
    yield ""
    yield _("What to do: {text}").format(text=choose(dict(control.remediation)))
    note = requirements.definitions[control.id].note
    if note:
        yield _("Note: {note}").format(note=choose(note.model_dump()))
    yield from _values(requirements, control)
    for reading in requirements.readings:
        if reading.control == control.id:
            yield from reading_lines(reading, several=len(requirements.packs) > 1)


def _conditions(requirements: Requirements, control: Control) -> Lines:
    """Yield what the texts make the duty depend on."""
    for loaded in requirements.packs:
        text = loaded.pack.controls.get(control.id)
        if text and text.condition:
            yield _("On condition, by {pack}: {text}").format(
                pack=loaded.pack.id, text=choose(text.condition.words())
            )


def _judged(requirements: Requirements, control: Control) -> Lines:
    subjects = ", ".join(_(SUBJECTS[kind]) for kind in control.subjects)
    yield ""
    yield _("Whom it judges: {subjects}, {phase}").format(
        subjects=subjects, phase=_(PHASES[control.phase])
    )
    yield _("How: {how}").format(how=_(CLASSES[control.kind]))
    sentences = list(explaining.sentences(requirements, control))
    for outcome, title in OUTCOMES.items():
        of_it = [each for each in sentences if each.outcome == outcome]
        if of_it:
            yield f"  {_(title)}"
            yield from (f"    {_sentence(each, control)}" for each in of_it)


def _sentence(each: Sentence, control: Control) -> str:
    """Return a reason with its facts left open, and where the one that is missing is kept."""
    words = _(each.message).format_map(_Open(control=choose(dict(control.title))))
    return f"{words} ({where(each.fill)})" if each.fill else words


class _Open(dict[str, str]):
    """Stands for facts that no subject has given yet."""

    def __missing__(self, name: str) -> str:
        """Leave a placeholder open."""
        return "…"


def _values(requirements: Requirements, control: Control) -> Lines:
    found = provenance(requirements, control)
    if found:
        yield ""
        yield _("Values")
    for each in found:
        yield f"  {each.name} = {show(each.setting.value)}"
        yield from (f"    {line}" for line in _whence(each))


def _whence(each: Provenance) -> Lines:
    own = each.setting.origin == "institution"
    if own:
        yield (
            _("your own, in institution.yaml, in place of:")
            if each.sources
            else _("your own, in institution.yaml")
        )
    if each.weakening:
        yield _("it asks for less than the text; approved by {approver}: {reason}").format(
            approver=printable(each.weakening.approver), reason=printable(each.weakening.reason)
        )
    for source in each.sources:
        yield _source(source)
    if len(each.sources) > 1 and not own:
        yield _(TOGETHER[each.parameter.combine])


def _source(source: Source) -> str:
    numerals = ", ".join(source.numerals)
    value = _("left open") if source.setting.value is None else show(source.setting.value)
    if source.reading:
        told = _("{pack}, reading “{id}” as “{chosen}”, your choice: {value}")
        return told.format(
            pack=source.pack, id=source.reading.text.id, chosen=source.reading.chosen, value=value
        )
    if source.setting.origin == "product-default":
        return _("{pack}: {value}, ours, in no clause").format(pack=source.pack, value=value)
    return _("{pack} {numerals}: {value}").format(pack=source.pack, numerals=numerals, value=value)
