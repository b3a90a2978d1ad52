"""HTM rules: raw HTML in a post that could run code, load from elsewhere or hide text."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

from bedside.checks.authorities import SCRIPT_INJECTION, TRACKING
from bedside.checks.model import Context, Match, Rule, Scope
from bedside.post import Source

__all__ = ["HTML"]

_REFUSED = frozenset(
    ("script", "noscript", "template", "iframe", "frame", "frameset", "object", "embed", "applet",
     "portal", "form", "input", "button", "select", "textarea", "style", "link", "meta", "base",
     "svg", "math", "title", "html", "head", "body", "plaintext", "xmp", "marquee", "dialog")
)  # fmt: skip
_ADDRESSES = {"href", "src", "action", "formaction", "xlink:href", "data", "poster", "background",
              "cite", "srcset", "ping"}  # fmt: skip
_ACTIVE = {"style", "srcdoc", "formaction", "ping", "background", "slot", "is"}
_BAD_SCHEME = re.compile(r"(?i)^(?:javascript|vbscript|data|file|blob|filesystem|livescript):")

# Code that Markdown shows instead of obeying: blanked before anything is looked for.
_FENCE = re.compile(
    r"^([ ]{0,3})(`{3,}|~{3,})[^\n]*\n.*?^[ ]{0,3}\2[`~]*[ \t]*$", re.MULTILINE | re.DOTALL
)
_CODE = re.compile(r"(?<![\\`])(`+)(?!`)((?:[^\n]|\n(?!\s*\n))+?)(?<!`)\1(?!`)")
_LINKS = re.compile(
    r"\]\(\s*<?([^)>]*)|^[ ]{0,3}\[[^\]\n]+\]:\s*<?([^\n>]*)|<([a-zA-Z]+:[^\s>]*)>", re.MULTILINE
)
_ATTRIBUTE_LIST = re.compile(
    r"\{:?[^{}\n]*\b(on[a-z]+|style|srcdoc|formaction)\s*=[^{}\n]*\}", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Tag:
    name: str
    attributes: tuple[tuple[str, str], ...]
    start: int
    end: int


class _Reader(HTMLParser):
    """Collect start tags with their offsets; `script` and the like do not swallow what follows."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self.tags: list[_Tag] = []
        self._lines = [0]
        for line in text.split("\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)
        self.feed(text)
        self.close()

    def set_cdata_mode(self, elem: str, *, escapable: bool = False) -> None:
        """Stay among tags: what follows `<script>` is read too, closed or not."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep one tag."""
        line, column = self.getpos()
        start = self._lines[line - 1] + column
        raw = self.get_starttag_text() or ""
        pairs = tuple((name.lower(), value or "") for name, value in attrs)
        self.tags.append(_Tag(tag.lower(), pairs, start, start + len(raw)))


def _tags(source: Source, context: Context) -> list[_Tag]:
    if "<" not in source.text:
        return []
    key = f"html-tags:{source.path}"
    known = context.cache.get(key)
    if not isinstance(known, list):
        known = context.cache[key] = _Reader(_shown(source.text)).tags
    return known


def _shown(text: str) -> str:
    """Blank code samples, keeping every offset."""
    for pattern in (_FENCE, _CODE):
        text = pattern.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    return text


def _elements(source: Source, context: Context) -> Iterator[Match]:
    for tag in _tags(source, context):
        if tag.name in _REFUSED:
            yield Match(start=tag.start, end=tag.end,
                        message=f"`<{tag.name}>` is not allowed in a post: write it in Markdown, or "
                                "ask for a component")  # fmt: skip


def _attributes(source: Source, context: Context) -> Iterator[Match]:
    for tag in _tags(source, context):
        for name, _ in tag.attributes:
            if name.startswith("on") or name in _ACTIVE:
                yield Match(start=tag.start, end=tag.end,
                            message=f"`{name}` on `<{tag.name}>` is not allowed in a post: remove it")  # fmt: skip
    text = _shown(source.text) if "{" in source.text else ""
    for found in _ATTRIBUTE_LIST.finditer(text):
        yield Match(start=found.start(), end=found.end(),
                    message=f"`{found[1].lower()}` in an attribute list is not allowed: remove it")  # fmt: skip


def _addresses(source: Source, context: Context) -> Iterator[Match]:
    for tag in _tags(source, context):
        for name, value in tag.attributes:
            if name in _ADDRESSES and _is_bad(value):
                yield Match(start=tag.start, end=tag.end, message=_NO_SCHEME)
    for found in _LINKS.finditer(_shown(source.text)):
        if _is_bad(next(part for part in found.groups() if part is not None)):
            yield Match(start=found.start(), end=found.end(), message=_NO_SCHEME)
    for key, place in source.places.items():
        if _is_bad(source.values[key]) and key.rpartition(".")[2] in {"url", "image", "poster"}:
            yield Match(start=place.start, end=place.end, message=_NO_SCHEME)


_NO_SCHEME = "an address that runs code or holds a file is not allowed: use https, mailto or tel"


def _is_bad(address: str) -> bool:
    """Tell whether a browser would run the address; it ignores entities, spaces and line ends."""
    plain = re.sub(r"[\x00-\x20\u200b-\u200f\ufeff]", "", html.unescape(html.unescape(address)))
    return bool(_BAD_SCHEME.match(plain))


_POST = "---\ntitle: A\n---\n"

HTML: tuple[Rule, ...] = (
    Rule(
        code="HTM001", name="raw-element", scope=Scope.SOURCE, find=_elements,
        summary="A script, frame, style, form or embedded object in a post.",
        why="It can load a tracker, read what visitors type, or put on the page what no check saw.",
        fix="Use Markdown; a component will bring what a post needs.", authority=SCRIPT_INJECTION,
        bad=(_POST + "Text <script>track()</script>\n", _POST + "<IFRAME src=https://x.example></IFRAME>\n",
             _POST + "- item\n\n    <style>p{}</style>\n", _POST + "<object data=a.swf></object>\n",
             _POST + "<form><input name=q></form>\n", _POST + "```\nnever closed\n<script>1</script>\n"),
        good=(_POST + "Write `<script>` in code.\n\n```html\n<script></script>\n```\n",
              _POST + "If BP < 120 and > 80 all is well. <kbd>Esc</kbd> H<sub>2</sub>O\n"),
    ),
    Rule(
        code="HTM002", name="active-attribute", scope=Scope.SOURCE, find=_attributes,
        summary="An event handler or style on an element, also through an attribute list.",
        why="It runs code, or loads from elsewhere, when the page is opened.",
        fix="Remove the attribute.", authority=SCRIPT_INJECTION,
        bad=(_POST + '<p onclick="go()">Text</p>\n', _POST + "<img src=a.png alt=b OnError=x()>\n",
             _POST + "[a](b.md){: onmouseover=x }\n", _POST + '<p style="background:url(//x)">b</p>\n'),
        good=(_POST + '<p class="note" lang="es">Texto</p>\n', _POST + "## A heading {: #one }\n"),
    ),
    Rule(
        code="HTM003", name="script-address", scope=Scope.SOURCE, find=_addresses,
        summary="A link or picture with a javascript:, data: or file: address.",
        why="It runs code in the reader's browser, or carries a picture past the checks.",
        fix="Link to an https page, or put the file under content/.", authority=TRACKING,
        bad=(_POST + "[a](javascript:alert(1))\n", _POST + "[a]( &#106;avascript:alert(1))\n",
             _POST + "![a](data:image/png;base64,AAAA)\n", _POST + '<a href="java\tscript:x">a</a>\n',
             _POST + "[a][b]\n\n[b]: vbscript:x\n", _POST + "<javascript:alert(1)>\n"),
        good=(_POST + "[a](https://example.org/javascript:) and [b](flu.md)\n",
              _POST + "Read the data: it is `javascript:` in code.\n"),
    ),
)  # fmt: skip
