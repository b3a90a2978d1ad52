"""The theme's pages are sound HTML: landmarks, headings, escaping, disclaimers, no script."""

import re
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from tests.theme.theme_site import ROOT, articles, rendered

from bedside.practice import Practice, load_practice
from bedside.practice_translations import practice_in

PRACTICE = load_practice(ROOT / "practice.toml")
PAGES = dict(rendered(PRACTICE))
UNDER_PREFIX = dict(rendered(PRACTICE, "/repository"))
ARTICLES = [name for name in PAGES if name.startswith("article:")]
each_page = pytest.mark.parametrize("name", PAGES)
each_article = pytest.mark.parametrize("name", ARTICLES)


def soup(name: str) -> BeautifulSoup:
    return BeautifulSoup(PAGES[name], "html.parser")


def test_every_template_is_rendered() -> None:
    """A template that no page here uses would go untested."""
    templates = {path.stem for path in (ROOT / "theme" / "templates").glob("*.html")} - {"base"}
    kinds = {name.split(":")[0] for name in PAGES} | {"landing", "language", "links", "press"}
    assert templates == kinds


@each_page
def test_landmarks_and_headings(name: str) -> None:
    """One h1, one main, one banner, one footer, no heading level skipped, a skip link to main."""
    page = soup(name)
    for tag in ("h1", "main", "title"):
        assert len(page.find_all(tag)) == 1, tag
    assert len(page.select("body > header")) == len(page.select("body > footer")) == 1
    assert page.select_one("a.skip")["href"] == "#main"  # type: ignore[index]  # there or fail
    levels = [int(one.name[1]) for one in page.find_all(re.compile("^h[1-6]$"))]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    labels = [one.get("aria-label") or one.get("aria-labelledby") for one in page.find_all("nav")]
    assert all(labels)
    assert len(labels) == len(set(labels))


@each_page
def test_ids_are_unique_and_point_somewhere(name: str) -> None:
    """No id stands twice; every aria-labelledby and every #fragment names one."""
    page = soup(name)
    ids = [str(one["id"]) for one in page.select("[id]")]
    assert len(ids) == len(set(ids))
    wanted = [str(one["aria-labelledby"]) for one in page.select("[aria-labelledby]")]
    wanted += [str(one["href"])[1:] for one in page.select('a[href^="#"]')]
    assert set(wanted) <= set(ids)


@each_page
def test_no_script_and_nobody_elses_server(name: str) -> None:
    """Scripts are our own file and JSON-LD; everything a browser loads is ours."""
    page = soup(name)
    inside = [one for one in page.find_all("script") if not one.get("src")]
    assert all(one["type"] == "application/ld+json" for one in inside)
    loaded = [str(one.get("src") or one.get("poster")) for one in page.select("[src], [poster]")]
    rels = ("stylesheet", "icon", "preload")
    loaded += [str(one["href"]) for one in page.find_all("link") if one["rel"][0] in rels]
    assert loaded
    assert all(one.startswith("/") and not one.startswith("//") for one in loaded)
    handlers = [key for one in page.find_all() for key in one.attrs if key.startswith("on")]
    assert not handlers
    assert not page.select("[style]")


@each_page
def test_titles_are_escaped(name: str) -> None:
    """A title's `<em>` and `&` are shown as written, never taken for markup."""
    assert "<em>helps</em>" not in PAGES[name]
    assert "Tea & rest" not in PAGES[name]


@each_page
def test_emergency_line_and_legal_links_are_on_every_page(name: str) -> None:
    """45 CFR 92.10 and 92.11 ask for the notices where patients look: on each page."""
    page = soup(name)
    told = practice_in(PRACTICE, str(page.html["lang"])).practice.emergency  # type: ignore[index]  # there or fail
    assert page.select_one("header .emergency").get_text(strip=True) == told  # type: ignore[union-attr]  # there or fail
    links = {one["href"] for one in page.select("footer a")}
    for slug in ("nondiscrimination", "language-assistance", "privacy", "community-policy"):
        assert f"/{slug}/" in links


@each_page
def test_footer_follows_active_accounts_only(name: str) -> None:
    """`rel=me` points to accounts with a public address; retired networks are not linked."""
    links = [one["href"] for one in soup(name).select("footer a[rel=me]")]
    wanted = [one.url for one in PRACTICE.accounts if one.url and one.status != "retired"]
    assert links == wanted


@each_article
def test_disclaimer_stands_word_for_word(name: str) -> None:
    """The category's words are shown once, in a note."""
    post = articles(PRACTICE)[name.split(":")[1]].post
    notes = soup(name).select('aside.disclaimer[role="note"]')
    assert [one.get_text(strip=True) for one in notes] == [post.disclaimer]


@each_article
def test_article_is_an_h_entry(name: str) -> None:
    """Title, text, time, author and permanent address are marked for readers of microformats."""
    page = soup(name)
    entry = page.select_one("article.h-entry")
    assert entry is not None
    for mark in ("p-name", "e-content", "dt-published", "p-author", "u-uid"):
        assert entry.select(f".{mark}"), mark
    post = articles(PRACTICE)[name.split(":")[1]].post
    assert entry.select_one("a.u-url.u-uid")["href"] == post.url  # type: ignore[index]  # there or fail
    assert [one["href"] for one in entry.select(".u-syndication")]
    author = entry.select_one(".p-author a")
    assert author is not None
    assert author["href"] == "/clinicians/elena-marsh/"
    assert author.get_text() == "Dr. Elena Marsh, MD, FAAFP"


@each_article
def test_sources_carry_publisher_and_day_read(name: str) -> None:
    """Each reference is a link with its publisher and the day it was opened."""
    post = articles(PRACTICE)[name.split(":")[1]].post
    rows = soup(name).select(".sources li")
    assert [one.a["href"] for one in rows if one.a] == [one.url for one in post.references]
    for row, reference in zip(rows, post.references, strict=True):
        assert reference.publisher in row.get_text()
        assert row.time is not None
        assert row.time["datetime"] == "2026-11-22"


def meta(page: BeautifulSoup) -> dict[str, str]:
    tags = page.select("meta[content]")
    return {str(one.get("property") or one.get("name")): str(one["content"]) for one in tags}


def test_article_head_tells_networks_everything() -> None:
    """Card with size and text, times with zone, author's byline, canonical and languages."""
    page = soup("article:article")
    told = meta(page)
    assert told["og:image"] == "https://larkfield.example/cards/cold.png"
    assert (told["og:image:width"], told["og:image:height"]) == ("1200", "630")
    assert told["og:image:alt"] == told["twitter:image:alt"] == "The title"
    assert told["twitter:card"] == "summary_large_image"
    assert told["og:title"] == "Tea & rest: what <em>helps</em> a cold?"
    assert told["article:published_time"] == "2026-10-05T13:00:00+00:00"
    assert told["fediverse:creator"] == "@larkfield@social.larkfield.example"
    links = page.find_all("link")
    canonical = [one["href"] for one in links if one["rel"] == ["canonical"]]
    assert canonical == ["https://larkfield.example/blog/cold/"]
    languages = {one["hreflang"]: one["href"] for one in links if one.get("hreflang")}
    assert languages == {
        "es": "https://larkfield.example/blog/gripe/",
        "en": "https://larkfield.example/blog/cold/",
        "x-default": "https://larkfield.example/blog/cold/",
    }


def test_hidden_is_not_indexed_and_not_shared() -> None:
    """A hidden post says noindex and offers no share links; public ones say nothing of robots."""
    assert meta(soup("article:hidden"))["robots"] == "noindex"
    assert not soup("article:hidden").select(".post-share")
    assert "robots" not in meta(soup("article:article"))


def test_a_topic_without_a_page_is_not_linked() -> None:
    """A hidden post may be the only one of its category: its topic is a word, not a dead link."""
    assert soup("article:article").select("header.post-head .kicker a.p-category")
    assert not soup("article:hidden").select("header.post-head .kicker a")
    assert soup("article:hidden").select("header.post-head .kicker .p-category")


def test_video_waits_to_be_asked() -> None:
    """A film is ours, loads nothing before a click, and has captions and a transcript."""
    page = soup("article:video")
    film = page.video
    assert film is not None
    assert film["preload"] == "none"
    assert film["poster"] == "/images/posts/a.png"
    track = page.track
    assert track is not None
    assert (track["kind"], track["src"]) == ("captions", "/videos/a.vtt")
    assert [one.get_text() for one in page.select("details p")] == ["First line.", "Second line."]


def test_infographic_has_its_words() -> None:
    """A picture full of words is also there as text."""
    assert "Five panels." in soup("article:infographic").select_one("figure details").get_text()  # type: ignore[union-attr]  # there or fail


def test_a_spanish_page_is_spanish_but_for_what_is_marked() -> None:
    """Header, footer and the article's own words; an English disclaimer is marked as English."""
    page = soup("article:spanish")
    assert page.html is not None
    assert page.html["lang"] == "es"
    assert page.select_one(".disclaimer p")["lang"] == "en"  # type: ignore[index]  # there or fail
    said = page.get_text(" ")
    for words in (
        "Ir al texto principal",
        "Inicio",
        "Llamar",
        "Avisos",
        "Síganos",
        "Fuentes",
        "Buscar",
    ):
        assert words in said
    assert "5 de octubre de 2026" in said
    assert "Consultorio de Larkfield" in said


def test_a_page_in_a_language_without_an_edition_has_our_own_frame() -> None:
    """A French article: header and footer are in English and say so; dates and words fall back."""
    page = soup("article:french")
    assert page.html is not None
    assert page.html["lang"] == "fr"
    assert all(one["lang"] == "en" for one in page.select("body > header, body > footer, .skip"))
    assert page.select_one(".emergency").get_text(strip=True) == PRACTICE.practice.emergency  # type: ignore[union-attr]  # there or fail


def test_the_switch_stands_only_where_the_page_is_in_another_language() -> None:
    """It leads to this very page, named in its own language; other pages have none."""
    for name, lang, path in (
        ("article:article", "es", "/blog/gripe/"),
        ("article:spanish", "en", "/blog/cold/"),
    ):
        links = soup(name).select("header .nav .tongues a")
        assert [(one["lang"], one["hreflang"], one["href"]) for one in links] == [
            (lang, lang, path)
        ]
    assert not soup("article:video").select(".tongues")
    assert "/es/" in {one["href"] for one in soup("article:video").select("footer a[lang=es]")}


def test_language_lines_are_tagged() -> None:
    """Each line names its language and direction, with the phone number filled in."""
    rows = soup("page:language-assistance").select(".language-lines li")
    assert [(one["lang"], one["dir"]) for one in rows] == [("es", "ltr"), ("ar", "rtl")]
    phones = [one.select_one('a[dir="ltr"]') for one in rows]  # digits keep their order in Arabic
    assert [one.get_text() for one in phones if one] == [PRACTICE.practice.phone] * len(rows)


@each_page
def test_every_link_keeps_the_path_prefix(name: str) -> None:
    """On a host that serves the site under a folder, no address leaves it."""
    page = BeautifulSoup(UNDER_PREFIX[name], "html.parser")
    found = [
        str(one.get(key)) for one in page.find_all() for key in ("href", "src", "poster")
        if str(one.get(key, "")).startswith("/")
    ]  # fmt: skip
    own = {"/contact/"}  # the test article's own button, as its author wrote it
    assert found
    assert [one for one in found if not one.startswith("/repository/") and one not in own] == []


def test_a_changed_phone_changes_everywhere(practice: Practice) -> None:
    """The number stands in practice.toml only."""
    facts = practice.practice.model_copy(update={"phone": "(802) 555-0199"})
    other = practice.model_copy(update={"practice": facts})
    page = dict(rendered(other))["home"]
    assert 'href="tel:+18025550199"' in page


def test_changed_hours_read_like_the_weekly_table() -> None:
    """A short day before a holiday is shown as people write times, and why."""
    office = PRACTICE.locations[0]
    short = office.special_hours[0].model_copy(
        update={"closed": False, "hours": ("08:00-12:30", "13:00-15:00"), "reason": "Short day"}
    )
    changed = office.model_copy(update={"special_hours": (short,)})
    other = PRACTICE.model_copy(update={"locations": (changed, *PRACTICE.locations[1:])})
    rows = BeautifulSoup(dict(rendered(other))["location"], "html.parser").select(".changes li")
    words = [" ".join(one.get_text().split()) for one in rows]
    assert words == ["November 26, 2026 Short day: 8:00 am – 12:30 pm, 1:00 pm – 3:00 pm"]
