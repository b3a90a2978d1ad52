"""A page's words are read again unless their own source was read without a hit."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bedside.checks.engine import check_sources
from bedside.checks.model import Context, Proof, Scope, Severity, Tier
from bedside.checks.page import parse_page, words_of
from bedside.checks.page_news import beside_others
from bedside.checks.proven import unread
from bedside.checks.rendered import OF_SOURCES
from bedside.checks.rules import RULES
from bedside.consents import Consents
from bedside.markdown_engine import Engine
from bedside.post import Kind, Source
from bedside.site.markup import render_markdown

LINES = tuple(f"Sentence number {word} says that rest helps." for word in "abcdefghij")
PROOF = Proof(path=Path("post.md"), text="", cut=lambda: LINES)
BAD = [
    (rule.code, text.strip())
    for rule in RULES
    if rule.tier in (Tier.BLOCK, Tier.HOLD) and rule.scope is Scope.TEXT
    for text in rule.bad
]
FRONT = "---\nuid: 01M2G01H40W17445TDPQJBWKWC\ntitle: Rest\n{more}---\n\n"
PROSE = "## Rest\n\nMost colds clear up by themselves. Drink water.\n\n- Sleep well.\n- Wash your hands.\n\n1. Rest.\n"
CONTEXT = Context(practice=None, consents=Consents(), now=datetime(2026, 11, 22, 12, tzinfo=UTC))


def errors(text: str) -> set[str]:
    """Return the codes of the errors that a page's rules find in a text no source vouches for."""
    source = Source(path=Path("page"), name="page", kind=Kind.TEXT, text=text, body=text,
                    body_offset=0, meta=None)  # fmt: skip
    rules = [one for one in RULES if one.scope is Scope.TEXT and one.code not in OF_SOURCES]
    found = check_sources([source], CONTEXT, rules)
    return {one.code for one in found.findings if one.severity is Severity.ERROR}


@pytest.mark.parametrize("engine", get_args(Engine))
def test_what_its_source_says_is_not_read_again(
    write_source: Callable[..., Source], engine: Engine
) -> None:
    """The HTML of clean prose, headings and lists included, has nothing new in it."""
    source = write_source(FRONT.format(more="") + PROSE)
    (proof,) = check_sources([source], CONTEXT).proofs
    html = render_markdown(source.body, source.name, lambda _: None, lambda *_: True, engine=engine)
    assert unread(words_of(html), proof) == []


@pytest.mark.parametrize(
    ("more", "prose"),
    [("", "Her SSN is 219-09-9999.\n"), ("consent: C-GOOD1\n", PROSE),
     ("vignette: composite\nvignette_attested_by: elena-marsh\n", PROSE)],
    ids=["a finding", "a consent", "a vignette"],
)  # fmt: skip
def test_a_source_that_needs_an_excuse_proves_nothing(
    write_source: Callable[..., Source], more: str, prose: str
) -> None:
    """Where a rule found anything, or a consent or vignette might have kept it still, all is read."""
    assert check_sources([write_source(FRONT.format(more=more) + prose)], CONTEXT).proofs == ()


def test_a_new_block_is_read_with_its_neighbours() -> None:
    """What a page puts between proven blocks is read together with three blocks on each side."""
    (text,) = unread("\n\n".join([*LINES[:5], "New.", *LINES[5:]]), PROOF)
    assert text.split("\n\n") == [*LINES[2:5], "New.", *LINES[5:8]]


def test_blocks_that_were_not_neighbours_are_read() -> None:
    """The same words in another order, or with some left out, are new where they meet."""
    (text,) = unread("\n\n".join([*LINES[:4], *LINES[6:]]), PROOF)
    assert text.split("\n\n") == [*LINES[1:4], *LINES[6:9]]


@settings(max_examples=80, deadline=None, derandomize=True)
@given(bad=st.sampled_from(BAD), at=st.integers(0, len(LINES)))
def test_what_a_template_adds_is_found(bad: tuple[str, str], at: int) -> None:
    """Whatever the whole page gives away beyond its source, the new parts give away too."""
    page = "\n\n".join([*LINES[:at], *words_of(f"<p>{bad[1]}</p>").split("\n\n"), *LINES[at:]])
    found = set().union(*map(errors, unread(page, PROOF)))
    assert found >= errors(page)


def test_when_an_article_was_published_is_no_date_of_whom_it_tells() -> None:
    """A list shows both side by side; any other date stays, and what only looks like that one."""
    told = "<p>How one of our patients learned to climb her porch steps again.</p>"
    day = '<p><time class="dt-published" datetime="{at}">{said}</time></p>'
    at = "2026-11-18T09:00:00-05:00"
    assert "2026" not in words_of(told + day.format(at=at, said="November 18, 2026"))
    assert "2026" not in words_of(told + day.format(at=at, said="18 de noviembre de 2026"))
    for said in ("Sarah Miller, seen on November 18, 2026", "November 18, 1951"):
        assert said in words_of(told + day.format(at=at, said=said))
    assert "2026" in words_of(told + "<p><time>November 18, 2026</time></p>")


def test_a_list_says_what_no_listed_post_says() -> None:
    """Titles and summaries were read at their sources; what else stands there is new."""
    html = "<title>Blog</title><main><h1>Blog</h1><ul><li>Rest</li><li>Walks</li></ul><p>Our patient.</p></main>"
    page = parse_page(html, Path("a"), "blog/index.html", "https://a.example/blog/")
    assert beside_others(page, None, {"Rest", "Walks"}) == ["Blog\n\nOur patient.", "Blog"]
    proof = Proof(path=Path("blog.md"), text="", cut=lambda: ("Our patient.",))
    assert beside_others(page, proof, {"Rest", "Walks"}) == ["Blog", "Blog"]
