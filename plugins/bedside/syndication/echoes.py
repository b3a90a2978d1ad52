"""A network's words about a refusal, without what they repeat of the post. Pure."""

import re

from bedside.platforms.base import Announcement

__all__ = ["without_post"]

_RUN = 4  # words in a row that no error has by chance in common with a post
_WORD = re.compile(r"\w+")


def without_post(reason: str, announcement: Announcement) -> str:
    """Return the reason, or a note in its place when it repeats four words of the post or more."""
    post = (announcement.text.text, announcement.title, announcement.description,
            announcement.card_alt)  # fmt: skip
    theirs = _runs(reason)
    short = [one for one in post if one and len(_WORD.findall(one)) < _RUN and one in reason]
    if short or any(not theirs.isdisjoint(_runs(one)) for one in post):
        return "the network refuses the account (its words repeat the post and are left out)"
    return reason


def _runs(text: str) -> set[tuple[str, ...]]:
    words = [one.casefold() for one in _WORD.findall(text)]
    return {tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)}
