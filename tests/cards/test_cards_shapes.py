"""The card in the shapes that networks want: set anew, inside the frame, in a file they take."""

import io
from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from PIL import Image

from bedside.cards import CARD, SHAPES, CardShape, CardText, cached_card, prune_cards, render_card
from bedside.cards.design import CardDesign, Role
from bedside.cards.layout import Composition, compose
from bedside.cards.shape import Shaper
from bedside.practice import Practice

SIZES = {"portrait": (1080, 1350), "square": (1080, 1080), "pin": (1000, 1500)}
LONG = (
    "How to get a child ready for the first day of school, the first sports physical and "
    "the first winter of colds without losing any sleep over it"
)
TITLES = (
    "Flu shots",
    "La vacuna contra la gripe: cuándo ponérsela y qué esperar",
    "لقاح الإنفلونزا لهذا الخريف: متى تأتي وماذا تتوقع",
    LONG,
    "Anticoagulation and thromboembolism prophylaxis " * 6,
)
LEAST = 24  # pixels at 1080 across: about nine points on a phone
FILE_LIMIT = 900_000


def composed(
    text: CardText, name: str, shapers: Mapping[Role, Shaper]
) -> tuple[Composition, CardDesign]:
    return composed_of(SHAPES[name], text, shapers)


def composed_of(
    shape: CardShape, text: CardText, shapers: Mapping[Role, Shaper]
) -> tuple[Composition, CardDesign]:
    found = compose(text, shape.pictured, shapers, otherwise=shape.plain)
    return found, shape.pictured if found.panel else shape.plain


@pytest.mark.parametrize("name", SIZES)
def test_each_shape_is_a_baseline_jpeg_of_its_size(
    name: str, words: CardText, practice: Practice, logo: Path
) -> None:
    """JPEG without metadata, full colour on every pixel, small, and the same bytes twice."""
    text = replace(words, pattern="prevention")
    card = render_card(text, practice.brand, logo=logo, shape=SHAPES[name])
    picture = Image.open(io.BytesIO(card.data))
    assert (picture.format, picture.size) == ("JPEG", SIZES[name])
    assert (card.width, card.height) == SIZES[name]
    assert len(card.data) < FILE_LIMIT
    assert not picture.getexif()
    assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert {layer[1:3] for layer in picture.layer} == {(1, 1)}  # type: ignore[attr-defined]  # of JPEG files alone
    again = render_card(text, practice.brand, logo=logo, shape=SHAPES[name])
    assert again.sha256 == card.sha256


def test_a_noisy_photograph_stays_below_every_networks_limit(
    words: CardText, practice: Practice, tmp_path: Path
) -> None:
    """What does not fit at the best quality is written at a lower one, down to a small file."""
    noise = tmp_path / "noise.png"
    Image.effect_noise((1200, 750), 200).convert("RGB").save(noise)
    text = replace(words, picture=noise)
    sizes = [len(render_card(text, practice.brand, shape=one).data) for one in SHAPES.values()]
    assert max(sizes) < FILE_LIMIT


@pytest.mark.parametrize("title", TITLES, ids=len)
@pytest.mark.parametrize("name", SIZES)
def test_every_line_stands_inside_the_frame_and_clear_of_the_others(
    name: str, title: str, words: CardText, shapers: Mapping[Role, Shaper]
) -> None:
    """No line leaves the margins, touches another or the picture, or is too small for a phone."""
    found, design = composed(replace(words, title=title), name, shapers)
    width, height = SIZES[name]
    boxes = [
        (line.x, line.baseline - 0.75 * line.size, line.x + line.width, line.baseline + 0.25 * line.size)
        for line in found.lines
    ]  # fmt: skip
    for left, top, right, bottom in boxes:
        assert 60 <= left < right <= width - 60
        assert 44 <= top < bottom <= height - 36
    for one, other in combinations(boxes, 2):
        apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
        assert apart, (one, other)
    assert min(line.size for line in found.lines) >= LEAST
    if found.panel:
        lowest = max(
            box[3] for box, line in zip(boxes, found.lines, strict=True) if line.layer == "title"
        )
        assert lowest <= found.panel.y - 8
    assert found.ground == design.ground


def test_the_tall_shapes_are_set_anew_and_not_stretched(
    words: CardText, shapers: Mapping[Role, Shaper]
) -> None:
    """A title is as wide as its letters at its size: and every line larger than the link card's."""
    link, _ = composed_of(CARD, words, shapers)
    text = words
    for name in SIZES:
        found, _ = composed(text, name, shapers)
        for line in found.lines:
            assert line.width == pytest.approx(
                shapers[line.role].width(line.text, line.base) * line.size
            )
        size = {one.layer: one.size for one in found.lines}
        assert all(size[one.layer] > one.size for one in link.lines)


def test_right_to_left_shapes_are_mirrored(
    words: CardText, practice: Practice, shapers: Mapping[Role, Shaper]
) -> None:
    """Arabic stands against the right margin, the mark with it."""
    found, design = composed(replace(words, title=TITLES[2], lang="ar"), "pin", shapers)
    assert found.mirrored
    assert found.logo.x == design.ground.width - design.logo.x - design.logo.size
    title = next(line for line in found.lines if line.layer == "title")
    assert title.x + title.width == pytest.approx(design.ground.width - design.title.x)


def test_a_warning_names_the_shape(words: CardText, shapers: Mapping[Role, Shaper]) -> None:
    """An author reads which picture lost words."""
    found, _ = composed(replace(words, title=2 * TITLES[-1]), "portrait", shapers)
    assert found.warnings[0].startswith("portrait picture: the title is too long")


def test_shapes_are_kept_and_pruned_like_the_card(
    words: CardText, practice: Practice, tmp_path: Path
) -> None:
    """The cache tells shapes apart, gives the size back, and forgets what nobody used."""
    card = cached_card(words, practice.brand, tmp_path)
    pin = cached_card(words, practice.brand, tmp_path, shape=SHAPES["pin"])
    assert cached_card(words, practice.brand, tmp_path, shape=SHAPES["pin"]) == pin
    assert (pin.width, pin.height) == SIZES["pin"] != (card.width, card.height)
    prune_cards(tmp_path, {card.sha256})
    assert not list(tmp_path.glob("*.jpg"))
    assert len(list(tmp_path.iterdir())) == 2
    prune_cards(tmp_path, set())
    assert not list(tmp_path.iterdir())
