"""`bedside consent add`: a signed form becomes an entry, from questions or from flags."""

import shlex
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import Any

import click

from bedside.checks.facts import make_facts
from bedside.checks.model import Context
from bedside.checks.rules.somebody import names_in
from bedside.cli import Invocation
from bedside.cli.options import now_option, practice_option
from bedside.clock import current_time, moment_of
from bedside.consents import Consent
from bedside.consents.blank import mint_id
from bedside.consents.edit import add_entry
from bedside.consents.questions import QUESTIONS, Look, Question, consent_of, is_asked, read_answer
from bedside.errors import BedsideError
from bedside.evidence.chain import refuse_broken
from bedside.evidence.consents import record_consents
from bedside.files import sha256_file
from bedside.project import Project, open_project
from bedside.source import read_source

__all__ = ["command"]

Given = dict[str, str]  # answers as they were typed, by question; what is asked is added
Questions = tuple[Question, ...]


@click.command("add")
@click.option("--id", "consent_id", metavar="ID", help="The id that `consent new` or a draft gave; if none, a new one.")  # fmt: skip
@practice_option
@now_option
@click.pass_obj
def command(
    invocation: Invocation, /, consent_id: str | None, now: str | None, **given: str | None
) -> None:
    """Enter a signed form into consents.toml, from questions or from flags.

    On a terminal, what no flag answers is asked. Nothing is written before every answer is right.
    """
    project = open_project(invocation.practice_file)
    moment = moment_of(now, project.practice.zone)
    name = consent_id or mint_id()
    if project.consents.get(name):
        message = f"{name}: is in consents.toml already: leave --id out, and a new one is made"
        raise BedsideError(message)
    look = _look(project)
    waiting = _waiting(project, name)
    questions = _questions(project, waiting)
    raw = {key: answer for key, answer in given.items() if answer is not None}
    try:
        read = _asked(questions, raw, look) if sys.stdin.isatty() else _taken(questions, raw, look)
        consent = consent_of(name, dict(read))
        _refuse_future(consent, moment.astimezone(project.practice.zone).date())
    except (click.Abort, KeyboardInterrupt):
        click.echo(f"\nTo go on with these answers:\n  {_again(name, raw)}", err=True)
        raise
    except ValueError as error:
        message = (
            f"consent add: {error}. Mend that in this command and run it:\n  {_again(name, raw)}"
        )
        raise BedsideError(message) from None
    refuse_broken(project.evidence)
    add_entry(project.root / "consents.toml", consent)
    reread = open_project(invocation.practice_file)
    record_consents(project.evidence, reread.consents, moment)
    posts = ", ".join(consent.scope.posts) or "no post yet"
    click.echo(
        f"{name} is in consents.toml (for {posts}). Next:\n"
        f"  write {name} on the paper form, and keep it six years"
    )
    if not waiting:
        click.echo(f"  put `consent: {name}` into the post")
    click.echo("  commit consents.toml and evidence/ together, then run `bedside check`")


def _refuse_future(consent: Consent, today: date) -> None:
    if consent.signed_on > today:
        raise ValueError(f"--signed-on: {consent.signed_on} is still to come")


def _questions(project: Project, waiting: str) -> tuple[Question, ...]:
    """Return the questions, with what holds if nothing else is said.

    Who shares it is the practice; it is for the posts that name it already.
    """
    known = {"discloser": project.practice.practice.name, "posts": waiting}
    return tuple(replace(one, default=known.get(one.name, one.default)) for one in QUESTIONS)


def _waiting(project: Project, name: str) -> str:
    """Return the uids of the posts that name the consent already, with commas."""
    sources = (
        read_source(path, project.content, project.practice.zone)
        for path in sorted(project.content.rglob("*.md"))
    )
    uids = (one.values.get("uid", "") for one in sources if one.values.get("consent") == name)
    return ", ".join(filter(None, uids))


def _look(project: Project) -> Look:
    """Return how posts and pictures are found in this practice, and what may not be written."""
    context = Context(practice=project.practice, consents=project.consents, now=current_time())
    context.cache["facts"] = make_facts(project.practice)

    def post(text: str) -> str:
        folders = (project.root, project.content, project.content / "posts")
        path = next((one / text for one in folders if (one / text).is_file()), None)
        if path is None and text.lower().endswith(".md"):
            raise ValueError("no such file: write it as it stands under content/posts/")
        if path is None:
            return text.upper()
        meta = read_source(path, project.content, project.practice.zone).meta
        if meta is None or not meta.uid:
            raise ValueError(f"{text} has no uid: run `bedside fix`")
        return meta.uid

    def picture(text: str) -> str:
        for path in (project.content / text, project.root / text):
            if path.is_file():
                return sha256_file(path)
        return text.lower()

    def objection(text: str) -> str:
        return (
            "may hold a name: write the role, not the person"
            if any(names_in(text, context))
            else ""
        )

    return Look(post=post, picture=picture, objection=objection)


def _asked(questions: Questions, given: Given, look: Look) -> Iterator[tuple[str, Any]]:
    """Yield every value; ask for what no flag answers or answers wrongly."""
    values: dict[str, Any] = {}
    for question in questions:
        if not is_asked(question, values):
            continue
        answer = given.get(question.name)
        if answer is not None and (why := _wrong(question, answer, look)):
            click.echo(f"{question.flag}: {why}")
            answer = None
        if answer is not None:
            values[question.name] = read_answer(question, answer, look)
            continue
        values[question.name] = click.prompt(
            question.ask, default=question.default, show_default=bool(question.default),
            value_proc=_reader(question, look, given),
        )  # fmt: skip
    yield from values.items()


def _reader(question: Question, look: Look, given: Given) -> Callable[[str], Any]:
    """Return what reads a typed answer, or makes click say why and ask again."""

    def read(answer: str) -> Any:
        try:
            value = read_answer(question, answer, look)
        except ValueError as error:
            raise click.UsageError(str(error)) from None
        given[question.name] = answer
        return value

    return read


def _again(name: str, given: Given) -> str:
    """Return the command that goes on with what was answered."""
    flags = [(one.flag, given[one.name]) for one in QUESTIONS if one.name in given]
    return shlex.join(["bedside", "consent", "add", "--id", name, *chain.from_iterable(flags)])


def _taken(questions: Questions, given: Given, look: Look) -> Iterator[tuple[str, Any]]:
    """Yield every value. Raises BedsideError with all that is missing or wrong."""
    values: dict[str, Any] = {}
    wrong: list[str] = []
    for question in questions:
        if not is_asked(question, values):
            continue
        answer = given.get(question.name, question.default)
        if answer is None:
            wrong.append(f"  {question.flag}: missing: {question.ask}")
        elif why := _wrong(question, answer, look):
            wrong.append(f"  {question.flag}: {why}")  # the answer may be a name, and this a log
        else:
            values[question.name] = read_answer(question, answer, look)
    if wrong:
        message = "consent add: without a terminal nothing is asked; mend these and run it again:\n"
        raise BedsideError(message + "\n".join(wrong))
    yield from values.items()


def _wrong(question: Question, answer: str, look: Look) -> str:
    try:
        read_answer(question, answer, look)
    except ValueError as error:
        return str(error)
    return ""


for _one in QUESTIONS:
    command = click.option(_one.flag, _one.name, help=f"{_one.ask}.", metavar="TEXT")(command)
