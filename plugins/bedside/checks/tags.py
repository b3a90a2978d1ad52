"""Read the tags that an author wrote into a Markdown file, with their places."""

from dataclasses import dataclass
from html.parser import HTMLParser

__all__ = ["PlacedParser", "PlainParser", "Tag", "read_tags"]


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


class PlacedParser(PlainParser):
    """A parser that knows the offset of what it reads; `script` and the like swallow nothing."""

    def __init__(self, text: str) -> None:
        """Be ready to read this text; the caller feeds it."""
        super().__init__(convert_charrefs=False)
        self._lines = [0]
        for line in text.split("\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)

    def set_cdata_mode(self, elem: str, *, escapable: bool = False) -> None:
        """Stay among tags: what follows `<script>` is read too, closed or not."""

    def here(self) -> int:
        """Return the offset of what is read now."""
        line, column = self.getpos()
        return self._lines[line - 1] + column


class _Reader(PlacedParser):
    """Collect start tags with their offsets."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.tags: list[Tag] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep one tag."""
        start, raw = self.here(), self.get_starttag_text() or ""
        pairs = tuple((name.lower(), value or "") for name, value in attrs)
        self.tags.append(Tag(tag.lower(), pairs, start, start + len(raw)))
