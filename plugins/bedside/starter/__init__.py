"""The files of a new practice: what `bedside init` writes, from a few answers."""

import re
from collections.abc import Iterator
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from string import Template
from zoneinfo import ZoneInfo

from bedside.files import read_text, shipped
from bedside.starter.answers import (
    ON_PRIMARY,
    PAPER,
    QUESTIONS,
    SURFACE,
    Answers,
    Question,
    checked,
)
from bedside.starter.mark import mark_svg
from bedside.starter.originals import COPIED, WORKFLOWS, carried
from bedside.starter.person import person
from bedside.starter.wheel import packed_wheel, wheel_name
from bedside.text import quoted, slugify
from bedside.uid import mint_uid

__all__ = ["QUESTIONS", "Answers", "Question", "checked", "starter_files"]

# Filled in from the answers: the name under templates/ and in the new site.
_FILLED = {
    "practice.toml": "practice.toml", "consents.toml": "consents.toml", "README.md": "README.md",
    "requirements.txt": "requirements.txt", "gitignore": ".gitignore",
    "content/posts/welcome.md": "content/posts/welcome.md",
    "content/pages/about.md": "content/pages/about.md",
    "content/pages/contact.md": "content/pages/contact.md",
    "content/clinicians/clinician.md": "content/clinicians/$slug.md",
    "content/locations/office.md": "content/locations/office.md",
    "content/services/checkups.md": "content/services/checkups.md",
}  # fmt: skip
_SECRETS = re.compile(r"        env:\n(?:          [A-Z_]+: \$\{\{ secrets\.[A-Z_]+ \}\}\n)+")


def starter_files(answers: Answers, now: datetime) -> Iterator[tuple[str, str | bytes]]:
    """Yield (path, content) of every file of a new practice: theme and Bedside's wheel included."""
    values = _values(answers, now)
    yield f"wheels/{wheel_name()}", packed_wheel()
    for template, path in _FILLED.items():
        text = read_text(Path(str(files("bedside.starter"))) / "templates" / template)
        yield Template(path).substitute(values), Template(text).substitute(values)
    for path in COPIED:
        yield path, read_text(shipped(path))
    for path in WORKFLOWS:
        yield path, _workflow(read_text(shipped(path)))
    logo = mark_svg(answers.name, answers.colour, shipped("theme/fonts/Bitter-700.ttf"))
    yield "content/images/brand/logo.svg", logo
    for path, file in carried():  # of the theme all but what cards take from the wheel
        if path.startswith(("theme/", "docs/networks/")) and not path.startswith("theme/fonts/"):
            yield path, file.read_bytes()


def _values(answers: Answers, now: datetime) -> dict[str, str]:
    """Return what templates may name; in practice.toml each value stands in quotes."""
    who = person(answers.clinician, answers.credentials)
    facts = answers.model_dump(exclude={"clinician", "credentials"}) | {
        "clinician": who.name, "honorific": who.honorific, "office": f"{answers.city} office",
        "description": f"A medical practice in {answers.city}, {answers.state}. We write about the "
                       "questions we hear most.",
        "coordinator": f"Civil rights coordinator, {answers.email}",
        "paper": PAPER, "surface": SURFACE, "on_primary": ON_PRIMARY,
    }  # fmt: skip
    return {key: quoted(value) for key, value in facts.items()} | {
        "credentials": ", ".join(map(quoted, who.credentials)),
        "practice": answers.name, "slug": slugify(who.name), "wheel": wheel_name(),
        "uid": mint_uid(now),
        "date": now.astimezone(ZoneInfo(answers.timezone)).strftime("%Y-%m-%d %H:%M"),
    }  # fmt: skip


def _workflow(text: str) -> str:
    """Turn this repository's workflow into one for a practice that installs the wheel."""
    text = text.replace(
        "uv sync --quiet --locked --no-dev",
        "uv venv --quiet && uv pip install --quiet --requirement requirements.txt",
    ).replace("uv run --no-sync ", ".venv/bin/")
    text = text.replace("run: .github/scripts/", "run: bash .github/scripts/")
    return _SECRETS.sub(
        "        # env:  # one line for each account of practice.toml that has a secret_env\n"
        "        #   MASTODON_TOKEN: ${{ secrets.MASTODON_TOKEN }}\n",
        text,
    )
