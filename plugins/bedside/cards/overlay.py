"""Draw over a card what its designer looks for: boxes, baselines, the margin nothing may cross."""

import io

from PIL import Image, ImageDraw

from bedside.cards.layout import Box, Composition

__all__ = ["overlaid"]

MARGIN = 0.04  # of the shorter side: networks round corners and lay badges over the edge
LINE, BASELINE, AREA, SAFE = "#d6006c", "#0067ff", "#00a03c", "#ff9900"


def overlaid(card: bytes, composition: Composition) -> bytes:
    """Return the card as PNG: lines of text in pink, baselines blue, areas green, the margin orange."""
    with Image.open(io.BytesIO(card)) as opened:
        picture = opened.convert("RGB")
    pen = ImageDraw.Draw(picture)
    margin = round(MARGIN * min(picture.size))
    pen.rectangle(
        (margin, margin, picture.width - margin, picture.height - margin), outline=SAFE, width=2
    )
    blocks = [block.box for block in composition.blocks]
    for box in (composition.logo, composition.pill, composition.panel, *blocks):
        if box is not None:
            pen.rectangle(_corners(box), outline=AREA, width=2)
    for line in composition.lines:
        right = line.x + line.width
        top, bottom = line.baseline - 0.75 * line.size, line.baseline + 0.25 * line.size
        pen.rectangle((line.x, top, right, bottom), outline=LINE)
        pen.line((line.x, line.baseline, right, line.baseline), fill=BASELINE)
    file = io.BytesIO()
    picture.save(file, "PNG", compress_level=1)
    return file.getvalue()


def _corners(box: Box) -> tuple[float, float, float, float]:
    return box.x, box.y, box.x + box.width, box.y + box.height
