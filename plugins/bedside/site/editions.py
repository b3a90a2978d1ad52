"""The site in each language that it has a front door in: words, facts, folder, and the way around.

The practice's own language needs nothing. Another has an edition where practice.toml says the
practice's facts in it (`[practice.translations.es]`) and the site has words in it; its pages stand
in a folder of its own.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bedside.practice import Practice
from bedside.practice_translations import practice_in
from bedside.site.words import Words, has_words, words_in
from bedside.untranslated import KeyPath, untranslated

__all__ = ["Edition", "Versions", "edition_in", "editions_of", "navigation"]

# The path of a page, under the site root -> the path of each of its versions by language.
Versions = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One language of the site. `folder` is empty for the practice's own, else as `es/`."""

    lang: str
    words: Words
    practice: Practice
    folder: str = ""
    untranslated: Mapping[str, KeyPath]  # texts that stay in the practice's own language


def editions_of(practice: Practice) -> dict[str, Edition]:
    """Return the practice's own edition, then the others, by language."""
    ours = practice.practice.language
    found = {
        ours: Edition(lang=ours, words=words_in(ours), practice=practice, untranslated={})
    }  # fmt: skip
    for lang in practice.practice.translations:
        if has_words(lang) and lang != ours:
            found[lang] = Edition(
                lang=lang, words=words_in(lang), practice=practice_in(practice, lang),
                folder=f"{lang}/", untranslated=untranslated(practice, lang),
            )  # fmt: skip
    return found


def edition_in(editions: Mapping[str, Edition], lang: str) -> Edition:
    """Return the edition that a page in `lang` belongs to: `es-MX` to `es`, else to the first."""
    plain = lang.partition("-")[0]
    return editions.get(lang) or editions.get(plain) or next(iter(editions.values()))


def navigation(edition: Edition, version: Callable[[str], str]) -> tuple[tuple[str, str], ...]:
    """Return (label, path) of the main ways around an edition.

    `version` returns the path of a page's version in its language; "" where there is none.
    """
    words, offices = edition.words, edition.practice.locations
    ways = (
        ("blog", "blog/"), ("about", "about/"), ("services", "services/"),
        ("location" if len(offices) == 1 else "locations", "locations/"), ("contact", "contact/"),
    )  # fmt: skip
    if not edition.folder:
        return ((words["home"], "/"), *((words[key], f"/{path}") for key, path in ways))
    there = ((words[key], version(path)) for key, path in ways)
    return (
        (words["home"], f"/{edition.folder}"),
        *((label, f"/{path}") for label, path in there if path),
    )
