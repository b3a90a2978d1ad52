"""Markdown to HTML for one file: links between files, picture sizes, tables that scroll."""

import html
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import unquote, urlsplit

import markdown
from markdown.treeprocessors import Treeprocessor

from bedside.site.targets import resolve

__all__ = ["PictureSize", "render_markdown"]

PictureSize = Callable[[str], tuple[str, int, int] | None]
MayLink = Callable[[str, str], bool]
Handout = Callable[[str], str | None]

# `extra` is tables, footnotes, definition lists, abbreviations, fenced code and attribute lists.
_EXTENSIONS = ["extra", "sane_lists", "toc"]
_COMMENT = re.compile(r"<!--.*?-->\s*", re.DOTALL)
_PLAIN = {"a", "code", "pre"}  # their words are shown as they are
_ANCHOR = re.compile(r"<a\b([^>]*)>(.*?)</a\s*>", re.DOTALL | re.IGNORECASE)
_HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)
_MARKDOWN_FILE = re.compile(r"\.(?:md|markdown|mkd|mdown)$", re.IGNORECASE)


def render_markdown(
    body: str, name: str, picture: PictureSize, may_link: MayLink,
    contacts: Mapping[str, str] | None = None, handout: Handout = lambda _: None,
) -> str:  # fmt: skip
    """Return the HTML of a body.

    `name` is the file's path under content/, against which relative links are read. `picture`
    maps a path under content/ to (address, width, height) and notes that the site needs it.
    `may_link` tells of (name, path under content/ or address of a page) whether the link may stand:
    one to what is not public keeps its words and loses its address, so that a post withdrawn stops
    no other.
    `handout` maps the path of a file to download to its address, and notes that the site needs it.
    `contacts` maps a phone number or e-mail address to its link: in running text it becomes one.
    """
    reader = markdown.Markdown(extensions=_EXTENSIONS, output_format="html")
    reader.treeprocessors.register(_Links(reader, name, picture, may_link, handout), "bedside", 5)
    reader.treeprocessors.register(_Contacts(reader, contacts or {}), "contacts", 4)
    # Comments are notes among the staff (allowances carry names and reasons): none is published.
    page = _COMMENT.sub("", reader.convert(body))
    return _ANCHOR.sub(lambda found: _bare(found, name, may_link), page)


def _bare(link: re.Match[str], name: str, may_link: MayLink) -> str:
    """Return a link, however it was written, or its words alone where it may not stand."""
    href = _HREF.search(link[1])
    target = html.unescape(next(filter(None, href.groups()), "")) if href else ""
    path = resolve(target, name)
    is_file = path and _MARKDOWN_FILE.search(path)
    return link[0] if may_link(name, path if path and is_file else target) else link[2]


class _Links(Treeprocessor):
    """Rewrite what Markdown leaves relative to the file into what holds on the site."""

    def __init__(
        self, md: markdown.Markdown, name: str, picture: PictureSize, may_link: MayLink,
        handout: Handout,
    ) -> None:  # fmt: skip
        super().__init__(md)
        self.name = name
        self.picture = picture
        self.may_link = may_link
        self.handout = handout

    def run(self, root: ET.Element) -> None:
        for element in root.iter("img"):
            self._place_picture(element)
        for element in list(root.iter("a")):
            path = resolve(element.get("href", ""), self.name)
            if path and _MARKDOWN_FILE.search(path) and not self.may_link(self.name, path):
                element.tag = "span"
                element.attrib.clear()
            elif path and _MARKDOWN_FILE.search(path):
                fragment = urlsplit(element.get("href", "")).fragment
                # Pelican knows the address of each file; it replaces this form.
                element.set("href", f"{{filename}}/{path}" + (f"#{fragment}" if fragment else ""))
            elif path and (address := self.handout(unquote(path))):
                element.set("href", address)
        _wrap_tables(root)

    def _place_picture(self, element: ET.Element) -> None:
        path = resolve(element.get("src", ""), self.name)
        found = self.picture(path) if path else None
        if found:
            address, width, height = found
            element.set("src", address)
            element.set("width", str(width))
            element.set("height", str(height))
            element.set("loading", "lazy")


class _Contacts(Treeprocessor):
    """Make each of the practice's own numbers and addresses a link that a phone can follow."""

    def __init__(self, md: markdown.Markdown, contacts: Mapping[str, str]) -> None:
        super().__init__(md)
        self.contacts = contacts
        longest_first = sorted(filter(None, contacts), key=len, reverse=True)
        words = "|".join(map(re.escape, longest_first)) or r"(?!)"
        self.pattern = re.compile(rf"(?<![\w.+@-])({words})(?![\w@]|[.-]\w)")

    def run(self, root: ET.Element) -> None:
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
        first, *rest = self.pattern.split(getattr(element, where) or "")
        if rest:
            setattr(element, where, first)
        for words, tail in zip(rest[::2], rest[1::2], strict=True):
            href = self.contacts[words]
            link = ET.Element("a", {"href": href})
            if href.startswith("tel:"):
                link.set("class", "phone")
                link.set("dir", "ltr")
            link.text, link.tail = words, tail
            yield link


def _wrap_tables(root: ET.Element) -> None:
    """Let wide tables scroll on their own on a small screen, also by keyboard."""
    for parent in list(root.iter()):
        for index, child in enumerate(list(parent)):
            if child.tag == "table" and parent.get("class") != "table-scroll":
                attributes = {"class": "table-scroll", "role": "region", "tabindex": "0"}
                wrapper = ET.Element("div", attributes)
                wrapper.set("aria-label", _table_label(child))
                wrapper.tail, child.tail = child.tail, None
                wrapper.append(child)
                parent[index] = wrapper


def _table_label(table: ET.Element) -> str:
    heads = ["".join(cell.itertext()).strip() for cell in table.iter("th")]
    return "Table: " + ", ".join(head for head in heads if head) if any(heads) else "Table"
