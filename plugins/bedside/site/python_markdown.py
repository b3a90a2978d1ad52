"""Python-Markdown with its `extra` extensions: for sites and posts that need what CommonMark has not."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from functools import lru_cache

import markdown
from markdown.treeprocessors import Treeprocessor

from bedside.site.file_links import FileLinks
from bedside.site.tables import SCROLL, table_label

__all__ = ["python_markdown"]

# `extra` is tables, footnotes, definition lists, abbreviations, fenced code and attribute lists.
_EXTENSIONS = ["extra", "sane_lists", "toc"]
_PLAIN = {"a", "code", "pre"}  # their words are shown as they are


def python_markdown(body: str, files: FileLinks) -> str:
    """Return the HTML of a body. One reader serves all files: making it takes as long as a short post."""
    reader = _reader()
    reader.links.files = files
    try:
        return str(reader.reset().convert(body))
    except BaseException:
        _reader.cache_clear()  # it may be left in the middle of that file
        raise


class _Reader(markdown.Markdown):
    """Python-Markdown with the step that knows the site."""

    def __init__(self) -> None:
        super().__init__(extensions=_EXTENSIONS, output_format="html")
        self.links = _Links(self)
        self.treeprocessors.register(self.links, "bedside", 5)


@lru_cache(maxsize=1)
def _reader() -> _Reader:
    return _Reader()


class _Links(Treeprocessor):
    """Rewrite what Markdown leaves relative to the file into what holds on the site."""

    files: FileLinks

    def run(self, root: ET.Element) -> None:
        for element in root.iter("img"):
            for name, value in self.files.image(element.get("src", "")).items():
                element.set(name, value)
        for element in list(root.iter("a")):
            href = self.files.href(element.get("href", ""))
            if href is None:
                element.tag = "span"
                element.attrib.clear()
            elif href:
                element.set("href", href)
        _wrap_tables(root)
        if self.files.contacts:
            self._link_contacts(root)

    def _link_contacts(self, root: ET.Element) -> None:
        """Make each of the practice's own numbers and addresses a link that a phone can follow."""
        inside = {one for plain in _PLAIN for top in root.iter(plain) for one in top.iter()}
        for parent in list(root.iter()):
            if parent in inside:
                continue
            for child in list(parent):
                self._after(parent, child)
            for index, link in enumerate(self._links(parent, "text")):
                parent.insert(index, link)

    def _after(self, parent: ET.Element, child: ET.Element) -> None:
        """Link what stands in the words after a child."""
        at = list(parent).index(child) + 1
        for index, link in enumerate(self._links(child, "tail")):
            parent.insert(at + index, link)

    def _links(self, element: ET.Element, where: str) -> Iterator[ET.Element]:
        """Cut an element's text or tail at each contact; the words between are the links' tails."""
        first, *rest = self.files.contact.split(getattr(element, where) or "")
        if rest:
            setattr(element, where, first)
        for words, tail in zip(rest[::2], rest[1::2], strict=True):
            link = ET.Element("a", self.files.contact_link(words))
            link.text, link.tail = words, tail
            yield link


def _wrap_tables(root: ET.Element) -> None:
    """Let wide tables scroll on their own on a small screen, also by keyboard."""
    for parent in list(root.iter()):
        for index, child in enumerate(list(parent)):
            if child.tag == "table" and parent.get("class") != SCROLL["class"]:
                heads = ["".join(cell.itertext()) for cell in child.iter("th")]
                wrapper = ET.Element("div", SCROLL | {"aria-label": table_label(heads)})
                wrapper.tail, child.tail = child.tail, None
                wrapper.append(child)
                parent[index] = wrapper
