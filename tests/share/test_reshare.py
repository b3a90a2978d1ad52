"""Re-shares: their months, their day, and words that were not read before."""

from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bedside.platforms import PLATFORMS
from bedside.post import Post
from bedside.practice import Practice
from bedside.reshare import Wording, months, wordings

MakePost = Callable[..., Post]
NOW = datetime(2026, 11, 22, 17, tzinfo=UTC)
HTML = """<p>Flu season is on its way, and we are getting the rooms ready.</p>
<h2>Who should get one</h2>
<p>Almost everyone six months and older should have a flu shot each year. Ask us if you are unsure.</p>
<h2>When to come</h2>
<p>It is short.</p>
<p>September and October are the best months, and later still helps. We have evening hours.</p>"""


def of(found: tuple[Wording, ...], account: str) -> list[Wording]:
    """Return the wordings of one account."""
    return [one for one in found if one.account.id == account]


def test_each_month_has_words_that_nobody_has_read_before(
    practice: Practice, post: MakePost
) -> None:
    """The passages that sections begin with, in order; each text with link and within the limit."""
    one = post(html=HTML, reshare={"2027-03": "", "2027-09": ""})
    for account in ("mastodon", "bluesky", "newsletter-hook"):
        texts = of(wordings(one, practice, NOW), account)
        assert [text.slot for text in texts] == ["announce", "reshare-2027-03", "reshare-2027-09"]
        assert len({" ".join(text.text.text.split()) for text in texts}) == 3
        for text in texts:
            assert PLATFORMS[text.text.platform].length(text.text.text) <= text.text.limit.value
    first, second = (text.text.text for text in of(wordings(one, practice, NOW), "mastodon")[1:])
    assert "Almost everyone six months and older" in first
    assert "September and October" in second or "Flu season" in second
    assert one.url in first


def test_the_authors_own_words_are_taken_and_equal_ones_are_none(
    practice: Practice, post: MakePost
) -> None:
    """Words that repeat an earlier text leave an empty one, which the plan names."""
    own = "Still time for a flu shot: come in this week."
    one = post(html=HTML, reshare={"2027-03": own, "2027-09": own})
    _, first, second = of(wordings(one, practice, NOW), "mastodon")
    assert own in first.text.text
    assert second.text.text == ""


def test_a_post_that_has_nothing_more_to_say_has_no_words(
    practice: Practice, post: MakePost
) -> None:
    """One short paragraph cannot make a second announcement."""
    one = post(html="<p>Text.</p>", reshare={"2027-03": ""})
    assert [text.text.text for text in of(wordings(one, practice, NOW), "mastodon")[1:]] == [""]


def test_an_answer_stands_behind_its_question_and_never_alone(
    practice: Practice, post: MakePost
) -> None:
    """`No.` without what was asked could be read as anything."""
    html = (
        "<p>No. That would be wrong for most people, whatever you have heard of it.</p>"
        "<h2>Do I need one every year?</h2><p>Yes, for two reasons, and both are simple ones.</p>"
    )
    one = post(html=html, reshare={"2027-03": "", "2027-09": ""})
    _, first, second = of(wordings(one, practice, NOW), "mastodon")
    assert "Do I need one every year? Yes, for two reasons, and both" in first.text.text
    assert second.text.text == ""


def test_a_time_may_be_asked_for_and_one_account_may_have_its_own(
    practice: Practice, post: MakePost
) -> None:
    """The others take the common one, or none."""
    early, late = datetime(2026, 12, 1, 14, tzinfo=UTC), datetime(2026, 12, 2, 14, tzinfo=UTC)
    one = post(announce_at={"": late, "bluesky": early})
    found = wordings(one, practice, NOW)
    assert [of(found, name)[0].at for name in ("mastodon", "bluesky")] == [late, early]
    assert {text.at for text in wordings(post(), practice, NOW)} == {None}


def test_posts_are_shared_again_on_different_days_at_nine(
    practice: Practice, post: MakePost
) -> None:
    """In the month that was asked for, also where the clocks changed since; the same in each build."""
    days = set()
    for number in range(12):
        one = post(uid=f"01M2G01H40W17445TDPQJBWK{number:02}", html=HTML, reshare={"2027-07": ""})
        (_, again) = of(wordings(one, practice, NOW), "mastodon")
        assert again.at is not None
        local = again.at.astimezone(ZoneInfo("America/New_York"))
        assert (local.year, local.month, local.hour) == (2027, 7, 9)
        days.add(local.day)
    assert len(days) > 6


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (datetime(2026, 11, 22, tzinfo=UTC), ["2027-03", "2027-09"]),
        (datetime(2027, 3, 1, tzinfo=UTC), ["2027-03", "2027-09", "2028-03"]),
        (datetime(2027, 4, 30, tzinfo=UTC), ["2027-03", "2027-09", "2028-03"]),
        (datetime(2027, 5, 1, tzinfo=UTC), ["2027-09", "2028-03"]),
    ],
)
def test_an_evergreen_post_has_its_months_a_year_ahead(
    post: MakePost, now: datetime, expected: list[str]
) -> None:
    """Every six months from its first; last month's stays, so that a missed one is named."""
    one = post(reshare={"evergreen": ""})
    assert [month for month, _ in months(one, 6, now)] == expected
