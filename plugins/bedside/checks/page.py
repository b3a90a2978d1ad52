"""One built page as a stranger would read it: its addresses, headings, pictures and words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bedside.checks.fetches import Fetch, Link
from bedside.checks.gist import PREVIEW, Gist, gist_of
from bedside.checks.kept_pages import Kept
from bedside.checks.late import compile_late
from bedside.checks.page_elements import Collected, Control, Heading, collect
from bedside.checks.page_text import parts_of, words_of
from bedside.post import Post

__all__ = ["Control", "Heading", "Page", "parse_page", "read_page", "words_of"]

_COMMENT = compile_late(r"<!--(?!\[if )(.*?)-->", re.DOTALL)


@dataclass(frozen=True, kw_only=True)
class Page:
    """A built HTML page. Offsets of matches are found in `html`.

    Its elements are walked over, and its words cut, when a rule first asks for them. Its markup is
    read when it is asked for, and again once it was let go: that of a large site fills the memory.
    """

    path: str  # under the site root, e.g. `blog/flu-shots/index.html`
    file: Path
    url: str  # where the page will stand
    given: str | None = None  # the markup of what has no file of its own
    post: Post | None = None
    kept: Kept | None = None  # where nothing was found in this very page before

    @cached_property
    def html(self) -> str:
        """Return the markup."""
        return self.file.read_text(encoding="utf-8") if self.given is None else self.given

    def let_go(self) -> None:
        """Drop the markup, which whoever asks next reads again."""
        self.__dict__.pop("html", None)

    @cached_property
    def gist(self) -> Gist:
        """Return where the page leads and the places in it, as the whole site asks."""
        return self.kept.gist if self.kept else gist_of(self._said)

    @cached_property
    def _said(self) -> Collected:
        return collect(self.html)

    @cached_property
    def _words(self) -> tuple[str, str, str]:
        return parts_of(self.html)

    @property
    def base(self) -> str:
        """Return what relative addresses start from."""
        return self.gist.base

    @property
    def lang(self) -> str:
        """Return the language that the page says it is in."""
        return self._said.lang

    @property
    def titles(self) -> Sequence[str]:
        """Return the words of each `title`."""
        return self._said.titles

    @property
    def text(self) -> str:
        """Return the words of <main>, or of the body; blocks are parted by blank lines."""
        return self._words[0]

    @property
    def article(self) -> str:
        """Return the words of the h-entry's content, where a theme marks it; else `text`."""
        return self._words[1]

    @property
    def frame(self) -> str:
        """Return the words around <main>: header, navigation, footer."""
        return self._words[2]

    @cached_property
    def comments(self) -> Sequence[str]:
        """Return what stands in comments."""
        return tuple(_COMMENT.findall(self.html))

    @property
    def links(self) -> Sequence[Link]:
        """Return each address that a visitor may follow."""
        return self._said.links

    @property
    def fetches(self) -> Sequence[Fetch]:
        """Return each request that the page makes."""
        return self._said.fetches

    @property
    def inline_scripts(self) -> Sequence[str]:
        """Return what runs in the page itself, by name: `script`, `onclick` and the like."""
        return self._said.inline_scripts

    @property
    def ids(self) -> Sequence[str]:
        """Return each `id`."""
        return self._said.ids

    @property
    def anchors(self) -> frozenset[str]:
        """Return the places that an address may lead to."""
        return self.gist.anchors

    @property
    def headings(self) -> Sequence[Heading]:
        """Return the headings in order."""
        return self._said.headings

    @property
    def pictures(self) -> Sequence[tuple[str, str | None]]:
        """Return address and alternative text of each picture."""
        return self._said.pictures

    @property
    def metas(self) -> Sequence[tuple[str, str]]:
        """Return name or property, and content, of each `meta`."""
        return self._said.metas

    @property
    def controls(self) -> Sequence[Control]:
        """Return what a visitor may fill in."""
        return self._said.controls

    @property
    def labels_for(self) -> set[str]:
        """Return the ids that labels name."""
        return self._said.labels_for

    @property
    def said(self) -> Sequence[str]:
        """Return what attributes say: title, aria-label and data of its own."""
        return self._said.said

    @property
    def nameless(self) -> Sequence[str]:
        """Return the tag of each link, button and summary that no words name."""
        return self._said.nameless

    @property
    def data(self) -> Sequence[str]:
        """Return each JSON-LD block."""
        return self._said.data

    def meta(self, name: str) -> str | None:
        """Return the content of the first `meta` with this name or property."""
        if name in PREVIEW:
            return self.gist.preview[PREVIEW.index(name)]
        return next((content for key, content in self.metas if key == name), None)

    def where(self, text: str) -> int:
        """Return the offset of the first place where `text` stands, 0 when it does not."""
        return max(self.html.find(text), 0) if text else 0

    @property
    def is_indexed(self) -> bool:
        """Tell whether search engines may list the page."""
        return self.gist.is_indexed


def read_page(file: Path, path: str, url: str, post: Post | None = None) -> Page:
    """Read one built page. `path` is under the site root, `url` where it will stand."""
    return Page(path=path, file=file, url=url, post=post)


def parse_page(html: str, file: Path, path: str, url: str, post: Post | None = None) -> Page:
    """Take markup as `read_page` does; feeds bring theirs without a file of its own."""
    return Page(path=path, file=file, url=url, given=html, post=post)
