"""The parts of a new practice: its clinician's name, its mark, and the starter's text that must go."""

from pathlib import Path
from string import Template

import pytest
from tests.conftest import ROOT, UIDS, SmallSite

from bedside.cards.mark import draw_mark
from bedside.checks.engine import check_paths
from bedside.checks.model import Finding
from bedside.clock import current_time
from bedside.starter.mark import initials, mark_svg
from bedside.starter.person import person

FONT = ROOT / "theme" / "fonts" / "Bitter-700.ttf"
NAMES = {
    ("Dr. Nora Quinn, MD", "MD"): ("Dr.", "Nora Quinn", ("MD",)),
    ("Dr Nora Quinn MD", "MD, FAAFP"): ("Dr.", "Nora Quinn", ("MD", "FAAFP")),
    ("Nora Quinn, M.D., FAAFP", "MD"): ("", "Nora Quinn", ("MD", "FAAFP")),
    ("Prof. Dr. Nora Quinn", "PhD"): ("Prof.", "Nora Quinn", ("PhD",)),
    ("Nora Quinn PhD", "PhD"): ("", "Nora Quinn", ("PhD",)),
    ("Ms. Nora Quinn, FNP-BC", "MSN"): ("", "Nora Quinn", ("MSN", "FNP-BC")),
    ("John Quinn, Jr., DO", "DO"): ("", "John Quinn Jr.", ("DO",)),
    ("Nora Do", "DO"): ("", "Nora Do", ("DO",)),
    ("Dr.", "MD"): ("Dr.", "", ("MD",)),
}


@pytest.mark.parametrize(("written", "parts"), NAMES.items(), ids=str)
def test_a_name_is_taken_apart(
    written: tuple[str, str], parts: tuple[str, str, tuple[str, ...]]
) -> None:
    """Titles and letters leave the name, and each set of letters is kept once."""
    found = person(*written)
    assert (found.honorific, found.name, found.credentials) == parts


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Oak & Elm Pediatrics", "OE"), ("The Clinic at Hill Street", "CH"), ("Quinn", "Q"),
     ("Órale Salud", "ÓS")],
)  # fmt: skip
def test_the_initials_are_those_of_the_words_that_weigh(name: str, letters: str) -> None:
    """Articles, prepositions and signs give no letter."""
    assert initials(name) == letters


@pytest.mark.parametrize("name", ["Oak & Elm", "WWW MMM", "I", "漢方 医院", "&"])
def test_cards_can_draw_the_mark(name: str) -> None:
    """It has the practice's colour at its edge and white in its middle part, inside the tile."""
    picture = draw_mark(mark_svg(name, "#1f3a5f", FONT), 64, "#000000")
    assert picture.getpixel((32, 3)) == (0x1F, 0x3A, 0x5F, 255)
    white = [(x, y) for x in range(64) for y in range(64)
             if picture.getpixel((x, y)) == (255, 255, 255, 255)]  # fmt: skip
    assert len(white) > 40
    assert all(8 <= x < 56 and 8 <= y < 56 for x, y in white)


def findings(site: SmallSite, path: Path) -> list[Finding]:
    """Return what FRM016 finds in a file."""
    project = site.project()
    report = check_paths(
        [path], project.practice, project.consents, current_time(), project.content
    )
    return [one for one in report.findings if one.code == "FRM016"]


def test_a_public_post_that_still_has_the_starters_text_is_an_error(site: SmallSite) -> None:
    """The finding names the line; a draft is left alone, and one that is only scheduled is not."""
    path = site.post("fever", body="Write here. Headings start with ##.", date="2030-01-01 09:00")
    (found,) = findings(site, path)
    lines = path.read_text().splitlines()
    assert found.severity == "error"
    assert lines[found.line - 1].startswith("Write here.")
    assert found.column == 1
    assert findings(site, site.post("ticks", extra="status: draft", body="Write here.")) == []


def test_a_page_with_the_starters_text_or_no_summary_is_a_warning(site: SmallSite) -> None:
    """The site goes on, and the author is told where."""
    path = site.root / "content" / "pages" / "about.md"
    path.write_text('---\ntitle: About us\nsummary: ""\n---\n\nWrite about your practice here.\n')
    assert [(one.severity, one.line) for one in findings(site, path)] == [
        ("warning", 3), ("warning", 6),
    ]  # fmt: skip


def test_every_starter_page_is_found_until_it_is_written(site: SmallSite) -> None:
    """No placeholder of `bedside init` escapes the rule: the two lists cannot drift apart."""
    templates = ROOT / "plugins" / "bedside" / "starter" / "templates" / "content"
    for template in templates.rglob("*.md"):
        path = site.root / "content" / template.relative_to(templates)
        path.parent.mkdir(exist_ok=True)
        known = {"slug": "elena-marsh", "uid": UIDS[0], "date": "2026-10-05 09:00"}
        path.write_text(Template(template.read_text()).substitute(known))
        is_placeholder = template.stem in {"about", "clinician", "office", "checkups"}
        assert bool(findings(site, path)) == is_placeholder, template
