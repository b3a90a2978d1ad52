"""What authors write becomes the same page by either engine, and what only one of them has."""

from collections.abc import Callable
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.growth import grows_with_its_length

from bedside.checks.fetches import elements
from bedside.markdown_engine import Engine
from bedside.site.markup import render_markdown
from bedside.site.outline import outline

ENGINES: tuple[Engine, ...] = get_args(Engine)
CONTACTS = {
    "(802) 555-0142": "tel:+18025550142",
    "hello@larkfield.example": "mailto:hello@larkfield.example",
}
TABLE = '<div class="table-scroll" role="region" tabindex="0" aria-label="Table: Age, Dose"><table>'
BACK = '<a class="footnote-backref" href="#fnref{}:{}" title="Jump back to footnote {} in the text">↩</a>'
CELL = '<td style="text-align: right;">'

# (what an author writes, the page)
SAME = [
    ("Two\nlines and `code < x`.", "<p>Two lines and <code>code &lt; x</code>.</p>"),
    ("a & b &copy; 5 < 6 > 4", "<p>a &amp; b © 5 &lt; 6 &gt; 4</p>"),
    ("*soft* **loud** _soft_ snake_case_word", "<p><em>soft</em> <strong>loud</strong> <em>soft</em> snake_case_word</p>"),
    ("One  \ntwo", "<p>One<br>two</p>"),
    (r"\*no emphasis\*, 2 \* 3", "<p>*no emphasis*, 2 * 3</p>"),
    ("> Said\n> so.\n\n***\n\nEnd", "<blockquote><p>Said so.</p></blockquote><hr><p>End</p>"),
    ("- a\n- b\n    - c\n", "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>"),
    ("3. a\n4. b\n", '<ol start="3"><li>a</li><li>b</li></ol>'),
    ("- a\n\n    more\n\n- b\n", "<ul><li><p>a</p><p>more</p></li><li><p>b</p></li></ul>"),
    ("Fever\n:   A sign\n:   Not an illness\n", "<dl><dt>Fever</dt><dd>A sign</dd><dd>Not an illness</dd></dl>"),
    ("```python\nx < 1\n```\n", '<pre><code class="language-python">x &lt; 1\n</code></pre>'),
    ("    x  y\n", "<pre><code>x  y\n</code></pre>"),
    ("| Age | Dose |\n|---|--:|\n| 2 | `5` |\n\nEnd",
     (f"{TABLE}<thead><tr><th>Age</th><th style='text-align: right;'>Dose</th></tr></thead>"
     f"<tbody><tr><td>2</td>{CELL}<code>5</code></td></tr></tbody></table></div><p>End</p>")),
    ("A[^a] b[^two] c[^a].\n\n[^two]: Second\n[^a]: *First*\n",
     ('<p>A<sup id="fnref:a"><a class="footnote-ref" href="#fn:a">2</a></sup> b<sup id="fnref:two">'
     '<a class="footnote-ref" href="#fn:two">1</a></sup> c<sup id="fnref2:a"><a class="footnote-ref" '
     'href="#fn:a">2</a></sup>.</p><div class="footnote"><hr><ol><li id="fn:two"><p>Second&nbsp;'
     f'{BACK.format("", "two", 1)}</p></li><li id="fn:a"><p><em>First</em>&nbsp;{BACK.format("", "a", 2)}'
     f'{BACK.format(2, "a", 2)}</p></li></ol></div>')),
    ("No note[^x] here", "<p>No note[^x] here</p>"),
    ("## What *to* do?\n\n## What to do\n\n## Grüße `x` {#own .c}\n\n## ¿?\n\n## here\n\nA\n{: #here .note }",
     ('<h2 id="what-to-do">What <em>to</em> do?</h2><h2 id="what-to-do_1">What to do</h2>'
     '<h2 class="c" id="own">Grüße <code>x</code></h2><h2 id="_1">¿?</h2><h2 id="here_1">here</h2>'
     '<p class="note" id="here">A</p>')),
    ('![A lamp](lamp.png "On"){: .wide lang=es data-x="a b" }',
     '<p><img alt="A lamp" src="/posts/lamp.png" width="4" height="3" loading="lazy" title="On" class="wide" lang="es" data-x="a b"></p>'),
    ('![A lamp](lamp.png){: src="shade.png" }',
     '<p><img alt="A lamp" src="/posts/shade.png" width="4" height="3" loading="lazy"></p>'),
    ("![Not ours](https://x.example/a.png)", '<p><img alt="Not ours" src="https://x.example/a.png"></p>'),
    ("![Lamp]({static}/images/lamp.png)", '<p><img alt="Lamp" src="/images/lamp.png" width="4" height="3" loading="lazy"></p>'),
    ("[Flu](flu.md#when) [Us]({filename}/pages/us.md) [Form](../files/a.pdf) [Up](#top) [CDC](https://cdc.example/?a=1&b=2 'T'){: .out }",
     ('<p><a href="{filename}/posts/flu.md#when">Flu</a> <a href="{filename}/pages/us.md">Us</a> '
     '<a href="/files/a.pdf">Form</a> <a href="#top">Up</a> '
     '<a href="https://cdc.example/?a=1&amp;b=2" title="T" class="out">CDC</a></p>')),
    ("[It][one]\n\n[one]: flu.md 'T'", '<p><a href="{filename}/posts/flu.md" title="T">It</a></p>'),
    ("[A **draft**](draft.md) stays words", "<p><span>A <strong>draft</strong></span> stays words</p>"),
    ("<https://x.example/a> <me@x.example>",
     '<p><a href="https://x.example/a">https://x.example/a</a> <a href="mailto:me@x.example">me@x.example</a></p>'),
    ("Call (802) 555-0142, not `(802) 555-0142`, [(802) 555-0142](us.md)",
     ('<p>Call <a class="phone" dir="ltr" href="tel:+18025550142">(802) 555-0142</a>, not <code>(802) 555-0142</code>, '
     '<a href="{filename}/posts/us.md">(802) 555-0142</a></p>')),
    ('H<sub>2</sub>O\n\n<div class="x">\n<p>raw *as it is*</p>\n</div>\n',
     '<p>H<sub>2</sub>O</p><div class="x"><p>raw *as it is*</p></div>'),
    ('A <!-- bedside: allow PHI001 by="x" --> b\n\n<!-- a note\n\nto the staff -->\n\nC', "<p>A b</p><p>C</p>"),
    ('<a href="draft.md">Raw</a> link', "<p>Raw link</p>"),
    ("Text with {{ practice.phone }} and {braces}", "<p>Text with {{ practice.phone }} and {braces}</p>"),
]  # fmt: skip
# (what an author writes, by CommonMark, by Python-Markdown): docs/writing.md tells them.
DIFFERENT = [
    ("Bring:\n- a card\n", "<p>Bring:</p><ul><li>a card</li></ul>", "<p>Bring: - a card</p>"),
    ("- a\n  - b\n", "<ul><li>a<ul><li>b</li></ul></li></ul>", "<ul><li>a</li><li>b</li></ul>"),
    ("The WHO\n\n*[WHO]: World Health Organization\n", "<p>The WHO</p><p>*[WHO]: World Health Organization</p>",
     '<p>The <abbr title="World Health Organization">WHO</abbr></p>'),
    ('<div markdown="1">\n*a*\n</div>\n', '<div markdown="1">*a*</div>', "<div><p><em>a</em></p></div>"),
    ("![A *lamp*](https://x.example/a.png)", '<p><img alt="A lamp" src="https://x.example/a.png"></p>',
     '<p><img alt="A *lamp*" src="https://x.example/a.png"></p>'),
    ("##Words\n", "<p>##Words</p>", '<h2 id="words">Words</h2>'),
]  # fmt: skip


def rendered(body: str, engine: Engine) -> str:
    return render_markdown(
        body, "posts/a.md",
        lambda path: (f"/{path}", 4, 3), lambda _, target: "draft" not in target, CONTACTS,
        lambda path: f"/{path}" if path.endswith(".pdf") else None, engine=engine,
    )  # fmt: skip


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("body", "page"), SAME)
def test_both_engines_make_the_same_page(body: str, page: str, engine: Engine) -> None:
    """What docs/writing.md tells authors to write does not depend on the engine."""
    assert outline(rendered(body, engine)) == outline(page)


@pytest.mark.parametrize(("body", "common", "python"), DIFFERENT)
def test_what_differs_is_known(body: str, common: str, python: str) -> None:
    """Each difference that docs/writing.md names is there, and shows in the outline."""
    assert outline(rendered(body, "commonmark")) == outline(common)
    assert outline(rendered(body, "python-markdown")) == outline(python)


WORDS = st.text(st.sampled_from("ab AB-1 é.&?¿ß"), min_size=1, max_size=12)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.lists(WORDS, min_size=1, max_size=5))
def test_headings_get_the_same_ids(headings: list[str]) -> None:
    """A link to a place on a page holds when the engine changes."""
    body = "\n\n".join(f"## Aa {one} bb" for one in headings)
    ids = [
        [one.get("id") for one in elements(rendered(body, engine)) if one.tag == "h2"]
        for engine in ENGINES
    ]
    assert ids[0] == ids[1]


SIGNS = st.text(st.sampled_from("ab\n >-*_`[]()!#|:{}.\"'=&;~1\\^/\0"), max_size=60)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(SIGNS)
def test_without_markup_nothing_runs(body: str) -> None:
    """Whatever stands in a body without `<`, CommonMark makes none of what rule HTM001 refuses of it."""
    found = {one.tag for one in elements(rendered(body, "commonmark"))}
    assert found <= {
        "html", "head", "body", "p", "em", "strong", "a", "span", "img", "code", "pre", "ul", "ol",
        "li", "blockquote", "hr", "br", "div", "table", "thead", "tbody", "tr", "th", "td", "dl",
        "dt", "dd", "sup", "h1", "h2", "h3", "h4", "h5", "h6",
    }  # fmt: skip


@pytest.mark.parametrize("engine", ENGINES)
def test_a_reader_carries_nothing_to_the_next_page(engine: Engine) -> None:
    """Footnotes, labels and ids of one page are unknown on the next."""
    first = "## Rest\n\nA[^1] [x][one]\n\n[one]: /a/\n[^1]: Note\n\n*[WHO]: World\n"
    rendered(first, engine)
    assert outline(rendered("## Rest\n\nB[^1] [x][one] WHO", engine)) == outline(
        '<h2 id="rest">Rest</h2><p>B[^1] [x][one] WHO</p>'
    )


@pytest.mark.parametrize(
    "body_of",
    [lambda n: "> " * (n // 4) + "a", lambda n: "[" * n, lambda n: "*a " * n, lambda n: "{" * n,
     lambda n: "{:" + " " * n, lambda n: "- " * (n // 7), lambda n: "`" * (n + 1),
     lambda n: "<!-- " * (n // 5), lambda n: "[^a]" * (n // 4), lambda n: "|" * (n // 2) + "\n|-" * 2],
    ids=lambda body_of: body_of(4)[:8],
)  # fmt: skip
def test_hostile_text_takes_no_longer_than_its_length(body_of: Callable[[int], str]) -> None:
    """No nesting or run of signs holds up a build, or ends it."""
    assert grows_with_its_length(lambda size: rendered(body_of(size), "commonmark"), 20_000)
