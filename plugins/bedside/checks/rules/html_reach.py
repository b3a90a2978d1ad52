"""HTM007: HTML in a post that shuts readers out."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from bedside.checks.authorities import WCAG
from bedside.checks.late import compile_late
from bedside.checks.model import Context, Match, Rule, Scope
from bedside.checks.rules.html import tags_of
from bedside.checks.surfaces.samples import without_code, without_comments
from bedside.post import Kind, Source

if TYPE_CHECKING:
    from bedside.checks.tags import Tag

__all__ = ["HTML_REACH"]

# https://html.spec.whatwg.org/multipage/obsolete.html#non-conforming-features (read 2026-11-23)
_GONE = frozenset(
    ("acronym", "basefont", "bgsound", "big", "blink", "center", "dir", "font", "nobr", "strike", "tt")
)  # fmt: skip
_LOOKS = frozenset(
    ("align", "bgcolor", "border", "cellpadding", "cellspacing", "color", "face", "frame", "hspace",
     "nowrap", "rules", "valign", "vspace")
)  # fmt: skip
_LED = frozenset(("accesskey", "autofocus", "autoplay"))
_ROLES = frozenset(  # of https://www.w3.org/TR/wai-aria-1.2/#role_definitions, what fits into a text
    ("article", "blockquote", "cell", "code", "columnheader", "definition", "deletion", "emphasis", "figure",
     "group", "heading", "img", "insertion", "link", "list", "listitem", "math", "none", "note", "paragraph",
     "presentation", "region", "row", "rowgroup", "rowheader", "separator", "strong", "subscript",
     "superscript", "table", "term", "time")
)  # fmt: skip
_LANGUAGE_TAG = compile_late(
    r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*"
)  # as RFC 5646 writes a language
_TABLE = compile_late(r"<table\b(?:(?!</table).)*", re.IGNORECASE | re.DOTALL)
_FILM = compile_late(r"<video\b(?:(?!</video).)*", re.IGNORECASE | re.DOTALL)


def _shut_out(source: Source, context: Context) -> Iterator[Match]:
    names: set[str] = set()
    for tag in tags_of(source, context):
        for message in _wrongs(tag, names):
            yield Match(start=tag.start, end=tag.end, message=message)
    if "<" not in source.body or source.kind is Kind.TEXT:
        return
    body = without_comments(without_code(source.body))
    for pattern, needed, message in (
        (_TABLE, "<th", "a table without heading cells: write it in Markdown, or name columns with `<th>`"),
        (_FILM, "<track", "a film without captions: make the post a `type: video`, which has them"),
    ):  # fmt: skip
        for found in pattern.finditer(body):
            if needed not in found[0].lower():
                start = source.body_offset + found.start()
                yield Match(start=start, end=start + len(needed), message=message)


def _wrongs(tag: "Tag", names: set[str]) -> Iterator[str]:
    """Say what is wrong with a tag; `names` are the ids before it, and get its own."""
    if tag.name in _GONE:
        yield f"`<{tag.name}>` is no HTML any more: remove it, the style sheet says how things look"
    for name, value in tag.attributes:
        if name in _LOOKS:
            yield f"`{name}` says how something looks, by day only: remove it"
        elif name in _LED or (name == "tabindex" and value.strip() not in ("0", "-1")):
            yield f"`{name}` acts before the reader does, or leads the keyboard elsewhere: remove it"
        elif name == "lang" and not _LANGUAGE_TAG.fullmatch(value):
            yield "`lang` names no language: write its code, as `es`"
        elif name == "role" and value not in _ROLES:
            yield "no text has this `role`: remove it, the element itself says what it is"
        elif name == "id" and value in names:
            yield "another element has this `id`: give each its own"
        elif name == "id":
            names.add(value)


_POST = "---\ntitle: A\n---\n"

HTML_REACH: tuple[Rule, ...] = (
    Rule(
        code="HTM007", name="html-shuts-out", scope=Scope.SOURCE, find=_shut_out,
        summary="HTML in a post that leads the keyboard astray, starts by itself, names its own colours, "
                "or lacks what a screen reader needs.",
        why="Pages are tested with a keyboard, a screen reader and at night; what is written past the "
            "theme is not.",
        fix="Write it in Markdown.", authority=WCAG,
        bad=(_POST + '<a href="/contact/" tabindex="3">Contact us</a>\n', _POST + '<font color="red">Now</font>\n',
             _POST + '<td bgcolor="yellow">\n', _POST + '<p lang="Spanish!">Hola</p>\n', _POST + '<div role="buton">A</div>\n',
             _POST + '<p id="a">A</p><p id="a">B</p>\n', _POST + "<table><tr><td>A</td></tr></table>\n",
             _POST + '<video src="/videos/a.mp4" controls></video>\n',
             _POST + "<audio src='/videos/a.mp3' autoplay></audio>\n"),
        good=(_POST + '<p id="a" lang="es-MX" role="note" tabindex="-1">Hola</p>\n', _POST + "`<font>` and `<table>`\n",
              _POST + "<table><tr><th>A</th></tr><tr><td>B</td></tr></table>\n",
              _POST + "<details><summary>More</summary>\n\nText.\n\n</details>\n"),
    ),
)  # fmt: skip
