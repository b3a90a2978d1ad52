"""What stands around a table so that it scrolls on its own on a small screen, also by keyboard."""

from collections.abc import Iterable

__all__ = ["SCROLL", "table_label"]

SCROLL = {"class": "table-scroll", "role": "region", "tabindex": "0"}


def table_label(heads: Iterable[str]) -> str:
    """Return what a screen reader calls the table, from the words of its heading cells."""
    said = ", ".join(filter(None, map(str.strip, heads)))
    return f"Table: {said}" if said else "Table"
