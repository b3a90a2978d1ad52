"""The vendored fonts: which file draws which character, for one family and language."""

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import regex
import uharfbuzz as hb

from bedside.errors import BedsideError
from bedside.files import sha256, sha256_file, shipped
from bedside.text import graphemes

__all__ = ["FontFile", "FontStack", "font_folder", "fonts_key", "open_stack"]

EMOJI = "NotoColorEmoji-400.ttf"
EMOJI_SIZE = 0.88  # of the text's size: emoji fill their square, letters do not
FALLBACKS = (
    "NotoSans-700.ttf", "NotoSansArabic-700.ttf", "NotoSansHebrew-700.ttf",
    "NotoSansDevanagari-700.ttf", "NotoSansThai-700.ttf", "NotoSansSC-700.ttf",
    "NotoSansJP-700.ttf", "NotoSansKR-700.ttf", EMOJI,
)  # fmt: skip
# One code point, two national shapes: the language's own font is asked first.
PREFERRED = {"ja": "NotoSansJP-700.ttf", "ko": "NotoSansKR-700.ttf", "zh": "NotoSansSC-700.ttf"}
_EMOJI = regex.compile(r"\p{Emoji_Presentation}|\ufe0f")
_SHARED = regex.compile(r"^[\p{Script=Common}\p{Script=Inherited}]+$")
_INVISIBLE = frozenset([0x200C, 0x200D, 0x200E, 0x200F, 0x00AD, 0x2060, *range(0xFE00, 0xFE10)])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FontFile:
    """One opened font. `scale` turns its units into ems."""

    name: str
    font: hb.Font
    covered: frozenset[int]  # and what is never seen
    scale: float

    def covers(self, cluster: str) -> bool:
        """Tell whether every visible character of `cluster` has a glyph."""
        return self.covered.issuperset(map(ord, cluster))


@dataclass(frozen=True, slots=True, kw_only=True)
class FontStack:
    """A family's own font, then the fallbacks in order of preference."""

    files: tuple[FontFile, ...]
    lang: str

    def split(self, text: str) -> list[tuple[FontFile, str]]:
        """Cut `text` into stretches drawn by one font each.

        Punctuation, digits and spaces stay in the font of the letters before them, so that a
        bracket and its partner match; before the first letter they take that letter's font.
        """
        first = self.files[0]
        if first.covers(text) and not _EMOJI.search(text):
            return [(first, text)]
        clusters = graphemes(text)
        letters = [c for c in clusters if not _SHARED.match(c)]
        current = self._font_for(letters[0]) if letters else first
        stretches: list[tuple[FontFile, str]] = []
        for cluster in clusters:
            if _EMOJI.search(cluster) and self.files[-1].covers(cluster):
                font = self.files[-1]
            elif _SHARED.match(cluster) and current.covers(cluster):
                font = current
            else:
                font = self._font_for(cluster)
                current = font if not _SHARED.match(cluster) else current
            if stretches and stretches[-1][0] is font:
                stretches[-1] = (font, stretches[-1][1] + cluster)
            else:
                stretches.append((font, cluster))
        return stretches

    def missing(self, text: str) -> set[str]:
        """Return the grapheme clusters that no font can draw."""
        if self.files[0].covers(text):
            return set()
        return {c for c in graphemes(text) if not any(file.covers(c) for file in self.files)}

    def _font_for(self, cluster: str) -> FontFile:
        return next((file for file in self.files if file.covers(cluster)), self.files[0])


@cache
def font_folder() -> Path:
    """Return the vendored fonts: in the repository, or in the installed wheel."""
    return shipped("theme/fonts")


def open_stack(folder: Path, family: str, weight: int, lang: str) -> FontStack:
    """Open a family's font and its fallbacks; what `folder` lacks is taken from the vendored ones.

    Raises BedsideError when the family is in neither.
    """
    name = f"{family.replace(' ', '')}-{weight}.ttf"
    if not _find(folder, name).is_file():
        files = {*folder.glob("*.ttf"), *font_folder().glob("*.ttf")}
        families = sorted({file.stem.rsplit("-", 1)[0] for file in files})
        raise BedsideError(
            f"{folder / name}: no such font, but [brand] asks for `{family}`: "
            f"put the file there or name one of: {', '.join(families)}"
        )
    first = PREFERRED.get(lang.split("-", 1)[0].lower())
    order = sorted(FALLBACKS, key=lambda file: (file == EMOJI, file != first))
    return FontStack(files=tuple(_open(_find(folder, file)) for file in (name, *order)), lang=lang)


def _find(folder: Path, name: str) -> Path:
    own = folder / name
    return own if own.is_file() else font_folder() / name


@lru_cache(maxsize=4)
def fonts_key(folder: Path) -> str:
    """Return one hash of every font file that cards with this folder may use."""
    files = sorted({*folder.glob("*.ttf"), *font_folder().glob("*.ttf")})
    return sha256("\n".join(f"{file.name} {sha256_file(file)}" for file in files).encode())


@lru_cache(maxsize=32)
def _open(path: Path) -> FontFile:
    """Open a font file once per process."""
    face = hb.Face(hb.Blob.from_file_path(str(path)))
    return FontFile(
        name=path.name,
        font=hb.Font(face),
        covered=frozenset(face.unicodes) | _INVISIBLE,
        scale=(EMOJI_SIZE if path.name == EMOJI else 1) / face.upem,
    )
