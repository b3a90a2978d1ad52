"""BOD005 and BOD006: links without words, and links whose words say nothing."""

import re
from collections.abc import Iterator

from bedside.checks.authorities import LINK_WORDS, WCAG
from bedside.checks.late import compile_late
from bedside.checks.model import Context, Match, Rule, Scope, Severity
from bedside.checks.surfaces.samples import without_code, without_comments
from bedside.post import Kind, Source

__all__ = ["WORDS_OF_LINKS"]

# Each begins with its bracket, so that a search passes over every other letter.
_EMPTY_LINK = compile_late(
    r"[\[<](?:(?<=\[)(?<!!\[)[ \t]*\]\([^)\n]+\)|(?<=<)a\b[^>\n]*>(?:\s|&nbsp;)*</a\s*>)",
    re.IGNORECASE,
)
_LINK = compile_late(
    r"[\[<](?:(?<=\[)(?<!!\[)([^\[\]\n]{1,30})\]\(|(?<=<)a\b[^>\n]*>([^<\n]{1,30})</a\s*>)",
    re.IGNORECASE,
)
# What Lighthouse counts as saying nothing, and what people write instead of it.
_NOTHING = frozenset(
    ("click here", "click this", "go", "here", "information", "learn more", "more", "more info",
     "more information", "right here", "read more", "see more", "start", "this", "this link", "link",
     "aquí", "aqui", "click aquí", "click aqui", "haga clic aquí", "haz clic aquí", "pincha aquí",
     "más", "mas", "más información", "leer más", "ver más", "este", "enlace", "este enlace", "empezar")
)  # fmt: skip


def _links(pattern: re.Pattern[str], source: Source) -> Iterator[re.Match[str]]:
    """Yield the links of a post, outside code and comments, that are written in one of these ways."""
    if source.kind is not Kind.TEXT and ("](" in source.body or "<a" in source.body.lower()):
        yield from pattern.finditer(without_comments(without_code(source.body)))


def _match(found: re.Match[str], source: Source, message: str) -> Match:
    start, end = (source.body_offset + at for at in found.span())
    return Match(start=start, end=end, message=message)


def _empty(source: Source, _context: Context) -> Iterator[Match]:
    message = "a link without words: nobody sees it, and a screen reader reads its address aloud"
    for found in _links(_EMPTY_LINK, source):
        yield _match(found, source, message)


def _vague(source: Source, _context: Context) -> Iterator[Match]:
    message = "the link's words do not say where it leads: whoever goes from link to link hears nothing else"
    for found in _links(_LINK, source):
        words = found[1] or found[2] or ""
        if words.strip(" .,:;!*_»→>").lower() in _NOTHING:
            yield _match(found, source, message)


_POST = "---\ntitle: A\n---\n"

WORDS_OF_LINKS: tuple[Rule, ...] = (
    Rule(
        code="BOD005", name="link-without-words", scope=Scope.SOURCE, find=_empty,
        summary="A link with nothing between its brackets.",
        why="Nobody can see or follow it, and a screen reader reads its address aloud.",
        fix="Write where it leads between the brackets, or remove it.", authority=WCAG,
        bad=(_POST + "Read [](https://www.cdc.gov/flu/).\n", _POST + "[ ](/contact/)\n",
             _POST + '<a href="/contact/"> </a>\n'),
        good=(_POST + "[Contact us](/contact/)\n", _POST + "`[](a)` and ![](a.png)\n",
              _POST + "- [ ] a box to tick (with a pen)\n"),
    ),
    Rule(
        code="BOD006", name="link-says-nothing", scope=Scope.SOURCE, find=_vague,
        severity=Severity.WARNING,
        summary="A link on words such as `here`, `click here` or `read more`.",
        why="A screen reader lists a page's links by their words, and so do search engines.",
        fix="Put the link on the words that name where it leads.", authority=LINK_WORDS,
        bad=(_POST + "For more [click here](https://www.cdc.gov/flu/).\n", _POST + "[Here!](/contact/)\n",
             _POST + '<a href="/contact/">Read more</a>\n', _POST + "[**Más información**](/contact/)\n"),
        good=(_POST + "[Contact us](/contact/) or read [more about flu shots](flu.md).\n",
              _POST + "`[here](a)` and ![here](a.png)\n"),
    ),
)  # fmt: skip
