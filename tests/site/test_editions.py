"""The Spanish edition: its own front door and lists, tied to the English ones both ways."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from tests.conftest import UIDS, SmallSite

from bedside.adapter import Announced
from bedside.building.run import build_site
from bedside.checks.engine import check_paths
from bedside.checks.model import Finding, Severity
from bedside.cli.build_run import summary
from bedside.cli.translated import translated_lines
from bedside.clock import parse_time
from bedside.project import Project
from bedside.site.words import words_in
from bedside.untranslated import untranslated

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
URL = "https://larkfield.example"
LISTS = (
    "", "blog/", "blog/archive/", "topics/", "topics/prevention/", "locations/", "clinicians/",
    "contact/", "about/", "search/",
)  # fmt: skip


def soup(root: Path, path: str) -> BeautifulSoup:
    return BeautifulSoup((root / path / "index.html").read_text("utf-8"), "html.parser")


def alternates(page: BeautifulSoup) -> dict[str, str]:
    found = page.select('link[rel="alternate"][hreflang]')
    return {str(one["hreflang"]): str(one["href"]) for one in found}


@pytest.mark.parametrize("path", LISTS)
def test_each_list_is_there_in_spanish_and_both_name_each_other(
    path: str, machine_site: Project
) -> None:
    """For search engines in the head, for people in the header; a page of results has no hreflang."""
    ours, theirs = soup(machine_site.output, path), soup(machine_site.output, f"es/{path}")
    assert theirs.html is not None
    assert theirs.html["lang"] == "es"
    both = {"en": f"{URL}/{path}", "es": f"{URL}/es/{path}", "x-default": f"{URL}/{path}"}
    assert alternates(ours) == alternates(theirs) == ({} if path == "search/" else both)
    switches = [page.select_one("header .nav .tongues a") for page in (ours, theirs)]
    assert [one and one["href"] for one in switches] == [f"/es/{path}", f"/{path}"]


def test_every_pair_of_versions_is_named_on_both_sides(machine_site: Project) -> None:
    """Whatever page names another in another language is named by it."""
    root = machine_site.output
    named: dict[str, set[str]] = {}
    for file in root.rglob("index.html"):
        path = file.parent.relative_to(root).as_posix().removeprefix(".")
        own = f"{URL}/{path}/" if path else f"{URL}/"
        found = alternates(BeautifulSoup(file.read_text("utf-8"), "html.parser"))
        if found:
            named[own] = {href for lang, href in found.items() if lang != "x-default"}
    assert len(named) > 15
    for own, others in named.items():
        assert own in others, own
        assert all(named.get(one) == others for one in others), own


def strings(value: Any) -> set[str]:
    if isinstance(value, str):
        return {value}
    rows = value.values() if isinstance(value, dict) else value
    return {text for one in rows for text in strings(one)}


def test_no_word_of_the_frame_stays_english(machine_site: Project) -> None:
    """On Spanish pages no text of the theme's own is in English, but for what says that it is."""
    english = strings(words_in("en")) - strings(words_in("es"))
    for file in (machine_site.output / "es").rglob("*.html"):
        page = BeautifulSoup(file.read_text("utf-8"), "html.parser")
        for marked in page.select("[lang=en]"):
            marked.decompose()
        said = {" ".join(one.split()) for one in page.find_all(string=True)}
        labels = {str(one["aria-label"]) for one in page.select("[aria-label]")}
        assert (said | labels) & english == set(), file


def test_spanish_articles_stand_in_spanish_lists_alone(machine_site: Project) -> None:
    """Lists, feeds and what to read next: each language by itself."""
    root = machine_site.output
    for path in ("blog", "blog/archive", "topics/prevention", "tags/vacunas"):
        links = [str(one["href"]) for one in soup(root, f"es/{path}").select("main a")]
        assert "/es/blog/vacuna-gripe/" in links
        assert not any(one.startswith("/blog/") for one in links)
    assert not soup(root, "blog/archive").select('main a[href^="/es/"]')
    for path, feeds in (("es/blog", ["/es/feed.atom"]),
                        ("es/topics/prevention", ["/es/feed.atom", "/es/topics/prevention/feed.atom"])):  # fmt: skip
        head = soup(root, path).select('link[type="application/atom+xml"]')
        assert [one["href"] for one in head] == feeds
    trail = soup(root, "es/blog/vacuna-gripe").select_one('script[type="application/ld+json"]')
    assert trail is not None
    assert f'"name": "Cuidarse bien", "item": "{URL}/es/topics/prevention/"' in trail.get_text()


def test_a_page_that_is_not_translated_is_linked_in_english(machine_site: Project) -> None:
    """The notices that the law asks for stay within reach, marked as what they are."""
    footer = soup(machine_site.output, "es").select_one("footer")
    assert footer is not None
    privacy = footer.select_one('a[href="/privacy/"]')
    assert privacy is not None
    assert (privacy["lang"], privacy["hreflang"]) == ("en", "en")


def test_a_spanish_topic_has_feeds_in_spanish(machine_site: Project) -> None:
    """Named and described in its language, with its own articles, beside its own page."""
    data = json.loads((machine_site.output / "es/topics/prevention/feed.json").read_text("utf-8"))
    assert (data["language"], data["home_page_url"]) == ("es", f"{URL}/es/topics/prevention/")
    assert data["title"].startswith("Cuidarse bien")
    assert [one["url"] for one in data["items"]] == [f"{URL}/es/blog/vacuna-gripe/"]
    whole = json.loads((machine_site.output / "es/feed.json").read_text("utf-8"))
    assert whole["home_page_url"] == f"{URL}/es/"


def test_an_author_has_feeds_in_each_language(machine_site: Project) -> None:
    """Beside the author's own page, which stays English until it is translated, and named on it."""
    root, place = machine_site.output, "clinicians/elena-marsh/"
    data = json.loads((root / "es" / place / "feed.json").read_text("utf-8"))
    assert (data["language"], data["home_page_url"]) == ("es", f"{URL}/{place}")
    assert data["description"] == "Artículos de Dr. Elena Marsh, MD, FAAFP."
    assert [one["url"] for one in data["items"]] == [f"{URL}/es/blog/vacuna-gripe/"]
    ours = json.loads((root / place / "feed.json").read_text("utf-8"))
    assert not [one for one in ours["items"] if "/es/" in one["url"]]
    assert not (root / "es" / "clinicians" / "priya-raman").exists()  # has written nothing in it
    head = soup(root, place).select('link[type="application/atom+xml"]')
    assert {str(one["title"]): one["href"] for one in head} == {
        "Atom": "/feed.atom",
        "Atom: Dr. Elena Marsh, MD, FAAFP": f"/{place}feed.atom",
        "Atom: Dr. Elena Marsh, MD, FAAFP (Español)": f"/es/{place}feed.atom",
    }


def test_a_link_into_the_other_language_says_so(machine_site: Project) -> None:
    """Whoever follows an office's name from a Spanish page is told that its page is in English."""
    root = machine_site.output
    files = [*(root / "es").rglob("*.html"), root / "404.html"]
    unsaid = set()
    for file in files:
        page = BeautifulSoup(file.read_text("utf-8"), "html.parser")
        for link in page.select("a[href^='/']"):
            address = str(link["href"]).partition("#")[0]
            is_spanish = address.startswith("/es/")
            is_other = is_spanish is (file.name == "404.html")
            if is_other and link.get("hreflang") != ("es" if is_spanish else "en"):
                unsaid.add((file.relative_to(root).as_posix(), address))
    assert unsaid == set()


@pytest.fixture
def spanish_site(make_site: Callable[..., SmallSite]) -> SmallSite:
    """Return a small site in two languages with one article that is in Spanish alone."""
    site = make_site(spanish=True)
    site.post("gripe", uid=UIDS[1], title="Lávese las manos", extra="lang: es", body="Con jabón.")
    return site


@pytest.mark.parametrize("engine", ["commonmark", "python-markdown"])
def test_what_an_author_links_to_in_another_language_says_so(
    spanish_site: SmallSite, engine: str
) -> None:
    """However the link is written, in both directions; inside a language and elsewhere nothing is said."""
    ways = "[a](hands.md) [b](/blog/) [c](https://larkfield.example/contact/) [d](/es/blog/) [e](https://www.cdc.gov/)"
    spanish_site.post("gripe", uid=UIDS[1], title="Lávese", extra=f"lang: es\nmarkdown: {engine}",
                      body=f'{ways} <a href="/blog/hands/">f</a> [g](gripe.md)')  # fmt: skip
    spanish_site.post(
        "hands", uid=UIDS[2], extra=f"markdown: {engine}", body="[a](gripe.md) [b](/)"
    )
    project = spanish_site.project()
    build_site(project, parse_time("2026-11-22 12:00", project.practice.zone), Announced())

    def told(path: str) -> dict[str, Any]:
        found = soup(project.output, path).select(".e-content a")
        return {one.get_text(): one.get("hreflang") for one in found}

    others = dict.fromkeys("abcf", "en") | dict.fromkeys("deg")
    assert told("es/blog/gripe") == others
    assert told("blog/hands") == {"a": "es", "b": None}


def test_a_build_says_how_much_is_translated(spanish_site: SmallSite) -> None:
    """A line for each language but the practice's own: no page is lost sight of."""
    spanish_site.post("hands", uid=UIDS[2])
    spanish_site.post(
        "manos", uid=UIDS[3], title="Lávese", extra=f"lang: es\ntranslation_of: {UIDS[2]}\ntranslator: Ana Ruiz\ntranslated_from: tde23a0b7\nreviewed_translation_by: elena-marsh",
    )  # fmt: skip
    spanish_site.post("cold", uid=UIDS[4])
    project = spanish_site.project()
    moment = parse_time("2026-11-22 12:00", project.practice.zone)
    (line,) = translated_lines(build_site(project, moment, Announced()).build)
    assert line.startswith("Español: 1 of 2 articles and 2 of ")


def test_a_button_into_another_language_says_so(spanish_site: SmallSite) -> None:
    """Its words are the page's; where it leads is not. A telephone number has no language."""
    for slug, uid, url in (
        ("gripe", UIDS[1], "/contact/"),
        ("hands", UIDS[2], "/es/blog/"),
        ("cold", UIDS[3], "tel:+18025550142"),
    ):
        lang = "\nlang: es" if slug == "gripe" else ""
        button = f"cta:\n  text: Más\n  url: {url}{lang}"
        spanish_site.post(slug, uid=uid, title="Lávese" if lang else "Hands", extra=button)
    project = spanish_site.project()
    build_site(project, parse_time("2026-11-22 12:00", project.practice.zone), Announced())
    told = {
        path: [one.get("hreflang") for one in soup(project.output, path).select(".actions a")]
        for path in ("es/blog/gripe", "blog/hands", "blog/cold")
    }
    assert told == {"es/blog/gripe": ["en"], "blog/hands": ["es"], "blog/cold": [None]}


def test_an_article_in_spanish_alone_is_in_no_english_list(spanish_site: SmallSite) -> None:
    """It has a page, a place in the Spanish lists and in its topic, and no English page names it."""
    project = spanish_site.project()
    build_site(project, parse_time("2026-11-22 12:00", project.practice.zone), Announced())
    for path in ("es", "es/blog", "es/topics/news"):
        assert soup(project.output, path).select('a[href="/es/blog/gripe/"]'), path
    for path in ("", "blog", "blog/archive", "clinicians/elena-marsh"):
        assert not soup(project.output, path).select('a[href="/es/blog/gripe/"]'), path
    assert not (project.output / "topics" / "news").exists()


def test_what_is_not_translated_is_marked(spanish_site: SmallSite) -> None:
    """A new doctor's role stays in English until somebody translates it, and says that it is."""
    file = spanish_site.root / "practice.toml"
    text = file.read_text("utf-8").replace('role = "Médica de familia y directora médica"\n', "")
    text = text.replace(
        '[clinicians.translations.es]\nphoto_alt = "Retrato dibujado de la Dra. Elena Marsh con '
        'chaqueta verde, sonriente, de pelo corto y gris"\n', ""
    )  # fmt: skip
    file.write_text(text, encoding="utf-8")
    project = spanish_site.project()
    role = project.practice.clinicians[0].role
    assert untranslated(project.practice, "es")[role] == ("clinicians", 0, "role")
    build_site(project, parse_time("2026-11-22 12:00", project.practice.zone), Announced())
    card = soup(project.output, "es").select_one(".person-role")
    assert card is not None
    assert card.span is not None
    assert (card.get_text(), card.span["lang"]) == (role, "en")


def test_check_tells_of_untranslated_facts_once_and_build_only_counts_them(
    spanish_site: SmallSite,
) -> None:
    """One warning with their lines, where the whole practice is checked; the build says where to look."""
    file = spanish_site.root / "practice.toml"
    text = file.read_text("utf-8").replace('translations = {es = {reason = "Navidad"}}\n', "")
    text = text.replace('role = "Médico de familia, medicina deportiva"\n', "")
    file.write_text(
        text.replace('[clinicians.translations.es]\nphoto_alt = "Retrato dibujado del Dr', "#"),
        encoding="utf-8",
    )
    project = spanish_site.project()

    def told(place: Path) -> list[Finding]:
        report = check_paths([place], project.practice, project.consents, NOW, project.content)
        return [one for one in report.findings if one.code == "FRM022"]

    (said,) = told(project.content)
    lines = file.read_text("utf-8").splitlines()
    role = lines.index('role = "Family physician, sports medicine"') + 1
    reason = lines.index('reason = "Christmas Day"') + 1
    assert said.message.endswith(f"see line {role}, {role + 6}, {reason}")
    assert (said.path.name, said.line, said.severity) == ("practice.toml", role, Severity.WARNING)
    assert told(project.content / "posts" / "gripe.md") == []
    built = build_site(project, parse_time("2026-11-22 12:00", project.practice.zone), Announced())
    assert "1 warning: see `bedside check`" in summary(built)


def test_a_stale_translation_is_told_when_its_file_alone_is_checked(
    spanish_site: SmallSite,
) -> None:
    """The original is read where it lies, as who checks one file cannot know."""
    project = spanish_site.project()
    file = project.content / "pages" / "es" / "contact.md"

    def told() -> list[str]:
        report = check_paths([file], project.practice, project.consents, NOW, project.content)
        return [one.message for one in report.findings if one.code == "FRM019"]

    assert told() == []
    original = project.content / "pages" / "contact.md"
    original.write_text(original.read_text("utf-8") + "\nMore.\n", encoding="utf-8")
    (said,) = told()
    assert "contact.md changed since this was translated" in said


def test_a_translation_is_looked_for_where_it_lies(spanish_site: SmallSite) -> None:
    """Who checks an original alone is not told that its translation is missing, unless it is."""
    spanish_site.post("hands", uid=UIDS[2], extra="also_in: [es]", body="Wash them.")
    project = spanish_site.project()
    file = project.content / "posts" / "hands.md"

    def told() -> list[str]:
        report = check_paths([file], project.practice, project.consents, NOW, project.content)
        return [one.message for one in report.findings if one.code == "FRM020"]

    assert told() == ["this post is wanted in `es`, and no file is its translation"]
    spanish_site.post("gripe", uid=UIDS[1], extra=f"lang: es\ntranslation_of: {UIDS[2]}")
    assert told() == []
