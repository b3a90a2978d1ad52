"""Draw the sample site's pictures and its one video from the SVG files beside this script.

    python docs/illustrations/render.py            every picture
    python docs/illustrations/render.py home       only the pictures named
    python docs/illustrations/render.py --video    the inhaler video too

Needs resvg_py and Pillow (pip), pngquant, and for the video ffmpeg.
"""

# ruff: noqa: INP001, S603, S607, T201
from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from pathlib import Path

import resvg_py
from PIL import Image

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CONTENT = ROOT / "content"
FONTS = [
    str(ROOT / "theme" / "fonts" / name)
    for name in (
        "AtkinsonHyperlegibleNext-400.ttf",
        "AtkinsonHyperlegibleNext-700.ttf",
        "Bitter-700.ttf",
    )
]
ELSEWHERE = {
    "home": "brand",
    "elena-marsh": "clinicians",
    "samuel-okafor": "clinicians",
    "priya-raman": "clinicians",
}
VIDEO = CONTENT / "videos" / "inhaler-technique.mp4"
LENGTH = 100.0


def draw(source: Path) -> Image.Image:
    """Rasterise one SVG at its own size."""
    png = resvg_py.svg_to_bytes(
        svg_string=source.read_text(encoding="utf-8"), skip_system_fonts=True, font_files=FONTS
    )
    return Image.open(io.BytesIO(bytes(png))).convert("RGB")


def picture(source: Path) -> Path:
    """Write the palette PNG of one SVG, without metadata chunks."""
    target = CONTENT / "images" / ELSEWHERE.get(source.stem, "posts") / f"{source.stem}.png"
    target.parent.mkdir(parents=True, exist_ok=True)
    raw = io.BytesIO()
    draw(source).save(raw, "PNG")
    quantised = subprocess.run(
        ["pngquant", "--strip", "--nofs", "--speed", "1", "128", "-"],
        input=raw.getvalue(),
        stdout=subprocess.PIPE,
        check=True,
    ).stdout
    target.write_bytes(quantised)
    return target


def slide_times(slides: Path) -> list[float]:
    """Say how long each slide stays up: starts.txt holds the second each one appears."""
    starts = [float(line) for line in (slides / "starts.txt").read_text().split()]
    return [after - start for start, after in zip(starts, [*starts[1:], LENGTH], strict=True)]


def video() -> Path:
    """Show the slides one after the other at five frames a second, silent."""
    source = HERE / "inhaler-technique-video"
    slides = sorted(source.glob("slide-*.svg"))
    VIDEO.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        lines = []
        for slide, seconds in zip(slides, slide_times(source), strict=True):
            frame = Path(folder) / f"{slide.stem}.png"
            draw(slide).save(frame)
            lines += [f"file '{frame}'", f"duration {seconds:.3f}"]
        lines.append(lines[-2])
        listing = Path(folder) / "slides.txt"
        listing.write_text("\n".join(lines) + "\n", encoding="utf-8")
        command = (
            f"ffmpeg -y -loglevel error -f concat -safe 0 -i {listing}"
            " -vf fps=5,scale=out_color_matrix=bt709:out_range=tv,format=yuv420p"
            f" -colorspace bt709 -color_primaries bt709 -color_trc bt709 -t {LENGTH}"
            " -c:v libx264 -preset slow -tune stillimage"
            " -crf 22 -g 50 -threads 1 -map_metadata -1 -fflags +bitexact -flags:v +bitexact"
            " -movflags +faststart -an"
        )
        subprocess.run([*command.split(), str(VIDEO)], check=True)
    return VIDEO


def main(names: list[str]) -> None:
    """Draw what was asked for and say how large each file came out."""
    wanted = [name for name in names if not name.startswith("--")]
    sources = [HERE / f"{name}.svg" for name in wanted] or sorted(HERE.glob("*.svg"))
    made = [picture(source) for source in sources]
    if "--video" in names:
        made.append(video())
    for path in made:
        print(f"{path.stat().st_size:8,d}  {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main(sys.argv[1:])
