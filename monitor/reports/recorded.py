"""What a command recorded, or would record, as a list for people: whose, what, before and after."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection

from monitor.intake import sheets
from monitor.intake.columns import YES_NO, Choice
from monitor.inventory import naming
from monitor.inventory.changing import ENDED, Change
from monitor.inventory.kinds import KINDS
from monitor.reports import called
from monitor.reports.tables import Table, Value
from monitor.scope import Scope
from monitor.text import N_, _, language

_OTHERS = {
    "closed_on": N_("ends"),
    "merged_into": N_("became part of"),
    "access": N_("who has access"),
    "task": N_("in charge of a task"),
    "kind": N_("document"),
    "number": N_("number"),
    "signed_on": N_("signed on"),
    "valid_until": N_("in force until"),
    "timezone": N_("time zone"),
    "calendar": N_("calendar"),
    "document": N_("document"),
    "name": N_("name"),
    "due_on": N_("due on"),
    "days_late": N_("days late"),
    "by_id": N_("by"),
    "evaluation": N_("evaluation"),
    "evaluation_closed": N_("evaluation closed"),
    "questions": N_("questions"),
}

_SAME_AS = {
    "method": "second_factor",
    "level": "second_factor_level",
    "holder_id": "second_factor_holder",
}
"""What has another name in the sheet of accounts."""


def recorded_table(
    connection: Connection, scope: Scope, changes: Sequence[Change], title: str
) -> Table:
    """Return the list of changes, everything by its name; a few statements, however many."""
    known = Called(connection, scope, changes)
    columns = {
        "subject": _("Of what"),
        "what": _("What"),
        "before": _("Before"),
        "after": _("After"),
    }
    rows = [
        (
            known.subject(each),
            known.what(each),
            known.value(each, each.before),
            known.value(each, each.after),
        )
        for each in changes
    ]
    return Table(title, columns, rows, {"subject": called.subject})


class Called:
    """What the subjects and values of changes are called, read once for all of them.

    In the language in use; `stable`: by the names and values that machines know.
    """

    def __init__(
        self,
        connection: Connection,
        scope: Scope,
        changes: Iterable[Change],
        *,
        stable: bool = False,
    ) -> None:
        """Read the names of all subjects that the changes are about or mention."""
        self.stable = stable
        wanted: dict[str, set[int]] = {}
        for each in changes:
            wanted.setdefault(each.subject[0], set()).add(each.subject[1])
            kind = naming.COLUMNS.get(each.what)
            ids = {v for v in (each.before, each.after) if isinstance(v, int)}
            if kind:
                wanted.setdefault(kind, set()).update(ids)
        self._names = {
            kind: naming.timelines(connection, scope, kind, ids) for kind, ids in wanted.items()
        }

    def subject(self, change: Change) -> str:
        """Return the subject as a reference: `account:x/ieejemplo`."""
        kind, subject_id = change.subject
        return f"{kind}:{self._name(kind, subject_id)}"

    def what(self, change: Change) -> str:
        """Return what the change is of."""
        if self.stable:
            return change.what.removesuffix("_id")
        return word(change.subject[0], change.what)

    def value(self, change: Change, value: Any, day: date | None = None) -> Value:
        """Return a value of the change; a subject by its name of that day (None: its last)."""
        kind = naming.COLUMNS.get(change.what)
        if kind and isinstance(value, int):
            return self._name(kind, value, day)
        if self.stable:
            return value if isinstance(value, (str, int, date)) else None
        return _(_ENDED) if value == ENDED else shown(change.subject[0], change.what, value)

    def _name(self, kind: str, subject_id: int, day: date | None = None) -> str:
        known = self._names[kind].get(subject_id)
        return naming.name_on(known, day) if known else str(subject_id)


_ENDED = N_("nobody any longer")


def word(kind: str, what: str) -> str:
    """Return what a column is called in the language in use."""
    own = sheets.BY_NAME[KINDS[kind].sheet].by_name if kind in KINDS else {}
    if what.removesuffix("_id") in own:
        return sheets.header(own[what.removesuffix("_id")]).replace("_", " ")
    name = _SAME_AS.get(what, what).removesuffix("_id")
    accounts = sheets.BY_NAME["accounts"].by_name
    if name in accounts and name not in _OTHERS:
        return sheets.header(accounts[name]).replace("_", " ")
    return _(_OTHERS[what]) if what in _OTHERS else what


def shown(kind: str, what: str, value: Any) -> Value:
    """Return a stored value as people of the language in use write it."""
    if isinstance(value, bool):
        return _choice(YES_NO, "yes" if value else "no")
    if isinstance(value, str):
        return _choice(_choices(kind, what), value)
    return value if isinstance(value, (int, date)) else None


def _choices(kind: str, what: str) -> tuple[Choice, ...]:
    if what == "document":
        return sheets.BY_NAME["documents"].by_name["kind"].choices
    name = _SAME_AS.get(what, what)
    own = KINDS[kind].sheet if kind in KINDS else "accounts"
    for sheet in (own, "accounts", "documents"):
        column = sheets.BY_NAME[sheet].by_name.get(name)
        if column is not None and column.choices:
            return column.choices
    return ()


def _choice(choices: tuple[Choice, ...], value: str) -> str:
    spanish: Mapping[str, str] = {choice.value: choice.es[0] for choice in choices}
    return spanish.get(value, value) if language() == "es" else value
