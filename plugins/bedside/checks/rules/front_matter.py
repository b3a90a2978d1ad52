"""FRM rules: front matter that is complete, and whose names point at something that exists."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from bedside.checks.authorities import FEED_ID, REFERENCED_AND_DATED, TRANSLATION, WCAG
from bedside.checks.late import compile_late
from bedside.checks.model import Context, Match, Rule, Scope, Severity
from bedside.facts import unknown_facts
from bedside.post import Kind, Source

if TYPE_CHECKING:
    from bedside.frontmatter import FrontMatter

__all__ = ["FRONT_MATTER", "OTHER", "UID", "at"]

# What a post of a type cannot do without: key, and why.
_NEEDED_BY_TYPE = {
    "video": ("video", "the film, its captions and its transcript"),
    "infographic": ("long_description", "the picture's whole content in words"),
    "notice": ("expires", "the last day it is shown"),
    "event": ("event", "when it starts and ends"),
}
# What every file of a folder cannot do without.
_NEEDED_BY_KIND: Mapping[Kind, tuple[str, ...]] = {
    Kind.POST: ("date", "author", "category"), Kind.NOTICE: ("date",), Kind.CONDITION: (),
}  # fmt: skip
# What a page of a template cannot do without.
_NEEDED_BY_TEMPLATE = {"landing": ("cta", "the one thing the page asks for")}

_QUESTION = compile_late(r"(?m)^## \S")

# The template that a folder's files have of themselves; those of pages go with every kind but posts.
_OWN_TEMPLATE = {
    Kind.POST: "article", Kind.NOTICE: "article", Kind.CLINICIAN: "clinician",
    Kind.LOCATION: "location", Kind.SERVICE: "service", Kind.CONDITION: "condition",
}  # fmt: skip


def at(
    source: Source, key: str, message: str, severity: Severity | None = None, fix: str = ""
) -> Match:
    """Point at a key's value, or at the top of the file when the key is missing."""
    place = source.places.get(key)
    return Match(
        start=place.start if place else 0, end=place.end if place else 0, message=message,
        severity=severity, path=source.path, fix=fix,
    )  # fmt: skip


def _offset(text: str, line: int, column: int) -> int:
    lines = text.splitlines(keepends=True)
    return sum(map(len, lines[: line - 1])) + column - 1


def _unless_draft(meta: "FrontMatter") -> Severity | None:
    """A draft may be unfinished: what is missing in it is said, not refused."""
    return Severity.WARNING if meta.status == "draft" else None


def _mistakes(source: Source, _context: Context) -> Iterator[Match]:
    for mistake in source.mistakes:
        yield Match(
            start=_offset(source.text, mistake.line, mistake.column),
            message=": ".join(part for part in (mistake.key, mistake.what) if part), fix=mistake.fix,
            # Elsewhere `key: value` lines may mean something else; a file that nobody can read is
            # an error anywhere.
            severity=Severity.WARNING if source.kind is Kind.TEXT and source.text else None,
        )  # fmt: skip


def _uid_missing(source: Source, _context: Context) -> Iterator[Match]:
    meta = source.meta
    if meta and not source.has("uid") and source.kind in (Kind.POST, Kind.NOTICE):
        yield at(source, "uid", "no `uid`: run `bedside fix` to write one")


def _missing_keys(source: Source, _context: Context) -> Iterator[Match]:
    meta = source.meta
    if meta is None or source.kind not in (Kind.POST, Kind.NOTICE, Kind.CONDITION):
        return
    severity = _unless_draft(meta)
    wanted = _NEEDED_BY_KIND[source.kind]
    for key in wanted:
        if key == "author" and meta.type == "notice":  # the practice itself speaks
            continue
        if not source.has(key):
            yield at(source, key, f"no `{key}`: add it to the front matter", severity)
    if source.kind is not Kind.NOTICE and not source.has("summary"):
        yield at(source, "summary", "no `summary`: previews and feeds have nothing to show",
                  Severity.WARNING)  # fmt: skip


def _type_needs(source: Source, _context: Context) -> Iterator[Match]:
    meta = source.meta
    if meta is None or source.kind is Kind.TEXT:
        return
    kind = "notice" if source.kind is Kind.NOTICE else meta.type
    key, what = _NEEDED_BY_TYPE.get(kind, ("", ""))
    if key and not source.has(key):
        message = f"a post of type {kind} needs `{key}`: {what}"
        yield at(source, key, message, _unless_draft(meta))
    key, what = _NEEDED_BY_TEMPLATE.get(meta.template or "", ("", ""))
    if key and not source.has(key):
        yield at(source, "template", f"a {meta.template} page needs `{key}`: {what}")
    if meta.event and not (meta.event.place or meta.location):
        message = "no `location` and no `place`: people are not told where to go"
        fix = "Add `place` below `event`, or `location` for one of your offices."
        yield at(source, "event", message, Severity.WARNING, fix)
    if meta.type == "faq" and not _QUESTION.search(source.body):
        message = "no question stands as a heading, so readers and search engines see none"
        fix = "Begin each question with `## `, as `## Do I need a referral?`"
        yield at(source, "type", message, Severity.WARNING, fix)
    if meta.vignette and not source.has("vignette_attested_by"):
        yield at(source, "vignette", "`vignette` needs `vignette_attested_by`: who vouches for it")


def _unreviewed_translation(source: Source, _context: Context) -> Iterator[Match]:
    meta = source.meta
    if meta and meta.translation_of and not source.has("reviewed_translation_by"):
        message = (
            "a translation is not published before someone who reads both languages reviewed it"
        )
        fix = "add `reviewed_translation_by`, or make it a draft"
        yield at(source, "translation_of", f"{message}: {fix}", _unless_draft(meta))


def _dates_in_order(source: Source, context: Context) -> Iterator[Match]:
    meta = source.meta
    if meta is None or source.kind is Kind.TEXT:
        return
    if meta.date and meta.expires and meta.expires <= meta.date:
        yield at(
            source,
            "expires",
            "`expires`: the post ends before it begins: put `expires` after `date`",
        )
    if meta.event and meta.event.ends <= meta.event.starts:
        yield at(source, "event.ends", "the event ends before it begins: correct `ends`")
    elif meta.event and meta.expires and meta.expires < meta.event.starts:
        message = "the post is gone before the event: put `expires` after it, or leave it out"
        yield at(source, "expires", message)
    if meta.reviewed_on and meta.reviewed_on > context.today:
        yield at(
            source,
            "reviewed_on",
            "`reviewed_on` is in the future: write the day the review was done",
        )
    if meta.reviewed_on and meta.next_review and meta.next_review <= meta.reviewed_on:
        yield at(
            source,
            "next_review",
            "`next_review` is not after `reviewed_on`: plan the next review later",
        )


def _unknown_facts(source: Source, context: Context) -> Iterator[Match]:
    if context.practice is None or source.kind is Kind.TEXT:
        return
    for start, name in unknown_facts(source.text, context.practice):
        yield Match(
            start=start,
            end=source.text.index("}}", start) + 2,
            message=f"practice.toml has no fact `{name}`: correct the name",
        )


def _template_of_kind(source: Source, _context: Context) -> Iterator[Match]:
    meta = source.meta
    if meta is None or meta.template is None or source.kind is Kind.TEXT:
        return
    own = _OWN_TEMPLATE.get(source.kind)
    fits = {own} if own == "article" else {"page", "links", "language", "landing", "press", own}
    if meta.template not in fits:
        message = f"a file in {source.kind}/ cannot use this template: remove the line"
        yield at(source, "template", message)


UID = "01M2G01H40W17445TDPQJBWKWC"
OTHER = "01M3H01H40W17445TDPQJBWKWD"

FRONT_MATTER: tuple[Rule, ...] = (
    Rule(
        code="FRM001", name="front-matter-mistake", scope=Scope.SOURCE, find=_mistakes,
        summary="A key that is unknown, missing or has a value of the wrong kind.",
        why="A misspelt key is silently ignored by most generators: a consent, an expiry date or a "
            "review that was written down would not count.",
        fix="Correct the line as the finding says.", authority=REFERENCED_AND_DATED,
        bad=("---\ntitle: Flu shots\ncategroy: news\n---\nText.\n",
             "---\ndate: 2026-10-05\n---\nText.\n",
             "---\ntitle: Flu: the season\n---\nText.\n"),
        good=("---\ntitle: Flu shots\ncategory: news\n---\nText.\n",),
    ),
    Rule(
        code="FRM002", name="uid-missing", scope=Scope.SOURCE, find=_uid_missing,
        summary="A post or notice without a permanent id.",
        why="The uid is the feed id and the key of every announcement: without it a renamed post "
            "would be announced again.",
        fix="Run `bedside fix`.", authority=FEED_ID,
        bad=("---\ntitle: Flu shots\n---\nText.\n",),
        good=(f"---\ntitle: Flu shots\nuid: {UID}\n---\nText.\n",),
    ),
    Rule(
        code="FRM006", name="missing-key", scope=Scope.SOURCE, find=_missing_keys,
        summary="A post without date, author (a notice needs none) or category; a warning without summary or in a draft.",
        why="Every page on health needs a date and an author, and the category decides which "
            "disclaimer it carries.",
        fix="Add the key.", authority=REFERENCED_AND_DATED,
        bad=("---\ntitle: A\nauthor: elena-marsh\ncategory: news\nsummary: B\n---\n",
             "---\ntitle: A\ndate: 2026-10-05\nauthor: elena-marsh\nsummary: B\n---\n",
             "---\ntitle: A\ndate: 2026-10-05\ncategory: news\nsummary: B\n---\n"),
        good=(("---\ntitle: A\ndate: 2026-10-05\nauthor: elena-marsh\ncategory: news\n"
              "summary: B\n---\n"),
              ("---\ntitle: A\ndate: 2026-10-05\ntype: notice\ncategory: news\n"
              "expires: 2026-12-01\nsummary: B\n---\n")),
    ),
    Rule(
        code="FRM007", name="type-needs", scope=Scope.SOURCE, find=_type_needs,
        summary="A video without its captions and transcript, an infographic without a long "
                "description, a notice without an end, an event without its time, a landing page "
                "without its button, a vignette nobody attests.",
        why="People who cannot see or hear need the same content; a notice that stays up is wrong.",
        fix="Add the key the message names.", authority=WCAG,
        bad=("---\ntitle: A\ntype: video\n---\n", "---\ntitle: A\ntype: infographic\n---\n",
             "---\ntitle: A\ntype: notice\n---\n", "---\ntitle: A\nvignette: fictional\n---\n",
             "---\ntitle: A\ntype: event\n---\n", "---\ntitle: A\ntemplate: landing\n---\n",
             "---\ntitle: A\ntype: faq\n---\n**Do I need a referral?** No.\n",
             ("---\ntitle: A\ntype: event\nevent: {starts: 2026-12-05 09:00, "
              "ends: 2026-12-05 12:00}\n---\n")),
        good=("---\ntitle: A\ntype: infographic\nlong_description: Six steps.\n---\n",
              ("---\ntitle: A\ntype: event\nevent: {starts: 2026-12-05 09:00, "
              "ends: 2026-12-05 12:00, place: The green}\n---\n"),
              "---\ntitle: A\ntype: faq\n---\n## Do I need a referral?\n\nNo.\n",
              "---\ntitle: A\ntype: notice\nexpires: 2026-12-01\n---\n"),
    ),
    Rule(
        code="FRM009", name="unreviewed-translation", scope=Scope.SOURCE,
        find=_unreviewed_translation,
        summary="A translation that nobody who reads both languages has reviewed.",
        why="A wrong word in a translated instruction can hurt someone.",
        fix="Have it reviewed and add `reviewed_translation_by`.", authority=TRANSLATION,
        bad=(f"---\ntitle: A\nlang: es\ntranslation_of: {UID}\n---\n",),
        good=((f"---\ntitle: A\nlang: es\ntranslation_of: {UID}\n"
              "reviewed_translation_by: elena-marsh\n---\n"),),
    ),
    Rule(
        code="FRM012", name="dates-in-order", scope=Scope.SOURCE, find=_dates_in_order,
        summary="An end before its beginning, a review in the future, a next review in the past.",
        why="The dates decide what is public and what a reader is told about its age.",
        fix="Correct the date.", authority=REFERENCED_AND_DATED,
        bad=("---\ntitle: A\ndate: 2026-10-05\nexpires: 2026-10-01\n---\n",
             "---\ntitle: A\nevent: {starts: 2026-12-05 09:00, ends: 2026-12-05 08:00}\n---\n",
             ("---\ntitle: A\nexpires: 2026-12-01\n"
              "event: {starts: 2026-12-05 09:00, ends: 2026-12-05 12:00}\n---\n"),
             "---\ntitle: A\nreviewed_on: 2030-01-01\n---\n",
             "---\ntitle: A\nreviewed_on: 2026-10-01\nnext_review: 2026-09-01\n---\n"),
        good=("---\ntitle: A\ndate: 2026-10-05\nexpires: 2026-12-01\n---\n",),
    ),
    Rule(
        code="FRM013", name="unknown-fact", scope=Scope.SOURCE, find=_unknown_facts,
        summary="A placeholder such as `{{ practice.phone }}` that names no fact of practice.toml.",
        why="Readers would see the braces instead of the phone number.",
        fix="Correct the name, or add the fact.", authority=REFERENCED_AND_DATED,
        bad=("---\ntitle: A\n---\nCall {{ practice.fone }}.\n",
             "---\ntitle: A\n---\nCome to {{ location.springfield.address }}.\n"),
        good=("---\ntitle: A\n---\nCall {{ practice.phone }} or {{ location.larkfield.phone }}.\n",),
    ),
    Rule(
        code="FRM014", name="template-of-another-kind", scope=Scope.SOURCE, find=_template_of_kind,
        summary="A template that is made for files of another folder.",
        why="It asks for values that the file does not have, so that nothing can be built.",
        fix="Remove the line: each folder has its own template.", authority=REFERENCED_AND_DATED,
        bad=("---\ntitle: A\ntemplate: page\n---\n", "---\ntitle: A\ntemplate: clinician\n---\n"),
        good=("---\ntitle: A\ntemplate: article\n---\n", "---\ntitle: A\n---\n"),
    ),
)  # fmt: skip
