"""What a style sheet says: `content` puts words on a page that stand in no page."""

import re
from collections.abc import Iterator

from bedside.checks.late import compile_late

__all__ = ["css_words"]

_COMMENT = compile_late(r"/\*(.*?)(?:\*/|\Z)", re.DOTALL)
_STRING = compile_late(r""""((?:[^"\\\n]|\\.|\\\n)*)"|'((?:[^'\\\n]|\\.|\\\n)*)'""", re.DOTALL)
# https://www.w3.org/TR/css-syntax-3/ 4.3.7 (read 2026-11-23)
_ESCAPE = compile_late(r"\\(?:([0-9a-fA-F]{1,6})\s?|(\n)|(.))")
_LAST = 0x10FFFF


def css_words(text: str) -> Iterator[str]:
    """Yield each comment, and the strings of each declaration as one, escapes undone."""
    yield from (one.strip() for one in _COMMENT.findall(text))
    bare = _COMMENT.sub(" ", text)
    for part in _declarations(bare):
        words = "".join(_ESCAPE.sub(_letter, one or other) for one, other in _STRING.findall(part))
        if words.strip():
            yield words


def _declarations(text: str) -> Iterator[str]:
    """Yield the pieces between `;`, `{` and `}` that hold strings; those inside a string part nothing."""
    hidden = _STRING.sub(lambda one: "_" * len(one[0]), text)
    start = 0
    for at, sign in enumerate(hidden):
        if sign in ";{}":
            if "_" in hidden[start:at]:
                yield text[start:at]
            start = at + 1
    yield text[start:]


def _letter(escape: "object") -> str:
    number, line, other = escape.groups()  # type: ignore[attr-defined]
    if number:
        return chr(min(int(number, re.DOTALL), _LAST))
    return "" if line else other
