"""Patterns that are made when a text first needs them: most texts need few of them."""

import re
from typing import Any, cast

from bedside.checks.kept_patterns import compile_kept

__all__ = ["Late", "compile_late"]


def compile_late(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return what behaves as `re.compile(source, flags)` and costs nothing until it is used."""
    return cast("re.Pattern[str]", Late(source, int(flags)))


class Late:
    """A pattern to come."""

    def __init__(self, source: str, flags: int) -> None:
        """Keep what to make."""
        self.source, self.flags = source, flags

    def __getattr__(self, name: str) -> Any:
        """Keep what was asked for, so that each is asked once and then as quick as the pattern's own."""
        value = getattr(compile_kept(self.source, self.flags), name)
        setattr(self, name, value)
        return value

    def __repr__(self) -> str:
        return f"compile_late({self.source!r}, {self.flags})"
