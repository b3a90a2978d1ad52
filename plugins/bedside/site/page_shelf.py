"""The site's pages by what they are and in which language: what templates link to."""

from collections.abc import Iterable
from typing import Any

__all__ = ["PageShelf"]


class PageShelf:
    """Pages that are public and listed; each has `kind`, `lang`, `stands_for` and `translation_key`."""

    def __init__(self, pages: Iterable[Any], ours: str) -> None:
        """Keep the pages; `ours` is the practice's own language."""
        self._pages, self._ours = tuple(pages), ours
        self._found: dict[tuple[str, str], tuple[Any, ...]] = {}

    def of(self, kind: str, lang: str) -> tuple[Any, ...]:
        """Return the pages of a kind in a language, then our own that are not translated."""
        key = kind, lang
        if key not in self._found:
            every = [one for one in self._pages if one.kind == kind]
            theirs = [one for one in every if _speaks(one, lang)]
            told = {one.translation_key for one in theirs}
            rest = [
                one for one in every
                if one.lang == self._ours and one.translation_key not in told
            ]  # fmt: skip
            self._found[key] = (*theirs, *(one for one in rest if one not in theirs))
        return self._found[key]

    def called(self, slug: str, lang: str) -> Any:
        """Return the page that is, or translates, our page `slug`, in a language or our own; or None."""
        found = [one for one in self._pages if slug in (one.stands_for, one.slug)]
        own = (one for one in found if one.lang == self._ours)
        return next((one for one in found if _speaks(one, lang)), next(own, None))


def _speaks(page: Any, lang: str) -> bool:
    return str(page.lang).partition("-")[0] == lang.partition("-")[0]
