"""Patterns that are compiled when a text first needs them: most texts need few of them."""

import re
from typing import Any, cast

__all__ = ["compile_late"]


def compile_late(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return what behaves as `re.compile(source, flags)` and costs nothing until it is used."""
    return cast("re.Pattern[str]", _Late(source, flags))


class _Late:
    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        """Keep what was asked for, so that each is asked once and then as quick as the pattern's own."""
        value = getattr(re.compile(self._source, self._flags), name)
        setattr(self, name, value)
        return value

    def __repr__(self) -> str:
        return f"compile_late({self._source!r}, {self._flags})"
