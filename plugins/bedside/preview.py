"""Pages that show how each network will show a post: the very texts that will be sent, offline."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bedside.cards.fonts import font_folder
from bedside.platforms import PLATFORMS
from bedside.platforms.base import ShareText
from bedside.platforms.pictures import SHAPE_OF
from bedside.post import Post, Visibility
from bedside.practice import Account, AccountStatus, Practice

__all__ = [
    "CROPS",
    "Crop",
    "Panel",
    "PreviewEntry",
    "Segment",
    "embedded_fonts",
    "render_preview",
    "segments",
]

TEMPLATES = Path(__file__).parent / "templates" / "preview"


@dataclass(frozen=True, slots=True, kw_only=True)
class Crop:
    """The shape a network gives the picture. `ratio` is width / height, as CSS writes it."""

    ratio: str
    note: str = ""


_LINK_CARD = Crop(ratio="1.91 / 1")
_OWN_SHAPE = "This network wants a picture of its own shape; the link card loses its sides here."
# What of the card each network shows; networks that are not named show no picture.
# 1.91:1 is the link card itself (1200 x 630). Instagram allows 4:5 to 1.91:1 and gives 4:5 the most
# room: https://developers.facebook.com/docs/instagram-platform/content-publishing (2026-11-21).
# The others are the usual shapes, not confirmed first hand: Pinterest 2:3 (1000 x 1500), Google 4:3,
# YouTube 16:9 (1280 x 720).
CROPS = {
    **dict.fromkeys(
        ("mastodon", "bluesky", "email", "x", "threads", "facebook", "linkedin", "reddit"),
        _LINK_CARD,
    ),
    "instagram": Crop(ratio="4 / 5", note=_OWN_SHAPE),
    "pinterest": Crop(ratio="2 / 3", note=_OWN_SHAPE),
    "google_business": Crop(ratio="4 / 3", note=_OWN_SHAPE),
    "youtube": Crop(ratio="16 / 9"),
}
_RATIOS = {"portrait": "4 / 5", "square": "1 / 1", "pin": "2 / 3"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewEntry:
    """One post with its wordings (`share.compose_all`), its pictures' bytes and remarks on both."""

    post: Post
    texts: Sequence[ShareText]
    card: bytes | None = None
    pictures: Mapping[str, bytes] = field(default_factory=dict)  # other shapes: `portrait` …
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text: plain, or the visible part of a link (`link`) or a hashtag (`tag`)."""

    text: str
    link: str = ""
    tag: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One network's part of a page."""

    name: str
    label: str
    text: ShareText
    segments: tuple[Segment, ...]
    crop: Crop | None
    picture: str  # of the network's own shape, where one was drawn; else it shows the card
    how: str  # how it gets there: by API, by hand, no account
    by_hand: bool  # a person posts it, so its text can be copied with one press
    percent: int  # of the limit

    @property
    def counter(self) -> str:
        """Return `212 / 280 weighted characters`."""
        return f"{self.text.length:,} / {self.text.limit.value:,} {self.text.limit.unit}"


def render_preview(entries: Sequence[PreviewEntry], practice: Practice) -> dict[str, str]:
    """Return file name -> HTML: `index.html` and a page for each post; nothing is fetched."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.filters["local"] = lambda time: _local(time, practice)
    script = (TEMPLATES / "copy.js").read_text("utf-8")
    environment.globals.update(
        practice=practice,
        fonts=Markup(embedded_fonts(practice)),  # noqa: S704  our own words around base64
        script=Markup(script),  # noqa: S704  our own file
        script_hash=f"sha256-{b64encode(sha256(script.encode()).digest()).decode()}",
        style=Markup((TEMPLATES / "style.css").read_text("utf-8")),  # noqa: S704  our own file
        scheduled=Visibility.SCHEDULED,
    )
    names = _file_names(entries)
    panels = [_panels(entry, practice) for entry in entries]
    cards = [_data_uri(entry.card) for entry in entries]
    rows = list(zip(names, entries, panels, cards, strict=True))
    page = environment.get_template("post.html")
    pages = {
        name: page.render(entry=entry, post=entry.post, panels=shown, card=card)
        for name, entry, shown, card in rows
    }
    return {"index.html": environment.get_template("index.html").render(rows=rows), **pages}


def segments(text: ShareText) -> tuple[Segment, ...]:
    """Cut a text at its facets, whose offsets are UTF-8 bytes."""
    data, found, at = text.text.encode(), list[Segment](), 0
    for facet in text.facets:
        found.append(Segment(data[at : facet.start].decode()))
        shown = data[facet.start : facet.end].decode()
        found.append(Segment(shown, link=facet.link or "", tag=facet.tag or ""))
        at = facet.end
    return tuple(one for one in (*found, Segment(data[at:].decode())) if one.text)


def _panels(entry: PreviewEntry, practice: Practice) -> tuple[Panel, ...]:
    """Return a panel for each wording; networks the practice uses come first."""
    panels = [
        Panel(
            name=text.platform, label=PLATFORMS[text.platform].LABEL, text=text,
            segments=segments(text), crop=_crop(text.platform, entry),
            picture=_data_uri(entry.pictures.get(SHAPE_OF.get(text.platform, ""))),
            how=_how(_account(text.platform, practice)),
            by_hand=_is_by_hand(_account(text.platform, practice)),
            percent=min(100, round(100 * text.length / max(text.limit.value, 1))),
        )
        for text in entry.texts
    ]  # fmt: skip
    return tuple(sorted(panels, key=lambda panel: _account(panel.name, practice) is None))


def _account(platform: str, practice: Practice) -> Account | None:
    return next(
        (
            one
            for one in practice.accounts
            if one.platform == platform and one.status is not AccountStatus.RETIRED
        ),
        None,
    )


def _is_by_hand(account: Account | None) -> bool:
    return account is not None and account.status is AccountStatus.MANUAL


def _how(account: Account | None) -> str:
    match account:
        case None:
            return "No account in practice.toml"
        case Account(status=AccountStatus.MANUAL):
            return f"{account.handle}: a person posts this text"
        case _:
            return f"{account.handle}: sent by bedside syndicate"


def embedded_fonts(practice: Practice) -> str:
    """Return the brand's fonts as rules that need no file beside the page, where the theme has them."""
    brand, found = practice.brand, []
    for family, weight in (
        (brand.heading_font, 700),
        (brand.body_font, 400),
        (brand.body_font, 700),
    ):
        name = f"{family.lower().replace(' ', '-')}-{weight}-latin.woff2"
        file = font_folder().parent / "static" / "fonts" / name
        if file.is_file():
            data = b64encode(file.read_bytes()).decode()
            found.append(
                f'@font-face {{ font-family: "{family}"; font-weight: {weight}; '
                f'src: url("data:font/woff2;base64,{data}") format("woff2"); }}'
            )
    return "\n".join(dict.fromkeys(found))


def _file_names(entries: Sequence[PreviewEntry]) -> list[str]:
    """Return `slug.html`, with the uid added where a slug is taken."""
    names: list[str] = []
    for entry in entries:
        name = f"{entry.post.slug}.html"
        taken = name == "index.html" or name in names
        names.append(f"{entry.post.slug}-{entry.post.uid.lower()}.html" if taken else name)
    return names


def _crop(platform: str, entry: PreviewEntry) -> Crop | None:
    """Return what of a picture the network shows: all of one that was drawn in its own shape."""
    shape = SHAPE_OF.get(platform, "")
    return Crop(ratio=_RATIOS[shape]) if shape in entry.pictures else CROPS.get(platform)


def _data_uri(picture: bytes | None) -> str:
    """Return a picture as an address that needs no file beside the page, "" for none."""
    if picture is None:
        return ""
    kind = "png" if picture.startswith(b"\x89PNG") else "jpeg"
    return f"data:image/{kind};base64,{b64encode(picture).decode()}"


def _local(time: datetime, practice: Practice) -> str:
    here = time.astimezone(practice.zone)
    return f"{here:%A, %B} {here.day}, {here.year}, {here.hour % 12 or 12}:{here:%M} {here:%p %Z}"
