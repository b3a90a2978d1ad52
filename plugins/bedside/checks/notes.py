"""The cheap reader: how much a sentence reads like a note on one patient.

A linear model over words and pairs of words. bench/derive_reader.py makes the weights; what they
come from stands in data/ORIGIN.md.
"""

from collections.abc import Set as AbstractSet
from functools import cache

from bedside.checks import words
from bedside.checks.late import compile_late

__all__ = ["SCALE", "features", "note_odds", "note_passages", "plain_lower", "split_words"]

SCALE = 16  # weights are kept as whole sixteenths
NOTE = 4.0  # the sum of odds at which a passage is a note; bench/phi_gate.py shows what it costs
_SHIFT = 2.0  # added to each sentence: one that the model doubts neither ends nor begins a passage
_HOPELESS = -6.0 * SCALE
_TOKEN = compile_late(r"[a-zà-öø-ÿ]+|0+|[:/%&#]")
# Byte by byte, each in its place: a digit is 0, what no token has is blank.
_KEPT = bytes(range(97, 123)) + bytes(range(0xE0, 0x100)).replace(b"\xf7", b"") + b"0:/%&#"
_PLAIN = bytes(
    one if one in _KEPT else b"0"[0] if one in b"123456789" else b" "[0] for one in range(256)
)


def plain_lower(text: str) -> str:
    """Return the tokens in lower case with every digit as 0, each in its place between blanks."""
    lower = text.lower()
    if len(lower) != len(text):  # a few letters have two in lower case
        lower = "".join(one.lower() if len(one.lower()) == 1 else one for one in text)
    return lower.encode("latin-1", "replace").translate(_PLAIN).decode("latin-1")


def split_words(plain: str, start: int, end: int) -> list[str]:
    """Return the words of a sentence of a `plain_lower` text: 1998 is 0000."""
    sentence = plain[start:end]
    tokens = sentence.split()
    if "".join(tokens).isalpha():
        return tokens
    return [one for word in tokens for one in ((word,) if word.isalpha() else _TOKEN.findall(word))]


def features(tokens: list[str]) -> set[str]:
    """Return the words of a sentence and the pairs of neighbours."""
    found = set(tokens)
    found.update(map("%s %s".__mod__, zip(["^", *tokens], tokens, strict=False)))
    return found


def note_odds(tokens: list[str], words: AbstractSet[str]) -> float:
    """Return the log-odds that the sentence is a note's, among sentences as they were trained.

    Where its words alone say that it is none, its pairs of words are not looked at.
    """
    known, known_pairs, bias = _weights()
    total = bias + sum(filter(None, map(known.get, words)))
    if total > _HOPELESS:
        pairs = set(zip(["^", *tokens], tokens, strict=False))
        total += sum(filter(None, map(known_pairs.get, pairs)))
    return total / SCALE


def note_passages(odds: list[float]) -> list[tuple[int, int, float]]:
    """Return the first and last sentence of each passage whose odds add up to a note's, and the sum."""
    passages: list[tuple[int, int, float]] = []
    total = best = 0.0
    first = last = 0
    for index, one in enumerate([*odds, -1e9]):
        total += one + _SHIFT
        if total <= 0:
            if best >= NOTE:
                passages.append((first, last, best))
            total = best = 0.0
            first = index + 1
        elif total > best:
            best, last = total, index
    return passages


@cache
def _weights() -> tuple[dict[str, int], dict[tuple[str, str], int], int]:
    """Return the weight of each word and of each pair, and the bias, in sixteenths."""
    text = (words.DATA / "note_weights.txt").read_text(encoding="utf-8")
    first, *lines = text.splitlines()
    single: dict[str, int] = {}
    pairs: dict[tuple[str, str], int] = {}
    for line in lines:
        value, _, names = line.partition("\t")
        for name in names.split(","):
            before, blank, word = name.partition(" ")
            if blank:
                pairs[before, word] = int(value)
            else:
                single[name] = int(value)
    return single, pairs, int(first)
