"""The clauses of a policy as one page to print: each numeral, how it is checked, or why it is not.

The page needs nothing but itself: no script, no font, no picture from elsewhere. Tables have
captions and headers for screen readers (WCAG 2.2, 1.3.1), and quotes say which language they are
in where it is not the page's (3.1.2). On a narrow screen each clause is a block of its own, so that
nothing scrolls sideways (1.4.10); the roles are written out, for `display: block` takes them away.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

from monitor.policy.coverage import Coverage
from monitor.policy.notes import STATUSES
from monitor.policy.requirements import Control, Requirements
from monitor.policy.schema import ClauseText, Pack, PackControl
from monitor.reports.markup import Html, html
from monitor.reports.policy_wording import CLASSES, STRENGTHS, asserter, counted
from monitor.reports.wording import SEVERITIES
from monitor.text import _, choose, day, language


@dataclass(frozen=True)
class _Row:
    """One clause: what it says, and the control that checks it or the reason why none does."""

    clause: ClauseText
    entry: str
    kind: str
    control: Control | None = None
    text: PackControl | None = None
    reason: str | None = None


def page(requirements: Requirements, found: Coverage) -> Html:
    """Return the page of one policy, compiled alone, in the language in use."""
    (loaded,) = requirements.packs
    return html(
        (files(__package__) / "coverage_page.html").read_text(encoding="utf-8"),
        lang=language(),
        short=_("Clauses of {policy}").format(policy=loaded.pack.id),
        title=choose(loaded.pack.title.model_dump()),
        head=_head(loaded.pack, loaded.sha256),
        counts=_counts(found),
        matrix=_matrix(requirements, found),
    )


def _head(pack: Pack, sha256: str) -> Html:
    told = {
        _("Policy"): f"{pack.id} {pack.version}",
        _("Issued by"): str(pack.issuer),
        _("Status"): _status(pack),
        _("Adopted on"): _day(pack.adopted),
        _("In force from"): _day(pack.in_force_from),
        _("Text it was written from"): f"{pack.source.file} · SHA-256 {pack.source.sha256}",
        _("File of the policy"): f"SHA-256 {sha256}",
    }
    lines = [
        html("<dt>${term}</dt><dd>${words}</dd>", term=term, words=words)
        for term, words in told.items()
    ]
    return html("<dl>\n${lines}\n</dl>", lines=lines)


def _status(pack: Pack) -> str:
    status = _(STATUSES[pack.status])
    if pack.asserted_by is None:
        return status
    who = asserter(pack.asserted_by)
    return _("{status}, asserted by {who}").format(status=status, who=who)


def _day(value: date | None) -> str:
    return day(value) if value else _("the text does not say")


def _counts(found: Coverage) -> Html:
    counts = counted(found) | {_("numerals left out"): len(found.gaps)}
    row = '<tr><th scope="row">${term}</th><td class="count">${number}</td></tr>'
    return html(
        "<table>\n<caption>${caption}</caption>\n<thead><tr>${columns}</tr></thead>\n"
        "<tbody>\n${rows}\n</tbody>\n</table>",
        caption=_("Clauses by how they are checked"),
        columns=_columns(_("How"), _("Clauses")),
        rows=[html(row, term=term, number=str(number)) for term, number in counts.items()],
    )


def _matrix(requirements: Requirements, found: Coverage) -> Html:
    pack = requirements.packs[0].pack
    rows = {numeral: list[Html]() for numeral in pack.numbering}
    for row in _rows(requirements):
        rows.setdefault(row.clause.ref, []).append(_line(row, pack))
    for gap in found.gaps:
        rows[gap].append(_gap(gap))
    return html(
        '<table id="matrix" role="table">\n<caption>${caption}</caption>\n'
        '<thead role="rowgroup"><tr role="row">${columns}</tr></thead>\n'
        '<tbody role="rowgroup">\n${rows}\n</tbody>\n</table>',
        caption=_("Each clause, in the order of the text"),
        columns=_columns(
            *(_("Numeral"), _("Clause"), _("How it is checked")),
            *(_("Control"), _("How binding"), _("Severity")),
        ),
        rows=[line for lines in rows.values() for line in lines],
    )


def _columns(*titles: str) -> list[Html]:
    cell = '<th scope="col" role="columnheader">${title}</th>'
    return [html(cell, title=title) for title in titles]


def _numeral(refs: str) -> Html:
    return html('<th scope="row" role="rowheader">${refs}</th>', refs=refs)


def _cell(title: str, words: str) -> Html:
    """Return a cell, which says under which title it stands."""
    cell = '<td role="cell" data-title="${title}">${words}</td>'
    return html(cell, title=title, words=words)


def _cells_in_one(columns: int, words: str) -> Html:
    """Return one cell under the titles of several."""
    cell = '<td role="cell" colspan="${columns}">${words}</td>'
    return html(cell, columns=str(columns), words=words)


def _rows(requirements: Requirements) -> Iterator[_Row]:
    pack = requirements.packs[0].pack
    for control in requirements.controls:
        text = pack.controls[control.id]
        for clause in text.clauses:
            yield _Row(clause, control.id, control.kind, control, text)
    for name, entry in pack.out_of_scope.items():
        reason = choose(entry.reason.model_dump())
        for clause in entry.clauses:
            yield _Row(clause, name, entry.kind, reason=reason)


def _line(row: _Row, pack: Pack) -> Html:
    first = [
        _numeral(", ".join((row.clause.ref, *(also.ref for also in row.clause.also)))),
        _cell(_("Clause"), _clause(row.clause, pack)),
        _cell(_("How it is checked"), _(CLASSES[row.kind])),
    ]
    if row.control is None:
        told = _("Why it is not checked: {reason}").format(reason=row.reason)
        why = _cells_in_one(3, _named(told, row.entry))
        return html('<tr role="row" class="unchecked">${cells}</tr>', cells=[*first, why])
    told = choose(dict(row.control.title))
    rest = [
        _cell(_("Control"), _named(told, row.entry)),
        _cell(_("How binding"), _strength(row.control, row.text, pack)),
        _cell(_("Severity"), _(SEVERITIES[row.control.severity])),
    ]
    return html('<tr role="row">${cells}</tr>', cells=[*first, *rest])


def _named(words: str, entry: str) -> Html:
    return html("${words} <small><code>${entry}</code></small>", words=words, entry=entry)


def _clause(clause: ClauseText, pack: Pack) -> Html:
    """Return the text's own words, and in English our paraphrase below them."""
    quote = _quoted(clause.quote, pack)
    if language() == "es":
        return quote
    return html("${quote} <small>${en}</small>", quote=quote, en=clause.en)


def _quoted(quote: str, pack: Pack) -> Html:
    piece = '<q lang="${lang}">${quote}</q>' if pack.language != language() else "<q>${quote}</q>"
    return html(piece, lang=pack.language, quote=quote)


def _strength(control: Control, text: PackControl | None, pack: Pack) -> Html:
    words, condition = _(STRENGTHS[control.strength]), text.condition if text else None
    if condition is None:
        return html("${words}", words=words)
    ours = choose(condition.words())
    told = _quoted(ours, pack) if ours == condition.quote else ours
    return html("${words} <small>${told}</small>", words=words, told=told)


def _gap(numeral: str) -> Html:
    told = _("Left out: no control has it, and no entry says why.")
    return html(
        '<tr role="row" class="gap">${cells}</tr>',
        cells=[_numeral(numeral), _cells_in_one(5, told)],
    )
