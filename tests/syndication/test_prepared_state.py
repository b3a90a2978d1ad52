"""How long the ledger remembers what was prepared on a network and is not public yet."""

from datetime import UTC, datetime

import pytest

from bedside.syndication.fold import fold
from bedside.syndication.model import BY_A_PERSON, Event, EventKind, Key

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
KEY = Key("01M610AAAAAAAAAAAAAAAAAAAA", "instagram", "one")


def prepared_after(*later: tuple[EventKind, str, str]) -> str:
    """Return what a later try is told of a container, after events of (kind, reason, remote id)."""
    rows = [(EventKind.CLAIMED, "", ""), (EventKind.PREPARED, "", "container-1"), *later]
    events = [
        Event(key=KEY, seq=seq, kind=kind, at=NOW, run="r", reason=reason, remote_id=remote)
        for seq, (kind, reason, remote) in enumerate(rows, 1)
    ]
    return fold(events).prepared


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        ((), "container-1"),
        (((EventKind.UNKNOWN, "lost", ""),), "container-1"),
        (((EventKind.DEFERRED, "busy", ""),), "container-1"),
        (((EventKind.RESOLVED, "looked: not there", ""),), "container-1"),
        (((EventKind.RESOLVED, BY_A_PERSON, ""),), ""),
        (((EventKind.UNKNOWN, "lost", ""), (EventKind.RESOLVED, BY_A_PERSON, "")), ""),
        (((EventKind.REJECTED, "no", ""), (EventKind.RESOLVED, BY_A_PERSON, "")), "container-1"),
        (((EventKind.SENT, "", "9001"),), ""),
        (((EventKind.RESOLVED, "found", "9001"),), ""),
        (((EventKind.SENT, "", "9001"), (EventKind.DELETED, "", "")), ""),
    ],
)
def test_what_was_prepared_is_kept_until_it_is_public_or_a_person_has_spoken(
    later: tuple[tuple[EventKind, str, str], ...], expected: str
) -> None:
    """A copy that was taken down and is announced again prepares its own."""
    assert prepared_after(*later) == expected
