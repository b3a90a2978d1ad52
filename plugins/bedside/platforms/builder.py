"""Write a text piece by piece, recording where its links and tags stand while it grows."""

from itertools import pairwise

import regex

from bedside.platforms.base import Facet
from bedside.platforms.counting import HASHTAG, LINK
from bedside.text import nfc

__all__ = ["TextBuilder"]

_FACET = regex.compile(rf"(?P<link>{LINK.pattern})|(?P<tag>{HASHTAG.pattern})", regex.IGNORECASE)


class TextBuilder:
    """A text under construction. Offsets are UTF-8 bytes, so they can go to Bluesky as they are."""

    def __init__(self) -> None:
        """Start empty."""
        self._pieces: list[str] = []
        self._bytes = 0
        self._facets: list[Facet] = []

    @property
    def text(self) -> str:
        """Return what was written so far."""
        return "".join(self._pieces)

    @property
    def facets(self) -> tuple[Facet, ...]:
        """Return the links and tags written so far, in order."""
        return tuple(self._facets)

    def plain(self, text: str) -> None:
        """Write words that are neither link nor tag."""
        self._add(nfc(text))

    def link(self, url: str, shown: str = "") -> None:
        """Write a link; `shown` is its visible text when that is not the address."""
        start, end = self._add(nfc(shown or url))
        self._facets.append(Facet(start=start, end=end, link=url))

    def tag(self, hashtag: str) -> None:
        """Write a hashtag with its sign."""
        start, end = self._add(nfc(hashtag))
        self._facets.append(Facet(start=start, end=end, tag=nfc(hashtag).removeprefix("#")))

    def prose(self, text: str) -> None:
        """Write an author's words, recording the links and tags that stand in them."""
        text = nfc(text)
        found = list(_FACET.finditer(text))
        edges = [0, *(edge for match in found for edge in match.span()), len(text)]
        for index, (start, end) in enumerate(pairwise(edges)):
            match = found[index // 2] if index % 2 else None
            if match is None:
                self.plain(text[start:end])
            elif match["link"]:
                self.link(text[start:end])
            else:
                self.tag(text[start:end])

    def _add(self, text: str) -> tuple[int, int]:
        start = self._bytes
        self._pieces.append(text)
        self._bytes += len(text.encode())
        return start, self._bytes
