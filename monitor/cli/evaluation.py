"""`monitor evaluation`: every account evaluated each half-year, its answers signed."""

from datetime import date
from pathlib import Path

import click

from monitor.cli import changes, completion, failures, registers, showing
from monitor.cli.lazy import Group, option
from monitor.cli.options import Day
from monitor.text import N_, _, ngettext


@click.group(
    cls=Group,
    name="evaluation",
    short_help=N_("Evaluate the accounts every half-year."),
    help=N_(
        "Evaluate every account each half-year: open the campaign, answer and sign what it asks of"
        " each account, and close it. Closing it records each account as evaluated on the day its"
        " answers were signed."
    ),
)
def command() -> None:
    """Group the commands about evaluations."""


_account = click.argument("account", shell_complete=completion.of("account"))
_semester = option(
    "--semester",
    metavar="YEAR-HALF",
    help=N_("The half-year, as 2026-2 (else the only one that is open)."),
)


@command.command(
    name="open",
    short_help=N_("Open the evaluation of a half-year."),
    help=N_(
        "Open the evaluation of a half-year, with a question for each clause of the policies that"
        " only people can answer. The questions stay as they are worded now, in both languages."
    ),
    example="monitor evaluation open --semester 2026-2",
)
@option(
    "--semester", metavar="YEAR-HALF", help=N_("The half-year, as 2026-2 (else the one of today).")
)
@changes.dry_run_option
def open_(*, semester: str | None, dry_run: bool) -> None:
    """Open a campaign."""
    from monitor.acts import evaluations

    changes.carry_out(
        lambda session: evaluations.open_campaign(session, semester), changes.Way(dry_run)
    )


@command.command(
    name="list",
    short_help=N_("List the evaluations."),
    help=N_("List the evaluations, the newest first, and how many accounts each still lacks."),
    example="monitor evaluation list",
)
@showing.as_of_option
@showing.format_option
def list_(as_of: date | None, format_name: str) -> None:
    """Print one campaign per line."""
    from monitor.reports import evaluations

    showing.show_list(evaluations.campaigns, format_name, as_of)


@command.command(
    short_help=N_("Show how far an evaluation is."),
    help=N_(
        "Show how far the evaluation of each account is; of one ACCOUNT, the questions and what"
        " was answered."
    ),
    example="monitor evaluation show --missing",
)
@click.argument("account", required=False, shell_complete=completion.of("account"))
@_semester
@option("--missing", is_flag=True, help=N_("Only accounts without signed answers."))
@showing.format_option
def show(account: str | None, semester: str | None, *, missing: bool, format_name: str) -> None:
    """Print the accounts, or the answers about one."""
    from monitor.reports import evaluations

    if account and missing:
        raise click.UsageError(_("Name an account, or --missing, not both."))
    if account:
        showing.show_list(
            lambda now: evaluations.answers(now, account, semester), format_name, None
        )
    else:
        showing.show_list(
            lambda now: evaluations.progress(now, semester, missing=missing), format_name, None
        )


@command.command(
    short_help=N_("Write the form to answer."),
    help=N_(
        "Write the questions about ACCOUNT as a CSV file to fill in, with what was answered so"
        " far. It is read back with: monitor evaluation answer."
    ),
    example="monitor evaluation form x/ieejemplo -o evaluacion.csv",
)
@_account
@option(
    "--output",
    "-o",
    "path",
    required=True,
    type=click.Path(path_type=Path),
    help=N_("The file to write; it must not be there yet."),
)
@_semester
def form(account: str, path: Path, semester: str | None) -> None:
    """Write a form."""
    from monitor.reports import evaluations

    with registers.opened() as at, at.reading() as now:
        count = evaluations.write_form(now, account, semester, path)
    told = ngettext("{path}: {count} question.", "{path}: {count} questions.", count)
    click.echo(told.format(path=path, count=count))
    line = f"monitor evaluation answer {account} {path}"
    click.echo(_("To read it back: {line}").format(line=line))


@command.command(
    short_help=N_("Answer the questions about an account."),
    help=N_(
        "Answer the questions about ACCOUNT: by the form in FILE, or by --answers. What is not"
        " answered here stays as it was."
    ),
    example='monitor evaluation answer x/ieejemplo --answers "1-12=yes, 13=no, 14=n/a"',
)
@_account
@click.argument(
    "path",
    metavar="[FILE]",
    required=False,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@option("--answers", help=N_("Numbers and answers: 1=yes, 2-5=no, 6=n/a."))
@option("--remark", "remarks", multiple=True, help=N_("A remark on one of them: 2=why."))
@_semester
@changes.dry_run_option
def answer(
    *,
    account: str,
    path: Path | None,
    answers: str | None,
    remarks: tuple[str, ...],
    semester: str | None,
    dry_run: bool,
) -> None:
    """Record answers."""
    from monitor.acts import evaluating, evaluation_forms
    from monitor.evaluations.answers import typed

    if (path is None) == (answers is None):
        raise click.UsageError(_("Give the FILE, or --answers."))
    with failures.told_clearly():
        if path is not None:
            filled_in = evaluation_forms.answers_in(path)
        else:
            filled_in = evaluation_forms.Form(frozenset(), typed(answers or "", remarks))
    changes.carry_out(
        lambda session: evaluating.answer_form(session, account, filled_in, semester),
        changes.Way(dry_run),
    )


@command.command(
    short_help=N_("Sign the answers about an account."),
    help=N_(
        "Sign the answers about ACCOUNT. From then on they cannot change; the log keeps who signed"
        " them, when, and a digest of what they were."
    ),
    example="monitor evaluation sign x/ieejemplo --by-person ana@iee.example --yes",
)
@_account
@option(
    "--by-person",
    shell_complete=completion.of("person"),
    help=N_("Who signs: an e-mail address (else the one of --by)."),
)
@option("--on", type=Day(), help=N_("The day they were signed (else today)."))
@_semester
@changes.dry_run_option
@changes.yes_option
def sign(
    *,
    account: str,
    by_person: str | None,
    on: date | None,
    semester: str | None,
    dry_run: bool,
    yes: bool,
) -> None:
    """Sign a set of answers."""
    from monitor.acts import evaluating

    by = by_person or registers.asked("by")
    if by is None:
        raise click.UsageError(_("Say who signs: --by-person EMAIL."))
    question = _("Sign these answers? They cannot be changed afterwards.")
    changes.carry_out(
        lambda session: evaluating.sign(session, account, by, on, semester),
        changes.way(dry_run=dry_run, yes=yes, question=question),
    )


@command.command(
    short_help=N_("Close an evaluation."),
    help=N_(
        "Close the evaluation of a half-year, once the answers about every account are signed, and"
        " record each account as evaluated on the day they were."
    ),
    example="monitor evaluation close --yes",
)
@_semester
@changes.dry_run_option
@changes.yes_option
def close(*, semester: str | None, dry_run: bool, yes: bool) -> None:
    """Close a campaign."""
    from monitor.acts import evaluations

    changes.carry_out(
        lambda session: evaluations.close_campaign(session, semester),
        changes.way(dry_run=dry_run, yes=yes, question=_("Close this evaluation?")),
    )
