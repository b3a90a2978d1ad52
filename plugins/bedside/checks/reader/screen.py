"""The screen before the model: clears what is plainly general, so that the model reads only the rest."""

from dataclasses import dataclass, field
from itertools import pairwise, repeat
from pathlib import Path

from bedside.checks.late import compile_late

__all__ = ["Screen", "grams_of", "read_weights", "words_of"]

_DIGITS = compile_late(r"\d+")
_WORD = compile_late(r"[a-zà-ÿ']+|0|[@#$]")


def words_of(text: str) -> list[str]:
    """Return the words of a text in lower case, every number as `0`."""
    return _WORD.findall(_DIGITS.sub("0", text.lower().replace("’", "'")))


def grams_of(text: str) -> set[str]:
    """Return what the weights may know: words, and pairs of neighbours with a space between."""
    words = words_of(text)
    return {*words, *map(" ".join, pairwise(words))}


@dataclass(frozen=True, slots=True)
class Screen:
    """Weights of words and pairs, in thousandths; a sum below `least` clears a passage."""

    weights: dict[str, int] = field(repr=False)
    base: int
    least: int

    def weigh(self, text: str) -> int:
        """Return how much the words sound like one patient, in thousandths."""
        return self.base + sum(map(self.weights.get, grams_of(text), repeat(0)))

    def clears(self, text: str) -> bool:
        """Tell whether the passage is plainly general."""
        return self.weigh(text) < self.least


def read_weights(file: Path, base: int, least: int) -> Screen:
    """Read a file of lines `word<TAB>thousandths`."""
    lines = file.read_text(encoding="utf-8").splitlines()
    weights = dict(line.split("\t") for line in lines)
    return Screen({word: int(value) for word, value in weights.items()}, base, least)
