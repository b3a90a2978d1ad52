"""The TEXT rules over what the built site says, as a stranger reads it, whatever its sources said."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from bedside.checks.allowed import Allowed, load_allowed, normal_form
from bedside.checks.heard import Heard
from bedside.checks.model import Context, Finding, Proof, Rule, Scope, Tier
from bedside.checks.overlooked import file_words
from bedside.checks.page import Page
from bedside.checks.page_allowances import is_allowed
from bedside.checks.page_news import beside_others, beyond, titles_and_summaries
from bedside.checks.page_reader import PageReader, untitled
from bedside.checks.page_speech import beside, speech
from bedside.checks.rules.medical import MEDICAL
from bedside.files import read_text, sha256_file
from bedside.post import Post, Source
from bedside.source import address

if TYPE_CHECKING:
    from bedside.checks.built import Site
    from bedside.frontmatter import FrontMatter

__all__ = ["OF_SOURCES", "Spoken", "check_rendered", "registry_of"]

# What the practice says of its own people and days around an article would be taken for these.
_BYLINES = {"PHI002", "PHI003"}
# What a consent or a vignette lets a page say, its share links and data say again.
_PERSONS = {"PHI001", "PHI016", "PHI017"}
# A listing joins the summaries of posts that have nothing to do with each other: what the reader
# would make of it is no passage that anybody wrote. Each summary was read in its own source.
# Nor has a page's text the list or the quotation that makes of "have asthma" an "if you: …".
OF_SOURCES = {"PHI103", *(rule.code for rule in MEDICAL)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """One error on a rendered page, and whether the page's source excuses it."""

    page: str  # path under the site root
    finding: Finding
    is_excused: bool
    block: str  # the paragraph, heading or table row that it stands in


def check_rendered(
    site: "Site", context: Context, rules: Sequence[Rule], allowed: Allowed,
    excused: Mapping[str, Collection[str]], sources: Iterable[Source] = (),
    proofs: Iterable[Proof] = (), read: Collection[str] = (),
) -> Iterator[Spoken]:  # fmt: skip
    """Yield the errors that TEXT rules find on the pages and in the feeds.

    What a page's own source excuses (a consent, a vignette, an allowance beside the words) is
    excused here too, and wherever else the site repeats those words: gate 2 has judged it there.
    `excused` names the codes for each page where the sources are not at hand: a deploy has them
    from the receipt, with the page's hash. `sources` are those of pages that are not posts.
    `read` are the SHA-256 of handouts and captions that were read at their source just now.
    A post's prose that a proof covers is not read again; a deploy has none and reads everything.
    """
    text_rules = [
        rule for rule in rules if rule.scope is Scope.TEXT and rule.code not in OF_SOURCES
    ]
    heard = Heard(site.kept)
    reader = PageReader(context=context, rules=text_rules, allowed=allowed, heard=heard)
    language = site.practice.practice.language
    owners = {f"{address(one, language)}index.html": one for one in sources}
    proven = {one.path: one for one in proofs}
    facts = _facts_beside(site.output)
    listed = titles_and_summaries(site.pages, proven)
    told: list[Spoken] = []
    repeated: list[tuple[str, str]] = []  # (code, what the page says that it is excused on)
    pages = sorted(site.pages, key=lambda one: one.post is None)
    ahead = {one.path: beyond(one, proven) for one in pages if not one.kept}
    for page in pages:
        page.let_go()
    reader.read_ahead(_first_said(pages, ahead))
    for page in pages:
        if heard.stands(page):
            continue
        new = ahead[page.path] if page.path in ahead else beyond(page, proven)
        if new is not None and not any(reader.errors(text, page) for text in new):
            told += _around(page, reader)
            continue
        source = owners.get(page.path)
        proof = proven.get(source.path) if source else None
        news = [] if page.post else beside_others(page, proof, listed)
        own = [*_of_page(page, reader, excused.get(page.path, ()), source, news, facts)]
        told += own
        codes = {one.finding.code for one in own if one.is_excused}
        words = f" {normal_form(speech(page))} "
        repeated += [(code, words) for code in codes]
    told += _of_feeds(site, reader, {(one.page, one.finding.code) for one in told})
    told += _of_the_rest(site, reader, read)
    spoken = {one.page for one in told}
    for page in site.pages:
        if page.path not in spoken:
            heard.keep(page)
        page.let_go()
    for one in told:
        is_repeated = not one.is_excused and any(
            one.finding.code == code and _repeats(one, said) for code, said in repeated
        )
        yield replace(one, is_excused=True) if is_repeated else one


def registry_of(posts: Iterable[Post], output: Path) -> Allowed:
    """Return the registry of allowed identifiers of the practice that the posts or site belong to."""
    for start in (output, *(post.source for post in posts)):
        for folder in start.resolve().parents:
            if (folder / "practice.toml").is_file():
                return load_allowed(folder)
    return Allowed()


def _facts_beside(output: Path) -> str:
    """Return the practice.toml of the practice that is built; nothing for a release further off."""
    files = (folder / "practice.toml" for folder in output.resolve().parents)
    return next((read_text(one) for one in files if one.is_file()), "")


def _first_said(
    pages: Iterable[Page], beyond: Mapping[str, list[str] | None]
) -> list[tuple[str, Page]]:
    """Return each text of the pages that must be read, with the first page that says it.

    A page that was kept stands, or has changed by so little that it is read in its turn.
    """
    first: dict[str, Page] = {}
    for page in pages:
        if page.path not in beyond:
            continue
        own = beyond[page.path]
        for text in (*([speech(page)] if own is None else own), *_frames(page)):
            first.setdefault(text, page)
    return [*first.items()]


def _of_page(
    page: Page, reader: PageReader, excused: Collection[str], source: Source | None,
    new: Sequence[str], facts: str,
) -> Iterator[Spoken]:  # fmt: skip
    """Yield what a page says itself, then what stands around it.

    What proven sources say is nobody's, nor is what is `new` beside it, read by itself: that both
    stand on one page makes no patient's day of the day that a clinician came, and no story of a
    list of titles.
    """
    bare = reader.errors(speech(page), page)
    excuse = _excuse(page.post, source)
    left = reader.errors(speech(page), page, excuse) if excuse and bare else bare
    codes = {one.code for one, _ in left} - set(excused)
    if new and codes:
        codes &= {one.code for text in new for one, _ in reader.errors(text, page, excuse)}
    text = _source_text(page.post, source) if bare else ""
    for finding, block in bare:
        is_excused = (
            finding.code not in codes
            or is_allowed(finding, text, reader.context)
            or is_allowed(finding, facts, reader.context, is_toml=True)
            or reader.is_registered(finding, page, source)
        )
        yield Spoken(page=page.path, finding=finding, is_excused=is_excused, block=block)
    yield from _around(page, reader)


def _around(page: Page, reader: PageReader) -> Iterator[Spoken]:
    """Yield what identifies a patient in the words that stand around what the page says."""
    for words in _frames(page):
        yield from _strict(reader, words, page, page.path)


def _frames(page: Page) -> tuple[str, str]:
    return page.frame, beside(page) if page.post else ""


def _of_feeds(
    site: "Site", reader: PageReader, known: Collection[tuple[str, str]]
) -> Iterator[Spoken]:
    """Yield what feed items say beyond the pages they lead to."""
    pages = {page.url: page for page in site.pages if page.post}
    seen: set[str] = set()
    for item in site.feed_items:
        home = pages.get(item.link) or site.pages[0]
        text = f"{item.title}\n\n{site.words_of(item.html)}"
        blocks = set(text.split("\n\n")) - set(home.text.split("\n\n"))
        if not blocks or text in seen:
            continue
        seen.add(text)
        for finding, block in reader.errors(text, home, is_beside=True):
            if finding.code not in _BYLINES and (home.path, finding.code) not in known:
                place = finding if home.post else replace(finding, path=item.file)
                said = replace(place, message=f"{finding.message} (in {item.path})")
                yield Spoken(page=home.path, finding=said, is_excused=False, block=block)


def _of_the_rest(site: "Site", reader: PageReader, read: Collection[str]) -> Iterator[Spoken]:
    """Yield direct identifiers in data, attributes, addresses and files, each words once."""
    heard = reader.heard
    seen = {words for page in site.pages for words in heard.described(page)}
    rests: list[tuple[str, Page]] = []
    for page in site.pages:
        new = [one for one in heard.words(page) if one not in seen]
        seen.update(new)
        rests.append(("\n\n".join(heard.rest(page, new)), page))
    reader.read_ahead(rests)
    for words, page in rests:
        told = _strict(reader, words, page, page.path)
        is_told = bool(page.post and (page.post.consent or page.post.vignette))
        yield from (one for one in told if not (is_told and one.finding.code in _PERSONS))
    for path in sorted(site.files) if site.pages else ():
        file = site.output / path
        if read and sha256_file(file) in read:
            continue
        texts = [
            one for one in dict.fromkeys(file_words(file, path)) if heard.mark(one) not in seen
        ]
        for one in _strict(reader, "\n\n".join(texts), site.pages[0], path, is_beside=True):
            yield replace(one, finding=replace(one.finding, path=file))


def _strict(
    reader: PageReader, words: str, page: Page, name: str, *, is_beside: bool = False
) -> Iterator[Spoken]:
    for finding, block in reader.errors(words, page, is_beside=is_beside) if words else ():
        if finding.tier is Tier.BLOCK and finding.code not in _BYLINES:
            is_excused = reader.is_registered(finding, page)
            yield Spoken(page=name, finding=finding, is_excused=is_excused, block=block)


def _excuse(post: Post | None, source: Source | None) -> "FrontMatter | None":
    """Return the front matter that lets a consent or an attested vignette hold on the page.

    What the form lets say on which surface, gate 2 has judged at the source.
    """
    if post and (post.consent or post.vignette):
        return untitled(
            {"vignette": post.vignette or "composite", "vignette_attested_by": "gate-2"}
        )
    meta = source.meta if source else None
    return meta if meta and (meta.consent or meta.vignette) else None


def _source_text(post: Post | None, source: Source | None) -> str:
    if post and post.source.is_file():
        return read_text(post.source)
    return source.text if source else ""


def _repeats(one: Spoken, said: str) -> bool:
    """Tell whether a page's words hold the finding's and their whole block, each word for word."""
    return all(
        f" {normal_form(words)} " in said for words in (one.finding.matched, one.block) if words
    )
