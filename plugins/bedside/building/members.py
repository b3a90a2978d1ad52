"""Spare Pelican what it does again for every article: walking lists, making up the same address."""

from collections.abc import Iterable
from typing import Any

__all__ = ["Members", "keep_addresses", "quicken"]


class Members(list[Any]):
    """A finished list whose `in` does not walk it. Articles are equal only to themselves."""

    def __init__(self, items: Iterable[Any]) -> None:
        """Remember who is in; the list must not change afterwards."""
        super().__init__(items)
        self._known = set(map(id, self))

    def __contains__(self, item: object) -> bool:
        """Tell whether this very article is in the list."""
        return id(item) in self._known


def quicken(generators: Iterable[Any]) -> None:
    """Replace the lists behind tag, category and author pages by ones that know their members.

    ArticlesGenerator asks `article in articles` for every article and every such page, which
    grows with the square of the posts: pelican/generators.py, generate_tags, 4.12.0.
    """
    for generator in generators:
        if hasattr(generator, "categories"):
            for tag, articles in generator.tags.items():
                generator.tags[tag] = Members(articles)
            for rows in (generator.categories, generator.authors):
                rows[:] = [(one, Members(articles)) for one, articles in rows]


def keep_addresses(contents: Iterable[Any]) -> None:
    """Give each article and page its address for good: Pelican would format it at every mention.

    `override_url` and `override_save_as` are what it reads first: pelican/contents.py, 4.12.0.
    """
    for one in contents:
        one.override_url, one.override_save_as = one.url, one.save_as
