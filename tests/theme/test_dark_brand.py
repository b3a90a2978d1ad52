"""The dark page: made from the brand, readable whatever the brand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bedside.brand import Brand, contrast, dark_brand
from bedside.practice import Practice
from bedside.site.values import brand_css

COLOURS = ("ink", "paper", "primary", "on_primary", "accent", "muted", "surface", "line")
colour = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")
dark_colour = st.tuples(*[st.integers(0, 90)] * 3).map(lambda c: "#{:02x}{:02x}{:02x}".format(*c))
light_colour = st.tuples(*[st.integers(225, 255)] * 3).map(
    lambda c: "#{:02x}{:02x}{:02x}".format(*c)
)


@given(
    inks=st.tuples(*[dark_colour] * 4), grounds=st.tuples(*[light_colour] * 3), line=colour
)  # fmt: skip
def test_every_readable_brand_has_a_readable_dark_page(
    inks: tuple[str, ...], grounds: tuple[str, ...], line: str
) -> None:
    """Brand refuses weak pairs itself, so a dark brand that exists is readable."""
    ink, primary, accent, muted = inks
    paper, surface, on_primary = grounds
    try:
        brand = Brand(
            ink=ink, paper=paper, primary=primary, on_primary=on_primary, accent=accent,
            muted=muted, surface=surface, line=line, heading_font="Bitter", body_font="Bitter",
        )  # fmt: skip
    except ValidationError:  # the drawn colours are no brand to begin with
        return
    dark = dark_brand(brand)
    assert dark is not None
    assert contrast(dark.paper, "#ffffff") > contrast(brand.paper, "#ffffff")
    assert contrast(dark.ink, dark.surface) >= 7


def test_a_brand_on_dark_paper_has_no_other_dark_page(practice: Practice) -> None:
    """It is dark by day: its colours stay as they are."""
    dark = dark_brand(practice.brand)
    assert dark is not None
    assert dark_brand(dark) is None
    night = practice.model_copy(update={"brand": dark})
    assert "prefers-color-scheme" not in brand_css(night)


@pytest.mark.parametrize("name", COLOURS)
def test_the_style_sheet_has_both_and_paper_stays_light_in_print(
    name: str, practice: Practice
) -> None:
    """Each token is given twice, the dark one for screens alone."""
    day, _, night = brand_css(practice).partition("@media screen and (prefers-color-scheme:dark)")
    token = f"--{name.replace('_', '-')}:"
    assert token in day
    assert token in night
    assert "--band:" not in night
