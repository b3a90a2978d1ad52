"""Smaller pictures: the same bytes for the same picture, never larger than it, nothing but pixels."""

import io
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from PIL import Image
from tests.conftest import UIDS, SmallSite

from bedside.adapter import Announced
from bedside.building.run import build_site
from bedside.checks.picture_parts import left_in
from bedside.clock import parse_time
from bedside.site.make_smaller import make_smaller
from bedside.site.pictures import (
    FORMATS,
    WIDTHS,
    small_picture,
    smaller_names,
    sources,
    with_sources,
    without_sources,
)


def _drawn(width: int, mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    picture = Image.linear_gradient("L").resize((width, width // 2)).convert(mode)
    picture.save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P", "L"])
def test_the_same_picture_gives_the_same_bytes_of_pixels_alone(mode: str, kind: str) -> None:
    """A cache by content would lie otherwise, and metadata would leave with a copy."""
    made = small_picture(_drawn(1000, mode), 480, kind)
    assert made == small_picture(_drawn(1000, mode), 480, kind)
    assert left_in(made) == []
    with Image.open(io.BytesIO(made)) as image:
        assert (image.format, image.size) == (kind.upper(), (480, 240))


def test_an_avif_that_is_see_through_is_pixels_alone() -> None:
    """It holds two pictures, the second for what shines through."""
    picture = Image.linear_gradient("L").resize((64, 64))
    picture = Image.merge("RGBA", (picture, picture, picture, picture))
    out = io.BytesIO()
    picture.save(out, "PNG")
    made = small_picture(out.getvalue(), 32, "avif")
    assert b"Alpha" in made
    assert left_in(made) == []


def _avif(**told: object) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize((64, 64)).convert("RGB").save(out, "AVIF", **told)
    return out.getvalue()


def _with_box(data: bytes, kind: bytes, body: bytes) -> bytes:
    return data + (len(body) + 8).to_bytes(4, "big") + kind + body


_EXIF = Image.Exif()
_EXIF[315] = "Planted Name"

SPOILED = {
    "exif": _avif(exif=_EXIF),
    "xmp": _avif(xmp=b"<x:xmpmeta>planted</x:xmpmeta>"),
    "free box": _with_box(_avif(), b"free", b"planted words"),
    "second data box": _with_box(_avif(), b"mdat", b"planted words"),
    "trailing bytes": _avif() + b"planted words",
    "longer data": _avif()[:-4] + _avif()[-4:] + b"\0" * 3,
    "item name": _avif().replace(b"av01Color\0", b"av01Maria\0"),
    "handler": _avif().replace(b"pict" + bytes(12), b"pict" + b"planted word"),
    "cut short": _avif()[:-5],
    "padding unit": _avif().replace(b"mdat\x12\x00", b"mdat\x7a\x00"),
    "profile": _avif().replace(b"colrnclx", b"colrprof"),
}


@pytest.mark.parametrize("name", SPOILED)
def test_what_an_avif_holds_besides_pixels_is_named(name: str) -> None:
    """Metadata, names, boxes and bytes that no picture needs, wherever they stand."""
    assert left_in(_avif()) == []
    assert SPOILED[name] != _avif()
    assert left_in(SPOILED[name])


def test_only_smaller_ones_are_made() -> None:
    """A picture is never blown up, and a drawing has no sizes."""
    assert smaller_names("images/a.png", 480) == ()
    assert smaller_names("images/a.b.jpg", 1000) == (
        ("images/a.b.480w.avif", 480),
        ("images/a.b.960w.avif", 960),
        ("images/a.b.480w.webp", 480),
        ("images/a.b.960w.webp", 960),
    )
    assert [width for _, width in smaller_names("images/a.png")] == [*WIDTHS, *WIDTHS]
    assert smaller_names("images/logo.svg", 5000) == ()


def test_the_page_names_each_with_its_width() -> None:
    """The browser chooses by format, then by width."""
    assert sources("/site/images/a.png", 961) == (
        ("image/avif", "/site/images/a.480w.avif 480w, /site/images/a.960w.avif 960w"),
        ("image/webp", "/site/images/a.480w.webp 480w, /site/images/a.960w.webp 960w"),
    )
    assert sources("/site/images/a.png", 100) == ()


def test_a_text_gets_and_loses_them_again() -> None:
    """Only the pictures that are ours; what is left for feeds is what was there."""
    text = (
        '<p><img alt="A &gt; B" src="/a&amp;b.png" width="900"> <img src="/other.png" alt="C"></p>'
    )
    found = with_sources(text, {"/a&b.png": 900})
    assert found.count("<picture>") == 1
    assert '<source type="image/avif" srcset="/a&amp;b.480w.avif 480w" sizes="(min-width' in found
    assert without_sources(found) == text


def test_where_no_other_process_can_be_had_they_are_made_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A machine that starts no second Python still builds."""
    source, kept = tmp_path / "a.png", tmp_path / "small" / "b-480.webp"
    source.write_bytes(_drawn(600))
    monkeypatch.setattr("bedside.site.make_smaller._COMMAND", "raise SystemExit(1)")
    make_smaller([(source, kept, 480)])
    assert kept.read_bytes() == small_picture(source.read_bytes(), 480)


@pytest.mark.parametrize("engine", ["commonmark", "python-markdown"])
def test_pictures_among_words_come_in_sizes_too(site: SmallSite, engine: str) -> None:
    """Both engines: formats, sizes, lazy, and the feeds have the picture alone; gone when it goes."""
    file = site.picture("lamp.png")
    file.write_bytes(_drawn(1000))
    extra = f"image_status: none\nmarkdown: {engine}"
    body = "Words.\n\n![A plain lamp](../images/lamp.png)\n"
    post = site.post("lamp", uid=UIDS[0], extra=extra, body=body)
    project = site.project()
    now = parse_time("2026-11-22 12:00", project.practice.zone)
    build_site(project, now, Announced())
    page = BeautifulSoup(
        (project.output / "blog/lamp/index.html").read_text("utf-8"), "html.parser"
    )
    picture = page.select_one(".e-content picture")
    assert picture is not None
    assert [one["type"] for one in picture.select("source")] == ["image/avif", "image/webp"]
    assert all(str(one["sizes"]).startswith("(min-width") for one in picture.select("source"))
    image = picture.img
    assert image is not None
    assert (image["width"], image["height"], image["loading"]) == ("1000", "500", "lazy")
    for one in picture.select("source"):
        for row in str(one["srcset"]).split(", "):
            assert (project.output / row.split()[0].lstrip("/")).is_file()
    feed = (project.output / "feed.json").read_text("utf-8")
    assert "lamp.png" in feed
    assert "<picture>" not in feed
    assert "srcset" not in feed
    kept = set((project.build / "small").iterdir())
    post.unlink()
    build_site(project, now, Announced())
    assert len(kept - set((project.build / "small").iterdir())) == 4
