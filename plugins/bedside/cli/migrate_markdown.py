"""`bedside migrate-markdown`: which pages another Markdown engine would change, and how."""

from difflib import unified_diff
from typing import get_args

import click

from bedside.cli import Invocation
from bedside.cli.options import practice_option
from bedside.errors import ExitCode
from bedside.facts import fill
from bedside.files import as_typed
from bedside.markdown_engine import Engine
from bedside.post import Source
from bedside.practice import Practice
from bedside.project import open_project
from bedside.site.markup import engine_for, render_markdown
from bedside.site.outline import outline, tags_changed
from bedside.source import MARKDOWN, find_sources, read_source

__all__ = ["command"]

_ENGINES: tuple[Engine, ...] = get_args(Engine)


@click.command("migrate-markdown")
@click.option(
    "--to", type=click.Choice(_ENGINES), help="The engine to change to; else the other one."
)
@click.option("--show", is_flag=True, help="Print the lines that change, words included.")
@practice_option
@click.pass_obj
def command(invocation: Invocation, to: Engine | None, *, show: bool) -> int:
    """Show which pages would change if Markdown were read by another engine; nothing is written.

    Pages are compared by their elements and words. What each engine has that the other lacks
    stands in docs/writing.md. The engine is `engine` under `[markdown]` in practice.toml; one post
    that needs the other says `markdown: python-markdown` in its front matter.
    """
    project = open_project(invocation.practice_file)
    practice = project.practice
    others = (one for one in _ENGINES if one != practice.markdown.engine)
    target = next(others) if to is None else to
    paths = [one for one in find_sources([as_typed(project.content)]) if one.suffix in MARKDOWN]
    changed = 0
    for path in paths:
        source = read_source(path, project.content, practice.zone)
        before, after = (
            outline(_rendered(source, practice, engine))
            for engine in (engine_for(source, practice), target)
        )
        if before == after:
            continue
        changed += 1
        click.echo(f"{path}: {_said(tags_changed(before, after))}")
        for line in list(unified_diff(before, after, lineterm="", n=1))[2:] if show else ():
            click.echo(f"    {line}")
    more = "" if show or not changed else "; --show prints the lines"
    click.echo(f"{changed} of {len(paths)} pages would change under {target}{more}.")
    return ExitCode.FINE


def _rendered(source: Source, practice: Practice, engine: Engine) -> str:
    body = fill(source.body, practice)
    return render_markdown(body, source.name, lambda _: None, lambda *_: True, engine=engine)


def _said(gained: dict[str, int]) -> str:
    """Return how the elements change, never a word of the text: it may be a draft's."""
    if not gained:
        return "the same elements with other words, or in another order"
    return ", ".join(f"{number:+d} <{tag}>" for tag, number in gained.items())
