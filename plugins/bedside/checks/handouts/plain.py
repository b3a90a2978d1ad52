"""Tables, calendars and address cards: files that are text already."""

import csv
import io
import re
from typing import NamedTuple

from bedside.checks.handouts.unreadable import UnreadableError
from bedside.checks.table_text import table_text

__all__ = ["Plain", "plain_text"]

# RFC 5545 3.2.7, RFC 6350 6.7.5 (data: addresses), and QUOTED-PRINTABLE of vCard 2.1
_ENCODED = re.compile(
    r"^[^:\n]*;[ \t]*(?:ENCODING=)?(?:BASE64|B|QUOTED-PRINTABLE)[;:]|\bdata:[\w/+.-]*;base64",
    re.IGNORECASE,
)


class Plain(NamedTuple):
    """The words of a file, and for each line of them the file's line that it begins on."""

    text: str
    lines: tuple[int, ...] = ()


def plain_text(data: bytes, suffix: str) -> Plain:
    """Return the words of a .csv, .ics or .vcf file; each row of a table behind its headings."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableError("is not text in UTF-8", "export it again as UTF-8") from error
    if "\0" in text:
        raise UnreadableError("is not text", "export it again as UTF-8")
    return _table(text) if suffix == ".csv" else _card(text)


def _card(text: str) -> Plain:
    """Read a calendar or an address card.

    A long line goes on behind a space: RFC 5545 section 3.1, RFC 6350 section 3.2.
    """
    rows: list[tuple[int, str]] = []
    for number, line in enumerate(text.split("\n"), 1):
        row = line.removesuffix("\r")
        if rows and row.startswith((" ", "\t")):
            rows[-1] = (rows[-1][0], rows[-1][1] + row[1:])
        else:
            rows.append((number, row))
    if any(_ENCODED.search(row) for _, row in rows):
        raise UnreadableError(
            "holds encoded words or a picture", "export it again as plain UTF-8, without pictures"
        )
    said = [
        (number, part)
        for number, row in rows
        for part in row.replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";").split("\n")
    ]
    return Plain("\n".join(part for _, part in said), tuple(number for number, _ in said))


def _table(text: str) -> Plain:
    try:
        dialect = csv.Sniffer().sniff(text[:4096], delimiters=",;\t") if text.strip() else csv.excel
    except csv.Error:
        dialect = csv.excel
    reader = csv.reader(io.StringIO(text, newline=""), dialect, strict=True)
    rows: list[tuple[int, list[str]]] = []
    before = 0  # a cell may hold several lines: a row begins where the one before it ended
    try:
        for row in reader:
            rows.append((before + 1, row))
            before = reader.line_num
    except csv.Error as error:
        raise UnreadableError("is not a table", "export it again as CSV") from error
    rows = [(number, row) for number, row in rows if any(row)]
    lines = [number for number, _ in rows]
    return Plain(table_text([row for _, row in rows]), (*lines[:1], *lines))
