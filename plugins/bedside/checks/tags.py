"""Read the tags that an author wrote into a Markdown file, with their places."""

from dataclasses import dataclass
from html.parser import HTMLParser

__all__ = ["PlainParser", "Tag", "read_tags"]


def read_tags(text: str) -> list["Tag"]:
    """Return every start tag of a text, in order."""
    return _Reader(text).tags


@dataclass(frozen=True, slots=True)
class Tag:
    """A start tag; `start` and `end` are offsets in the text."""

    name: str
    attributes: tuple[tuple[str, str], ...]
    start: int
    end: int


class PlainParser(HTMLParser):
    """A parser that reads `<![` as browsers do, as a comment up to the next `>`; Python's raises there."""

    def parse_html_declaration(self, i: int) -> int:
        """Pass over what begins with `<!`; return where it ends, -1 where it does not."""
        if self.rawdata.startswith("<![", i):
            return self.parse_bogus_comment(i)
        return super().parse_html_declaration(i)


class _Reader(PlainParser):
    """Collect start tags with their offsets; `script` and the like do not swallow what follows."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self.tags: list[Tag] = []
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
        self.tags.append(Tag(tag.lower(), pairs, start, start + len(raw)))
