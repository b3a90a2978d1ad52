"""HTM008: elements of a post that stand where they may not, and names that two of them share."""

from collections.abc import Iterator

from bedside.checks.authorities import WCAG
from bedside.checks.late import compile_late
from bedside.checks.model import Context, Match, Rule, Scope
from bedside.checks.surfaces.samples import without_code, without_comments
from bedside.checks.tags import PlacedParser
from bedside.post import Kind, Source

__all__ = ["HTML_PLACE"]

_ID = compile_late(r"\{:?[^{}\n]*#([^\s{}=\"'<>]+)[^{}\n]*\}")  # of an attribute list
_LISTS = frozenset({"ul", "ol"})
_REACHED = frozenset({"a", "button", "summary", "video", "audio"})  # by the keyboard
_STAND_ALONE = frozenset({"br", "hr", "img", "wbr", "source", "track", "col", "area", "input"})


def _misplaced(source: Source, _context: Context) -> Iterator[Match]:
    if source.kind is Kind.TEXT:
        return
    body = without_comments(without_code(source.body))
    found = _Places(body) if "<" in body else None
    for start, message in [*(found.wrong if found else ()), *_twice(body, found)]:
        yield Match(start=source.body_offset + start, message=message)


def _twice(body: str, found: "_Places | None") -> Iterator[tuple[int, str]]:
    """Yield each id that an element before it has already."""
    ids = [(match.start(1), match[1]) for match in _ID.finditer(body)] if "{" in body else []
    seen: set[str] = set()
    for start, name in sorted([*ids, *(found.ids if found else ())]):
        if name in seen:
            yield (
                start,
                f"a second element with the id `{name}`: a link finds only the first: rename one",
            )
        seen.add(name)


class _Places(PlacedParser):
    """What stands where it may not, with its offset and what to do; and every id."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.wrong: list[tuple[int, str]] = []
        self.ids: list[tuple[int, str]] = []
        self._open: list[tuple[str, int]] = []
        self._summed: set[int] = set()  # the `details` that have their summary
        self.feed(text + "\n>")
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at an element and at what it stands in."""
        at, given = self.here(), dict(attrs)
        around, (inside, where) = [name for name, _ in self._open], (self._open or [("", 0)])[-1]
        if tag == "a" and "a" in around:
            self.wrong.append((at, "a link inside a link: close the first with `</a>` before it"))
        if inside in _LISTS and tag != "li":
            self.wrong.append(
                (at, f"`<{tag}>` straight inside `<{inside}>`: put it into an `<li>`")
            )
        if inside == "details" and tag == "summary":
            self._summed.add(where)
        if given.get("aria-hidden") == "true" and tag in _REACHED:
            message = f"`<{tag}>` is hidden from screen readers and reached by the keyboard: take aria-hidden out"
            self.wrong.append((at, message))
        if name := given.get("id"):
            self.ids.append((at, name))
        if tag not in _STAND_ALONE:
            self._open.append((tag, at))

    def handle_endtag(self, tag: str) -> None:
        """Close the last one of this name, and those in it whose end may be left out."""
        if tag not in (name for name, _ in self._open):
            return
        while self._open:
            name, at = self._open.pop()
            if name == "details" and at not in self._summed:
                self.wrong.append(
                    (at, "`<details>` without `<summary>`: write what it opens first")
                )
            if name == tag:
                return


_POST = "---\ntitle: A\n---\n"

HTML_PLACE: tuple[Rule, ...] = (
    Rule(
        code="HTM008", name="element-misplaced", scope=Scope.SOURCE, find=_misplaced,
        summary="An element in a post where HTML does not allow it, or a name that two elements share.",
        why="Browsers mend it each in their own way, and screen readers and links go astray.",
        fix="Write it as the message says, or in Markdown.", authority=WCAG,
        bad=(_POST + '<a href="/contact/">Ask <a href="/about/">us</a></a>\n',
             _POST + "<ul><p>Rest.</p></ul>\n", _POST + "<ul><ul><li>Rest.</li></ul></ul>\n", _POST + "<details>\n\nMore.\n\n</details>\n",
             _POST + '<a href="/contact/" aria-hidden="true">Ask</a>\n',
             _POST + "## One {#same}\n\n## Two {#same}\n", _POST + '<p id="b">A</p>\n\n## Two {: #b }\n'),
        good=(_POST + "<details><summary>More</summary>\n\nText.\n\n</details>\n",
              _POST + "<ul><li>One<li>Two<br>and three</ul>\n", _POST + "## One {#one}\n\n[up](#one) `{#one}`\n",
              _POST + '<a href="/contact/">Ask</a> <a href="/about/">us</a>\n',
              _POST + '<span aria-hidden="true">*</span> Text.\n'),
    ),
)  # fmt: skip
