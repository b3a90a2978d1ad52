"""What makes builds quick changes nothing of what they make."""

import gc
import random
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import jinja2
import pytest
from bench.corpus import AUTHORS, CATEGORIES, TAGS, WORDS, post
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import UIDS

from bedside.building import Announced, build_site
from bedside.building.memory import few_collections
from bedside.building.templates import CompiledOnce
from bedside.checks import addresses
from bedside.project import open_project

ADDRESS = st.one_of(
    st.text(st.sampled_from("/\\.:?#ab \t\n%hpst"), max_size=14),
    st.sampled_from(["https://", "https://?", "/blog/a/../b/", "//x.example/a", "/\\x.example", "/\t/x.example", "https:a", "https:/b",
                     "https://larkfield.example/a#b", "HTTP://x.example", "/a?b=/../c", " /a", "#b", ""]),
)  # fmt: skip


@settings(max_examples=400, deadline=None, derandomize=True)
@given(ADDRESS, st.sampled_from(["", "blog/a/", "es/blog/a/index.html?x#y"]))
def test_an_address_leads_where_it_led(address: str, page: str) -> None:
    """What is remembered for every page is what each page would have said by itself."""
    base = f"https://larkfield.example/{page}"
    assert addresses.absolute(address, base) == addresses._absolute(address, base)


def test_a_template_is_compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second environment takes what the first compiled; another source is compiled anew."""
    compiled = CompiledOnce()
    one, two, three = (
        jinja2.Environment(
            loader=jinja2.DictLoader({"a": text}), bytecode_cache=compiled, autoescape=True
        )
        for text in ("A {{ 1 }}", "A {{ 1 }}", "B")
    )
    assert one.get_template("a").render() == "A 1"
    monkeypatch.setattr(two, "_generate", None)  # whoever compiles fails
    assert two.get_template("a").render() == "A 1"
    assert three.get_template("a").render() == "B"


def test_python_searches_as_before_afterwards() -> None:
    """Also where the build fails."""
    before = gc.get_threshold()

    def fail() -> None:
        with few_collections():
            assert gc.get_threshold()[0] > before[0]
            raise ValueError("refused")

    with pytest.raises(ValueError, match="refused"):
        fail()
    assert gc.get_threshold() == before


def test_the_posts_that_are_timed_are_what_they_are_said_to_be() -> None:
    """The same each time; as long as said; with a table, two lists, a picture and links."""
    posts = [post(number) for number in range(300)]
    assert posts[7] == post(7)
    assert {one.category for one in posts} == set(CATEGORIES)
    assert {one.author for one in posts} == set(AUTHORS)
    assert {tag for one in posts for tag in one.tags} == set(TAGS)
    assert (len(CATEGORIES), len(TAGS), len(AUTHORS)) == (8, 60, 4)
    for one in posts:
        assert WORDS[0] <= len(one.body.split()) <= WORDS[1]
        assert all(sign in one.body for sign in ("| What |", "\n- ", "\n1. ", "![", "](/blog/)"))


def test_a_build_in_place_is_a_build_from_nothing(
    make_site: Callable[..., Any], tmp_path: Path, now: datetime
) -> None:
    """After posts were edited, renamed, deleted, dated anew, and a template and a fact changed."""
    dice, site = random.Random(6), make_site()  # noqa: S311  the same changes each time
    posts = [
        site.post(f"post-{at}", uid=uid, date=f"2026-10-{at + 10} 09:00")
        for at, uid in enumerate(UIDS[:6])
    ]
    build_site(site.project(), now, Announced())
    dice.shuffle(posts)
    edited, renamed, deleted, dated, *_ = posts
    edited.write_text(f"{edited.read_text()}\nDrink water with every meal.\n")
    renamed.rename(renamed.with_stem("another-name"))
    deleted.unlink()
    dated.write_text(dated.read_text().replace("2026-10-1", "2026-09-1"))
    theme, facts = site.root / "theme", site.root / "practice.toml"
    target = theme.resolve()
    theme.unlink()  # a link to the sample's
    shutil.copytree(target, theme)
    template = theme / "templates" / "article.html"
    template.write_text(
        template.read_text().replace('class="print-url"', 'class="print-url short"')
    )
    facts.write_text(facts.read_text().replace("555-0142", "555-0149"))
    copy = tmp_path / "copy"
    shutil.copytree(
        site.root, copy, symlinks=True, ignore=shutil.ignore_patterns("build", "output")
    )
    (copy / "build").mkdir()  # what was public before is told in feeds and redirects
    shutil.copy(site.root / "build" / "outbox.json", copy / "build" / "outbox.json")
    build_site(site.project(), now, Announced())
    build_site(open_project(copy / "practice.toml"), now, Announced())
    assert tree(site.root) == tree(copy)
    assert "another-name" in " ".join(tree(copy))


def tree(root: Path) -> dict[str, bytes]:
    """Return every file of the site, its outbox and its receipt."""
    made = [*(root / "output").rglob("*"), root / "build/outbox.json", root / "build/receipt.json"]
    return {one.relative_to(root).as_posix(): one.read_bytes() for one in made if one.is_file()}
