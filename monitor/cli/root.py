"""The command `monitor` itself: its options, and its commands by name."""

import click

from monitor import __version__, settings, text
from monitor.cli import lazy
from monitor.text import N_


def _speak(_context: click.Context, _option: click.Parameter, language: str | None) -> None:
    text.use(language or settings.read().language)


@click.command(
    cls=lazy.LazyGroup,
    name="monitor",
    help=N_(
        "Keep the register of an institution's social-media accounts, and check every account"
        " against the institution's own written policy."
    ),
    epilog=N_("Begin with: monitor demo"),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@lazy.option(
    "--lang",
    type=click.Choice(settings.LANGUAGES),
    is_eager=True,
    expose_value=False,
    callback=_speak,
    help=N_("The language to speak (else MONITOR_LANG, else the system's, else Spanish)."),
)
@click.version_option(__version__, prog_name="monitor")
def main() -> None:
    """Parse the options of every command."""
