"""The files of a new practice: what `bedside init` writes, from a few answers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

from bedside.errors import BedsideError
from bedside.files import read_text
from bedside.text import slugify
from bedside.uid import mint_uid

__all__ = ["Answers", "starter_files"]

_SECRETS = re.compile(r"        env:\n(?:          [A-Z_]+: \$\{\{ secrets\.[A-Z_]+ \}\}\n)+")
_PAGES = ("privacy", "community-policy", "nondiscrimination", "language-assistance")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What a new practice says of itself."""

    name: str
    url: str
    email: str
    phone: str
    street: str
    city: str
    state: str
    postal_code: str
    clinician: str
    credentials: str
    timezone: str


def starter_files(answers: Answers, now: datetime) -> Iterator[tuple[str, str | bytes]]:
    """Yield (path, content) of every file of a new practice, the theme included."""
    yield "practice.toml", _practice(answers)
    yield "consents.toml", _CONSENTS
    yield ".gitignore", "output/\nbuild/\nledger/*.db*\n.venv/\n.env\n"
    yield "requirements.txt", "bedside\n"
    yield "content/posts/welcome.md", _welcome(answers, now)
    yield "content/pages/about.md", _ABOUT
    yield "content/pages/contact.md", _CONTACT
    yield f"content/clinicians/{slugify(answers.clinician)}.md", _bio(answers)
    yield "content/locations/office.md", _OFFICE
    yield "content/services/checkups.md", _SERVICE
    for name in _PAGES:
        yield (
            f"content/pages/{name}.md",
            read_text(_data(f"pages/{name}.md", f"content/pages/{name}.md")),
        )
    for name in ("pelicanconf.py", "publishconf.py"):
        yield name, read_text(_data(name, name))
    workflow = _data("publish.yml", ".github/workflows/publish.yml")
    yield ".github/workflows/publish.yml", _workflow(read_text(workflow))
    ledger = ".github/scripts/ledger.sh"
    yield ledger, read_text(_data("ledger.sh", ledger))
    yield (
        "content/images/brand/logo.svg",
        read_text(_data("logo.svg", "content/images/brand/logo.svg")),
    )
    theme = _data("theme", "theme")
    for file in sorted(theme.rglob("*")):
        if file.is_file():
            yield f"theme/{file.relative_to(theme).as_posix()}", file.read_bytes()


def _data(packaged: str, in_repository: str) -> Path:
    """Return a file that the wheel carries, or its original in a checkout."""
    package = Path(str(files("bedside")))
    for place in (package / "data" / packaged, package.parents[1] / in_repository):
        if place.exists():
            return place
    message = f"bedside was installed without {packaged}: reinstall it"
    raise BedsideError(message)


def _workflow(text: str) -> str:
    """Turn this repository's workflow into one for a practice that installs the wheel."""
    text = text.replace(
        "uv sync --quiet --locked --no-dev",
        "uv venv --quiet && uv pip install --quiet --requirement requirements.txt",
    ).replace("uv run --no-sync bedside", ".venv/bin/bedside")
    text = text.replace("run: .github/scripts/", "run: bash .github/scripts/")
    return _SECRETS.sub(
        "        # env:  # one line for each account of practice.toml that has a secret_env\n"
        "        #   MASTODON_TOKEN: ${{ secrets.MASTODON_TOKEN }}\n",
        text,
    )


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _practice(answers: Answers) -> str:
    values = {
        name: _quoted(getattr(answers, name))
        for name in ("name", "url", "email", "phone", "street", "city", "state", "postal_code",
                     "clinician", "timezone")
    }  # fmt: skip
    credentials = [part.strip() for part in answers.credentials.split(",") if part.strip()]
    values["credentials"] = ", ".join(map(_quoted, credentials))
    values["description"] = _quoted(f"{answers.name}: plain answers to the questions we hear most.")
    values["slug"] = slugify(answers.clinician)
    return _PRACTICE.format(**values)


def _bio(answers: Answers) -> str:
    slug = slugify(answers.clinician)
    return (
        f"---\ntitle: {_quoted(answers.clinician)}\nclinician: {slug}\n"
        f"summary: Who I am and how I like to work.\n---\n\nWrite a few lines about yourself here.\n"
    )


def _welcome(answers: Answers, now: datetime) -> str:
    is_known = answers.timezone in available_timezones()  # if not, the practice file says so
    zone = ZoneInfo(answers.timezone) if is_known else now.tzinfo
    local = now.astimezone(zone).strftime("%Y-%m-%d %H:%M")
    return (
        f"---\nuid: {mint_uid(now)}\ntitle: Welcome to our new site\ndate: {local}\n"
        f"author: {slugify(answers.clinician)}\ncategory: news\ntype: tip\n"
        "summary: Where to find us, how to reach us, and what we will write about here.\n"
        "---\n\nThis is our new home on the web. We will write here about the questions we hear "
        "most.\n\n## How to reach us\n\nCall {{ practice.phone }} or write to "
        "{{ practice.email }}.\n"
    )


_CONSENTS = """\
# Signed authorizations, by opaque id. Never a name, never the form: only where it is kept.
# One [[consents]] table each; `bedside schema consents` lists the keys.
consents = []
"""
_ABOUT = """\
---
title: About us
summary: Who we are and how we care for people.
---

Write about your practice here.
"""
_CONTACT = """\
---
title: Contact us
summary: How to reach us by phone, by e-mail and in person.
---

## By phone

Call {{ practice.phone }} during office hours. {{ practice.emergency }}

## By e-mail

Write to {{ practice.email }} about visits, records and bills. Please do not send details of your health by e-mail, and do not wait for an answer if you feel worse: call us.

## In person

Our office is at {{ location.office.address }}.
"""
_OFFICE = """\
---
title: Our office
location: office
summary: How to get here and what to expect.
---

Write how to find you, where to park and how to come in.
"""
_SERVICE = """\
---
title: Checkups
summary: Yearly visits for children and grown-ups.
---

Write what happens at a checkup.
"""
_PRACTICE = """\
# The one file about your practice. Nothing here is secret: accounts name the environment
# variable that holds their secret, never the secret itself. `bedside schema practice` lists the keys.

[practice]
name = {name}
short_name = {name}
description = {description}
url = {url}
timezone = {timezone}
email = {email}
phone = {phone}
emergency = "If this may be an emergency, call 911 or go to the nearest emergency department."
civil_rights_coordinator = {email}

[[clinicians]]
slug = "{slug}"
name = {clinician}
credentials = [{credentials}]
role = "Clinician"
specialty = "PrimaryCare"
locations = ["office"]

[[locations]]
slug = "office"
name = "Our office"
street = {street}
city = {city}
state = {state}
postal_code = {postal_code}
phone = {phone}
[locations.hours]
monday = ["08:00-17:00"]
tuesday = ["08:00-17:00"]
wednesday = ["08:00-17:00"]
thursday = ["08:00-17:00"]
friday = ["08:00-17:00"]

[brand]
ink = "#1d2b26"
paper = "#fbf8f2"
primary = "#1f5a4a"
on_primary = "#ffffff"
accent = "#b4472e"
muted = "#55635c"
surface = "#f1ebdf"
line = "#d9d0bf"
heading_font = "Bitter"
body_font = "Atkinson Hyperlegible Next"
logo = "images/brand/logo.svg"

[categories.health]
name = "Health"
description = "Plain answers to common questions."
disclaimer = "education"
[categories.news]
name = "Practice news"
description = "Hours, people and changes."
disclaimer = "news"

[disclaimers.education]
text = "This article is general health information. It is not a diagnosis and does not replace care from someone who knows you. If you are worried about your health, call our office or your own clinician."
share = "General information, not medical advice."
[disclaimers.news]
text = "Practice news. For questions about your own health, call our office."

# Add an account when you are ready; docs/deploying.md shows where each token comes from.
# [[accounts]]
# id = "mastodon"
# platform = "mastodon"
# handle = "@you@your.server"
# url = "https://your.server/@you"
# api = "https://your.server"
# secret_env = "MASTODON_TOKEN"

[policies]
max_posts_per_run = 2
quiet_hours = "21:00-07:00"
"""
