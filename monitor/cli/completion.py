"""Tab completion of references to what the register holds; silent where anything is amiss."""

from collections.abc import Callable
from contextlib import suppress

import click

LONGEST_LIST = 100

Complete = Callable[[click.Context, click.Parameter, str], list[str]]


def of(*kinds: str) -> Complete:
    """Return what completes names of subjects of these kinds, from the register in use."""

    def complete(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
        with suppress(Exception):  # a shell waits for words, and would show an error as one
            return _names(context, kinds, incomplete)
        return []

    return complete


def controls(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """Return the controls whose id begins with what was typed."""
    from monitor.policy.library import Library

    return [name for name in Library().definitions() if name.startswith(incomplete)]


def _names(context: click.Context, kinds: tuple[str, ...], incomplete: str) -> list[str]:
    from monitor import settings
    from monitor.acts.register_files import default_url
    from monitor.acts.registers import open_register, scope_of
    from monitor.acts.unit_of_work import reading
    from monitor.inventory.listing import names_beginning

    asked, known = context.find_root().params, settings.read()
    register = open_register(asked.get("database") or known.database or default_url())
    try:
        scope = scope_of(register, asked.get("institution") or known.institution)
        with reading(register, scope) as now:
            found = [
                name
                for kind in kinds
                for name in names_beginning(now.connection, scope, kind, incomplete, LONGEST_LIST)
            ]
    finally:
        register.engine.dispose()
    return found
