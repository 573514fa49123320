"""What subjects and controls are called in lists for people; machines read references and ids."""

from collections.abc import Callable, Mapping
from datetime import date

from sqlalchemy import Connection

from monitor.adoption import queries
from monitor.intake.references import FORMS
from monitor.reports.tables import Value
from monitor.scope import Scope
from monitor.text import choose, language


def subject(value: Value) -> Value:
    """Return a reference as people say it: `x/ieejemplo`, an address, `area JD01`.

    A name with a slash or an @ shows what it is of; before another one its kind is said.
    """
    kind, _colon, name = str(value).partition(":")
    if value is None or kind not in FORMS or not name:
        return value
    if "/" in name or "@" in name:
        return name
    english, spanish = FORMS[kind][:2]
    return f"{spanish if language() == 'es' else english} {name}"


def controls(connection: Connection, scope: Scope, day: date) -> Callable[[Value], Value]:
    """Return what tells the title of a control by its id, in the language in use.

    One that the policies in force on `day` do not have stays an id.
    """
    adopted = queries.in_force(connection, scope, day)
    titles: Mapping[Value, str] = {}
    if adopted:
        asked_for = adopted.requirements.controls
        titles = {each.id: choose(dict(each.title)) for each in asked_for}
    return lambda value: titles.get(value, value)
