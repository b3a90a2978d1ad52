"""What every module in the registry owes: name, label, a limit with source and date, pure wording."""

import subprocess
import sys
from collections.abc import Callable
from datetime import date

import pytest

from bedside.platforms import PLATFORMS
from bedside.post import Post
from bedside.practice import Account, AccountStatus, Practice


@pytest.mark.parametrize("name", PLATFORMS)
def test_module_is_registered_under_its_own_name(name: str) -> None:
    """The key in PLATFORMS is the module's NAME, and people get a label."""
    assert name == PLATFORMS[name].NAME
    assert PLATFORMS[name].LABEL


@pytest.mark.parametrize("name", PLATFORMS)
def test_limit_says_where_and_when_it_was_read(name: str) -> None:
    """Every limit carries its unit, its source and the day it was read."""
    limit = PLATFORMS[name].TEXT_LIMIT
    assert limit.unit
    assert limit.source
    assert date(2026, 1, 1) <= limit.read
    assert (limit.value == 0) == PLATFORMS[name].RETIRED


@pytest.mark.parametrize("name", PLATFORMS)
def test_wording_is_the_same_twice(
    name: str, practice: Practice, post: Callable[..., Post]
) -> None:
    """Composing is pure: the same post gives the same text."""
    one = post(tags=("flu", "older adults"))
    compose = PLATFORMS[name].compose
    assert compose(one, practice, None) == compose(one, practice, None)


@pytest.mark.parametrize("name", ["googleplus", "myspace"])
def test_retired_network_gets_a_warning_instead_of_a_text(
    name: str, practice: Practice, post: Callable[..., Post]
) -> None:
    """A network that is gone raises nothing: its text is empty and says why."""
    text = PLATFORMS[name].compose(post(), practice, None)
    assert text.text == ""
    assert "retired" in text.warnings[0]


def test_account_can_raise_a_servers_limit(practice: Practice, post: Callable[..., Post]) -> None:
    """A Mastodon server that allows 5,000 characters gets the long wording whole."""
    long = post(share={"mastodon": "One more sentence here. " * 60})
    account = Account(
        id="big", platform="mastodon", handle="@a@b.example", max_characters=5000,
        status=AccountStatus.MANUAL,
    )  # fmt: skip
    compose = PLATFORMS["mastodon"].compose
    assert compose(long, practice, None).length <= 500
    text = compose(long, practice, account)
    assert text.limit.value == 5000
    assert text.length > 1400
    assert text.warnings == ()


def test_account_cannot_raise_a_fixed_limit(practice: Practice, post: Callable[..., Post]) -> None:
    """Bluesky's lexicon holds for every server: an account can lower its limit, never raise it."""
    long = post(share={"bluesky": "One more sentence here. " * 60})
    for most, expected in ((5000, 300), (120, 120)):
        account = Account(
            id="b", platform="bluesky", handle="a.example", max_characters=most,
            status=AccountStatus.MANUAL,
        )  # fmt: skip
        text = PLATFORMS["bluesky"].compose(long, practice, account)
        assert text.limit.value == expected
        assert text.length <= expected


def test_wording_needs_no_http_library() -> None:
    """Importing every network for its wording loads no httpx."""
    code = "import sys, bedside.share; sys.exit('httpx' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], check=False, env={"PYTHONPATH": "plugins"})
    assert found.returncode == 0
