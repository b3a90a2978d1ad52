"""HTM006: HTML in a post that is not closed."""

from collections import Counter
from collections.abc import Iterator

from bedside.checks.authorities import WCAG
from bedside.checks.model import Context, Match, Rule, Scope
from bedside.checks.surfaces.samples import without_code, without_comments
from bedside.checks.tags import PlacedParser
from bedside.post import Kind, Source

__all__ = ["HTML_WHOLE"]

# Elements whose end must be written: https://html.spec.whatwg.org/multipage/syntax.html#optional-tags
# (read 2026-11-22); `<name@host>` is none of them.
_CLOSED = frozenset({
    "a", "abbr", "address", "article", "aside", "audio", "b", "bdi", "blockquote", "cite", "code",
    "del", "details", "dfn", "div", "dl", "em", "figure", "figcaption", "footer", "h1", "h2",
    "h3", "h4", "h5", "h6", "header", "i", "ins", "kbd", "main", "mark", "nav", "ol", "picture",
    "pre", "q", "s", "samp", "section", "small", "span", "strong", "sub", "summary", "sup",
    "table", "time", "u", "ul", "var", "video",
})  # fmt: skip
_MAY_STAY = frozenset(("p", "li", "td", "th", "dd", "dt"))  # their end may be left out, not crossed


def _unclosed(source: Source, _context: Context) -> Iterator[Match]:
    if source.kind is Kind.TEXT or "<" not in source.body:
        return
    for name, offset, is_open in _Balance(without_comments(without_code(source.body))).loose:
        start = source.body_offset + offset
        message = (
            f"`<{name}>` is opened and never closed: write `</{name}>` where it ends, in the same part"
            if is_open else f"`</{name}>` closes what is not open: remove it"
        )  # fmt: skip
        yield Match(start=start, end=start + len(name) + (1 if is_open else 2), message=message)


class _Balance(PlacedParser):
    """What is opened and not closed, and closed and not open, with the offset of each."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.loose: list[tuple[str, int, bool]] = []
        self._open: list[tuple[str, int]] = []
        self._names: Counter[str] = Counter()  # of those that are open
        self.feed(text + "\n>")
        self.close()
        self.loose += [(name, at, True) for name, at in self._open if name in _CLOSED]
        self.loose.sort(key=lambda one: one[1])

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        """Keep what must be closed, and what may not be closed across it."""
        if tag in _CLOSED or tag in _MAY_STAY:
            self._open.append((tag, self.here()))
            self._names[tag] += 1

    def handle_endtag(self, tag: str) -> None:
        """Close the last one of this name; what was opened inside it and not closed is loose."""
        if not self._names[tag]:
            if tag in _CLOSED:
                self.loose.append((tag, self.here(), False))
            return
        while self._open:
            name, at = self._open.pop()
            self._names[name] -= 1
            if name == tag:
                return
            if name in _CLOSED:
                self.loose.append((name, at, True))


_POST = "---\ntitle: A\n---\n"

HTML_WHOLE: tuple[Rule, ...] = (
    Rule(
        code="HTM006", name="element-not-closed", scope=Scope.SOURCE, find=_unclosed,
        summary="An HTML element in a post that is opened and not closed, or closed and not open.",
        why="It swallows what follows: the disclaimer, the sources or the whole foot of the page.",
        fix="Close it, or write it in Markdown.", authority=WCAG,
        bad=(_POST + "<div>\n\nText.\n", _POST + "Some <b>bold words.\n\nMore.\n", _POST + "Text.</div>\n",
             _POST + "<details><summary>More</details>\n", _POST + "<DIV><span>A</DIV>\n",
             _POST + "<p><b>Text.</p></b>\n"),
        good=(_POST + "<details><summary>More</summary>\n\nText.\n\n</details>\n",
              _POST + "If BP <120 and a<b, write `<div>` in code or to <hello@larkfield.example>.\n",
              _POST + "<ul><li>One<li>Two</ul> <p>A<p>B</p> H<sub>2</sub>O<br>\n",
              _POST + "<https://www.cdc.gov/flu/> <!-- <div> -->\n"),
    ),
)  # fmt: skip
