"""The page that forms share: HTML to print and sign, whole in one file, every value escaped."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from monitor.intake.faults import RefusedError
from monitor.inventory.listing import AsOf
from monitor.inventory.queries import own_file
from monitor.inventory.signing import Signer
from monitor.policy.schema import ClauseText
from monitor.reports.markup import Html, html
from monitor.text import _, language
from monitor.text import day as written


@dataclass(frozen=True)
class Missing:
    """A fact that the form has a line for and the register lacks, and what records it."""

    what: str
    command: str


@dataclass(frozen=True)
class Form:
    """A form filled in as of a day: its title, what stands on it, what the register lacks for it.

    `filing` is the command that files it once it is signed.
    """

    title: str
    on: AsOf
    body: Html
    missing: Sequence[Missing]
    filing: str

    def html(self) -> str:
        """Return the page. What is missing and how to file it stand above, and do not print."""
        own = own_file(self.on.connection, self.on.scope, self.on.day)
        body = html(
            '${note}<main><header><div class="institution">${institution}</div>'
            "<h1>${title}</h1></header>${body}</main><footer>${foot}</footer>",
            note=self._note(),
            institution=own.name or own.code,
            title=self.title,
            body=self.body,
            foot=_("Filled in from the register as of {day}.").format(day=written(self.on.day)),
        )
        page = (files(__package__) / "page.html").read_text(encoding="utf-8")
        return html(page, lang=language(), title=self.title, body=body)

    def _note(self) -> Html:
        entries = [
            html("<li>${what}: <code>${command}</code></li>", what=each.what, command=each.command)
            for each in self.missing
        ]
        lacking = html(
            "<p>${told}</p><ul>${entries}</ul>",
            told=_("Missing on this form. Write it by hand, or record it first:"),
            entries=entries,
        )
        return html(
            '<aside role="note">${lacking}<p>${told} <code>${command}</code></p></aside>',
            lacking=[lacking] if entries else None,
            told=_("These lines are not printed. Once the form is signed:"),
            command=self.filing,
        )


def lines(told: Iterable[tuple[str, str | None]]) -> Html:
    """Return lines of a form: what each asks for, and what is known; an empty one is for a pen."""
    rows = (
        html("<dt>${asked}</dt><dd>${known}</dd>", asked=asked, known=known)
        for asked, known in told
    )
    return html("<dl>${rows}</dl>", rows=rows)


def quoted(clause: ClauseText) -> Html:
    """Return a literal fragment of a clause with its numeral; in English with our paraphrase."""
    gloss = html('<span class="gloss">${en}</span>', en=clause.en) if language() == "en" else None
    return html(
        '<q lang="es">${quote}</q> <span class="ref">(${ref})</span>${gloss}',
        quote=clause.quote,
        ref=clause.ref.replace("Annex", _("Annex")),
        gloss=gloss,
    )


def signatures(boxes: Iterable[tuple[str, Signer | None]]) -> Html:
    """Return boxes to sign in, each with who signs and as what."""
    drawn = (
        html(
            '<div><div class="space"></div><div class="name">${name}</div>'
            '<div class="position">${position}</div><div class="caption">${caption}</div></div>',
            name=signer.name if signer else None,
            position=signer.position if signer else None,
            caption=caption,
        )
        for caption, signer in boxes
    )
    return html('<div class="signatures">${drawn}</div>', drawn=drawn)


def write(form: Form, path: Path, *, force: bool) -> None:
    """Write a form to a file.

    Raises:
        RefusedError: there is a file of that name, and it is not to be replaced.
        OSError: the system refuses.
    """
    try:
        with path.open("w" if force else "x", encoding="utf-8", newline="\n") as stream:
            stream.write(form.html())
    except FileExistsError:
        told = _("There is a file of this name; give another one, or add --force to replace it.")
        raise RefusedError(str(path), told) from None
