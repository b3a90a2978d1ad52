"""Markdown to HTML for one file, by the engine that the practice or the post asks for."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from bedside.markdown_engine import Engine
from bedside.post import Source
from bedside.site.commonmark import commonmark
from bedside.site.file_links import FileLinks, Handout, Hreflang, MayLink, PictureSize
from bedside.site.pictures import with_sources

if TYPE_CHECKING:
    from bedside.practice import Practice

__all__ = ["PictureSize", "engine_for", "render_markdown"]

# One that is never closed hides the rest of the page from readers: it is not published either.
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)\s*", re.DOTALL)


def engine_for(source: Source, practice: "Practice | None") -> Engine:
    """Return the engine that reads a source: the one its front matter names, or the practice's."""
    asked = source.meta.markdown if source.meta else None
    return asked or (practice.markdown.engine if practice else "commonmark")


def render_markdown(
    body: str, name: str, picture: PictureSize, may_link: MayLink,
    contacts: Mapping[str, str] | None = None, handout: Handout = lambda _: None,
    hreflang: Hreflang = lambda *_: "", *, engine: Engine = "commonmark",
) -> str:  # fmt: skip
    """Return the HTML of a body; the arguments are those of `FileLinks`.

    Raw HTML stays as it was written: which of it may stand, rules HTM001 to HTM005 say.
    """
    files = FileLinks(
        name=name, picture_size=picture, may_link=may_link, handout=handout, hreflang=hreflang,
        contacts=contacts or {},
    )  # fmt: skip
    if engine == "commonmark":
        page = commonmark(body, files)
    else:
        from bedside.site.python_markdown import python_markdown  # noqa: PLC0415  loads slowly

        page = python_markdown(body, files)
    if "<!--" in page:  # notes among the staff (allowances carry names, reasons): none is published
        page = _COMMENT.sub("", page)
    return with_sources(files.settled(page), files.shown)
