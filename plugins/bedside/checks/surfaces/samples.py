"""Blank what a Markdown file shows as it is, or not at all: code samples and comments."""

import re
from functools import lru_cache

from bedside.checks.late import compile_late

__all__ = ["without_code", "without_comments"]

_FENCE = compile_late(
    r"^([ ]{0,3})(`{3,}+|~{3,}+)[^\n]*\n.*?^[ ]{0,3}\2[`~]*[ \t]*$", re.MULTILINE | re.DOTALL
)
_CODE = compile_late(r"(?<![\\`])(`+)(?!`)((?:[^\n]|\n(?!\s*\n))+?)(?<!`)\1(?!`)")
_COMMENT = compile_late(r"<!--.*?-->", re.DOTALL)


@lru_cache(maxsize=8)  # the rules of one document ask for the same text
def without_code(text: str) -> str:
    """Blank code samples, keeping every offset."""
    if "```" in text or "~~~" in text:
        text = _blank(text, _FENCE)
    return _blank(text, _CODE) if "`" in text else text


def without_comments(text: str) -> str:
    """Blank comments, which are never published, keeping every offset."""
    return _blank(text, _COMMENT) if "<!--" in text else text


def _blank(text: str, pattern: re.Pattern[str]) -> str:
    return pattern.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
