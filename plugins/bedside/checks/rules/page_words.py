"""DIS rules on pages that are no articles, and on what hides a disclaimer that is there."""

import re
from collections.abc import Iterator

from bedside.checks.authorities import REFERENCED_AND_DATED, WCAG
from bedside.checks.built import Site
from bedside.checks.hidden import hides, hiding_selectors
from bedside.checks.late import compile_late
from bedside.checks.model import Context, Match, Rule, Scope
from bedside.checks.page import Page
from bedside.checks.rules.disclaimers import expected_words, squeezed
from bedside.files import read_text

__all__ = ["PAGE_WORDS"]

_PLACE = compile_late(
    r"(?:[a-z]{2,3}(?:-[A-Za-z]+)?/)?(?:(clinicians|conditions|locations|services)/[^/]+|(contact))/index\.html"
)
_WRITES_TO_US = compile_late(
    r"<textarea\b|<input\b[^>]*\btype=[\"']?(?:email|tel)\b", re.IGNORECASE
)


def _kind(page: Page) -> str:
    """Return `clinicians`, `contact` and the like: what kind of page it is by its address."""
    found = _PLACE.fullmatch(page.path)
    if found:
        return found[1] or found[2]
    return "contact" if _WRITES_TO_US.search(page.html) else ""


def _promised(page: Page, site: Site) -> str:
    """Return the words, without white space, that a page that is no article must show."""
    lang = page.lang or site.practice.practice.language
    words, _ = site.practice.page_disclaimer(_kind(page), lang)
    return squeezed(words.text) if words else ""


def _not_shown(site: Site, _context: Context) -> Iterator[Match]:
    for page in site.fresh:
        promised = "" if page.post else _promised(page, site)
        if promised and promised not in squeezed(page.text):
            yield Match(path=page.file, message=f"the disclaimer for `{_kind(page)}` is not on the page: "
                        "put it back into the theme's template")  # fmt: skip


def _without_emergency(site: Site, _context: Context) -> Iterator[Match]:
    from bedside.practice_translations import practice_in  # noqa: PLC0415  Pydantic loads slowly

    for page in site.fresh:
        if _kind(page) != "contact":
            continue
        said, told = squeezed(page.text + page.frame), practice_in(site.practice, page.lang)
        lines = {one.practice.emergency for one in (site.practice, told)}
        if not any(squeezed(one) in said for one in lines):
            yield Match(path=page.file, message="the page by which readers reach you does not say what "
                        "to do in an emergency: show `emergency` of practice.toml")  # fmt: skip


def _hidden(site: Site, _context: Context) -> Iterator[Match]:
    sheets = (read_text(site.output / one) for one in sorted(site.files) if one.endswith(".css"))
    selectors = dict.fromkeys(one for css in sheets for one in hiding_selectors(css))
    for page in site.fresh:
        post = page.post
        lines = [one.text for one in post.reader_lines] if post else []
        asked = [expected_words(post, site.practice), *lines] if post else lines
        asked = [*map(squeezed, asked), "" if post else _promised(page, site)]
        for selector in hides(page.html, filter(None, asked), selectors):
            message = f"`{selector}` hides what readers must see, on the screen or when the page is printed"
            yield Match(path=page.file, message=message)


_CONTACT = "=== contact/index.html\n<main><h1>Contact</h1>%s</main>"
_BIO = "=== clinicians/elena-marsh/index.html\n<main><h1>Dr. Marsh</h1>%s</main>"
_EMERGENCY = (
    "If this may be an emergency, call 911 or go to the nearest emergency department. Do not wait for an "
    "answer from us."
)
_BIO_WORDS = (
    "This page tells about us. It is not advice about your own health, and reading it does not "
    "begin care with us. To be seen, call our office."
)
_BIO_ES = (
    "Esta página habla de nosotros. No es un consejo sobre su propia salud, y leerla no inicia "
    "una atención con nosotros. Para una cita, llame a nuestro consultorio."
)
_NOTE = f"<aside class='disclaimer'>{_BIO_WORDS}</aside>"

PAGE_WORDS: tuple[Rule, ...] = (
    Rule(
        code="DIS005", name="page-disclaimer-not-shown", scope=Scope.SITE, find=_not_shown,
        summary="A clinician's, condition, contact, office or service page without the words that `[page_disclaimers]` promises.",
        why="Who reads a biography or writes a message may think that care has begun.",
        fix="Show it in the theme's template, in the page's language.", authority=REFERENCED_AND_DATED,
        bad=(_BIO % "<p>She likes bread.</p>", _CONTACT % f"<p>{_EMERGENCY}</p>",
             _BIO.replace("clinicians/", "es/clinicians/").replace("<main>", "<html lang=es><main>") % _NOTE),
        good=(_BIO % _NOTE, "=== about/index.html\n<main><p>Us.</p></main>",
              _BIO.replace("clinicians/", "es/clinicians/").replace("<main>", "<html lang=es><main>") % f"<p>{_BIO_ES}</p>"),
    ),
    Rule(
        code="DIS006", name="contact-without-emergency", scope=Scope.SITE, find=_without_emergency,
        summary="A contact page, or a page with a form to write to the practice, that does not say what to do in an emergency.",
        why="Somebody with chest pain must not wait for an answer to a message.",
        fix="Show `emergency` of practice.toml on it.", authority=REFERENCED_AND_DATED,
        bad=(_CONTACT % "", "=== ask/index.html\n<main><form><label>Ask <textarea></textarea></label></form></main>"),
        good=(f"=== contact/index.html\n<header>{_EMERGENCY}</header><main>Call us.</main>",
              "=== find/index.html\n<main><form><input type=search></form></main>"),
    ),
    Rule(
        code="DIS007", name="disclaimer-hidden", scope=Scope.SITE, find=_hidden,
        summary="A disclaimer, or a line that readers must see above a text, that is in the page and that a style sheet hides, on the screen or in print.",
        why="What nobody sees is not told; a printed article is handed on without its site.",
        fix="Take the selector out of the rule that hides.", authority=WCAG,
        bad=(_BIO % _NOTE + "\n=== theme/a.css\n@media print { .nav, .disclaimer { display: none; } }\n",
             _BIO % f"<div hidden>{_NOTE}</div>",
             ("=== clinicians/elena-marsh/index.html\n<head><style>aside{visibility:hidden}</style></head>"
             f"<main>{_NOTE}</main>")),
        good=(_BIO % _NOTE + "\n=== theme/a.css\n@media print { .nav { display: none } .disclaimer { color: black } }\n",
              _BIO % _NOTE + "\n=== theme/a.css\n.disclaimer:empty { display: none }\n"),
    ),
)  # fmt: skip
