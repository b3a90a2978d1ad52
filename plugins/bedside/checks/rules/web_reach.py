"""WEB rules on reaching a page: with the keyboard, by a screen reader, under its own policy."""

import html
import re
from collections.abc import Iterator

from bedside.checks.authorities import SCRIPT_INJECTION, WCAG
from bedside.checks.built import Site
from bedside.checks.late import compile_late
from bedside.checks.model import Context, Match, Rule, Scope
from bedside.checks.page import Page
from bedside.files import read_text

__all__ = ["WEB_REACH"]

_POLICY = compile_late(
    r"<meta\b(?=[^>]*\bhttp-equiv=[\"']?content-security-policy)[^>]*\bcontent=\"([^\"]*)\"",
    re.IGNORECASE,
)
# What lets code run that the practice did not write into a file of its own.
_OPEN = compile_late(
    r"'unsafe-(?:inline|eval|hashes)'|\s(?:\*|https?:|data:|blob:)(?=[\s;]|$)", re.IGNORECASE
)
_SEARCH = compile_late(r"(?:[a-z]{2,3}(?:-[A-Za-z]+)?/)?search/index\.html")
_FIRST_LINK = compile_late(r"<a\b[^>]*\bhref=[\"']?([^\"'\s>]+)", re.IGNORECASE)
_ORDERED = compile_late(r"<[^>]*\btabindex=[\"']?[1-9]", re.IGNORECASE)
_FOCUS = compile_late(r"([^{}]*:focus(?:-visible|-within)?\b[^{}]*)\{([^{}]*)\}", re.IGNORECASE)
_REMARK = compile_late(r"/\*.*?\*/", re.DOTALL)
_UNSEEN = compile_late(r"\boutline(?:-width|-style)?\s*:\s*(?:none|0)\b", re.IGNORECASE)
_SEEN_ELSE = compile_late(
    r"\b(?:box-shadow|border(?!-radius)[\w-]*|outline(?!-offset)[\w-]*)\s*:(?!\s*(?:none|0\s*(?:;|$)))",
    re.IGNORECASE,
)


def _nameless(page: Page, _context: Context) -> Iterator[Match]:
    for tag in page.nameless:
        yield Match(start=page.where(f"<{tag}"), message=f"a `<{tag}>` without words: write what it does, "
                    "or give its picture an `alt`")  # fmt: skip


def _policy(page: Page, _context: Context) -> Iterator[Match]:
    found = _POLICY.search(page.html)
    if found is None:
        yield Match(message="the page does not say what it may load: put the Content-Security-Policy "
                    "back into the theme's head")  # fmt: skip
        return
    said = html.unescape(found[1]).lower()
    weak = _OPEN.search(said) or "default-src 'none'" not in said
    if weak or ("wasm-unsafe-eval" in said and not _SEARCH.fullmatch(page.path)):
        yield Match(start=found.start(1), end=found.end(1), message="the page's policy lets others in, or "
                    "code that stands in no file: give each page `content_policy`, the search `search_policy`")  # fmt: skip


def _keyboard(page: Page, _context: Context) -> Iterator[Match]:
    if found := _ORDERED.search(page.html):
        yield Match(start=found.start(), end=found.end(), message="`tabindex` above 0 makes the keyboard jump: "
                    "remove it, and put the elements in the order of reading")  # fmt: skip
    first = _FIRST_LINK.search(page.html)
    leads_on = any(one.what == "meta refresh" for one in page.fetches)
    if first and not leads_on and first[1].removeprefix("#") not in page.anchors:
        yield Match(start=first.start(), message="the first link is none that skips to the text: without it "
                    "whoever uses the keyboard walks through the menu on every page")  # fmt: skip


def _focus(site: Site, _context: Context) -> Iterator[Match]:
    for path in sorted(one for one in site.files if one.endswith(".css")):
        text = _REMARK.sub(lambda one: " " * len(one[0]), read_text(site.output / path))
        rules = [(one[1].strip(), one[2], one.start(2)) for one in _FOCUS.finditer(text)]
        drawn = tuple(selector for selector, said, _ in rules if _SEEN_ELSE.search(said))
        for selector, said, start in rules:
            # The text itself is only led to; the outline may be on `::after` of what has the focus.
            is_seen = selector.startswith("main") or any(one.startswith(selector) for one in drawn)
            if _UNSEEN.search(said) and not is_seen:
                yield Match(path=site.output / path, start=start, message="what has the keyboard's focus "
                            "is not drawn: give `:focus-visible` an outline")  # fmt: skip


_PAGE = '<a href="#main">Skip</a><main id="main">%s</main>'
_META = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'self'%s\">"

# Examples of pages stand at blog/example/index.html; of sites, `=== path` begins a file.
WEB_REACH: tuple[Rule, ...] = (
    Rule(
        code="WEB033", name="link-without-name", scope=Scope.PAGE, find=_nameless,
        summary="A link, button or summary of a built page that no words name.",
        why="A screen reader says `link` and nothing else; nobody knows where it leads.",
        fix="Write words into it, or `aria-label`, or the `alt` of its picture.", authority=WCAG,
        bad=('<a href="/contact/"></a>', '<a href="/"><img src="/logo.png" alt=""></a>', "<button></button>",
             "<details><summary> </summary>A</details>", '<a href="/x/"><svg aria-hidden="true"></svg></a>'),
        good=('<a href="/contact/">Contact</a>', '<a href="/"><img src="/logo.png" alt="Home"></a>',
              '<a href="/search/" aria-label="Search"><svg></svg></a>', '<a name="here"></a>'),
    ),
    Rule(
        code="WEB034", name="policy-open", scope=Scope.PAGE, find=_policy,
        summary="A page without a Content-Security-Policy, or with one that allows inline code or other hosts.",
        why="What slips into a page, by a theme or a copied snippet, must not run and must not call anybody.",
        fix="Put `content_policy` into the theme's head as it was.", authority=SCRIPT_INJECTION,
        bad=("<p>A</p>", _META % " 'unsafe-inline'", _META % " *", _META % " https:", _META % " 'wasm-unsafe-eval'",
             _META.replace("default-src 'none'", "default-src 'self'") % ""),
        good=(_META % "", _META % "; form-action 'self' https://lists.larkfield.example"),
    ),
    Rule(
        code="WEB035", name="keyboard-led-astray", scope=Scope.PAGE, find=_keyboard,
        summary="A page whose first link does not skip to the text, or that gives the keyboard another order.",
        why="Who cannot use a mouse goes through every link, on every page, in the order of the page.",
        fix="Keep the theme's skip link first, and no `tabindex` above 0.", authority=WCAG,
        bad=('<a href="/">Home</a><main id="main">A</main>', '<a href="#text">Skip</a><main id="main">A</main>',
             _PAGE % '<a href="/" tabindex="2">A</a>'),
        good=(_PAGE % "A", _PAGE % '<h1 tabindex="-1">A</h1>', "<p>No link.</p>"),
    ),
    Rule(
        code="WEB036", name="focus-not-drawn", scope=Scope.SITE, find=_focus,
        summary="A style sheet that takes the outline from what has the keyboard's focus.",
        why="Who moves with the keyboard no longer sees where they are.",
        fix="Leave the outline, or draw a border or shadow in its place.", authority=WCAG,
        bad=("=== a.css\n:focus { outline: none; }\n", "=== a.css\na:focus-visible{outline:0}\n"),
        good=("=== a.css\nmain:focus { outline: none; } :focus-visible { outline: 3px solid }\n",
              "=== a.css\na:focus { outline: none; box-shadow: 0 0 0 3px }\n", "=== a.css\np { margin: 0 }\n",
              "=== a.css\na:focus { outline: none } a:focus::after { outline: 3px solid }\n"),
    ),
)  # fmt: skip
