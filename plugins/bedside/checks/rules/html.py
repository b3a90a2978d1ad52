"""HTM rules: raw HTML in a post that could run code, load from elsewhere or hide text."""

import html
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, get_args

from bedside.checks.authorities import SCRIPT_INJECTION, TRACKING
from bedside.checks.image import pictures_in
from bedside.checks.late import compile_late
from bedside.checks.model import Context, Match, Rule, Scope
from bedside.checks.surfaces.cut import holds
from bedside.checks.surfaces.samples import without_code
from bedside.markdown_engine import Engine
from bedside.post import Source

if TYPE_CHECKING:
    from bedside.checks.fetches import Element
    from bedside.checks.tags import Tag

__all__ = ["HTML", "tags_of"]

_REFUSED = frozenset(
    ("script", "noscript", "template", "iframe", "frame", "frameset", "object", "embed", "applet",
     "portal", "form", "input", "button", "select", "textarea", "style", "link", "meta", "base",
     "svg", "math", "title", "html", "head", "body", "plaintext", "xmp", "marquee", "dialog")
)  # fmt: skip
_ADDRESSES = {"href", "src", "action", "formaction", "xlink:href", "data", "poster", "background",
              "cite", "srcset", "ping"}  # fmt: skip
_ACTIVE = {"style", "srcdoc", "formaction", "ping", "background", "slot", "is"}
_BAD_SCHEME = compile_late(r"(?i)^(?:javascript|vbscript|data|file|blob|filesystem|livescript):")

_LINKS = compile_late(
    r"\]\(\s*<?([^)>]*)|^[ ]{0,3}\[[^\]\n]+\]:\s*<?([^\n>]*)|<([a-zA-Z]+:[^\s>]*)>", re.MULTILINE
)
_MOST_TAGS = 1500
_ATTRIBUTE_LIST = compile_late(
    r"\{:?[^{}\n]*\b(on[a-z]+|style|srcdoc|formaction|src|srcset|href|poster)\s*=[^{}\n]*\}",
    re.IGNORECASE,
)
_LIST = compile_late(r"\{[ ]?[:.#A-Za-z]")
# An attribute, or the bare name of one that does something; `{{ practice.phone }}` has neither.
_ATTRIBUTE = compile_late(r"(?i)=|\b(?:on[a-z]+|style|srcdoc|formaction|ping|background|slot|is)\b")
_ALIGNED = compile_late(r"\s*text-align:\s*(?:left|right|center);?\s*")
_FOREIGN = compile_late(r"(?i)\s*(?:https?:|ftp:|wss?:|[/\\]{2})")
_ENGINES: tuple[Engine, ...] = get_args(Engine)
_SHELL = {"html", "head", "body"}  # what every parser adds around a piece


def tags_of(source: Source, context: Context) -> list["Tag"]:
    """Return the tags that stand in a source as HTML, code left out."""
    if "<" not in source.text or _is_flooded(source):
        return []
    key = f"html-tags:{source.path}"
    known = context.cache.get(key)
    if not isinstance(known, list):
        from bedside.checks.tags import read_tags  # noqa: PLC0415  few posts have tags

        # The last `>` ends what nothing else does: the reader starts over at each open `<`.
        known = context.cache[key] = read_tags(without_code(source.text) + ">")
    return known


def _is_flooded(source: Source) -> bool:
    """Tell whether there are more tags than in any post: readers of HTML take minutes for them."""
    return source.text.count("<") > _MOST_TAGS


def _elements(source: Source, context: Context) -> Iterator[Match]:
    said: set[str] = set()
    if _is_flooded(source):
        message = f"more than {_MOST_TAGS} times `<`: split the file, or write it in Markdown"
        yield Match(start=source.body_offset, end=source.body_offset, message=message)
    for tag in tags_of(source, context):
        if tag.name in _REFUSED:
            said.add(tag.name)
            yield Match(start=tag.start, end=tag.end, message=_refused(tag.name))
    for element in _built(source, context):
        if element.tag in _REFUSED - said:
            said.add(element.tag)
            yield _match(source, f"<{element.tag}", _refused(element.tag))


def _refused(name: str) -> str:
    return (
        f"`<{name}>` is not allowed in a post: write it in Markdown, or ask for a component"
    )  # fmt: skip


def _attributes(source: Source, context: Context) -> Iterator[Match]:
    said: set[str] = set()
    for tag in tags_of(source, context):
        for name, _ in tag.attributes:
            if _is_active(name, ""):
                said.add(name)
                yield Match(start=tag.start, end=tag.end,
                            message=f"`{name}` on `<{tag.name}>` is not allowed in a post: remove it")  # fmt: skip
    text = without_code(source.text) if "{" in source.text else ""
    for found in _ATTRIBUTE_LIST.finditer(text):
        said.add(found[1].lower())
        yield Match(start=found.start(), end=found.end(),
                    message=f"`{found[1].lower()}` in an attribute list is not allowed: remove it")  # fmt: skip
    for element in _built(source, context):
        for name, value in element.values.items():
            if name not in said and _is_active(name, value or ""):
                said.add(name)
                message = f"`{name}` on `<{element.tag}>` is not allowed in a post: remove it"
                yield _match(source, name, message)


def _is_active(name: str, value: str) -> bool:
    """Tell whether an attribute runs or loads something; Markdown's tables align with a style."""
    return name.startswith("on") or (name in _ACTIVE and not _ALIGNED.fullmatch(value))


def _addresses(source: Source, context: Context) -> Iterator[Match]:
    said = False
    for tag in tags_of(source, context):
        for name, value in tag.attributes:
            if name in _ADDRESSES and _is_bad(value):
                said = True
                yield Match(start=tag.start, end=tag.end, message=_NO_SCHEME)
    has_link = holds(source.text, ("](", "]:", "<"))
    for found in _LINKS.finditer(without_code(source.text)) if has_link else ():
        if _is_bad(next(part for part in found.groups() if part is not None)):
            said = True
            yield Match(start=found.start(), end=found.end(), message=_NO_SCHEME)
    for key, place in source.places.items():
        if _is_bad(source.values.get(key, "")) and key.rpartition(".")[2] in {
            "url",
            "image",
            "poster",
        }:
            yield Match(start=place.start, end=place.end, message=_NO_SCHEME)
    bad = (
        value or "" for element in _built(source, context) for name, value in element.values.items()
        if name in _ADDRESSES and value and _is_bad(value)
    )  # fmt: skip
    if not said and (address := next(bad, "")):
        yield _match(source, address, _NO_SCHEME)


def _foreign(source: Source, context: Context) -> Iterator[Match]:
    """Yield what the page would load from another site; Markdown's own pictures have their rule."""
    built = _built(source, context)
    if not built:
        return
    pictures = {picture.address for picture in pictures_in(source, context)}
    from bedside.checks.fetches import fetches_of  # noqa: PLC0415  few posts have markup of their own

    for element in built:
        for fetch in fetches_of(element):
            if _FOREIGN.match(fetch.address) and fetch.address not in pictures:
                message = f"{fetch.what} loads from another site: put the file under content/"
                yield _match(source, fetch.address, message)


def _built(source: Source, context: Context) -> list["Element"]:
    """Return the elements that either engine makes of the body: a post may change to the other.

    Only markup and attribute lists can make one that the rules look for.
    """
    if "<" not in source.body and not _has_list(source.body):
        return []
    if _is_flooded(source):
        return []
    key = f"html-built:{source.path}"
    known = context.cache.get(key)
    if not isinstance(known, list):
        from bedside.checks.fetches import elements  # noqa: PLC0415  few posts have markup of their own
        from bedside.site.markup import render_markdown  # noqa: PLC0415  Markdown loads slowly

        known = context.cache[key] = [
            one
            for engine in _ENGINES
            for one in elements(
                "<body>"
                + render_markdown(
                    source.body, source.name, lambda _: None, lambda *_: True, engine=engine
                )
            )
            if one.tag not in _SHELL or one.values
        ]
    return known


def _has_list(body: str) -> bool:
    """Tell whether there is an attribute list that could do more than name a class or a place."""
    if not _LIST.search(body):
        return False
    lines = (line for line in body.split("\n") if "{" in line and "}" in line)
    return any(_ATTRIBUTE.search(line, line.find("{"), line.rfind("}") + 1) for line in lines)


def _match(source: Source, words: str, message: str) -> Match:
    """Point at the words where they stand in the source, or at the beginning of the body."""
    start = source.text.lower().find(words.lower(), source.body_offset)
    if start < 0:
        return Match(start=source.body_offset, end=source.body_offset, message=message)
    return Match(start=start, end=start + len(words), message=message)


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
             _POST + "<form><input name=q></form>\n", _POST + "```\nnever closed\n<script>1</script>\n",
             _POST + "A\n\n    ```\n<script>1</script>\n    ```\n", _POST + "A\n\n ```\n<script>1</script>\n ```\n",
             _POST + " ```a`b\n<script>1</script>\n```\n", _POST + "<div>`</div><script>1</script>`\n",
             _POST + "<!-- --!><script>1</script> -->\n"),
        good=(_POST + "Write `<script>` in code.\n\n```html\n<script></script>\n```\n",
              _POST + "If BP < 120 and > 80 all is well. <kbd>Esc</kbd> H<sub>2</sub>O\n"),
    ),
    Rule(
        code="HTM002", name="active-attribute", scope=Scope.SOURCE, find=_attributes,
        summary="An event handler or style on an element; an address or one of these in an attribute list.",
        why="It runs code, loads from elsewhere, or shows another file than the one that was checked.",
        fix="Remove the attribute.", authority=SCRIPT_INJECTION,
        bad=(_POST + '<p onclick="go()">Text</p>\n', _POST + "<img src=a.png alt=b OnError=x()>\n",
             _POST + "[a](b.md){: onmouseover=x }\n", _POST + '<p style="background:url(//x)">b</p>\n',
             _POST + '![A lamp](a.png){: src="b.png" }\n', _POST + "[a](b.md){: href=/c/ }\n",
             _POST + '![A lamp](a.png){: srcset="b.png 2x" }\n', _POST + "```{.python onclick=alert(1)}\nx\n```\n", _POST + "*x*{: a='}' onclick=alert(1) }\n"),
        good=(_POST + '<p class="note" lang="es">Texto</p>\n', _POST + "## A heading {: #one }\n",
              _POST + "| A | B |\n|--:|:-:|\n| 1 <br> | 2 |\n"),
    ),
    Rule(
        code="HTM003", name="script-address", scope=Scope.SOURCE, find=_addresses,
        summary="A link or picture with a javascript:, data: or file: address.",
        why="It runs code in the reader's browser, or carries a picture past the checks.",
        fix="Link to an https page, or put the file under content/.", authority=TRACKING,
        bad=(_POST + "[a](javascript:alert(1))\n", _POST + "[a]( &#106;avascript:alert(1))\n",
             _POST + "![a](data:image/png;base64,AAAA)\n", _POST + '<a href="java\tscript:x">a</a>\n',
             _POST + "[a][b]\n\n[b]: vbscript:x\n", _POST + "<javascript:alert(1)>\n",
             _POST + "[x](/contact/){: href='javascript:alert(1)' }\n"),
        good=(_POST + "[a](https://example.org/javascript:) and [b](flu.md)\n",
              _POST + "Read the data: it is `javascript:` in code.\n"),
    ),
    Rule(
        code="HTM004", name="foreign-embed", scope=Scope.SOURCE, find=_foreign,
        summary="A film, sound or picture in raw HTML or an attribute list that another site serves.",
        why="The other site learns who reads which page on health.",
        fix="Put the file under content/ and name it there.", authority=TRACKING,
        bad=(_POST + "![x](a.png){: src=https://evil.example/p.png }\n",
             _POST + "<video src=https://evil.example/a.mp4></video>\n",
             _POST + "<audio><source src='//evil.example/a.mp3'></audio>\n",
             _POST + "<video><track src=https://evil.example/a.vtt></video>\n"),
        good=(_POST + '<a href="https://www.cdc.gov/flu/">CDC</a> and <cite>https://a.example</cite>\n',
              _POST + "```html\n<video src=https://evil.example/a.mp4></video>\n```\n"),
    ),
)  # fmt: skip
