"""Lay ink and emoji on a picture in full colour: what a photograph or a JPEG asks for."""

from dataclasses import dataclass

from PIL import Image

from bedside.cards.backdrop import Rgb
from bedside.cards.ink import Stamp

__all__ = ["FullPicture"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FullPicture:
    """An RGB picture with the same verbs as `FlatPicture`."""

    image: Image.Image

    def fill(self, mask: Image.Image, x: int, y: int, ink: Rgb) -> None:
        """Lay `ink` on the picture where `mask` (L) covers it."""
        self.image.paste(ink, (x, y), mask)

    def paint(self, stamp: Stamp) -> None:
        """Lay a stamp of its own colours on the picture."""
        self.image.paste(stamp.image, (stamp.x, stamp.y), stamp.image)
