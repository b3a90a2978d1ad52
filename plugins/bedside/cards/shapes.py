"""The card in the other shapes that networks want: set anew for each, never stretched.

All are JPEG: Instagram takes nothing else, and no network refuses it. The title stands on top,
the picture below it rises behind the near hill, and who wrote it stands on the hill.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bedside.cards.design import ARTICLE, PICTURED, CardDesign, Ground, Logo, Panel, Pill, TextLayer

__all__ = ["CARD", "SHAPES", "CardShape"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CardShape:
    """One shape: its name in the outbox, its design beside a picture and without one."""

    name: str
    pictured: CardDesign
    plain: CardDesign
    jpeg: bool = True


CARD = CardShape(name="card", pictured=PICTURED, plain=ARTICLE, jpeg=False)

_PRACTICE = replace(ARTICLE.practice, x=72, y=58, width=936, height=76, size=38, floor=24)
_KICKER = replace(ARTICLE.kicker, x=94, y=166, width=892, height=54, size=29, floor=20, end=False)
_LINE = replace(ARTICLE.reviewer, x=72, width=936, height=44, size=31, floor=20)

# 4:5, the tallest that Instagram takes by API, 320 to 1440 pixels wide, JPEG alone.
# https://developers.facebook.com/docs/instagram-platform/content-publishing (read 2026-11-21)
_PORTRAIT = CardDesign(
    label="portrait picture",
    ground=Ground(width=1080, height=1350, rise=2.1),
    logo=Logo(x=72, y=58, size=76, gap=22),
    pill=Pill(pad=22),
    practice=_PRACTICE,
    kicker=_KICKER,
    title=TextLayer(
        x=72, y=246, width=936, height=332, size=112, floor=58, role="heading", colour="ink",
        lines=5, leading=1.1, grown=148,
    ),
    author=replace(ARTICLE.author, y=1160, width=936, height=52, size=39, floor=24),
    reviewer=replace(_LINE, y=1210),
    host=replace(_LINE, y=1256),
    panel=Panel(x=0, y=606, width=1080, height=560, tile=120),
)  # fmt: skip

# For Google's profiles, which ask for 720 x 720, and for people who post by hand.
# https://support.google.com/business/answer/6103862 (not opened here: check before relying on it)
_SQUARE = replace(
    _PORTRAIT,
    label="square picture",
    ground=Ground(width=1080, height=1080, rise=1.8),
    logo=Logo(x=72, y=52, size=64, gap=18),
    pill=Pill(pad=20),
    practice=replace(_PRACTICE, y=52, width=530, height=64, size=31),
    kicker=replace(_KICKER, x=628, y=60, width=360, height=48, size=25, floor=18, end=True),
    title=replace(_PORTRAIT.title, y=140, height=282, size=96, floor=50, lines=4, grown=126),
    author=replace(_PORTRAIT.author, y=914, height=46, size=34),
    reviewer=replace(_LINE, y=957, height=38, size=27),
    host=replace(_LINE, y=995, height=38, size=27),
    panel=Panel(x=0, y=448, width=1080, height=470, tile=120),
)

# 2:3, what Pinterest asks for: https://help.pinterest.com/en/business/article/pinterest-product-specs
# (not opened here; platforms.md A.5)
_PIN = replace(
    _PORTRAIT,
    label="pin",
    ground=Ground(width=1000, height=1500, rise=2.3),
    logo=replace(_PORTRAIT.logo, x=64, y=64),
    practice=replace(_PRACTICE, x=64, y=64, width=872),
    kicker=replace(_KICKER, x=86, y=176, width=828),
    title=replace(_PORTRAIT.title, x=64, y=262, width=872, height=396, lines=6),
    author=replace(_PORTRAIT.author, x=64, y=1296, width=872),
    reviewer=replace(_LINE, x=64, y=1346, width=872),
    host=replace(_LINE, x=64, y=1392, width=872),
    panel=Panel(x=0, y=694, width=1000, height=600, tile=125),
)


# 16:9, the thumbnail that YouTube asks for: 1280 x 720, under 2 MB.
# https://support.google.com/youtube/answer/72431 (not opened here; platforms.md A.7)
_WIDE = replace(
    ARTICLE,
    label="film's picture",
    ground=Ground(width=1280, height=720, rise=1.1),
    logo=Logo(x=76, y=48, size=66, gap=20),
    pill=Pill(pad=22),
    practice=replace(ARTICLE.practice, x=76, y=48, width=620, height=66, size=31, floor=24),
    kicker=replace(ARTICLE.kicker, x=800, y=56, width=384, height=50, size=26, floor=24),
    title=replace(ARTICLE.title, x=76, y=146, width=1128, height=344, size=94, floor=42, grown=124),
    author=replace(ARTICLE.author, x=76, y=606, width=740, height=44, size=31, floor=24),
    reviewer=replace(ARTICLE.reviewer, x=76, y=649, width=740, height=38, size=25, floor=24),
    host=replace(ARTICLE.host, x=850, y=606, width=354, height=82, size=26, floor=24),
)
_WIDE_PICTURED = replace(
    _WIDE,
    panel=Panel(x=730, y=0, width=550, height=642, tile=138),
    title=replace(_WIDE.title, width=612, height=388, size=82, floor=50, lines=6, grown=108),
)


def _without_picture(design: CardDesign, height: float) -> CardDesign:
    """Return the design over hills alone, its title as high as they leave room for."""
    title = replace(design.title, height=height, floor=36, lines=9)
    return replace(design, panel=None, title=title)


SHAPES: Mapping[str, CardShape] = {
    shape.name: shape
    for shape in (
        CardShape(name="portrait", pictured=_PORTRAIT, plain=_without_picture(_PORTRAIT, 660)),
        CardShape(name="square", pictured=_SQUARE, plain=_without_picture(_SQUARE, 560)),
        CardShape(name="wide", pictured=_WIDE_PICTURED, plain=_WIDE),
        CardShape(name="pin", pictured=_PIN, plain=_without_picture(_PIN, 760)),
    )
}
