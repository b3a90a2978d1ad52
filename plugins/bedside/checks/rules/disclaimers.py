"""DIS rules: the words a category promises stand on the rendered page and in every feed."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bedside.checks.authorities import REFERENCED_AND_DATED, TRANSLATION
from bedside.checks.model import Context, Match, Rule, Scope, Severity
from bedside.checks.rules.front_matter import at
from bedside.post import Kind, Post, Source

if TYPE_CHECKING:
    from bedside.checks.built import Site
    from bedside.checks.page import Page
    from bedside.practice import Practice

__all__ = ["DISCLAIMERS", "expected_words", "squeezed"]


def expected_words(post: Post, practice: "Practice") -> str:
    """Return the words the post must carry: its own (a translation's) or its category's."""
    promised, _ = practice.disclaimer_in(post.category, post.lang)
    return post.disclaimer or (promised.text if promised else "")


def _untranslated(source: Source, context: Context) -> Iterator[Match]:
    meta, practice = source.meta, context.practice
    if meta is None or practice is None or source.kind is Kind.TEXT or not meta.lang:
        return
    _, lang = practice.disclaimer_in(meta.category or "", meta.lang)
    disclaimer = practice.categories.get(meta.category or "")
    if disclaimer and lang != meta.lang:
        table = f"[disclaimers.{disclaimer.disclaimer}.translations.{meta.lang}]"
        message = "the disclaimer of its category is shown in the practice's own language"
        yield at(source, "lang", message, fix=f"add {table} with `text` to practice.toml")


def squeezed(text: str) -> str:
    """Drop all white space: markup inside a sentence moves it about."""
    return "".join(text.split())


def _not_on_page(page: "Page", context: Context) -> Iterator[Match]:
    if page.post is None or context.practice is None:
        return
    expected = expected_words(page.post, context.practice)
    if expected and squeezed(expected) not in squeezed(page.text):
        yield Match(message=f"the disclaimer of `{page.post.category}` is not on the page: put it back "
                    "into the theme's article template")  # fmt: skip


def _not_in_feed(site: "Site", _context: Context) -> Iterator[Match]:

    for post in site.posts:
        expected = squeezed(expected_words(post, site.practice))
        for item in site.items_of.get(post.uid, ()) if expected else ():
            if expected not in squeezed(site.words_of(item.html)):
                yield Match(path=item.file, message="an item has lost the disclaimer of "
                            f"`{post.category}` ({post.slug}): feeds are read without the page")  # fmt: skip


def _reader_not_told(site: "Site", _context: Context) -> Iterator[Match]:
    from bedside.checks.built import page_file  # noqa: PLC0415  only a source is read at gate 1

    for post in site.posts:
        expected = [squeezed(one.text) for one in post.reader_lines]
        page = site.page_at.get(page_file(post))
        if page and not page.kept and any(one not in squeezed(page.text) for one in expected):
            yield Match(path=page.file, message="what readers must be told above this text is not on "
                        "the page: put `post.reader_lines` back into the theme's article template")  # fmt: skip
        for item in site.items_of.get(post.uid, ()) if expected else ():
            said = squeezed(site.words_of(item.html))
            if said and any(one not in said for one in expected):
                yield Match(path=item.file, message="an item has lost what readers must be told above "
                            f"{post.slug}: feeds are read without the page")  # fmt: skip


_WORDS = (
    "This article is general health information. It is not a diagnosis and does not replace care "
    "from someone who knows you. If you are worried about your health, call our office or your own "
    "clinician."
)
_OVERDUE = (
    "The medical review of this article was due on January 5, 2026 and has not been done yet."
)
_ITEM = (
    '=== feed.atom\n<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>urn:ulid:@UID@</id>'
    '<content type="html">&lt;p&gt;Text.&lt;/p&gt;%s</content></entry></feed>\n'
)
_RSS = (
    "=== feed.rss\n<rss><channel><item><guid>urn:ulid:@UID@</guid><description>&lt;p&gt;%s&lt;/p&gt;"
    "</description></item></channel></rss>\n"
)
_JSON = '=== feed.json\n{"items": [{"id": "urn:ulid:@UID@", "content_html": "<p>%s</p>"}]}\n'

# In examples @UID@ stands for the uid of the post whose page is `blog/example/`, category prevention,
# and @HIDDEN@ for that of a hidden post whose review is overdue.
DISCLAIMERS: tuple[Rule, ...] = (
    Rule(
        code="DIS001", name="disclaimer-not-on-page", scope=Scope.PAGE, find=_not_on_page,
        summary="A post's page without the disclaimer of its category.",
        why="Readers must not take general information for advice about themselves.",
        fix="Show the disclaimer in the theme's article template.", authority=REFERENCED_AND_DATED,
        bad=("<main><h1>A</h1><p>Text.</p></main>",
             f"<main><p>Text.</p></main><!-- {_WORDS} -->",
             f"<main>{_WORDS.replace('not a diagnosis', 'a diagnosis')}</main>"),
        good=(f"<main><p>Text.</p><aside>{_WORDS.replace('general', '<b>general</b>')}</aside></main>",),
    ),
    Rule(
        code="DIS002", name="disclaimer-not-in-feed", scope=Scope.SITE, find=_not_in_feed,
        summary="A feed item without the disclaimer of its category.",
        why="Feed readers and newsletters show the item without the page.",
        fix="Add the disclaimer to the item's content.", authority=REFERENCED_AND_DATED,
        bad=(_ITEM % "", _RSS % "Text.", _JSON % "Text."),
        good=(_ITEM % _WORDS, _RSS % _WORDS, _JSON % _WORDS),
    ),
    Rule(
        code="DIS004", name="reader-not-told", scope=Scope.SITE, find=_reader_not_told,
        summary="A page or a feed item that does not say what must stand above its text: that its review is overdue, that its person is invented, what stands behind a testimonial.",
        why="Advice grows old; and a made-up person, an insider's or a paid word must be plain to readers where they read it (16 CFR 255.5).",
        fix="Show `post.reader_lines` in the theme's article template and in the feeds.",
        authority=REFERENCED_AND_DATED,
        bad=("=== blog/hidden/index.html\n<main><p>Text.</p></main>",
             _ITEM.replace("@UID@", "@HIDDEN@") % ""),
        good=(f"=== blog/hidden/index.html\n<main><p>{_OVERDUE}</p></main>",
              _ITEM.replace("@UID@", "@HIDDEN@") % _OVERDUE),
    ),
    Rule(
        code="DIS003", name="disclaimer-not-translated", scope=Scope.SOURCE, find=_untranslated,
        severity=Severity.WARNING,
        summary="A post whose disclaimer practice.toml does not have in the post's language.",
        why="Who reads the article in Spanish may not understand the English words below it.",
        fix="Add the disclaimer's translation to practice.toml.", authority=TRANSLATION,
        bad=("---\ntitle: A\ncategory: prevention\nlang: fr\n---\n",),
        good=("---\ntitle: A\ncategory: prevention\nlang: es-MX\n---\n",
              "---\ntitle: A\ncategory: prevention\nlang: en\n---\n"),
    ),
)  # fmt: skip
