"""The feeds of the site, of each language, topic and author: which there are, and what is in them."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bedside.post import Post
from bedside.practice import Practice
from bedside.practice_translations import practice_in
from bedside.site.editions import Edition, editions_of

__all__ = ["FILES", "MAX_ITEMS", "Feed", "Removed", "feed_files", "feeds_of"]

MAX_ITEMS = 50
# file name, how it is called, media type
FILES = (
    ("feed.atom", "Atom", "application/atom+xml"),
    ("feed.rss", "RSS", "application/rss+xml"),
    ("feed.json", "JSON Feed", "application/feed+json"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """A post that was public and is not any more: all that is said of it is its id and when."""

    uid: str
    when: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One feed in three formats: folder under the site root, whose page it goes with, its posts."""

    path: str = ""
    title: str
    description: str
    lang: str
    page: str = ""  # under the site root
    posts: tuple[Post, ...] = ()
    removed: tuple[Removed, ...] = ()

    @property
    def newest(self) -> list[Post]:
        """Return the posts that are in it, the newest first."""
        return sorted(self.posts, key=lambda post: post.published, reverse=True)[:MAX_ITEMS]


def feed_files(feed: Feed) -> tuple[tuple[str, str, str], ...]:
    """Return (path under the site root, label, media type) of its three files."""
    return tuple((f"{feed.path}{name}", label, media) for name, label, media in FILES)


def feeds_of(
    posts: Iterable[Post], practice: Practice, pages: Container[str],
    removed: Sequence[Removed] = (),
) -> tuple[Feed, ...]:  # fmt: skip
    """Return every feed: the site's, then each that has something in it.

    `pages` holds the paths of the clinicians' own pages.
    """
    every, facts, gone = tuple(posts), practice.practice, tuple(removed)
    ours = tuple(post for post in every if post.lang == facts.language)
    site = Feed(
        title=facts.name, description=facts.description, lang=facts.language, posts=ours,
        removed=gone,
    )  # fmt: skip
    editions = editions_of(practice)
    topics = [feed for one in editions.values() for feed in _of_topics(every, one)]
    people = [feed for one in editions.values() for feed in _of_people(every, one, pages)]
    others = (*_of_languages(every, practice, editions), *topics, *people)
    full = (one for one in others if one.posts)
    return (site, *(replace(one, removed=gone) for one in full))


def _of_languages(
    posts: Sequence[Post], practice: Practice, editions: Mapping[str, Edition]
) -> Iterator[Feed]:
    ours = practice.practice
    for lang in sorted({post.lang for post in posts} - {ours.language}):
        facts, edition = practice_in(practice, lang).practice, editions.get(lang)
        said = facts.description if facts is not ours else facts.name
        called = edition.words["own_name"] if edition else lang
        yield Feed(
            path=f"{lang}/", title=f"{facts.name} ({called})", description=said, lang=lang,
            page=edition.folder if edition else "",
            posts=tuple(post for post in posts if post.lang == lang),
        )  # fmt: skip


def _of_topics(posts: Sequence[Post], edition: Edition) -> Iterator[Feed]:
    """Yield a feed for each shelf of an edition, beside the shelf's own page."""
    facts = edition.practice.practice
    own = _in_edition(posts, edition)
    for slug, shelf in edition.practice.categories.items():
        path = f"{edition.folder}topics/{slug}/"
        yield Feed(
            path=path, page=path, title=f"{shelf.name} | {facts.name}",
            description=shelf.description or facts.description, lang=edition.lang,
            posts=tuple(post for post in own if post.category == slug),
        )  # fmt: skip


def _of_people(posts: Sequence[Post], edition: Edition, pages: Container[str]) -> Iterator[Feed]:
    """Yield a feed for each author in an edition; it goes with their page, else with everybody's."""
    facts, own = edition.practice.practice, _in_edition(posts, edition)
    for one in edition.practice.clinicians:
        path = f"{edition.folder}clinicians/{one.slug}/"
        known = (place for place in (path, f"clinicians/{one.slug}/") if place in pages)
        yield Feed(
            path=path, page=next(known, f"{edition.folder}clinicians/"),
            title=f"{one.display_name} | {facts.name}",
            description=edition.words["articles_by"].format(name=one.display_name) + ".",
            lang=edition.lang, posts=tuple(post for post in own if post.author == one.slug),
        )  # fmt: skip


def _in_edition(posts: Iterable[Post], edition: Edition) -> list[Post]:
    plain = edition.lang.partition("-")[0]
    return [post for post in posts if post.lang.partition("-")[0] == plain]
