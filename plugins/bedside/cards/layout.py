"""Place a card's words on its design: pure, in pixels, with what the author should know."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from bedside.cards.bidi import base_level, last_strong
from bedside.cards.breaks import clean
from bedside.cards.design import CardDesign, Ground, Panel, Role, TextLayer
from bedside.cards.fit import Fitted, fit
from bedside.cards.model import CardText
from bedside.cards.shape import Shaper
from bedside.cards.stack import Area, stacked, word_layers

__all__ = ["Block", "Box", "Composition", "PlacedLine", "compose"]

RTL_LANGUAGES = frozenset({"ar", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
CAPITAL_CENTRE = 0.35  # half a capital letter's height in ems: what centres a line by eye
LAYERS = ("kicker", "practice", "host", "author", "reviewer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle in pixels."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A ground of one of the brand's colours behind words."""

    box: Box
    colour: str
    radius: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedLine:
    """One line of text: the left end of its baseline, its size, its ink."""

    text: str
    layer: str
    role: Role
    colour: str
    base: int  # paragraph direction: 0 left to right, 1 right to left
    before: str  # strong type that the line above ended with
    x: float
    baseline: float
    width: float
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Composition:
    """Everything that is drawn over the background."""

    lines: tuple[PlacedLine, ...]
    logo: Box
    pill: Box | None
    panel: Box | None
    blocks: tuple[Block, ...]
    ground: Ground
    mirrored: bool
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """What every layer needs to be placed."""

    shapers: Mapping[Role, Shaper]
    mirrored: bool
    wide: int  # pixels across the card

    def fit(self, text: str, layer: TextLayer) -> Fitted:
        return _fit(text, layer, self.shapers[layer.role], self.mirrored)

    def base(self, text: str) -> int:
        """Return the direction a line's own words give it, or the card's."""
        return _base(text, self.mirrored)

    def place(self, name: str, text: str, layer: TextLayer, fitted: Fitted) -> list[PlacedLine]:
        """Return the lines of one layer, centred in its height."""
        top = layer.y + (layer.height - len(fitted.lines) * fitted.leading) / 2
        base = self.base(text)  # of the paragraph: every line of it reads the same way
        placed = []
        for index, line in enumerate(fitted.lines):
            before = last_strong("".join(fitted.lines[:index]))
            width = self.shapers[layer.role].shape(line, base, before).width * fitted.size
            x = layer.x + layer.width - width if layer.end else layer.x
            middle = top + (index + 0.5) * fitted.leading
            placed.append(
                PlacedLine(
                    text=line, layer=name, role=layer.role, colour=layer.colour, base=base, before=before,
                    x=self.across(x, width), baseline=middle + CAPITAL_CENTRE * fitted.size,
                    width=width, size=fitted.size,
                )
            )  # fmt: skip
        return placed

    def across(self, x: float, width: float) -> float:
        """Return the left edge on a mirrored card of what is `width` wide."""
        return self.wide - x - width if self.mirrored else x


@lru_cache(maxsize=512)
def _fit(text: str, layer: TextLayer, shaper: Shaper, mirrored: bool) -> Fitted:  # noqa: FBT001  a key
    """Fit a layer's text: names and the practice's own lines come on every card."""
    return fit(text, layer, lambda line: shaper.width(line, _base(line, mirrored)))


def _base(text: str, mirrored: bool) -> int:  # noqa: FBT001  a key
    level = base_level(text)
    return int(mirrored) if level is None else level


def compose(
    text: CardText, design: CardDesign, shapers: Mapping[Role, Shaper], *, logo: bool = True,
    otherwise: CardDesign | None = None,
) -> Composition:  # fmt: skip
    """Lay out one card. `logo` tells whether a mark is drawn before the practice's name.

    `otherwise` is the design taken when the title does not fit `design` whole.
    """
    words = {name: clean(getattr(text, name)) for name in (*LAYERS, *word_layers(design))}
    mirrored = _is_mirrored(words["title"], text.lang)
    page = _Page(shapers=shapers, mirrored=mirrored, wide=design.ground.width)
    own = word_layers(design)
    if otherwise and any(page.fit(words[name], own[name]).crowded for name in own if words[name]):
        design, own = otherwise, word_layers(otherwise)
    layers = {**_layers(design, words, logo=logo), **own}
    fitted = {name: page.fit(words[name], layers[name]) for name in layers if words[name]}
    moved, areas = stacked(design, fitted)
    layers |= moved
    lines = [
        line
        for name, found in fitted.items()
        for line in page.place(name, words[name], layers[name], found)
    ]
    size = design.logo.size
    return Composition(
        lines=tuple(lines),
        logo=Box(x=page.across(design.logo.x, size), y=design.logo.y, width=size, height=size),
        pill=_pill(design, lines),
        panel=_panel(design.panel, page) if design.panel else None,
        blocks=tuple(_block(area, page) for area in areas),
        ground=design.ground,
        mirrored=mirrored,
        warnings=tuple(
            f"{design.label}: {said}" for said in _warnings(words, fitted, layers, shapers, design)
        ),
    )


def _is_mirrored(title: str, lang: str) -> bool:
    level = base_level(title)
    return bool(level) if level is not None else lang.split("-", 1)[0].lower() in RTL_LANGUAGES


def _layers(design: CardDesign, words: Mapping[str, str], *, logo: bool) -> dict[str, TextLayer]:
    """Return the layers, adjusted to what this card has: a mark, a reviewer."""
    layers: dict[str, TextLayer] = {name: getattr(design, name) for name in LAYERS}
    if logo:
        indent = design.logo.size + design.logo.gap
        name = layers["practice"]
        layers["practice"] = replace(name, x=name.x + indent, width=name.width - indent)
    if not words["reviewer"]:
        author = layers["author"]
        free = design.reviewer.height
        layers["author"] = (
            replace(author, height=author.height + free) if design.host.end  # the host stands beside
            else replace(author, y=author.y + free)  # the host stands below
        )  # fmt: skip
    return layers


def _panel(panel: Panel, page: _Page) -> Box:
    """Return where the picture stands, on the other side of a mirrored card."""
    x = page.across(panel.x, panel.width)
    return Box(x=x, y=panel.y, width=panel.width, height=panel.height)


def _block(area: Area, page: _Page) -> Block:
    x = page.across(area.x, area.width)
    box = Box(x=x, y=area.y, width=area.width, height=area.height)
    return Block(box=box, colour=area.colour, radius=area.radius)


def _pill(design: CardDesign, lines: Iterable[PlacedLine]) -> Box | None:
    """Return the ground behind the kicker, None when there is no kicker."""
    kicker = next((line for line in lines if line.layer == "kicker"), None)
    if kicker is None:
        return None
    pad = design.pill.pad
    return Box(
        x=kicker.x - pad, y=design.kicker.y, width=kicker.width + 2 * pad,
        height=design.kicker.height,
    )  # fmt: skip


def _warnings(
    words: Mapping[str, str],
    fitted: Mapping[str, Fitted],
    layers: Mapping[str, TextLayer],
    shapers: Mapping[Role, Shaper],
    design: CardDesign,
) -> Iterator[str]:
    """Say what was left out and which characters no font can draw."""
    called = {row.word: row.called for row in design.stack.rows} if design.stack else {}
    for name, found in fitted.items():
        what = called.get(name, f"the {name}")
        if found.cut:
            kept = sum(len(line) for line in found.lines) + len(found.lines) - 2
            yield (
                f"{what} is too long: about {kept} of its {len(words[name])} "
                f"characters are shown, then “…”: shorten it"
            )
        missing = shapers[layers[name].role].stack.missing(words[name])
        if missing:
            codes = ", ".join(sorted({f"U+{ord(c):04X}" for cluster in missing for c in cluster}))
            yield (
                f"no vendored font can draw {codes} in {what}: "
                "write it in other characters or add a Noto font to theme/fonts"
            )
