"""Mistakes in practice.toml that show only between its tables, or between it and the files beside it.

They are looked for in the data as read, so that they are said together with every other mistake.
"""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from bedside.text import suggest

__all__ = ["NETWORKS", "missing_files", "mistakes_between"]

# The modules of bedside.platforms, which a practice's file is read without; a test compares them.
NETWORKS = (
    "mastodon", "bluesky", "webhook", "email", "x", "threads", "facebook", "linkedin", "instagram",
    "pinterest", "google_business", "reddit", "youtube", "quora", "slideshare", "hootsuite", "sms",
    "googleplus", "myspace",
)  # fmt: skip

_HERE = Path(__file__).resolve()
# The fonts that come along: in the repository, or in the installed wheel.
_VENDORED = (_HERE.parents[2] / "theme" / "fonts", _HERE.parent / "data" / "theme" / "fonts")

Told = tuple[tuple[str | int, ...], str, str]  # where, what, what to do


def mistakes_between(data: dict[str, Any]) -> Iterator[Told]:
    """Yield names that point nowhere, doubles, unknown networks and accounts without a secret."""
    yield from _of_disclaimers(data)
    places = sorted({slug for one in _rows(data, "locations") if (slug := _text(one, "slug"))})
    for index, one in enumerate(_rows(data, "clinicians")):
        named = one.get("locations")
        for slug in named if isinstance(named, list) else ():
            if slug not in places:
                what, fix = f"there is no location `{slug}`", f"use one of: {', '.join(places)}"
                yield ("clinicians", index, "locations"), what, fix
    for table, key in (("clinicians", "slug"), ("locations", "slug"), ("accounts", "id")):
        ids = [_text(one, key) for one in _rows(data, table)]
        for index, slug in enumerate(ids):
            if slug and slug in ids[:index]:
                yield (table, index), f"`{slug}` is used twice", "give each its own"
    for index, one in enumerate(_rows(data, "locations")):
        yield from _of_office(index, one)
    for index, one in enumerate(_rows(data, "accounts")):
        yield from _of_account(index, one)


def _of_disclaimers(data: dict[str, Any]) -> Iterator[Told]:
    disclaimers = _table(data, "disclaimers")
    for slug, category in _table(data, "categories").items():
        name = _text(category, "disclaimer")
        if name and name not in disclaimers:
            what = f"there is no disclaimer `{name}`"
            yield (
                ("categories", slug, "disclaimer"),
                what,
                f"add [disclaimers.{name}] or name another",
            )
    for kind, name in _table(data, "page_disclaimers").items():
        if isinstance(name, str) and name not in disclaimers:
            fix = f"add [disclaimers.{name}] or name another"
            yield ("page_disclaimers", kind), f"there is no disclaimer `{name}`", fix


def _of_office(index: int, office: dict[str, Any]) -> Iterator[Told]:
    """Yield hours that say two things of one day, and half a place on the map."""
    here = ("locations", index)
    days: list[Any] = []
    for row, one in enumerate(_rows(office, "special_hours")):
        closed, hours = one.get("closed"), one.get("hours")
        if closed and hours:
            yield (*here, "special_hours", row), "is closed and has hours", "leave one of them out"
        elif not closed and not hours:
            fix = 'write closed = true, or hours = ["09:00-12:00"]'
            yield (*here, "special_hours", row), "is neither closed nor has hours", fix
        if one.get("date") in days:
            yield (
                (*here, "special_hours", row),
                "is a second row for that day",
                "make one of the two",
            )
        days.append(one.get("date"))
    for day, spans in _table(office, "hours").items():
        rows = (
            sorted(one for one in spans if isinstance(one, str)) if isinstance(spans, list) else []
        )
        if any(late[:5] < early[-5:] for early, late in pairwise(rows)):
            fix = "write the hours one after the other"
            yield (*here, "hours", day), "has hours that overlap", fix
    if ("latitude" in office) != ("longitude" in office):
        fix = "write latitude and longitude, or neither"
        yield here, "has half a place on the map", fix


def _of_account(index: int, account: dict[str, Any]) -> Iterator[Told]:
    network = _text(account, "platform")
    if network and network not in NETWORKS:
        near = suggest(network, NETWORKS)
        fix = f"did you mean `{near}`?" if near else f"use one of: {', '.join(NETWORKS)}"
        yield ("accounts", index, "platform"), f"there is no network `{network}`", fix
    if account.get("status", "active") == "active" and not account.get("secret_env"):
        fix = "name the environment variable that holds its secret"
        yield ("accounts", index), "an active account needs `secret_env`", fix
    if account.get("schedule_ahead") is True and (network != "facebook" or account.get("via")):
        what = "nothing can be handed over ahead there"
        yield ("accounts", index, "schedule_ahead"), what, "remove the line"


def missing_files(data: dict[str, Any], root: Path) -> Iterator[Told]:
    """Yield pictures and fonts that are named but not there; none where the folders are not."""
    content = root / "content"
    if (content / "images").is_dir():
        for index, one in enumerate(_rows(data, "clinicians")):
            if (photo := _text(one, "photo")) and not (content / photo).is_file():
                yield (
                    ("clinicians", index, "photo"),
                    "no such picture under content/",
                    "correct the path",
                )
        for index, one in enumerate(_rows(data, "pictures")):
            if (file := _text(one, "file")) and not (content / file).is_file():
                told = ("pictures", index, "file")
                yield told, "no such picture under content/", "correct the path"
        logo = _text(_table(data, "brand"), "logo")
        if logo and not (content / logo).is_file():
            yield ("brand", "logo"), "no such picture under content/", "correct the path"
    if (root / "theme").is_dir():
        files = (
            file
            for folder in (root / "theme" / "fonts", *_VENDORED)
            for file in folder.glob("*.ttf")
        )
        known = sorted({file.stem.rpartition("-")[0] for file in files})
        for key in ("heading_font", "body_font"):
            name = _text(_table(data, "brand"), key)
            if name and name.replace(" ", "") not in known:
                fix = f"put its .ttf there, or use one of: {', '.join(known)}"
                yield ("brand", key), "no such font in theme/fonts", fix


def _table(data: dict[str, Any], name: str) -> dict[str, Any]:
    found = data.get(name)
    return found if isinstance(found, dict) else {}


def _rows(data: dict[str, Any], name: str) -> list[dict[str, Any]]:
    found = data.get(name)
    return (
        [one if isinstance(one, dict) else {} for one in found] if isinstance(found, list) else []
    )


def _text(table: Any, key: str) -> str:
    found = table.get(key) if isinstance(table, dict) else None
    return found if isinstance(found, str) else ""
