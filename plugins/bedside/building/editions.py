"""The site in more than one language: which pages are versions of one, and the lists of each edition.

Pelican writes the lists of the practice's own language; those of the others are written here,
from the same templates.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from bedside.adapter import Build, is_listed
from bedside.site.editions import Edition

__all__ = [
    "LISTS", "Shelf", "keep_own_lists", "listed_in", "lists_of", "newest_first", "pair_versions", "write_editions",
]  # fmt: skip

# Template -> where its list stands under the folder of an edition.
LISTS = {
    "home": "", "index": "blog/", "archives": "blog/archive/", "topics": "topics/",
    "services": "services/", "conditions": "conditions/", "locations": "locations/",
    "clinicians": "clinicians/", "search": "search/",
}  # fmt: skip
_OF_ARTICLES = {"index", "archives", "topics"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """A topic or a tag of an edition, as templates read Pelican's own."""

    slug: str
    name: str
    url: str

    def __str__(self) -> str:
        """Return its name."""
        return self.name


def listed_in(edition: Edition, articles: Iterable[Any]) -> list[Any]:
    """Return the articles of an edition, the newest first."""
    plain = edition.lang.partition("-")[0]
    found = (one for one in articles if is_listed(one.post) and _plain(one.lang) == plain)
    return sorted(found, key=newest_first)


def newest_first(article: Any) -> tuple[float, str]:
    """Return what articles are sorted by: two of one minute stand in the same order in every build."""
    return -article.date.timestamp(), article.slug


def _plain(lang: str) -> str:
    return lang.partition("-")[0]


def keep_own_lists(build: Build, generators: Iterable[Any]) -> None:
    """Leave to its own edition what stands in Pelican's lists only for want of an original."""
    others = {_plain(lang) for lang in list(build.editions)[1:]}
    for generator in generators:
        if not hasattr(generator, "translations") or not hasattr(generator, "categories"):
            continue
        foreign = [one for one in generator.articles if _plain(one.lang) in others]
        if not foreign:
            continue
        generator.translations += foreign
        generator.articles[:] = _without(generator.articles, foreign)
        for rows in (generator.categories, generator.authors):
            kept = [(one, _without(listed, foreign)) for one, listed in rows]
            rows[:] = [(one, listed) for one, listed in kept if listed]
        tags = {tag: _without(listed, foreign) for tag, listed in generator.tags.items()}
        generator.tags = {tag: listed for tag, listed in tags.items() if listed}
        generator.context["tags"] = list(generator.tags.items())


def _without(listed: Iterable[Any], left_out: Iterable[Any]) -> list[Any]:
    gone = set(map(id, left_out))
    return [one for one in listed if id(one) not in gone]


def pair_versions(build: Build, articles: Iterable[Any], pages: Iterable[Any]) -> None:
    """Note in `build.versions` where each page stands in each language; only what is in several."""
    groups: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    listed = [one for one in articles if is_listed(one.post)]
    public = [one for one in pages if one.status == "published"]
    for one in (*listed, *public):
        groups["page", one.translation_key][one.lang] = one.url
    for edition in build.editions.values():
        own = listed_in(edition, listed)
        for name, path in lists_of(edition, own, public):
            groups["list", name][edition.lang] = path
        for slug in {one.meta.category for one in own}:
            groups["topic", slug][edition.lang] = f"{edition.folder}topics/{slug}/"
    for versions in groups.values():
        if len(versions) > 1:
            in_order = dict(sorted(versions.items()))  # pages come in an order of chance
            build.versions |= dict.fromkeys(versions.values(), in_order)


def lists_of(edition: Edition, own: list[Any], pages: list[Any]) -> Iterator[tuple[str, str]]:
    """Yield template and path of each list of an edition; `own` are its articles, `pages` everybody's."""
    theirs = {str(one.kind) for one in pages if _plain(one.lang) == _plain(edition.lang)}
    for name, path in LISTS.items():
        is_empty = (name in _OF_ARTICLES and not own) or (name == "services" and name not in theirs)
        if (name == "conditions" and name not in theirs) or (edition.folder and is_empty):
            continue
        yield name, edition.folder + path


def write_editions(build: Build, generator: Any, writer: Any) -> None:
    """Write the lists of every edition but the first, which Pelican has written."""
    articles = [*generator.articles, *generator.translations]
    for edition in list(build.editions.values())[1:]:
        own = listed_in(edition, articles)
        shelves = _shelves(edition, own)
        tags = _tags(own)
        common = {
            "lang_of_page": edition.lang, "say": edition.words, "practice": edition.practice,
            "dates": own, "categories": shelves, "tags": tags,
        }  # fmt: skip
        for name, path in lists_of(edition, own, build.public_pages):
            _write(generator, writer, name, path, articles=own, **common)
        for shelf, listed in shelves:
            _write(generator, writer, "category", shelf.url, category=shelf,
                   **common | {"articles": listed, "dates": listed})  # fmt: skip
        for tag, listed in tags:
            _write(generator, writer, "tag", tag.url, tag=tag,
                   **common | {"articles": listed, "dates": listed})  # fmt: skip


def _shelves(edition: Edition, own: list[Any]) -> list[tuple[Shelf, list[Any]]]:
    topics = edition.practice.categories
    found = [
        (Shelf(slug=slug, name=topics[slug].name, url=f"{edition.folder}topics/{slug}/"),
         [one for one in own if one.meta.category == slug])
        for slug in topics
    ]  # fmt: skip
    return [(shelf, listed) for shelf, listed in found if listed]


def _tags(own: list[Any]) -> list[tuple[Shelf, list[Any]]]:
    found: dict[Shelf, list[Any]] = defaultdict(list)
    for one in own:
        for tag in one.tags:
            found[tag].append(one)
    return sorted(found.items(), key=lambda row: row[0].name)


def _write(generator: Any, writer: Any, name: str, path: str, **values: Any) -> None:
    writer.write_file(
        f"{path}index.html", generator.get_template(name), generator.context,
        template_name=name, url=path, page_name=f"{path}index", **values,
    )  # fmt: skip
