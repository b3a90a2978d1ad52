"""The search index holds public posts and pages, no word more, and is the same to the byte."""

import gzip
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.built_sample import SECRET

from bedside.building import search
from bedside.building.search import write_search
from bedside.checks.built import read_site
from bedside.checks.receipt import load_receipt
from bedside.checks.search_index import index_problem
from bedside.project import Project
from bedside.site.search import SEARCH_POLICY


def parts(site: Path) -> dict[str, bytes]:
    return {
        file.relative_to(site).as_posix(): file.read_bytes()
        for file in sorted((site / "pagefind").rglob("*")) if file.is_file()
    }  # fmt: skip


def fragments(site: Path) -> list[dict[str, Any]]:
    found = [gzip.decompress(data) for path, data in parts(site).items() if "fragment" in path]
    return [json.loads(one.removeprefix(b"pagefind_dcd")) for one in found]


def test_no_word_of_what_is_not_public_is_anywhere(machine_site: Project) -> None:
    """A word planted in a draft, a scheduled and a hidden post is in no part, packed or not."""
    for path, data in parts(machine_site.output).items():
        plain = gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data
        assert SECRET.encode() not in plain, path
    hidden = (machine_site.output / "blog/staff-links/index.html").read_text("utf-8")
    assert SECRET in hidden  # on its own page the hidden post has it


def test_posts_and_pages_are_in_it_and_lists_are_not(machine_site: Project) -> None:
    """An article, a person, a service, a page; no topic, archive, error page or search page."""
    urls = {one["url"] for one in fragments(machine_site.output)}
    assert {"/blog/flu-shots/", "/clinicians/elena-marsh/", "/services/vaccines/", "/privacy/",
            "/es/blog/vacuna-gripe/"} <= urls  # fmt: skip
    lists = ("/topics/", "/tags/", "/blog/page/", "/blog/archive/", "/search/", "/404")
    assert [
        one for one in urls if one.startswith(lists) or one in {"/", "/blog/", "/blog/staff-links/"}
    ] == []


def test_the_index_is_the_same_to_the_byte_and_in_the_receipt(
    machine_site: Project, tmp_path: Path
) -> None:
    """Pagefind over the same pages twice gives the files that the receipt vouches for."""
    again = tmp_path / "site"
    shutil.copytree(machine_site.output, again)
    shutil.rmtree(again / "pagefind")
    write_search(again, tmp_path / "none")
    assert parts(again) == parts(machine_site.output)
    receipt = load_receipt(machine_site.receipt)
    assert receipt
    assert parts(again).keys() <= receipt.files.keys()


def test_what_pagefind_is_given_makes_the_index_of_whole_pages(
    machine_site: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also of a page that says more to it outside its main part: that one is given whole."""
    site = tmp_path / "site"
    shutil.copytree(machine_site.output, site)
    page = site / "privacy" / "index.html"
    page.write_text(
        page.read_text().replace("<footer", '<p data-pagefind-meta="kind">rule</p><footer', 1)
    )
    shutil.rmtree(site / "pagefind")
    write_search(site, machine_site.build / search.SEARCHED)
    made = parts(site)
    monkeypatch.setattr(search, "searched_part", lambda text: text)
    for name in (site / "pagefind", tmp_path / search.SEARCHED):
        shutil.rmtree(name)
    write_search(site, tmp_path / "none")
    assert parts(site) == made
    assert made != parts(machine_site.output)


def test_of_a_page_without_a_mark_nothing_is_given() -> None:
    """A list and a hidden page have none; a page of which nobody knows where it ends is whole."""
    assert not search.searched_part("<html><title>A</title><main>Words</main></html>")
    assert not search.searched_part(
        "<html><title>A</title><main><p data-pagefind-ignore>B</p></main></html>"
    )
    one = (
        '<html lang="en"><title>A</title><header>B</header><main data-pagefind-body>C</main></html>'
    )
    assert "C</main>" in search.searched_part(one)
    assert "B" not in search.searched_part(one)
    for odd in (
        one.replace("</header>", "<main></main></header>"),
        one.replace("<title>A</title>", ""),
    ):
        assert search.searched_part(odd) == odd


def test_only_the_search_page_may_run_webassembly(machine_site: Project) -> None:
    """The headers give every other page the strict policy."""
    rules = (machine_site.output / "_headers").read_text("utf-8").split("\n/")
    assert ["wasm" in one for one in rules] == [False, True, True, True]
    assert rules[1].startswith("search/*\n  ! Content-Security-Policy\n")
    assert rules[2].startswith("es/search/*\n  ! Content-Security-Policy\n")
    assert rules[3].startswith("pagefind/*\n")  # no pages: the program
    assert f"  Content-Security-Policy: {SEARCH_POLICY};" in rules[1]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"content": "Ask about the quokkaberry."}, "says words that its page does not"),
        ({"url": "/nowhere/"}, "shows a page that search may not know of"),
        ({"url": "/blog/staff-links/"}, "shows a page that search may not know of"),
        ({"url": None, "meta": None}, "is no part of a search index"),
    ],
)
def test_a_fragment_that_says_more_is_found(
    machine_site: Project, tmp_path: Path, change: dict[str, Any], said: str
) -> None:
    """WEB020 reads what the search would show."""
    site = read_site(machine_site.output, (), machine_site.practice)
    told = next(one for one in fragments(machine_site.output) if one["url"] == "/privacy/")
    file = tmp_path / "en_1.pf_fragment"
    for data, expected in ((told, ""), (told | change, said)):
        file.write_bytes(gzip.compress(b"pagefind_dcd" + json.dumps(data).encode()))
        problem = index_problem(file, "pagefind/fragment/en_1.pf_fragment", site.page_at)
        assert problem is not None
        assert problem.startswith(expected)
        assert bool(problem) == bool(expected)


def test_a_search_that_cannot_be_built_stops_the_build(tmp_path: Path) -> None:
    """Pagefind's own words say why, and nothing is swapped in."""
    with pytest.raises(Exception, match="the search index was not built"):
        write_search(tmp_path / "nowhere", tmp_path)
