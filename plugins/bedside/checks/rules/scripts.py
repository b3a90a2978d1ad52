"""PHI106: words in a script that no rule and no reader here can read."""

from collections.abc import Iterator
from functools import cache

import regex

from bedside.checks.model import Context, Match, Rule, Scope, Tier
from bedside.checks.rules.law import SAFE_HARBOR_LAW
from bedside.post import Source

__all__ = ["SCRIPTS"]

_LATIN_ENDS = (
    "\u036f"  # the last of the marks that Latin letters bear: what is behind may be another script
)
_LEAST = 12  # letters: the name of a language is shorter, a sentence is not


def _unread(source: Source, _context: Context) -> Iterator[Match]:
    if source.text.isascii() or max(source.text) <= _LATIN_ENDS:
        return
    meta = source.meta
    if meta and meta.reviewed_translation_by and meta.lang:
        return
    start = source.body_offset if meta and meta.language_lines else 0
    for found in _run().finditer(source.text, start):
        yield Match(start=found.start(), end=found.end())


@cache
def _run() -> "regex.Pattern[str]":
    letter = r"(?:(?!\p{Latin})\p{L}\p{M}*)"
    return regex.compile(rf"{letter}(?:[^\p{{L}}\n]{{0,3}}{letter}){{{_LEAST - 1},}}")


_POST = "---\ntitle: A\n---\n"

SCRIPTS: tuple[Rule, ...] = (
    Rule(
        code="PHI106", name="script-not-read", scope=Scope.SOURCE, tier=Tier.HOLD, find=_unread,
        summary="A sentence in another script than Latin, which nothing here can read.",
        why="No rule knows its names and the reader knows none of its words: what a sentence in Cyrillic, Arabic or Chinese tells of a patient would go out unread.",
        fix="Have somebody who reads it look for what identifies a patient. For a translation they stand as `reviewed_translation_by`; for a few words, allow this rule with a comment that names them.",
        authority=SAFE_HARBOR_LAW,
        bad=(_POST + "Наша пациентка Мария пришла в понедельник.\n", _POST + "我们的病人王小明上个星期二来看了他的膝盖。\n",
             _POST + "مريضتنا سارة جاءت يوم الاثنين بسبب ألم في ركبتها\n"),
        good=(_POST + "We speak русский, 中文 and العربية.\n", _POST + "β-blockers and α-agonists: µg, °C, ½.\n",
              _POST + "Ask for Dvořák, Łukasz or Nguyễn at the desk.\n"),
    ),
)  # fmt: skip
