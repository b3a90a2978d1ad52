"""The brand's tokens: colours that keep WCAG contrast, fonts that are vendored."""

from colorsys import hls_to_rgb, rgb_to_hls
from typing import Annotated

from pydantic import AfterValidator, model_validator

from bedside.schema import Strict, Text
from bedside.schema_words import Shape

__all__ = ["MIN_CONTRAST", "Brand", "Colour", "contrast", "dark_brand"]

# WCAG 2.1 success criterion 1.4.3, contrast (minimum), level AA, normal text.
# https://www.w3.org/TR/WCAG21/#contrast-minimum (read 2026-11-22)
MIN_CONTRAST = 4.5
NIGHT = 0.55  # of the ink over black: the dark page
LIFTED = 0.08  # of the paper over the dark page: its surfaces
STEP = 0.03  # by which a colour is lightened until it can be read


def _lower(value: str) -> str:
    return value.lower()


Colour = Annotated[
    str, Shape(r"#[0-9a-fA-F]{6}", "is not a colour", "write it as #1f5a4a"), AfterValidator(_lower)
]


class Brand(Strict):
    """Colours, fonts and logo; theme, cards and kits are made from these alone."""

    ink: Colour
    paper: Colour
    primary: Colour
    on_primary: Colour
    accent: Colour
    muted: Colour
    surface: Colour
    line: Colour
    heading_font: Text
    body_font: Text
    logo: str | None = None

    @model_validator(mode="after")
    def _readable(self) -> "Brand":
        """Refuse text colours too near the colour behind them, naming every pair at once."""
        pairs = (
            ("ink", "paper"), ("ink", "surface"), ("muted", "paper"), ("muted", "surface"),
            ("primary", "paper"), ("primary", "surface"), ("on_primary", "primary"),
            ("accent", "paper"),
        )  # fmt: skip
        weak = [
            f"{text} on {ground} {ratio:.2f}"
            for text, ground in pairs
            if (ratio := contrast(getattr(self, text), getattr(self, ground))) < MIN_CONTRAST
        ]
        if weak:
            message = f"contrast below {MIN_CONTRAST}: darken or lighten one of each: "
            raise ValueError(message + ", ".join(weak))
        return self


def dark_brand(brand: Brand) -> Brand | None:
    """Return the brand for a dark page, every pair readable; None when its page is dark already.

    Ink and paper change places; primary and accent keep their hue and get as light as they must.
    """
    if _luminance(brand.paper) <= _luminance(brand.ink):
        return None
    paper = _mix(brand.ink, "#000000", NIGHT)
    surface = _mix(brand.paper, paper, LIFTED)

    def lightened(colour: str) -> str:
        hue, light, strength = rgb_to_hls(*(channel / 255 for channel in _channels(colour)))
        found = colour
        while contrast(found, surface) < MIN_CONTRAST + 0.5:
            light = min(light + STEP, 1.0)
            red, green, blue = hls_to_rgb(hue, light, strength)
            found = f"#{round(red * 255):02x}{round(green * 255):02x}{round(blue * 255):02x}"
        return found

    return Brand.model_validate(
        brand.model_dump() | {
            "ink": _mix(brand.paper, paper, 0.92), "paper": paper, "surface": surface,
            "primary": lightened(brand.primary), "on_primary": paper,
            "accent": lightened(brand.accent), "muted": lightened(_mix(brand.paper, paper, 0.62)),
            "line": _mix(brand.paper, paper, 0.22),
        }
    )  # fmt: skip


def _mix(first: str, second: str, share: float) -> str:
    """Return `share` of the first colour over the second."""
    pairs = zip(_channels(first), _channels(second), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def contrast(first: str, second: str) -> float:
    """Return the WCAG contrast ratio (1 to 21) of two `#rrggbb` colours."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = [channel / 255 for channel in _channels(colour)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
