"""Bluesky record keys: one TID for each announcement, from its ledger key alone."""

import hashlib

from bedside.uid import mint_time

__all__ = ["tid_for", "tid_of"]

# Base32, sortable, 13 characters: a zero bit, 53 bits of microseconds, 10 bits of clock id.
# https://atproto.com/specs/tid (read 2026-11-21)
_ALPHABET = "234567abcdefghijklmnopqrstuvwxyz"
_LENGTH = 13
_CLOCK_BITS = 10
# Microseconds: the start of 2026, and a year. A key without a time lies somewhere in that year.
_EPOCH_2026, _YEAR = 1_767_225_600_000_000, 31_536_000_000_000


def tid_for(uid: str, account: str, slot: str) -> str:
    """Return the record key of a post on an account: the same on every machine, for ever.

    The uid gives the millisecond; a hash of the key gives the microseconds and the clock id, so
    that two posts minted in one millisecond, or two slots of one post, do not meet.
    """
    digest = hashlib.sha256(f"{uid}\n{account}\n{slot}".encode()).digest()
    number = int.from_bytes(digest[:8])
    milliseconds = round(mint_time(uid).timestamp() * 1000)
    microseconds = milliseconds * 1000 + number % 1000
    clock = (number // 1000) % (1 << _CLOCK_BITS)
    return _base32((microseconds << _CLOCK_BITS) | clock)


def _base32(value: int) -> str:
    digits = [_ALPHABET[(value >> (5 * place)) & 31] for place in range(_LENGTH)]
    return "".join(reversed(digits))


def tid_of(words: str) -> str:
    """Return a record key for what has no uid: the same for the same words, for ever."""
    number = int.from_bytes(hashlib.sha256(words.encode()).digest()[:8])
    return _base32((_EPOCH_2026 << _CLOCK_BITS) + number % (_YEAR << _CLOCK_BITS))
