"""A table of cells in Markdown's form, as rules read one: each heading stands before its cell."""

from collections.abc import Sequence

__all__ = ["RULER", "table_text"]

RULER = "|---|"  # the second line


def table_text(rows: Sequence[Sequence[str]]) -> str:
    """Return the rows as lines, the first of them as headings; no rows are no table."""
    lines = ["| " + " | ".join(map(_cell, row)) + " |" for row in rows]
    return "\n".join([*lines[:1], *([RULER] if lines else []), *lines[1:]])


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("\\", " ").replace("|", "\\|")
