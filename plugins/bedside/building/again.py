"""One article's page rendered again, by a process that still has the site it built in memory.

For whoever writes and looks: nothing is published by it, and no gate has read the page.
"""

from copy import copy
from dataclasses import replace
from pathlib import Path
from typing import Any

from bedside.adapter import Build
from bedside.building.body import body_html
from bedside.building.index import describe
from bedside.building.pages import articles_of, attach_post
from bedside.source import read_source

__all__ = ["rendered_again"]


def rendered_again(build: Build, path: Path) -> tuple[str, str] | None:
    """Return the page file and the text of the post whose file this is, as it is now.

    None where more changed than its words, or where more than its page says them: build anew.
    """
    generator, old = _article(build, path)
    if old is None or build.renders is None:
        return None
    practice = build.project.practice
    source = read_source(old.source.path, build.project.content, practice.zone)
    header = source.text[: source.body_offset]
    if source.mistakes or header != old.source.text[: old.source.body_offset]:
        return None
    said_on = [page for page, one in build.renders.pages.items() if str(source.path) in one.bodies]
    if said_on != [old.save_as]:
        return None
    needed = len(build.pictures), len(build.handouts)
    article = copy(old)  # Pelican remembers what a document says by its identity
    article._content, article.source = body_html(source, build), source  # noqa: SLF001  Pelican's own place for it
    attach_post(build, article)
    article.post = replace(article.post, card=old.post.card, pictures=old.post.pictures)
    describe(build, article)
    if needed != (len(build.pictures), len(build.handouts)):
        return None
    context = generator.context | {
        "output_file": article.save_as, "article": article, "category": article.category, "blog": True,
    }  # fmt: skip
    return article.save_as, generator.get_template(article.template).render(context)


def _article(build: Build, path: Path) -> tuple[Any, Any]:
    """Return the article of a source, and the generator that has it."""
    source = build.sources.get(path.resolve())
    for generator in build.generators if source else ():
        for one in articles_of([generator]):
            if one.source is source:
                return generator, one
    return None, None
