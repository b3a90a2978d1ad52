"""One built page, read once as a stranger would: its addresses, headings, pictures and words."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bedside.checks.fetches import Element, Fetch, Link, elements, fetches_of, is_script, link_of
from bedside.checks.late import compile_late
from bedside.checks.table_text import RULER, table_text
from bedside.post import Post

__all__ = ["Control", "Heading", "Page", "parse_page", "read_page", "words_of"]

_COMMENT = compile_late(r"<!--(?!\[if )(.*?)-->", re.DOTALL)
_BLOCK_END = compile_late(
    r"(</(?:p|li|h[1-6]|div|section|article|header|footer|aside|nav|blockquote|pre|table|tr|td|th|"
    r"caption|figure|figcaption|dt|dd|dl|ul|ol|address|details|summary|form|label|main|time)>|<br\s*/?>)",
    re.IGNORECASE,
)
_CONTROLS = {"input", "select", "textarea"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
# Without an attribute these ask for nothing, link to nothing and are no heading, script or control.
_PLAIN = {
    "article", "b", "blockquote", "br", "dd", "div", "dl", "dt", "em", "figcaption", "figure", "footer",
    "header", "li", "main", "nav", "ol", "p", "section", "span", "strong", "table", "tbody", "td",
    "th", "thead", "tr", "ul",
}  # fmt: skip
_SAYING = {
    "title", "aria-label", "aria-description", "aria-valuetext", "aria-roledescription", "placeholder",
    "value", "summary", "label", "alt", "content", "srcdoc", "download",
}  # fmt: skip
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A built HTML page. Offsets of matches are found in `html`."""

    path: str  # under the site root, e.g. `blog/flu-shots/index.html`
    file: Path
    url: str  # where the page will stand
    html: str
    base: str  # what relative addresses start from
    lang: str
    titles: tuple[str, ...]
    text: str  # the words of <main>, or of the body; blocks are parted by blank lines
    article: str  # the words of the h-entry's content, where a theme marks it; else `text`
    comments: tuple[str, ...]
    links: tuple[Link, ...]
    fetches: tuple[Fetch, ...]
    inline_scripts: tuple[str, ...]  # what runs in the page itself, by name: `script`, `onclick` …
    ids: tuple[str, ...]
    anchors: frozenset[str]
    headings: tuple[Heading, ...]
    pictures: tuple[tuple[str, str | None], ...]  # address, alternative text
    metas: tuple[tuple[str, str], ...]  # name or property, content
    controls: tuple[Control, ...]
    labels_for: frozenset[str]
    said: tuple[str, ...] = ()  # what attributes say: title, aria-label, data-…
    data: tuple[str, ...] = ()  # each JSON-LD block
    frame: str = ""  # the words around <main>: header, navigation, footer
    post: Post | None = None

    def meta(self, name: str) -> str | None:
        """Return the content of the first `meta` with this name or property."""
        return next((content for key, content in self.metas if key == name), None)

    def where(self, text: str) -> int:
        """Return the offset of the first place where `text` stands, 0 when it does not."""
        return max(self.html.find(text), 0) if text else 0

    @property
    def is_indexed(self) -> bool:
        """Tell whether search engines may list the page."""
        rules = f"{self.meta('robots') or ''} {self.meta('googlebot') or ''}".lower()
        return "noindex" not in rules and "none" not in rules.replace(",", " ").split()


@dataclass(slots=True)
class _Collected:
    """What one walk over the elements gathers."""

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
    lang: str = ""
    base: str = ""

    def add(self, element: Element) -> None:
        """Take what one element says."""
        if not element.values and element.tag in _PLAIN:
            return
        self.fetches.extend(fetches_of(element))
        if link := link_of(element):
            self.links.append(link)
        if is_script(element) and not element.get("src"):
            self.inline_scripts.append("script")
        self.inline_scripts.extend(name for name in element.values if name[:2].lower() == "on")
        if identity := element.get("id"):
            self.ids.append(identity)
            self.anchors.add(identity)
        self.said += [
            value for name, value in element.values.items()
            if value and element.tag != "meta" and (name in _SAYING or name.startswith("data-"))
        ]  # fmt: skip
        if element.tag == "a" and element.get("name"):
            self.anchors.add(element.get("name"))
        self._by_tag(element)

    def _by_tag(self, element: Element) -> None:
        tag, get = element.tag, element.get
        if tag == "html":
            self.lang = get("lang")
        elif tag == "base":
            self.base = self.base or get("href")
        elif tag == "title" and _parent(element.node) == "head":
            self.titles.append(_flat(element.node.text()))
        elif tag == "script" and get("type").lower() == "application/ld+json":
            self.data.append(element.node.text())
        elif tag == "meta":
            self.metas.append(((get("name") or get("property")).lower(), get("content")))
        elif tag == "img":
            self.pictures.append((get("src"), _alt(element)))
        elif tag in _HEADINGS:
            self.headings.append(Heading(int(tag[1]), _flat(element.node.text())))
        elif tag == "label" and get("for"):
            self.labels_for.add(get("for"))
        elif tag in _CONTROLS and get("type").lower() not in _SELF_NAMED:
            named = any(map(get, ("aria-label", "aria-labelledby", "title")))
            self.controls.append(Control(get("id"), named or _in_label(element.node)))


def read_page(file: Path, path: str, url: str, post: Post | None = None) -> Page:
    """Read one built page. `path` is under the site root, `url` where it will stand."""
    return parse_page(file.read_text(encoding="utf-8"), file, path, url, post)


def parse_page(html: str, file: Path, path: str, url: str, post: Post | None = None) -> Page:
    """Read markup as `read_page` does; feeds bring theirs without a file of its own."""
    collected = _Collected()
    for element in elements(html):
        collected.add(element)
    text, article, frame = _words(html)
    return Page(
        path=path, file=file, url=url, html=html, base=collected.base, lang=collected.lang,
        titles=tuple(collected.titles), text=text, article=article,
        comments=tuple(_COMMENT.findall(html)), links=tuple(collected.links),
        fetches=tuple(collected.fetches), inline_scripts=tuple(collected.inline_scripts),
        ids=tuple(collected.ids), anchors=frozenset(collected.anchors),
        headings=tuple(collected.headings), pictures=tuple(collected.pictures),
        metas=tuple(collected.metas), controls=tuple(collected.controls),
        labels_for=frozenset(collected.labels_for), said=tuple(collected.said),
        data=tuple(collected.data), frame=frame, post=post,
    )  # fmt: skip


def words_of(html: str) -> str:
    """Return the words of a piece of markup, its blocks parted by blank lines; a table is one."""
    return _words(html)[0]


def _words(html: str) -> tuple[str, str, str]:
    """Return the words of the main part, of the article, and around the main part.

    Inline markup vanishes, blocks do not. A table is one block in Markdown's own form: its cells
    are no sentences that follow each other, and the rules read them as they do at the source.

    `e-content` is the class that h-entry gives an entry's content.
    http://microformats.org/wiki/h-entry
    """
    tree = LexborHTMLParser(_BLOCK_END.sub(r"\n\n\1", html))
    tree.strip_tags(["script", "style", "template"])
    for table in reversed(tree.css("table")):  # one inside another first
        table.replace_with(f"\n\n{_table(table)}\n\n")
    main = tree.css_first("main") or tree.body
    text = _blocks(main) if main else ""
    content = tree.css_first(".e-content")
    article = _blocks(content) if content else text
    if main is None or tree.body is None or main.tag == "body":
        return text, article, ""
    main.decompose()
    return text, article, _blocks(tree.body)


def _blocks(node: LexborNode) -> str:
    blocks = re.split(r"\n\s*\n", node.text())
    return "\n\n".join(
        flat for block in blocks if (flat := "\n".join(_rows(block) or [_flat(block)]))
    )


def _rows(block: str) -> list[str]:
    """Return the lines of a table that `table_text` wrote; none for any other block."""
    lines = block.strip().split("\n")
    return lines if len(lines) > 1 and lines[1] == RULER else []


def _table(table: LexborNode) -> str:
    """Return a table in Markdown's form, its caption before it."""
    rows = [
        [one.text() for one in row.iter() if one.tag in {"td", "th"}] for row in table.css("tr")
    ]
    caption = "".join(f"{_flat(one.text())}\n\n" for one in table.css("caption"))
    return caption + table_text(rows)


def _flat(text: str | None) -> str:
    return " ".join((text or "").split())


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
