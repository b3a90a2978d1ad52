"""The site's own words: the same in every language's file, and all of them used."""

import re
from datetime import UTC, datetime
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from tests.theme.theme_site import ROOT

from bedside.site.words import LANGUAGES, clock_text, date_long, has_words, told_in, words_in

TEMPLATES = "\n".join(
    path.read_text(encoding="utf-8") for path in (ROOT / "theme" / "templates").rglob("*.html")
)
CODE = "\n".join(
    path.read_text(encoding="utf-8") for path in (ROOT / "plugins" / "bedside").rglob("*.py")
)
TABLES = {"kinds", "told", "languages"}  # read by a key that is a value


def texts(value: Any, key: str = "") -> dict[str, str]:
    """Return each text of a file by its path."""
    if isinstance(value, str):
        return {key: value}
    rows = value.items() if isinstance(value, dict) else enumerate(value)
    return {path: text for name, one in rows for path, text in texts(one, f"{key}.{name}").items()}


def blanks(text: str) -> set[str]:
    """Return the names in braces."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_language_says_everything(lang: str) -> None:
    """The same keys, none empty, and the same blanks to fill in."""
    ours, theirs = texts(words_in("en")), texts(words_in(lang))
    assert theirs.keys() == ours.keys()
    assert all(theirs.values())
    assert {key: blanks(one) for key, one in theirs.items()} == {
        key: blanks(one) for key, one in ours.items()
    }


def test_templates_ask_for_words_that_are_there() -> None:
    """Jinja shows nothing for a word that is not: the page would have a hole."""
    asked = set(re.findall(r"\b(?:say|frame|said|words)\.([a-z_]+)", TEMPLATES))
    asked -= {"own_names", "right_to_left", "get", "text", "html"}
    assert asked - words_in("en").keys() == set()
    assert len(asked) > 100


def test_no_word_is_left_over() -> None:
    """What no template and no code asks for is not translated again and again."""
    unused = [
        key for key in words_in("en")
        if key not in TABLES and not re.search(rf"\.{key}\b", TEMPLATES) and f'"{key}"' not in CODE
    ]  # fmt: skip
    assert unused == []


def test_days_and_times_read_as_the_language_writes_them() -> None:
    """A variant of a language is that language; one without words is told in our own."""
    moment = datetime(2026, 10, 5, 13, 5, tzinfo=UTC)
    assert date_long(moment, "en") == "October 5, 2026"
    assert date_long(moment, "es-MX") == "5 de octubre de 2026"
    assert clock_text(moment, "en") == "1:05 pm"
    assert clock_text(moment, "es") == "1:05 p.\u00a0m."
    assert has_words("es-MX")
    assert told_in("fr", "es") == "es"
    assert told_in("fr", "de") == "en"


def test_templates_hold_no_words_of_their_own() -> None:
    """What stands between tags in a template is filled in: a language is one file, not forty."""
    folder = ROOT / "theme" / "templates"
    found = [
        (path.relative_to(folder).as_posix(), text)
        for path in folder.rglob("*.html") for text in loose_words(path)
    ]  # fmt: skip
    assert found == []


def loose_words(path: Path) -> list[str]:
    """Return runs of letters that stand in a template as they are, and in labels."""
    text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", path.read_text("utf-8"), flags=re.DOTALL)
    text = re.sub(r"<script\b.*?</script>|<svg\b.*?</svg>", "", text, flags=re.DOTALL)
    labels = re.findall(r'(?:aria-label|title|alt|data-[a-z]+)="([^"<>]*[A-Za-z]{3}[^"<>]*)"', text)
    between = re.findall(r">([^<>]*[A-Za-z]{3}[^<>]*)<", text)
    return [one.strip() for one in (*labels, *between) if one.strip() != "lang:"]
