"""What readers are told above a text stands on the page and in each feed, in the post's language."""

import json
from pathlib import Path

import pytest
from tests.conftest import UIDS, SmallSite

from bedside.building import Announced, build_site
from bedside.clock import parse_time
from bedside.outbox import load_outbox

PAID = """\
testimonial:
  typicality: Most people walk without a stick after six weeks.
  compensation: a $25 gift card
  insider: family
vignette: composite
vignette_attested_by: elena-marsh"""
ENGLISH = (
    "The person in this article is made up from many.",
    "Most people walk without a stick after six weeks.",
    "For telling this the person was given: a $25 gift card.",
    "The person who tells this is family of someone who works for the practice.",
)


@pytest.mark.parametrize(
    ("extra", "folder", "lines"),
    [
        ("vignette: fictional\nvignette_attested_by: elena-marsh", "blog",
         ("The person in this article is invented.",)),
        ("lang: es\nvignette: historical\nvignette_attested_by: elena-marsh", "es/blog",
         ("Este artículo habla de una persona de la historia.",)),
        (f"consent: C-7Q4M2X\n{PAID}", "blog", ENGLISH),
    ],
    ids=["fictional", "historical in Spanish", "paid testimonial"],
)  # fmt: skip
def test_page_feeds_and_outbox(
    site: SmallSite, sample_root: Path, extra: str, folder: str, lines: tuple[str, ...]
) -> None:
    """Page, Atom, RSS and JSON Feed have each line; the outbox carries them to the last gate."""
    consents = (sample_root / "consents.toml").read_text()
    text = consents.replace("01M320TJ40JQGRW9CVJ69255MC", UIDS[0])
    (site.root / "consents.toml").write_text(text)
    site.post("told", extra=extra, body="A quiet morning by the lake.")
    project = site.project()
    build_site(project, parse_time("2026-11-22T08:00", project.practice.zone), Announced())
    page = (project.output / folder / "told" / "index.html").read_text()
    assert all(line in page for line in lines)
    if "lang" not in extra:  # the feeds are those of the practice's own language
        feed = json.loads((project.output / "feed.json").read_text())
        assert all(line in feed["items"][0]["content_html"] for line in lines)
        for name in ("feed.atom", "feed.rss"):
            assert all(line in (project.output / name).read_text() for line in lines)
    told = [one for one in load_outbox(project.outbox).pages if one.uid == UIDS[0]]
    assert told[0].reader_lines == lines
