"""A bad example of a BLOCK rule is found between any two paragraphs of a harmless post."""

from datetime import UTC, datetime
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bedside import frontmatter
from bedside.checks.engine import check_sources
from bedside.checks.model import Context, Scope, Tier
from bedside.checks.rules import RULES
from bedside.consents import Consents
from bedside.post import Kind, Source

POSTS = sorted((Path(__file__).resolve().parents[2] / "content" / "posts").glob("*.md"))
BAD = [
    (rule.code, text)
    for rule in RULES
    if rule.tier is Tier.BLOCK and rule.scope is Scope.TEXT
    for text in rule.bad
    if not text.startswith("---")  # a whole file with its own front matter is no paragraph
]
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@settings(max_examples=120, deadline=None, derandomize=True)
@given(post=st.sampled_from(POSTS), bad=st.sampled_from(BAD), at=st.floats(0, 1))
def test_planted_between_paragraphs(post: Path, bad: tuple[str, str], at: float) -> None:
    """Wherever it is put, it is found, on its own line."""
    body = frontmatter.split(post.read_text(encoding="utf-8")).body.strip()
    paragraphs = body.split("\n\n")
    where = round(at * len(paragraphs))
    before = "\n\n".join(paragraphs[:where])
    text = "\n\n".join([*paragraphs[:where], bad[1].strip(), *paragraphs[where:]]) + "\n"
    source = Source(
        path=post, name=post.name, kind=Kind.TEXT, text=text, body=text, body_offset=0, meta=None
    )
    report = check_sources([source], Context(practice=None, consents=Consents(), now=NOW))
    lines = [one.line for one in report.findings if one.code == bad[0]]
    first = before.count("\n") + (3 if where else 1)
    last = first + bad[1].strip().count("\n")
    assert [line for line in lines if first <= line <= last]
