"""Which parser reads a post's Markdown: docs/writing.md says how they differ."""

from typing import Literal

__all__ = ["Engine"]

Engine = Literal["commonmark", "python-markdown"]
