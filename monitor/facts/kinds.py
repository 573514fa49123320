"""The kinds of subject that can be judged, and the facts SELECT of each."""

from collections.abc import Callable, Iterable
from datetime import date

from sqlalchemy import Select

from monitor.facts.account import account
from monitor.facts.area import area
from monitor.facts.institution import institution
from monitor.facts.mailbox import mailbox
from monitor.facts.sets import Ask
from monitor.scope import Scope

FACTS: dict[str, Callable[[Scope, date, Iterable[Ask]], Select[tuple[object, ...]]]] = {
    "account": account,
    "mailbox": mailbox,
    "area": area,
    "institution": institution,
}
