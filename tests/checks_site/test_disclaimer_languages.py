"""A post's disclaimer is in its own language, or is marked as English and told as a warning."""

import re
from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from tests.conftest import UIDS, SmallSite

from bedside.adapter import Announced
from bedside.building.run import build_site
from bedside.checks.engine import check_paths

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SPANISH = "\n[disclaimers.news.translations.es]\ntext = 'Noticias.'\nshare = 'No es consejo.'\n"


def spanish_post(site: SmallSite, lang: str = "es", translation: str = "") -> None:
    """Write a Spanish post into a practice whose only translated disclaimer is the given one."""
    file = site.root / "practice.toml"
    english = re.sub(
        r"(?m)^\[disclaimers\.\w+\.translations\.es\]\n(?:\w.*\n)*", "", file.read_text("utf-8")
    )
    file.write_text(english + translation, encoding="utf-8")
    site.post("gripe", uid=UIDS[1], extra=f"lang: {lang}", body="Lávese las manos.")


def shown(site: SmallSite, lang: str) -> tuple[str, str | None]:
    """Return the disclaimer on the page and its lang attribute."""
    build_site(site.project(), NOW, Announced())
    page = (site.project().output / lang / "blog/gripe/index.html").read_text(encoding="utf-8")
    words = BeautifulSoup(page, "html.parser").select_one("aside.disclaimer p")
    assert words is not None
    language = words.get("lang")
    return words.get_text(), language if isinstance(language, str) else None


def warnings(site: SmallSite) -> list[tuple[str, int]]:
    project = site.project()
    report = check_paths(
        [project.content / "posts"], project.practice, project.consents, NOW, project.content
    )
    return [(one.fix, one.line) for one in report.findings if one.code == "DIS003"]


@pytest.mark.parametrize("lang", ["es", "es-MX"])
def test_the_translation_is_shown(site: SmallSite, lang: str) -> None:
    """The Spanish words stand on the page in the page's own language, and nothing is warned of."""
    spanish_post(site, lang, SPANISH)
    assert shown(site, lang) == ("Noticias.", None)
    assert warnings(site) == []


def test_without_a_translation_the_english_words_are_marked_and_told(site: SmallSite) -> None:
    """A screen reader says them in English; `bedside check` says where the Spanish ones belong."""
    spanish_post(site)
    text, marked = shown(site, "es")
    assert text.startswith("Practice news.")
    assert marked == "en"
    fix = "add [disclaimers.news.translations.es] with `text` to practice.toml"
    assert warnings(site) == [(fix, 10)]


def test_share_texts_use_the_translation(site: SmallSite) -> None:
    """What is announced in Spanish carries the Spanish words."""
    spanish_post(site, translation=SPANISH)
    built = build_site(site.project(), NOW, Announced())
    assert [post.share_disclaimer for post in built.posts] == ["No es consejo."]
