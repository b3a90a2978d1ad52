"""What a page's style sheets take from the reader's eyes, on the screen or on paper."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bedside.checks.late import compile_late

__all__ = ["hides", "hiding_selectors"]

_COMMENT = compile_late(r"/\*.*?\*/", re.DOTALL)
# The innermost blocks, whichever @media they stand in: what is hidden in one place is not shown.
_BLOCK = compile_late(r"([^{};]+)\{([^{}]*)\}")
_HIDDEN = compile_late(
    r"(?:\A|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.IGNORECASE
)
_STYLE = compile_late(r"<style[^>]*>(.*?)</style>", re.DOTALL | re.IGNORECASE)
_IN_MARKUP = (
    "[hidden]",
    '[style*="display:none"]',
    '[style*="display: none"]',
    "[aria-hidden=true]",
)


def hiding_selectors(css: str) -> Iterator[str]:
    """Yield each selector whose rule hides; those that ask for a state (`:hover`) are passed over."""
    for prelude, declarations in _BLOCK.findall(_COMMENT.sub("", css)):
        if _HIDDEN.search(declarations):
            yield from (one.strip() for one in prelude.split(",") if ":" not in one)


def hides(html: str, asked: Iterable[str], selectors: Iterable[str]) -> Iterator[str]:
    """Yield, for each of the `asked` words that is hidden, the selector that hides it.

    It is one of these or of the page's own. The words have no white space, which markup moves about.
    """
    asked = list(asked)
    if not asked:
        return
    own = (one for style in _STYLE.findall(html) for one in hiding_selectors(style))
    tree = LexborHTMLParser(html)
    hidden = [
        (selector, "".join(node.text().split()))
        for selector in (*_IN_MARKUP, *selectors, *own)
        for node in _matched(tree, selector)
    ]
    for words in asked:
        yield from islice((selector for selector, text in hidden if words in text), 1)


def _matched(tree: LexborHTMLParser, selector: str) -> Iterator[LexborNode]:
    try:
        yield from tree.css(selector)
    except ValueError:  # a selector that a browser would not understand either
        return
