"""The words of a built page as a reader meets them, block by block."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bedside.checks.late import compile_late
from bedside.checks.table_text import RULER, table_text

__all__ = ["one_line", "parts_of", "words_of"]

# Its first character alone, so that a plain text stands in for it: a template is filled by Python.
_BLOCK_END = compile_late(
    r"<(?=/(?:p|li|h[1-6]|div|section|article|header|footer|aside|nav|blockquote|pre|table|tr|td|th|"
    r"caption|figure|figcaption|dt|dd|dl|ul|ol|address|details|summary|form|label|main|time)>|br\s*/?>)",
    re.IGNORECASE,
)
# When an article was published, beside a list's words of somebody, is no date of theirs: h-entry's
# classes, which the theme gives its own dates. What an author writes so is read at the source.
_PUBLISHED = "time.dt-published, time.dt-updated"
_DAY = 5  # words: `18 de noviembre de 2026`
_BLOCKS = re.compile(r"\n\s*\n")


def words_of(html: str) -> str:
    """Return the words of a piece of markup, its blocks parted by blank lines; a table is one."""
    return parts_of(html)[0]


def parts_of(html: str) -> tuple[str, str, str]:
    """Return the words of the main part, of the article, and around the main part.

    Inline markup vanishes, blocks do not. A table is one block in Markdown's own form: its cells
    are no sentences that follow each other, and the rules read them as they do at the source.

    `e-content` is the class that h-entry gives an entry's content.
    http://microformats.org/wiki/h-entry
    """
    tree = LexborHTMLParser(_BLOCK_END.sub("\n\n<", html))
    tree.strip_tags(["script", "style", "template"])
    for time in tree.css(_PUBLISHED):
        if _is_day(time):
            time.decompose()
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


def _is_day(time: LexborNode) -> bool:
    """Tell whether a `<time>` says the day of its own `datetime` and nothing else."""
    words, year = time.text().split(), (time.attributes.get("datetime") or "")[:4]
    return len(words) <= _DAY and year.isdigit() and year in words


def _blocks(node: LexborNode) -> str:
    blocks = _BLOCKS.split(node.text())
    return "\n\n".join(
        flat for block in blocks if (flat := "\n".join(_rows(block) or [one_line(block)]))
    )


def _rows(block: str) -> list[str]:
    """Return the lines of a table that `table_text` wrote; none for any other block."""
    if RULER not in block:
        return []
    lines = block.strip().split("\n")
    return lines if len(lines) > 1 and lines[1] == RULER else []


def _table(table: LexborNode) -> str:
    """Return a table in Markdown's form, its caption before it."""
    rows = [
        [one.text() for one in row.iter() if one.tag in {"td", "th"}] for row in table.css("tr")
    ]
    caption = "".join(f"{one_line(one.text())}\n\n" for one in table.css("caption"))
    return caption + table_text(rows)


def one_line(text: str | None) -> str:
    """Return a text with every run of white space as one space."""
    return " ".join((text or "").split())
