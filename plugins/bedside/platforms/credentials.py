"""Secrets of several parts: one variable that holds a JSON object, so that an account has one secret."""

import json
from typing import Any

from bedside.errors import BedsideError

__all__ = ["parts_of", "secret_parts"]


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
