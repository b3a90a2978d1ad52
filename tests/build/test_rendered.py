"""A page stands as it was rendered while nothing that it looked at has changed; any other is rendered."""

import os
import re
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jinja2
import pytest
from tests.conftest import ROOT, UIDS, SmallSite

from bedside.building import Announced, build_site, settle
from bedside.building.gate2 import context_of
from bedside.building.looks import Clock, LookingTemplate, Looks, SeenPost, looking, watch
from bedside.checks.rules.readability import text_grade
from bedside.inputs import inputs_of
from bedside.post import Post

NAMES = ("rest", "walks", "water")
MINE = "blog/rest/index.html"


@pytest.fixture
def folder(site: SmallSite, now: datetime) -> Path:
    """Return a practice with three posts and a theme of its own that was built once."""
    (site.root / "theme").unlink()
    shutil.copytree(ROOT / "theme", site.root / "theme")
    for index, name in enumerate(NAMES):
        site.post(name, uid=UIDS[index], body=f"Some words on {name}.")
    assert stood(site.root, now) == set()
    return site.root


def stood(root: Path, now: datetime) -> set[str]:
    """Build, and return the pages that were not rendered."""
    project = SmallSite(root).project()
    built = build_site(project, now, Announced(), inputs_of(project.practice_file))
    renders = built.build.renders
    assert renders
    assert settle(built)
    return {path for path, one in renders.pages.items() if renders.before.get(path) is one}


def edit(root: Path, name: str, old: str, new: str) -> None:
    """Replace words in a file of the practice."""
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def pages(root: Path) -> set[str]:
    """Return every page of the site."""
    return {one.relative_to(root / "output").as_posix() for one in root.glob("output/**/*.html")}


def test_only_the_edited_page_is_rendered(folder: Path, now: datetime) -> None:
    """Of body edits, also hours later; of facts, template, settings, permissions and days: all."""
    edit(folder, "content/posts/rest.md", "Some words", "Some more words")
    assert stood(folder, now + timedelta(hours=2)) == pages(folder) - {MINE}
    assert "Some more words" in (folder / "output" / MINE).read_text()
    changes: tuple[Callable[[], Any], ...] = (
        lambda: edit(folder, "content/posts/walks.md", "title: Walks", "title: Long walks"),
        lambda: edit(folder, "practice.toml", "555-0142", "555-0143"),
        lambda: edit(folder, "theme/templates/tag.html", "{%", "\n{%"),
        (folder / "content/posts/water.md").unlink,
    )
    for change in changes:
        change()
        assert stood(folder, now) == set()
    assert stood(folder, now + timedelta(days=1)) == set()


def test_who_says_anothers_body_is_rendered_with_it(folder: Path, now: datetime) -> None:
    """And who asks for the hour, or for what nobody can compare, each time."""
    edit(folder, "theme/templates/tag.html", "{% block main %}", "{% block main %}{% for one in articles %}{{ one.post.html | safe }}{% endfor %}")  # fmt: skip
    edit(folder, "theme/templates/archives.html", "{% block main %}", "{% block main %}{{ now.hour }}")  # fmt: skip
    edit(folder, "theme/templates/topics.html", "{% block main %}", "{% block main %}{{ articles[0].settings.PATH | length }}")  # fmt: skip
    stood(folder, now)
    edit(folder, "content/posts/rest.md", "Some words", "Some more words")
    timed = {"blog/archive/index.html", "topics/index.html"}
    assert pages(folder) - stood(folder, now) == {MINE, "tags/flu/index.html", *timed}
    assert "Some more words" in (folder / "output/tags/flu/index.html").read_text()


def test_what_was_touched_is_rendered(folder: Path, now: datetime) -> None:
    """A page that somebody wrote into; all of them where the record was cut, changed or is foreign."""
    page, record = folder / "output" / MINE, folder / "build/verdicts/rendered.json"
    page.write_text(f"{page.read_text()}<!-- ours -->")
    assert stood(folder, now) == pages(folder) - {MINE}
    assert "<!-- ours" not in page.read_text()
    text = record.read_text()
    for damaged in (
        text[:-9],
        text.replace("article.html", "page.html", 1),
        "",
        f"{text[:32]}\n[]",
    ):
        record.write_text(damaged)
        assert stood(folder, now) == set()
    (folder / "build/verdicts/key").write_bytes(os.urandom(32))
    assert stood(folder, now) == set()


def test_nothing_is_kept_of_a_build_whose_files_changed_meanwhile(
    folder: Path, now: datetime
) -> None:
    """Nobody knows which of the two it was made from."""
    project = SmallSite(folder).project()
    built = build_site(project, now, Announced(), inputs_of(project.practice_file))
    edit(folder, "theme/templates/tag.html", "{%", "\n{%")
    assert settle(built) is None
    assert stood(folder, now) == set()


def test_another_plugin_may_do_anything(folder: Path, now: datetime) -> None:
    """So every page is rendered where pelicanconf.py names one, and nothing is kept."""
    (folder / "guest.py").write_text("def register(): pass\n")
    with (folder / "pelicanconf.py").open("a") as settings:
        settings.write('PLUGINS.append("guest")\nPLUGIN_PATHS = [str(_ROOT)]\n')
    project = SmallSite(folder).project()
    built = build_site(project, now, Announced(), inputs_of(project.practice_file))
    assert built.build.renders is None


def test_a_moment_tells_its_day_freely() -> None:
    """Anything finer is noticed, also where Python itself compares, adds or writes it."""
    now = Clock.of(datetime(2026, 11, 22, 12, tzinfo=UTC))
    other = datetime(2026, 11, 22, 13, tzinfo=UTC)
    free = (lambda: now.year, lambda: other.astimezone(now.tzinfo))
    told = (
        lambda: other < now, lambda: now < other, lambda: other - now, lambda: now.hour, lambda: f"{now:%H}",
        lambda: str(now), lambda: now + timedelta(1), lambda: now.astimezone(UTC), lambda: now == other,
    )  # fmt: skip
    looks = Looks()
    with looking(looks):
        now.date()
    assert not looks.is_beyond
    for look, is_beyond in [*((one, False) for one in free), *((one, True) for one in told)]:
        looks = Looks()
        with looking(looks):
            look()
        assert looks.is_beyond is is_beyond


def test_a_document_tells_its_facts_freely(make_post: Callable[..., Post]) -> None:
    """Its body is noted, whoever says it; its innards are anything."""

    class Document(SimpleNamespace):
        """What Pelican makes of a source."""

        @property
        def content(self) -> str:
            """Return the body, as Pelican does: through what it keeps for itself."""
            return str(self.inside)

    one = Document(source=SimpleNamespace(path=Path("a.md")), title="A", inside="words")
    watch([one])
    post = SeenPost.of(make_post(source=Path("b.md")))
    looks: list[Looks] = []
    for look in (lambda: one.title, lambda: one.content, lambda: post.title, lambda: post.html,
                 lambda: one.inside, lambda: hasattr(one, "missing")):  # fmt: skip
        looks.append(Looks())
        with looking(looks[-1]):
            look()
    assert [one.bodies for one in looks] == [set(), {"a.md"}, set(), {"b.md"}, set(), set()]
    assert [one.is_beyond for one in looks] == [False, False, False, False, True, False]


def test_what_macros_look_at_is_told_to_every_page() -> None:
    """Jinja makes an imported template's values once, for the first page that asks."""
    env = jinja2.Environment(
        loader=jinja2.DictLoader({
            "words": "{% set hour = now.hour %}", "page": "{% import 'words' as words %}{{ words.hour }}",
        }), autoescape=True,
    )  # fmt: skip
    env.template_class = LookingTemplate
    env.globals["now"] = Clock.of(datetime(2026, 11, 22, 12, tzinfo=UTC))
    for _ in range(2):
        looks = Looks()
        with looking(looks):
            assert env.get_template("page").render() == "12"
        assert looks.is_beyond


def test_each_page_tells_its_own_grade(site: SmallSite, now: datetime) -> None:
    """Not that of the post that was read first."""
    words = {
        "easy": "We sit in the sun. We eat our soup. Then we go to bed.\n\n" * 20,
        "harder": "A nurse answers your questions on Monday. She can help you with forms, too.\n\n"
        * 20,
    }
    for index, (name, body) in enumerate(words.items()):
        site.post(name, uid=UIDS[index], body=body)
    built = build_site(site.project(), now, Announced()).build
    found = {
        name: re.findall(
            r"Reading grade (\d+)", (site.root / f"output/blog/{name}/index.html").read_text()
        )
        for name in words
    }
    for source in built.sources.values():
        if (name := source.path.stem) in words:
            grade = text_grade(source, context_of(built))
            assert grade is not None
            assert built.source_report
            assert built.source_report.grades[source.path, source.text] == grade
            assert found[name] == [str(max(1, round(grade)))]
    assert found["easy"] != found["harder"]
