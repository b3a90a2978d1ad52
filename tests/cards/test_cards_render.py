"""The bytes of a card, the cache, the words taken from a post."""

import io
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from bedside.cards import CardText, cached_card, card_alt, card_for, prune_cards, render_card
from bedside.cards.fonts import font_folder, open_stack
from bedside.cards.mark import MarkError, draw_mark
from bedside.errors import BedsideError
from bedside.post import Post, Visibility
from bedside.practice import Practice

LIMIT = 300_000  # bytes; some previewers refuse larger pictures

PROGRAM = """
import sys
from pathlib import Path
from bedside.cards import CardText, render_card
from bedside.practice import load_practice
brand = load_practice(Path(sys.argv[1])).brand
print(render_card(CardText(title="Flu 💉 שפעת 流感", practice="Larkfield"), brand).sha256)
"""


def post(**changes: object) -> Post:
    time = datetime(2026, 10, 5, 13, tzinfo=UTC)
    found = Post(
        uid="01M0000000000000000000000A", title="Flu shots", slug="flu-shots",
        url="https://larkfield.example/blog/flu-shots/", path="blog/flu-shots/", summary="",
        html="", lang="en", author="elena-marsh", category="prevention", type="article", tags=(),
        published=time, modified=time, visibility=Visibility.PUBLISHED,
        reviewer="samuel-okafor", source=Path("content/posts/flu-shots.md"),
    )  # fmt: skip
    return replace(found, **changes)  # type: ignore[arg-type]  # the caller names real fields


@pytest.mark.parametrize(
    "title", ["Flu shots", "لقاح الإنفلونزا", "流感疫苗", "Flu 💉❤️", "a " * 70]
)
def test_a_card_is_a_small_png_of_the_right_size(
    title: str, words: CardText, practice: Practice, logo: Path
) -> None:
    """1200x630, under the limit, with a hash of its bytes."""
    card = render_card(replace(words, title=title), practice.brand, logo=logo)
    picture = Image.open(io.BytesIO(card.data))
    assert (picture.format, picture.size) == ("PNG", (card.width, card.height))
    assert (card.width, card.height) == (1200, 630)
    assert len(card.data) < LIMIT


def test_the_same_words_give_the_same_bytes_in_every_process(
    practice: Practice, sample_root: Path
) -> None:
    """Two fresh interpreters and this one agree on the hash."""
    text = CardText(title="Flu 💉 שפעת 流感", practice="Larkfield")
    command = [sys.executable, "-c", PROGRAM, str(sample_root / "practice.toml")]
    runs = {
        subprocess.run(
            command, check=True, capture_output=True, text=True,
            env={"PYTHONPATH": str(sample_root / "plugins"), "PYTHONHASHSEED": seed},
        ).stdout.strip()
        for seed in ("1", "2")
    }  # fmt: skip
    assert runs == {render_card(text, practice.brand).sha256}


def test_brand_colours_are_exact(words: CardText, practice: Practice, logo: Path) -> None:
    """Paper and primary on the card are those of practice.toml, and change with it."""
    for primary in (practice.brand.primary, "#123456"):
        brand = practice.brand.model_copy(update={"primary": primary})
        card = render_card(words, brand, logo=logo)
        picture = Image.open(io.BytesIO(card.data)).convert("RGB")
        corners = [picture.getpixel(at) for at in ((3, 3), (3, 626))]
        assert ["#{:02x}{:02x}{:02x}".format(*c) for c in corners] == [brand.paper, primary]  # type: ignore[misc]  # RGB pixels are tuples


def test_every_line_leaves_ink(words: CardText, practice: Practice, logo: Path) -> None:
    """Leaving out any line changes the picture."""

    def drawn(text: CardText) -> Image.Image:
        card = render_card(text, practice.brand, logo=logo)
        return Image.open(io.BytesIO(card.data)).convert("RGB")

    whole = drawn(words)
    for name in ("title", "kicker", "author", "reviewer", "practice", "host"):
        without = drawn(replace(words, **{name: ""}))  # type: ignore[arg-type]  # all of them are text
        assert ImageChops.difference(whole, without).getbbox() is not None


def test_emoji_keep_their_colours(practice: Practice) -> None:
    """A red heart is red in the title."""
    card = render_card(CardText(title="❤️"), practice.brand)
    picture = Image.open(io.BytesIO(card.data)).convert("RGB").crop((60, 120, 300, 450))
    colours = picture.getcolors(1 << 20) or []
    red = sum(n for n, (r, g, b) in colours if r > 180 and g < 80 and b < 80)  # type: ignore[misc]  # RGB pixels are tuples
    assert red > 500


def test_an_unknown_font_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    """The message names the file that is missing and the families there are."""
    with pytest.raises(BedsideError, match=r"Papyrus-700\.ttf.*Bitter"):
        open_stack(font_folder(), "Papyrus", 700, "en")


def test_a_practices_own_font_is_found_beside_the_vendored_ones(tmp_path: Path) -> None:
    """A folder with one more family works: the fallbacks come from the vendored fonts."""
    font = font_folder() / "NotoSans-700.ttf"
    (tmp_path / "HouseSans-700.ttf").write_bytes(font.read_bytes())
    stack = open_stack(tmp_path, "House Sans", 700, "en")
    assert [stack.split(text)[0][0].name for text in ("Flu", "שפעת")] == [
        "HouseSans-700.ttf",
        "NotoSansHebrew-700.ttf",
    ]


def test_the_language_chooses_between_national_shapes() -> None:
    """Japanese text takes the Japanese font first, Chinese the Chinese one."""
    for lang, name in (("ja", "NotoSansJP-700.ttf"), ("zh-Hans", "NotoSansSC-700.ttf")):
        assert open_stack(font_folder(), "Bitter", 700, lang).split("直")[0][0].name == name


def test_the_cache_returns_what_it_kept(
    words: CardText, practice: Practice, logo: Path, tmp_path: Path
) -> None:
    """A second call reads the file; other words, a damaged file or another colour draw anew."""
    first = cached_card(words, practice.brand, tmp_path, logo=logo)
    picture = next(tmp_path.glob("*.png"))
    written = picture.stat().st_mtime_ns
    assert cached_card(words, practice.brand, tmp_path, logo=logo) == first
    assert picture.stat().st_mtime_ns == written
    picture.write_bytes(b"broken")
    assert cached_card(words, practice.brand, tmp_path, logo=logo) == first
    assert picture.read_bytes() == first.data
    other = practice.brand.model_copy(update={"primary": "#123456"})
    assert cached_card(words, other, tmp_path, logo=logo).sha256 != first.sha256
    assert len(list(tmp_path.glob("*.png"))) == 2


def test_pruning_keeps_the_named_cards_only(
    words: CardText, practice: Practice, tmp_path: Path
) -> None:
    """A withdrawn post's picture and notes leave the cache, the others stay."""
    stays = cached_card(words, practice.brand, tmp_path)
    goes = cached_card(replace(words, title="Withdrawn"), practice.brand, tmp_path)
    prune_cards(tmp_path, {stays.sha256})
    left = [file.read_bytes() for file in tmp_path.glob("*.png")]
    assert left == [stays.data] != [goes.data]
    assert len(list(tmp_path.iterdir())) == 2


def test_a_posts_card_names_people_with_credentials(practice: Practice) -> None:
    """Author and reviewer stand with their letters, the category by its name, the host bare."""
    text = card_for(post(), practice)
    assert text == CardText(
        title="Flu shots", kicker="Staying well", author="Dr. Elena Marsh, MD, FAAFP",
        reviewer="Medically reviewed by Dr. Samuel Okafor, DO",
        practice="Larkfield Family Practice", host="larkfield.example", lang="en",
        pattern="prevention",
    )  # fmt: skip
    assert card_for(post(reviewer=None), practice).reviewer == ""
    assert card_for(post(lang="es"), practice).reviewer.startswith("Revisión médica: ")


def test_the_alternative_text_says_title_and_practice(practice: Practice) -> None:
    """Who cannot see the card learns what it announces and from whom."""
    alt = card_alt(post(), practice)
    assert "Flu shots" in alt
    assert "Larkfield Family Practice" in alt


def test_the_mark_is_small_and_has_its_colours(logo: Path) -> None:
    """The sample logo is under 2 kB, draws green at its top, and nothing in its rounded corner."""
    assert logo.stat().st_size < 2_000
    mark = draw_mark(logo.read_text(encoding="utf-8"), 64, "#000000")
    assert mark.getpixel((32, 2)) == (31, 90, 74, 255)
    assert mark.getpixel((0, 0)) == (0, 0, 0, 0)


SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">{}</svg>'


@pytest.mark.parametrize(
    "shape",
    [
        '<path fill="#ff0000" d="M0 0H10V10H0Z"/>',
        '<path fill="#ff0000" d="m0 0l10 0 0 10 -10 0z"/>',
        '<rect fill="#ff0000" width="10" height="10"/>',
        '<polygon fill="#f00" points="0,0 10,0 10,10 0,10"/>',
        '<circle fill="#ff0000" cx="5" cy="5" r="20"/>',
        '<path fill="currentColor" d="M-9 -9C-9 -9 19 -9 19 -9S19 19 19 19Q5 19 -9 19T-9 -9Z"/>',
    ],
)
def test_plain_shapes_are_drawn(shape: str) -> None:
    """Each way to write a filled area fills it."""
    assert draw_mark(SVG.format(shape), 10, "#ff0000").getpixel((5, 5)) == (255, 0, 0, 255)


@pytest.mark.parametrize(
    "svg",
    [
        "not xml",
        "<svg/>",
        SVG.format('<path d="M0 0A5 5 0 0 1 5 5Z"/>'),
        SVG.format('<path d="M0 0Z 5 5"/>'),
        SVG.format('<path d="M0 L"/>'),
        SVG.format('<path fill="url(#g)" d="M0 0H9V9Z"/>'),
        SVG.format('<circle r="wide"/>'),
        SVG.format('<image href="https://example.org/x.png"/>'),
        SVG.format('<rect width="5" height="5" transform="scale(2)"/>'),
    ],
)
def test_a_logo_beyond_plain_shapes_is_refused(svg: str) -> None:
    """What cannot be drawn right is said, not drawn wrong."""
    with pytest.raises(MarkError):
        draw_mark(svg, 10, "#000000")


def test_a_card_is_drawn_without_a_logo_that_cannot_be(
    words: CardText, practice: Practice, tmp_path: Path
) -> None:
    """The card comes out, with a warning; a logo that is not there at all is a mistake."""
    file = tmp_path / "logo.svg"
    file.write_text(SVG.format("<text>L</text>"))
    card = render_card(words, practice.brand, logo=file)
    assert "without the logo" in card.warnings[0]
    with pytest.raises(BedsideError, match="no such file"):
        render_card(words, practice.brand, logo=tmp_path / "none.svg")


def test_a_picture_can_be_the_logo(words: CardText, practice: Practice, tmp_path: Path) -> None:
    """A PNG logo is placed in the mark's square."""
    Image.new("RGB", (300, 100), "#00ff00").save(tmp_path / "logo.png")
    card = render_card(words, practice.brand, logo=tmp_path / "logo.png")
    assert card.warnings == ()
    pixel = Image.open(io.BytesIO(card.data)).convert("RGB").getpixel((102, 74))
    assert pixel == (0, 255, 0)
