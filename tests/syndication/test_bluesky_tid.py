"""Record keys for Bluesky: valid TIDs, from the ledger key alone, never the same twice."""

import re
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bedside.platforms.tid import tid_for
from bedside.uid import mint_time, mint_uid

UID = "01M610AAAAAAAAAAAAAAAAAAAA"
# https://atproto.com/specs/tid: the pattern a PDS checks.
TID = re.compile(r"[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}")
TIMES = st.datetimes(datetime(2020, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  hypothesis wants naive bounds


def test_a_known_uid_has_a_known_key() -> None:
    """The key is frozen: another one would announce every post again."""
    assert tid_for(UID, "bluesky", "announce") == "3mywjm4mmdlpn"


@given(TIMES, st.text(min_size=1, max_size=20), st.sampled_from(["announce", "reshare-2027-03"]))
def test_every_key_is_a_valid_tid(moment: datetime, account: str, slot: str) -> None:
    """Whatever the account is called."""
    assert TID.fullmatch(tid_for(mint_uid(moment), account, slot))


@given(TIMES)
def test_a_key_carries_the_time_the_uid_was_minted(moment: datetime) -> None:
    """Read back digit by digit: 53 bits of microseconds over 10 bits of clock id."""
    uid = mint_uid(moment)
    number = 0
    for digit in tid_for(uid, "bluesky", "announce"):
        number = number * 32 + "234567abcdefghijklmnopqrstuvwxyz".index(digit)
    assert number >> 63 == 0
    minted = mint_time(uid) - datetime(1970, 1, 1, tzinfo=UTC)
    assert (number >> 10) // 1000 == minted // timedelta(milliseconds=1)


@given(TIMES, TIMES)
def test_keys_sort_by_the_time_the_uid_was_minted(first: datetime, second: datetime) -> None:
    """Base32-sortable, to the millisecond."""
    early, late = sorted((first, second))
    if (late - early).total_seconds() >= 0.002:
        assert tid_for(mint_uid(early), "a", "announce") < tid_for(mint_uid(late), "a", "announce")


def test_slots_accounts_and_posts_have_keys_of_their_own() -> None:
    """Posts minted in one millisecond, and slots of one post, do not meet."""
    moment = datetime(2026, 11, 22, tzinfo=UTC)
    keys = {
        tid_for(uid, account, slot)
        for uid in [mint_uid(moment) for _ in range(40)]
        for account in ("one", "two")
        for slot in ("announce", "reshare-2027-03")
    }
    assert len(keys) == 160
