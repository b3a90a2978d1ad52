"""Faces and words in pictures: how many are found, how many are not there, and how fast.

`python bench/pictures.py [SCIKIT_IMAGE]` prints the tables of docs/pictures.md. The argument is the
folder `skimage/data` of an installed scikit-image: 100 small faces and 100 pieces without one from
Labeled Faces in the Wild, and photographs. The texts are drawn here, with planted identifiers.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from bedside.checks.sight import readers_now
from bedside.checks.sight.faces import count_faces
from bedside.checks.sight.words import by_rapidocr, by_tesseract, tesseract_name

ROOT = Path(__file__).resolve().parent.parent
FONTS = ("AtkinsonHyperlegibleNext-400.ttf", "AtkinsonHyperlegibleNext-700.ttf", "Bitter-700.ttf")
PLANTED = (
    "Rosalind Whitmore", "MRN 4827913", "DOB 03/14/1962", "Tobias Lindqvist", "Room 4 9:20",
    "SSN 219-45-6687",
)  # fmt: skip
PEOPLE = {"astronaut.png", "camera.png"}  # photographs that show a person
# How the same six lines look: size of the letters, angle, ink, ground, blur.
LOOKS: dict[str, tuple[int, int, str, str, float]] = {
    "screenshot, 28 px": (28, 0, "#111111", "#ffffff", 0),
    "screenshot, 12 px": (12, 0, "#111111", "#ffffff", 0),
    "dark screen": (22, 0, "#d8e0e8", "#16202a", 0),
    "whiteboard, photographed": (34, 4, "#27408b", "#e6e8e4", 1.2),
    "wristband, tilted 12 degrees": (24, 12, "#222222", "#e9e4d6", 0.8),
    "held sideways": (24, 90, "#222222", "#f4f4f4", 0),
}


def looks_of(look: str) -> Iterator[Image.Image]:
    """Draw the planted lines in each font."""
    size, angle, ink, ground, blur = LOOKS[look]
    for name in FONTS:
        font = ImageFont.truetype(ROOT / "theme" / "fonts" / name, size)
        image = Image.new("RGB", (900, 600), ground)
        draw = ImageDraw.Draw(image)
        for index, line in enumerate(PLANTED):
            draw.text((60, 50 + 85 * index), line, font=font, fill=ink)
        image = image.rotate(angle, expand=True, fillcolor="#7d7468")
        yield image.filter(ImageFilter.GaussianBlur(blur)) if blur else image


def read(reader: Callable[[Image.Image], str], look: str) -> tuple[int, int, float]:
    """Return planted lines found, planted lines, and processor seconds a picture."""
    start, found, pictures = spent(), 0, [*looks_of(look)]
    for image in pictures:
        words = "".join(reader(image).split())
        found += sum("".join(line.split()) in words for line in PLANTED)
    return found, len(PLANTED) * len(pictures), (spent() - start) / len(pictures)


def spent() -> float:
    """Return processor seconds so far, those of programs that were started included."""
    return sum(os.times()[:4])


def words_table() -> None:
    readers = {"rapidocr": by_rapidocr} | ({"tesseract": by_tesseract} if tesseract_name() else {})
    by_rapidocr(Image.new("RGB", (64, 64)))  # loads the models
    print(f"| planted lines found | {' | '.join(readers)} |\n|---|{'---|' * len(readers)}")
    totals = {name: [0, 0, 0.0] for name in readers}
    for look in LOOKS:
        cells = []
        for name, reader in readers.items():
            found, planted, seconds = read(reader, look)
            totals[name] = [
                a + b for a, b in zip(totals[name], (found, planted, seconds), strict=True)
            ]
            cells.append(f"{found} of {planted}")
        print(f"| {look} | {' | '.join(cells)} |")
    print("| all | " + " | ".join(f"{one[0]} of {one[1]}" for one in totals.values()) + " |")
    speeds = (f"{len(LOOKS) / one[2]:.1f}" for one in totals.values())
    print(f"| pictures a second of processor time | {' | '.join(speeds)} |\n")


def faces_table(folder: Path | None) -> None:
    """Print faces found and taken for one: in small pieces, in photographs, in our drawings."""
    print(
        "| pictures | with a face: found | without: taken for one | a second |\n|---|---|---|---|"
    )
    if folder:
        pieces = [_framed(one) for one in np.load(folder / "lfw_subset.npy")]
        _row("pieces of photographs, 25 pixels enlarged to 100", pieces[:100], pieces[100:])
        photos = {file.name: Image.open(file) for file in sorted(folder.glob("*.[pj][np]g"))}
        shown = [one for name, one in photos.items() if name in PEOPLE]
        _row(
            "photographs of scikit-image", shown, [photos[name] for name in photos.keys() - PEOPLE]
        )
    content = ROOT / "content" / "images"
    drawn = [Image.open(file) for file in sorted((content / "clinicians").glob("*.png"))]
    others = [Image.open(file) for file in sorted((content / "posts").glob("*.png"))]
    _row("drawings of the sample practice: portraits, the others", drawn, others)


def _framed(piece: np.ndarray) -> Image.Image:
    image = Image.fromarray((piece * 255).astype("uint8") if piece.max() <= 1 else piece)
    framed = Image.new("L", (220, 220), 128)
    framed.paste(image.resize((100, 100), Image.Resampling.BICUBIC), (60, 60))
    return framed


def _row(what: str, shown: list[Image.Image], others: list[Image.Image]) -> None:
    count_faces(others[0])  # loads the networks
    start = spent()
    found, wrong = (sum(count_faces(one) > 0 for one in some) for some in (shown, others))
    speed = (len(shown) + len(others)) / (spent() - start)
    print(f"| {what} | {found} of {len(shown)} | {wrong} of {len(others)} | {speed:.1f} |")


def main() -> None:
    print(f"Readers: {', '.join(readers_now())}\n")
    start = time.monotonic()
    words_table()
    faces_table(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
    print(f"\n{time.monotonic() - start:.0f} s")


if __name__ == "__main__":
    main()
