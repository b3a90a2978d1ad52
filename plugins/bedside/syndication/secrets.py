"""The accounts' secrets: read when needed, kept out of every message."""

import importlib
import os
import re
from collections.abc import Mapping

from bedside.errors import BedsideError
from bedside.platforms.credentials import parts_of, spellings
from bedside.practice import Account

__all__ = ["Secrets"]

_MASK = "[secret]"
_SAID = 400  # characters of a message that holds a server's words
_SERVICE = "bedside"  # under which the keyring has them
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
        self._renewed: dict[str, str] = {}

    def __repr__(self) -> str:
        return "Secrets()"

    def read(self, account: Account, renewed: str = "") -> str:
        """Return the account's secret. Raises BedsideError that says which variable to set.

        `renewed` takes the place of what the environment still holds, for the rest of this run.
        """
        name = account.secret_env or ""
        if renewed:
            self._renewed[name] = renewed
        found = self._renewed.get(name) or self._environment.get(name) or _from_keyring(name)
        secret = (found or "").strip()
        if not secret:
            message = f"account `{account.id}`: no secret: set {name}"
            raise BedsideError(message)
        self.know(secret)
        if not secret.isascii() or not secret.isprintable():
            message = f"account `{account.id}`: {name} holds a line break or a letter beyond ASCII: copy it again"
            raise BedsideError(message)
        return secret

    def know(self, secret: str) -> None:
        """Mask this secret and its parts from now on."""
        self._known |= {secret, *parts_of(secret).values()} - {""}

    def is_in_keyring(self, account: Account) -> bool:
        """Tell whether the secret comes from the keyring: the environment goes before it."""
        name = account.secret_env or ""
        return not self._environment.get(name) and bool(_from_keyring(name))

    def put_in_keyring(self, account: Account, secret: str) -> None:
        """Store a secret and read it back. Raises BedsideError when the keyring has another one."""
        name = account.secret_env or ""
        try:
            importlib.import_module("keyring").set_password(_SERVICE, name, secret)
            kept = _from_keyring(name)
        except Exception as error:  # noqa: BLE001  each keyring has errors of its own
            message = f"the keyring failed ({type(error).__name__})"
            raise BedsideError(message) from None
        if kept != secret:
            message = "the keyring did not keep it"
            raise BedsideError(message)

    def mask(self, text: str) -> str:
        """Return `text` without any secret that was read, in any of its spellings, nor a token."""
        forms = {form for one in self._known for form in spellings(one)}
        for form in sorted(forms, key=len, reverse=True):
            text = text.replace(form, _MASK)
        return _TOKEN.sub(_MASK, text)

    def told(self, reason: str) -> str:
        """Return the reason of an outcome masked, and only then cut."""
        return self.mask(reason)[:_SAID]


def _from_keyring(name: str) -> str | None:
    """Ask the keyring, an optional package; without it there is nothing to ask."""
    try:
        keyring = importlib.import_module("keyring")
    except ImportError:
        return None
    found: str | None = keyring.get_password(_SERVICE, name)
    return found
