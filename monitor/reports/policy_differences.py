"""What differs between two written policies, for people: heads, duties, and findings that turn."""

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import TextIO

from monitor.findings.comparing import Effect, Turn
from monitor.policy.comparing import Comparison, Divergence, Said
from monitor.policy.notes import STATUSES
from monitor.policy.requirements import Control
from monitor.policy.schema import ClauseText
from monitor.reports import called, policy_differences_data
from monitor.reports.policy_wording import CLASSES, STRENGTHS, asserter, offices
from monitor.reports.wording import OUTCOMES, SEVERITIES
from monitor.text import N_, _, choose, day, language, ngettext, printable

NAMED = 5
"""How many subjects of one turn are named; CSV and JSON name all."""

HEADS = {
    "issuer": N_("issued by"),
    "status": N_("status"),
    "asserted_by": N_("that it is in force is asserted by"),
    "adopted": N_("adopted on"),
    "in_force_from": N_("in force from"),
    "gap_resolver": N_("who resolves what it leaves open"),
    "timezone": N_("time zone"),
    "calendar": N_("calendar"),
}

Told = Iterator[str]


def write(compared: Comparison, effect: Effect | None, out: TextIO, form: str = "text") -> None:
    """Write a comparison as `text`, `json` or `csv`; `effect` where an inventory was judged.

    Raises:
        KeyError: there is no such format.
    """
    writers: dict[str, Callable[[Comparison, Effect | None, TextIO], None]] = {
        "text": _text,
        "json": policy_differences_data.write_json,
        "csv": policy_differences_data.write_csv,
    }
    writers[form](compared, effect, out)


def _text(compared: Comparison, effect: Effect | None, out: TextIO) -> None:
    out.writelines(f"{line}\n" for line in lines(compared, effect))


def lines(compared: Comparison, effect: Effect | None = None) -> Told:
    """Yield the lines of a comparison; its two policies are called A and B."""
    for letter, side in (("A", compared.a), ("B", compared.b)):
        pack = side.packs[0].pack
        yield f"{letter}: {pack.id} {pack.version} · {choose(pack.title.model_dump())}"
    if not compared.divergences:
        yield _("They say the same.")
    telling = _Telling(compared)
    for section, title in _SECTIONS.items():
        found = [each for each in compared.divergences if telling.section(each) == section]
        if found:
            names = list(dict.fromkeys(each.name for each in found))
            yield ""
            yield f"{_(title)} ({len(names)})"
            for name, same in groupby(found, key=lambda each: each.name):
                yield from telling.tell(section, name, list(same))
    if effect is not None:
        yield from _effect(effect, telling)


_SECTIONS = {
    "head": N_("What they say of themselves"),
    "only_a": N_("Asked by A alone"),
    "only_b": N_("Asked by B alone"),
    "one_checks": N_("Checked in one, not in the other"),
    "otherwise": N_("Asked by both, not alike"),
    "reworded": N_("Asked by both, in other words"),
    "unchecked_a": N_("Said by A alone, not checked"),
    "unchecked_b": N_("Said by B alone, not checked"),
    "unchecked_otherwise": N_("Said by both, not alike, not checked"),
}


class _Telling:
    """Tells the divergences of one comparison."""

    def __init__(self, compared: Comparison) -> None:
        self.controls: dict[str, Control] = {
            each.id: each for side in (compared.b, compared.a) for each in side.controls
        }
        self.more_than_words = {
            each.name for each in compared.divergences if each.what != "clauses"
        }

    def section(self, each: Divergence) -> str:
        """Return the section that a divergence is told in."""
        if each.what == "head":
            return "head"
        checked = each.name in self.controls
        if each.what != "duty" and not checked:
            return "unchecked_otherwise"
        if each.what != "duty":
            return "otherwise" if each.name in self.more_than_words else "reworded"
        if each.a and each.b:
            return "one_checks"
        return ("only" if checked else "unchecked") + ("_a" if each.a else "_b")

    def tell(self, section: str, name: str, found: list[Divergence]) -> Told:
        """Yield the lines of what differs under one name."""
        if section == "head":
            yield from _head(found[0])
            return
        grade = f" ({self._grade(name)})" if section in {"only_a", "only_b"} else ""
        yield f"  {self.called(name)}{grade}"
        for each in found:
            yield from _difference(each)

    def called(self, name: str) -> str:
        """Return the id of a duty, and what it is called where it has a control."""
        control = self.controls.get(name)
        return f"{name}: {choose(dict(control.title))}" if control else name

    def _grade(self, name: str) -> str:
        control = self.controls[name]
        return f"{_(SEVERITIES[control.severity])}, {_(STRENGTHS[control.strength])}"


def _head(each: Divergence) -> Told:
    role = each.name.removeprefix("roles.")
    office = _("office {role}").format(role=offices(role))
    yield f"  {office if role != each.name else _(HEADS[role])}"
    for letter, said in (("A", each.a), ("B", each.b)):
        value = _("the text does not say") if said is None else _head_value(each.name, said.value)
        yield f"    {letter}: {value}"


def _head_value(name: str, value: str) -> str:
    if name == "status":
        return _(STATUSES[value])
    return asserter(value) if name == "asserted_by" else value


def _difference(each: Divergence) -> Told:
    alone = each.what == "duty" and (each.a is None or each.b is None)
    for letter, said in (("A", each.a), ("B", each.b)):
        if each.what in {"duty", "clauses"} and said is not None:
            yield from _clauses("" if alone else f"{letter}: ", each, said)
    if each.what not in {"duty", "clauses"}:
        yield f"    {_label(each)}: A {_value(each, each.a)} · B {_value(each, each.b)}"


def _clauses(letter: str, each: Divergence, said: Said) -> Told:
    if each.what == "duty" and letter:
        yield f"    {letter}{_(CLASSES[said.value])}"
    for clause in said.clauses:
        refs = ", ".join((clause.ref, *(also.ref for also in clause.also)))
        yield f"    {letter}{refs} {_words(clause)}"


def _words(clause: ClauseText) -> str:
    """Return a clause in the reader's language: our paraphrase, or the text's own words."""
    return f"«{clause.quote}»" if language() == "es" else clause.en


def _label(each: Divergence) -> str:
    labels = {
        "strength": _("how binding"),
        "severity": _("severity"),
        "condition": _("on condition"),
        "parameter": each.part,
        "reading": _("reading “{id}”").format(id=each.part),
    }
    return str(labels[each.what])


def _value(each: Divergence, said: Said | None) -> str:
    if said is None:
        return "—"
    if said.condition:
        return choose(said.condition.words())
    words = {"strength": STRENGTHS, "severity": SEVERITIES}.get(each.what, {})
    value = _(words[said.value]) if words else said.value
    if said.ours:
        return _("{value} (ours, in no clause)").format(value=value)
    if said.others:
        others = ", ".join(said.others)
        return _("{chosen} (or: {others})").format(chosen=value, others=others)
    return value


def _effect(effect: Effect, telling: _Telling) -> Told:
    yield ""
    told = _("Findings, from A to B, on {day}: {opened} would open, {resolved} would resolve")
    counts = effect.counts()
    changed = counts["changes"]
    yield told.format(
        day=day(effect.as_of), opened=f"{counts['opens']:,}", resolved=f"{counts['resolves']:,}"
    ) + (_(", {changed} would change").format(changed=f"{changed:,}") if changed else "")
    for control, found in groupby(sorted(effect.turns, key=_order), key=lambda each: each.control):
        yield f"  {telling.called(control)}"
        for (before, after), same in groupby(found, key=lambda each: (each.before, each.after)):
            subjects = [printable(str(called.subject(each.subject))) for each in same]
            yield f"    {_turn(before, after)}: {_named(subjects)}"


def _order(turn: Turn) -> tuple[str, str, str]:
    return turn.control, turn.before or "", turn.after or ""


def _turn(before: str | None, after: str | None) -> str:
    if before is None:
        return _("would open, {outcome}").format(outcome=_(OUTCOMES[str(after)]))
    if after is None:
        return _("would resolve, was {outcome}").format(outcome=_(OUTCOMES[before]))
    return f"{_(OUTCOMES[before])} → {_(OUTCOMES[after])}"


def _named(subjects: list[str]) -> str:
    named = ", ".join(subjects[:NAMED])
    more = len(subjects) - NAMED
    if more <= 0:
        return named
    told = ngettext("{named} and {count} more", "{named} and {count} more", more)
    return told.format(named=named, count=f"{more:,}")
