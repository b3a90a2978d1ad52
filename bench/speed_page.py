"""Put the table of bench/speed.py and its plot into the README."""

import re
from pathlib import Path
from typing import Any

__all__ = ["write_page"]

ROOT = Path(__file__).resolve().parent.parent
PLOT = ROOT / "docs" / "images" / "speed.svg"
_MARKED = re.compile(r"(<!-- speed -->\n).*?(<!-- /speed -->)", re.DOTALL)
# key of the summary, part of it, what it says, the aim at 1,000 posts
_ROWS = (
    ("cold_bare_vs_hugo", "", "bare pages under a plain theme, CPU against Hugo", "1.0"),
    ("cold_all_vs_stock_pelican", "cpu", "everything on, CPU against bare stock Pelican", "3.0"),
    ("cold_all_vs_stock_pelican", "wall", "the same, wall", "1.7"),
    ("first_of_all_vs_stock_pelican", "", "the very first build, with the reader and the smaller pictures, CPU", ""),
    ("cold_all_vs_material_social", "", "everything on, CPU against Material for MkDocs with cards", "0.2"),
    ("edit_one_vs_hugo", "", "one post edited, CPU against Hugo's whole build", "0.5"),
    ("noop_vs_hugo", "", "nothing changed, CPU against Hugo's whole build", "0.3"),
    ("check_one_s", "", "`bedside check` on one post, seconds", "0.35"),
    ("peak_mb", "", "peak memory, MB", ""),
)  # fmt: skip
_BARS = {
    "hugo": "Hugo, bare", "stock_pelican": "Pelican, bare", "eleventy": "Eleventy, bare",
    "material_social": "Material, cards", "bedside_bare": "Bedside, bare",
    "bedside": "Bedside, everything", "edit_one": "Bedside, one edit", "noop": "Bedside, no change",
}  # fmt: skip
_OTHERS = frozenset({"hugo", "stock_pelican", "eleventy", "material_social"})
_INK, _OURS, _THEIRS = "#374151", "#0b5c62", "#9ca3af"
_LEFT, _LINE, _WIDTH = 160, 26, 640


def write_page(told: dict[str, Any]) -> None:
    """Write the table of a summary between the README's marks, and the plot of its CPU seconds."""
    sizes = sorted(told["cpu_s"])
    size = 1000 if 1000 in sizes else sizes[-1]
    PLOT.write_text(_plot(told["cpu_s"][size]), encoding="utf-8")
    readme = ROOT / "README.md"
    text = _MARKED.sub(
        lambda found: f"{found[1]}{_section(told, sizes, size)}{found[2]}",
        readme.read_text(encoding="utf-8"),
    )
    readme.write_text(text, encoding="utf-8")


def _section(told: dict[str, Any], sizes: list[int], size: int) -> str:
    columns = " | ".join(f"{one:,} posts" for one in sizes)
    lines = [f"| cold unless said, medians of pairs | {columns} | aim at 1,000 |"]
    lines += ["|---" * (len(sizes) + 2) + "|"]
    for key, part, said, aim in _ROWS:
        if key in told:
            found = (told[key][one][part] if part else told[key][one] for one in sizes)
            lines.append(f"| {said} | {' | '.join(map(str, found))} | {aim} |")
    return (
        "\n".join(lines) + "\n"
        f"\nOne card takes {told['card_ms']:.1f} ms. The reader reads {told['reader_share_of_paragraphs']:.0%} of the paragraphs of ordinary posts, {told['reader_ms_per_paragraph']:.0f} ms each, once. Measured by `inv bench` on {told['date']}: {told['machine']}.\n"
        f"\n![CPU seconds of a build of {size:,} posts](docs/images/speed.svg)\n"
    )


def _plot(seconds: dict[str, float]) -> str:
    """Return a bar for each build, the shortest first."""
    rows = sorted((value, name) for name, value in seconds.items() if name in _BARS)
    scale = (_WIDTH - _LEFT - 60) / rows[-1][0]
    bars = "".join(
        _bar(number, _BARS[name], value, value * scale, _THEIRS if name in _OTHERS else _OURS)
        for number, (value, name) in enumerate(rows)
    )
    height = len(rows) * _LINE + 8
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" font-family="sans-serif" '
        f'font-size="13" fill="{_INK}" role="img"><title>CPU seconds of a build</title>\n'
        f'<rect width="100%" height="100%" fill="#fff"/>\n{bars}</svg>\n'
    )


def _bar(number: int, name: str, value: float, width: float, colour: str) -> str:
    top = number * _LINE + 4
    return (
        f'<text x="{_LEFT - 8}" y="{top + 15}" text-anchor="end">{name}</text>'
        f'<rect x="{_LEFT}" y="{top}" width="{max(width, 1):.1f}" height="20" fill="{colour}"/>'
        f'<text x="{_LEFT + width + 6:.1f}" y="{top + 15}">{value:.1f} s</text>\n'
    )
