"""Draw a card for each page that is no article: the home page, people, offices, services, topics."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bedside.adapter import Build, is_listed
from bedside.building.cards import draw_card
from bedside.cards import CardText, page_card_alt
from bedside.post import Card, Kind

__all__ = ["draw_page_cards"]

_FRONT = "images/brand/home.png"


def draw_page_cards(build: Build, pages: Iterable[Any]) -> dict[str, Card]:
    """Return each page's card by its address under the site root; "" is the home page.

    Hidden pages have none. The pixels go to `build.cards`.
    """
    practice = build.project.practice
    found = {}
    for path, text in (*_listings(build), *_written(build, pages)):
        name = path.strip("/").replace("/", "-") or "home"
        found[path] = draw_card(build, name, text, page_card_alt(text.title, practice, text.lang))
    return found


def _written(build: Build, pages: Iterable[Any]) -> Iterator[tuple[str, CardText]]:
    return (_of_page(page, build) for page in pages if page.status == "published")


def _listings(build: Build) -> Iterator[tuple[str, CardText]]:
    """Yield address and words of the pages that no file of the practice stands behind."""
    practice = build.project.practice
    facts = practice.practice
    offices = "Our office" if len(practice.locations) == 1 else "Our offices"
    front = _file(build, _FRONT)
    yield "", _words(build, facts.tagline or facts.name, picture=front)
    yield "blog/", _words(build, "Plain answers to common health questions", kicker="Blog")
    yield "topics/", _words(build, "Topics", kicker="Blog")
    yield "services/", _words(build, "What we can help with", kicker="Services")
    yield "locations/", _words(build, offices, picture=front)
    yield "clinicians/", _words(build, "Our clinicians")
    listed = {post.category for post in build.posts.values() if is_listed(post)}
    for slug, shelf in practice.categories.items():
        if slug in listed:
            yield f"topics/{slug}/", _words(build, shelf.name, kicker="Topics", pattern=slug)


def _of_page(page: Any, build: Build) -> tuple[str, CardText]:
    """Return address and words of a page that the practice wrote."""
    practice = build.project.practice
    person = practice.clinician(page.meta.clinician or page.slug)
    office = practice.location(page.meta.location or page.slug)
    if page.kind is Kind.CLINICIAN and person:
        places = [one.name for slug in person.locations if (one := practice.location(slug))]
        return page.url, _words(
            build, person.display_name, picture=_file(build, person.photo), pattern=person.slug,
            layout="clinician", detail=person.role, more=", ".join(places),
        )  # fmt: skip
    if page.kind is Kind.LOCATION and office:
        return page.url, _words(
            build, office.name, kicker="Our office" if len(practice.locations) == 1 else "Our offices",
            author=office.phone, line=f"{office.street}, {office.city}, {office.state}",
            picture=_file(build, _FRONT), pattern=office.slug,
        )  # fmt: skip
    kicker = {Kind.SERVICE: "Services", Kind.CONDITION: "Conditions"}.get(page.kind, "")
    return page.url, _words(build, page.title, kicker=kicker, lang=page.lang, pattern=page.slug)


def _words(
    build: Build, title: str, *, kicker: str = "", author: str = "", line: str = "",
    lang: str = "", pattern: str = "", picture: Path | None = None, layout: str = "article",
    detail: str = "", more: str = "",
) -> CardText:  # fmt: skip
    """Return a page's words over the practice's phone number and tagline, where it has no others."""
    facts = build.project.practice.practice
    tagline = (facts.tagline or "") if title != facts.tagline else ""
    return CardText(
        title=title, kicker=kicker, author=author or facts.phone, reviewer=line or tagline,
        practice=facts.name, host=urlsplit(facts.url).hostname or "",
        lang=lang or facts.language, pattern=pattern or title, picture=picture,
        layout=layout, detail=detail, more=more,
    )  # fmt: skip


def _file(build: Build, path: str | None) -> Path | None:
    file = build.project.content / path if path else None
    return file if file and file.is_file() else None
