"""Read a TOML file with the line of every key, which tomllib does not keep."""

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bedside.errors import Mistake, PracticeError
from bedside.files import read_text
from bedside.schema import Locate

__all__ = ["load_toml", "places_of"]

_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\]]+?)\s*\]")
_KEY = re.compile(r"^\s*([A-Za-z0-9_-]+|\"[^\"]+\")\s*=")
_DECODE_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")


def load_toml(path: Path) -> tuple[dict[str, Any], Locate]:
    """Return the data and a function from a key path to its (line, column).

    Raises PracticeError with the place when the file is not TOML.
    """
    text = read_text(path)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _DECODE_PLACE.search(str(error))
        line, column = (int(found[1]), int(found[2])) if found else (text.count("\n") + 1, 1)
        what = _DECODE_PLACE.sub("", str(error)).strip()
        mistake = Mistake(
            path=path, line=line, column=column, what=f"not valid TOML: {what}",
            fix="compare the line with the ones around it: quotes, brackets, `=`",
        )  # fmt: skip
        raise PracticeError([mistake]) from None
    places = places_of(text)

    def locate(where: Sequence[str | int]) -> tuple[int, int]:
        for end in range(len(where), 0, -1):
            if tuple(where[:end]) in places:
                return places[tuple(where[:end])]
        return 1, 1

    return data, locate


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
