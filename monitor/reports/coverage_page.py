"""The clauses of a policy as one page to print: each numeral, how it is checked, or why it is not.

The page needs nothing but itself: no script, no font, no picture from elsewhere. Tables have
captions and headers for screen readers (WCAG 2.2, 1.3.1), and quotes say which language they are
in where it is not the page's (3.1.2). On a narrow screen each clause is a block of its own, so that
nothing scrolls sideways (1.4.10); the roles are written out, for `display: block` takes them away.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import escape

from monitor.policy.coverage import Coverage
from monitor.policy.notes import STATUSES
from monitor.policy.requirements import Control, Requirements
from monitor.policy.schema import ClauseText, Pack, PackControl
from monitor.reports.policies import STRENGTHS
from monitor.reports.policy_differences import CLASSES, asserter
from monitor.reports.wording import SEVERITIES
from monitor.text import _, choose, day, language

_STYLE = """
:root { color-scheme: light; font: 16px/1.45 system-ui, sans-serif; color: #1b1b1b }
body { margin: 2rem auto; max-width: 75rem; padding: 0 1rem }
h1 { font-size: 1.5rem; line-height: 1.25 }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem }
dt { font-weight: 600 }
dd { margin: 0; overflow-wrap: anywhere }
q:lang(es) { quotes: "«" "»" "“" "”" }
table { border-collapse: collapse; margin: 1.5rem 0 }
#matrix { width: 100% }
caption { text-align: start; font-weight: 600; padding-bottom: .5rem }
th, td { border: 1px solid #767676; padding: .35rem .5rem; text-align: start; vertical-align: top }
thead th { background: #e8eef4 }
tbody th { font-weight: 600 }
#matrix th:first-child { min-width: 5rem }
#matrix td:nth-child(2) { width: 33% }
#matrix td:nth-child(5) { width: 14% }
tr.unchecked { background: #f4f4f4 }
tr.gap { background: #fde8e8 }
td.count { text-align: end }
small { display: block; color: #444; font-size: .9em }
code { overflow-wrap: anywhere }
@media screen and (max-width: 48rem) {
  dl { grid-template-columns: 1fr }
  dd { margin-bottom: .5rem }
  #matrix, #matrix tbody, #matrix tr, #matrix th, #matrix td, #matrix caption { display: block }
  #matrix thead { position: absolute; clip-path: inset(50%) }
  #matrix tr { border: 1px solid #767676; margin-bottom: 1rem }
  #matrix th, #matrix td:nth-child(n) { border: 0; width: auto }
  #matrix td[data-title]::before { content: attr(data-title) ": "; font-weight: 600 }
}
@media print {
  @page { size: A4 landscape; margin: 12mm }
  :root { font-size: 9pt }
  body { margin: 0; max-width: none; padding: 0 }
  thead { display: table-header-group }
  tr { break-inside: avoid }
}
"""


@dataclass(frozen=True)
class _Row:
    """One clause: what it says, and the control that checks it or the reason why none does."""

    clause: ClauseText
    entry: str
    kind: str
    control: Control | None = None
    text: PackControl | None = None
    reason: str | None = None


def page(requirements: Requirements, found: Coverage) -> Iterator[str]:
    """Yield the lines of the page of one policy, compiled alone, in the language in use."""
    (loaded,) = requirements.packs
    title = choose(loaded.pack.title.model_dump())
    short = _("Clauses of {policy}").format(policy=loaded.pack.id)
    yield "<!doctype html>"
    yield f'<html lang="{language()}">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(short)}</title>"
    yield f"<style>{_STYLE}</style>"
    yield "</head>"
    yield "<body>"
    yield "<main>"
    yield f"<h1>{escape(title)}</h1>"
    yield from _head(loaded.pack, loaded.sha256)
    yield from _counts(found)
    yield from _matrix(requirements, found)
    yield "</main>"
    yield "</body>"
    yield "</html>"


def _head(pack: Pack, sha256: str) -> Iterator[str]:
    told = {
        _("Policy"): f"{pack.id} {pack.version}",
        _("Issued by"): str(pack.issuer),
        _("Status"): _status(pack),
        _("Adopted on"): _day(pack.adopted),
        _("In force from"): _day(pack.in_force_from),
        _("Text it was written from"): f"{pack.source.file} · SHA-256 {pack.source.sha256}",
        _("File of the policy"): f"SHA-256 {sha256}",
    }
    yield "<dl>"
    for term, words in told.items():
        yield f"<dt>{escape(term)}</dt><dd>{escape(words)}</dd>"
    yield "</dl>"


def _status(pack: Pack) -> str:
    status = _(STATUSES[pack.status])
    if pack.asserted_by is None:
        return status
    who = asserter(pack.asserted_by)
    return _("{status}, asserted by {who}").format(status=status, who=who)


def _day(value: date | None) -> str:
    return day(value) if value else _("the text does not say")


def _counts(found: Coverage) -> Iterator[str]:
    counts = {
        _("computed from the register"): found.computed,
        _("proved by evidence"): found.evidence,
        _("attested by a person"): found.attested,
        _("steps to be done"): found.workflow,
        _("nothing to check, with the reason"): found.out_of_scope,
        _("clauses in all"): found.rows,
        _("numerals left out"): len(found.gaps),
    }
    caption, columns = _("Clauses by how they are checked"), (_("How"), _("Clauses"))
    yield "<table>"
    yield f"<caption>{escape(caption)}</caption>"
    yield f"<thead><tr>{_columns(*columns)}</tr></thead>"
    yield "<tbody>"
    for term, number in counts.items():
        row = f'<th scope="row">{escape(term)}</th><td class="count">{number}</td>'
        yield f"<tr>{row}</tr>"
    yield "</tbody>"
    yield "</table>"


def _matrix(requirements: Requirements, found: Coverage) -> Iterator[str]:
    pack = requirements.packs[0].pack
    caption = _("Each clause, in the order of the text")
    columns = (
        *(_("Numeral"), _("Clause"), _("How it is checked")),
        *(_("Control"), _("How binding"), _("Severity")),
    )
    yield '<table id="matrix" role="table">'
    yield f"<caption>{escape(caption)}</caption>"
    yield f'<thead role="rowgroup"><tr role="row">{_columns(*columns)}</tr></thead>'
    yield '<tbody role="rowgroup">'
    rows = {numeral: list[str]() for numeral in pack.numbering}
    for row in _rows(requirements):
        rows.setdefault(row.clause.ref, []).append(_line(row, pack))
    for gap in found.gaps:
        rows[gap].append(_gap(gap))
    for lines in rows.values():
        yield from lines
    yield "</tbody>"
    yield "</table>"


def _columns(*titles: str) -> str:
    return "".join(f'<th scope="col" role="columnheader">{escape(title)}</th>' for title in titles)


def _numeral(refs: str) -> str:
    return f'<th scope="row" role="rowheader">{escape(refs)}</th>'


def _cell(title: str, words: str) -> str:
    """Return a cell of `words` (HTML), which says under which title it stands."""
    return f'<td role="cell" data-title="{escape(title)}">{words}</td>'


def _cells_in_one(columns: int, words: str) -> str:
    """Return one cell of `words` (HTML) under the titles of several."""
    return f'<td role="cell" colspan="{columns}">{words}</td>'


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


def _line(row: _Row, pack: Pack) -> str:
    refs = ", ".join((row.clause.ref, *(also.ref for also in row.clause.also)))
    first = (
        _numeral(refs),
        _cell(_("Clause"), _clause(row.clause, pack)),
        _cell(_("How it is checked"), escape(_(CLASSES[row.kind]))),
    )
    name = f"<small><code>{escape(row.entry)}</code></small>"
    if row.control is None:
        words = _("Why it is not checked: {reason}").format(reason=row.reason)
        why = _cells_in_one(3, f"{escape(words)} {name}")
        return f'<tr role="row" class="unchecked">{"".join((*first, why))}</tr>'
    told = (
        _cell(_("Control"), f"{escape(choose(dict(row.control.title)))} {name}"),
        _cell(_("How binding"), _strength(row)),
        _cell(_("Severity"), escape(_(SEVERITIES[row.control.severity]))),
    )
    return f'<tr role="row">{"".join((*first, *told))}</tr>'


def _clause(clause: ClauseText, pack: Pack) -> str:
    """Return the text's own words, and in English our paraphrase below them."""
    lang = f' lang="{pack.language}"' if pack.language != language() else ""
    quote = f"<q{lang}>{escape(clause.quote)}</q>"
    return quote if language() == "es" else f"{quote} <small>{escape(clause.en)}</small>"


def _strength(row: _Row) -> str:
    assert row.control is not None  # noqa: S101 - asked of rows that have a control
    words = escape(_(STRENGTHS[row.control.strength]))
    condition = row.text.condition if row.text else None
    if condition is None:
        return words
    told = condition.es if language() == "es" else condition.en
    return f"{words} <small>{escape(told or condition.quote)}</small>"


def _gap(numeral: str) -> str:
    told = escape(_("Left out: no control has it, and no entry says why."))
    return f'<tr role="row" class="gap">{_numeral(numeral)}{_cells_in_one(5, told)}</tr>'
