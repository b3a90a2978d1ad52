"""WEB rules on one built page: no third party, no inline code, and what every reader needs."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from bedside.checks.addresses import absolute, is_foreign
from bedside.checks.authorities import CANONICAL, LINK_HINTS, SCRIPT_INJECTION, TRACKING, WCAG
from bedside.checks.fetches import Fetch
from bedside.checks.late import compile_late
from bedside.checks.model import Context, Match, Rule, Scope, Severity

if TYPE_CHECKING:
    from bedside.checks.page import Page
    from bedside.practice import Practice

__all__ = ["WEB_PAGES", "foreign_fetches"]

_PLACEHOLDER = compile_late(
    r"\{\{[^{}\n]{0,80}\}\}|\{%[^{}\n]{0,80}%\}|[{|](?P<file>filename|static|attach)[}|]"
)
_RUNS = compile_late(r"(?i)^(?:javascript|vbscript):")
_HOLDS_CODE = ("script ", "iframe ", "frame ", "object ", "embed ", "link ")
ERROR_PAGE = "404.html"  # served at any address, so it has none of its own


def foreign_fetches(page: "Page", practice: "Practice") -> Iterator[Match]:
    """Yield every request of the page that reaches another server."""
    base = absolute(page.base, page.url)
    for fetch in page.fetches:
        url = absolute(fetch.address, page.url if fetch.what == "base href" else base)
        if is_foreign(url, practice) and not _is_newsletter(fetch, practice):
            start = page.where(fetch.address)
            yield Match(start=start, end=start + len(fetch.address) if start else 0,
                        message=f"{fetch.what} asks another site, which learns who reads the page: "
                                "serve it from the practice's own")  # fmt: skip


def _is_newsletter(fetch: Fetch, practice: "Practice") -> bool:
    """Tell whether it is the form that practice.toml names: it asks only when a reader sends it."""
    named = practice.newsletter
    return named is not None and fetch == Fetch(named.action, "form action")


def _third_party(page: "Page", context: Context) -> Iterator[Match]:
    if context.practice:
        yield from foreign_fetches(page, context.practice)


def _inline_code(page: "Page", _context: Context) -> Iterator[Match]:
    for what in page.inline_scripts:
        yield Match(start=page.where(f"<{what}" if what == "script" else what),
                    message=f"`{what}` runs code inside the page, which the security headers forbid: "
                            "put it in a file of the theme")  # fmt: skip
    runs = [link.address for link in page.links if _RUNS.match(absolute(link.address, ""))]
    for fetch in page.fetches:
        address = absolute(fetch.address, "")
        if _RUNS.match(address) or (
            fetch.what.startswith(_HOLDS_CODE) and address.lower().startswith("data:")
            and fetch.what != "link href"
        ):  # fmt: skip
            runs.append(fetch.address)
    for address in runs:
        yield Match(start=page.where(address), message="an address that runs code: remove it")


def _undescribed(page: "Page", _context: Context) -> Iterator[Match]:
    for address, alt in page.pictures:
        if alt is None:
            yield Match(start=page.where(address),
                        message='a picture without `alt`: describe it, or write `alt=""` if it only '
                                "decorates")  # fmt: skip


def _basics(page: "Page", _context: Context) -> Iterator[Match]:
    firsts = sum(1 for heading in page.headings if heading.level == 1)
    missing = {
        "the language (`<html lang>`)": not page.lang,
        "exactly one `<title>` with words": len(page.titles) != 1 or not page.titles[0],
        "exactly one `<h1>`": firsts != 1,
        "a viewport for phones": "width=device-width" not in (page.meta("viewport") or ""),
        "zooming (`viewport` forbids it)": bool(
            re.search(r"user-scalable\s*=\s*(?:no|0)|maximum-scale\s*=\s*[01](?:\.\d*)?\b",
                      page.meta("viewport") or "")
        ),
    }  # fmt: skip
    for what, is_missing in missing.items():
        if is_missing:
            yield Match(message=f"the page lacks {what}: add it to the theme's base template")


def _heading_order(page: "Page", _context: Context) -> Iterator[Match]:
    before = 0
    for heading in page.headings:
        if before and heading.level > before + 1:
            yield Match(start=page.where(f"<h{heading.level}"),
                        message=f"h{heading.level} follows h{before}: do not skip a level")  # fmt: skip
        if not heading.text:
            yield Match(start=page.where(f"<h{heading.level}"), message="a heading without words")
        before = heading.level


def _same_ids(page: "Page", _context: Context) -> Iterator[Match]:
    for identity, count in Counter(page.ids).items():
        if count > 1:
            yield Match(start=page.where(f'id="{identity}"'),
                        message=f"{count} elements share an id: links and labels find only the first")  # fmt: skip


def _unlabelled(page: "Page", _context: Context) -> Iterator[Match]:
    for control in page.controls:
        if not control.is_named and control.id not in page.labels_for:
            yield Match(start=page.where(f'id="{control.id}"') if control.id else 0,
                        message="a form control without a label: add `<label for>`")  # fmt: skip


def _canonical(page: "Page", context: Context) -> Iterator[Match]:
    if page.path == ERROR_PAGE or context.practice is None:
        return
    found = [link.address for link in page.links if link.rel.split() == ["canonical"]]
    # A page that only leads on, since the post's address changed, names the address it leads to.
    leads_on = [one.address for one in page.fetches if one.what == "meta refresh"]
    if found != (leads_on or [page.url]):
        yield Match(start=page.where(found[0]) if found else 0,
                    message="the canonical address is not one absolute link to this page on the "
                            "practice's own site: correct the theme's head")  # fmt: skip


def _placeholders(page: "Page", _context: Context) -> Iterator[Match]:
    described = " ".join([page.text, *page.titles, *(content for _, content in page.metas)])
    links = [link.address for link in page.links]
    if _PLACEHOLDER.search(described) or any(_PLACEHOLDER.search(one) for one in links):
        found = _PLACEHOLDER.search(page.html)
        is_link = found is not None and found["file"]
        yield Match(start=found.start() if found else 0, end=found.end() if found else 0,
                    message="a link leads to a file that the site does not show, a draft perhaps, or "
                            "one that is gone: link to a public one" if is_link else
                            "a placeholder was not filled in: use a fact that practice.toml has")  # fmt: skip


def _comments(page: "Page", _context: Context) -> Iterator[Match]:
    for comment in page.comments:
        if comment.strip():
            yield Match(start=page.where(f"<!--{comment}"),
                        message="a comment is public: anyone can read it in the page's source; leave "
                                "it out when the page is written")  # fmt: skip


_HEAD = (
    '<html lang="en"><head><title>A</title><meta name="viewport" content="width=device-width">'
    '<link rel="canonical" href="https://larkfield.example/blog/example/"></head><body><h1>A</h1>'
)

# Examples are pages at blog/example/index.html of https://larkfield.example.
WEB_PAGES: tuple[Rule, ...] = (
    Rule(
        code="WEB001", name="third-party-request", scope=Scope.PAGE, find=_third_party,
        summary="Anything that makes a browser ask another server: pixels, fonts, frames, hints, forms.",
        why="The other server learns who read which page on health: for a practice that can be a "
            "disclosure of health information.",
        fix="Serve the file from the practice's own site, or link to the other one.",
        authority=TRACKING,
        bad=(('<img height="1" width="1" style="display:none" '
             'src="https://www.facebook.com/tr?id=1&amp;ev=PageView&amp;noscript=1">'),
             '<noscript><img src="https://www.facebook.com/tr?id=1&amp;ev=PageView "></noscript>',
             '<script src="//www.googletagmanager.com/gtag/js"></script>',
             '<link rel="preconnect" href="https://fonts.gstatic.com">',
             '<link rel="dns-prefetch" href="//fonts.gstatic.com">',
             '<link rel="stylesheet" href="https://fonts.googleapis.com/css2?family=Bitter">',
             '<iframe src="https://www.youtube.com/embed/1"></iframe>',
             '<iframe srcdoc="&lt;img src=//track.example/1&gt;"></iframe>',
             '<img srcset="/a.png 1x, https://cdn.example/a.png 2x" src="/a.png">',
             "<picture><source srcset='https://cdn.example/a.webp'></picture>",
             '<p style="background: u\\72l(https://cdn.example/a.png)">A</p>',
             '<style>@import "//cdn.example/a.css";</style>',
             "<style>@font-face{src:url(https://cdn.example/a.woff2)}</style>",
             '<object data="https://cdn.example/a.swf"></object>',
             '<video poster="https://cdn.example/a.png"></video>',
             '<video><track src="https://cdn.example/a.vtt"></video>',
             '<audio src="https://cdn.example/a.mp3"></audio>',
             '<form action="https://forms.example/send"></form>',
             '<button formaction="https://forms.example/send">A</button>',
             '<meta http-equiv="refresh" content="0; url=https://other.example/">',
             '<a href="/b" ping="https://track.example/1">A</a>',
             '<base href="https://other.example/"><img src="a.png">',
             '<svg><image href="https://cdn.example/a.png"/></svg>',
             '<svg><use xlink:href="https://cdn.example/a.svg#b"/></svg>',
             '<img src="ht\ntps://cdn.example/a.png">', '<img src="\\\\cdn.example\\a.png">',
             '<template shadowrootmode="open"><img src="https://cdn.example/a.png"></template>',
             '<img src="http://larkfield.example/a.png">', '<img src="https://larkfield.example.evil/a">',
             '<table background="https://cdn.example/a.png"></table>',
             '<img src="https://larkfield.example@cdn.example/a.png">',
             '<div unknown="https://cdn.example/a.png"></div>',
             '<img data-src="https://cdn.example/a.png" src="/a.png">'),
        good=('<img src="/a.png"><img src="https://larkfield.example/a.png"><img src="a.png">',
              '<a href="https://www.cdc.gov/flu/">CDC</a>', '<img src="data:image/png;base64,AAAA">',
              '<link rel="canonical" href="https://larkfield.example/blog/example/">',
              '<link rel="me" href="https://social.example/@larkfield">',
              '<meta property="og:image" content="https://larkfield.example/cards/a.png">',
              '<p>Read https://www.cdc.gov/flu/ or <code>&lt;img src="https://x.example"&gt;</code></p>',
              '<script type="application/ld+json">{"@context": "https://schema.org"}</script>',
              '<svg xmlns="http://www.w3.org/2000/svg"><use href="#a"/></svg>',
              '<blockquote cite="https://example.org/">A</blockquote>', '<form action="/search/"></form>'),
    ),
    Rule(
        code="WEB002", name="code-in-page", scope=Scope.PAGE, find=_inline_code,
        summary="A script, event handler or javascript: address inside a page.",
        why="A page that needs none can forbid all: then nothing that slips in can run.",
        fix="Remove it, or move it to a file of the theme.", authority=SCRIPT_INJECTION,
        bad=("<script>track()</script>", '<p onclick="go()">A</p>', '<a href="javascript:go()">A</a>',
             '<a href="java\nscript:go()">A</a>', '<script src="data:text/javascript,go()"></script>',
             '<iframe src="data:text/html,A"></iframe>', "<svg><script>go()</script></svg>"),
        good=('<script src="/theme/site.js"></script>', '<a href="#one">A</a>',
              '<script type="application/ld+json">{}</script>', '<img src="data:image/png;base64,AA">'),
    ),
    Rule(
        code="WEB003", name="picture-without-alt", scope=Scope.PAGE, find=_undescribed,
        summary="An `img` without an `alt` attribute in a built page.",
        why="A screen reader then reads the file's address aloud.", fix="Add `alt` in the theme.",
        authority=WCAG, bad=('<img src="/a.png">',),
        good=('<img src="/a.png" alt="A leaf">', '<img src="/a.png" alt="">',
              '<img src="/a.png" role="presentation">'),
    ),
    Rule(
        code="WEB004", name="page-basics", scope=Scope.PAGE, find=_basics,
        summary="A page without language, title, one h1 or a viewport, or that forbids zooming.",
        why="Screen readers, phones and search engines need each of them.",
        fix="Add it to the theme's base template.", authority=WCAG,
        bad=(_HEAD.replace(' lang="en"', ""), _HEAD.replace("<title>A</title>", ""),
             _HEAD.replace("<h1>A</h1>", ""), _HEAD + "<h1>B</h1>", _HEAD.replace("viewport", "x"),
             _HEAD.replace("width=device-width", "width=device-width, user-scalable=no")),
        good=(_HEAD, _HEAD + "<svg><title>A leaf</title></svg>"),
    ),
    Rule(
        code="WEB005", name="heading-order", scope=Scope.PAGE, find=_heading_order,
        summary="A heading level that is skipped, or a heading without words.",
        why="Screen-reader users move by headings, as others do by eye.",
        fix="Use the next level down.", authority=WCAG,
        bad=("<h1>A</h1><h3>B</h3>", "<h1>A</h1><h2> </h2>"),
        good=("<h1>A</h1><h2>B</h2><h3>C</h3><h2>D</h2>",),
    ),
    Rule(
        code="WEB006", name="same-id", scope=Scope.PAGE, find=_same_ids,
        summary="Two elements of a page with one id.",
        why="A link or label reaches only the first.", fix="Rename one of them.", authority=WCAG,
        bad=('<p id="one">A</p><p id="one">B</p>',), good=('<p id="one">A</p><p id="two">B</p>',),
    ),
    Rule(
        code="WEB007", name="control-without-label", scope=Scope.PAGE, find=_unlabelled,
        summary="A form control that nothing names.",
        why="Whoever cannot see it is not told what to enter.", fix="Add a `<label for>`.",
        authority=WCAG, bad=("<input name=q>", "<label for=b>A</label><select id=a></select>"),
        good=("<label for=a>A</label><input id=a>", "<label>A <input></label>",
              '<input aria-label="Search">', "<input type=hidden>"),
    ),
    Rule(
        code="WEB008", name="canonical", scope=Scope.PAGE, find=_canonical,
        summary="A page whose canonical link is missing, double, relative or leads elsewhere.",
        why="Search engines and networks take it for the page's one address.",
        fix="Write one absolute link to the page itself.", authority=CANONICAL,
        bad=("<p>A</p>", '<link rel="canonical" href="/blog/example/">',
             '<link rel="canonical" href="http://localhost:8000/blog/example/">', _HEAD
             + '<link rel="canonical" href="https://larkfield.example/">'),
        good=(_HEAD, ('<meta http-equiv="refresh" content="0; url=https://larkfield.example/b/">'
              '<link rel="canonical" href="https://larkfield.example/b/">')),
    ),
    Rule(
        code="WEB009", name="placeholder-left", scope=Scope.PAGE, find=_placeholders,
        summary="A fact placeholder or file link that the build did not fill in.",
        why="Readers would see the braces instead of the phone number.",
        fix="Use a fact that practice.toml has.", authority=LINK_HINTS, severity=Severity.ERROR,
        bad=("<p>Call {{ practice.fone }}</p>", '<a href="{filename}/posts/a.md">A</a>',
             '<a href="|filename|a.md">A</a>'),
        good=("<p>Call (802) 555-0142 {today}</p>", "<pre><code>a | b</code></pre>"),
    ),
    Rule(
        code="WEB015", name="comment-left", scope=Scope.PAGE, find=_comments,
        summary="An HTML comment in a built page.",
        why="Notes between colleagues and reasons for an allowance may name what the text leaves out.",
        fix="Use a Jinja comment in the theme; the build drops comments of posts.",
        authority=SCRIPT_INJECTION,
        bad=("<p>A</p><!-- ask about the case -->",
             '<!-- bedside: allow PHI102 reason="told with consent" by="x" until=2027-01-01 -->'),
        good=("<p>A</p>", "<p>Write &lt;!-- a comment --&gt;</p>"),
    ),
)  # fmt: skip
