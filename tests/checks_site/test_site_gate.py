"""The whole built folder is checked in one pass: what a stranger would see, and in every file."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.checks_site.conftest import OVERDUE
from tests.checks_site.drawn_pictures import draw

from bedside.checks.addresses import absolute, css_addresses, is_foreign, srcset_addresses
from bedside.checks.model import Context
from bedside.checks.rules import RULES
from bedside.checks.site import check_site
from bedside.post import Post, Source
from bedside.practice import Practice

WORDS = (
    "This article is general health information. It is not a diagnosis and does not replace care "
    "from someone who knows you. If you are worried about your health, call our office or your own "
    "clinician."
)
HEAD = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    "<meta http-equiv='Content-Security-Policy' content=\"default-src 'none'\">"
    '<link rel="canonical" href="https://larkfield.example/{path}">{extra}</head><body><a href="#main">Skip</a><main id="main">'
)
CARD = (
    '<meta property="og:image" content="https://larkfield.example/cards/a.png">'
    '<meta property="og:image:width" content="32"><meta property="og:image:height" content="24">'
    '<meta property="og:image:alt" content="A leaf">'
)
FEED = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>urn:ulid:{uid}</id>'
    '<link href="https://larkfield.example/blog/example/"/><content type="html">{html}</content>'
    "</entry></feed>"
)

Check = Callable[[], list[str]]


@pytest.fixture
def site(tmp_path: Path, posts: tuple[Post, ...]) -> Path:
    """Return a built site with a home page, a post, a hidden post, a card, feed and sitemap."""
    root = tmp_path / "output"
    home = (
        HEAD.format(title="Home", path="", extra="") + '<h1>Home</h1><a href="/blog/example/">A</a>'
    )
    post = (HEAD.format(title="A", path="blog/example/", extra=CARD)
            + f"<h1>A</h1><p>Rest and drink.</p><aside>{WORDS}</aside>")  # fmt: skip
    hidden = (HEAD.format(title="H", path="blog/hidden/",
                          extra='<meta name="robots" content="noindex">')
              + f"<h1>H</h1><p>{OVERDUE}</p><aside>{WORDS}</aside>")  # fmt: skip
    feed = FEED.format(uid=posts[0].uid, html=f"&lt;p&gt;Rest.&lt;/p&gt;{WORDS}")
    sitemap = "<urlset><url><loc>https://larkfield.example/blog/example/</loc></url></urlset>"
    for name, text in (
        ("index.html", home), ("blog/example/index.html", post), ("feed.atom", feed),
        ("blog/hidden/index.html", hidden), ("sitemap.xml", sitemap), ("theme/a.css", "a{}"),
    ):  # fmt: skip
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    (root / "cards").mkdir()
    (root / "cards/a.png").write_bytes(draw("clean.png"))
    return root


@pytest.fixture
def check(site: Path, posts: tuple[Post, ...], practice: Practice, context: Context) -> Check:
    """Return a function that checks the site and gives `CODE file` of every finding."""

    def codes() -> list[str]:
        report = check_site(site, posts, practice, context)
        return [f"{one.code} {one.path.as_posix()}" for one in report.findings]

    return codes


def test_a_good_site_has_no_findings(check: Check) -> None:
    """The small site passes every rule, so that what later tests plant is what is found."""
    assert check() == []


@pytest.mark.parametrize(
    ("name", "old", "new", "code"),
    [
        ("blog/example/index.html", WORDS, "", "DIS001"),
        ("feed.atom", WORDS, "", "DIS002"),
        ("blog/hidden/index.html", OVERDUE, "", "DIS004"),
        ("index.html", "<h1>", ('<img height="1" width="1" style="display:none" src="https://www.'
         'facebook.com/tr?id=1&amp;ev=PageView&amp;noscript=1" alt=""><h1>'), "WEB001"),
        ("index.html", "</head>", ('<noscript><img src="https://www.facebook.com/tr?id=2" alt="">'
         "</noscript></head>"), "WEB001"),
        ("theme/a.css", "a{}", "a{background:url(https://cdn.example/a.png)}", "WEB014"),
        ("index.html", "/blog/example/", "/blog/hidden/", "WEB012"),
        ("index.html", "/blog/example/", "/blog/exmaple/", "WEB010"),
        ("blog/hidden/index.html", '<meta name="robots" content="noindex">', "", "WEB012"),
        ("sitemap.xml", "blog/example/", "blog/hidden/", "WEB013"),
        ("blog/example/index.html", 'content="32"', 'content="1200"', "WEB011"),
        ("blog/example/index.html", "larkfield.example/blog/example/", "localhost/a/", "WEB008"),
    ],
)  # fmt: skip
def test_what_a_theme_or_build_breaks_is_found(
    check: Check, site: Path, name: str, old: str, new: str, code: str
) -> None:
    """One change in one built file is one finding in that file."""
    text = (site / name).read_text(encoding="utf-8")
    assert old in text
    (site / name).write_text(text.replace(old, new), encoding="utf-8")
    assert f"{code} {name}" in check()


def test_what_a_feed_item_fetches_is_told_once_on_its_post(check: Check, site: Path) -> None:
    """Three feeds carry the same item: the author is told once, and of which post."""
    text = (site / "feed.atom").read_text(encoding="utf-8")
    text = text.replace("Rest.", '&lt;img src="https://cdn.example/1.gif"&gt;')
    (site / "feed.atom").write_text(text, encoding="utf-8")
    (site / "feeds").mkdir()
    (site / "feeds/all.atom").write_text(text, encoding="utf-8")
    assert check() == ["WEB014 blog/example/index.html"]


def test_a_published_picture_with_a_position_is_blocked(check: Check, site: Path) -> None:
    """If stripping ever failed, the built file itself would tell."""
    (site / "cards/a.jpg").write_bytes(draw("gps.jpg"))
    assert check() == ["IMG009 cards/a.jpg"]


def test_a_page_of_a_draft_is_found(check: Check, site: Path) -> None:
    """A draft leaves no byte; a page at its address means that something wrote one."""
    (site / "blog/draft").mkdir()
    (site / "blog/draft/index.html").write_text("<p>Secret</p>", encoding="utf-8")
    assert "WEB012 blog/draft/index.html" in check()


def test_a_finding_of_the_theme_is_said_once(
    check: Check, site: Path, posts: tuple[Post, ...], practice: Practice, context: Context
) -> None:
    """The same pixel on many pages is one finding that counts the others."""
    for number in range(6):
        (site / f"p{number}").mkdir()
        head = HEAD.format(title="P", path=f"p{number}/", extra="")
        pixel = '<h1>P</h1><img src="https://t.example/1" alt="" width="1" height="1">'
        (site / f"p{number}/index.html").write_text(head + pixel, encoding="utf-8")
    found = check_site(site, posts, practice, context).findings
    assert [one.code for one in found] == ["WEB001"]
    assert "5 more files" in found[0].message


def test_a_patient_on_the_rendered_page_is_found_whatever_its_source_said(
    site: Path, posts: tuple[Post, ...], practice: Practice, context: Context
) -> None:
    """Markup that parts an identifier in the source joins it on the page."""
    page = site / "blog/example/index.html"
    text = page.read_text(encoding="utf-8")
    planted = "<p>Our patient's social security number is 219-<b>09</b>-9999.</p>"
    page.write_text(text.replace("<p>Rest", planted + "<p>Rest"), encoding="utf-8")
    report = check_site(site, posts, practice, context)
    assert {one.surface for one in report.errors} == {"page"}
    assert "PHI007" in {one.code for one in report.errors}
    assert not any("219" in one.message for one in report.findings)


def test_an_allowance_in_the_source_holds_for_its_rendered_words(
    site: Path, posts: tuple[Post, ...], practice: Practice, context: Context,
    write_source: Callable[..., Source],
) -> None:  # fmt: skip
    """What gate 2 accepted beside the words is not refused again on the page."""
    allow = '<!-- bedside: allow PHI101 reason="made up for the test" by="elena-marsh" until=2027-01-31 -->'
    source = write_source(f"---\ntitle: A\n---\n{allow}\n{STORY}\n")
    page = site / "blog/example/index.html"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("Rest and drink.", STORY), encoding="utf-8")
    silent = [replace(posts[0], source=source.path), *posts[1:]]
    assert any(one.code == "PHI101" for one in check_site(site, posts, practice, context).errors)
    report = check_site(site, silent, practice, context)
    assert not report.errors
    assert report.excused == (("blog/example/index.html", "PHI101"),)
    told = {"blog/example/index.html": ("PHI101",)}
    assert not check_site(site, posts, practice, context, excused=told).errors


def test_an_allowance_holds_for_its_words_in_their_order_alone(
    site: Path, posts: tuple[Post, ...], practice: Practice, context: Context,
    write_source: Callable[..., Source],
) -> None:  # fmt: skip
    """The same words in another order are another sentence, which nobody allowed."""
    allow = '<!-- bedside: allow PHI101 reason="made up for the test" by="elena-marsh" until=2027-01-31 -->'
    turned = STORY.replace("diagnosed with strep by Dr. Marsh", "diagnosed by Dr. Marsh with strep")
    source = write_source(f"---\ntitle: A\n---\n{allow}\n{turned}\n")
    page = site / "blog/example/index.html"
    text = page.read_text(encoding="utf-8")
    silent = [replace(posts[0], source=source.path), *posts[1:]]
    found = []
    for told in (turned, STORY):
        page.write_text(text.replace("Rest and drink.", told), encoding="utf-8")
        found.append({one.code for one in check_site(site, silent, practice, context).errors})
    assert found == [set(), {"PHI101"}]


STORY = (
    "A woman came to our clinic last spring. She was diagnosed with strep by Dr. Marsh. Her "
    "husband said that she felt better two days later. She went back to work."
)


def test_a_vignette_that_gate_2_accepted_is_known_at_the_deploy(
    site: Path, posts: tuple[Post, ...], practice: Practice, context: Context
) -> None:
    """The deploy sees neither front matter nor comments: the receipt tells it what was excused."""
    page = site / "blog/example/index.html"
    page.write_text(page.read_text(encoding="utf-8").replace("Rest and drink.", STORY))
    attested = [replace(posts[0], vignette="composite"), *posts[1:]]
    report = check_site(site, attested, practice, context)
    assert not report.errors
    assert ("blog/example/index.html", "PHI101") in report.excused
    told = {page: (code,) for page, code in report.excused}
    assert not check_site(site, posts, practice, context, excused=told).errors
    assert check_site(site, posts, practice, context).errors


def test_the_report_names_the_rules_that_ran(
    site: Path, posts: tuple[Post, ...], practice: Practice, context: Context
) -> None:
    """The receipt takes from here which checks ran on the site, also where one of them fires."""
    report = check_site(site, posts, practice, context)
    assert report.checked == 3
    ran = {rule.code for rule in RULES if rule.scope in ("page", "site")}
    assert set(report.rules) == ran
    (site / "index.html").write_text("<p>It was 219-09-9999.</p>", encoding="utf-8")
    again = check_site(site, posts, practice, context)
    assert again.errors
    assert set(again.rules) == ran


def test_a_site_under_a_path_resolves_its_links(
    site: Path, posts: tuple[Post, ...], practice: Practice, context: Context
) -> None:
    """On a host that serves the site at /repository, root-relative links carry that path."""
    facts = practice.practice.model_copy(update={"url": "https://larkfield.example/repo"})
    moved = practice.model_copy(update={"practice": facts})
    for file in site.rglob("*.html"):
        text = file.read_text(encoding="utf-8")
        text = text.replace("larkfield.example/", "larkfield.example/repo/")
        file.write_text(text.replace('href="/blog', 'href="/repo/blog'), encoding="utf-8")
    (site / "feed.atom").unlink()
    (site / "sitemap.xml").unlink()
    there = replace(context, practice=moved)
    assert [one.message for one in check_site(site, posts, moved, there).findings] == []
    page = site / "index.html"
    page.write_text(page.read_text().replace("/repo/blog/example/", "/blog/example/"))
    assert [one.code for one in check_site(site, posts, moved, there).findings] == ["WEB010"]


@pytest.mark.parametrize(
    "address",
    ["//cdn.example/a", "\\\\cdn.example/a", "/\\cdn.example/a", "https:cdn.example", "https:/cdn.example",
     " \n https://cdn.example", "ht\ttps://cdn.example", "HTTPS://CDN.EXAMPLE", "http://[",
     "http://larkfield.example/a", "https://larkfield.example:8443/a", "wss://larkfield.example.evil"],
)  # fmt: skip
def test_addresses_are_read_as_browsers_read_them(address: str, practice: Practice) -> None:
    """Odd spellings that browsers accept still lead to another server."""
    assert is_foreign(absolute(address, "https://larkfield.example/blog/"), practice)


@pytest.mark.parametrize(
    "address", ["a.png", "/a", "#b", "?q=1", "https://larkfield.example/a", "mailto:a@b.example", "data:image/png,A"]
)  # fmt: skip
def test_our_own_addresses_are_not_foreign(address: str, practice: Practice) -> None:
    """Relative, own and local addresses ask nobody else."""
    assert not is_foreign(absolute(address, "https://larkfield.example/blog/"), practice)


def test_style_sheets_are_read_with_escapes_and_comments() -> None:
    """CSS that spells `url` or an address by code points still fetches it."""
    css = 'a{b:u\\72l("//x/a")} @im/**/port "b.css"; @import\'c.css\'; d{e:image-set("f.png" 1x, url(g.png) 2x)}'
    assert set(css_addresses(css)) == {"//x/a", "b.css", "c.css", "f.png", "g.png"}
    assert srcset_addresses("data:image/png;base64,aa= 1x, b.png 2x,c.png") == [
        "data:image/png;base64,aa=", "b.png", "c.png",
    ]  # fmt: skip
