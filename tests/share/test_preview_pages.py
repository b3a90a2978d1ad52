"""The preview pages: what will be sent, word for word, escaped, and complete without a network."""

from base64 import b64encode
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from bedside.post import Card, Post, Visibility
from bedside.practice import Practice
from bedside.preview import PreviewEntry, render_preview, segments
from bedside.share import compose_all

MakePost = Callable[..., Post]
CARD = Card(path="cards/a.png", width=1200, height=630, alt="A bandage & a bottle", sha256="0" * 64)
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20


def _entry(post: Post, practice: Practice, **fields: Any) -> PreviewEntry:
    entry = PreviewEntry(post=post, texts=compose_all(post, practice))
    return replace(entry, **fields)


def _text(node: LexborHTMLParser | LexborNode, selector: str) -> str:
    """Return the text of the first element that the selector finds."""
    found = node.css_first(selector)
    assert found is not None
    return found.text()


@pytest.fixture(scope="module")
def page(practice: Practice, post: MakePost) -> LexborHTMLParser:
    """Return the page of a post with tags, a card, and markup in its words."""
    one = post(
        title="Flu & <b>you</b>", tags=("flu",), card=CARD, share_disclaimer="Not advice.",
        share={"instagram": "#a #b #c #d #e #f"},
    )  # fmt: skip
    entry = _entry(one, practice, card=PNG, notes=("The title was made smaller",))
    return LexborHTMLParser(render_preview([entry], practice)["flu-shots.html"])


def test_text_on_the_page_is_the_text_sent(
    page: LexborHTMLParser, practice: Practice, post: MakePost
) -> None:
    """Each panel's text is its ShareText character by character, markup escaped."""
    one = post(
        title="Flu & <b>you</b>", tags=("flu",), card=CARD, share_disclaimer="Not advice.",
        share={"instagram": "#a #b #c #d #e #f"},
    )  # fmt: skip
    shown = {panel.id: _text(panel, ".text") for panel in page.css(".panel")}
    sent = {text.platform: text.text for text in compose_all(one, practice)}
    assert {name.rpartition("-")[0]: text for name, text in shown.items() if name} == sent


def test_panel_shows_counter_link_crop_and_warning(page: LexborHTMLParser) -> None:
    """A panel carries the count in the network's unit, the link field, its crop and its remarks."""
    panels = {(panel.id or "").rpartition("-")[0]: panel for panel in page.css(".panel")}
    assert "/ 280 weighted characters" in panels["x"].text()
    assert "https://larkfield.example/blog/flu-shots/" in _text(panels["facebook"], ".field")
    styles = {name: (panel.css_first(".picture") or panel).attributes.get("style")
              for name, panel in panels.items()}  # fmt: skip
    assert styles["instagram"] == "aspect-ratio: 4 / 5"
    assert styles["pinterest"] == "aspect-ratio: 2 / 3"
    assert styles["sms"] is None
    assert "6 hashtags, 5 are allowed" in _text(panels["instagram"], ".remark")
    assert panels["x"].css(".picture")[0].attributes["aria-label"] == "A bandage & a bottle"
    assert _text(panels["x"], "mark.tag") == "#FluShot"


def test_page_says_the_alt_text_and_the_cards_remarks(page: LexborHTMLParser) -> None:
    """The author reads the alt text and what the card gave up."""
    assert _text(page, ".alt dd") == "A bandage & a bottle"
    assert _text(page, "main > .remark") == "The title was made smaller"


def test_pages_ask_for_nothing(practice: Practice, post: MakePost) -> None:
    """No page loads anything: no style sheet, pictures and fonts as data, one script of our own."""
    entries = [_entry(post(card=CARD), practice, card=PNG), _entry(post(slug="b"), practice)]
    for html in render_preview(entries, practice).values():
        tree = LexborHTMLParser(html)
        assert not tree.css("script[src], link, iframe")
        assert all((one.attributes["src"] or "").startswith("data:") for one in tree.css("img"))
        assert 'url("http' not in html
        assert "default-src 'none'" in html


def test_index_lists_every_post_and_marks_the_scheduled(practice: Practice, post: MakePost) -> None:
    """Each post has its line and page; one that waits for its date says so in local time."""
    waiting = post(slug="later", title="Later", visibility=Visibility.SCHEDULED)
    found = render_preview([_entry(post(), practice), _entry(waiting, practice)], practice)
    assert set(found) == {"index.html", "flu-shots.html", "later.html"}
    rows = LexborHTMLParser(found["index.html"]).css(".posts li")
    assert [len(row.css(".badge")) for row in rows] == [0, 1]
    assert "Monday, September 14, 2026, 9:00 AM EDT" in rows[1].text()
    assert "goes public on" in found["later.html"]


def test_posts_with_one_slug_get_two_pages(practice: Practice, post: MakePost) -> None:
    """A slug that is taken, or that is the index's name, gets the uid behind it."""
    entries = [_entry(post(slug=slug), practice) for slug in ("a", "a", "index")]
    uid = "01m2g01h40w17445tdpqjbwkwc"
    names = {"index.html", "a.html", f"a-{uid}.html", f"index-{uid}.html"}
    assert set(render_preview(entries, practice)) == names


def test_empty_preview_says_what_to_do(practice: Practice) -> None:
    """Without a public post the index says how to write one."""
    assert "bedside new post" in render_preview([], practice)["index.html"]


def test_post_that_is_not_syndicated_says_so(practice: Practice, post: MakePost) -> None:
    """`syndicate: false` is on the page, so nobody waits for an announcement."""
    found = render_preview([_entry(post(syndicate=False), practice)], practice)
    assert "announced nowhere" in found["flu-shots.html"]


def test_segments_give_the_text_back(practice: Practice, post: MakePost) -> None:
    """Cutting at facets loses nothing, also after characters of several bytes."""
    one = post(summary="Niño 👨‍👩‍👧 #FluShot y más https://cdc.gov/x.", tags=("rsv",))
    for text in compose_all(one, practice):
        assert "".join(part.text for part in segments(text)) == text.text


def test_text_posted_by_hand_can_be_copied_and_no_other(
    page: LexborHTMLParser, practice: Practice
) -> None:
    """The sample's Facebook account is manual: its exact words wait for the button."""
    by_hand = {one.platform for one in practice.accounts if one.status == "manual"}
    panels = {(panel.id or "").rpartition("-")[0]: panel for panel in page.css(".panel")}
    offered = {name for name, panel in panels.items() if panel.css("[data-copy]")}
    assert offered == by_hand == {"facebook"}
    box = panels["facebook"].css_first(".by-hand")
    assert box is not None
    assert box.attributes["data-copy"] == _text(panels["facebook"], ".text")


def test_the_page_allows_its_own_script_and_no_other(page: LexborHTMLParser) -> None:
    """The policy names the script by its hash; what a post brings along could not run."""
    (script,) = page.css("script")
    policy = page.css('meta[http-equiv="Content-Security-Policy"]')[0].attributes["content"] or ""
    digest = b64encode(sha256(script.text().encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in policy
