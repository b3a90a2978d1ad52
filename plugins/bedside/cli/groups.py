"""Groups of commands whose help is never cut, and that name the nearest command to a mistyped one."""

import click

from bedside.text import suggest

__all__ = ["WHOLE", "Group", "write_commands"]

WHOLE = 1000  # characters of a command's first sentence that are shown: all of it, wrapped


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
        found = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        write_commands(
            formatter, "Commands",
            [(name, one.get_short_help_str(limit=WHOLE)) for name, one in found if one],
        )  # fmt: skip


def write_commands(formatter: click.HelpFormatter, title: str, rows: list[tuple[str, str]]) -> None:
    """Write one section of a list of commands, each with its first sentence."""
    if rows:
        with formatter.section(title):
            formatter.write_dl(rows)
