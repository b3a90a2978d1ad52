"""What one walk over a page's elements gathers: addresses, headings, pictures, what attributes say."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from bedside.checks.fetches import (
    Element,
    Fetch,
    Link,
    attribute_fetches,
    elements,
    is_script,
    link_of,
    styled,
)
from bedside.checks.page_text import one_line

__all__ = ["Collected", "Control", "Heading", "collect"]

_CONTROLS = {"input", "select", "textarea"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
# Where its attributes say nothing, these ask for nothing, link to nothing and are no heading, script or control.
_PLAIN = {
    "article", "b", "blockquote", "br", "dd", "div", "dl", "dt", "em", "figcaption", "figure", "footer",
    "header", "li", "main", "nav", "ol", "p", "section", "span", "strong", "table", "tbody", "td",
    "th", "thead", "tr", "ul",
}  # fmt: skip
_SAYING = {
    "title", "aria-label", "aria-description", "aria-valuetext", "aria-roledescription", "placeholder",
    "value", "summary", "label", "alt", "content", "srcdoc", "download",
}  # fmt: skip
_ACTING = {"button", "summary"}
_SELF_NAMED = {"hidden", "submit", "reset", "button", "image"}


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading: level 1 to 6 and its text."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Control:
    """One form control: its id and whether it names itself (aria-label, title, a label around it)."""

    id: str
    is_named: bool


@dataclass(slots=True)
class Collected:
    """What one walk over a page's elements gathers."""

    links: list[Link] = field(default_factory=list)
    fetches: list[Fetch] = field(default_factory=list)
    inline_scripts: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)
    headings: list[Heading] = field(default_factory=list)
    pictures: list[tuple[str, str | None]] = field(default_factory=list)
    metas: list[tuple[str, str]] = field(default_factory=list)
    controls: list[Control] = field(default_factory=list)
    labels_for: set[str] = field(default_factory=set)
    titles: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    data: list[str] = field(default_factory=list)
    nameless: list[str] = field(default_factory=list)
    lang: str = ""
    base: str = ""

    def add(self, element: Element) -> None:
        """Take what one element says."""
        own = _alike(element.tag, tuple(element.values.items()))
        if own is None:
            return
        self.fetches.extend(own.fetches)
        self.fetches.extend(styled(element))
        if own.link:
            self.links.append(own.link)
        self.inline_scripts.extend(own.scripts)
        self.ids.extend(own.ids)
        self.anchors.update(own.anchors)
        self.said.extend(own.said)
        if own.must_be_named and not _is_named(element):
            self.nameless.append(element.tag)
        self._by_tag(element)

    def _by_tag(self, element: Element) -> None:
        tag, get = element.tag, element.get
        if tag == "html":
            self.lang = get("lang")
        elif tag == "base":
            self.base = self.base or get("href")
        elif tag == "title" and _parent(element.node) == "head":
            self.titles.append(one_line(element.node.text()))
        elif tag == "script" and get("type").lower() == "application/ld+json":
            self.data.append(element.node.text())
        elif tag == "meta":
            self.metas.append(((get("name") or get("property")).lower(), get("content")))
        elif tag == "img":
            self.pictures.append((get("src"), _alt(element)))
        elif tag in _HEADINGS:
            self.headings.append(Heading(int(tag[1]), one_line(element.node.text())))
        elif tag == "label" and get("for"):
            self.labels_for.add(get("for"))
        elif tag in _CONTROLS and get("type").lower() not in _SELF_NAMED:
            named = any(map(get, ("aria-label", "aria-labelledby", "title")))
            self.controls.append(Control(get("id"), named or _in_label(element.node)))


class _Alike(NamedTuple):
    """What the name and the attributes of an element say, whatever stands in it."""

    fetches: tuple[Fetch, ...]
    link: Link | None
    scripts: tuple[str, ...]
    ids: tuple[str, ...]
    anchors: tuple[str, ...]
    said: tuple[str, ...]
    must_be_named: bool


@lru_cache(maxsize=8192)  # the pages of a site have most of their elements alike
def _alike(tag: str, attributes: tuple[tuple[str, str | None], ...]) -> _Alike | None:
    """Return what such elements say; None where neither that nor what stands in one is anything."""
    values = dict(attributes)
    get = values.get
    ids = (one,) if (one := get("id")) else ()
    script = ("script",) if is_script(tag, values) and not get("src") else ()
    found = _Alike(
        fetches=tuple(attribute_fetches(tag, values)), link=link_of(tag, values), ids=ids,
        scripts=(*script, *(name for name in values if name[:2].lower() == "on")),
        anchors=(*ids, *((named,) if tag == "a" and (named := get("name")) else ())),
        said=tuple(
            value for name, value in attributes
            if value and tag != "meta" and (name in _SAYING or name.startswith("data-"))
        ),
        must_be_named=(tag == "a" and "href" in values) or tag in _ACTING,
    )  # fmt: skip
    return found if any(found) or tag not in _PLAIN else None


def collect(html: str) -> Collected:
    """Walk over the elements of some markup, once."""
    collected = Collected()
    for element in elements(html):
        collected.add(element)
    return collected


def _is_named(element: Element) -> bool:
    """Tell whether words say what a link or button does: its own, an attribute's or its picture's."""
    if (
        any(map(element.get, ("aria-label", "aria-labelledby", "title")))
        or element.node.text().strip()
    ):
        return True
    pictures = [*element.node.css("img[alt]"), *element.node.css("svg[aria-label]")]
    return any((one.attributes.get("alt") or one.attributes.get("aria-label")) for one in pictures)


def _alt(element: Element) -> str | None:
    if "alt" in element.values:
        return element.get("alt")
    return (
        "" if element.get("role") in {"presentation", "none"} else element.get("aria-label") or None
    )


def _parent(node: LexborNode) -> str:
    return (node.parent.tag if node.parent else "") or ""


def _in_label(node: LexborNode) -> bool:
    parent = node.parent
    while parent:
        if parent.tag == "label":
            return True
        parent = parent.parent
    return False
