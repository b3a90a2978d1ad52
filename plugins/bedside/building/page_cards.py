"""Draw a card for each page that is no article: the home page, people, offices, services, topics."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bedside.adapter import Build, is_listed
from bedside.building.cards import draw_ahead, draw_card
from bedside.building.editions import lists_of
from bedside.cards import CARD, CardText, page_card_alt
from bedside.post import Card, Kind
from bedside.site.editions import Edition, edition_in

__all__ = ["draw_page_cards"]

_FRONT = "images/brand/home.png"


def draw_page_cards(build: Build, pages: Iterable[Any]) -> dict[str, Card]:
    """Return each page's card by its address under the site root; "" is the home page.

    Hidden pages have none. The pictures go into the site.
    """
    practice, pages = build.project.practice, list(pages)
    found = {}
    lists = (row for one in build.editions.values() for row in _listings(build, one))
    wanted = [*lists, *_written(build, pages)]
    draw_ahead(build, [(text, CARD) for _, text in wanted])
    for path, text in wanted:
        name = path.strip("/").replace("/", "-") or "home"
        found[path] = draw_card(build, name, text, page_card_alt(text.title, practice, text.lang))
    return found


def _written(build: Build, pages: Iterable[Any]) -> Iterator[tuple[str, CardText]]:
    return (_of_page(page, build) for page in pages if page.status == "published")


def _listings(build: Build, edition: Edition) -> Iterator[tuple[str, CardText]]:
    """Yield address and words of the pages of an edition that no file of the practice stands behind."""
    words, practice, folder = edition.words, edition.practice, edition.folder
    facts = practice.practice
    offices = words["our_office" if len(practice.locations) == 1 else "our_offices"]
    front = _file(build, _FRONT)

    def card(title: str, kicker: str = "", **more: Any) -> CardText:
        return _words(build, title, kicker=kicker and words[kicker], lang=edition.lang, **more)

    plain = edition.lang.partition("-")[0]
    topics = {
        post.category for post in build.posts.values()
        if is_listed(post) and post.lang.partition("-")[0] == plain
    }  # fmt: skip
    there = {path for _, path in lists_of(edition, list(topics), build.public_pages)}
    lists = {
        "": card(facts.tagline or facts.name, picture=front),
        "blog/": card(words["blog_card"], "blog"),
        "topics/": card(words["topics"], "blog"),
        "services/": card(words["what_we_do"], "services"),
        "conditions/": card(words["conditions_we_see"], "conditions"),
        "locations/": card(offices, picture=front),
        "clinicians/": card(words["our_clinicians"]),
    }
    yield from ((folder + path, text) for path, text in lists.items() if folder + path in there)
    for slug, shelf in practice.categories.items():
        if slug in topics:
            yield f"{folder}topics/{slug}/", card(shelf.name, "topics", pattern=slug)


def _of_page(page: Any, build: Build) -> tuple[str, CardText]:
    """Return address and words of a page that the practice wrote."""
    edition = edition_in(build.editions, page.lang)
    practice, words = edition.practice, edition.words
    person = practice.clinician(page.meta.clinician or page.slug)
    office = practice.location(page.meta.location or page.slug)
    if page.kind is Kind.CLINICIAN and person:
        places = [one.name for slug in person.locations if (one := practice.location(slug))]
        return page.url, _words(
            build, person.display_name, picture=_file(build, person.photo), pattern=person.slug,
            layout="clinician", detail=person.role, more=", ".join(places), lang=page.lang,
        )  # fmt: skip
    if page.kind is Kind.LOCATION and office:
        return page.url, _words(
            build, office.name, lang=page.lang,
            kicker=words["our_office" if len(practice.locations) == 1 else "our_offices"],
            author=office.phone, line=f"{office.street}, {office.city}, {office.state}",
            picture=_file(build, _FRONT), pattern=office.slug,
        )  # fmt: skip
    key = {Kind.SERVICE: "services", Kind.CONDITION: "conditions"}.get(page.kind, "")
    kicker = words[key] if key else ""
    return page.url, _words(build, page.title, kicker=kicker, lang=page.lang, pattern=page.slug)


def _words(
    build: Build, title: str, *, kicker: str = "", author: str = "", line: str = "",
    lang: str = "", pattern: str = "", picture: Path | None = None, layout: str = "article",
    detail: str = "", more: str = "",
) -> CardText:  # fmt: skip
    """Return a page's words over the practice's phone number and tagline, where it has no others."""
    facts = edition_in(
        build.editions, lang or build.project.practice.practice.language
    ).practice.practice
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
