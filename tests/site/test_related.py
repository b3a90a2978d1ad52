"""Related posts are those that a comparison with every other post would choose."""

from collections import Counter
from dataclasses import dataclass
from heapq import nlargest
from types import SimpleNamespace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bedside.site.related import Related


@dataclass(eq=False)
class Article:
    """What Pelican's article has of a post."""

    lang: str
    date: int
    meta: Any


def by_comparing(article: Article, listed: list[Article]) -> list[Article]:
    """Return the three best of all, the slow way."""
    others = [
        one for one in listed
        if one is not article and one.lang == article.lang and one.meta.type != "notice"
    ]  # fmt: skip
    tags = Counter(article.meta.tags)

    def rank(one: Article) -> tuple[int, bool, int]:
        shared = sum(tags[tag] for tag in one.meta.tags)
        return shared, one.meta.category == article.meta.category, one.date

    return nlargest(3, others, key=rank)


META = st.builds(
    SimpleNamespace, tags=st.lists(st.sampled_from("abcd"), max_size=3).map(tuple),
    category=st.sampled_from(["news", "children", None]), type=st.sampled_from(["tip", "notice"]),
)  # fmt: skip
ARTICLES = st.builds(Article, lang=st.sampled_from(["en", "es"]), date=st.integers(0, 5), meta=META)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(articles=st.lists(ARTICLES, max_size=30), hidden=st.integers(0, 3))
def test_the_same_as_comparing_with_every_post(articles: list[Article], hidden: int) -> None:
    """Also for a hidden post, which is in no list, and where dates are equal."""
    related = Related(articles[hidden:])
    for article in articles:
        chosen = by_comparing(article, articles[hidden:])
        assert [id(one) for one in related.of(article)] == [id(one) for one in chosen]
