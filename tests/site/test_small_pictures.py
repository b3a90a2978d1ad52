"""Smaller pictures: the same bytes for the same picture, never larger than it, nothing but pixels."""

import io

import pytest
from PIL import Image

from bedside.checks.picture_parts import left_in
from bedside.site.pictures import WIDTHS, small_picture, smaller_names, srcset


def _drawn(width: int, mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    picture = Image.linear_gradient("L").resize((width, width // 2)).convert(mode)
    picture.save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P", "L"])
def test_the_same_picture_gives_the_same_bytes_of_pixels_alone(mode: str) -> None:
    """A cache by content would lie otherwise, and metadata would leave with a copy."""
    made = small_picture(_drawn(1000, mode), 480)
    assert made == small_picture(_drawn(1000, mode), 480)
    assert left_in(made) == []
    with Image.open(io.BytesIO(made)) as image:
        assert (image.format, image.size) == ("WEBP", (480, 240))


def test_only_smaller_ones_are_made() -> None:
    """A picture is never blown up, and a drawing has no sizes."""
    assert smaller_names("images/a.png", 480) == ()
    assert smaller_names("images/a.b.jpg", 1000) == (
        ("images/a.b.480w.webp", 480),
        ("images/a.b.960w.webp", 960),
    )
    assert [width for _, width in smaller_names("images/a.png")] == list(WIDTHS)
    assert smaller_names("images/logo.svg", 5000) == ()


def test_the_page_names_each_with_its_width() -> None:
    """The browser chooses by width."""
    assert srcset("/site/images/a.png", 961) == (
        "/site/images/a.480w.webp 480w, /site/images/a.960w.webp 960w"
    )
    assert srcset("/site/images/a.png", 100) == ""
