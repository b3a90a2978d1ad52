"""What the built site says outside its pages' words is read as a stranger would, in every place."""

from pathlib import Path
from urllib.parse import quote

import pytest
from tests.checks_text.surface_table import PLANTED

from bedside.checks.model import Context
from bedside.checks.site import check_site
from bedside.practice import Practice

PAGE = (
    '<!doctype html><html lang="en"><head><title>Wash</title>{head}</head>'
    "<body><header>{header}</header><main><h1>Wash</h1><p>Wash your hands.</p></main></body></html>"
)
IN_HEAD = {
    "meta keywords": '<meta name="keywords" content="{words}">',
    "json-ld": '<script type="application/ld+json">{{"about": ["{words}"]}}</script>',
    "json-ld, broken": '<script type="application/ld+json">{{"about": "{words}",,}}</script>',
    "comment": "<!-- {words} -->",
}
IN_HEADER = {
    "words": "<p>{words}</p>",
    "aria-label": '<nav aria-label="{words}">A</nav>',
    "title attribute": '<p title="{words}">A</p>',
    "data attribute": '<p data-note="{words}">A</p>',
    "form value": '<form><input aria-label="A" value="{words}"></form>',
    "query string": '<a href="https://www.cdc.gov/?q={quoted}">A</a>',
    "mailto": '<a href="mailto:hello@larkfield.example?subject={quoted}">A</a>',
    "template": '<template><p title="{words}">A</p></template>',
    "svg title": "<svg><title>{words}</title></svg>",
}
FILES = {
    "feed.atom": '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>a</id><link href="/"/>'
                 "<rights>{words}</rights></entry></feed>",
    "feed.rss": "<rss><channel><item><guid>a</guid><link>/</link><title>A</title>"
                "<category>{words}</category></item></channel></rss>",
    "feed.json": '{{"items": [{{"id": "a", "url": "/", "tags": ["{words}"]}}]}}',
    "search.json": '[{{"title": "A", "body": "{words}"}}]',
    "site.webmanifest": '{{"name": "{words}"}}',
    ".well-known/more.json": '{{"a": {{"b": ["{words}"]}}}}',
    "robots.txt": "User-agent: *\n# {words}\n",
    "_redirects": "/a /b # {words}\n",
    "captions.vtt": "WEBVTT\n\n00:00.000 --> 00:02.000\n{words}\n",
    "title.svg": "<svg><title>{words}</title></svg>",
    "desc.svg": "<svg><desc>{words}</desc></svg>",
    "text.svg": "<svg><text><tspan>{words}</tspan></text></svg>",
    "label.svg": '<svg aria-label="{words}"/>',
    "comment.svg": "<svg><!-- {words} --></svg>",
    "instruction.svg": "<?note {words}?><svg/>",
    "style.svg": "<svg><style>/* {words} */</style></svg>",
    "content.css": 'a::before{{content:"{words}"}}',
    "files/a.csv": 'step,note\n1,"{words}"\n',
    "files/a.ics": "BEGIN:VEVENT\nSUMMARY:{words}\nEND:VEVENT\n",
}  # fmt: skip
# The practice's own people, days and towns stand in these places: names, dates and towns are
# judged where they were written.
DIRECT = {
    code: words for code, words in PLANTED.items() if code not in {"PHI001", "PHI002", "PHI003"}
}


def missed(root: Path, path: str, text: str, practice: Practice, context: Context) -> set[str]:
    """Return the identifiers that nobody finds in that file, one built site for each."""
    left = set()
    for code, words in DIRECT.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text.format(words=words, quoted=quote(words)), encoding="utf-8")
        found = {one.code for one in check_site(root, [], practice, context).errors}
        left |= {code} - found
    return left


@pytest.mark.parametrize("place", [*IN_HEAD, *IN_HEADER])
def test_on_a_built_page(place: str, tmp_path: Path, practice: Practice, context: Context) -> None:
    """Every identifier is found in what a theme may write around the words."""
    text = PAGE.replace("{head}", IN_HEAD.get(place, "")).replace(
        "{header}", IN_HEADER.get(place, "")
    )
    assert missed(tmp_path, "index.html", text, practice, context) == set()


@pytest.mark.parametrize("path", FILES)
def test_in_a_built_file(path: str, tmp_path: Path, practice: Practice, context: Context) -> None:
    """Every identifier is found in every other file of the site."""
    (tmp_path / "index.html").write_text(PAGE.format(head="", header=""), encoding="utf-8")
    assert missed(tmp_path, path, FILES[path], practice, context) == set()


def test_a_sitemap_line_is_read(tmp_path: Path, practice: Practice, context: Context) -> None:
    """An address is a place where words leave too."""
    (tmp_path / "index.html").write_text(PAGE.format(head="", header=""), encoding="utf-8")
    line = "https://larkfield.example/?mrn=4482913&amp;about=our%20patient"
    sitemap = f"<urlset><url><loc>{line}</loc></url></urlset>"
    (tmp_path / "sitemap.xml").write_text(sitemap, encoding="utf-8")
    assert "PHI008" in {one.code for one in check_site(tmp_path, [], practice, context).errors}


def test_a_films_description_is_read(tmp_path: Path, practice: Practice, context: Context) -> None:
    """What an editor wrote into a film leaves with it."""
    (tmp_path / "index.html").write_text(PAGE.format(head="", header=""), encoding="utf-8")
    words = b"MRN 4482913"
    film = b"\x1a\x45\xdf\xa3\x44\x87" + bytes([0x80 | len(words)]) + words
    (tmp_path / "a.webm").write_bytes(film)
    assert "PHI008" in {one.code for one in check_site(tmp_path, [], practice, context).errors}
