"""`bedside cards`: share cards of hard titles in the practice's colours and fonts, to look at."""

import shutil
from collections.abc import Iterator
from html import escape
from urllib.parse import urlsplit

import click

from bedside.cards.layouts import LAYOUTS
from bedside.cards.model import CardText
from bedside.cards.sheet import SIZES, SheetCard, draw_sheet
from bedside.cli import Invocation
from bedside.cli.groups import Group
from bedside.cli.options import practice_option
from bedside.errors import ExitCode
from bedside.files import write_atomic
from bedside.project import Project, open_project

__all__ = ["command"]

PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Share cards of hard titles</title>
<style>body {{ background: #777; color: #fff; font: 14px/1.4 sans-serif; margin: 12px }}
main {{ display: grid; grid-template-columns: repeat(auto-fill, minmax(380px, 1fr)); gap: 12px; align-items: start }}
figure {{ margin: 0 }} img {{ width: 100%; height: auto; display: block }} b {{ color: #ffd68a }}</style>
<h1>{count} share cards of hard titles</h1>
<main>
{figures}
</main>
"""


@click.group("cards", cls=Group)
def command() -> None:
    """Draw share cards of hard titles in your colours and fonts, to look at."""


@command.command("sheet")
@practice_option
@click.option("--layout", type=click.Choice(list(LAYOUTS)), help="This layout alone.")
@click.option("--size", type=click.Choice(list(SIZES)), help="This size alone.")
@click.option("--debug", is_flag=True, help="Draw boxes, baselines and margins over the cards.")
@click.pass_obj
def sheet(invocation: Invocation, layout: str | None, size: str | None, *, debug: bool) -> int:
    """Draw a hundred hard titles, in many scripts and all layouts and sizes, on one page."""
    project = open_project(invocation.practice_file)
    folder = project.build / "card-sheet"
    shutil.rmtree(folder, ignore_errors=True)
    figures, warned = [], 0
    for number, one in enumerate(_cards(project, layout, size, debug=debug)):
        name = f"{number:03}{one.card.suffix}"
        write_atomic(folder / name, one.card.data)
        figures.append(_figure(name, one))
        warned += bool(one.card.warnings)
    page = PAGE.format(count=len(figures), figures="\n".join(figures))
    write_atomic(folder / "index.html", page)
    click.echo(f"{len(figures)} cards, {warned} with a warning: {folder / 'index.html'}")
    return ExitCode.FINE


def _cards(
    project: Project, layout: str | None, size: str | None, *, debug: bool
) -> Iterator[SheetCard]:
    practice, fonts = project.practice, project.root / "theme" / "fonts"
    people = practice.clinicians
    base = CardText(
        title="", kicker=next((one.name for one in practice.categories.values()), ""),
        author=people[0].display_name if people else "", practice=practice.practice.name,
        reviewer=f"Medically reviewed by {people[-1].display_name}" if people else "",
        host=urlsplit(practice.practice.url).hostname or "",
    )  # fmt: skip
    pictures = sorted((project.content / "images" / "posts").glob("*.[jp][pn]g"))
    return draw_sheet(
        base, practice.brand, logo=project.content / practice.brand.logo if practice.brand.logo else None,
        fonts=fonts if fonts.is_dir() else None, pictures=pictures, layout=layout, size=size,
        debug=debug,
    )  # fmt: skip


def _figure(name: str, one: SheetCard) -> str:
    said = "".join(f"<br><b>{escape(warning)}</b>" for warning in one.card.warnings)
    about = f"{one.text.lang}, {one.text.layout}, {one.size}, {len(one.card.data) / 1000:.0f} kB"
    return (
        f'<figure><img src="{name}" width="{one.card.width}" height="{one.card.height}" loading="lazy" '
        f'alt="{escape(one.text.title)}"><figcaption>{about}{said}</figcaption></figure>'
    )
