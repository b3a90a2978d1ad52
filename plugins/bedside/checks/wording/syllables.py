"""Count the syllables of English and Spanish words."""

from functools import cache, lru_cache
from pathlib import Path

from bedside.checks.late import compile_late

__all__ = ["guess", "syllables"]

_GROUPS = compile_late(r"[aeiouy]+")
_SILENT = compile_late(
    r"(?<=[^aeiouyl])e\Z|(?<=[aeiouy]l)e\Z|(?<=[^aeiouytd])ed\Z|(?<=[^aeiouyscxzgh])es\Z"
)
_APART = compile_late(
    r"i[ao](?!u)|eo(?!u)|ua(?!l)|iu|ying|uo|(?<=[^aeiou])yo|sm\Z|io(?=[a-z])(?<!tio)(?<!sio)(?<!cio)"
)
# In Spanish two strong vowels, or a weak one with an accent, are two syllables.
_SPANISH = compile_late(r"[iuüy]?[aeoáéó][iuüy]?|[iu][íú]|[íú]|[iuü]+|y\Z")
_QUIET_U = compile_late(r"(?<=q)u(?=[eiéí])|(?<=g)u(?=[eiéí])")
_NUMBER = compile_late(r"\d")


@lru_cache(maxsize=20_000)
def syllables(word: str, lang: str = "en") -> int:
    """Return how many syllables a word has, at least 1. A number counts as one, as in textstat."""
    plain = word.lower().replace("’", "'")
    if _NUMBER.search(plain):
        return 1
    if lang == "es":
        return max(1, len(_SPANISH.findall(_QUIET_U.sub("", plain))))
    known = _known()
    if plain in known:
        return known[plain]
    stem = plain.removesuffix("'s")
    return known.get(stem) or guess(stem)


def guess(word: str) -> int:
    """Return how many syllables the letters of an English word look like."""
    plain = _SILENT.sub("", word)
    return max(1, len(_GROUPS.findall(plain)) + len(_APART.findall(plain)))


@cache
def _known() -> dict[str, int]:
    """Return the words whose letters mislead. Origin and licence: data/ORIGIN.md."""
    lines = (Path(__file__).parents[1] / "data" / "syllables.txt").read_text(encoding="utf-8")
    counts: dict[str, int] = {}
    for line in lines.splitlines():
        count, *words = line.split()
        counts.update(dict.fromkeys(words, int(count)))
    return counts
