"""The Spanish articles and the language notice: tagged, tied to their originals both ways."""

import re
from pathlib import Path

from bs4 import BeautifulSoup

from bedside.checks.rules.translations import original_mark
from bedside.frontmatter import FrontMatter
from bedside.project import Project
from bedside.source import read_source

URL = "https://larkfield.example"
ENGLISH, SPANISH = f"{URL}/blog/flu-shots/", f"{URL}/es/blog/vacuna-gripe/"


def alternates(project: Project, path: str) -> dict[str, str]:
    page = BeautifulSoup((project.output / path).read_text("utf-8"), "html.parser")
    found = page.select('link[rel="alternate"][hreflang]')
    return {str(one["hreflang"]): str(one["href"]) for one in found}


def test_both_pages_name_each_other_and_the_default(machine_site: Project) -> None:
    """Each names itself, the other and x-default, so that search engines believe both."""
    expected = {"en": ENGLISH, "es": SPANISH, "x-default": ENGLISH}
    assert alternates(machine_site, "blog/flu-shots/index.html") == expected
    assert alternates(machine_site, "es/blog/vacuna-gripe/index.html") == expected
    assert alternates(machine_site, "blog/kids-fever/index.html") == {}


def test_a_translation_says_whose_it_is(machine_site: Project) -> None:
    """Language of the page, translator and reviewer, on the page and for machines."""
    html = (machine_site.output / "es/blog/vacuna-gripe/index.html").read_text("utf-8")
    page = BeautifulSoup(html, "html.parser")
    assert page.html
    assert page.html["lang"] == "es"
    assert "Traducción: Lucía Ferrer, traductora certificada." in page.get_text()
    assert "Traducción revisada por Dr. Elena Marsh" in page.get_text()
    assert '"translator": {"@type": "Person", "name": "Lucía Ferrer' in html


def test_every_line_of_the_language_notice_is_tagged(machine_site: Project) -> None:
    """Sixteen languages or more, each line with its own language and direction."""
    html = (machine_site.output / "language-assistance/index.html").read_text("utf-8")
    lines = BeautifulSoup(html, "html.parser").select(".language-lines li")
    assert len({str(one["lang"]) for one in lines}) >= 16
    for one in lines:
        letters = re.sub(r"[^؀-ۿ]", "", one.get_text())
        assert one["dir"] == ("rtl" if letters else "ltr"), one["lang"]


def test_the_mark_of_an_original_changes_with_its_words_alone(
    tmp_path: Path, machine_site: Project
) -> None:
    """Another title, summary or text makes a translation old; a new date or picture does not."""
    file = tmp_path / "a.md"

    def mark(head: str, body: str = "Wash your hands.") -> str:
        file.write_text(f"---\n{head}\n---\n{body}\n", encoding="utf-8")
        return original_mark(read_source(file, tmp_path, machine_site.practice.zone))

    first = mark("title: A\nsummary: B")
    assert mark("title: A\nsummary: B\ndate: 2026-11-01\nimage: images/a.png") == first
    others = {
        mark("title: A2\nsummary: B"),
        mark("title: A\nsummary: C"),
        mark("title: A\nsummary: B", "Wash."),
    }
    assert len(others | {first}) == 4
    FrontMatter.model_validate({"title": "A", "translated_from": first})
