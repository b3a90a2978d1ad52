"""What the build and the preview ask of share.py, and what an author is told."""

from collections.abc import Callable

import pytest

from bedside.platforms import PLATFORMS
from bedside.platforms.base import ShareText
from bedside.post import Post
from bedside.practice import Account, AccountStatus, Practice
from bedside.share import account_warnings, compose_all, share_warnings, texts_for_accounts

MakePost = Callable[..., Post]
DISCLAIMER = "General information, not medical advice."


def _compose(platform: str, post: Post, practice: Practice) -> ShareText:
    return PLATFORMS[platform].compose(post, practice, None)


def test_active_api_accounts_get_a_text(practice: Practice, post: MakePost) -> None:
    """The sample practice's three API accounts get a wording; manual and retired ones do not."""
    found = texts_for_accounts(post(), practice)
    assert [account.id for account, _ in found] == ["mastodon", "bluesky", "newsletter-hook"]
    assert [text.platform for _, text in found] == ["mastodon", "bluesky", "webhook"]


def test_preview_shows_what_is_sent(practice: Practice, post: MakePost) -> None:
    """The texts for the accounts are among those that the preview shows, equal in every field."""
    one = post(tags=("flu",), share_disclaimer=DISCLAIMER)
    shown = compose_all(one, practice)
    assert all(text in shown for _, text in texts_for_accounts(one, practice))


def test_each_account_with_its_own_limit_is_shown(practice: Practice, post: MakePost) -> None:
    """Two Mastodon accounts with different limits give two wordings of a long post."""
    second = Account(
        id="second", platform="mastodon", handle="@b@c.example", max_characters=100,
        status=AccountStatus.MANUAL,
    )  # fmt: skip
    both = practice.model_copy(update={"accounts": (*practice.accounts, second)})
    shown = [one.limit.value for one in compose_all(post(), both) if one.platform == "mastodon"]
    assert shown == [500, 100]


def test_retired_networks_are_skipped(practice: Practice, post: MakePost) -> None:
    """The sample's Google+ account is in no list of texts; one that is not marked gets a warning."""
    assert {one.platform for one in compose_all(post(), practice)}.isdisjoint(
        {"googleplus", "myspace"}
    )
    assert account_warnings(practice) == ()
    active = Account(
        id="googleplus", platform="googleplus", handle="+Larkfield", status=AccountStatus.MANUAL
    )
    (warning,) = account_warnings(practice.model_copy(update={"accounts": (active,)}))
    assert warning.startswith("practice.toml, account googleplus: Google+ is retired")


def test_unknown_network_is_named_with_the_nearest_one(practice: Practice, post: MakePost) -> None:
    """A wording for `mastadon` would go nowhere: the warning names the network meant."""
    (warning,) = share_warnings(post(share={"mastadon": "Hello"}), practice)
    assert warning == "share.mastadon: there is no such network: did you mean `mastodon`?"


def test_active_account_that_cannot_be_reached_is_said(practice: Practice) -> None:
    """An active account on a network without a connector is not silently forgotten."""
    account = Account(id="sub", platform="reddit", handle="larkfield", secret_env="SUB")
    other = practice.model_copy(update={"accounts": (account,)})
    assert 'set status = "manual"' in account_warnings(other)[0]


def test_only_networks_in_use_are_spoken_of(practice: Practice, post: MakePost) -> None:
    """A title too long for YouTube is no remark for a practice without a channel."""
    assert share_warnings(post(title="word " * 28), practice) == ()


def test_author_wording_replaces_title_and_summary(practice: Practice, post: MakePost) -> None:
    """An override stands in the place of title and summary; disclaimer, link and tags stay."""
    one = post(share={"mastodon": "Mine."}, share_disclaimer=DISCLAIMER, tags=("flu",))
    text = _compose("mastodon", one, practice)
    assert text.text == f"Mine.\n\n{DISCLAIMER}\n\n{one.url}\n\n#FluShot"


def test_author_wording_too_long_is_cut_with_a_warning(practice: Practice, post: MakePost) -> None:
    """An override over the limit is cut at a sentence and says by how much it was over."""
    one = post(share={"x": "A sentence of some length, as people write it. " * 10})
    text = _compose("x", one, practice)
    assert text.length <= 280
    assert text.text.endswith(f"as people write it.\n\n{one.url}")
    assert text.warnings[0].startswith("share.x: 494 of 280 weighted characters")


def test_link_in_the_authors_words_is_not_repeated(practice: Practice, post: MakePost) -> None:
    """An override that holds the link keeps it where it is."""
    url = post().url
    text = _compose("bluesky", post(share={"bluesky": f"At {url} today"}), practice)
    assert text.text == f"At {url} today"
    assert [facet.link for facet in text.facets] == [url]


def test_link_that_a_cut_would_lose_comes_back(practice: Practice, post: MakePost) -> None:
    """When shortening an override drops the link in it, the link gets its own line."""
    url = post().url
    one = post(share={"x": "A sentence of some length, as people write it. " * 8 + url})
    assert _compose("x", one, practice).text.endswith(f"it.\n\n{url}")


def test_hashtags_go_first(practice: Practice, post: MakePost) -> None:
    """A text that is a little too long loses hashtags before a word of the summary."""
    summary = "Word " * 49 + "end."
    text = _compose("x", post(summary=summary, tags=("flu", "rsv")), practice)
    assert summary in text.text
    assert "#" not in text.text


def test_practice_spells_its_hashtags(practice: Practice, post: MakePost) -> None:
    """The map in practice.toml comes first, other tags become CamelCase, doubles and numbers go."""
    one = post(tags=("Flu", "older adults", "older-adults", "2026", "salud del niño"))
    text = _compose("mastodon", one, practice)
    assert text.text.endswith("\n\n#FluShot #OlderAdults #SaludDelNiño")


def test_instagram_keeps_five_hashtags(practice: Practice, post: MakePost) -> None:
    """The sixth hashtag of an author becomes a plain word, and the warning says so."""
    text = _compose("instagram", post(share={"instagram": "#a #b #c #d #e #f"}), practice)
    assert text.text.startswith("#a #b #c #d #e f\n")
    assert "6 hashtags, 5 are allowed" in text.warnings[0]


def test_instagram_says_where_the_link_is(practice: Practice, post: MakePost) -> None:
    """Links are dead in a caption: the host is named, in the post's language."""
    assert "Link in bio: larkfield.example" in _compose("instagram", post(), practice).text
    spanish = _compose("instagram", post(lang="es-US"), practice)
    assert "Enlace en la biografía: larkfield.example" in spanish.text
    assert "https://" not in spanish.text


@pytest.mark.parametrize(
    "number", ["(802) 555-0142", "802-555-0142", "+1 802 555 0142", "802.555.0142", "8025550142"]
)
def test_google_business_holds_no_phone_number(
    number: str, practice: Practice, post: MakePost
) -> None:
    """The sentence with a phone number is left out, the others stay."""
    one = post(summary=f"We have shots. Call {number} now. Open on Saturday.")
    text = _compose("google_business", one, practice)
    assert "We have shots. Open on Saturday." in text.text
    assert "555" not in text.text
    assert any("phone number" in warning for warning in text.warnings)


def test_google_business_leaves_dates_alone(practice: Practice, post: MakePost) -> None:
    """Years and doses are no phone numbers."""
    summary = "In 2026-2027 one dose of 0.5 ml, or 65 and older, 10,000 steps."
    assert summary in _compose("google_business", post(summary=summary), practice).text


def test_youtube_holds_no_angle_brackets(practice: Practice, post: MakePost) -> None:
    """YouTube refuses < and >: look-alikes stand in title and description."""
    text = _compose("youtube", post(title="A1C < 7", summary="Below <7>."), practice)
    assert text.title == "A1C ‹ 7"
    assert "Below ‹7›." in text.text


def test_sms_is_one_plain_segment(practice: Practice, post: MakePost) -> None:
    """Typographic quotes become plain ones, so that 160 characters fit."""
    text = _compose("sms", post(title="“Fever” in kids – what’s next…"), practice)
    assert text.text.startswith('Larkfield: "Fever" in kids - what\'s next...\nhttps://')
    assert text.limit.value == 160


def test_disclaimer_outlives_the_link(practice: Practice, post: MakePost) -> None:
    """Where only one of them fits, the disclaimer stays, the link goes whole, and it is said."""
    one = post(url="https://larkfield.example/" + "a" * 120, share_disclaimer=DISCLAIMER)
    text = _compose("sms", one, practice)
    assert text.text == DISCLAIMER
    assert "the link does not fit" in text.warnings[0]


def test_nothing_is_sent_without_its_disclaimer(practice: Practice, post: MakePost) -> None:
    """A disclaimer longer than the limit leaves no text at all, and no account gets one."""
    one = post(share_disclaimer="Ask your own clinician first. " * 40)
    assert _compose("bluesky", one, practice).text == ""
    assert [account.id for account, _ in texts_for_accounts(one, practice)] == ["newsletter-hook"]
    assert any("Bluesky: the disclaimer alone" in line for line in share_warnings(one, practice))
