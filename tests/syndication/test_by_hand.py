"""What a person posts by hand: a pack that has everything, a tick that counts, a take-down that asks."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser
from tests.syndication.town import Town

from bedside.files import sha256_file
from bedside.outbox import OutboxCard, OutboxPost, OutboxText
from bedside.platforms.intents import intent_link
from bedside.practice import Account, AccountStatus
from bedside.syndication.model import Status

REDDIT = """[[accounts]]
id = "subreddit"
platform = "reddit"
handle = "r/larkfield"
url = "https://www.reddit.com/r/larkfield"
status = "manual"
"""
INSTAGRAM = """[[accounts]]
id = "insta"
platform = "instagram"
handle = "larkfield"
status = "manual"
"""
THERE = "https://www.reddit.com/r/larkfield/comments/abc/"


def words(platform: str, account: str) -> OutboxText:
    return OutboxText(
        platform=platform, account=account, title="Flu & you", text="Who needs <one>?",
        link="https://larkfield.example/blog/flu/",
    )  # fmt: skip


@pytest.fixture
def town(make_town: Callable[..., Town]) -> Town:
    """Return a practice with two manual accounts that has had its first run."""
    made = make_town(REDDIT, INSTAGRAM)
    assert made.run("syndicate", "--live") == 0
    return made


def posted(town: Town, title: str = "Flu shots", **more: Any) -> OutboxPost:
    """Build a post with a wording for both accounts and a portrait picture."""
    by_hand = (words("reddit", "subreddit"), words("instagram", "insta"))
    post = town.post(title, by_hand=by_hand, **more)
    picture = town.root / "output" / "cards" / f"{post.uid}-portrait.jpg"
    picture.write_bytes(b"portrait")
    card = OutboxCard(
        path=f"cards/{picture.name}", sha256=sha256_file(picture), width=1080, height=1350, alt="Green"
    )  # fmt: skip
    town.posts[-1] = post.model_copy(update={"pictures": {"portrait": card}})
    town.save()
    return town.posts[-1]


def packs(town: Town) -> dict[str, Path]:
    """Return account -> folder of every pack that lies there."""
    return {one.parent.name: one.parent for one in town.root.glob("build/by-hand/*/*/pack.html")}


def test_a_pack_has_everything_for_one_post_and_account(
    town: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    """Words, picture in the network's shape, alt text, link, where to go, and the command that ticks."""
    post = posted(town)
    assert town.run("syndicate") == 0
    found, said = packs(town), capsys.readouterr().out
    assert set(found) == {"subreddit", "insta"}
    assert (found["insta"] / "picture.jpg").read_bytes() == b"portrait"
    assert (found["insta"] / "alt.txt").read_text() == "Green\n"
    assert (found["subreddit"] / "picture.png").is_file()
    text = "Flu & you\n\nWho needs <one>?\n\nhttps://larkfield.example/blog/flu/\n"
    assert (found["subreddit"] / "text.txt").read_text() == text
    page = LexborHTMLParser((found["subreddit"] / "pack.html").read_text())
    copied = [one.attributes["data-copy"] for one in page.css("[data-copy]")]
    command = f"bedside ledger done {post.uid} subreddit --url ADDRESS"
    assert copied[:3] == ["Flu & you", "Who needs <one>?", "https://larkfield.example/blog/flu/"]
    assert command in copied
    assert "To post by hand: 1 Reddit, 1 Instagram: open build/by-hand/index.html" in said
    index = LexborHTMLParser((town.root / "build" / "by-hand" / "index.html").read_text())
    named = {one.attributes["href"] for one in index.css("li a")}
    assert named == {
        f"{one.relative_to(town.root / 'build' / 'by-hand')}/pack.html" for one in found.values()
    }
    assert not page.css("script[src], link, iframe")
    first = page.css_first("ol a")
    assert first is not None
    asked = parse_qs(urlsplit(first.attributes["href"] or "").query)
    assert asked == {"url": [post.url], "title": ["Flu & you"]}


def test_what_was_ticked_counts_as_sent_and_its_pack_goes(town: Town) -> None:
    """The ledger has the address, the other account's pack stays, a second run lists it no more."""
    post = posted(town)
    assert town.run("syndicate") == 0
    assert town.run("ledger", "done", post.uid.lower(), "subreddit", "--url", THERE) == 0
    state = town.states(post.uid)["subreddit"]
    assert (state.status, state.sent and state.sent.url) == (Status.SENT, THERE)
    assert set(packs(town)) == {"insta"}
    assert town.run("ledger", "resolve", post.uid, "instagram", "insta", "skip") == 0
    assert town.run("syndicate", "--live") == 0
    assert packs(town) == {}


def test_a_tick_needs_the_post_the_account_and_an_address(
    town: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    """What nobody could look up again is refused, with what to write instead."""
    post = posted(town)
    for arguments in (
        (post.uid, "nowhere", "--url", THERE), ("01M6", "subreddit", "--url", THERE),
        (post.uid, "subreddit", "--url", "there"), (post.uid, "subreddit"),
    ):  # fmt: skip
        assert town.run("ledger", "done", *arguments) != 0
    assert "use one of subreddit, insta" in capsys.readouterr().err
    assert Status.SENT not in {one.status for one in town.states(post.uid).values()}


def test_a_ticked_copy_is_taken_down_by_hand(
    town: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    """A take-down names its address and is done only when a person says it is gone."""
    post = posted(town)
    town.run("ledger", "done", post.uid, "subreddit", "--url", THERE)
    capsys.readouterr()
    assert town.run("syndicate", "--retract", post.uid, "--live") == 1
    assert THERE in capsys.readouterr().out
    assert town.run("ledger", "resolve", post.uid, "reddit", "subreddit", "gone") == 0
    assert town.states(post.uid)["subreddit"].status is Status.DELETED
    assert "subreddit" not in packs(town)


def test_a_post_that_was_taken_down_elsewhere_is_not_laid_out_again(town: Town) -> None:
    """Whoever took one copy down does not want another on the next account."""
    post = posted(town)
    town.run("ledger", "done", post.uid, "subreddit", "--url", THERE)
    assert set(packs(town)) == {"insta"}
    town.run("syndicate", "--retract", post.uid, "--live")
    town.run("ledger", "resolve", post.uid, "reddit", "subreddit", "gone")
    assert town.run("syndicate") == 0
    assert packs(town) == {}


def test_only_what_may_be_announced_is_laid_out(town: Town) -> None:
    """Not what is old, what goes nowhere, what is overdue for review, or a picture that was changed."""
    posted(town, "Old news", days_old=90)
    posted(town, "Quiet news", syndicate=False)
    posted(town, "Stale news", next_review=date(2020, 1, 1))
    fresh = posted(town, "Fresh news")
    (town.root / "output" / fresh.pictures["portrait"].path).write_bytes(b"changed")
    assert town.run("syndicate") == 0
    names = {one.parent.name.rpartition("-")[0] for one in packs(town).values()}
    assert names == {"fresh-news"}
    assert not (packs(town)["insta"] / "picture.jpg").exists()


@pytest.mark.parametrize(
    ("platform", "url", "start"),
    [
        (
            "reddit",
            None,
            "https://www.reddit.com/submit?url=https%3A%2F%2Fa.example%2F&title=A%20%26%20B",
        ),
        ("bluesky", None, "https://bsky.app/intent/compose?text="),
        ("mastodon", "https://social.example/@l", "https://social.example/share?text="),
        ("quora", None, "https://www.quora.com/"),
        ("sms", "https://sms.example/send", "https://sms.example/send"),
        ("sms", None, ""),
    ],
)
def test_a_person_is_led_to_the_right_page(platform: str, url: str | None, start: str) -> None:
    """The network's share link with the words in it, or the page where one writes."""
    account = Account(id="a", platform=platform, handle="a", url=url, status=AccountStatus.MANUAL)
    found = intent_link(account, url="https://a.example/", text="t & u", title="A & B", picture="p")
    assert found.startswith(start)
    assert (found == "") == (start == "")
