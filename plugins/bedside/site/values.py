"""The values, functions and filters that templates use; nothing here knows Pelican."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from PIL import Image, UnidentifiedImageError

from bedside.brand import Brand, dark_brand
from bedside.post import Post
from bedside.practice import WEEKDAYS, Location, Practice, SpecialHours
from bedside.site.contents import contents
from bedside.site.pictures import sources
from bedside.site.policy import content_policy
from bedside.web_address import join_address

__all__ = [
    "Picture", "absolute_links", "brand_css", "button_address", "contact_links", "digits", "minutes", "picture_size",
    "share_links", "special_hours", "template_functions",
]  # fmt: skip

SHOWN_DAYS = 60  # ahead: for so long a page knows of changed hours
_WORDS_A_MINUTE = 220  # adult silent reading of plain English, rounded down for health text
_ADDRESS = re.compile(r"""((?:href|src|poster)=["'])(?!#)([^"']+)(["'])""")
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture on the site: address with the base path, size in pixels, smaller versions."""

    src: str
    width: int
    height: int
    sources: tuple[tuple[str, str], ...] = ()  # media type, `srcset`


def absolute_links(html: str, url: str) -> str:
    """Return `html` with every address made absolute against the page's own `url`."""
    return _ADDRESS.sub(lambda found: found[1] + join_address(url, found[2]) + found[3], html)


@lru_cache(maxsize=4096)
def _size(path: Path, _stamp: int) -> tuple[int, int] | None:
    if path.suffix.lower() == ".svg":
        return 64, 64
    try:
        with Image.open(path) as picture:
            turned = picture.getexif().get(0x0112, 1) >= 5  # EXIF orientation: on its side
            width, height = picture.size
            return (height, width) if turned else (width, height)
    except (OSError, UnidentifiedImageError):
        return None


def picture_size(path: Path) -> tuple[int, int] | None:
    """Return a picture's (width, height) in pixels, or None where there is no picture."""
    return _size(path, path.stat().st_mtime_ns) if path.is_file() else None


def digits(phone: str) -> str:
    """Return what a `tel:` link needs; ten digits are a North American number."""
    number, _, extension = re.sub(r" *(ext\.?|x) *", "x", phone).partition("x")
    found = re.sub(r"\D", "", number)
    dialled = f"+1{found}" if len(found) == 10 else f"+{found}"
    # https://www.rfc-editor.org/rfc/rfc3966#section-3 (read 2026-11-22)
    return f"{dialled};ext={extension}" if extension else dialled


_PHONE = re.compile(r"\+?[\d(][\d().\- ]{6,}(?: *(?:ext\.?|x) *\d+)?")


def button_address(target: str) -> str:
    """Return where a button leads: a phone number, written as people do, becomes a `tel:` link."""
    number = target.removeprefix("tel:")
    is_phone = target != number or _PHONE.fullmatch(number.strip())
    return f"tel:{digits(number)}" if is_phone else target


def contact_links(practice: Practice) -> dict[str, str]:
    """Return where each of the practice's phone numbers and addresses leads: `tel:`, `mailto:`."""
    facts = practice.practice
    phones = [facts.phone, *(one.phone for one in practice.locations)]
    addresses = [one for one in (facts.email, facts.privacy_officer) if one and "@" in one]
    return {one: f"tel:{digits(one)}" for one in phones} | {
        one: f"mailto:{one}" for one in addresses if " " not in one
    }


def special_hours(location: Location, today: date, days: int = SHOWN_DAYS) -> list[SpecialHours]:
    """Return the exceptions of the next `days` days."""
    return [
        one for one in sorted(location.special_hours, key=lambda one: one.date)
        if today <= one.date <= today + timedelta(days=days)
    ]  # fmt: skip


def minutes(html: str) -> int:
    """Return the reading time of a text, at least one minute."""
    return max(1, round(len(_TAG.sub(" ", html).split()) / _WORDS_A_MINUTE))


def share_links(post: Post) -> list[tuple[str, str]]:
    """Return plain links with which a reader shares a post; no script, no third-party redirect.

    The first, by e-mail, is called what the theme calls it in the page's language.
    """
    url, title = quote(post.url, safe=""), quote(post.title, safe="")
    both = quote(f"{post.title} {post.url}", safe="")
    return [
        ("", f"mailto:?subject={title}&body={url}"),
        ("Facebook", f"https://www.facebook.com/sharer/sharer.php?u={url}"),
        ("Bluesky", f"https://bsky.app/intent/compose?text={both}"),
        ("LinkedIn", f"https://www.linkedin.com/sharing/share-offsite/?url={url}"),
        ("X", f"https://x.com/intent/post?url={url}&text={title}"),
    ]


def brand_css(practice: Practice) -> str:
    """Return the brand's tokens as custom properties, the only place the theme takes them from.

    The band is the strong ground of header line and footer: the brand's own, by day and night.
    """
    brand = practice.brand
    rows = [
        "color-scheme:light", *_colours(brand), f"--band:{brand.primary}",
        f"--on-band:{brand.on_primary}",
    ]  # fmt: skip
    for part, font, like in (
        ("heading", brand.heading_font, "serif"), ("body", brand.body_font, "sans-serif"),
    ):  # fmt: skip
        rows.append(f'--{part}-font:"{font}","{font} stand-in",{like}')
    day = ":root{" + ";".join(rows) + "}\n"
    night = dark_brand(brand)
    if night is None:
        return day
    dark = ";".join(["color-scheme:dark", *_colours(night)])
    return f"{day}@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"


def _colours(brand: Brand) -> list[str]:
    names = ("ink", "paper", "primary", "on_primary", "accent", "muted", "surface", "line")
    return [f"--{name.replace('_', '-')}:{getattr(brand, name)}" for name in names]


def template_functions(
    practice: Practice, now: datetime, picture: Callable[[str], Any]
) -> dict[str, Any]:
    """Return the functions templates call."""
    today = now.astimezone(practice.zone).date()

    def image(path: str) -> Picture | None:
        found = picture(path)
        if found is None:
            return None
        src, width, height = found
        return Picture(src, width, height, sources(src, width))

    return {
        "image": image,
        "contents": contents,
        "known_until": (today + timedelta(days=SHOWN_DAYS)).isoformat(),
        "content_policy": content_policy(practice),
        "clinician": practice.clinician,
        "location": practice.location,
        "weekday_keys": WEEKDAYS,
        "special_hours": lambda location: special_hours(location, today),
    }
