"""Make the fonts in theme/fonts and theme/static/fonts from the npm packages named in README.md.

Needed only when a font is renewed: `python derive.py UNPACKED_PACKAGES THEME`, in an environment with
`fonttools[woff]`. Each package is unpacked into a folder named like its archive.
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

# Unicode blocks that the languages of a US practice's readers need.
LATIN = [*range(0x20, 0x7F), *range(0xA0, 0x180), 0x2C6, 0x2DA, 0x2DC]
MARKS = [*range(0x300, 0x310), 0x31B, 0x323]
VIETNAMESE = [0x1A0, 0x1A1, 0x1AF, 0x1B0, *range(0x1E00, 0x1F00)]
PUNCTUATION = [*range(0x2010, 0x2028), *range(0x202F, 0x203B), 0x2044, *range(0x2070, 0x208F),
               *range(0x20A0, 0x20C0), 0x2122, 0x2190, 0x2191, 0x2192, 0x2193, 0x2212, 0x2215,
               0x2248, 0x2260, 0x2264, 0x2265]  # fmt: skip
CYRILLIC_GREEK = [*range(0x370, 0x530)]
WEB_LATIN = [*range(0x20, 0x7F), *range(0xA0, 0x100), 0x131, 0x152, 0x153, 0x2C6, 0x2DA, 0x2DC,
             *range(0x2013, 0x2027), 0x2030, 0x2032, 0x2033, 0x2039, 0x203A, 0x2044, 0x20AC,
             0x2122, 0x2190, 0x2192, 0x2212, 0x2264, 0x2265]  # fmt: skip
WEB_EXTENDED = [cp for cp in [*range(0x100, 0x180), *MARKS, *VIETNAMESE] if cp not in WEB_LATIN]
CJK_MARKS = [*range(0x2010, 0x2027), *range(0x3000, 0x3040), *range(0xFF00, 0xFFF0)]


def charset(codec: str, first: range, second: range) -> list[int]:
    """Return the code points of a two-byte national character set."""
    found = set()
    for lead in first:
        for trail in second:
            try:
                found.update(map(ord, bytes([lead, trail]).decode(codec)))
            except UnicodeDecodeError:
                continue
    return sorted(found)


# Level 1 of Big5 (5,401 characters) ends at C67E; GB 2312 has 6,763 hanzi; JIS X 0208 6,355 kanji.
CHINESE = {*charset("gb2312", range(0xA1, 0xF8), range(0xA1, 0xFF)),
           *charset("big5", range(0xA4, 0xC7), range(0x40, 0xFF)), *CJK_MARKS}  # fmt: skip
JAPANESE = {*charset("euc_jp", range(0xA1, 0xF5), range(0xA1, 0xFF)), *CJK_MARKS}
KOREAN = {*charset("euc_kr", range(0xB0, 0xC9), range(0xA1, 0xFF)), *range(0x1100, 0x1200)}
ALL: list[int] = []

CARDS = [
    ("bitter-0.4.2/700Bold/Bitter_700Bold", "Bitter-700",
     [*LATIN, *MARKS, *VIETNAMESE, *PUNCTUATION, *CYRILLIC_GREEK]),
    ("atkinson-hyperlegible-next-0.4.1/400Regular/AtkinsonHyperlegibleNext_400Regular",
     "AtkinsonHyperlegibleNext-400", ALL),
    ("atkinson-hyperlegible-next-0.4.1/700Bold/AtkinsonHyperlegibleNext_700Bold",
     "AtkinsonHyperlegibleNext-700", ALL),
    ("noto-sans-0.4.2/700Bold/NotoSans_700Bold", "NotoSans-700",
     [*LATIN, *MARKS, *VIETNAMESE, *PUNCTUATION, *CYRILLIC_GREEK, *range(0x180, 0x250)]),
    ("noto-sans-arabic-0.4.3/700Bold/NotoSansArabic_700Bold", "NotoSansArabic-700", ALL),
    ("noto-sans-hebrew-0.4.1/700Bold/NotoSansHebrew_700Bold", "NotoSansHebrew-700", ALL),
    ("noto-sans-devanagari-0.4.1/700Bold/NotoSansDevanagari_700Bold",
     "NotoSansDevanagari-700", ALL),
    ("noto-sans-thai-0.4.2/700Bold/NotoSansThai_700Bold", "NotoSansThai-700", ALL),
    ("noto-sans-sc-0.4.3/700Bold/NotoSansSC_700Bold", "NotoSansSC-700", sorted(CHINESE)),
    ("noto-sans-jp-0.4.3/700Bold/NotoSansJP_700Bold", "NotoSansJP-700", sorted(JAPANESE)),
    ("noto-sans-kr-0.4.3/700Bold/NotoSansKR_700Bold", "NotoSansKR-700", sorted(KOREAN)),
    ("noto-color-emoji-0.4.6/400Regular/NotoColorEmoji_400Regular", "NotoColorEmoji-400", ALL),
]  # fmt: skip
WEB = [
    ("bitter-0.4.2/700Bold/Bitter_700Bold", "bitter-700"),
    ("atkinson-hyperlegible-next-0.4.1/400Regular/AtkinsonHyperlegibleNext_400Regular",
     "atkinson-hyperlegible-next-400"),
    ("atkinson-hyperlegible-next-0.4.1/700Bold/AtkinsonHyperlegibleNext_700Bold",
     "atkinson-hyperlegible-next-700"),
]  # fmt: skip
WEB_FEATURES = ["kern", "mark", "mkmk", "liga", "ccmp", "locl", "calt"]


def derive(source: Path, target: Path, characters: list[int], flavor: str | None) -> None:
    """Write `target`: `source` with only `characters` (all when empty), without hints."""
    options = subset.Options()
    options.flavor = flavor
    options.hinting = False
    options.drop_tables += ["DSIG", "STAT", "meta", "vmtx", "vhea", "VORG", "BASE"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.notdef_outline = True
    if flavor:
        options.layout_features = WEB_FEATURES
    else:
        options.layout_features = [
            name for name in options.layout_features if name not in {"vert", "vrt2"}
        ]
    font = TTFont(source, recalcTimestamp=False)
    if "SVG " in font:
        del font["SVG "]  # the same emoji a second time: COLR is the smaller half
    chooser = subset.Subsetter(options)
    chooser.populate(unicodes=characters or sorted(font.getBestCmap()))
    chooser.subset(font)
    font.flavor = flavor
    font.save(target)
    print(f"{target.name}: {target.stat().st_size:,} bytes")  # noqa: T201  # a script that tells


def main(packages: Path, theme: Path) -> None:
    """Derive every font."""
    for name, target, characters in CARDS:
        source = packages / f"expo-google-fonts-{name}.ttf"
        derive(source, theme / "fonts" / f"{target}.ttf", characters, None)
    for name, target in WEB:
        source = packages / f"expo-google-fonts-{name}.ttf"
        for suffix, characters in (("latin", WEB_LATIN), ("latin-ext", WEB_EXTENDED)):
            file = theme / "static" / "fonts" / f"{target}-{suffix}.woff2"
            derive(source, file, characters, "woff2")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
