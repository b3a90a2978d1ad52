"""Where a text may be cut: after sentences, between words, never inside a link, tag or grapheme."""

from collections.abc import Callable, Sequence

import regex

from bedside.platforms.counting import UNCUTTABLE

__all__ = ["MARK", "cut_at_sentence", "cut_at_word", "sentences"]

MARK = "…"
_SENTENCE_END = regex.compile(
    r"(?:(?<=[.!?…؟۔][\"'”’»)\]]*)\s+|(?<=[。！？][”」』）]*)\s*)(?![\p{Ll}\s]|$)|\n+"
)
# A full stop after these does not end a sentence.
_ABBREVIATION = regex.compile(
    r"(?:\b(?:Dr|Dra|Mr|Mrs|Ms|Sr|Sra|Srta|St|Prof|Jr|vs|No|Nos|approx|Ud|Uds|Lic)|(?<!\p{L})\p{L})\.\s*$",
    regex.IGNORECASE,
)
_SPACE = regex.compile(r"\s+")
_GRAPHEME = regex.compile(r"\X")
# Scripts written without spaces: a cut may come after any of their characters.
_SPACELESS = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}，。、！？]"
)


def sentences(text: str) -> list[str]:
    """Split into sentences, each with the space that follows it, so that joining restores `text`."""
    ends = _sentence_ends(text)
    starts = [0, *ends]
    return [text[start:end] for start, end in zip(starts, [*ends, len(text)], strict=True)]


def cut_at_sentence(text: str, fits: Callable[[str], bool]) -> str:
    """Return the most leading sentences that fit, or an empty string."""
    return _longest([text[:end].rstrip() for end in _sentence_ends(text)], fits)


def cut_at_word(text: str, fits: Callable[[str], bool], mark: str = MARK) -> str:
    """Return the most leading words that fit with `mark` after them, or an empty string."""
    protected = [match.span() for match in UNCUTTABLE.finditer(text)]
    between = [m.start() for m in _SPACE.finditer(text) if not _inside(m.start(), protected)]
    edges = [m.end() for m in _GRAPHEME.finditer(text) if not _inside(m.end(), protected)]
    spaceless = [e for e in edges if _SPACELESS.match(text, e - 1)]
    points = sorted({point for point in (*between, *spaceless) if 0 < point < len(text)})
    best = _longest([_marked(text[:point], protected, mark) for point in points], fits)
    if best:
        return best
    anywhere = [edge for edge in edges if edge < len(text)]
    return _longest([_marked(text[:edge], protected, mark) for edge in anywhere], fits)


def _sentence_ends(text: str) -> list[int]:
    protected = [match.span() for match in UNCUTTABLE.finditer(text)]
    return [
        match.end()
        for match in _SENTENCE_END.finditer(text)
        if 0 < match.end() < len(text)
        and not _inside(match.start(), protected)
        and not _ABBREVIATION.search(text[: match.end()][-16:])
    ]


def _marked(head: str, protected: Sequence[tuple[int, int]], mark: str) -> str:
    """End `head` with the mark; a space keeps the mark out of a link or tag it would join."""
    kept = head.rstrip()
    touches = any(end == len(kept) for _, end in protected)
    if not touches:
        kept = kept.rstrip(" ,;:–—-(¿¡")
    return f"{kept}{' ' if touches else ''}{mark}" if kept else ""


def _inside(offset: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start < offset < end for start, end in spans)


def _longest(candidates: Sequence[str], fits: Callable[[str], bool]) -> str:
    """Return the last candidate that fits; candidates only grow, so halving finds it."""
    low, high = 0, len(candidates)
    while low < high:
        middle = (low + high) // 2
        if fits(candidates[middle]):
            low = middle + 1
        else:
            high = middle
    while low and not (candidates[low - 1] and fits(candidates[low - 1])):
        low -= 1  # normal form and punctuation can make a longer text the shorter one
    return candidates[low - 1] if low else ""
