"""A patient is found on any page, in the frame, in feeds and in practice.toml, not in posts alone."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bedside.checks.engine import check_sources
from bedside.checks.model import Context, Report
from bedside.checks.site import check_site
from bedside.post import Post, Source
from bedside.practice import Practice

PAGE = (
    '<!doctype html><html lang="en"><head><title>{title}</title></head><body>'
    "<header>{header}</header><main><h1>A</h1>{main}</main></body></html>"
)
FEED = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>urn:ulid:{uid}</id><title>A</title>'
    '<link href="https://larkfield.example/{path}"/><content type="html">{html}</content>'
    "</entry></feed>"
)
SSN = "Patient: SSN 219-09-9999."
STORY = (
    "A woman came to our clinic last spring. She was diagnosed with strep by Dr. Marsh. Her "
    "husband said that she felt better two days later. She went back to work."
)
NOTE = ("Chest pain", "Fever or chills", "Shortness of breath, worse at night", "Denies nausea")

Check = Callable[..., Report]


@pytest.fixture
def check(
    tmp_path: Path, posts: tuple[Post, ...], practice: Practice, context: Context
) -> Check:  # fmt: skip
    """Return a function that checks a folder with these files and gives the whole report."""

    def checked(files: dict[str, str], sources: tuple[Source, ...] = (), **post: Any) -> Report:
        for name, text in files.items():
            (tmp_path / "out" / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / "out" / name).write_text(text)
        own = [replace(posts[0], **post), *posts[1:]]
        return check_site(tmp_path / "out", own, practice, context, sources=sources)

    return checked


def phi(report: Report) -> set[tuple[str, str]]:
    return {(one.code, one.path.as_posix()) for one in report.errors if one.code.startswith("PHI")}


@pytest.mark.parametrize(
    "page",
    [PAGE.format(title="A", header="", main=f"<p>{SSN}</p>"),
     PAGE.format(title="A", header="", main="<details><summary>219-09-9999</summary></details>"),
     PAGE.format(title="A", header="", main="<table><tr><td>SSN</td><td>219-09-9999</td></tr></table>"),
     PAGE.format(title=SSN, header="", main=""), PAGE.format(title="A", header=SSN, main="")],
    ids=["paragraph", "summary", "table", "title", "frame"],
)  # fmt: skip
def test_a_page_that_is_no_post_is_read(check: Check, page: str) -> None:
    """Main text, title and the frame around it are read on every page, named by its site path."""
    assert ("PHI007", "about/index.html") in phi(check({"about/index.html": page}))


def test_what_stands_beside_an_article_is_read(check: Check) -> None:
    """A byline is the practice's own, a number beside it is not."""
    main = f'<div class="e-content"><p>Rest.</p></div><p>By Dr. Elena Marsh, June 2, 2026</p><p>{SSN}</p>'
    page = PAGE.format(title="A", header="", main=main)
    assert phi(check({"blog/example/index.html": page})) == {("PHI007", "blog/example/index.html")}


def test_a_feed_is_read_where_it_says_more_than_the_page(
    check: Check, posts: tuple[Post, ...]
) -> None:
    """An item is read like a page; what its page says already is not read again."""
    page = PAGE.format(title="A", header="", main='<div class="e-content"><p>Rest.</p></div>')
    feed = FEED.format(uid=posts[0].uid, path="blog/example/", html=f"&lt;p&gt;{SSN}&lt;/p&gt;")
    report = check({"blog/example/index.html": page, "feed.atom": feed})
    assert phi(report) == {("PHI007", "blog/example/index.html")}
    assert any("(in feed.atom)" in one.message for one in report.errors)


def test_the_teaser_of_a_permitted_story_passes(check: Check) -> None:
    """What a vignette's own page may say, the list of posts may repeat."""
    article = PAGE.format(title="A", header="", main=f'<div class="e-content"><p>{STORY}</p></div>')
    files = {
        "blog/example/index.html": article,
        "blog/index.html": PAGE.format(title="B", header="", main=f"<p>{STORY}</p>"),
    }
    assert phi(check(files))
    assert phi(check(files, vignette="composite")) == set()


def test_the_words_of_a_permitted_story_excuse_no_other_story(check: Check) -> None:
    """Another patient's page in the same vocabulary is held: the words stand in another order."""
    story = PAGE.format(title="A", header="", main=f"<p>{STORY}</p>")
    other = ". ".join(reversed(STORY.rstrip(".").split(". "))) + "."
    files = {
        "blog/example/index.html": story,
        "about/index.html": PAGE.format(title="B", header="", main=f"<p>{other}</p>"),
    }
    assert phi(check(files, vignette="composite")) == {("PHI101", "about/index.html")}


def test_cells_of_a_table_are_no_story(check: Check) -> None:
    """Short answers in cells read like a visit note only when they are taken for sentences."""
    cells = "".join(f"<tr><td>{one}</td><td>No</td></tr>" for one in NOTE)
    prose = "".join(f"<p>{one}</p><p>No</p>" for one in NOTE)
    table = PAGE.format(title="A", header="", main=f"<table>{cells}</table>")
    assert phi(check({"about/index.html": table})) == set()
    notes = PAGE.format(title="A", header="", main=prose)
    assert ("PHI101", "about/index.html") in phi(check({"about/index.html": notes}))


def test_an_allowance_in_a_page_holds_for_the_page(
    check: Check, write_source: Callable[..., Source]
) -> None:
    """The comment in content/pages is known by the page's address."""
    allow = '<!-- bedside: allow PHI101 reason="made up" by="elena-marsh" until=2027-01-31 -->'
    source = write_source(f"---\ntitle: A\n---\n{allow}\n{STORY}\n", "pages/about.md")
    files = {"about/index.html": PAGE.format(title="A", header="", main=f"<p>{STORY}</p>")}
    assert phi(check(files)) == {("PHI101", "about/index.html")}
    assert phi(check(files, (source,))) == set()


def test_a_finding_names_the_posts_source(
    check: Check, write_source: Callable[..., Source]
) -> None:
    """The built file is gone when the author reads the message; the source is what can be mended."""
    source = write_source("---\ntitle: A\n---\nText with 219-09-9999 in it.\n")
    page = PAGE.format(title="A", header="", main="<p>219-09-9999</p>")
    site = {"blog/example/index.html": page}
    found = [one for one in check(site, source=source.path).errors if one.code == "PHI007"]
    assert [(one.path, one.line) for one in found] == [(source.path, 4)]
    assert "blog/example/" in found[0].message


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("Plain answers from", "Mrs. Brzezinski, SSN 219-09-9999, from", "PHI007"),
        ("in a green jacket", "MRN 482913", "PHI008"),
        ("Vaccines, screening", "SSN 219-09-9999", "PHI007"),
        ("Bus 4 stops outside", "Her number is 617-555-0199", "PHI004"),
        ("Bus 4 stops outside", "Ring six one seven, five five five, oh one nine nine", "PHI004"),
        ("Thanksgiving Day", "gofundme.com/f/hips-for-hank", "PHI014"),
        ("# no phone of its own", "# MRN 4482913", "PHI008"),
    ],
)
def test_a_patient_in_practice_toml_is_found(
    content: Path, sample_root: Path, context: Context, old: str, new: str, code: str
) -> None:
    """What stands there is on every page: the same rules read it, and name its line."""
    text = (sample_root / "practice.toml").read_text()
    assert old in text
    file = content.parent / "practice.toml"
    file.write_text(text.replace(old, new))
    found = [one for one in check_sources([], context, content=content).errors if one.code == code]
    line = next(n for n, row in enumerate(file.read_text().splitlines(), 1) if new in row)
    assert [(one.path, one.line) for one in found] == [(file, line)]


def test_the_samples_own_facts_pass(content: Path, sample_root: Path, context: Context) -> None:
    """Its people, numbers, addresses and accounts are the practice's own."""
    (content.parent / "practice.toml").write_text((sample_root / "practice.toml").read_text())
    assert check_sources([], context, content=content).findings == ()
