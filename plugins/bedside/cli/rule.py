"""`bedside rule`: one rule explained, or all of them listed."""

import shutil
import textwrap
from collections.abc import Iterator

import click

from bedside.errors import BedsideError, ExitCode
from bedside.text import suggest

__all__ = ["command"]


_WIDEST = 100  # characters; longer lines are hard to read


@click.command("rule", short_help="Explain one rule, or list them all.")
@click.argument("code", required=False, default="")
def command(code: str) -> int:
    """Explain the rule CODE: what it finds and why, examples, how to mend and how to allow it.

    Without CODE all rules are listed. A rule's name, as social-security-number, will do too.
    """
    from bedside.checks.explain import explain, weight  # noqa: PLC0415  rules load slowly
    from bedside.checks.rules import RULES  # noqa: PLC0415  rules load slowly

    if not code:
        click.echo("\n".join(f"{one.code}  {one.name}  ({weight(one)})" for one in RULES))
        return ExitCode.FINE
    named = {one.code.casefold(): one for one in RULES} | {one.name: one for one in RULES}
    found = named.get(code.casefold())
    if found is None:
        near = suggest(code.casefold(), named)
        meant = f" Did you mean {named[near].code} ({named[near].name})?" if near else ""
        message = f"{code}: there is no such rule.{meant} `bedside rule` lists them."
        raise BedsideError(message)
    text = f"{found.code} {found.name}\n\n{explain(found)}".replace("\n## ", "\n")
    click.echo("\n".join(_fitting(text.rstrip("\n"))))
    return ExitCode.FINE


def _fitting(text: str) -> Iterator[str]:
    """Yield the lines no wider than the terminal; what is meant to be copied stays in one piece."""
    width = min(shutil.get_terminal_size().columns, _WIDEST)
    is_code = False
    for line in text.split("\n"):
        is_code ^= line.startswith("```")
        deeper = "  " if line.startswith("- ") else ""
        rows = [line] if is_code else textwrap.wrap(
            line, width, subsequent_indent=deeper, break_long_words=False, break_on_hyphens=False,
        )  # fmt: skip
        yield from rows or [""]
