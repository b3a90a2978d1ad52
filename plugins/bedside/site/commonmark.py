"""CommonMark with tables, footnotes, definition lists and attribute lists, read by a kept Rust parser."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, ClassVar

from pyromark import Options, events

from bedside.site.attribute_list import at_end, at_start, escape, explicit_ids, merged, tag
from bedside.site.file_links import FileLinks
from bedside.site.footnotes import Footnotes
from bedside.site.heading_ids import heading_id
from bedside.site.tables import SCROLL, table_label

__all__ = ["commonmark"]

_OPTIONS = Options.ENABLE_TABLES | Options.ENABLE_FOOTNOTES | Options.ENABLE_DEFINITION_LIST
_TAGS = {
    "Paragraph": "p", "BlockQuote": "blockquote", "Item": "li", "TableHead": "tr", "TableRow": "tr",
    "DefinitionList": "dl", "DefinitionListTitle": "dt", "DefinitionListDefinition": "dd",
    "Emphasis": "em", "Strong": "strong", "CodeBlock": "code", "Image": "img",
}  # fmt: skip
_INLINE = {"em", "strong", "a", "span", "code", "img"}
_PLAIN = {"a", "code"}  # their words are shown as they are
_LINED = {"ul", "ol", "dl", "blockquote", "tr"}  # their elements stand on lines of their own
_RAW_PLAIN = re.compile(r"<(/?)(?:a|code|pre)\b", re.IGNORECASE)
_LANGUAGE = re.compile(r"[^\s{]+")


@dataclass(slots=True)
class _Open:
    """An element that is being written: its start tag is known when it ends."""

    kind: str
    tag: str
    values: dict[str, str] = field(default_factory=dict)
    parts: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)  # as people read them, without pictures
    heads: list[str] = field(default_factory=list)  # of a table: the words of each heading cell
    columns: tuple[str, ...] = ()  # of a table: how each is aligned


def commonmark(body: str, files: FileLinks) -> str:
    """Return the HTML of a body. Raw HTML stands in it as it was written."""
    return _Writer(body, files).page()


class _Writer:
    """Writes one body, element by element, from the parser's events."""

    def __init__(self, body: str, files: FileLinks) -> None:
        text = body.replace(
            "\0", "\ufffd"
        )  # as CommonMark asks: https://spec.commonmark.org/0.31.2/
        self.files = files
        self.events: list[Any] = list(events(text, options=_OPTIONS))
        self.ids = explicit_ids(text)
        self.notes = Footnotes.of(self.events)
        self.open = [_Open("", "")]
        self.closed: _Open | None = None  # the element that ended just before
        self.plain = 0  # elements around whose words are shown as they are
        self.raw_plain = 0  # the same, written as HTML
        self.pictures = 0  # around, whose words are their alternative text

    def page(self) -> str:
        """Return the whole."""
        for at, event in enumerate(self.events):
            if isinstance(event, str):
                self._sign(event)
                self.closed = None
                continue
            kind, value = next(iter(event.items()))
            if kind == "Text":
                self._text(value, self.events[at + 1] if at + 1 < len(self.events) else None)
            elif kind == "Start":
                self._start(value)
            elif kind == "End":
                self._end()
                continue  # what follows may be its attribute list
            else:
                self._other(kind, value)
                if kind == "Code":
                    continue
            self.closed = None
        return "".join(self.open[0].parts) + self.notes.page()

    def _sign(self, event: str) -> None:
        top = self.open[-1]
        if event == "Rule":
            self._block("<hr>")
        else:
            top.parts.append("<br>\n" if event == "HardBreak" else "\n")
            top.words.append("\n")

    def _text(self, text: str, after: Any) -> None:
        top = self.open[-1]
        if self.closed and text.startswith("{"):
            values, text = at_start(text)
            self.closed.values = merged(self.closed.values, self._placed(self.closed, values))
            top.parts[-1] = _written(self.closed)
        elif text.endswith("}") and isinstance(after, dict) and "End" in after:
            text = self._block_attributes(top, text)
        top.words.append(text)
        if self.pictures:
            return
        if self.plain or self.raw_plain or not self.files.may_hold_contact(text):
            top.parts.append(escape(text))
            return
        first, *rest = self.files.contact.split(text)
        top.parts.append(escape(first))
        for words, tail in zip(rest[::2], rest[1::2], strict=True):
            link = tag("a", self.files.contact_link(words))
            top.parts += (f"{link}{escape(words)}</a>", escape(tail))

    def _placed(self, one: _Open, values: dict[str, str]) -> dict[str, str]:
        """Return an attribute list whose own address, which rule HTM002 refuses, is known as any other."""
        if one.tag == "img" and "src" in values:
            return values | self.files.image(values["src"])
        if one.tag == "a" and "href" in values:
            return values | {"href": self.files.href(values["href"]) or ""}
        return values

    def _block_attributes(self, top: _Open, text: str) -> str:
        """Take the attribute list from a heading's end or a paragraph's last line."""
        is_line = top.tag == "p" and top.parts[-1:] == ["\n"] and text.startswith("{")
        if top.kind != "Heading" and not is_line:
            return text
        values, rest = at_end(text)
        if values:
            top.values = merged(top.values, values)
            if is_line:
                top.parts.pop()
        return rest

    def _start(self, value: Any) -> None:
        kind, given = (value, None) if isinstance(value, str) else next(iter(value.items()))
        one = _Open(kind, _TAGS.get(kind, ""))
        if open_as := self._OPENED.get(kind):
            open_as(self, one, given)
        self.open.append(one)
        self.plain += one.tag in _PLAIN
        self.pictures += one.tag == "img"

    def _open_heading(self, one: _Open, given: Any) -> None:
        one.tag = given["level"].lower()

    def _open_list(self, one: _Open, given: Any) -> None:
        one.tag = "ul" if given is None else "ol"
        if given not in (None, 1):
            one.values["start"] = str(given)

    def _open_code(self, one: _Open, given: Any) -> None:
        found = _LANGUAGE.match(given["Fenced"]) if isinstance(given, dict) else None
        if found:
            one.values["class"] = f"language-{found[0]}"

    def _open_link(self, one: _Open, given: Any) -> None:
        scheme = "mailto:" if given["link_type"] == "Email" else ""
        href = self.files.href(scheme + given["dest_url"])
        one.tag = "span" if href is None else "a"
        if href is not None:
            one.values = {"href": href} | ({"title": given["title"]} if given["title"] else {})

    def _open_image(self, one: _Open, given: Any) -> None:
        one.values = {"alt": "", **self.files.image(given["dest_url"])}
        if given["title"]:
            one.values["title"] = given["title"]

    def _open_table(self, one: _Open, given: Any) -> None:
        one.columns = tuple(given)

    def _open_cell(self, one: _Open, _given: Any) -> None:
        row, table = self.open[-1], self.open[-2]
        one.tag = "th" if row.kind == "TableHead" else "td"
        at = len(row.parts)
        side = table.columns[at] if at < len(table.columns) else "None"
        if side != "None":
            one.values["style"] = f"text-align: {side.lower()};"

    def _open_note(self, one: _Open, given: Any) -> None:
        one.words.append(given)

    _OPENED: ClassVar[dict[str, Callable[["_Writer", _Open, Any], None]]] = {
        "Heading": _open_heading, "List": _open_list, "CodeBlock": _open_code, "Link": _open_link,
        "Image": _open_image, "Table": _open_table, "TableCell": _open_cell,
        "FootnoteDefinition": _open_note,
    }  # fmt: skip

    def _end(self) -> None:
        one = self.open.pop()
        self.plain -= one.tag in _PLAIN
        self.pictures -= one.tag == "img"
        top = self.open[-1]
        if one.tag in _INLINE and one.kind != "CodeBlock":
            if one.tag == "img":
                one.values["alt"] = "".join(one.words)
            if one.tag != "img" or self.pictures:
                top.words += one.words
            top.parts.append(_written(one))
            self.closed = one
            return
        self.closed, self.raw_plain = None, 0
        if one.kind == "Heading" and "id" not in one.values:
            one.values["id"] = heading_id("".join(one.words), self.ids)
        if one.kind == "TableCell":
            if one.tag == "th":
                self.open[-2].heads.append("".join(one.words))
            top.parts.append(f"{_written(one)}\n")
        elif one.kind == "FootnoteDefinition":
            self.notes.keep(one.words[0], one.parts)
        elif one.kind == "HtmlBlock":
            top.parts += one.parts
        else:
            self._block(_written(one))

    def _block(self, html: str) -> None:
        parts = self.open[-1].parts
        is_apart = not parts or parts[-1].endswith("\n")
        parts.append(f"{html}\n" if is_apart else f"\n{html}\n")

    def _other(self, kind: str, value: Any) -> None:
        top = self.open[-1]
        if kind == "Code":
            top.words.append(value)
            self.closed = _Open(kind, "code", parts=[escape(value)])
            top.parts.append(_written(self.closed))
        elif kind == "FootnoteReference":
            top.parts.append(self.notes.reference(value))
        else:  # raw HTML, a line of a block or a tag among words
            top.parts.append(value)
            if kind == "InlineHtml" and (found := _RAW_PLAIN.match(value)):
                self.raw_plain = max(0, self.raw_plain + (-1 if found[1] else 1))


def _written(one: _Open) -> str:
    inner = "".join(one.parts)
    if one.tag == "img":
        return tag("img", one.values)
    if one.kind == "CodeBlock":
        return f"<pre>{tag('code', one.values)}{inner}</code></pre>"
    if one.kind == "TableHead":
        return f"<thead>\n<tr>\n{inner}</tr>\n</thead>"
    if one.kind == "Table":
        head, *rows = one.parts
        region = tag("div", SCROLL | {"aria-label": table_label(one.heads)})
        return f"{region}<table>\n{head}<tbody>\n{''.join(rows)}</tbody>\n</table></div>"
    line = "\n" if one.tag in _LINED or inner.startswith("<p>") else ""
    return f"{tag(one.tag, one.values)}{line}{inner}</{one.tag}>"
