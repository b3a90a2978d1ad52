"""Everything a browser asks a server for when it shows a page, and every link it offers."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bedside.checks.addresses import css_addresses, srcset_addresses
from bedside.checks.late import compile_late

__all__ = [
    "Element",
    "Fetch",
    "Link",
    "attribute_fetches",
    "elements",
    "fetches_of",
    "is_script",
    "link_of",
    "styled",
]

# Attributes whose address is fetched without a click, and those that only name or say something.
# What is in neither set counts as a request when it looks like an address.
_FETCHED = {
    "src", "data", "poster", "background", "action", "formaction", "manifest", "ping", "icon",
    "longdesc", "lowsrc", "dynsrc", "codebase", "classid", "archive", "code", "profile",
    "attributionsrc", "imagesrcset", "srcset", "xlink:href",
    "data-src", "data-srcset", "data-bg", "data-background", "data-poster",  # lazy loaders'

}  # fmt: skip
_SILENT = {
    "alt", "title", "content", "value", "placeholder", "cite", "datetime", "itemtype", "itemid",
    "itemprop", "itemref", "vocab", "prefix", "typeof", "property", "about", "resource", "class",
    "id", "name", "label", "summary", "abbr", "lang", "xml:base", "rel", "for", "download", "pattern",
}  # fmt: skip
_HOLDERS = {"template", "noscript", "noembed", "noframes", "iframe"}
_CLICKED = {"a", "area"}
_LISTS = {"ping", "archive", "attributionsrc"}
# `rel` values of <link> that make a browser fetch nothing; any other value counts as a request.
# Hints that do: https://dret.github.io/webconcepts/specs/W3C/TR/resource-hints (read 2026-11-22)
_QUIET_RELS = {
    "canonical", "alternate", "author", "license", "me", "next", "prev", "first", "last", "up",
    "self", "hub", "help", "bookmark", "shortlink", "privacy-policy", "terms-of-service",
    "webmention", "describedby", "tag", "publisher", "payment", "home", "contents", "index",
}  # fmt: skip
_URL_LIKE = compile_late(r"(?i)\s*(?:(?:https?|wss?|ftp):|[/\\]{2})")
_REFRESH = compile_late(r"(?i)^[^;,]*[;,]\s*(?:url\s*=\s*)?['\"]?([^'\"]*)")
_POLICY_REPORT = compile_late(r"(?i)report-(?:uri|to)\s+([^;]+)")
_DATA_TYPES = {"application/ld+json", "application/json", "text/plain", "text/template"}
_OUTER_TAG = compile_late(r"^<[^>]*>|</[^<]*>$")


class Element(NamedTuple):
    """One element: its name, its attributes (read once: each look-up builds them anew), itself."""

    tag: str
    values: dict[str, str | None]
    node: LexborNode

    def get(self, name: str) -> str:
        """Return an attribute's value, empty when there is none."""
        return self.values.get(name) or ""


class Fetch(NamedTuple):
    """One request: the address as written and what asks for it."""

    address: str
    what: str  # `img src`, `style url()` …


class Link(NamedTuple):
    """One address a visitor may follow."""

    address: str
    rel: str = ""


def elements(markup: str) -> Iterator[Element]:
    """Yield every element, also inside `template`, `noscript` and `iframe srcdoc`."""
    root = LexborHTMLParser(markup).root
    if root is None:
        return
    for node in root.traverse(include_text=False):
        tag = node.tag or "-"
        if tag.startswith(("-", "_", "!")):
            continue
        element = Element(tag, node.attributes, node)
        yield element
        if tag in _HOLDERS and (inner := _inside(element)).strip():
            yield from elements(inner)


def _inside(element: Element) -> str:
    """Return the markup that an element holds as text or apart; empty when it was walked."""
    if element.tag == "iframe":
        return element.get("srcdoc")
    child = element.node.child
    is_walked = element.tag != "template" and child is not None and bool(child.tag)
    return "" if is_walked else _OUTER_TAG.sub("", element.node.html or "")


def is_script(tag: str, values: Mapping[str, str | None]) -> bool:
    """Tell whether a browser runs such an element, rather than keeping it as data."""
    return tag == "script" and (values.get("type") or "").lower() not in _DATA_TYPES


def link_of(tag: str, values: Mapping[str, str | None]) -> Link | None:
    """Return the link that `a`, `area` or a quiet `link` with these attributes offers."""
    address = values.get("href")
    if address is not None and (tag in _CLICKED or _is_quiet_link(tag, values)):
        return Link(address, (values.get("rel") or "").lower())
    return None


def fetches_of(element: Element) -> Iterator[Fetch]:
    """Yield every request that this element makes."""
    yield from styled(element)
    yield from attribute_fetches(element.tag, element.values)


def styled(element: Element) -> Iterator[Fetch]:
    """Yield the requests of the style sheet that stands in an element."""
    if element.tag == "style":
        css = element.node.text() or ""
        yield from (Fetch(one, "style url()") for one in css_addresses(css))


def attribute_fetches(tag: str, values: Mapping[str, str | None]) -> Iterator[Fetch]:
    """Yield every request that an element with these attributes makes, whatever stands in it."""
    if tag == "meta":
        yield from _meta(values)
    for name, value in values.items():
        if value:
            yield from _attribute(tag, values, name.lower(), value)


def _attribute(
    tag: str, values: Mapping[str, str | None], name: str, value: str
) -> Iterator[Fetch]:
    what = f"{tag} {name}"
    if name == "style":
        yield from (Fetch(one, what) for one in css_addresses(value))
    elif name in {"srcset", "imagesrcset", "data-srcset"}:
        yield from (Fetch(one, what) for one in srcset_addresses(value))
    elif name in _LISTS:
        yield from (Fetch(one, what) for one in value.split())
    elif name in {"href", "xlink:href"}:
        if tag not in _CLICKED and not _is_quiet_link(tag, values):
            yield Fetch(value, what)
    elif name in _FETCHED:
        yield Fetch(value, what)
    elif not _is_silent(name):
        # Fail closed: an attribute nobody listed, holding an address, is taken for a request.
        if _URL_LIKE.match(value):
            yield Fetch(value, what)
        if "url(" in value.lower():
            yield from (Fetch(one, what) for one in css_addresses(value))


def _is_silent(name: str) -> bool:
    return name in _SILENT or name.startswith(("data-", "aria-", "xmlns"))


def _is_quiet_link(tag: str, values: Mapping[str, str | None]) -> bool:
    rels = set((values.get("rel") or "").lower().split())
    return tag == "link" and bool(rels) and rels <= _QUIET_RELS


def _meta(values: Mapping[str, str | None]) -> Iterator[Fetch]:
    content = values.get("content") or ""
    equiv, name = (values.get("http-equiv") or "").lower(), (values.get("name") or "").lower()
    if equiv == "refresh" and (found := _REFRESH.match(content)) and found[1].strip():
        yield Fetch(found[1].strip(), "meta refresh")
    elif equiv == "content-security-policy":
        yield from (Fetch(one, "report address") for found in _POLICY_REPORT.findall(content)
                    for one in found.split() if _URL_LIKE.match(one))  # fmt: skip
    elif equiv == "link" or name.startswith("msapplication-"):
        yield from (Fetch(one, f"meta {equiv or name}") for one in re.split(r"[\s<>;,]+", content)
                    if _URL_LIKE.match(one))  # fmt: skip
