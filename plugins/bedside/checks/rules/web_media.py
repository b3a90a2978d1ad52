"""WEB rules on what a page shows and weighs: captions, room for pictures, the first load."""

import gzip
import posixpath
from collections.abc import Iterator
from hashlib import shake_128

from bedside.checks.addresses import absolute, css_addresses, is_foreign, path_in_site
from bedside.checks.authorities import FIRST_LOAD, LAYOUT_SHIFT, WCAG
from bedside.checks.built import Site
from bedside.checks.late import compile_late
from bedside.checks.model import Context, Match, Rule, Scope, Severity
from bedside.checks.page import Page

__all__ = ["FIRST_LOAD_BYTES", "WEB_MEDIA", "first_load"]

# Compressed, with fonts, without pictures: a bit over a second at 400 kbit/s, the slow line of FIRST_LOAD.
FIRST_LOAD_BYTES = 60_000

_IMG = compile_late(r"(?is)<img\b[^>]*>")
_SIZED = compile_late(
    r"(?is)\swidth=[\"']?\d.*\sheight=[\"']?\d|\sheight=[\"']?\d.*\swidth=[\"']?\d"
)
_FILM = compile_late(r"(?is)<video\b.*?(?:</video\s*>|\Z)")
_CAPTIONS = compile_late(
    r"(?is)<track\b(?=[^>]*\bkind=[\"']?captions)(?=[^>]*\bsrc=[\"']?[^\"'\s>])"
)
_LOADED = compile_late(
    r"(?is)<link\b(?=[^>]*\brel=[\"']?stylesheet)[^>]*\bhref=[\"']?([^\"'\s>]+)"
    r"|<script\b[^>]*\bsrc=[\"']?([^\"'\s>]+)"
)
_FACE = compile_late(r"(?is)@font-face\s*\{([^}]*)\}")
_RANGE = compile_late(r"(?is)unicode-range\s*:\s*([^;}]*)")
_LETTER = compile_late(r"(?i)U\+0{0,4}(?:0|20|41)?(?=-|,|\s|$)")


def _without_captions(page: Page, _context: Context) -> Iterator[Match]:
    for film in _FILM.finditer(page.html):
        if not _CAPTIONS.search(film[0]):
            yield Match(start=film.start(), end=film.end(),
                        message="a film without captions: name a .vtt file in `video.captions`, and "
                                "keep `<track>` in the theme")  # fmt: skip


def _without_room(page: Page, _context: Context) -> Iterator[Match]:
    for image in _IMG.finditer(page.html):
        if not _SIZED.search(image[0]):
            yield Match(start=image.start(), end=image.end(),
                        message="a picture without `width` and `height`: write it in Markdown, or "
                                "give both in the theme")  # fmt: skip


def first_load(page: Page, site: Site, effort: int = 9) -> int:
    """Return the bytes of a first visit, compressed as servers do: page, styles, scripts, fonts.

    Of the fonts, those with the plain letters; a page that needs others loads more.
    """
    return len(gzip.compress(page.html.encode(), effort, mtime=0)) + sum(
        _weight(path, site)
        for found in _LOADED.finditer(page.html)
        if (path := _path(found[1] or found[2], page.url, site))
    )


def _path(address: str, base: str, site: Site) -> str | None:
    url = absolute(address, base)
    path = None if is_foreign(url, site.practice) else path_in_site(url, site.practice)
    return site.file_at(path) if path else None


def _weight(path: str, site: Site) -> int:
    """Return what one file weighs, with the fonts that a style sheet brings."""
    kept = site.weights
    if path not in kept:
        data = (site.output / path).read_bytes()
        kept[path] = len(gzip.compress(data, mtime=0))
        if path.endswith(".css"):
            kept[path] += sum(_fonts(data.decode("utf-8", "replace"), path, site))
    return kept[path]


def _fonts(css: str, path: str, site: Site) -> Iterator[int]:
    for face in _FACE.findall(css):
        letters = _RANGE.search(face)
        if letters and not _LETTER.search(letters[1]):
            continue
        for address in css_addresses(face)[:1]:
            file = site.file_at(
                posixpath.normpath(posixpath.join(posixpath.dirname(path), address))
            )
            yield (site.output / file).stat().st_size if file else 0


def _too_heavy(site: Site, _context: Context) -> Iterator[Match]:
    for page in site.fresh:
        if first_load(page, site, effort=1) <= FIRST_LOAD_BYTES:
            continue  # nearly every page: with more effort it is no heavier
        if (weight := first_load(page, site)) > FIRST_LOAD_BYTES:
            yield Match(path=page.file,
                        message=f"the first visit loads {weight / 1000:.0f} kB without pictures, more than "
                                f"{FIRST_LOAD_BYTES // 1000}: split the text, or take weight out of "
                                "the theme")  # fmt: skip


_HEAVY = "=== index.html\n<link rel=stylesheet href=/a.css><p>A</p>\n=== a.css\n%s\n"

# Examples of pages stand at blog/example/index.html; of sites, `=== path` begins a file.
WEB_MEDIA: tuple[Rule, ...] = (
    Rule(
        code="WEB030", name="film-without-captions", scope=Scope.PAGE, find=_without_captions,
        summary="A film on a built page without a captions track.",
        why="Who cannot hear it, or has the sound off, is told nothing.",
        fix="Name captions (.vtt) in the post, and show them in the theme.", authority=WCAG,
        bad=('<video controls src="/videos/a.mp4"></video>',
             '<video src="/a.mp4"><track kind="metadata" src="/a.vtt"></video>',
             '<video src="/a.mp4"><track kind="captions"></video>'),
        good=('<video controls><source src="/a.mp4"><track kind="captions" src="/a.vtt"></video>',
              "<p>A video.</p>"),
    ),
    Rule(
        code="WEB031", name="picture-without-size", scope=Scope.PAGE, find=_without_room,
        severity=Severity.WARNING,
        summary="A picture on a built page without its width and height.",
        why="The text jumps when it arrives, under a finger that was about to tap.",
        fix="Write the picture in Markdown, which gives both.", authority=LAYOUT_SHIFT,
        bad=('<img src="/a.png" alt="">', '<img src="/a.png" alt="" width="8">'),
        good=('<img src="/a.png" alt="" width="8" height="6">', '<img height=6 width=8 src="/a.png">'),
    ),
    Rule(
        code="WEB032", name="page-too-heavy", scope=Scope.SITE, find=_too_heavy,
        severity=Severity.WARNING,
        summary="A page whose first visit loads more than 60 kB besides pictures.",
        why="A worried reader on a slow phone gives up on a page that does not come.",
        fix="Split a very long text; take fonts, styles or scripts out of the theme.",
        authority=FIRST_LOAD,
        bad=(_HEAVY % shake_128(b"styles").hexdigest(2 * FIRST_LOAD_BYTES),),  # does not compress
        good=(_HEAVY % "p{margin:0}",),
    ),
)  # fmt: skip
