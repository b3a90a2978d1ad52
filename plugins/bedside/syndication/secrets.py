"""The accounts' secrets: read when needed, kept out of every message."""

import importlib
import os
import re
from collections.abc import Mapping
from urllib.parse import quote

from bedside.errors import BedsideError
from bedside.platforms.credentials import parts_of
from bedside.practice import Account

__all__ = ["Secrets"]

_MASK = "[secret]"
# Tokens that a network mints from a secret, e.g. in an error that repeats the request.
_TOKEN = re.compile(r"eyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?|(?i:bearer\s+)[\w.~+/=-]{8,}")


class Secrets:
    """Read secrets from the environment, else from the system's keyring when that is installed.

    Every secret that was read is known here, so that `mask` can take it out of what is printed
    or written down.
    """

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        """Read nothing yet."""
        self._environment = environment
        self._known: set[str] = set()

    def __repr__(self) -> str:
        return "Secrets()"

    def read(self, account: Account) -> str:
        """Return the account's secret. Raises BedsideError that says which variable to set."""
        name = account.secret_env or ""
        secret = (self._environment.get(name) or _from_keyring(name) or "").strip()
        if not secret:
            message = f"account `{account.id}`: no secret: set {name}"
            raise BedsideError(message)
        self._known |= {secret, *parts_of(secret).values()} - {""}
        if not secret.isascii() or not secret.isprintable():
            message = f"account `{account.id}`: {name} holds a line break or a letter beyond ASCII: copy it again"
            raise BedsideError(message)
        return secret

    def mask(self, text: str) -> str:
        """Return `text` without any secret that was read, plain or percent-encoded, nor a token."""
        forms = {
            form for one in self._known for form in (one, quote(one, safe=""), repr(one)[1:-1])
        }
        for form in sorted(forms, key=len, reverse=True):
            text = text.replace(form, _MASK)
        return _TOKEN.sub(_MASK, text)


def _from_keyring(name: str) -> str | None:
    """Ask the keyring, an optional package; without it there is nothing to ask."""
    try:
        keyring = importlib.import_module("keyring")
    except ImportError:
        return None
    found: str | None = keyring.get_password("bedside", name)
    return found
