"""Read a Markdown table row by row, each cell behind its column's heading."""

import re
from collections.abc import Iterator

from bedside.checks.late import compile_late
from bedside.checks.surfaces.cut import Cut, join

__all__ = ["table_rows"]

_CELL = compile_late(r"(?:[^|\\\n]|\\.)+")
_LABEL = compile_late(r"\A[^\d\n]{1,40}\Z")  # words without a digit
_DIGIT = compile_late(r"\d")
_RULER = compile_late(r"\A[ \t>|:-]*-[ \t>|:-]*\Z")


def table_rows(table: Cut) -> Iterator[Cut]:
    """Yield the heading row, then each row as `Heading: cell. Heading: cell.`.

    A label in the heading (`MRN`) so meets the number below it. A heading's letters are placed
    at the cell they are put before. A row of a label and a value is also read across, as
    `MRN: 4482913: `.
    """
    headings: list[Cut] = []
    for line in re.finditer(r"[^\n]+", table.text):
        if _RULER.match(line[0]):
            continue
        cells = [
            _strip(table[m.start() : m.end()]) for m in _CELL.finditer(table.text, *line.span())
        ]
        if len(cells) > 1 and _LABEL.match(cells[0].text) and _DIGIT.search(cells[1].text):
            yield join(part for cell in cells for part in (cell, _placed(": ", cell)))
        if not headings:
            headings = cells
            yield join(part for cell in cells for part in (cell, _placed(". ", cell)))
        else:
            yield join(_labelled(cell, headings, index) for index, cell in enumerate(cells))


def _labelled(cell: Cut, headings: list[Cut], index: int) -> Cut:
    heading = headings[index].text if index < len(headings) else ""
    label = f"{heading}: " if heading else ""
    return join((_placed(label, cell), cell, _placed(". ", cell)))


def _placed(text: str, cell: Cut) -> Cut:
    return Cut(text if cell.text else "", [cell.offsets[0]] * len(text) if cell.text else [])


def _strip(cell: Cut) -> Cut:
    text = cell.text
    start = len(text) - len(text.lstrip(" \t>"))
    return cell[start : max(start, len(text.rstrip()))]
