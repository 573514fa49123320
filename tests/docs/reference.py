"""The command reference in README.md: what `--help` says, in English, one block a command.

`python -m tests.docs.reference --write` brings README.md up to date; without it, it is printed.
"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
BEGIN = "<!-- reference: python -m tests.docs.reference --write -->"
END = "<!-- /reference -->"
WIDTH = 96


def commands(group: click.Command, parent: click.Context | None = None) -> Iterator[click.Context]:
    """Give the context of a command and of all below it that `--help` shows, depth first."""
    name = group.name if parent else "monitor"
    context = click.Context(group, parent, info_name=name, terminal_width=WIDTH, color=False)
    yield context
    if isinstance(group, click.Group):
        for below in group.list_commands(context):
            command = group.get_command(context, below)
            if command and not command.hidden:
                yield from commands(command, context)


def text() -> str:
    """Return the reference, in English whatever the language of this process.

    Raises:
        RuntimeError: README.md's reference could not be made; the message says why.
    """
    done = subprocess.run(
        [sys.executable, "-m", "tests.docs.reference"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return done.stdout


def read(readme: str) -> str | None:
    """Return the reference that stands in `readme`, or None where the two marks are missing."""
    _, begin, rest = readme.partition(BEGIN)
    found, end, _ = rest.partition(END)
    return found.strip() + "\n" if begin and end else None


def write(readme: str, reference: str) -> str:
    """Return `readme` with `reference` between the two marks.

    Raises:
        SystemExit: the marks are missing.
    """
    before, begin, rest = readme.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        sys.exit(f"README.md needs two lines for the reference to stand between:\n{BEGIN}\n{END}")
    return f"{before}{BEGIN}\n\n{reference}\n{END}{after}"


def _made() -> str:
    from monitor import text as words

    words.use("en")  # before the commands are imported, should they translate as they are made
    from monitor.cli import main

    return "\n".join(
        f"### `{context.command_path}`\n\n```text\n{context.get_help().rstrip()}\n```\n"
        for context in commands(main)
    )


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        README.write_text(write(README.read_text("utf-8"), _made()), encoding="utf-8")
    else:
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr] # a real stream here
        print(_made(), end="")
