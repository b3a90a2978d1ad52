"""What one Mastodon server takes, as it says itself; its defaults where it says nothing."""

from dataclasses import dataclass

import httpx

from bedside.platforms import mastodon
from bedside.platforms.base import Deferred, Session, ShareText, Unknown
from bedside.platforms.counting import LINK
from bedside.platforms.wire import Answer, ask

__all__ = ["Limits", "read_limits"]

# Defaults of Mastodon itself: https://docs.joinmastodon.org/user/posting/ and
# https://docs.joinmastodon.org/entities/Instance/ (read 2026-11-21).
_CHARACTERS = mastodon.TEXT_LIMIT.value
_DESCRIPTION = 1500


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Characters of a status, characters that each address counts for, characters of alt text."""

    characters: int = _CHARACTERS
    per_url: int = mastodon.URL_LENGTH
    description: int = _DESCRIPTION

    def problem(self, text: ShareText) -> str:
        """Return why the server would refuse the text, and what to do; empty when it takes it."""
        urls = len(LINK.findall(text.text))
        length = mastodon.length(text.text) + urls * (self.per_url - mastodon.URL_LENGTH)
        if length <= self.characters:
            return ""
        return (
            f"{length} characters, the server takes {self.characters}: set "
            f"`max_characters = {self.characters}` for the account in practice.toml and build again"
        )


def read_limits(session: Session, server: str) -> Limits | Deferred:
    """Ask the server, by the newer address and then the older one."""
    for version in ("v2", "v1"):
        answer = ask(session, f"{server}/api/{version}/instance")
        if isinstance(answer, Deferred | Unknown):
            return Deferred(reason=f"nothing was sent: {answer.reason}")
        if answer.status == httpx.codes.OK and isinstance(answer.data, dict):
            return _limits(answer)
    return Limits()


def _limits(answer: Answer) -> Limits:
    def number(default: int, *path: str) -> int:
        value = answer.get(*path)
        return value if isinstance(value, int) and value > 0 else default

    characters = number(_CHARACTERS, "max_toot_chars")
    return Limits(
        characters=number(characters, "configuration", "statuses", "max_characters"),
        per_url=number(
            mastodon.URL_LENGTH, "configuration", "statuses", "characters_reserved_per_url"
        ),
        description=number(_DESCRIPTION, "configuration", "media_attachments", "description_limit"),
    )
