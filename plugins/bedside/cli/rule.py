"""`bedside rule`: one rule explained, or all of them listed."""

import click

from bedside.errors import BedsideError, ExitCode
from bedside.text import suggest

__all__ = ["command"]


@click.command("rule", short_help="Explain one rule, or list them all.")
@click.argument("code", required=False, default="")
def command(code: str) -> int:
    """Explain the rule CODE: what it finds and why, examples, how to mend and how to allow it.

    Without CODE all rules are listed. A rule's name, as social-security-number, will do too.
    """
    from bedside.checks.explain import explain, weight  # noqa: PLC0415  rules load slowly
    from bedside.checks.rules import RULES  # noqa: PLC0415  same

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
    click.echo(f"{found.code} {found.name}\n\n{explain(found)}".replace("\n## ", "\n"), nl=False)
    return ExitCode.FINE
