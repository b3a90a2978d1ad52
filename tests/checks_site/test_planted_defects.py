"""What would shut readers out is planted, one at a time, and each is caught with words that help."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bedside.brand import Brand
from bedside.checks.engine import check_sources
from bedside.checks.model import Context
from bedside.checks.site import check_site
from bedside.post import Source
from bedside.practice import Practice

_HEAD = (
    "---\nuid: 01M2G01H40W17445TDPQJBWKWC\ntitle: A\ndate: 2026-10-05 09:00\nauthor: elena-marsh\n"
    "category: news\nsummary: B\n"
)
_FILM = (
    "type: video\nvideo:\n  url: videos/a.mp4\n  poster: images/a.png\n  duration: PT1M\n"
    "  captions: videos/a.vtt\n  transcript: Hello.\n"
)
# What is planted in a post: the text, the rule that finds it, words of its message.
IN_A_POST = {
    "no words for a picture": (_HEAD + "---\n![](../images/clean.png)\n", "IMG003", "what the picture shows"),
    "a skipped heading level": (_HEAD + "---\nText.\n\n#### Why\n", "BOD002", "level 4"),
    "no captions": (
        _HEAD + _FILM.replace("  captions: videos/a.vtt\n", "") + "---\nWatch.\n", "FRM001", "captions",
    ),
    "no transcript": (
        _HEAD + _FILM.replace("  transcript: Hello.\n", "") + "---\nWatch.\n", "FRM001", "transcript",
    ),
    "no film": (_HEAD + "type: video\n---\nWatch.\n", "FRM007", "its captions and its transcript"),
    "no long description": (_HEAD + "type: infographic\n---\nText.\n", "FRM007", "long_description"),
    "an event without a time": (_HEAD + "type: event\n---\nText.\n", "FRM007", "starts and ends"),
    "a script": (_HEAD + "---\nText <script>track()</script>\n", "HTM001", "not allowed in a post"),
    "HTML that is not closed": (_HEAD + "---\n<div>\n\nText.\n", "HTM006", "never closed"),
    "a heading that is only bold": (
        _HEAD + "---\n**When to call**\n\nCall us.\n", "BOD007", "looks like a heading",
    ),
    "a link in a link": (
        _HEAD + '---\n<a href="/contact/">Ask <a href="/about/">us</a></a>\n', "HTM008", "inside a link",
    ),
    "a list of no items": (_HEAD + "---\n<ul><p>Rest.</p></ul>\n", "HTM008", "into an `<li>`"),
    "the same id twice": (
        _HEAD + "---\n## Why {#why}\n\nText.\n\n## When {#why}\n\nText.\n", "HTM008", "the id `why`",
    ),
    "details that say nothing": (
        _HEAD + "---\n<details>\n\nMore.\n\n</details>\n", "HTM008", "without `<summary>`",
    ),
    "a link for the keyboard alone": (
        _HEAD + '---\n<a aria-hidden="true" href="/contact/">Ask</a>\n', "HTM008", "aria-hidden out",
    ),
    "a link without words": (_HEAD + "---\nSee [](/contact/).\n", "BOD005", "without words"),
    "a keyboard led astray": (
        _HEAD + '---\n<a href="/contact/" tabindex="3">Ask</a>\n', "HTM007", "leads the keyboard",
    ),
    "a colour of its own": (
        _HEAD + '---\n<font color="silver">Pale</font>\n', "HTM007", "says how something looks",
    ),
    "a language that is none": (_HEAD + '---\n<p lang="Spanish!">Hola</p>\n', "HTM007", "no language"),
    "a table without headings": (
        _HEAD + "---\n<table><tr><td>A</td></tr></table>\n", "HTM007", "heading cells",
    ),
    "words that say nothing": (_HEAD + "---\n[Click here](/contact/)\n", "BOD006", "where it leads"),
    "another site's film": (
        _HEAD + "---\n<video src=https://cdn.example/a.mp4></video>\n", "HTM004", "another site",
    ),
}  # fmt: skip

_PAGE = (
    '<html lang="en"><head><title>A</title><meta name="viewport" content="width=device-width">'
    "<meta http-equiv='Content-Security-Policy' content=\"default-src 'none'; style-src 'self'\">"
    '<link rel="canonical" href="https://larkfield.example/about/"><link rel="stylesheet" '
    'href="/theme/a.css"></head><body><a href="#main">Skip</a><main id="main"><h1>A</h1><h2 id="why">Why</h2>'
    '<img src="/a.png" alt="A leaf" width="8" height="8"></main></body></html>'
)
# What is planted in a page that a theme built: what is replaced, by what, the rule, its words.
IN_A_PAGE = {
    "no words for a picture": (' alt="A leaf"', "", "WEB003", "without `alt`"),
    "a skipped heading level": ("h2", "h4", "WEB005", "h4 follows h1"),
    "no language": (' lang="en"', "", "WEB004", "the language"),
    "the same id twice": ("</main>", '<p id="why">B</p></main>', "WEB006", "share an id"),
    "a picture without room": (' width="8" height="8"', "", "WEB031", "`width` and `height`"),
    "a film without captions": (
        "</main>", '<video src="/a.mp4"></video></main>', "WEB030", "without captions",
    ),
    "a script inside": ("</main>", "<script>go()</script></main>", "WEB002", "code inside the page"),
    "a style from elsewhere": ("/theme/a.css", "https://cdn.example/a.css", "WEB001", "another site"),
    "a third party's pixel": (
        "</main>", '<img src="https://t.example/1" alt="" width="1" height="1"></main>', "WEB001",
        "who reads the page",
    ),
    "a policy that lets code in": (
        "style-src 'self'", "script-src 'unsafe-inline'", "WEB034", "the page's policy",
    ),
    "no policy": ("http-equiv", "name", "WEB034", "may load"),
    "a page that forbids zooming": (
        "width=device-width", "width=device-width, user-scalable=no", "WEB004", "zooming",
    ),
    "a page for one width": ("width=device-width", "width=1280", "WEB004", "viewport"),
    "a button without words": ("</main>", "<button></button></main>", "WEB033", "without words"),
    "a field without a label": ("</main>", "<input name=q></main>", "WEB007", "label"),
    "no way past the menu": ('<a href="#main">Skip</a>', '<a href="/about/">A</a>', "WEB035", "skips"),
    "another order for the keyboard": (
        "</main>", '<a href="/about/" tabindex="3">A</a></main>', "WEB035", "jump",
    ),
    "a link to nothing": ("</main>", '<a href="/gone/">A</a></main>', "WEB010", "/gone/"),
    "another address for search engines": (
        "larkfield.example/about/", "larkfield.example/", "WEB008", "canonical",
    ),
    "too heavy a page": (
        "</main>", " ".join(f"{one * 7919 % 1000003:x}" for one in range(30000)) + "</main>", "WEB032",
        "kB without pictures, more than 60",
    ),
}  # fmt: skip


@pytest.mark.parametrize("planted", IN_A_POST)
def test_a_defect_in_a_post_is_caught(
    planted: str, write_source: Callable[..., Source], content: Path, context: Context
) -> None:
    """`bedside check` names the rule, the place, and what to do."""
    text, code, words = IN_A_POST[planted]
    report = check_sources([write_source(text)], context, content=content)
    found = [one for one in report.findings if one.code == code]
    assert found, [one.code for one in report.findings]
    assert any(words in f"{one.message} {one.fix}" for one in found)
    assert all(one.fix for one in found)


def _built(folder: Path, html: str) -> Path:
    for name, text in (
        ("about/index.html", html),
        ("theme/a.css", "p{margin:0}"),
        ("a.mp4", "-"),
        ("a.png", "-"),
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("planted", IN_A_PAGE)
def test_a_defect_in_a_built_page_is_caught(
    planted: str, tmp_path: Path, practice: Practice, context: Context
) -> None:
    """`bedside build` reads what the theme made as a stranger would."""
    before, after, code, words = IN_A_PAGE[planted]
    assert before in _PAGE
    output = _built(tmp_path / "site", _PAGE.replace(before, after))
    found = [one for one in check_site(output, [], practice, context).findings if one.code == code]
    assert found
    assert any(words in one.message for one in found)
    assert all(one.fix for one in found)


def test_the_page_without_a_defect_has_none_of_these(
    tmp_path: Path, practice: Practice, context: Context
) -> None:
    """So that each finding above is of what was planted."""
    report = check_site(_built(tmp_path / "site", _PAGE), [], practice, context)
    codes = {code for _, _, code, _ in IN_A_PAGE.values()}
    assert [one for one in report.findings if one.code in codes] == []


def test_a_colour_that_cannot_be_read_is_refused(practice: Practice) -> None:
    """The brand says which pair is too weak, and by how much, before anything is built."""
    with pytest.raises(ValueError, match=r"muted on paper 1\.\d\d"):
        Brand.model_validate(practice.brand.model_dump() | {"muted": "#e0d8c8"})


def test_a_style_sheet_that_hides_the_focus_is_caught(
    tmp_path: Path, practice: Practice, context: Context
) -> None:
    """Whoever uses the keyboard sees where they are, whatever theme a practice has."""
    output = _built(tmp_path / "site", _PAGE)
    (output / "theme" / "a.css").write_text("a:focus-visible { outline: none }", encoding="utf-8")
    found = [one.code for one in check_site(output, [], practice, context).findings]
    assert "WEB036" in found
