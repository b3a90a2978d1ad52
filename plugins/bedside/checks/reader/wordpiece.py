"""Turn text into the word pieces that the model was taught, as BERT's uncased vocabulary cuts them.

Written out here because the usual library brings a client for downloading models with it, which
has no business in a gate that must never touch the network (docs/decisions/0011).
"""

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import regex

__all__ = ["Vocabulary", "pieces_of", "read_vocabulary"]

Vocabulary = dict[str, int]

_MARK = r"!-/:-@\[-`{-~\p{P}"  # punctuation as BERT counts it: ASCII's symbols too
_WORD = regex.compile(rf"[{_MARK}]|[^\s{_MARK}]+")
_CJK = regex.compile(r"([\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff])")
_CHUNK = regex.compile(r"\S+")
_INVISIBLE = ("Mn", "Cc", "Cf", "Co", "Cs")
_LONGEST = 100  # characters of a word; a longer one is unknown


def read_vocabulary(file: Path) -> Vocabulary:
    """Read one piece a line; its number is its line's, from 0."""
    lines = file.read_text(encoding="utf-8").split("\n")
    return {piece: number for number, piece in enumerate(lines) if piece}


def pieces_of(text: str, vocabulary: Vocabulary) -> Iterator[tuple[int, int]]:
    """Yield each piece's number with the place in the text where its word begins.

    Marks such as `[UNK]` written in the text itself are cut like any other word.
    """
    for chunk in _CHUNK.finditer(text):
        for word in _WORD.findall(_plain(chunk[0])):
            for piece in _pieces(word, vocabulary):
                yield piece, chunk.start()


def _plain(text: str) -> str:
    """Lower case without accents; Chinese characters stand alone."""
    spaced = _CJK.sub(r" \1 ", text)
    split = unicodedata.normalize("NFD", spaced.lower())
    return "".join(
        one for one in split if one.isspace() or unicodedata.category(one) not in _INVISIBLE
    )


def _pieces(word: str, vocabulary: Vocabulary) -> list[int]:
    """Cut a word into the longest pieces there are; [UNK] when that cannot be done."""
    unknown = [vocabulary["[UNK]"]]
    if len(word) > _LONGEST:
        return unknown
    found: list[int] = []
    start = 0
    while start < len(word):
        mark = "##" if start else ""
        end = next(
            (end for end in range(len(word), start, -1) if mark + word[start:end] in vocabulary), 0
        )
        if not end:
            return unknown
        found.append(vocabulary[mark + word[start:end]])
        start = end
    return found
