"""Attribute lists behind what they belong to: `![A lamp](lamp.png){: .wide }`, `## Words {#place}`."""

import html
import re
from collections.abc import Mapping

__all__ = ["at_end", "at_start", "escape", "explicit_ids", "merged", "tag"]

_ITEM = re.compile(
    r"\s*(?:([#.])([^\s{}=\"'<>]+)|([A-Za-z][\w:.-]*)=(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'{}<>]+)))"
)
_LIST = re.compile(r"\{:?([^{}\n]+)\}")
_ID = re.compile(r"\{:?[^{}\n]*#([^\s{}=\"'<>]+)")


def at_start(text: str) -> tuple[dict[str, str], str]:
    """Return the attributes that a text begins with, and the text behind them."""
    found = _LIST.match(text)
    values = _read(found[1]) if found else {}
    return (values, text[found.end() :]) if found and values else ({}, text)


def at_end(text: str) -> tuple[dict[str, str], str]:
    """Return the attributes that a text ends with, behind a space, and the text before them."""
    at = text.rfind("{")
    found = _LIST.fullmatch(text[at:].rstrip(" ")) if at >= 0 else None
    is_apart = at == 0 or text[at - 1 : at] == " "
    values = _read(found[1]) if found and is_apart else {}
    return (values, text[:at].rstrip(" ")) if values else ({}, text)


def explicit_ids(text: str) -> set[str]:
    """Return the ids that a text's attribute lists give: no heading may get one of them by chance."""
    return set(_ID.findall(text)) if "{" in text else set()


def merged(one: Mapping[str, str], more: Mapping[str, str]) -> dict[str, str]:
    """Return both; classes add up, for anything else the second holds."""
    both = {**one, **more}
    if "class" in one and "class" in more:
        both["class"] = f"{one['class']} {more['class']}"
    return both


def tag(name: str, values: Mapping[str, str]) -> str:
    """Return an element's start tag, its attributes in the order of the alphabet."""
    if not values:  # as most have none
        return f"<{name}>"
    said = "".join(
        f' {key}="{escape(value).replace(chr(34), "&quot;")}"'
        for key, value in sorted(values.items())
    )
    return f"<{name}{said}>"


def escape(text: str) -> str:
    """Return text as it stands between tags."""
    return html.escape(text, quote=False)


def _read(words: str) -> dict[str, str]:
    """Return what a list says; nothing when any of it is no attribute."""
    values: dict[str, str] = {}
    at, end = 0, len(words.rstrip())
    while at < end:
        found = _ITEM.match(words, at, end)
        if found is None:
            return {}
        at = found.end()
        sign, word, key, *said = found.groups()
        name = {"#": "id", ".": "class"}.get(sign or "", key)
        values = merged(values, {name: word or next((one for one in said if one is not None), "")})
    return values
