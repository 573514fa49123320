"""`monitor policy explain`: one control, what it asks of whom, and where its values came from."""

from typing import TYPE_CHECKING

import click

from monitor.cli import completion, failures, progress, registers
from monitor.cli.lazy import TranslatedCommand, option
from monitor.text import N_

if TYPE_CHECKING:
    from monitor.acts.explaining import Explained


@click.command(
    cls=TranslatedCommand,
    short_help=N_("Explain one control and its values."),
    help=N_(
        "Explain CONTROL as the policies adopted in the register ask for it: the clauses, what it"
        " judges and whom, what to do, the interpretation in force and the others there are, and"
        " of each value which clause, default or file it came from. With --policy or --overlay"
        " those are explained instead, and no register is opened."
    ),
    example="monitor policy explain rotation.max-age --policy mx-ine-mail",
)
@click.argument("control", shell_complete=completion.controls)
@option(
    "--policy",
    "policies",
    multiple=True,
    metavar="ID|FILE",
    shell_complete=progress.complete_policies,
    help=N_("The policy to explain it by, in place of those adopted; may be repeated."),
)
@option(
    "--overlay",
    type=click.Path(exists=True, dir_okay=False),
    help=N_("The institution's own file: institution.yaml."),
)
def explain(control: str, policies: tuple[str, ...], overlay: str | None) -> None:
    """Print the explanation of one control."""
    from monitor.reports import explaining

    with failures.told_clearly():
        asked = _named(policies, overlay) if policies or overlay else _adopted()
        for line in explaining.explain(asked.requirements, control, asked.defined):
            click.echo(line)


def _named(policies: tuple[str, ...], overlay: str | None) -> "Explained":
    from pathlib import Path

    from monitor.acts import explaining

    return explaining.named(explaining.Asked(policies, Path(overlay) if overlay else None))


def _adopted() -> "Explained":
    from monitor.acts import explaining, opening

    with registers.opened_for_a_trial() as at:
        if not opening.codes(at.register):
            return explaining.named(explaining.Asked())  # refuses, and says what can be named
        with at.reading() as now:
            return explaining.adopted(*now)
