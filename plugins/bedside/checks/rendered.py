"""The TEXT rules over what a built page says, as a stranger reads it, whatever its sources said."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bedside.checks.allowances import read_allowances
from bedside.checks.allowed import Allowed, load_allowed
from bedside.checks.engine import check_sources
from bedside.checks.model import Context, Finding, Rule, Scope, Severity
from bedside.checks.page import Page
from bedside.files import read_text
from bedside.frontmatter import FrontMatter
from bedside.post import Kind, Post, Source

__all__ = ["Spoken", "check_rendered", "registry_of"]

SURFACE = "page"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """One error on a rendered page, and whether the page's source excuses it."""

    page: str  # path under the site root
    finding: Finding
    is_excused: bool


def check_rendered(
    pages: Iterable[Page], context: Context, rules: Sequence[Rule], allowed: Allowed,
    excused: Mapping[str, Collection[str]],
) -> Iterator[Spoken]:  # fmt: skip
    """Yield the errors that TEXT rules find on post pages.

    What the post's own source excuses (a consent, a vignette, an allowance beside the words) is
    excused here too: gate 2 has judged it there. `excused` names the codes for each page where the
    sources are not at hand: a deploy has them from the receipt, with the page's hash. Bylines and
    dates around the article are the practice's own and are left out.
    """
    text_rules = [rule for rule in rules if rule.scope is Scope.TEXT]

    def errors(source: Source) -> list[Finding]:
        found = check_sources([source], context, text_rules, allowed=allowed).findings
        return [one for one in found if one.severity is Severity.ERROR]

    for page in pages:
        if page.post is None:
            continue
        bare = errors(_spoken(page, None))
        left = errors(_spoken(page, page.post)) if _has_excuse(page.post) else bare
        codes = {one.code for one in left} - set(excused.get(page.path, ()))
        source = read_text(page.post.source) if page.post.source.is_file() else ""
        for finding in bare:
            is_open = finding.code in codes
            yield Spoken(
                page=page.path,
                is_excused=not is_open or _is_allowed(finding, source, context.now.date()),
                finding=replace(finding, path=page.file, line=1, column=1, surface=SURFACE),
            )


def registry_of(posts: Iterable[Post]) -> Allowed:
    """Return the registry of allowed identifiers of the practice that the posts belong to."""
    for post in posts:
        for folder in post.source.resolve().parents:
            if (folder / "practice.toml").is_file():
                return load_allowed(folder)
    return Allowed()


def _has_excuse(post: Post) -> bool:
    return bool(post.consent or post.vignette)


def _spoken(page: Page, post: Post | None) -> Source:
    """Return what the page says as a text of its own; with `post`, its consent and vignette hold."""
    described = [
        *page.titles,
        page.meta("description") or "",
        *(alt or "" for _, alt in page.pictures),
    ]
    text = "\n\n".join([page.article, *(words for words in described if words)])
    meta = FrontMatter(title="-")
    if post and _has_excuse(post):
        who = "gate-2" if post.vignette else None
        said = {"consent": post.consent, "vignette": post.vignette, "vignette_attested_by": who}
        meta = FrontMatter.model_validate({"title": "-", **said})
    return Source(
        path=page.file, name=page.path, kind=Kind.TEXT, text=text, body=text, body_offset=0,
        meta=meta,
    )  # fmt: skip


def _is_allowed(finding: Finding, source: str, today: date) -> bool:
    """Tell whether a comment in the source allows this rule for a block with these words."""
    words = _words(finding.matched)
    return any(
        one.code == finding.code
        and not one.missing
        and not one.is_over(today)
        and words <= _words(source[one.covers.start : one.covers.stop])
        for one in read_allowances(source)
    )


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))
