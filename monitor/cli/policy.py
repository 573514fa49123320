"""`monitor policy`: look at the written policies, prove that they are complete, adopt them."""

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from monitor.cli import adopting, comparing, drafting, explaining, failures, progress
from monitor.cli.lazy import Group, option
from monitor.text import N_, _, choose

if TYPE_CHECKING:
    from monitor.policy.coverage import Coverage


@click.group(
    cls=Group,
    name="policy",
    short_help=N_("See the written policies, and adopt them."),
    help=N_("See the written policies that come with the product, or your own, and adopt them."),
)
def command() -> None:
    """Group the commands about policies."""


_ELSEWHERE = (
    adopting.adopt,
    adopting.drop,
    adopting.adopted,
    comparing.diff,
    explaining.explain,
    drafting.new,
)
for _each in _ELSEWHERE:
    command.add_command(_each)


@command.command(
    name="list",
    short_help=N_("List the policies."),
    help=N_("List the policies that can be named with --policy."),
)
def list_() -> None:
    """Print one policy per line."""
    from monitor.policy.library import Library

    with failures.told_clearly():
        library = Library()
        for name in library.pack_ids():
            pack = library.pack(name).pack
            click.echo(f"{pack.id}  {pack.version}  {choose(pack.title.model_dump())}")


@command.command(
    short_help=N_("Show a policy, or one control of it."),
    help=N_("Show a policy: its controls with their clauses, or one CONTROL in full."),
)
@click.argument("policy", shell_complete=progress.complete_policies)
@click.argument("control", required=False)
def show(policy: str, control: str | None) -> None:
    """Print the pack, or one control of it."""
    from monitor.policy.library import Library
    from monitor.reports import policies

    with failures.told_clearly():
        for line in policies.describe(Library.for_pack(policy), policy, control):
            click.echo(line)


@command.command(
    short_help=N_("Look for mistakes in a policy."),
    help=N_("Look for mistakes in a policy; with --source, hold its quotes against the text."),
)
@click.argument("policy", shell_complete=progress.complete_policies)
@option(
    "--source",
    type=click.Path(exists=True, dir_okay=False),
    help=N_("The text that the policy quotes."),
)
def lint(policy: str, source: str | None) -> None:
    """Print every mistake; exit 2 when there is one."""
    from pathlib import Path

    from monitor.checks import linting

    with failures.told_clearly():
        problems = linting.problems(policy, Path(source).read_bytes() if source else None)
    _finish(map(str, problems))
    click.echo(_("No mistake found."))


@command.command(
    short_help=N_("Run the examples of policies."),
    help=N_("Run the examples that policies carry; without an id, those of all."),
)
@click.argument("policy", required=False, shell_complete=progress.complete_policies)
def test(policy: str | None) -> None:
    """Print how many examples give what they must; exit 2 when one does not."""
    from monitor import rounds

    with failures.told_clearly():
        tried = list(rounds.try_examples(policy))
    problems = []
    for name, outcomes in tried:
        wrong = [str(outcome.problem) for outcome in outcomes if outcome.problem]
        problems += wrong
        message = _("{policy}: {right} of {all} examples give what they must")
        right = len(outcomes) - len(wrong)
        click.echo(message.format(policy=name, right=right, all=len(outcomes)))
    _finish(problems)


@command.command(
    short_help=N_("Count the clauses of a policy."),
    help=N_(
        "Count the clauses of a policy by how they are checked, and name those left out; as html,"
        " a page to print with each clause, its control, or why it is not checked."
    ),
)
@click.argument("policy", shell_complete=progress.complete_policies)
@option(
    "--format",
    "format_name",
    type=click.Choice(["text", "json", "html"]),
    default="text",
    show_default=True,
    help=N_("How to show the clauses."),
)
def coverage(policy: str, format_name: str) -> None:
    """Print the coverage; exit 2 when a numeral is left out."""
    import dataclasses
    import json

    from monitor.policy.coverage import coverage as cover
    from monitor.policy.library import Library
    from monitor.policy.requirements import compile_alone
    from monitor.reports import coverage_page

    with failures.told_clearly():
        library = Library.for_pack(policy)
        found = cover(library.pack(policy), library.definitions())
        if format_name == "html":
            click.echo(coverage_page.page(compile_alone(library, policy), found), nl=False)
    if format_name == "json":
        click.echo(json.dumps(dataclasses.asdict(found), ensure_ascii=False))
    elif format_name == "text":
        for line in _counted(found):
            click.echo(line)
    sys.exit(failures.BAD_INPUT if found.gaps else 0)


def _counted(found: "Coverage") -> Iterator[str]:
    """Yield how many clauses are checked how, and the numerals that are left out."""
    from monitor.reports.policy_wording import counted

    for title, count in counted(found).items():
        yield f"{count:>5}  {title}"
    yield _("Numerals left out: {gaps}").format(gaps=", ".join(found.gaps) or _("none"))


def _finish(problems: Iterable[str]) -> None:
    found = list(problems)
    for line in found:
        click.echo(line, err=True)
    if found:
        sys.exit(failures.BAD_INPUT)
