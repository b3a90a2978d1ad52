"""Where a line may end: clean card text, cut into pieces that stay whole."""

from dataclasses import dataclass

import regex

from bedside.text import graphemes, nfc

__all__ = ["Piece", "clean", "pieces"]

# Controls have no shape; explicit direction marks would need the whole of UAX #9.
_CONTROL = regex.compile(r"[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069\u200b\ufeff]+")
_SPACE = regex.compile(r"[ \t\n\r\f\v\u0085\u2000-\u2006\u2008-\u200a\u2028\u2029\u3000]+")
_CJK = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Bopomofo}ー々〆、。，．：；！？」』】（「『【〈〉《》・…—～]"
)
_KANA = regex.compile(r"\p{Hiragana}")
_LETTER = regex.compile(r"\p{L}")
_DASHES = frozenset("-–—|·•")
_HYPHENS = frozenset("-–—/‐")
WHOLE = 14  # characters of a word that is not cut at its hyphens: `day-by-day`
LEAST = 3  # characters before a hyphen: `e-` and `X-` do not end a line
_TO_LAST = regex.compile(
    r"[»?!:;%°]+\)?|[)\]}]|(?:mg|ml|g|kg|cm|mm|km|°[CF])[.,;:)]?"
)  # as `7 %`, `5 mg`
_TO_NEXT = regex.compile(r"[«<>≤≥=≈±(]|No\.|Dr\.|Mr\.|Ms\.|Mrs\.|St\.")
# Characters that must not begin or end a line in Chinese and Japanese typesetting.
# https://www.w3.org/TR/jlreq/ sections 3.1.7 and 3.1.8 (read 2026-11-22)
NOT_FIRST = frozenset(
    "、。，．：；！？）］｝」』】〉》・ー々〆…—～ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
    ")]}!?,.:;%％”’»"
)
HONORIFIC = frozenset("おご")  # stand before the word that they honour
NOT_LAST = frozenset("（［｛「『【〈《([{“‘«$＄#＃")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Text that stays on one line, and whether a space stands after it."""

    text: str
    space: bool = False


def clean(text: str) -> str:
    """Return NFC text on one line, without controls and doubled spaces."""
    return _CONTROL.sub("", _SPACE.sub(" ", nfc(text))).strip()


def pieces(text: str) -> list[Piece]:
    """Cut clean text at every place where a line may end."""
    found: list[Piece] = []
    for word in text.split(" "):
        if word in _DASHES and found:  # a dash belongs to the words before it
            found[-1] = Piece(text=f"{found[-1].text} {word}", space=True)
            continue
        if found and (
            _TO_NEXT.fullmatch(found[-1].text.rpartition(" ")[2]) or _belongs(word, found[-1])
        ):
            found[-1] = Piece(text=f"{found[-1].text} {word}", space=True)
            continue
        parts = _parts(word)
        found.extend(Piece(text=part) for part in parts[:-1])
        found.append(Piece(text=parts[-1], space=True))
    if found:
        found[-1] = Piece(text=found[-1].text)
    return [piece for piece in found if piece.text]


def _belongs(word: str, before: Piece) -> bool:
    """Tell whether a word may not begin a line: closing signs, and the unit of a number."""
    return bool(_TO_LAST.fullmatch(word)) and (not word[0].isalpha() or before.text[-1:].isdigit())


def _parts(word: str) -> list[str]:
    """Cut one word after hyphens before letters and between Chinese or Japanese characters."""
    if word.isascii() and (_HYPHENS.isdisjoint(word) or len(word) <= WHOLE):
        return [word]
    parts = [""]
    previous = ""
    japanese = bool(_KANA.search(word))
    for cluster in graphemes(word):
        if (
            previous
            and _may_break(previous, cluster)
            and not (previous in _HYPHENS and len(parts[-1]) < LEAST)
            and not (japanese and _within_phrase(previous, cluster))
        ):
            parts.append("")
        parts[-1] += cluster
        previous = cluster
    return parts


def _may_break(before: str, after: str) -> bool:
    if after[0] in NOT_FIRST or before[0] in NOT_LAST:
        return False
    if before in _HYPHENS:
        return bool(_LETTER.match(after))
    return bool(_CJK.match(before) or _CJK.match(after))


def _within_phrase(before: str, after: str) -> bool:
    """Tell whether a Japanese reader would stumble here: phrases begin with kanji or katakana.

    Endings and particles are hiragana, so a phrase ends where hiragana or punctuation does.
    """
    if before in HONORIFIC:
        return True
    starts = not _KANA.match(after) and regex.match(r"\p{L}", after)
    ends = _KANA.match(before) or not regex.match(r"\p{L}", before)
    return not (starts and ends) and before not in "、。！？：・」』）…"
