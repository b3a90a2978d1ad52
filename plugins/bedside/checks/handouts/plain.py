"""Tables, calendars and address cards: files that are text already."""

import csv
import io
import re

from bedside.checks.handouts.unreadable import UnreadableError
from bedside.checks.table_text import table_text

__all__ = ["plain_text"]

# A long line of a calendar or card goes on behind a space: RFC 5545 section 3.1, RFC 6350 section 3.2.
_FOLD = re.compile(r"\r?\n[ \t]")


def plain_text(data: bytes, suffix: str) -> str:
    """Return the words of a .csv, .ics or .vcf file; each row of a table behind its headings."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableError("is not text in UTF-8", "export it again as UTF-8") from error
    if "\0" in text:
        raise UnreadableError("is not text", "export it again as UTF-8")
    if suffix != ".csv":
        return _FOLD.sub("", text).replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";")
    try:
        dialect = csv.Sniffer().sniff(text[:4096], delimiters=",;\t") if text.strip() else csv.excel
    except csv.Error:
        dialect = csv.excel
    try:
        rows = csv.reader(io.StringIO(text, newline=""), dialect, strict=True)
        return table_text([row for row in rows if any(row)])
    except csv.Error as error:
        raise UnreadableError("is not a table", "export it again as CSV") from error
