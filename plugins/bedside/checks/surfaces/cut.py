"""Text cut out of a file, with the place in the file that each of its characters came from."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

__all__ = ["Cut", "Edit", "edit", "holds", "join", "rewrite", "whole"]

# (start, end, replacement) within a cut's text
Edit = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Cut:
    """`offsets[i]` is where `text[i]` stands in the file; both have the same length."""

    text: str
    offsets: Sequence[int]

    def __getitem__(self, span: slice) -> "Cut":
        """Return a part."""
        return Cut(self.text[span], self.offsets[span])


def whole(text: str, start: int = 0) -> Cut:
    """Return a cut of text that stands in the file, unchanged, at `start`."""
    return Cut(text, range(start, start + len(text)))


def holds(text: str, signs: Iterable[str]) -> bool:
    """Tell whether the text has one of these letters or words: far quicker than to search a pattern."""
    return any(map(text.__contains__, signs))


def join(cuts: Iterable[Cut]) -> Cut:
    """Put cuts one after another."""
    parts = list(cuts)
    return Cut("".join(one.text for one in parts), [at for one in parts for at in one.offsets])


def edit(cut: Cut, edits: Iterable[Edit]) -> Cut:
    """Apply edits in order; one that overlaps an earlier one is left out.

    Every character of a replacement is placed at the start of what it replaced.
    """
    texts: list[str] = []
    offsets: list[int] = []
    at = 0
    for start, end, new in sorted(edits):
        if start < at:
            continue
        texts += (cut.text[at:start], new)
        offsets += cut.offsets[at:start]
        offsets += [cut.offsets[start]] * len(new) if new else ()
        at = end
    offsets += cut.offsets[at:]
    return Cut("".join((*texts, cut.text[at:])), offsets)


def rewrite(cut: Cut, pattern: re.Pattern[str], new: str | Callable[[re.Match[str]], str]) -> Cut:
    """Replace each match of `pattern`; a cut without one is returned as it is."""
    replace = new if callable(new) else lambda _found: new
    edits = [(m.start(), m.end(), replace(m)) for m in pattern.finditer(cut.text)]
    return edit(cut, edits) if edits else cut
