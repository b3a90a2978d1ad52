"""Which posts a reader may like next: most shared tags, then the same topic, then the newest."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from heapq import nlargest
from itertools import chain
from typing import Any

__all__ = ["Related"]

_SHOWN = 3
_KEPT = _SHOWN + 1  # the post itself may be among them
# A language with a tag, with a category, or alone.
_Key = tuple[str, str | None, str | None]


@dataclass(frozen=True, slots=True, eq=False)
class _Shelf:
    """The newest posts of one language with the same tags and category."""

    posts: list[tuple[int, Any]]  # place in the whole list, post


class Related:
    """Find related posts without walking all of them for each.

    Posts are grouped by what they are compared by. Of a group only the newest few can be shown,
    so only those are looked at; the result is that of comparing with every post.
    """

    def __init__(self, listed: Iterable[Any]) -> None:
        """Group the listed posts; notices are never related to anything."""
        shelves: dict[tuple[str, tuple[str, ...], str | None], list[tuple[int, Any]]]
        shelves = defaultdict(list)
        self._newest: dict[_Key, list[tuple[int, Any]]] = defaultdict(list)
        self._tagged: dict[tuple[str, str], list[_Shelf]] = defaultdict(list)
        for place, one in enumerate(listed):
            if one.meta.type != "notice":
                shelves[one.lang, tuple(one.meta.tags), one.meta.category].append((place, one))
        for (lang, tags, category), posts in shelves.items():
            shelf = _Shelf(_newest(posts))
            for tag in tags:
                self._tagged[lang, tag].append(shelf)
            for key in ((lang, "category", category), (lang, None, None)):
                self._newest[key] = _newest([*self._newest[key], *shelf.posts])

    def of(self, article: Any) -> list[Any]:
        """Return the posts that share most tags, then the category, newest first."""
        tags, lang, category = Counter(article.meta.tags), article.lang, article.meta.category
        found = dict(self._sharing(lang, article.meta.tags))
        found.update(self._newest.get((lang, "category", category), ()))
        found.update(self._newest.get((lang, None, None), ()))
        others = [one for _, one in sorted(found.items()) if one is not article]
        return nlargest(
            _SHOWN, others,
            key=lambda one: (
                sum(tags[tag] for tag in one.meta.tags), one.meta.category == category, one.date,
            ),
        )  # fmt: skip

    def _sharing(self, lang: str, tags: Iterable[str]) -> list[tuple[int, Any]]:
        """Return the posts of the shelves that share most tags, enough of them."""
        shared = Counter(chain.from_iterable(self._tagged.get((lang, tag), ()) for tag in tags))
        found: list[tuple[int, Any]] = []
        least = 0
        for shelf, count in shared.most_common():
            if len(found) >= _KEPT and count < least:
                break
            found += shelf.posts
            least = count
        return found


def _newest(posts: list[tuple[int, Any]]) -> list[tuple[int, Any]]:
    return nlargest(_KEPT, sorted(posts, key=lambda row: row[0]), key=lambda row: row[1].date)
