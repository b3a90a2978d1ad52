"""The site's own words: one file for each language, here beside this one.

A language without a file shows the practice's own words, marked as such. Dates and times are
written as CLDR has them for the language: https://cldr.unicode.org (not opened here).
"""

import tomllib
from collections.abc import Mapping
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

__all__ = ["LANGUAGES", "Words", "clock_text", "date_long", "has_words", "told_in", "words_in"]

Words = Mapping[str, Any]  # a text, or a table or list of texts, by its key in the file

_FOLDER = Path(__file__).resolve().parent
LANGUAGES = tuple(sorted(file.stem for file in _FOLDER.glob("*.toml")))


def has_words(lang: str) -> bool:
    """Tell whether the site speaks a language; `es-MX` is Spanish."""
    return lang.partition("-")[0] in LANGUAGES


def told_in(lang: str, ours: str) -> str:
    """Return `lang`, the practice's own, or English: the first that there are words in."""
    return next(one for one in (lang, ours, "en") if has_words(one))


def words_in(lang: str, ours: str = "en") -> Words:
    """Return the words of a language, or those of the practice's own, or English."""
    return _read(told_in(lang, ours).partition("-")[0])


@cache
def _read(code: str) -> Words:
    text = (_FOLDER / f"{code}.toml").read_text(encoding="utf-8")
    return {"lang": code, **tomllib.loads(text)}


def date_long(value: date | datetime, lang: str = "en") -> str:
    """Return `October 5, 2026`, or `5 de octubre de 2026` in Spanish."""
    words = words_in(lang)
    written: str = words["date"]
    return written.format(day=value.day, month=words["months"][value.month - 1], year=value.year)


def clock_text(moment: time | datetime, lang: str = "en") -> str:
    """Return `8:00 am`, or `8:00 a. m.` in Spanish."""
    half = words_in(lang)["am" if moment.hour < 12 else "pm"]
    return f"{moment.hour % 12 or 12}:{moment.minute:02} {half}"
