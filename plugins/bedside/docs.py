"""Write the files of docs/ that are made from the code: rules, platforms, commands, schemas."""

import shutil
from pathlib import Path

import click

from bedside.checks.docs import rule_pages, rules_page
from bedside.cli import cli
from bedside.cli.schema import SCHEMAS, schema_text
from bedside.files import write_atomic
from bedside.platforms import PLATFORMS
from bedside.practice import AccountStatus

__all__ = ["commands_page", "pages", "platforms_page"]

NOTICE = "<!-- Made from the code by `inv docs`; do not edit. -->\n\n"


def pages() -> dict[str, str]:
    """Return every generated page by its name under docs/."""
    return {
        "rules.md": rules_page(),
        **rule_pages(),
        "platforms.md": NOTICE + platforms_page(),
        "commands.md": NOTICE + commands_page(),
        **{f"schemas/{name}.schema.json": schema_text(name) for name in SCHEMAS},
    }


def platforms_page() -> str:
    """Return the table of networks with their text limits and where each was read."""
    rows = [
        "# Networks\n",
        "| network | text limit | source | read | |",
        "|---|---|---|---|---|",
    ]
    for name, platform in PLATFORMS.items():
        limit = platform.TEXT_LIMIT
        state = AccountStatus.RETIRED if platform.RETIRED else ""
        rows.append(
            f"| {platform.LABEL} (`{name}`) | {limit.value:,} {limit.unit} | {limit.source} "
            f"| {limit.read} | {state} |"
        )
    return "\n".join(rows) + "\n"


def commands_page() -> str:
    """Return every command's help as it is printed."""
    parts = ["# Commands\n", _help(cli, "bedside", None)]
    context = click.Context(cli, info_name="bedside")
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        if command is None:
            continue
        parts.append(_help(command, name, context))
        if isinstance(command, click.Group):
            inner = click.Context(command, info_name=name, parent=context)
            parts += [
                _help(found, child, inner)
                for child in command.list_commands(inner)
                if (found := command.get_command(inner, child))
            ]
    return "\n".join(parts)


def _help(command: click.Command, name: str, parent: click.Context | None) -> str:
    context = click.Context(command, info_name=name, parent=parent, terminal_width=88)
    return f"## {context.command_path}\n\n```text\n{command.get_help(context)}\n```\n"


if __name__ == "__main__":
    docs = Path(__file__).resolve().parents[2] / "docs"
    shutil.rmtree(docs / "rules", ignore_errors=True)  # a rule that is gone leaves no page
    for page, text in pages().items():
        write_atomic(docs / page, text)
        click.echo(f"docs/{page}")
