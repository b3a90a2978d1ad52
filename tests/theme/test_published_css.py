"""Notes in a style sheet stay at home; what only looks like one stays where it is."""

import pytest

from bedside.site.css import without_comments


@pytest.mark.parametrize(("css", "published"), [
    ("/* for us */a{top:0}", "a{top:0}"),
    ("a{/* one */top:0;/* two\n * lines */left:0}", "a{top:0;left:0}"),
    ('a::before{content:"/* shown */"}/* not */', 'a::before{content:"/* shown */"}'),
    ("a::before{content:'it\\'s /* shown */'}", "a::before{content:'it\\'s /* shown */'}"),
    ("a{background:url(/a/*.png)}b{top:0}/* x */", "a{background:url(/a/*.png)}b{top:0}"),
    ("/* it's ours */b{top:0}", "b{top:0}"),
    ("a{top:0}\n\n/* head */\n\nb{top:0}", "a{top:0}\nb{top:0}"),
    ("a{top:0}/* never closed", "a{top:0}"),
])  # fmt: skip
def test_comments_are_not_published(css: str, published: str) -> None:
    """Strings are read as strings."""
    assert without_comments(css) == published
