"""Translations: who made and reviewed them, whether the original changed since, which are missing."""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path
from zoneinfo import ZoneInfo

from bedside.checks.authorities import TRANSLATION
from bedside.checks.image import content_root
from bedside.checks.model import Context, Match, Rule, Scope, Severity
from bedside.checks.rules.front_matter import OTHER, UID, at
from bedside.checks.rules.front_matter_across import uids_beside
from bedside.files import sha256
from bedside.post import Source
from bedside.source import find_sources, read_source

__all__ = ["TRANSLATIONS", "original_mark"]

_SIGNS = 8  # of the hash: enough to tell versions of one text apart; `t` before it: no number


def original_mark(source: Source) -> str:
    """Return what `translated_from` says of an original: its title, summary and text, as a hash."""
    meta = source.meta
    said = (meta.title, meta.summary, source.body.strip()) if meta else (source.body.strip(),)
    return f"t{sha256(chr(10).join(said).encode())[:_SIGNS]}"


def _unnamed(source: Source, _context: Context) -> Iterator[Match]:
    meta = source.meta
    if meta and meta.translation_of and not source.has("translator") and meta.status != "draft":
        message = "a translation names the person who made it: add `translator`, or make it a draft"
        yield at(source, "translation_of", message)


def _originals(sources: Sequence[Source], context: Context) -> dict[str, Source]:
    """Return sources by uid; an original that was not given is read where it lies."""
    found = {one.meta.uid: one for one in sources if one.meta and one.meta.uid}
    wanted = {one.meta.translation_of for one in sources if one.meta} - {None, *found}
    zone = context.practice.zone if context.practice else ZoneInfo("UTC")
    for path, uid in uids_beside(sources, {one.upper() for one in wanted if one}):
        if uid in wanted and (root := _root(path, sources)):
            found[uid] = read_source(path, root, zone)
    return found


def _root(path: Path, sources: Sequence[Source]) -> Path | None:
    roots = (content_root(one) for one in sources)
    return next(
        (one for one in roots if one and path.resolve().is_relative_to(one.resolve())), None
    )


def _stale(sources: Sequence[Source], context: Context) -> Iterator[Match]:
    originals = _originals(sources, context)
    for source in sources:
        meta = source.meta
        original = originals.get(meta.translation_of) if meta and meta.translation_of else None
        if meta is None or original is None or original is source:
            continue
        mark = original_mark(original)
        if not meta.translated_from:
            message = (
                f"nothing tells which text of {original.path} this translates: if it still fits, "
            )
            yield at(source, "translation_of", f"{message}write `translated_from: {mark}`")
        elif meta.translated_from != mark:
            message = (
                f"{original.path} changed since this was translated: have the translator look, then "
                f"write `translated_from: {mark}`"
            )
            yield at(source, "translated_from", message)


def _missing(sources: Sequence[Source], context: Context) -> Iterator[Match]:
    there = _versions(sources)
    wanted = [
        (source, lang) for source in sources if source.meta and source.meta.status == "published"
        for lang in source.meta.also_in
    ]  # fmt: skip
    lacking = [
        (one, lang) for one, lang in wanted if one.meta and (one.meta.uid, lang) not in there
    ]
    if lacking:
        there |= _versions(
            _beside(sources, {one.meta.uid or "" for one, _ in lacking if one.meta}, context)
        )
    for source, lang in lacking:
        if source.meta and (source.meta.uid, lang) not in there:
            message = f"this post is wanted in `{lang}`, and no file is its translation"
            yield at(source, "also_in", message)


def _versions(sources: Iterable[Source]) -> set[tuple[str | None, str | None]]:
    return {(one.meta.translation_of, one.meta.lang) for one in sources if one.meta}


def _beside(
    sources: Sequence[Source], uids: AbstractSet[str], context: Context
) -> Iterator[Source]:
    """Yield the files beside the given ones that name one of these uids."""
    given = {source.path.resolve() for source in sources}
    zone = context.practice.zone if context.practice else ZoneInfo("UTC")
    for root in sorted({root for source in sources if (root := content_root(source))}):
        for path in find_sources([root]):
            if path.resolve() not in given and any(
                uid.encode() in path.read_bytes() for uid in uids
            ):
                yield read_source(path, root, zone)


_ORIGINAL = f"=== posts/a.md\n---\ntitle: A\nuid: {UID}\n---\nWash.\n"
_SPANISH = (
    f"=== posts/b.md\n---\ntitle: B\nuid: {OTHER}\nlang: es\ntranslation_of: {UID}\n"
    "translator: T\nreviewed_translation_by: elena-marsh\n"
)
_MARK = f"t{sha256(chr(10).join(('A', '', 'Wash.')).encode())[:_SIGNS]}"

TRANSLATIONS: tuple[Rule, ...] = (
    Rule(
        code="FRM018", name="translator-unnamed", scope=Scope.SOURCE, find=_unnamed,
        summary="A translation that names nobody who made it.",
        why="Readers must be able to see that a person stands behind the words, not a machine.",
        fix="Add `translator`, with the person's name and qualification.", authority=TRANSLATION,
        bad=(f"---\ntitle: A\nlang: es\ntranslation_of: {UID}\n---\n",),
        good=((f"---\ntitle: A\nlang: es\ntranslation_of: {UID}\ntranslator: Lucía Ferrer\n---\n"),
              f"---\ntitle: A\nlang: es\ntranslation_of: {UID}\nstatus: draft\n---\n"),
    ),
    Rule(
        code="FRM019", name="translation-stale", scope=Scope.SOURCES, find=_stale,
        severity=Severity.WARNING,
        summary="A translation whose original has changed since.",
        why="Readers of one language would follow advice that readers of the other no longer get.",
        fix="Have the change translated, then write the mark that the message names.",
        authority=TRANSLATION,
        bad=(f"{_ORIGINAL}{_SPANISH}translated_from: t00000000\n---\nLave.\n",
             f"{_ORIGINAL}{_SPANISH}---\nLave.\n"),
        good=(f"{_ORIGINAL}{_SPANISH}translated_from: {_MARK}\n---\nLave.\n", _ORIGINAL),
    ),
    Rule(
        code="FRM020", name="translation-missing", scope=Scope.SOURCES, find=_missing,
        severity=Severity.WARNING,
        summary="A post that is wanted in another language and is not there.",
        why="Who reads Spanish must learn of closed offices and recalls as soon as everybody else.",
        fix="Have it translated, or take the language out of `also_in`.", authority=TRANSLATION,
        bad=(_ORIGINAL.replace("uid:", "also_in: [es]\nuid:"),),
        good=(_ORIGINAL,
              (f"{_ORIGINAL.replace('uid:', 'also_in: es' + chr(10) + 'uid:')}{_SPANISH}"
              f"translated_from: {_MARK}\n---\nLave.\n")),
    ),
)  # fmt: skip
