"""What a built page says beyond what was read at a proven source."""

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from bedside.checks.model import Proof
from bedside.checks.page import Page
from bedside.checks.page_speech import described
from bedside.checks.page_text import one_line
from bedside.checks.proven import unread

__all__ = ["beside_others", "beyond", "titles_and_summaries"]


def beyond(page: Page, proven: Mapping[Path, Proof]) -> list[str] | None:
    """Return what a post's page says beyond its proven source; None where nothing is proven of it."""
    proof = proven.get(page.post.source) if page.post else None
    return [*unread(page.article, proof), "\n\n".join(described(page))] if proof else None


def titles_and_summaries(pages: Iterable[Page], proven: Mapping[Path, Proof]) -> set[str]:
    """Return the titles and summaries that were read at their proven source, as pages say them."""
    posts = (one.post for one in pages if one.post and one.post.source in proven)
    return {one_line(words) for post in posts for words in (post.title, post.summary)}


def beside_others(page: Page, proof: Proof | None, listed: Collection[str]) -> list[str]:
    """Return what a page that is no post says beside its source and the posts that it lists."""
    text = "\n\n".join(block for block in page.text.split("\n\n") if block not in listed)
    own = unread(text, proof, reach=0) if proof else [text]
    return [*own, "\n\n".join(described(page))]
