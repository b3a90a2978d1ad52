"""WEB rules on the site as a whole: links that hold, nothing hidden in lists, clean files."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote

from bedside.checks.addresses import absolute, is_foreign, is_web, path_in_site
from bedside.checks.authorities import (
    DE_IDENTIFICATION,
    NOINDEX,
    OPEN_GRAPH,
    PHOTO_METADATA,
    WCAG,
)
from bedside.checks.built import Site, page_file
from bedside.checks.film import FILMS, says_where
from bedside.checks.model import Context, Match, Rule, Scope, Severity, Tier
from bedside.checks.page import Page
from bedside.checks.picture_files import PICTURES, picture_problem
from bedside.checks.rules.web import ERROR_PAGE
from bedside.post import Post, Visibility

__all__ = ["WEB_SITE"]


def _broken_links(site: Site, _context: Context) -> Iterator[Match]:
    known: dict[tuple[str, str], str] = {}  # pages repeat the same addresses
    for page in site.pages:
        base = absolute(page.base, page.url)
        for address in page.gist.addresses:
            url = absolute(address, base)
            key = url, page.path if url.startswith(page.url) else ""
            if key not in known:
                known[key] = _problem(site, page, url)
            if problem := known[key]:
                yield Match(path=page.file, start=page.where(address), message=problem)


def _problem(site: Site, page: Page, url: str) -> str:
    """Say what is wrong with one of our own addresses, or nothing."""
    if not is_web(url) or is_foreign(url, site.practice):
        return ""
    plain, _, fragment = url.partition("#")
    path = path_in_site(plain, site.practice)
    if path is None:
        return "a link leaves the folder that the site lives in: correct it"
    file = page.path if plain == page.url else site.file_at(path)
    if file is None and path.removesuffix("index.html").rstrip("/") + "/" in site.private:
        return f"/{path} is not public now: take the link out of the theme's template"
    if file is None:
        return f"nothing is at /{path}: correct the address"
    target = site.page_at.get(file)
    if fragment and target and unquote(fragment) not in {*target.anchors, "top"}:
        return f"/{path} has no place called #{unquote(fragment)}: correct it"
    return ""


def _preview_picture(site: Site, _context: Context) -> Iterator[Match]:
    for page in site.pages:
        url = page.meta("og:image")
        if url is None:
            if page.post and page.post.visibility is Visibility.PUBLISHED:
                yield Match(path=page.file, message="no `og:image`: previews would be bare")
            continue
        problem = _picture_problem(site, page, url)
        if problem:
            yield Match(path=page.file, start=page.where(url), message=problem)


def _picture_problem(site: Site, page: Page, url: str) -> str:
    if not is_web(url) or is_foreign(url, site.practice):
        return "`og:image` is not an absolute address on the practice's own site"
    file = site.file_at(path_in_site(url, site.practice) or "")
    if file is None:
        return "`og:image` leads to no file of the site"
    if PurePosixPath(file).suffix.lower() not in PICTURES:
        return "`og:image` is not a PNG, JPEG or WebP"
    from PIL import Image  # noqa: PLC0415  slow to load; only a built site needs it

    from bedside.checks.metadata import UNREADABLE  # noqa: PLC0415  slow to load; only a built site needs it

    try:
        with Image.open(site.output / file) as image:
            size = tuple(map(str, image.size))
    except UNREADABLE:
        return "`og:image` cannot be read as a picture"
    if (page.meta("og:image:width"), page.meta("og:image:height")) != size:
        return f"`og:image:width` and `height` are not the picture's {' x '.join(size)}"
    if not page.meta("og:image:alt"):
        return "`og:image` has no `og:image:alt`"
    return ""


def _hidden(site: Site, _context: Context) -> Iterator[Match]:
    for post in site.posts:
        file = page_file(post)
        if not post.visibility.is_public:
            if file in site.files:
                yield Match(path=site.output / file, message=f"a {post.visibility} post has a page")
        elif post.visibility is Visibility.HIDDEN:
            page = site.page_at.get(file)
            if page and page.is_indexed:
                yield Match(
                    path=page.file, message="a hidden post without `noindex`: add it to the head"
                )
            yield from _listed(site, post)


def _without_page(site: Site, _context: Context) -> Iterator[Match]:
    for post in site.posts:
        if post.visibility.is_public and page_file(post) not in site.files:
            yield Match(
                path=post.source, message="is public, but the site has no page for it: build again"
            )


def _listed(site: Site, post: Post) -> Iterator[Match]:
    """Yield where a hidden post is listed. Another post's own text may link to it on purpose."""
    for page in site.pages:
        if page.post is None and any(
            absolute(link.address, page.url).partition("#")[0] == post.url for link in page.links
        ):
            yield Match(path=page.file, message="lists a hidden post: leave it out of the template")
    for item in site.feed_items:
        if post.uid in item.id or item.link == post.url:
            yield Match(path=item.file, message="a feed holds a hidden post: leave it out")


def _sitemap(site: Site, _context: Context) -> Iterator[Match]:
    for file, address in site.sitemap:
        path = None if is_foreign(address, site.practice) else path_in_site(address, site.practice)
        found = site.file_at(path) if path is not None else None
        page = site.page_at.get(found or "")
        if found is None:
            yield Match(path=file, message="a line leads to nothing on this site: remove it")
        elif page and (not page.is_indexed or page.path == ERROR_PAGE):
            yield Match(path=file, message="lists a page that search engines are told to leave out")


def _metadata_left(site: Site, _context: Context) -> Iterator[Match]:
    for path in sorted(site.files):
        if problem := picture_problem(site.output / path):
            yield Match(path=site.output / path, message=problem)


def _position_in_video(site: Site, _context: Context) -> Iterator[Match]:
    for path in sorted(site.files):
        if PurePosixPath(path).suffix.lower() in FILMS and says_where(site.output / path):
            yield Match(
                path=site.output / path,
                message="the film says where it was taken: export it again without location",
            )


_PAGE = "=== index.html\n"
_LIST = '=== blog/index.html\n<a href="/blog/hidden/">A</a>\n'
_NOINDEX = '=== blog/hidden/index.html\n<meta name="robots" content="noindex">\n'
_SITEMAP = "=== sitemap.xml\n<urlset><url><loc>https://larkfield.example/%s</loc></url></urlset>\n"
_CARD = (
    '=== blog/example/index.html\n<meta property="og:image" content="%s">'
    '<meta property="og:image:width" content="%s"><meta property="og:image:height" content="8">'
    '<meta property="og:image:alt" content="A leaf">\n=== cards/a.png\n@PNG 8x8@\n'
)

# Examples are folders: `=== path` begins a file. The posts blog/example/ (published), blog/hidden/
# (hidden, uid @HIDDEN@) and blog/draft/ (draft) are known to every one.
WEB_SITE: tuple[Rule, ...] = (
    Rule(
        code="WEB010", name="broken-link", scope=Scope.SITE, find=_broken_links,
        summary="A link, picture or anchor of ours that leads to nothing.",
        why="A reader who is worried should not meet an empty page.",
        fix="Correct the address.", authority=WCAG,
        bad=(_PAGE + '<a href="/absent/">A</a>', _PAGE + '<img src="images/absent.png" alt="">',
             _PAGE + '<a href="#absent">A</a>', _PAGE + '<a href="https://larkfield.example/absent/">A</a>',
             _PAGE + '<a href="/b/#absent">A</a>\n=== b/index.html\n<p id="here">B</p>',
             _PAGE + '<link rel="alternate" href="/feed.absent">'),
        good=(_PAGE + '<a href="/b/#here">A</a>\n=== b/index.html\n<p id="here">B</p>',
              _PAGE + '<a href="b/">A</a><a href="tel:+18025550142">B</a><a href="#">C</a>\n'
              '=== b/index.html\n<a href="../">B</a>', _PAGE + '<a href="https://www.cdc.gov/x">A</a>',
              _PAGE + '<a href="/caf%C3%A9/">A</a>\n=== café/index.html\n<p>B</p>'),
    ),
    Rule(
        code="WEB011", name="preview-picture", scope=Scope.SITE, find=_preview_picture,
        summary="A page whose preview picture is missing, elsewhere, or not of the size it says.",
        why="Networks crop or drop a picture whose size they are told wrongly.",
        fix="Write the card's own address, size and words.", authority=OPEN_GRAPH,
        bad=("=== blog/example/index.html\n<p>A</p>", _CARD % ("/cards/a.png", "8"),
             _CARD % ("https://larkfield.example/cards/b.png", "8"),
             _CARD % ("https://larkfield.example/cards/a.png", "9"),
             _CARD % ("https://cdn.example/cards/a.png", "8"),
             (_CARD % ("https://larkfield.example/cards/a.png", "8")).replace("@PNG 8x8@", "no PNG")),
        good=(_CARD % ("https://larkfield.example/cards/a.png", "8"),),
    ),
    Rule(
        code="WEB012", name="hidden-post-shown", scope=Scope.SITE, find=_hidden,
        summary="A draft that has a page; a hidden post that is indexed, listed or in a feed.",
        why="What is not public yet, or only for those who have its address, must stay so.",
        fix="Leave it out of the template, or build again.", authority=NOINDEX,
        bad=("=== blog/draft/index.html\n<p>A</p>", "=== blog/hidden/index.html\n<p>A</p>",
             _NOINDEX + _LIST, _NOINDEX + '=== feed.json\n{"items": [{"id": "@HIDDEN@"}]}\n'),
        good=(_NOINDEX, _NOINDEX + '=== blog/example/index.html\n<a href="/blog/hidden/">A</a>'),
    ),
    Rule(
        code="WEB013", name="sitemap-line", scope=Scope.SITE, find=_sitemap,
        summary="A sitemap line that leads to nothing, elsewhere, or to a page kept from indexes.",
        why="Search engines stop trusting a sitemap that is wrong.",
        fix="Write only public pages into it.", authority=NOINDEX,
        bad=(_PAGE + "A\n" + _SITEMAP % "absent/", _NOINDEX + _SITEMAP % "blog/hidden/"),
        good=(_PAGE + "A\n" + _SITEMAP % "",),
    ),
    Rule(
        code="IMG009", name="published-metadata", scope=Scope.SITE, tier=Tier.BLOCK,
        severity=Severity.ERROR, find=_metadata_left,
        summary="A picture of the built site that holds anything but its pixels, or of another kind.",
        why="What a camera writes into a file can tell where and when a patient was here.",
        fix="Build again; if it stays, export the picture anew.", authority=PHOTO_METADATA,
        bad=("=== images/a.jpg\n@PICTURE gps.jpg@", "=== images/a.png\n@PICTURE text.png@",
             "=== images/a.tif\nII*", "=== images/a.AVIF\n-", "=== images/a.bin\n@PICTURE clean.jpg@",
             "=== images/a.jfif\n@PICTURE clean.jpg@", "=== images/a.webp\n@PICTURE gps.webp@", "=== images/a.jpg\n@PICTURE trailing.jpg@"),
        good=("=== images/a.jpg\n@PICTURE clean.jpg@", "=== images/a.png\n@PNG 8x8@"),
    ),
    Rule(
        code="IMG010", name="position-in-video", scope=Scope.SITE, tier=Tier.BLOCK,
        find=_position_in_video,
        summary="A film of the built site that holds the place where it was taken.",
        why="A phone writes its position into every film it takes.",
        fix="Export the film again without location.", authority=DE_IDENTIFICATION,
        bad=("=== videos/a.mp4\n....com.apple.quicktime.location.ISO6709+44.1-072.9/",),
        good=("=== videos/a.mp4\n....ftypisom....moov",),
    ),
    Rule(
        code="WEB016", name="post-without-page", scope=Scope.SITE, find=_without_page,
        summary="A public post for which the build wrote no page.",
        why="Pelican drops a post whose handler fails, and says nothing.",
        fix="Build again; run Pelican with --debug if it stays away.", authority=NOINDEX,
        bad=("=== blog/example/index.html\n<p>A</p>",),
        good=("=== blog/example/index.html\n<p>A</p>\n=== blog/hidden/index.html\n<p>B</p>",),
    ),
)  # fmt: skip
