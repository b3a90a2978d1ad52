"""`bedside new post "Title"`: a post with its permanent uid, today's date and its category."""

from datetime import datetime

import click

from bedside.cli import Invocation
from bedside.cli.options import now_option, practice_option
from bedside.clock import current_time, parse_time
from bedside.errors import BedsideError
from bedside.files import write_atomic
from bedside.practice import Practice
from bedside.project import Project, open_project
from bedside.text import nfc, slugify
from bedside.uid import mint_uid

__all__ = ["command"]


@click.group("new")
def command() -> None:
    """Start a post or a notice."""


@command.command("post")
@click.argument("title")
@click.option("--category", help="One of practice.toml's categories; the first if not given.")
@click.option("--author", help="A clinician's slug; the first clinician if not given.")
@click.option("--type", "kind", default="article", show_default=True, help="article, tip, story …")
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
    moment = parse_time(now, practice.zone) if now else current_time()
    category = _one_of("category", category, list(practice.categories))
    author = _one_of("author", author, [one.slug for one in practice.clinicians])
    text = _draft(nfc(title), category, author, kind, practice, moment)
    path = project.content / "posts" / f"{slugify(title)}.md"
    if path.exists():
        message = f"{path}: exists already: choose another title, or edit that file"
        raise BedsideError(message)
    write_atomic(path, text)
    click.echo(
        f"{_shown(path, project)}: a draft. Write it, remove `status: draft`, run `bedside check`."
    )


def _one_of(name: str, given: str | None, known: list[str]) -> str:
    if given is None:
        return known[0]
    if given not in known:
        message = f"--{name} {given}: not in practice.toml: use one of {', '.join(known)}"
        raise BedsideError(message)
    return given


def _shown(path: object, project: Project) -> str:
    return str(path).removeprefix(f"{project.root}/")


def _draft(
    title: str, category: str, author: str, kind: str, practice: Practice, moment: datetime
) -> str:
    local = moment.astimezone(practice.zone)
    disclaimer = practice.disclaimer_for(category)
    quoted = '"' + title.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return f"""\
---
uid: {mint_uid(moment)}  # permanent: never change it
title: {quoted}
date: {local:%Y-%m-%d %H:%M}
author: {author}
category: {category}  # its disclaimer is shown under the article: {disclaimer.text if disclaimer else ""}
type: {kind}
tags: []
summary: ""
status: draft  # remove this line when it may go out
# image: images/posts/name.png
# image_alt: What the picture shows, in one sentence
# image_status: no-person
# reviewed_by: another clinician's slug
# reviewed_on: {local:%Y-%m-%d}
# references:
#   - title: Exact title of the page
#     publisher: Who published it
#     url: https://
#     read: {local:%Y-%m-%d}
---

Write here. Headings start with ##.
"""
