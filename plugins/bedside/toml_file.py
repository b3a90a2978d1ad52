"""Read a TOML file with the line of every key, which tomllib does not keep."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bedside.errors import Mistake, PracticeError
from bedside.files import read_text
from bedside.text import position

if TYPE_CHECKING:
    from bedside.schema import Locate

__all__ = ["load_toml", "places_of"]

_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\]]+?)\s*\]")
_KEY = re.compile(r"^\s*([A-Za-z0-9_-]+|\"[^\"]+\")\s*=")
# A day as it is written in the United States, or one without its zeros, where a value stands.
_OTHER_DAY = r"=\s*(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}/\d|\d{4}-\d{1,2}-\d{1,2}\b)"
_BARE_WORDS = r"=\s*[^\s\"'\[{#]"
_NO_VALUE = r"=\s*(?:#|$)"
_SAID_YES = r"(?i)=\s*(?:true|false|yes|no|on|off)\b"
_LONE_TEXT = r"[\"'].*[\"']\s*\S"
_DAY = ("is not a date", "write it as 2026-12-24, without quotes")
# What the TOML reader says, and what a person did.
_PLAIN = (
    ("Illegal character '\\n'", "a quotation mark is not closed in this line", "close it after the value"),
    ("invalid character '\\n'", "a quotation mark is not closed in this line", "close it after the value"),
    ("Unterminated string", "a quotation mark is not closed", "close it after the value"),
    ("Expected '\"", "a quotation mark is not closed", "close it after the value"),
    ("Expected \"'", "a quotation mark is not closed", "close it after the value"),
    ("Unclosed array", "a list is not closed, or lacks a comma",
     "end it with `]` and put commas between its values"),
    ("Unclosed inline table", "a `{` is not closed, or lacks a comma", "end it with `}` and put commas between"),
    ("Expected ']", "a heading is not closed", "end it with as many `]` as it begins with"),
    ("Expected '='", "there is no `=` after the name", "write `name = value`"),
    ("Invalid statement", "this is no `name = value` line", "write `name = value`, or # before a remark"),
    ("Invalid initial character", "there is no name here", "write `name = value`"),
    ("Cannot overwrite", "is written twice in the same part", "keep one of the two"),
    ("Duplicate inline", "is written twice in the same part", "keep one of the two"),
    ("Cannot declare", "this heading is written twice", "keep one of the two"),
    ("Cannot mutate", "there is a list or table of this name above",
     "remove the one line that writes it, such as `consents = []`"),
    ("Cannot redefine", "there is a list or table of this name above", "keep one of the two"),
    ("Invalid hex", "a `\\` stands in the text", "write it twice, as `\\\\`"),
    ("Unescaped", "a `\\` stands in the text", "write it twice, as `\\\\`"),
    ("Invalid date", *_DAY),
)  # fmt: skip
_DECODE_PLACE = r"\(at line (\d+), column (\d+)\)"


def load_toml(path: Path) -> tuple[dict[str, Any], "Locate"]:
    """Return the data and a function from a key path to its (line, column).

    Raises PracticeError with the place when the file is not TOML.
    """
    import tomllib  # noqa: PLC0415  most checks know the file by heart

    text = read_text(path)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(_DECODE_PLACE, str(error))
        line, column = (int(found[1]), int(found[2])) if found else position(text, len(text))
        what, fix = _in_plain_words(str(error), text.splitlines()[line - 1 : line])
        raise PracticeError(
            [Mistake(path=path, line=line, column=column, what=what, fix=fix)]
        ) from None
    places = places_of(text)

    def locate(where: Sequence[str | int]) -> tuple[int, int]:
        for end in range(len(where), 0, -1):
            if tuple(where[:end]) in places:
                return places[tuple(where[:end])]
        return 1, 1

    return data, locate


def _in_plain_words(said: str, lines: list[str]) -> tuple[str, str]:
    """Return what is wrong and what to do; nothing of the line is repeated, it may be a secret."""
    line = lines[0] if lines else ""
    for sign, what, fix in _PLAIN:
        if sign in said:
            return what, fix
    if re.search(_OTHER_DAY, line):
        return _DAY
    if re.search(_NO_VALUE, line):
        return "there is no value after the `=`", "write one, or remove the line"
    if re.search(_SAID_YES, line):
        return "is neither yes nor no", "write true or false, in small letters"
    if re.search(r"=\s*[“”„‘’«]", line):
        return "these quotes are a word processor's", 'write straight ones: "text"'
    if re.search(_BARE_WORDS, line):
        return "a text stands here without quotes", 'write it as "text"'
    if re.search(_LONE_TEXT, line):
        return "something follows the end of the text", "one pair of quotes around all of it"
    return "this line cannot be read", "compare it with those around it: quotes, brackets, `=`"


def places_of(text: str) -> dict[tuple[str | int, ...], tuple[int, int]]:
    """Map each table and key, arrays of tables by index, to where its line starts."""
    places: dict[tuple[str | int, ...], tuple[int, int]] = {}
    counts: dict[tuple[str | int, ...], int] = {}
    table: tuple[str | int, ...] = ()
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _HEADER.match(line):
            table = ()
            parts = [part.strip(" \"'") for part in header[2].split(".")]
            for index, part in enumerate(parts):
                table = (*table, part)
                is_new_item = header[1] == "[[" and index == len(parts) - 1
                if is_new_item:
                    counts[table] = counts.get(table, -1) + 1
                if table in counts:
                    table = (*table, counts[table])
            if header[1] == "[[":
                for key in [key for key in counts if key[: len(table)] == table]:
                    del counts[key]
            places[table] = (number, line.index("[") + 1)
        elif found := _KEY.match(line):
            name = found[1].strip('"')
            places.setdefault((*table, name), (number, line.index(found[1]) + 1))
    return places
