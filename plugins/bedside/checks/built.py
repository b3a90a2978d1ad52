"""The built folder as it will be served: its pages, feeds, sitemap and files."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from bedside.checks.feed_items import FeedItem, is_feed, read_feed, sitemap_addresses
from bedside.checks.kept_pages import KeptPages
from bedside.checks.model import Proof
from bedside.checks.page import Page, read_page, words_of
from bedside.files import sha256_file

if TYPE_CHECKING:
    from bedside.post import Post
    from bedside.practice import Practice

__all__ = ["Site", "page_file", "read_site"]

_LOADED = (".css", ".js", ".mjs", ".woff2", ".woff", ".ttf", ".otf")  # what rules weigh with a page


@dataclass(frozen=True, kw_only=True)
class Site:
    """Everything in the built folder that a rule may ask for."""

    output: Path
    practice: "Practice"
    posts: tuple["Post", ...]
    pages: tuple[Page, ...]
    files: frozenset[str]  # every file, as a path under the site root
    kept: KeptPages | None = None  # from the build before; a deploy has none and reads everything
    private: frozenset[str] = frozenset()  # addresses of pages that are not public, where known

    @cached_property
    def weights(self) -> dict[str, int]:
        """Return a place to keep what files weigh, compressed: many pages ask for the same."""
        return {}

    @property
    def fresh(self) -> Iterator[Page]:
        """Yield the pages that rules on one page must look at: what was kept is silent.

        The markup of each is let go before the next.
        """
        for page in self.pages:
            if page.kept is None:
                yield page
                page.let_go()

    @cached_property
    def _words(self) -> dict[str, str]:
        return {}

    def words_of(self, html: str) -> str:
        """Return the words of a piece of markup, read once: an item stands in many feeds."""
        if html not in self._words:
            self._words[html] = words_of(html)
        return self._words[html]

    @cached_property
    def items_of(self) -> dict[str, list[FeedItem]]:
        """Return the feed items of each post, by uid: those whose id has it in them."""
        uids = {post.uid for post in self.posts}
        lengths = {len(uid) for uid in uids}
        found: dict[str, list[FeedItem]] = {}
        for item in self.feed_items:
            parts = {item.id[at : at + n] for n in lengths for at in range(len(item.id) - n + 1)}
            for uid in parts & uids:
                found.setdefault(uid, []).append(item)
        return found

    @cached_property
    def page_at(self) -> dict[str, Page]:
        """Return the pages by path."""
        return {page.path: page for page in self.pages}

    @cached_property
    def feed_items(self) -> tuple[FeedItem, ...]:
        """Return the items of every feed."""
        feeds = sorted(path for path in self.files if is_feed(path))
        return tuple(item for path in feeds for item in read_feed(self.output / path, path))

    @cached_property
    def sitemap(self) -> tuple[tuple[Path, str], ...]:
        """Return (sitemap file, address) of every line of every sitemap."""
        names = sorted(path for path in self.files if _is_sitemap(path))
        return tuple(
            (self.output / name, one)
            for name in names
            for one in sitemap_addresses(self.output / name)
        )

    def file_at(self, path: str) -> str | None:
        """Return the file that a server gives for a path under the site root; None for a 404."""
        for candidate in (path, f"{path.rstrip('/')}/index.html".lstrip("/")):
            if candidate in self.files and not (candidate == path and path.endswith("/")):
                return candidate
        return None


def page_file(post: "Post") -> str:
    """Return the page file of a post, under the site root."""
    path = post.path.lstrip("/")
    return f"{path}index.html" if path.endswith("/") or not path else path


def read_site(
    output: Path, posts: Sequence["Post"], practice: "Practice",
    private: frozenset[str] = frozenset(), kept: KeptPages | None = None,
    proofs: Iterable[Proof] = (),
) -> Site:  # fmt: skip
    """Read every page under `output`, but for what was kept of those that did not change."""
    files = frozenset(
        file.relative_to(output).as_posix() for file in output.rglob("*") if file.is_file()
    )
    owners = {page_file(post): post for post in posts}
    root = practice.practice.url
    pages = tuple(
        read_page(output / path, path, _address(root, path), owners.get(path))
        for path in sorted(files)
        if path.endswith((".html", ".htm", ".xhtml"))
    )
    if kept:
        pages = tuple(_recalled(pages, files, output, kept, proofs))
    return Site(
        output=output, practice=practice, posts=tuple(posts), pages=pages, files=files,
        private=private, kept=kept,
    )  # fmt: skip


def _recalled(
    pages: Iterable[Page],
    files: Iterable[str],
    output: Path,
    kept: KeptPages,
    proofs: Iterable[Proof],
) -> Iterator[Page]:
    """Yield the pages with what was kept of each: of all that a rule sees of a page alone."""
    loaded = (one for one in sorted(files) if one.endswith(_LOADED))
    kept.assets = " ".join(f"{one} {sha256_file(output / one)}" for one in loaded)
    proven = {one.path: one for one in proofs}
    for page in pages:
        proof = proven.get(page.post.source) if page.post else None
        seen = (page.url, page.html, repr(page.post), proof.text if proof else "unproven")
        yield replace(page, kept=kept.recall(page.path, *seen))
        page.let_go()


def _address(root: str, path: str) -> str:
    return f"{root}/{path.removesuffix('index.html')}"


def _is_sitemap(path: str) -> bool:
    name = path.rpartition("/")[2]
    return name.startswith("sitemap") and name.endswith(".xml")
