"""Commands found by listing this folder and imported only when used, in the reader's language."""

import importlib
import keyword
import os
from collections.abc import Callable
from typing import Any, TypeVar

import click
from click.exceptions import NoSuchCommand

from monitor import text

Function = TypeVar("Function", bound=Callable[..., Any])

# os.path: pathlib alone would add a tenth to the time that help takes.
FOLDER = os.path.dirname(__file__)  # noqa: PTH120
PLUMBING = frozenset(
    {
        "__init__",
        "adopting",
        "asking",
        "changes",
        "comparing",
        "completion",
        "drafting",
        "explaining",
        "failures",
        "fields",
        "lazy",
        "options",
        "progress",
        "registers",
        "root",
        "showing",
    }
)


class TranslatedCommand(click.Command):
    """A command whose help texts are msgids, translated when they are shown.

    `example` is a command to copy, the same in every language.
    """

    def __init__(self, *args: Any, example: str | None = None, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.example = example

    def get_short_help_str(self, limit: int = 60) -> str:
        """Return the one line that a list of commands shows."""
        return text._(self.short_help) if self.short_help else super().get_short_help_str(limit)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """Write the description, translated."""
        if self.help:
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(text._(self.help))
        if self.example:
            with formatter.section(text._("Example")):
                formatter.write_text(self.example)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """Write what stands below the options, translated."""
        if self.epilog:
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(text._(self.epilog))

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return --help, its text in the language in use: click keeps the one it was made in."""
        made = super().get_help_option(ctx)
        if made:
            made.help = text._("Show this message and exit.")
        return made


class TranslatedOption(click.Option):
    """An option whose help is a msgid."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the names and the help of the option, translated."""
        english = self.help
        try:
            self.help = text._(english) if english else english
            return super().get_help_record(ctx)
        finally:
            self.help = english


class LazyGroup(TranslatedCommand, click.Group):
    """A group whose commands are the files of the folder `monitor/cli`."""

    command_class = TranslatedCommand

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names of the commands: the files that are not plumbing."""
        names = {entry.name.removesuffix(".py") for entry in os.scandir(FOLDER)}
        # a file may not be named by a word of Python: import_.py holds `import`
        return sorted(name.rstrip("_") for name in names - PLUMBING if not name.startswith("_"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the file of that name and return its command; None where there is none."""
        if cmd_name not in self.list_commands(ctx):
            return None
        name = f"{cmd_name}_" if keyword.iskeyword(cmd_name) else cmd_name
        return importlib.import_module(f"monitor.cli.{name}").command  # type: ignore[no-any-return]

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is named, or fail with the one that is most like it."""
        try:
            return super().resolve_command(ctx, args)
        except NoSuchCommand as error:
            known = self.list_commands(ctx)
            raise NoSuchCommand(error.command_name, possibilities=known, ctx=ctx) from None


class Group(TranslatedCommand, click.Group):
    """A group of commands of one noun, in one file."""

    command_class = TranslatedCommand


def option(*names: str, **settings: Any) -> Callable[[Function], Function]:
    """Return an option whose help is translated when it is shown."""
    return click.option(*names, cls=TranslatedOption, **settings)
