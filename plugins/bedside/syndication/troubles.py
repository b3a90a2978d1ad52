"""What stops a whole account, as the ledger remembers it: folded from events, told apart. Pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from bedside.syndication.model import Event, EventKind, Key, Trouble

__all__ = ["STOPPED", "TOKEN", "fold", "is_same", "trouble_key"]

STOPPED = "stopped"  # the account takes no post
TOKEN = "token"  # noqa: S105  a slot: its token ends and nothing renews it
_SLOTS = frozenset({STOPPED, TOKEN})
# What differs between two answers about the same trouble: numbers of requests, times, traces.
_PASSING = re.compile(r"\b(?!\d{3}\b)\w*\d\w*\b")


def trouble_key(platform: str, account: str, slot: str = STOPPED) -> Key:
    """Return the key under which an account's trouble is written."""
    return Key("", platform, account, slot)


def fold(grouped: Mapping[Key, Iterable[Event]]) -> dict[Key, Trouble]:
    """Return each account's troubles, also those that are over."""
    return {
        key: _after(events)
        for key, events in grouped.items()
        if not key.uid and key.slot in _SLOTS
    }  # fmt: skip


def is_same(trouble: Trouble, reason: str) -> bool:
    """Tell whether the trouble is the one that is known already."""
    return trouble.is_on and _shape(trouble.reason) == _shape(reason)


def _shape(reason: str) -> str:
    return _PASSING.sub("", reason)


def _after(events: Iterable[Event]) -> Trouble:
    trouble = Trouble()
    for event in sorted(events, key=lambda one: one.seq):
        trouble = replace(trouble, seq=event.seq)
        if event.kind is EventKind.STOPPED:
            since = trouble.since if trouble.is_on else event.at
            trouble = replace(trouble, reason=event.reason, since=since, is_on=True, is_told=False)
        elif event.kind is EventKind.TOLD:
            trouble = replace(trouble, is_told=True)
        elif event.kind is EventKind.MENDED:
            trouble = Trouble(seq=event.seq)
    return trouble
