"""A resident process renders the page of a post whose words changed, as a build would."""

import shutil
from datetime import datetime

import pytest
from tests.conftest import ROOT, UIDS, SmallSite

from bedside.building import Announced, Built, build_site, settle
from bedside.building.again import rendered_again
from bedside.inputs import inputs_of

PAGE = "blog/rest/index.html"


def made(site: SmallSite, now: datetime) -> Built:
    """Build."""
    project = site.project()
    built = build_site(project, now, Announced(), inputs_of(project.practice_file))
    assert settle(built)
    return built


@pytest.fixture
def built(site: SmallSite, now: datetime) -> Built:
    """Return a site with a picture and two posts, built."""
    site.picture("lamp.png")
    for index, name in enumerate(("rest", "walks")):
        site.post(name, uid=UIDS[index], body=f"Some words on {name}.")
    return made(site, now)


def test_it_is_what_a_build_makes(site: SmallSite, built: Built, now: datetime) -> None:
    """Word for word, the first time and the second, with headings, links, grade and minutes."""
    again: tuple[str, str] | None = None
    for words in (
        "Each night.",
        "\n\n## When\n\nSee [walks](walks.md), which is better than 555-0142. " * 90,
    ):
        path = site.post("rest", body=words)
        again = rendered_again(built.build, path)
        assert again
        assert again[0] == PAGE
    assert again
    assert again[1] == (made(site, now).build.project.output / PAGE).read_text(encoding="utf-8")


def test_anything_else_is_built(site: SmallSite, built: Built) -> None:
    """A title, a date, a mistake, a picture that no page shows yet, a new file, one that is gone."""
    posts = site.root / "content" / "posts"
    path = posts / "rest.md"
    before = path.read_text()
    changes = (
        ("title: Rest", "title: Long rest"), ("2026-10-05", "2026-10-06"), ("date: 2", "date: x"),
        ("Some words", "![A lamp](../images/lamp.png)"), ("---\n", ""),
    )  # fmt: skip
    for old, new in changes:
        assert old in before
        path.write_text(before.replace(old, new))
        assert rendered_again(built.build, path) is None, new
    path.write_text(before)
    assert rendered_again(built.build, path)
    assert rendered_again(built.build, site.post("new", uid=UIDS[4])) is None
    path.unlink()
    assert rendered_again(built.build, path) is None
    assert rendered_again(built.build, next((site.root / "content/pages").glob("*.md"))) is None


def test_a_body_that_other_pages_say_is_built(site: SmallSite, now: datetime) -> None:
    """The page alone would leave the others as they were."""
    theme = site.root / "theme"
    theme.unlink()
    shutil.copytree(ROOT / "theme", theme)
    foot = theme / "templates" / "tag.html"
    foot.write_text(foot.read_text().replace("{% block main %}", "{% block main %}{% for one in articles %}{{ one.content | length }}{% endfor %}"))  # fmt: skip
    site.post("rest", body="Every day.")
    build = made(site, now).build
    assert rendered_again(build, site.post("rest", body="Each night.")) is None
