"""Stripping a picture removes everything but pixels, and the proof reads the bytes themselves."""

import io
from collections.abc import Callable

import pytest
from PIL import Image
from tests.checks_site.drawn_pictures import NAMES, draw
from tests.checks_site.read_pictures import PEOPLE_AND_WORDS

from bedside.checks.image import facts_of, metadata_left, pictures_of, strip
from bedside.checks.metadata import identifying, strip_bytes
from bedside.post import Source

REAL = [
    name for name in NAMES
    if name.split(".")[0] not in {"drawing", "really-a-gif", "broken"} and name not in PEOPLE_AND_WORDS
]  # fmt: skip
DIRTY = [name for name in REAL if metadata_left(draw(name))]


@pytest.mark.parametrize("name", REAL)
def test_nothing_is_left_after_stripping(name: str) -> None:
    """Whatever a picture carried, its published bytes hold the picture alone, in its own format."""
    before = draw(name)
    after = strip_bytes(before)
    assert metadata_left(after) == []
    assert identifying(after) == []
    assert Image.open(io.BytesIO(after)).format == Image.open(io.BytesIO(before)).format


@pytest.mark.parametrize("name", DIRTY)
def test_planted_words_are_gone_from_the_bytes(name: str) -> None:
    """No planted word survives as bytes anywhere in the file."""
    after = strip_bytes(draw(name)).lower()
    assert not any(
        word in after for word in (b"planted", b"hidden words", b"sn-12345", b"some camera")
    )


def test_every_kind_of_metadata_is_drawn_dirty() -> None:
    """The drawings do carry what their names say, or the other tests would prove nothing."""
    assert set(DIRTY) == {
        name for name in REAL if not name.startswith(("clean", "signed", "withdrawn"))
    }


def test_a_clean_picture_keeps_its_bytes() -> None:
    """A drawing without metadata is not re-encoded, so it loses no quality."""
    assert strip_bytes(draw("clean.jpg")) == draw("clean.jpg")


@pytest.mark.parametrize("name", ["upside-down.jpg", "phone.jpg"])
def test_a_picture_taken_upside_down_is_published_upright(name: str) -> None:
    """The orientation is applied to the pixels, also where a colour profile is applied as well."""
    upright = Image.open(io.BytesIO(strip_bytes(draw(name)))).convert("RGB")
    box = upright.crop((20, 18, 28, 23)).resize((1, 1)).tobytes()  # drawn at the top left
    ground = upright.crop((2, 2, 10, 6)).resize((1, 1)).tobytes()
    assert box[2] > 150 > ground[2]


def test_stripping_twice_gives_the_same_bytes() -> None:
    """A second build does not wear the picture down further."""
    once = strip_bytes(draw("gps.jpg"))
    assert strip_bytes(once) == once
    assert strip_bytes(draw("gps.jpg")) == once


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16"])
def test_every_colour_mode_can_be_stripped(mode: str) -> None:
    """Scans, palettes and print colours come out as pictures too."""
    image = (
        Image.new("RGB", (16, 16), (200, 10, 10)).convert("L").convert("I;16")
        if mode == "I;16"
        else Image.new(
            "RGBA" if mode in {"LA", "RGBA"} else "RGB", (16, 16), (200, 10, 10)
        ).convert(mode)
    )
    out = io.BytesIO()
    kind = "JPEG" if mode == "CMYK" else "PNG"
    image.save(out, kind)
    stripped = strip_bytes(out.getvalue() + b"hidden words")
    assert metadata_left(stripped) == []
    assert Image.open(io.BytesIO(stripped)).size == (16, 16)


def test_a_picture_is_read_where_a_post_refers_to_it(write_source: Callable[..., Source]) -> None:
    """Front matter, Markdown, a labelled reference and raw HTML all lead to the file."""
    source = write_source(
        "---\ntitle: A\nimage: images/clean.png\nimage_alt: One\n---\n![Two](../images/clean.jpg)\n\n"
        "![Three][leaf]\n\n<img src='../images/gps.jpg' alt=\"Four\">\n\n[leaf]: ../images/signed.png\n"
    )
    pictures = pictures_of(source)
    assert [(one.name, one.alt) for one in pictures] == [
        ("images/clean.png", "One"), ("images/clean.jpg", "Two"), ("images/signed.png", "Three"),
        ("images/gps.jpg", "Four"),
    ]  # fmt: skip
    assert [bool(facts and facts.identifying) for facts in map(facts_of, pictures)] == [
        False, False, False, True,
    ]  # fmt: skip
    assert metadata_left(strip(pictures[3])) == []
    assert source.text[pictures[1].start : pictures[1].end] == "![Two](../images/clean.jpg)"
