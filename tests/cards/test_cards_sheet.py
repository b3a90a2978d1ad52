"""`bedside cards sheet`: hard titles on one page, and what is drawn over them to judge by."""

import io
import itertools
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image

from bedside.cards import CardText
from bedside.cards.layouts import LAYOUTS
from bedside.cards.render import render_card
from bedside.cards.sheet import PAIRS, SIZES, draw_sheet, hard_titles
from bedside.cli import cli
from bedside.practice import Practice


def test_there_are_a_hundred_hard_titles_in_every_layout_and_size() -> None:
    """Fifteen languages at the least, and each pair of layout and size three times."""
    titles = hard_titles()
    assert len(titles) >= 100
    assert len({lang for lang, _ in titles}) >= 15
    drawn = [PAIRS[index * 3 % len(PAIRS)] for index in range(len(titles))]
    assert {pair: drawn.count(pair) >= 3 for pair in PAIRS} == dict.fromkeys(
        itertools.product(LAYOUTS, SIZES), True
    )


def test_boxes_are_drawn_over_a_card_when_asked(words: CardText, practice: Practice) -> None:
    """The overlay marks lines, baselines, areas and margin in colours that no card has."""
    marked = render_card(replace(words, pattern="news"), practice.brand, debug=True)
    colours = Image.open(io.BytesIO(marked.data)).convert("RGB").getcolors(1 << 20) or []
    found = {"#{:02x}{:02x}{:02x}".format(*colour) for _, colour in colours}  # type: ignore[misc]  # RGB pixels are tuples
    assert {"#d6006c", "#0067ff", "#00a03c", "#ff9900"} <= found


def test_a_sheet_may_show_one_layout_in_one_size(words: CardText, practice: Practice) -> None:
    """Then each title comes once, in the size asked for."""
    drawn = draw_sheet(words, practice.brand, logo=None, layout="number", size="wide")
    first = list(itertools.islice(drawn, 3))
    assert [(one.card.width, one.card.height, one.text.layout) for one in first] == [
        (1280, 720, "number")
    ] * 3
    assert {one.text.lead for one in first} == {"1 in 3"}


def test_the_page_shows_every_card(
    sample_root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The command writes a picture for each title and a page that shows them, with their warnings."""
    titles = [("en", "Flu shots"), ("ar", "الربو"), ("en", "wonderful " * 80)]
    monkeypatch.setattr("bedside.cards.sheet.hard_titles", lambda: titles)
    practice = (sample_root / "practice.toml").read_text("utf-8")
    (tmp_path / "practice.toml").write_text(practice, "utf-8")
    (tmp_path / "content").symlink_to(sample_root / "content")
    (tmp_path / "consents.toml").write_text((sample_root / "consents.toml").read_text("utf-8"))
    said = CliRunner().invoke(
        cli, ["--practice", str(tmp_path / "practice.toml"), "cards", "sheet", "--size", "card"],
        standalone_mode=False,
    )  # fmt: skip
    assert said.exception is None
    assert "3 cards, 1 with a warning" in said.output
    page = (tmp_path / "build" / "card-sheet" / "index.html").read_text("utf-8")
    assert page.count("<img ") == 3
    assert "the title is too long" in page
    assert len(list((tmp_path / "build" / "card-sheet").glob("*.png"))) == 3
