"""How much of the site is there in each of its other languages."""

from collections.abc import Iterator

from bedside.adapter import Build, is_listed

__all__ = ["translated_lines"]


def translated_lines(build: Build) -> Iterator[str]:
    """Yield a line for each edition but the practice's own; which texts must be in it, `also_in` says."""
    ours = build.project.practice.practice.language
    articles = [one.path for one in build.posts.values() if is_listed(one) and one.lang == ours]
    pages = [one.url for one in build.public_pages if one.lang == ours]
    for edition in build.editions.values():
        if edition.lang != ours:
            done = [
                sum(edition.lang in build.versions.get(path, {}) for path in paths)
                for paths in (articles, pages)
            ]
            called = edition.words["own_name"]
            yield (
                f"{called}: {done[0]} of {len(articles)} articles and {done[1]} of "
                f"{len(pages)} pages are there too; `also_in: [{edition.lang}]` says which must be."
            )
