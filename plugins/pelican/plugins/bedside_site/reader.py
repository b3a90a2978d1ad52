"""Pelican's reader for our Markdown: front matter already checked, private posts skipped."""

from pathlib import Path
from typing import Any, ClassVar

from pelican.readers import BaseReader
from pelican.urlwrappers import Author, Category, Tag

from bedside.adapter import build_of
from bedside.building.body import body_html
from bedside.facts import fill
from bedside.files import real_path
from bedside.post import Kind, Source
from bedside.source import address

__all__ = ["EXTENSIONS", "BedsideReader"]

EXTENSIONS = ("md", "markdown", "mkd", "mdown")


class BedsideReader(BaseReader):  # type: ignore[misc]  # Pelican ships no types
    """Turn a Source of the build into what Pelican expects of a reader."""

    # Pelican takes every reader that is installed; other sites must not get ours. See `register`.
    file_extensions: ClassVar[list[str]] = []

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """Return the HTML and metadata; a post that is not public is never even rendered."""
        build = build_of(self.settings)
        source = build.sources[real_path(Path(source_path))]
        visible = build.visible[real_path(source.path)]
        if source.meta is None or not visible.is_public:
            return "", {"status": "skip", "title": "", "source": source}
        found = self._metadata(source) | {"status": visible.value, "source": source}
        return body_html(source, build), found

    def _metadata(self, source: Source) -> dict[str, Any]:
        meta = source.meta
        assert meta is not None
        build = build_of(self.settings)
        practice = build.project.practice
        if meta.cta and not build.may_link(source.name, meta.cta.url):
            meta = meta.model_copy(update={"cta": None})
        found: dict[str, Any] = {
            "title": fill(meta.title, practice),
            "summary_text": fill(meta.summary, practice),
            "summary": fill(meta.summary, practice),
            "slug": meta.slug or Path(source.name).stem,
            "lang": meta.lang or practice.practice.language,
            "meta": meta,
            "kind": source.kind,
            "template": meta.template or _template(source),
            "translation_key": meta.translation_of or meta.uid or source.name,
        }
        if source.kind in (Kind.POST, Kind.NOTICE):
            found["date"] = meta.date
            found["category"] = Category(meta.category or "uncategorised", self.settings)
            found["tags"] = [Tag(tag, self.settings) for tag in meta.tags]
            found["author"] = Author(meta.author or "", self.settings)
            if meta.modified:
                found["modified"] = meta.modified
        elif source.kind is not Kind.PAGE:
            place = address(source, practice.practice.language)
            found |= {"url": place, "save_as": f"{place}index.html"}
        return found


def _template(source: Source) -> str:
    if source.meta and source.meta.language_lines:
        return "language"
    if source.kind in (Kind.POST, Kind.NOTICE):
        return "article"
    return "page" if source.kind is Kind.PAGE else source.kind.value.removesuffix("s")
