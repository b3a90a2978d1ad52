"""What a built page says, in parts that the rules on text read apart."""

from collections.abc import Iterable

from bedside.checks.page import Page

__all__ = ["beside", "described", "speech"]

_DESCRIBED = ("description", "og:title", "og:description", "og:image:alt")


def speech(page: Page) -> str:
    """Return what the page says: of a post the article alone, since a byline is the practice's own."""
    return "\n\n".join([page.article if page.post else page.text, *described(page)])


def described(page: Page) -> Iterable[str]:
    """Return the page's titles, descriptions and alternative texts, each once."""
    found = [
        *page.titles,
        *(words for name in _DESCRIBED if (words := page.meta(name))),
        *(alt for _, alt in page.pictures if alt),
    ]
    return dict.fromkeys(found)


def beside(page: Page) -> str:
    """Return what the page says around its article."""
    article = set(page.article.split("\n\n"))
    return "\n\n".join(block for block in page.text.split("\n\n") if block not in article)
