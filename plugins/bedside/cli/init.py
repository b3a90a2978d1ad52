"""`bedside init DIR`: start another practice, from questions or from flags."""

import sys
from pathlib import Path
from typing import Any

import click

from bedside.clock import current_time
from bedside.errors import BedsideError, PracticeError
from bedside.files import write_atomic
from bedside.practice import load_practice
from bedside.starter import Answers, starter_files

__all__ = ["command"]

# option -> question
_QUESTIONS = {
    "name": "Name of the practice",
    "url": "Address of its site (https://…)",
    "email": "E-mail address that patients may use",
    "phone": "Main phone number",
    "street": "Street and number",
    "city": "City",
    "state": "State (two letters)",
    "postal_code": "ZIP code",
    "clinician": "First clinician's name",
    "credentials": "Their credentials, e.g. MD, FAAFP",
    "timezone": "Time zone, e.g. America/New_York",
}


@click.command("init")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def command(folder: Path, **given: Any) -> None:
    """Start another practice in DIR, from a few questions or from flags."""
    if folder.exists() and any(folder.iterdir()):
        message = f"{folder}: is not empty: name a new folder, so that nothing is overwritten"
        raise BedsideError(message)
    answers = Answers(**_answers(given))
    written = []
    try:
        for path, content in starter_files(answers, current_time()):
            write_atomic(folder / path, content)
            written.append(folder / path)
        load_practice(folder / "practice.toml")
    except PracticeError:
        for file in reversed(written):
            file.unlink()
        for place in sorted(folder.rglob("*"), reverse=True):
            place.rmdir()
        raise
    click.echo(
        f"{len(written)} files in {folder}. Next:\n  cd {folder}\n  bedside build\n  bedside serve"
    )


def _answers(given: dict[str, Any]) -> dict[str, str]:
    """Ask for what no flag gave; without a terminal say which flags are missing, all at once."""
    missing = [name for name in _QUESTIONS if not given.get(name)]
    if missing and not sys.stdin.isatty():
        flags = " ".join(f"--{name.replace('_', '-')}" for name in missing)
        message = f"init: these are needed without a terminal: {flags}"
        raise BedsideError(message)
    asked = {name: click.prompt(_QUESTIONS[name]).strip() for name in missing}
    return {name: asked.get(name) or str(given[name]).strip() for name in _QUESTIONS}


for _name, _question in reversed(_QUESTIONS.items()):
    command = click.option(f"--{_name.replace('_', '-')}", help=_question + ".")(command)
