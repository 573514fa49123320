"""The message catalogues: `python -m tests.catalogues update|compile`.

`update` takes the messages from the source, and click's own from the installed click, into each
monitor.po, keeps what is translated, and lists what is not. `compile` writes each monitor.mo.
"""

import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import cast

import click
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
LOCALE = ROOT / "monitor" / "locale"
LANGUAGES = ("es",)
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
CLICK = Path(click.__file__).parent


def catalogue_file(language: str) -> Path:
    """Return where the catalogue of `language` stands."""
    return LOCALE / language / "LC_MESSAGES" / "monitor.po"


def template() -> Catalog:
    """Return every message of the source and of click, untranslated."""
    made = Catalog(project="monitor")
    for folder in (ROOT / "monitor", CLICK):
        found = extract_from_dir(
            str(folder), [("**.py", "python")], keywords=KEYWORDS, comment_tags=("TRANSLATORS:",)
        )
        for file, _line, message, comments, context in found:
            # a place is a file without its line: less changes when code moves
            places = [(f"{folder.name}/{file}", cast("int", None))]
            made.add(message, locations=places, auto_comments=comments, context=context)
    return made


def read(language: str) -> Catalog:
    """Read the catalogue of `language` as committed; a new one where there is none."""
    file = catalogue_file(language)
    if not file.exists():
        made = Catalog(language, project="monitor", header_comment="# Messages of monitor.\n#")
        made.last_translator = made.language_team = made.copyright_holder = "The monitor authors"
        return made
    with file.open("rb") as source:
        return read_po(source, locale=language)


def forms(text: object) -> list[str]:
    """Return the forms of a msgid or a translation, one or one for each plural."""
    return [str(form or "") for form in (text if isinstance(text, (list, tuple)) else [text])]


def faults(catalogue: Catalog) -> Iterator[str]:
    """Give, in a sentence each, what is wrong with the translations of the source's messages."""
    for message in template():
        if message.id:
            known = catalogue.get(forms(message.id)[0], message.context)
            yield from _faults_of(message, known)


def compiled(catalogue: Catalog) -> bytes:
    """Return the catalogue in the form gettext reads; doubtful (fuzzy) messages are left out."""
    out = BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def update(language: str) -> None:
    """Bring the catalogue of `language` up to date and list its faults."""
    catalogue, fresh = read(language), template()
    fresh.creation_date = catalogue.creation_date  # a date that moves is a change for nothing
    revised = catalogue.revision_date
    catalogue.update(fresh, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.revision_date = revised
    catalogue.fuzzy = False  # of the header; a doubtful one would not be compiled
    file = catalogue_file(language)
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as out:
        write_po(out, catalogue, width=100, sort_output=True)
    print("\n".join(faults(catalogue)) or f"{language}: every message is translated")


def _faults_of(message: Message, known: Message | None) -> Iterator[str]:
    text = forms(message.id)[0]
    if known is None or not all(forms(known.string)):
        yield f"not translated: {text!r}"
    elif known.fuzzy:
        yield f"doubtful (fuzzy): {text!r}"
    elif len(forms(known.id)) != len(forms(message.id)):
        yield f"one form is translated where two are asked for, or the other way: {text!r}"
    else:
        wanted = set().union(*(_placeholders(form) for form in forms(message.id)))
        for form in forms(known.string):
            # a plural form may leave the number out ("una fila"), never invent one
            given = _placeholders(form)
            if given - wanted or (len(forms(message.id)) == 1 and given != wanted):
                yield f"placeholders {sorted(given)}, not {sorted(wanted)}: {form!r}"


def _placeholders(text: str) -> set[str]:
    return set(re.findall(r"\{[^{}]*\}|%\([a-z_]+\)[a-z]|%[sd]", text.replace("{{", "")))


def main(verb: str) -> None:
    """Do `update` or `compile` for every language."""
    for language in LANGUAGES:
        if verb == "update":
            update(language)
        elif verb == "compile":
            catalogue_file(language).with_suffix(".mo").write_bytes(compiled(read(language)))
        else:
            sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1] if sys.argv[1:] else "")
