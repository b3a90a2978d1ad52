"""BOD rule on links: what a post links to on the practice's own site is there."""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from bedside.checks.addresses import absolute, is_foreign, is_web, path_in_site
from bedside.checks.authorities import WCAG
from bedside.checks.handouts import FOLDER, HANDOUTS, is_handout
from bedside.checks.image import content_root
from bedside.checks.late import compile_late
from bedside.checks.model import Context, Match, Rule, Scope, Severity
from bedside.checks.surfaces.samples import without_code, without_comments
from bedside.post import Kind, Source, visibility
from bedside.site.targets import resolve
from bedside.source import CAPTIONS, MARKDOWN, address, find_sources, read_source
from bedside.web_address import BROKEN, split_address

if TYPE_CHECKING:
    from bedside.practice import Practice

__all__ = ["LINKS"]

_TARGET = compile_late(
    r"(?<!!)\[(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*+\]\(\s*<?(?P<inline>[^)>\s]+)"
    r"|^[ ]{0,3}\[(?!\^)[^\]\n]+\]:\s*<?(?P<label>[^\s>]+)"
    r"|<a\b[^<>]*?\bhref\s*=\s*[\"']?(?P<raw>[^\"'\s>]+)",
    re.MULTILINE | re.IGNORECASE,
)
# What the theme writes besides the sources' own pages; that of another edition in its folder.
_LISTS = compile_late(
    r"(?:blog/(?:archive/|page/\d+/)?|(?:topics|tags)/.*|(?:services|locations|clinicians|conditions|search)/"
    r"|feed\.\w+|sitemap\.xml|robots\.txt|(?:theme|cards|images|videos)/.*)?"
)
# Places that the theme's templates put on every page of a kind.
_THEMES_OWN = compile_late(r"top|main|hours|offices|[a-z]+-title|year-\d+")
# A button may be a phone number as it is written, or the practice's own from practice.toml.
_NUMBER = compile_late(
    r"(?:tel:)?(?:\+?[\d(][\d().\- ]{6,}|\{\{[^{}]*\bphone *\}\})(?: *(?:ext\.?|x) *\d+)?"
)
_NAMES_A_LINK = compile_late(r"cta\.url|references\.\d+\.url")
_ID = compile_late(r"\sid=\"([^\"]+)\"")
Said = tuple[str, str]  # what, what to do
_NO_PAGE = "correct the address, or link to the page's file, as flu-shots.md"
# A post that ended must leave the site although others link to it: the build unlinks their words.
_NOT_PUBLIC = ("the page it leads to is not public", "nothing: until it is, the words stand alone")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Link:
    """One link as written; offsets in the file."""

    target: str
    start: int
    end: int


def _broken(sources: Sequence[Source], context: Context) -> Iterator[Match]:
    """Yield links to files and pages that are not there; other files are read only when needed."""
    links = [(source, link) for source in sources for link in _links(source)]
    paths = [_site_path(link.target, source, context) for source, link in links]
    wanted = {name for path in paths if path and (name := _name(path))}
    pages = _pages(sources, context, wanted) if any(path is not None for path in paths) else {}
    for (source, link), path in zip(links, paths, strict=True):
        said = (
            _file_problem(link.target, source, context)
            if path is None
            else _page_problem(path, pages, context)
        )
        if said:
            yield Match(
                start=link.start, end=link.end, path=source.path, message=said[0], fix=said[1],
                severity=Severity.WARNING if said == _NOT_PUBLIC else None,
            )  # fmt: skip


def _links(source: Source) -> Iterator[_Link]:
    if source.kind is Kind.TEXT:
        return
    body = without_comments(without_code(source.body))
    for found in _TARGET.finditer(body):
        name = found.lastgroup or "inline"
        start, end = (source.body_offset + at for at in found.span(name))
        yield _Link(target=html.unescape(found[name]), start=start, end=end)
    for key, target in source.values.items():
        place = source.places.get(key)
        if target and place and _is_link(key, target):
            yield _Link(target=target, start=place.start, end=place.end)


def _is_link(key: str, target: str) -> bool:
    """Tell whether a value is a link; a reference that is no web address is FRM001's to say."""
    if not _NAMES_A_LINK.fullmatch(key):
        return False
    return "://" in target or (key.startswith("cta") and not _NUMBER.fullmatch(target.strip()))


def _file(target: str, source: Source) -> str | None:
    """Return the path under content/ of a link to a file; None for a link to a page's address."""
    path = resolve(target, source.name)
    return unquote(path) if path and Path(path).suffix else None


def _file_problem(target: str, source: Source, context: Context) -> Said | None:
    if split_address(target).netloc == BROKEN:
        return "no browser can follow this address", "copy it whole from the page it leads to"
    path, root = _file(target, source), content_root(source)
    if target.startswith("#"):
        return _place_problem(target, source, context.practice)
    if path is None or root is None:
        return None
    is_there = (root / path).is_file()
    if is_there and Path(path).suffix.lower() in MARKDOWN:
        if not _fragment(target):
            return None
        zone = context.practice.zone if context.practice else ZoneInfo("UTC")
        return _place_problem(target, read_source(root / path, root, zone), context.practice)
    if is_there and is_handout(path):
        return None
    if is_there:
        kinds = ", ".join(sorted(HANDOUTS))
        return (
            "a link to a file that is not published",
            f"show a picture with ![what it shows](path); a file to download is one of {kinds} in content/{FOLDER}/",
        )
    return "no such file under content/", "correct the name: it is read from this file's own folder"


def _fragment(target: str) -> str:
    """Return the place in a page that a link leads to; nothing for one that the theme makes."""
    fragment = unquote(target.partition("#")[2])
    return "" if _THEMES_OWN.fullmatch(fragment) else fragment


def _place_problem(target: str, page: Source, practice: "Practice | None") -> Said | None:
    """Say that the page a link leads to has no place of that name: it is rendered for that."""
    fragment = _fragment(target)
    if not fragment:
        return None
    from bedside.site.markup import engine_for, render_markdown  # noqa: PLC0415  loads slowly

    engine = engine_for(page, practice)
    built = render_markdown(page.body, page.name, lambda _: None, lambda *_: True, engine=engine)
    if fragment in map(html.unescape, _ID.findall(built)):
        return None
    return (
        "that page has no heading of this name",
        "copy it from the heading: ## What to do is #what-to-do",
    )


def _site_path(target: str, source: Source, context: Context) -> str | None:
    """Return the path under the site root that a link leads to; None when it leads elsewhere."""
    practice = context.practice
    if practice is None or target.startswith(("#", "{{")) or _file(target, source):
        return None
    site = f"{practice.practice.url}/"
    url = absolute(target, site + address(source, practice.practice.language))
    if not is_web(url) or is_foreign(url, practice):
        return None
    path = path_in_site(url.partition("#")[0], practice)
    return "../" if path is None else path


def _pages(
    sources: Sequence[Source], context: Context, wanted: AbstractSet[str]
) -> dict[str, bool]:
    """Return the addresses of pages that bear these names, and whether readers can see them now."""
    practice = context.practice
    assert practice is not None
    return {
        address(one, practice.practice.language): bool(
            one.meta and visibility(one.meta, context.now).is_public
        )
        for one in _all(sources, practice, wanted)
        if one.kind is not Kind.TEXT
    }


def _all(
    sources: Sequence[Source], practice: "Practice", wanted: AbstractSet[str]
) -> Iterator[Source]:
    """Yield the given sources, then those of the files beside them that can bear these names."""
    yield from sources
    given = {source.path.resolve() for source in sources}
    for root in sorted({root for source in sources if (root := content_root(source))}):
        for path in find_sources([root]):
            is_page = path.suffix.lower() != CAPTIONS and _may_bear(path, wanted)
            if is_page and path.resolve() not in given:
                yield read_source(path, root, practice.zone)


def _name(place: str) -> str:
    return place.rstrip("/").rpartition("/")[2]


def _may_bear(path: Path, wanted: AbstractSet[str]) -> bool:
    """Tell whether an address can end with one of the names: by the file's own, or by its `slug`."""
    if path.stem in wanted or not path.is_file():
        return True
    data = path.read_bytes()
    end = b"\n---" if data.startswith(b"---") else b"\n\n"
    header = data.partition(end)[0]
    is_named = b"slug" in header.lower() and any(name.encode() in header for name in wanted)
    return is_named or b"\\" in header or data.startswith(b"\xef\xbb\xbf")


def _page_problem(path: str, pages: Mapping[str, bool], context: Context) -> Said | None:
    place = path if not path or path.endswith("/") or "." in path else f"{path}/"
    others = context.practice.practice.translations if context.practice else ()
    folder = next((f"{lang}/" for lang in others if place.startswith(f"{lang}/")), "")
    if pages.get(place) or _LISTS.fullmatch(place.removeprefix(folder)):
        return None
    if place in pages:
        return _NOT_PUBLIC
    return "no page of the site has this address", _NO_PAGE


_POST = "=== posts/a.md\n---\ntitle: A\n---\n"
_OTHER = "\n=== posts/flu.md\n---\ntitle: B\n%s---\n=== pages/contact.md\n---\ntitle: C\n---\n"

LINKS: tuple[Rule, ...] = (
    Rule(
        code="BOD003", name="link-to-nothing", scope=Scope.SOURCES, find=_broken,
        summary="A link to a file or a page of the practice's own that is not there.",
        why="A reader who needs the next step finds an error page.",
        fix=_NO_PAGE, authority=WCAG,
        bad=(_POST + "See [flu](fluu.md)." + _OTHER % "", _POST + "[Ask](/contcat/)." + _OTHER % "",
             _POST + "[Flu](/blog/flu/)." + _OTHER % "status: draft\n",
             _POST + "[Up](#nowhere)." + _OTHER % "", _POST + "[Flu](flu.md#nowhere)." + _OTHER % "",
             _POST + "[Form]({static}/files/form.pdf)." + _OTHER % "",
             _POST + "[Ask][1].\n\n[1]: https://larkfield.example/contcat/\n" + _OTHER % "",
             _POST + '<a href="../../contcat/">Ask</a>' + _OTHER % "",
             "=== posts/a.md\n---\ntitle: A\ncta:\n  text: Ask\n  url: /contcat/\n---\n",
             "=== posts/a.md\n---\ntitle: A\nreferences:\n  - title: T\n    url: https://larkfield.example/x/\n---\n"),
        good=(_POST + "## When\n\nSee [flu](flu.md#top), [it](#when), [ask](../pages/contact.md)." + _OTHER % "",
              _POST + "[Flu](/blog/flu/), [us](/contact), [all](/blog/), [home](/)." + _OTHER % "",
              _POST + "[CDC](https://www.cdc.gov/flu/), [call](tel:911), [up](#top)." + _OTHER % "",
              _POST + "[Draft](flu.md)." + _OTHER % "status: draft\n",
              _POST + "`[no](nothing.md)` <!-- [no](nothing.md) -->\n" + _OTHER % ""),
    ),
)  # fmt: skip
