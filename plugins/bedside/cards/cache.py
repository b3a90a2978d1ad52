"""Keep drawn cards under a name made from everything that decides their bytes.

Only public posts may be given to it: what is not public must leave no byte, also not here.
"""

import json
from collections.abc import Collection
from dataclasses import asdict, replace
from functools import cache
from importlib.metadata import version
from pathlib import Path

from bedside.brand import Brand
from bedside.cards.design import VERSION
from bedside.cards.fonts import font_folder, fonts_key
from bedside.cards.model import CardText, RenderedCard
from bedside.cards.render import render_card
from bedside.cards.shapes import CARD, CardShape
from bedside.files import sha256, sha256_file

__all__ = ["cached_card", "is_cached", "prune_cards"]

SUFFIXES = (".png", ".jpg")


def cached_card(
    text: CardText,
    brand: Brand,
    folder: Path,
    *,
    logo: Path | None = None,
    fonts: Path | None = None,
    shape: CardShape = CARD,
) -> RenderedCard:
    """Return the card from `folder`, or draw it and keep it there. A damaged entry is drawn anew."""
    key = _key(text, brand, logo, fonts or font_folder(), shape)
    notes = folder / f"{key}.json"
    kept = _read(notes)
    if kept is not None:
        return kept
    card = render_card(text, brand, logo=logo, fonts=fonts, shape=shape)
    # Not synced to disk: what a crash leaves half written does not have the hash it must have.
    folder.mkdir(parents=True, exist_ok=True)
    notes.with_suffix(card.suffix).write_bytes(card.data)
    note = {
        "sha256": card.sha256, "warnings": card.warnings, "size": (card.width, card.height),
        "jpeg": card.suffix == ".jpg",
    }  # fmt: skip
    notes.write_text(json.dumps(note))
    return card


def is_cached(
    text: CardText,
    brand: Brand,
    folder: Path,
    *,
    logo: Path | None = None,
    fonts: Path | None = None,
    shape: CardShape = CARD,
) -> bool:
    """Tell whether something is kept under the card's name; whether it is whole is seen when it is read."""
    key = _key(text, brand, logo, fonts or font_folder(), shape)
    return (folder / f"{key}.json").is_file()


def prune_cards(folder: Path, kept: Collection[str]) -> None:
    """Remove every card whose hash is not in `kept`: a withdrawn post's picture must not stay."""
    for notes in folder.glob("*.json"):
        card = _read(notes)
        if card is None or card.sha256 not in kept:
            for suffix in (*SUFFIXES, ".json"):
                notes.with_suffix(suffix).unlink(missing_ok=True)


def _key(text: CardText, brand: Brand, logo: Path | None, fonts: Path, shape: CardShape) -> str:
    parts = {
        "text": asdict(replace(text, picture=None)),
        "picture": _hash(text.picture),
        "brand": brand.model_dump(),
        "design": VERSION,
        "shape": shape.name,
        "logo": _hash(logo),
        "fonts": fonts_key(fonts),
        "libraries": _libraries(),
    }
    return sha256(json.dumps(parts, sort_keys=True, ensure_ascii=False).encode())


@cache
def _libraries() -> list[str]:
    """Return the versions that decide a card's bytes; reading them is slow."""
    return [version("uharfbuzz"), version("pillow"), version("zlib-ng")]


def _hash(path: Path | None) -> str | None:
    return sha256_file(path) if path and path.is_file() else None


def _read(notes: Path) -> RenderedCard | None:
    """Return what is kept when its bytes are those that were written."""
    try:
        note = json.loads(notes.read_bytes())
        data = notes.with_suffix(SUFFIXES[note["jpeg"]]).read_bytes()
        expected, warnings = note["sha256"], tuple(map(str, note["warnings"]))
        width, height = map(int, note["size"])
    except (OSError, ValueError, LookupError, TypeError):
        return None
    if sha256(data) != expected:
        return None
    return RenderedCard(data=data, width=width, height=height, warnings=warnings, sha256=expected)
