"""The picture beside a title: the article's own, or its topic's pattern, from the brand's colours."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from bedside.cards import CardText, cached_card, render_card
from bedside.cards.design import ARTICLE, PICTURED, Role
from bedside.cards.layout import compose
from bedside.cards.panel import crop_picture, draw_pattern
from bedside.cards.shape import Shaper
from bedside.practice import Practice

AREA = (516, 560)
LIMIT = 300_000  # bytes; some previewers refuse larger pictures


def pixels(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


def test_the_articles_own_picture_is_on_its_card(
    words: CardText, practice: Practice, tmp_path: Path
) -> None:
    """A blue picture makes the panel blue, on the other side of a right-to-left card."""
    Image.new("RGB", (900, 600), "#2040e0").save(tmp_path / "a.png")
    text = replace(words, title="Flu shots", picture=tmp_path / "a.png", pattern="news")
    assert pixels(render_card(text, practice.brand).data).getpixel((1190, 300)) == (32, 64, 224)
    turned = replace(text, title="חיסון נגד שפעת")
    assert pixels(render_card(turned, practice.brand).data).getpixel((10, 300)) == (32, 64, 224)


def test_a_photo_with_emoji_beside_it_stays_small(
    words: CardText, practice: Practice, tmp_path: Path
) -> None:
    """The heaviest case, noise in full colour, keeps below what previewers take."""
    Image.effect_noise((1200, 800), 90).convert("RGB").save(tmp_path / "a.jpg")
    text = replace(words, title="Flu shots 💉", picture=tmp_path / "a.jpg", pattern="news")
    assert len(render_card(text, practice.brand).data) < LIMIT


def test_a_picture_that_cannot_be_read_leaves_the_pattern(
    words: CardText, practice: Practice, tmp_path: Path
) -> None:
    """The card comes out with its topic's pattern, as if it had no picture."""
    (tmp_path / "a.png").write_bytes(b"no picture")
    broken = replace(words, picture=tmp_path / "a.png", pattern="news")
    without = replace(words, pattern="news")
    assert render_card(broken, practice.brand).data == render_card(without, practice.brand).data


def test_each_topic_has_its_own_pattern(practice: Practice) -> None:
    """The sample's topics look different, and each the same every time."""
    drawn = [draw_pattern(slug, AREA, practice.brand).tobytes() for slug in practice.categories]
    assert len(set(drawn)) == len(drawn)
    draw_pattern.cache_clear()
    again = [draw_pattern(slug, AREA, practice.brand).tobytes() for slug in practice.categories]
    assert again == drawn


@pytest.mark.parametrize("size", [(1600, 400), (400, 1600), (90, 70)])
def test_a_crop_fills_its_area(size: tuple[int, int], practice: Practice, tmp_path: Path) -> None:
    """Wide, tall and small pictures, also see-through ones, leave no empty strip."""
    Image.new("RGBA", size, (255, 0, 0, 255)).save(tmp_path / "a.png")
    cut = crop_picture(tmp_path / "a.png", AREA, practice.brand)
    assert cut is not None
    assert cut.size == AREA
    assert cut.getcolors() == [(AREA[0] * AREA[1], (255, 0, 0))]


def test_a_title_too_long_for_a_picture_has_the_whole_card(
    words: CardText, shapers: dict[Role, Shaper]
) -> None:
    """Beside a picture nothing is set smaller than a phone shows legibly, and nothing is cut."""
    short = compose(words, PICTURED, shapers, otherwise=ARTICLE)
    assert short.panel is not None
    assert min(one.size for one in short.lines if one.layer == "title") >= PICTURED.title.floor
    long = compose(
        replace(words, title="wonderful words " * 9), PICTURED, shapers, otherwise=ARTICLE
    )
    assert (long.panel, long.warnings) == (None, ())


def test_no_title_beside_a_picture_runs_into_it(
    words: CardText, shapers: dict[Role, Shaper]
) -> None:
    """Title, name and logo end before the panel begins."""
    assert PICTURED.panel is not None
    found = compose(words, PICTURED, shapers, otherwise=ARTICLE)
    for line in found.lines:
        if line.layer in {"title", "practice"}:
            assert line.x + line.width <= PICTURED.panel.x


def test_another_picture_is_another_card(
    words: CardText, practice: Practice, tmp_path: Path
) -> None:
    """The cache looks at the picture's bytes, not at its name."""
    text = replace(words, title="Flu", picture=tmp_path / "a.png")
    hashes = set()
    for colour in ("#ff0000", "#00ff00"):
        Image.new("RGB", (90, 90), colour).save(tmp_path / "a.png")
        hashes.add(cached_card(text, practice.brand, tmp_path / "cache").sha256)
    assert len(hashes) == 2
