"""The parts of a long text: its second-level headings with their anchors."""

import html
import re

__all__ = ["contents"]

_HEADING = re.compile(r'<h2 id="([^"]+)">(.*?)</h2>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_FEWEST = 3  # below that a list of contents is longer than the way


def contents(markup: str) -> tuple[tuple[str, str], ...]:
    """Return (anchor, words) of each part; nothing for a text of few parts."""
    found = _HEADING.findall(markup)
    parts = ((anchor, html.unescape(_TAG.sub("", words)).strip()) for anchor, words in found)
    return tuple(parts) if len(found) >= _FEWEST else ()
