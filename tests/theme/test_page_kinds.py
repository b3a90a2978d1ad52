"""Each kind of page shows what it is for: events, landing pages, conditions, hours, pictures, forms."""

from bs4 import BeautifulSoup
from tests.theme.theme_site import ROOT, rendered

from bedside.practice import load_practice
from bedside.site.values import button_address

PRACTICE = load_practice(ROOT / "practice.toml")
PAGES = dict(rendered(PRACTICE))


def soup(name: str) -> BeautifulSoup:
    return BeautifulSoup(PAGES[name], "html.parser")


def test_a_page_says_itself_what_it_may_load() -> None:
    """The policy stands in every page, for hosts that send no headers: no code or style inside it."""
    for name in PAGES:
        policy = soup(name).select_one('meta[http-equiv="Content-Security-Policy"]')
        assert policy is not None, name
        said = str(policy["content"])
        assert "default-src 'none'" in said
        if name != "search":  # its index runs as WebAssembly
            assert "unsafe" not in said
            assert "form-action 'self' https://lists.larkfield.example" in said


def test_pictures_come_in_sizes_and_only_the_first_hurries() -> None:
    """A phone gets the small file; what stands below the fold waits; the picture's place is kept."""
    for name in ("home", "article:article", "index", "clinician", "page:landing"):
        shown = [one for one in soup(name).find_all("img") if not str(one["src"]).endswith(".svg")]
        assert shown, name
        assert [one.get("fetchpriority") for one in shown].count("high") == 1, name
        large = [one for one in shown if not one.find_parent(class_="byline")]
        assert large[0].get("fetchpriority") == "high", name
        for one in shown:
            source = one.find_previous_sibling("source")
            assert source is not None, name
            assert ".480w.webp 480w" in str(source["srcset"])
            assert source["sizes"]
            assert one["width"]
            assert one["height"]
    lazy = soup("home").select("main img[loading=lazy]")
    assert len(lazy) == len(soup("home").select("main img")) - 1


def test_an_event_says_when_where_and_for_how_much() -> None:
    """The times are the practice's own, for people and for machines."""
    facts = soup("article:event").select_one(".event-facts")
    assert facts is not None
    said = " ".join(facts.get_text(" ").split())
    assert "Tuesday, December 1, 2026, 7:00 am – 10:00 am" in said
    assert PRACTICE.locations[0].address in said
    assert "Free" in said
    assert "over" not in said
    start = facts.select_one("time.dt-start")
    assert start is not None
    assert str(start["datetime"]).startswith("2026-12-01T07:00")
    assert "Dec" in soup("index").select_one(".teaser-event .teaser-sign").get_text()  # type: ignore[union-attr]  # there or fail


def test_a_tip_without_a_picture_has_its_own_sign_and_name() -> None:
    """The sheet of paper is for what can be printed."""
    tip = soup("index").select_one(".teaser-tip")
    assert tip is not None
    assert tip.select_one(".teaser-sign .sign-lamp")
    assert not tip.select(".sign-sheet")
    assert tip.select_one(".kind").get_text() == "Tip"  # type: ignore[union-attr]  # there or fail
    assert soup("index").select(".teaser-handout .sign-sheet")


def test_the_feeds_are_a_list() -> None:
    """No comma is left hanging where a line breaks."""
    feeds = soup("index").select_one(".footer-feeds")
    assert feeds is not None
    assert [one.get_text() for one in feeds.select("li > a")] == ["Atom"]
    assert "," not in feeds.get_text()


def test_a_landing_page_asks_for_one_thing() -> None:
    """One button, and no menu, notice or list beside it."""
    page = soup("page:landing")
    assert [one.get_text() for one in page.select("main a")] == ["Call"]
    assert not page.select(".masthead nav, .masthead .button, .notices")
    assert page.select_one("header .emergency")


def test_a_condition_names_who_checked_it_and_what_it_rests_on() -> None:
    """A page on health without an author still has a reviewer, sources and the way to call."""
    page = soup("condition")
    assert "Medically reviewed by Dr. Elena Marsh" in page.get_text()
    assert page.select(".sources li a")
    assert page.select('.ask a[href^="tel:"]')
    assert [one["href"] for one in page.select(".contents a")] == ["#part-1", "#part-2", "#part-3"]
    assert page.select(".related .teaser")


def test_hours_are_stated_and_only_a_script_adds_the_hour() -> None:
    """The page cannot know what time it is: the line is empty and hidden until a clock fills it."""
    page = soup("location")
    line = page.select_one("[data-zone]")
    assert line is not None
    assert (line.get_text(), line.has_attr("hidden")) == ("", True)
    assert line["data-zone"] == PRACTICE.practice.timezone
    times = [str(one["datetime"]) for one in page.select(".hours tbody tr:first-child time")]
    assert times == ["08:00", "17:00"]


def test_the_newsletter_form_stands_only_where_one_is_named() -> None:
    """A plain form with a label, sent to the list's own address."""
    form = soup("index").select_one(".newsletter form") or soup("page:links").select_one(
        ".newsletter form"
    )
    assert form is not None
    assert form["action"] == "https://lists.larkfield.example/subscribe"
    assert form.label is not None
    without = dict(rendered(PRACTICE.model_copy(update={"newsletter": None})))
    assert 'type="email"' not in "".join(without.values())


def test_a_condition_says_that_its_review_is_overdue() -> None:
    """Above its text, as an article does; nothing while it is not."""
    assert not soup("condition").select(".reader-lines")
    note = soup("condition:overdue").select_one(".post-body > .reader-lines[role=note]")
    assert note is not None
    assert "The medical review of this page was due on January 5, 2026" in note.get_text()


def test_the_search_is_one_step_from_every_page() -> None:
    """A link, so that it works without a script; a landing page has nothing beside its button."""
    for name in PAGES:
        links = [str(one["href"]) for one in soup(name).select("header a.finder")]
        if name == "page:landing":
            assert links == []
        elif name == "article:spanish":
            assert set(links) == {"/es/search/"}
        else:
            assert set(links) == {"/search/"}, name


def test_a_button_may_be_a_phone_number() -> None:
    """As people write it: a phone calls, and nobody is led to a page that is not there."""
    for written, leads in (
        ("(802) 555-0142", "tel:+18025550142"),
        ("tel:802-555-0142", "tel:+18025550142"),
        ("802.555.0142 ext. 7", "tel:+18025550142;ext=7"),
        ("/contact/", "/contact/"),
        ("https://book.larkfield.example/2026-10-05", "https://book.larkfield.example/2026-10-05"),
    ):
        assert button_address(written) == leads
