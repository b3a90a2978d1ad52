"""Each network's own way to count, as a table of texts and numbers."""

import pytest

from bedside.platforms import PLATFORMS, sms

FAMILY = "👨‍👩‍👧"
URL = "https://larkfield.example/blog/a-long-address-that-is-longer-than-most/"


@pytest.mark.parametrize(
    ("platform", "text", "expected"),
    [
        ("mastodon", f"Read {URL}", 5 + 23),
        ("mastodon", f"({URL}).", 23 + 3),
        ("mastodon", "Thanks @larkfield@social.larkfield.example!", len("Thanks @larkfield!")),
        ("mastodon", "cdc.gov", 7),
        ("mastodon", "gripe\u0301", 5),
        ("bluesky", FAMILY, 1),
        ("bluesky", URL, len(URL)),
        ("bluesky", "e\u0301 ñ 👍🏽", 5),
        ("threads", FAMILY, 18),
        ("threads", "❤️", 6),
        ("threads", "Hi 👍🏽", 3 + 8),
        ("threads", "niño", 4),
        ("facebook", "niño", 4),
        ("linkedin", "(a) #b", 6),
        ("youtube", "niño", 5),
        ("instagram", "👍", 1),
        ("sms", "a" * 160, 160),
        ("sms", "5 € [a]", 10),
        ("sms", "niño", 4),
        ("sms", "í", 1),
        ("sms", "í👍", 3),
    ],
)
def test_length_is_the_networks_own(platform: str, text: str, expected: int) -> None:
    """`length` counts what the network counts, in the network's unit."""
    assert PLATFORMS[platform].length(text) == expected


@pytest.mark.parametrize(
    ("text", "limit"), [("plain ñ é", 160), ("a í", 70), ("مرحبا", 70), ("👍", 70), ("", 160)]
)
def test_sms_segment_holds_less_outside_the_gsm_alphabet(text: str, limit: int) -> None:
    """One letter outside GSM-7 turns the segment into 70 UCS-2 characters."""
    assert sms.limit_for(text).value == limit
