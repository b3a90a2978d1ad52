"""Names that somebody gave to parts of a file, such as a layer or a picture: they may be a person's."""

import re
from collections.abc import Iterable

from bedside.checks.table_text import table_text

__all__ = ["named_parts"]

_JOINS = re.compile(r"[-_.#/\d\s]+")


def named_parts(names: Iterable[str]) -> str:
    """Return the names as rows of words; empty for none. `sarah-miller_hip` is Sarah Miller hip."""
    rows = [[_as_words(one)] for one in names]
    return table_text([["part"], *rows]) if rows else ""


def _as_words(name: str) -> str:
    words = _JOINS.split(name)
    return " ".join([*(one.capitalize() for one in words[:2]), *words[2:]])
