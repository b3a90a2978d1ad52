"""The brand's tokens: colours that keep WCAG contrast, fonts that are vendored."""

from typing import Annotated

from pydantic import AfterValidator, model_validator

from bedside.schema import Strict, Text
from bedside.schema_words import Shape

__all__ = ["MIN_CONTRAST", "Brand", "Colour", "contrast"]

# WCAG 2.1 success criterion 1.4.3, contrast (minimum), level AA, normal text.
# https://www.w3.org/TR/WCAG21/#contrast-minimum (read 2026-11-22)
MIN_CONTRAST = 4.5


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


def contrast(first: str, second: str) -> float:
    """Return the WCAG contrast ratio (1 to 21) of two `#rrggbb` colours."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
