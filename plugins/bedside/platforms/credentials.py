"""Secrets of several parts: one variable that holds a JSON object, so that an account has one secret."""

import html
import json
from base64 import b64encode
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from bedside.errors import BedsideError

__all__ = ["parts_of", "secret_parts", "spellings"]

_SHORTEST = 8  # characters of base64 that are one secret's and nobody else's


def secret_parts(secret: str, account: str, *names: str) -> dict[str, str]:
    """Return the named parts. Raises BedsideError that names what is missing, never a value."""
    parts = parts_of(secret)
    missing = [name for name in names if not parts.get(name)]
    if missing:
        wanted = json.dumps(dict.fromkeys(names, "…"), ensure_ascii=False)
        message = (
            f"account `{account}`: its secret lacks {', '.join(missing)}: write it as {wanted}"
        )
        raise BedsideError(message)
    return parts


def parts_of(secret: str) -> dict[str, str]:
    """Return the parts of a secret that is a JSON object of texts; nothing for any other."""
    try:
        found: Any = json.loads(secret)
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    return {str(name): value for name, value in found.items() if isinstance(value, str)}


def spellings(secret: str) -> set[str]:
    """Return a secret as a server may repeat it: as it is, and as addresses, pages, JSON and mail write it."""
    escaped = json.dumps(secret)[1:-1]
    unsafe = escaped.replace('\\"', '"')
    for letter in "&<>'\"":  # as some servers write JSON that may stand in a page
        unsafe = unsafe.replace(letter, f"\\u{ord(letter):04x}")
    return {
        secret, quote(secret, safe=""), quote(secret), repr(secret)[1:-1], html.escape(secret),
        escaped, escaped.replace("/", "\\/"), unsafe, *_in_base64(secret.encode()),
    }  # fmt: skip


def _in_base64(secret: bytes) -> Iterator[str]:
    """Yield the letters that only the secret decides, wherever it stands in what was encoded."""
    for before in range(3):
        first, last = (0, 2, 3)[before], (before + len(secret)) * 8 // 6
        if last - first >= _SHORTEST:
            yield b64encode(bytes(before) + secret).decode()[first:last]
