"""The site's pages: addresses, and the values each page carries."""

from collections.abc import Iterable, Iterator
from functools import cache, partial
from typing import Any

from markupsafe import Markup

from bedside.adapter import Build, is_listed, post_of
from bedside.building.editions import (
    LISTS,
    Shelf,
    keep_own_lists,
    listed_in,
    newest_first,
    pair_versions,
)
from bedside.building.gate2 import context_of
from bedside.building.looks import Clock, SeenPost, noting_pictures, watch
from bedside.building.members import keep_addresses
from bedside.building.templates import compiled_once
from bedside.checks.rules.readability import text_grade
from bedside.facts import fill
from bedside.files import real_path
from bedside.post import Kind, Post, Source
from bedside.site.editions import edition_in, navigation
from bedside.site.feeds import FILES
from bedside.site.page_shelf import PageShelf
from bedside.site.related import Related
from bedside.site.review import overdue_line
from bedside.site.search import SEARCH_POLICY
from bedside.site.values import (
    button_address,
    digits,
    minutes,
    share_links,
    template_functions,
)
from bedside.site.words import clock_text, date_long, words_in

__all__ = [
    "articles_of",
    "attach_post",
    "attach_values",
    "pages_of",
    "refresh_posts",
    "template_settings",
]


def template_settings(build: Build) -> dict[str, Any]:
    """Return Pelican settings: addresses, and what templates may use."""
    practice = build.project.practice
    local = build.now.astimezone(practice.zone)
    base, site = practice.base_path, practice.practice.url
    lists = dict(LISTS)
    if not any(_is_public(one, build, Kind.CONDITION) for one in build.sources.values()):
        del lists["conditions"]
    return {
        "ARTICLE_PATHS": ["posts", "notices"],
        "PAGE_PATHS": ["pages", "clinicians", "locations", "services", "conditions"],
        "STATIC_PATHS": [],
        # Pelican's own readers would publish what no check has read.
        "READERS": dict.fromkeys(("html", "htm", "rst")),
        "USE_FOLDER_AS_CATEGORY": False,
        "ARTICLE_URL": "blog/{slug}/", "ARTICLE_SAVE_AS": "blog/{slug}/index.html",
        "ARTICLE_LANG_URL": "{lang}/blog/{slug}/",
        "ARTICLE_LANG_SAVE_AS": "{lang}/blog/{slug}/index.html",
        "PAGE_URL": "{slug}/", "PAGE_SAVE_AS": "{slug}/index.html",
        "PAGE_LANG_URL": "{lang}/{slug}/", "PAGE_LANG_SAVE_AS": "{lang}/{slug}/index.html",
        "CATEGORY_URL": "topics/{slug}/", "CATEGORY_SAVE_AS": "topics/{slug}/index.html",
        "TAG_URL": "tags/{slug}/", "TAG_SAVE_AS": "tags/{slug}/index.html",
        "AUTHOR_URL": "clinicians/{slug}/", "AUTHOR_SAVE_AS": "",
        "DRAFT_SAVE_AS": "", "DRAFT_PAGE_SAVE_AS": "", "DRAFT_LANG_SAVE_AS": "",
        "DIRECT_TEMPLATES": [*lists, "404"],
        **{f"{name.upper()}_SAVE_AS": f"{path}index.html" for name, path in lists.items()},
        **{f"{name.upper()}_URL": path for name, path in lists.items()},
        "404_SAVE_AS": "404.html", "404_URL": "404.html",
        "PAGINATED_TEMPLATES": {"index": 9, "category": 9, "tag": 9},
        "PAGINATION_PATTERNS": [
            (1, "{url}", "{save_as}"),
            (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
        ],
        "ARTICLE_ORDER_BY": newest_first, "PAGE_ORDER_BY": "order",
        "ARTICLE_TRANSLATION_ID": "translation_key" if _has_translations(build) else False, "PAGE_TRANSLATION_ID": False,
        "WITH_FUTURE_DATES": True, "DEFAULT_DATE": None,
        "FEED_ALL_ATOM": None, "FEED_ALL_RSS": None, "CATEGORY_FEED_ATOM": None,
        "TRANSLATION_FEED_ATOM": None, "AUTHOR_FEED_ATOM": None, "AUTHOR_FEED_RSS": None,
        "LOAD_CONTENT_CACHE": False, "CACHE_CONTENT": False, "TYPOGRIFY": False,
        "SUMMARY_MAX_LENGTH": None, "THEME_STATIC_DIR": "theme", "RELATIVE_URLS": False,
        "JINJA_ENVIRONMENT": {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True,
                              "extensions": [], "auto_reload": False,
                              "bytecode_cache": compiled_once()},
        "JINJA_FILTERS": {
            "date_long": date_long, "tel": digits, "button": button_address,
            "iso": lambda value: value.isoformat(timespec="minutes") if hasattr(value, "hour")
            else value.isoformat(),
            "fill": lambda text: fill(text, practice),
            "absolute": lambda path: site + "/" + path.lstrip("/"),
        },
        "JINJA_GLOBALS": {
            "page_card": build.page_cards.get, "leads_into": build.hreflang,
            "practice": practice, "base": base, "site_url": site, "now": Clock.of(local),
            "year": local.year, "search_policy": SEARCH_POLICY, "clock": clock_text,
            "say": words_in(practice.practice.language), "words_in": lambda lang: words_in(lang, practice.practice.language),
            "site_language": practice.practice.language, "editions": build.editions,
            "edition_in": lambda lang: edition_in(build.editions, lang),
            "versions_of": lambda path: build.versions.get(path, {}),
            "nav_in": lambda edition: navigation(
                edition, lambda path: build.versions.get(path, {}).get(edition.lang, "")
            ),
            **template_functions(practice, build.now, noting_pictures(build.picture)),
        },
    }  # fmt: skip


def _is_public(source: Source, build: Build, kind: Kind) -> bool:
    return source.kind is kind and build.visible[real_path(source.path)].is_public


def _has_translations(build: Build) -> bool:
    """Tell whether any post translates another: Pelican looks for them by walking a list for each."""
    return any(one.meta and one.meta.translation_of for one in build.sources.values())


def articles_of(generators: Iterable[Any]) -> Iterator[Any]:
    """Yield every article that will be written, translations and hidden ones included."""
    for generator in generators:
        for name in ("articles", "translations", "hidden_articles", "hidden_translations"):
            yield from getattr(generator, name, ())


def pages_of(generators: Iterable[Any]) -> list[Any]:
    """Return every page that will be written, hidden ones included."""
    names = ("pages", "translations", "hidden_pages", "hidden_translations")
    return [
        page for one in generators if hasattr(one, "hidden_pages")
        for name in names for page in getattr(one, name, ())
    ]  # fmt: skip


def attach_values(build: Build, generators: list[Any]) -> None:
    """Give each article its Post and what its page shows, each page what it lists."""
    articles = list(articles_of(generators))
    for article in articles:
        attach_post(build, article)
        build.posts[article.post.uid] = article.post
        if article.meta.video:
            build.films |= {article.meta.video.url, article.meta.video.captions}
    keep_own_lists(build, generators)
    keep_addresses([*articles, *pages_of(generators)])
    _attach_shelves(build, articles)
    listed = [one for one in articles if is_listed(one.post)]
    related = Related(listed)
    for article in articles:
        article.related = related.of(article)
    pages = pages_of(generators)
    _attach_to_pages(build, pages, listed)
    pair_versions(build, listed, build.public_pages)
    ours = build.project.practice.practice.language
    shelf = PageShelf(build.public_pages, ours)

    @cache
    def shown(lang: str) -> list[Any]:
        return listed_in(edition_in(build.editions, lang), listed)

    for generator in generators:
        generator.context |= {
            "searched_languages": sorted({ours, *(one.lang for one in (*listed, *pages))}),
            "site_pages": shelf, "feeds_in": _feeds({one.lang for one in listed}),
            "notices_in": _notices(build, listed), "site_articles": shown,
        }  # fmt: skip
    watch([one for one in generators[0].context["generated_content"].values() if one is not None])


def attach_post(build: Build, article: Any) -> None:
    """Give an article its Post, and what its page shows of its own words."""
    article.post = SeenPost.of(post_of(article, build))
    article.minutes = minutes(article.content)
    article.share_links = share_links(article.post)
    article.syndication = build.announced.links.get(article.post.uid, ())
    article.find_grade = partial(_grade, article.source, build)
    article.__dict__.pop("grade", None)  # of the words it had before
    article.json_ld = Markup()


def _grade(source: Source, build: Build) -> int | None:
    known = build.source_report.grades if build.source_report else {}
    if (key := (source.path, source.text)) in known:  # gate 2 has just worked it out
        grade = known[key]
    else:
        grade = text_grade(source, context_of(build))  # a context of its own, for one document
    return max(1, round(grade)) if grade is not None else None


def _attach_shelves(build: Build, articles: list[Any]) -> None:
    """Give each article its topic's page in its edition, "" where there is none, and tags with pages."""
    shown = {lang: listed_in(one, articles) for lang, one in build.editions.items()}
    topics = {lang: {one.meta.category for one in beside} for lang, beside in shown.items()}
    tags = {lang: {tag for one in beside for tag in one.tags} for lang, beside in shown.items()}
    for article in articles:
        edition, topic = edition_in(build.editions, article.lang), article.meta.category
        has_page = topic in topics[edition.lang]
        article.topic_url = f"{edition.folder}topics/{topic}/" if has_page else ""
        found = [tag for tag in article.tags if tag in tags[edition.lang]]
        article.tags = [_in_edition(tag, edition.folder) for tag in found]


def _in_edition(tag: Any, folder: str) -> Any:
    return Shelf(slug=tag.slug, name=tag.name, url=f"{folder}{tag.url}") if folder else tag


def _attach_to_pages(build: Build, pages: list[Any], listed: list[Any]) -> None:
    practice = build.project.practice
    ours, today = practice.practice.language, build.now.astimezone(practice.zone).date()
    originals = {page.translation_key: page.slug for page in pages if page.in_default_lang}
    for page in pages:
        page.json_ld = Markup()
        page.overdue = overdue_line(page.meta.next_review, today, page.lang, ours, "overdue_page")
        page.stands_for = originals.get(page.translation_key, page.slug)
        build.pages[page.save_as] = page.source
        edition = edition_in(build.editions, page.lang)
        page.posts = [
            one for one in listed
            if one.meta.author == page.meta.clinician
            and edition_in(build.editions, one.lang) is edition
        ]  # fmt: skip
    build.public_pages = [page for page in pages if page.status == "published"]


def _notices(build: Build, listed: list[Any]) -> Any:
    """Return what tells the notices of a language, and our own that nobody has translated."""
    notices = [one for one in listed if one.meta.type == "notice"]
    ours = build.project.practice.practice.language

    @cache
    def notices_in(lang: str) -> list[Any]:
        theirs = [one for one in notices if one.lang == lang]
        told = {one.translation_key for one in theirs}
        rest = (one for one in notices if one.lang == ours and one.translation_key not in told)
        return [*theirs, *(one for one in rest if lang != ours)]

    return notices_in


def _feeds(langs: set[str]) -> Any:
    """Return what tells the (label, path, media type) of the feeds of an edition, or of the site."""

    def feeds(edition: Any) -> tuple[tuple[str, str, str], ...]:
        folder = edition.folder if edition.lang in langs else ""
        return tuple((label, f"/{folder}{name}", media) for name, label, media in FILES)

    return feeds


def refresh_posts(build: Build, generators: Iterable[Any], posts: Iterable[Post]) -> None:
    """Replace posts by versions that a later step has added to, everywhere they stand."""
    build.posts |= {post.uid: post for post in posts}
    for article in articles_of(generators):
        article.post = build.posts[article.post.uid]
