"""Style sheets as they are published."""

import re

__all__ = ["without_comments"]

_STRING = r'"(?:[^"\\\n]|\\.)*"' + "|" + r"'(?:[^'\\\n]|\\.)*'"
_STRING_OR_COMMENT = re.compile(rf"({_STRING})|/\*.*?(?:\*/|\Z)", re.DOTALL)
_EMPTY = re.compile(r"\n\s*\n")


def without_comments(css: str) -> str:
    """Return a style sheet without its comments, which are for us: a tenth of what a visitor loads of it."""
    return _EMPTY.sub("\n", _STRING_OR_COMMENT.sub(lambda found: found[1] or "", css))
