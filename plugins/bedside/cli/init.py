"""`bedside init DIR`: start another practice, from questions or from flags."""

import os
import shlex
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import click

from bedside.clock import current_time
from bedside.errors import BedsideError
from bedside.files import write_atomic
from bedside.practice import load_practice
from bedside.starter import QUESTIONS, Answers, Question, checked, starter_files

__all__ = ["command"]

Given = Mapping[str, str | None]


@click.command("init")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def command(folder: Path, **given: str | None) -> None:
    """Start another practice in DIR, from a few questions or from flags.

    On a terminal, what no flag answers is asked. Nothing is written before every answer is there.
    """
    if folder.is_file() or (
        folder.exists() and any(one.name != ".git" for one in folder.iterdir())
    ):
        message = f"{folder}: is not empty: name a new folder, so that nothing is overwritten"
        raise BedsideError(message)
    answers: dict[str, str] = {}
    try:
        for name, answer in _asked(given) if sys.stdin.isatty() else _taken(given):
            answers[name] = answer  # noqa: PERF403  those before an interrupt are kept
        count = _write(folder, Answers(**answers))
    except (click.Abort, KeyboardInterrupt, OSError, BedsideError) as error:
        if answers:
            known = {name: answer for name, answer in given.items() if answer} | answers
            click.echo(f"\nTo go on with these answers:\n  {_again(folder, known)}", err=True)
        if isinstance(error, OSError):
            message = f"{folder}: cannot be written: {error.strerror}"
            raise BedsideError(message) from None
        raise
    click.echo(_closing(folder, count))


def _asked(given: Given) -> Iterator[tuple[str, str]]:
    """Yield every answer; ask for what is missing or wrong. Extras are asked only beside others."""
    lacking = any(not given[one.name] and not one.default for one in QUESTIONS)
    for question in QUESTIONS:
        answer = given[question.name] or (question.default if not lacking else "")
        if answer and not (why := _wrong(question, answer)):
            yield question.name, checked(question, answer)
            continue
        if answer:
            click.echo(f"{question.flag} {answer}: {why}")
        yield question.name, click.prompt(
            question.ask, default=question.default, show_default=bool(question.default),
            value_proc=_right(question),
        )  # fmt: skip


def _right(question: Question) -> Callable[[str], str]:
    """Return what turns a typed answer into the right one, or makes click say why and ask again."""

    def value(answer: str) -> str:
        try:
            return checked(question, answer)
        except ValueError as error:
            raise click.UsageError(str(error)) from None

    return value


def _taken(given: Given) -> Iterator[tuple[str, str]]:
    """Yield every answer. Raises BedsideError with all that is missing or wrong."""
    answers = {one: given[one.name] or one.default for one in QUESTIONS}
    wrong = [
        f"  {one.flag} {shlex.quote(answer) if answer else ''}".rstrip() + f": {why}"
        for one, answer in answers.items()
        if (why := _wrong(one, answer))
    ]
    if wrong:
        message = "init: without a terminal nothing is asked; mend these and run it again:\n"
        raise BedsideError(message + "\n".join(wrong))
    yield from ((one.name, checked(one, answer)) for one, answer in answers.items())


def _wrong(question: Question, answer: str) -> str:
    try:
        checked(question, answer)
    except ValueError as error:
        return str(error)
    return ""


def _write(folder: Path, answers: Answers) -> int:
    """Write every file beside the folder, then put them in it; return how many there are."""
    target = folder.absolute()
    near = target if target.is_dir() else next(one for one in target.parents if one.is_dir())
    with tempfile.TemporaryDirectory(prefix=".bedside-", dir=near) as place:
        staged, count = Path(place) / "site", 0
        for path, content in starter_files(answers, current_time()):
            write_atomic(staged / path, content)
            count += 1
        load_practice(staged / "practice.toml")
        target.mkdir(parents=True, exist_ok=True)
        for made in sorted(staged.iterdir()):
            shutil.move(made, target / made.name)
    return count


def _again(folder: Path, answers: Mapping[str, str]) -> str:
    flags = [(one.flag, answers[one.name]) for one in QUESTIONS if one.name in answers]
    return shlex.join(["bedside", "init", str(folder), *(part for pair in flags for part in pair)])


def _closing(folder: Path, count: int) -> str:
    """Say what to type next: the Python that runs this is new enough, another may not be."""
    programs = Path(".venv", "Scripts" if os.name == "nt" else "bin")
    steps = (
        shlex.join(["cd", str(folder)]), shlex.join([sys.executable, "-m", "venv", ".venv"]),
        f"{programs / 'pip'} install -r requirements.txt",
        *(f"{programs / 'bedside'} {one}" for one in ("check", "build", "serve")),
    )  # fmt: skip
    return "\n  ".join([f"{count} files in {folder}. Next:", *steps]) + (
        "\nFor each further person or office copy the [[clinicians]] or [[locations]] block in\n"
        "practice.toml and the page in content/clinicians or content/locations.\n"
        "README.md there says what to read before the site is public, and that wheels/ holds\n"
        "Bedside itself, which is not on PyPI: keep it with the rest."
    )


for _one in QUESTIONS:
    _help = f"{_one.ask}; {_one.default} if not given." if _one.default else f"{_one.ask}."
    command = click.option(_one.flag, _one.name, help=_help, metavar="TEXT")(command)
