"""Cut a Markdown body into what readers see and the places they do not look at."""

import re
from dataclasses import dataclass, field

from bedside.checks.late import compile_late
from bedside.checks.surfaces.cut import Cut, Edit, edit, holds, rewrite
from bedside.checks.surfaces.normalise import normalise, soften
from bedside.checks.surfaces.table import table_rows
from bedside.checks.surfaces.target import read_fragment, read_path, read_target

__all__ = ["Part", "inline_parts", "parts"]

_COMMENT = compile_late(r"<!--(.*?)(?:-->|\Z)", re.DOTALL)
_FENCE = compile_late(
    r"^[ \t>]*(`{3,}|~{3,})([^\n]*\n.*?)(?:^[ \t>]*\1[`~]*[ \t]*$|\Z)", re.DOTALL | re.MULTILINE
)
_TABLE = compile_late(
    r"(?:^[ \t>]*\|?[^\n|]*\|[^\n]*\n)(?:^[ \t>]*\|?[ \t:|-]*-[ \t:|-]*\n)(?:^[^\n]*\|[^\n]*(?:\n|\Z))*",
    re.MULTILINE,
)
_TAG = compile_late(
    r"</?([A-Za-z][\w:-]*)((?:\s+[^\s=<>/]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'<>]+))?|\s*/)*)\s*>"
)
_ATTRIBUTE = compile_late(r"([^\s=<>/]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>]+))")
_LINKISH = compile_late(
    r"[!\[](?:(?<=!)\[|(?<=\[))(?P<text>(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]"
    r"(?:\(\s*(?P<target><[^>\n]*>|[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)"
    r"(?:\s+(?P<title>\"[^\"]*\"|'[^']*'|\([^)]*\)))?\s*\)"
    r"|(?P<name>\[[^\[\]]*\]))"
)
_DEFINITION = compile_late(
    r"^[ \t>]{0,3}\[(?!\^)(?P<label>[^\]\n]+)\]:[ \t]*(?P<target>\S+)(?P<title>[ \t]+[\"'(][^\n]*)?[ \t]*$",
    re.MULTILINE,
)
_ABBREVIATION = compile_late(r"^\*\[([^\]\n]+)\]:[ \t]*", re.MULTILINE)
_FOOTNOTE = compile_late(r"\[\^([^\[\]\s]{1,200})\]:?")
# An attribute list: `## Words {: #an-id .a-class }`. A fact such as {{ practice.phone }} is none.
_ATTRIBUTES = compile_late(r"\{(?::|[ ]*(?=[#.]))([^{}\n]{0,400})\}")
_AUTOLINK = compile_late(r"<((?:https?://|mailto:|tel:)[^>\s]+|[^\s<>@]+@[^\s<>]+)>")
_BARE = compile_late(r"(?:https?://|www\.|mailto:)[^\s<>\"')\]]*%[^\s<>\"')\]]*", re.IGNORECASE)
_BLOCK_TAG = compile_late(
    r"\A(?:p|div|br|hr|li|ul|ol|t[rdh]|thead|tbody|tfoot|table|caption|h[1-6]|section|article|aside|header"
    r"|footer|main|nav|figure|figcaption|blockquote|d[ltd]|details|summary|address|fieldset|legend|form|option|pre)\Z",
    re.IGNORECASE,
)
# Each way begins with its sign, so that a search passes over every other letter.
_MARKS = compile_late(
    r"\\(?=[!-/:-@\[-`{-~])|\*\**(?=\S)|\*(?<=\S\*)\**|~~|``*"
    r"|_(?<![A-Za-z0-9_]_)_*(?=\S)|_(?<=\S_)_*(?![A-Za-z0-9_])|==(?=\S)"
)
_MARK_SIGNS = ("*", "_", "`", "\\", "~~", "==")  # one of which each of them has
_LINK_ATTRIBUTES = {"href", "src", "action", "cite", "poster", "data", "srcset"}
_QUIET_TAGS = compile_late(r"<(script|style)\b[^>]*>(.*?)</\1\s*>", re.DOTALL | re.IGNORECASE)
_PRE = compile_late(r"<pre\b[^>]*>(.*?)(?:</pre\s*>|\Z)", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """One surface of a body: its name and its normalised text."""

    name: str
    cut: Cut


@dataclass(slots=True)
class _Desk:
    """Where the pieces are laid as they are cut out."""

    parts: list[Part] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)

    def lay(self, name: str, cut: Cut) -> None:
        if cut.text.strip():
            self.parts.append(Part(name, cut))

    def lay_inline(self, name: str, cut: Cut) -> None:
        if cut.text.strip():
            self.parts += inline_parts(name, cut)


def parts(body: Cut) -> list[Part]:
    """Return the body's surfaces: its prose first, then what stands beside the prose.

    Prose is one flowing text (headings, paragraphs, lists, quotes, footnotes, link texts), so that
    a rule can look at the sentences around a match.
    """
    desk = _Desk()
    for stage in (_lift_comments, _lift_code, _lift_tables, _lift_links, _lift_tags):
        desk.edits = []
        stage(body, desk)
        if desk.edits:
            body = edit(body, desk.edits)
    prose = soften(normalise(_unmarked(body)))
    return [Part("body", prose), *desk.parts]


def inline_parts(name: str, cut: Cut) -> list[Part]:
    """Return inline Markdown as its visible words, under `name`, then its targets and attributes."""
    desk = _Desk()
    _lift_links(cut, desk)
    _lift_tags(cut, desk)
    words = soften(normalise(_unmarked(edit(cut, desk.edits) if desk.edits else cut)))
    return [Part(name, words), *desk.parts]


def _unmarked(cut: Cut) -> Cut:
    """Take the signs of Markdown's emphasis and code off."""
    return rewrite(cut, _MARKS, "") if holds(cut.text, _MARK_SIGNS) else cut


def _lift_comments(body: Cut, desk: _Desk) -> None:
    if "<" not in body.text:
        return
    for found in _COMMENT.finditer(body.text):
        inner = slice(*found.span(1))
        if found[1].lstrip().startswith("bedside:"):
            inner = slice(found.end(1), found.end(1))
            for value in re.finditer(r'"([^"]*)"', found[1]):  # an allowance's reason and person
                start, end = (found.start(1) + at for at in value.span(1))
                desk.lay_inline("comment", body[start:end])
        desk.lay_inline("comment", body[inner])
        desk.edits.append((found.start(), found.end(), ""))
    for found in _QUIET_TAGS.finditer(body.text):
        desk.lay("html", normalise(body[found.start(2) : found.end(2)]))
        desk.edits.append((found.start(), found.end(), ""))


def _lift_code(body: Cut, desk: _Desk) -> None:
    """Lay code aside. What stands in `<pre>` is laid line for line, and read as prose as well."""
    for found in _PRE.finditer(body.text) if "<" in body.text else ():
        inner = body[found.start(1) : found.end(1)]
        desk.lay("code", normalise(rewrite(inner, _TAG, "")))
    if "```" not in body.text and "~~~" not in body.text:
        return
    for found in _FENCE.finditer(body.text):
        desk.lay("code", normalise(body[found.start(2) : found.end(2)]))
        desk.edits.append((found.start(), found.end(), "\n"))


def _lift_tables(body: Cut, desk: _Desk) -> None:
    if "|" not in body.text:
        return
    for found in _TABLE.finditer(body.text):
        for row in table_rows(body[found.start() : found.end()]):
            desk.lay_inline("table", row)
        desk.edits.append((found.start(), found.end(), "\n"))


def _lift_links(body: Cut, desk: _Desk) -> None:
    if "]" in body.text:
        _lift_bracketed(body, desk)
    for found in _AUTOLINK.finditer(body.text) if "<" in body.text else ():
        desk.edits += [(found.start(), found.start() + 1, ""), (found.end() - 1, found.end(), "")]
    for found in _BARE.finditer(body.text) if "%" in body.text else ():
        _lay_target(body[found.start() : found.end()], desk)  # in prose too, as it is written
    for sign, pattern in (("[^", _FOOTNOTE), ("{", _ATTRIBUTES)):
        for found in pattern.finditer(body.text) if sign in body.text else ():
            desk.lay("html", read_path(body[slice(*found.span(1))]))
            desk.edits.append((found.start(), found.end(), ""))


def _lift_bracketed(body: Cut, desk: _Desk) -> None:
    for found in _DEFINITION.finditer(body.text):
        _lay_target(body[slice(*found.span("target"))], desk)
        desk.lay("html", normalise(body[slice(*found.span("label"))]))
        if found["title"]:
            desk.lay("alt", normalise(body[slice(*found.span("title"))]))
        desk.edits.append((found.start(), found.end(), ""))
    for found in _LINKISH.finditer(body.text):
        _lift_link(body, found, desk)
    desk.edits += [(m.start(), m.end(), "") for m in _ABBREVIATION.finditer(body.text)]


def _lift_link(body: Cut, found: re.Match[str], desk: _Desk) -> None:
    if found["target"] is not None:
        start, end = found.span("target")
        is_angled = found["target"].startswith("<")
        _lay_target(body[start + is_angled : end - is_angled], desk)
    if found["title"]:
        desk.lay("alt", normalise(body[slice(*found.span("title"))]))
    start, end = found.span("text")
    if found[0].startswith("!"):
        desk.lay("alt", soften(normalise(_unmarked(body[start:end]))))
        desk.edits.append((found.start(), found.end(), " "))
    elif found["target"] is not None or found["text"]:
        desk.edits += [(found.start(), start, ""), (end, found.end(), "")]
        for inner in _LINKISH.finditer(body.text, start, end):  # a picture inside a link
            _lift_link(body, inner, desk)


def _lift_tags(body: Cut, desk: _Desk) -> None:
    for tag in _TAG.finditer(body.text) if "<" in body.text else ():
        for found in _ATTRIBUTE.finditer(body.text, *tag.span(2)):
            group = next(index for index in (2, 3, 4) if found[index] is not None)
            _lay_attribute(found[1].lower(), body[slice(*found.span(group))], desk)
        desk.edits.append((tag.start(), tag.end(), _instead(tag)))


def _instead(tag: re.Match[str]) -> str:
    """Return what stands for a tag. What a list defines is written as in Markdown: behind a colon."""
    if tag[0].lower().startswith(("</dt", "<dd")):
        return ": " if tag[0][1] != "/" else ""
    return "\n" if _BLOCK_TAG.match(tag[1]) else ""


def _lay_attribute(name: str, value: Cut, desk: _Desk) -> None:
    if name in _LINK_ATTRIBUTES:
        _lay_target(value, desk)
    elif name in {"id", "class", "name", "for"}:
        desk.lay("html", read_path(value))
    else:
        desk.lay("alt" if name in {"alt", "title", "aria-label"} else "html", normalise(value))


def _lay_target(target: Cut, desk: _Desk) -> None:
    desk.lay("link", read_target(target))
    head, _, fragment = target.text.rpartition("#")
    if head and fragment:  # without a head it has been read as words
        desk.lay("link", read_fragment(target[len(head) + 1 :]))
