"""Groups of commands whose help is never cut, and that name the nearest command to a mistyped one."""

import click

from bedside.text import suggest

__all__ = ["Group", "write_commands"]

_WHOLE = 1000  # characters of a command's first sentence that are shown: all of it, wrapped


class Group(click.Group):
    """A group with whole sentences in its list of commands, and suggestions."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; a mistyped one is answered with the nearest."""
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            near = suggest(name, self.list_commands(ctx))
            meant = f" Did you mean '{near}'?" if near else ""
            message = f"No such command '{name}'.{meant}"
            raise click.UsageError(message, ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands, their first sentence whole."""
        write_commands(self, ctx, formatter, "Commands", self.list_commands(ctx))


def write_commands(
    group: click.Group, ctx: click.Context, formatter: click.HelpFormatter, title: str,
    names: list[str],
) -> None:  # fmt: skip
    """Write one section of a list of commands."""
    found = [(name, command) for name in names if (command := group.get_command(ctx, name))]
    if found:
        with formatter.section(title):
            formatter.write_dl(
                [(name, command.get_short_help_str(limit=_WHOLE)) for name, command in found]
            )
