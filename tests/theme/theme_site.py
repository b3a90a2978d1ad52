"""A small site for theme tests: the sample practice's facts, invented articles, the real filters."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jinja2
from jinja2.utils import missing
from markupsafe import Markup

from bedside.facts import fill
from bedside.frontmatter import CallToAction, Event, FrontMatter, LanguageLine, Video
from bedside.post import Card, Post, Reference, Visibility
from bedside.practice import Practice
from bedside.site.editions import edition_in, editions_of, navigation
from bedside.site.page_shelf import PageShelf
from bedside.site.review import overdue_line
from bedside.site.schema_org import graph_json, listing_trail, page_graph
from bedside.site.search import SEARCH_POLICY
from bedside.site.values import button_address, digits, share_links, template_functions
from bedside.site.words import date_long, words_in

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
ROOT = Path(__file__).resolve().parents[2]
_PAIR = {"en": "blog/cold/", "es": "blog/gripe/"}
VERSIONS: dict[str, dict[str, str]] = dict.fromkeys(_PAIR.values(), _PAIR)
_READ = date(2026, 11, 22)
_BODY = "<p>Text.</p>" + "".join(
    f'<h2 id="part-{one}">Part {one} &amp; more</h2><p>More.</p>' for one in (1, 2, 3)
)


class TypoUndefined(jinja2.Undefined):
    """A name that is not set is empty, as in Pelican; a wrong attribute of a record is an error."""

    def __init__(
        self, hint: str | None = None, obj: Any = missing, name: str | None = None,
        exc: type[jinja2.TemplateRuntimeError] = jinja2.UndefinedError,
    ) -> None:  # fmt: skip
        """Refuse an attribute that a record does not have; a date has no hour, and is asked."""
        if obj is not missing and not isinstance(obj, dict | str | date | jinja2.Undefined):
            message = f"{type(obj).__name__} has no {name}"
            raise jinja2.UndefinedError(message)
        super().__init__(hint, obj, name, exc)


def environment(practice: Practice, base: str = "") -> jinja2.Environment:
    """Return the templates with autoescape, the site's filters and functions."""
    site = practice.practice.url
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(ROOT / "theme" / "templates"), autoescape=True,
        trim_blocks=True, lstrip_blocks=True, undefined=TypoUndefined,
    )  # fmt: skip
    env.filters |= {
        "date_long": date_long, "tel": digits, "button": button_address, "iso": lambda value: value.isoformat(),
        "absolute": lambda path: f"{site}/{path.lstrip('/')}",
        "fill": lambda text: fill(text, practice),
    }  # fmt: skip
    local = NOW.astimezone(practice.zone)
    functions = template_functions(practice, NOW, lambda path: (f"{base}/{path}", 1200, 800))
    editions = editions_of(practice)
    feeds = (("Atom", "/feed.atom", "application/atom+xml"),)
    env.globals |= {
        "say": words_in("en"), "words_in": words_in, "site_language": "en", "editions": editions,
        "edition_in": lambda lang: edition_in(editions, lang), "versions_of": lambda path: VERSIONS.get(path, {}),
        "nav_in": lambda edition: navigation(edition, lambda path: path),
        "feeds_in": lambda _edition: feeds, "leads_into": lambda _file, _address: "",
        "page_card": {"": _page_card("home"), "contact/": _page_card("contact")}.get,
        "practice": practice, "base": base, "site_url": site, "now": local, "year": local.year,
        "page_graph": _page_graph(practice), "search_policy": SEARCH_POLICY, "searched_languages": ["es"], **functions,
    }  # fmt: skip
    return env


def _page_graph(practice: Practice) -> Callable[..., Markup]:
    """Return what gives a listing page its graph."""

    def graph(name: str, path: str, description: str = "", lang: str = "") -> Markup:
        steps = listing_trail(name, path, words_in(lang or "en"))
        nodes = page_graph(practice, name, steps, description=description)
        return Markup(graph_json(nodes))  # noqa: S704  graph_json escapes < > &

    return graph


def _page_card(name: str) -> Card:
    return Card(path=f"cards/{name}.png", width=1200, height=630, alt=name, sha256="0" * 64)


def _post(practice: Practice, slug: str, **changes: Any) -> Post:
    path = f"blog/{slug}/"
    post = Post(
        uid="01M2G01H40W17445TDPQJBWKWC", title="Tea & rest: what <em>helps</em> a cold?",
        slug=slug, url=f"{practice.practice.url}/{path}", path=path,
        summary='Plain words on "colds" & coughs.', html="", lang="en", author="elena-marsh",
        category="prevention", type="article", tags=("colds", "rest & sleep"),
        published=datetime(2026, 10, 5, 13, 0, tzinfo=UTC),
        modified=datetime(2026, 10, 7, 13, 0, tzinfo=UTC), visibility=Visibility.PUBLISHED,
        reviewer="samuel-okafor", reviewed_on=date(2026, 10, 1), next_review=date(2027, 10, 1),
        image="images/posts/cold.png", image_alt="A mug of tea beside a folded blanket",
        disclaimer=practice.disclaimers["education"].text, disclaimer_lang="en",
        references=(
            Reference(title="Colds", publisher="A Library", url="https://lib.example/c", read=_READ),
            Reference(title="Coughs", publisher="B Press", url="https://b.example/d", read=_READ),
        ),
        source=Path(f"content/posts/{slug}.md"),
        card=Card(path=f"cards/{slug}.png", width=1200, height=630, alt="The title", sha256="0" * 64),
    )  # fmt: skip
    return replace(post, **changes)


def _article(post: Post, **meta: Any) -> SimpleNamespace:
    front = FrontMatter.model_validate(
        {"title": post.title, "type": post.type, "image": post.image, **meta}
    )
    return SimpleNamespace(
        relative_source_path="posts/one.md", title=post.title, url=post.path, content=_BODY,
        post=post, meta=front, lang=post.lang, date=post.published, minutes=3, grade=None,
        category=SimpleNamespace(slug=post.category, name=post.category, url="topics/prevention/"),
        tags=[SimpleNamespace(name=tag, slug="tag", url="tags/tag/") for tag in post.tags],
        json_ld=Markup('{"@context": "https://schema.org"}'), related=[], topic_url="topics/prevention/",
        syndication=(("Mastodon", "https://social.larkfield.example/@larkfield/1"),),
        share_links=share_links(post),
    )  # fmt: skip


def articles(practice: Practice) -> dict[str, SimpleNamespace]:
    """Return one article of each kind that looks different."""
    video = Video(
        url="videos/a.mp4", poster="images/posts/a.png", duration="PT1M", captions="videos/a.vtt",
        transcript="First line.\n\nSecond line.",
    )  # fmt: skip
    news = practice.disclaimers["news"].text
    found = {
        "article": _article(_post(practice, "cold"), cta=CallToAction(text="Book", url="/contact/")),
        "video": _article(_post(practice, "film", type="video"), video=video),
        "infographic": _article(
            _post(practice, "hands", type="infographic"), long_description="Five panels."
        ),
        "story": _article(_post(practice, "story", type="story", category="stories")),
        "tip": _article(_post(practice, "tip", type="tip", image=None)),
        "hidden": _article(_post(practice, "secret", visibility=Visibility.HIDDEN, card=None)),
        "notice": _article(
            _post(practice, "parking", type="notice", category="news", disclaimer=news,
                  expires=datetime(2026, 12, 5, 23, 0, tzinfo=UTC), references=()),
            location="larkfield",
        ),
        "faq": _article(_post(practice, "faq", type="faq", image=None)),
        "handout": _article(_post(practice, "log", type="handout", image=None)),
        "event": _article(
            _post(practice, "clinic", type="event", image=None), location="larkfield",
            event=Event(starts=NOW + timedelta(days=9), ends=NOW + timedelta(days=9, hours=3), cost="Free"),
        ),
        "spanish": _article(_post(practice, "gripe", lang="es", title="Vacuna contra la gripe")),
        "french": _article(_post(practice, "grippe", lang="fr", title="Le vaccin contre la grippe")),
    }  # fmt: skip
    found["hidden"].topic_url = ""
    found["article"].related = [found["video"], found["tip"]]
    return found


def _page(slug: str, url: str, **meta: Any) -> SimpleNamespace:
    return SimpleNamespace(
        relative_source_path=f"pages/{slug}.md", kind=url.split("/", maxsplit=1)[0] if url.count("/") > 1 else "pages", stands_for=slug, overdue=None,
        translation_key=slug,
        title=slug.replace("-", " ").capitalize(), slug=slug, url=url, lang="en", status="published",
        content="<p>Words.</p><h2>More</h2>", summary_text="What this page is for.",
        meta=FrontMatter(title=slug, **meta), json_ld=Markup('{"@type": "WebPage"}'), posts=[],
    )  # fmt: skip


def rendered(practice: Practice, base: str = "") -> Iterator[tuple[str, str]]:
    """Yield (name, HTML) of every kind of page the theme has."""
    env = environment(practice, base)
    found = articles(practice)
    listed = [one for name, one in found.items() if name != "hidden"]
    lines = (
        LanguageLine(lang="es", name="Español", text="Llame al {{ practice.phone }}."),
        LanguageLine(lang="ar", name="العربية", dir="rtl", text="اتصل {{ practice.phone }}."),
    )
    legal = ("nondiscrimination", "privacy", "community-policy", "contact", "about", "links")
    pages = [_page(slug, f"{slug}/") for slug in legal]
    pages.append(_page("language-assistance", "language-assistance/", language_lines=lines))
    people = [_page("elena-marsh", "clinicians/elena-marsh/", clinician="elena-marsh")]
    people[0].posts = listed[:2]
    offices = [_page("larkfield", "locations/larkfield/", location="larkfield")]
    pages.append(_page("press", "press/"))
    ask = CallToAction(text="Call", url="tel:+18025550142")
    pages.append(_page("landing", "landing/", cta=ask, image="images/posts/cold.png"))
    conditions = [_page(
        "asthma", "conditions/asthma/", tags=("colds",), clinicians=("priya-raman",),
        reviewed_by="elena-marsh", reviewed_on=_READ,
        references=[{"title": "Asthma", "publisher": "A Library", "url": "https://lib.example/a", "read": _READ}],
    )]  # fmt: skip
    conditions[0].content = _BODY
    late = _page("sleep", "conditions/sleep/", reviewed_by="elena-marsh", reviewed_on=_READ)
    late.overdue = overdue_line(date(2026, 1, 5), _READ, "en", "en", "overdue_page")
    services = [_page("checkups", "services/checkups/", clinicians=("priya-raman",))]
    shelf, tag = listed[0].category, listed[0].tags[1]
    every = [*pages, *people, *offices, *services, *conditions]
    common = {
        "articles": listed, "site_pages": PageShelf(every, "en"),
        "site_articles": lambda lang: [one for one in listed if one.lang == lang],
        "notices_in": lambda _lang: [found["notice"]], "categories": [(shelf, listed)], "tags": [(tag, listed)],
    }  # fmt: skip

    def page(template: str, path: str, **values: Any) -> str:
        return env.get_template(template).render(**common, output_file=path, **values)

    for name, article in found.items():
        values = {"article": article, "category": article.category}
        yield f"article:{name}", page("article.html", f"{article.url}index.html", **values)
    for one in pages:
        special = {
            "links": "links.html",
            "language-assistance": "language.html",
            "press": "press.html",
            "landing": "landing.html",
        }
        template = special.get(one.slug, "page.html")
        yield f"page:{one.slug}", page(template, f"{one.url}index.html", page=one)
    for template, one in (
        ("clinician", people[0]),
        ("location", offices[0]),
        ("service", services[0]),
        ("condition", conditions[0]),
    ):
        yield template, page(f"{template}.html", f"{one.url}index.html", page=one)
    yield "condition:overdue", page("condition.html", f"{late.url}index.html", page=late)
    paged = SimpleNamespace(
        number=2, object_list=listed, url="blog/page/2/", paginator=SimpleNamespace(num_pages=3),
        has_previous=lambda: True, has_next=lambda: True,
    )  # fmt: skip
    around = {
        "articles_page": paged, "articles_previous_page": SimpleNamespace(url="blog/"),
        "articles_next_page": SimpleNamespace(url="blog/page/3/"),
    }  # fmt: skip
    yield "index", page("index.html", "blog/page/2/index.html", **around)
    yield (
        "category",
        page("category.html", "topics/prevention/index.html", category=shelf, **around),
    )
    yield "tag", page("tag.html", "tags/tag/index.html", tag=tag, **around)
    yield "home", page("home.html", "index.html")
    for name in (
        "archives",
        "topics",
        "services",
        "conditions",
        "locations",
        "clinicians",
        "search",
    ):
        yield name, page(f"{name}.html", f"{name}/index.html")
    yield "404", page("404.html", "404.html")
