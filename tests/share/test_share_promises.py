"""Promises about any post whatever: within the limit, links whole, nothing cut in the middle."""

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bedside.platforms import PLATFORMS
from bedside.platforms.base import ShareText
from bedside.platforms.counting import hashtags_in
from bedside.platforms.google_business import PHONE
from bedside.platforms.template import tidy
from bedside.post import Post
from bedside.practice import Practice
from bedside.text import graphemes, nfc

LIVE = [name for name, platform in PLATFORMS.items() if not platform.RETIRED]
DISCLAIMER = "General information, not medical advice."
WORDS = st.sampled_from(
    [
        "flu",
        "shots.",
        "Dr.",
        "Marsh",
        "niño",
        "corazón,",
        "疫苗。流感疫苗您的问题",
        "لقاح؟",
        "👨\u200d👩\u200d👧\u200d👦",
        "👍🏽",
        "❤️",
        "🇪🇸",
        "é",
        "क्षि",
        "#FluShot",
        "#疫苗",
        "@larkfield@social.example",
        "https://cdc.gov/flu/index.html",
        "cdc.gov",
        "(https://a.example/b_(c))",
        "hello@larkfield.example",
        "(802)",
        "555-0142",
        "1️⃣",
        "“quoted”",
        "3.5",
        "<b>",
        "&",
        "½",
        "Pneumonoultramicroscopic",
    ]
)
PROSE = st.lists(WORDS | st.text(max_size=12), max_size=90).map(" ".join)
POSTS = st.fixed_dictionaries(
    {
        "title": st.lists(WORDS, min_size=1, max_size=25).map(" ".join),
        "summary": PROSE,
        "tags": st.lists(
            st.sampled_from(["flu", "older adults", "疫苗", "rsv", "2026"]), max_size=5
        ),
        "override": st.none() | PROSE,
        "disclaimer": st.sampled_from(["", DISCLAIMER]),
        "slug": st.from_regex(r"[a-z]{3,12}(-[a-z]{2,9}){0,6}", fullmatch=True),
        "lang": st.sampled_from(["en", "es", "ar"]),
    }
)


def _texts(base: Post, drawn: dict[str, Any], practice: Practice) -> list[tuple[Post, ShareText]]:
    """Return every network's text of the post that was drawn."""
    override = drawn["override"]
    post = replace(
        base, title=drawn["title"], summary=drawn["summary"], tags=tuple(drawn["tags"]),
        share={} if override is None else dict.fromkeys(LIVE, override), lang=drawn["lang"],
        share_disclaimer=drawn["disclaimer"], url=f"https://larkfield.example/blog/{drawn['slug']}/",
    )  # fmt: skip
    return [(post, PLATFORMS[name].compose(post, practice, None)) for name in LIVE]


@pytest.fixture(scope="module")
def base(post: object) -> Post:
    """Return a post to fill with what is drawn."""
    assert callable(post)
    made = post()
    assert isinstance(made, Post)
    return made


promise = settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@promise
@given(drawn=POSTS)
def test_text_is_never_over_the_limit(
    drawn: dict[str, Any], base: Post, practice: Practice
) -> None:
    """By the network's own count, title included, and by Bluesky's second limit in bytes."""
    for _, text in _texts(base, drawn, practice):
        assert text.length == PLATFORMS[text.platform].length(text.text) <= text.limit.value
        assert text.text == nfc(text.text)
        assert len(text.title) <= {"reddit": 300, "email": 150, "slideshare": 150}.get(
            text.platform, 100
        )
        assert text.platform != "bluesky" or len(text.text.encode()) <= 3000


@promise
@given(drawn=POSTS)
def test_link_is_whole_and_the_disclaimer_stays(
    drawn: dict[str, Any], base: Post, practice: Practice
) -> None:
    """The post's address is in the text, behind its visible text or in its own field, never cut."""
    for post, text in _texts(base, drawn, practice):
        carried = {facet.link for facet in text.facets} | {text.link}
        assert text.platform == "instagram" or post.url in carried
        assert post.share_disclaimer in text.text


@promise
@given(drawn=POSTS)
def test_facets_stand_on_what_they_name(
    drawn: dict[str, Any], base: Post, practice: Practice
) -> None:
    """Each facet's bytes are the link's or tag's visible text, in order and without overlap."""
    for _, text in _texts(base, drawn, practice):
        data, end = text.text.encode(), 0
        for facet in text.facets:
            shown = data[facet.start : facet.end].decode()
            assert end <= facet.start < facet.end <= len(data)
            end = facet.end
            if facet.tag is not None:
                assert shown == f"#{facet.tag}"
            else:
                assert facet.link
                bare = facet.link.partition("://")[2]
                assert shown == facet.link or bare.startswith(shown.removesuffix("…"))


@promise
@given(drawn=POSTS)
def test_nothing_is_cut_in_the_middle(
    drawn: dict[str, Any], base: Post, practice: Practice
) -> None:
    """Every grapheme, hashtag, link and mention of a text stood in the post or was added whole."""
    for post, text in _texts(base, drawn, practice):
        if text.platform == "sms":  # written in another alphabet
            continue
        parts = (post.title, post.summary, *post.share.values(), post.share_disclaimer, post.url)
        # On a line of its own, or behind a blank, which a mark at its beginning joins.
        source = "\n".join([*(tidy(part) for part in parts), " ".join(map(tidy, parts))])
        if text.platform == "youtube":  # writes brackets that YouTube takes
            source = source.translate(str.maketrans("<>", "‹›"))
        whole = {*hashtags_in(source), *_tags(text)}
        added = "Link in bio: Enlace en la biografía: larkfield.example …\n"
        words = (
            text.text.rpartition("\n\n-- \n")[0] or text.text
        )  # a newsletter ends with who writes it
        assert set(graphemes(words)) <= {*graphemes(source), *graphemes(added + "".join(whole))}
        assert set(hashtags_in(text.text)) <= whole
        for mention in re.findall(r"\S*@[^\s#]+", text.text):
            assert mention in source
        for link in re.findall(r"https?://(?:cdc|a\.ex)\S*", text.text):
            assert link.startswith(("https://cdc.gov/flu/index.html", "https://a.example/b_(c)"))


def _tags(text: ShareText) -> list[str]:
    return [f"#{facet.tag}" for facet in text.facets if facet.tag]


@promise
@given(drawn=POSTS)
def test_networks_own_prohibitions_hold(
    drawn: dict[str, Any], base: Post, practice: Practice
) -> None:
    """At most five hashtags on Instagram, no phone number on Google, no brackets on YouTube."""
    for _, text in _texts(base, drawn, practice):
        if text.platform == "instagram":
            assert len(hashtags_in(text.text)) <= 5
        if text.platform == "google_business":
            assert not PHONE.search(text.text)
        if text.platform == "youtube":
            assert not set("<>") & set(text.text + text.title)
