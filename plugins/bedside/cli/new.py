"""`bedside new post "Title"`: a post with its permanent uid, today's date and its category."""

from collections.abc import Collection

import click

from bedside.cli import Invocation
from bedside.cli.options import now_option, practice_option
from bedside.clock import moment_of
from bedside.errors import BedsideError
from bedside.files import write_atomic
from bedside.practice import load_practice
from bedside.project import open_project
from bedside.starter.draft import TYPES, Draft, category_for, draft_text
from bedside.text import nfc, slugify

__all__ = ["command"]


class _PostCommand(click.Command):
    """Lists, under the options, the types there are and the categories of the practice at hand."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write both lists; without a practice.toml only the types."""
        with formatter.section("Types"):
            formatter.write_dl(list(TYPES.items()))
        if rows := _categories(ctx.find_root().obj):
            with formatter.section("Categories of this practice"):
                formatter.write_dl(rows)


def _categories(invocation: Invocation | None) -> list[tuple[str, str]]:
    try:
        practice = load_practice(invocation.practice_file) if invocation else None
    except BedsideError:  # the help is there all the same
        return []
    found = practice.categories.items() if practice else ()
    return [(slug, one.description or one.name) for slug, one in found]


@click.group("new")
def command() -> None:
    """Start a post of any type: article, notice, story and others."""


@command.command("post", cls=_PostCommand)
@click.argument("title")
@click.option("--type", "kind", type=click.Choice(list(TYPES)), default="article", metavar="TYPE",
              show_default=True, help="What the post is; see below.")  # fmt: skip
@click.option("--category", metavar="NAME", help="One of practice.toml's categories. If not given: "
              "news for a notice or event, stories for a story, else the first.")  # fmt: skip
@click.option("--author", metavar="SLUG", help="A clinician's slug. If not given: "
              "the first; of a notice none, it is the practice's own.")  # fmt: skip
@practice_option
@now_option
@click.pass_obj
def post(
    invocation: Invocation, title: str, category: str | None, author: str | None, kind: str,
    now: str | None,
) -> None:  # fmt: skip
    """Write a draft in content/posts/ and say where it is."""
    project = open_project(invocation.practice_file)
    practice = project.practice
    draft = Draft(
        title=nfc(title), kind=kind,
        category=_one_of("category", category or category_for(kind, practice), practice.categories),
        author=_author(author, kind, [one.slug for one in practice.clinicians]),
        moment=moment_of(now, practice.zone),
    )  # fmt: skip
    path = project.content / "posts" / f"{slugify(title)}.md"
    if path.exists():
        message = f"{path}: exists already: choose another title, or edit that file"
        raise BedsideError(message)
    write_atomic(path, draft_text(draft, practice))
    shown = str(path).removeprefix(f"{project.root}/")
    click.echo(f"{shown}: a draft. Write it, remove `status: draft`, run `bedside check`.")
    if disclaimer := practice.disclaimer_for(draft.category):
        click.echo(f"Its page will carry: {disclaimer.text}")


def _author(given: str | None, kind: str, known: list[str]) -> str:
    if not given and kind == "notice":
        return ""
    return _one_of("author", given or known[0], known)


def _one_of(name: str, given: str, known: Collection[str]) -> str:
    if given not in known:
        message = f"--{name} {given}: not in practice.toml: use one of {', '.join(known)}"
        raise BedsideError(message)
    return given
