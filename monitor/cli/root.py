"""The command `monitor` itself: its options, and its commands by name."""

import click

from monitor import __version__, settings, text
from monitor.cli import lazy
from monitor.text import N_, _


class Monitor(lazy.LazyGroup):
    """The group of all commands, which settles on a language before it says anything."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the options; --help and --version are answered here, wherever --lang stands."""
        text.use(_asked(args) or settings.read().language)
        return super().parse_args(ctx, args)


def _asked(args: list[str]) -> str | None:
    """Return the language that --lang asks for before the name of a command, if there is one."""
    for place, arg in enumerate(args):
        name, equals, value = arg.partition("=")
        if name == "--lang":
            wanted = value if equals else "".join(args[place + 1 : place + 2])
            return wanted if wanted in settings.LANGUAGES else None
        if not arg.startswith("-"):
            break
    return None


def _tell_version(context: click.Context, _option: click.Parameter, asked: bool) -> None:
    if asked and not context.resilient_parsing:
        click.echo(_("monitor, version {version}").format(version=__version__))
        context.exit()


@click.command(
    cls=Monitor,
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
    expose_value=False,
    help=N_("The language to speak (else MONITOR_LANG, else the system's, else Spanish)."),
)
@lazy.option(
    "--database",
    metavar="FILE|URL",
    help=N_("The register (else MONITOR_DATABASE, else a file in your own data folder)."),
)
@lazy.option(
    "--institution",
    metavar="CODE",
    help=N_("The institution meant (else MONITOR_INSTITUTION, else the only one there is)."),
)
@lazy.option(
    "--by",
    metavar="EMAIL",
    help=N_("Who makes the change, recorded as claimed (else the user of this machine)."),
)
@lazy.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_tell_version,
    help=N_("Show the version and exit."),
)
def main(**_asked: str | None) -> None:
    """Parse the options of every command; `cli.registers` reads those of the register."""
