"""Run the rules over sources in one pass and gather every finding, masked, grouped and sorted."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bedside.checks.across import check_across
from bedside.checks.allowed import Allowed, load_allowed
from bedside.checks.clean import is_of_words, open_clean
from bedside.checks.consent_file import read_consent_file
from bedside.checks.facts import facts_of
from bedside.checks.findings import group, order
from bedside.checks.gathering import Pass
from bedside.checks.handouts import READ, find_handouts, read_handout
from bedside.checks.image import Picture, practice_pictures
from bedside.checks.kept_headers import open_headers
from bedside.checks.kept_patterns import save_patterns
from bedside.checks.model import (
    Context,
    Finding,
    Proof,
    Report,
    Rule,
    Scope,
)  # fmt: skip
from bedside.checks.practice_text import practice_hits, practice_source
from bedside.checks.proven import prove
from bedside.checks.read_ahead import read_ahead
from bedside.checks.reader import open_memory, reader_mark
from bedside.checks.rules.faces import FACES
from bedside.checks.rules.facts_translated import WHOLE
from bedside.checks.rules.of_sources import SOURCE_RULES
from bedside.checks.rules.picture_words import PICTURE_WORDS
from bedside.checks.rules.registry import REGISTRY
from bedside.checks.rules.suppression import SUPPRESSION
from bedside.checks.running import look, run, surfaces_of
from bedside.checks.suppress import Hit, subject_of
from bedside.checks.surroundings import surroundings
from bedside.errors import BedsideError
from bedside.files import as_typed, forget_folders
from bedside.post import Kind, Source
from bedside.source import find_sources, parse_header, read_source
from bedside.text import position

if TYPE_CHECKING:
    from bedside.consents import Consents
    from bedside.practice import Practice

__all__ = ["check_paths", "check_sources"]

MEMORY = "build/verdicts"  # beside practice.toml; never published, and git leaves it out
_READ_HERE = (Scope.TEXT, Scope.SOURCE, Scope.SOURCES, Scope.IMAGE, Scope.CONSENTS)
_LATE = frozenset(rule.code for rule in (*SUPPRESSION, *REGISTRY))
# What the rules for pictures ask of those that practice.toml names; their words stand beside them.
_OF_PRACTICE = frozenset(rule.code for rule in (*FACES, *PICTURE_WORDS)) | {"IMG005", "IMG006"}


def check_paths(
    paths: Sequence[Path], practice: "Practice | None", consents: "Consents", now: datetime,
    content: Path | None = None,
) -> Report:  # fmt: skip
    """Check Markdown files and folders; `content` is the practice's own folder, if there is one.

    There the handouts are read too, and a handout that is named is read anywhere.

    Raises BedsideError when a path is missing or holds no Markdown file.
    """
    for path in paths:
        if not path.exists():
            message = f"{path}: no such file or folder: check the path"
            raise BedsideError(message)
    files = list(find_sources(paths))
    handouts = [] if content is None else list(find_handouts(paths))
    if not files and not handouts:
        message = f"{', '.join(map(str, paths))}: no Markdown files there: name another folder"
        raise BedsideError(message)
    zone = practice.zone if practice else ZoneInfo("UTC")
    headers = open_headers(content, zone, len(files))
    parse = headers.parse if headers else parse_header
    sources = [
        read_handout(file, content) if file.suffix.lower() in READ
        else read_source(file, content, zone, parse)
        for file in dict.fromkeys([*files, *handouts])
    ]  # fmt: skip
    context = Context(practice=practice, consents=consents, now=now.astimezone(UTC))
    is_whole = content is not None and content.resolve() in {path.resolve() for path in paths}
    report = check_sources(sources, context, content=content, is_whole=is_whole)
    if headers:
        headers.keep(sources, report, context.now)
    return report


def check_sources(
    sources: Sequence[Source], context: Context, rules: Sequence[Rule] = SOURCE_RULES, *,
    content: Path | None = None, allowed: Allowed | None = None, is_whole: bool = False,
    is_counted: bool = True,
) -> Report:  # fmt: skip
    """Run the rules that read sources, and those for text over the practice.toml beside `content`.

    The registry of allowed identifiers stands there too; `is_whole` says that no document is left
    out, so that an entry for any other is for none. Unless `is_counted`, nobody asks how many places
    of each kind were read, and what is known from before is not cut into them.
    """
    forget_folders()
    if allowed is None:
        allowed = load_allowed(content.parent) if content else Allowed()
    used = [rule for rule in rules if rule.scope in _READ_HERE]
    memory = open_memory(content.parent / MEMORY, reader_mark()) if content else None
    clean = None
    if content:
        around = b"" if is_counted else surroundings(content, context)
        clean = open_clean(content.parent / MEMORY, context, used, around)
    context = replace(context, memory=memory)
    facts = facts_of(context)
    done = Pass(allowed=allowed, rules=used, clean=clean, is_counted=is_counted)
    asked = [(source, _context_of(source, context, cache={"facts": facts})) for source in sources]
    file = content.parent / "practice.toml" if content and context.practice else None
    facts_file = practice_source(as_typed(file)) if file and file.is_file() else None
    read_ahead(asked, done, [*_shown_by(facts_file, context)])
    for source, own in asked:
        _check(source, own, done)
        done.proofs += _proof(source, own, done)
        done.take_grade(source, own.cache)
        own.cache.clear()  # what was cut of one document is of no use to the next
    if facts_file:
        _check_practice(facts_file, context, done)
    if content:
        done.hits += _check_consents(as_typed(content.parent / "consents.toml"), context, used)
    known = {subject_of(source) for source in sources} | {"practice.toml"}
    _check_registry(context, done, None if is_whole else known)
    for one in (memory, clean.memory if clean else None):
        if one:
            one.save()
    across = _across(sources, replace(context, cache={WHOLE: is_whole}), used)
    findings = [*group(done.hits), *across]
    save_patterns()
    return Report(
        findings=tuple(sorted(findings, key=order)), checked=len(sources),
        rules=tuple(rule.code for rule in used), suppressions=tuple(dict.fromkeys(done.said)),
        proofs=tuple(done.proofs), files=tuple(source.path for source in sources),
        surfaces=tuple(sorted(done.surfaces.items())), consents=tuple(sorted(done.consents)),
        hidden=tuple(done.hidden), grades=done.grades,
    )  # fmt: skip


def _context_of(source: Source, context: Context, cache: dict[str, object]) -> Context:
    """Return the context of one document: what excuses it, and an empty cache."""
    meta = source.meta
    vignette = meta.vignette if meta and meta.vignette_attested_by else None
    consent = (meta and meta.consent) or source.values.get("consent")
    return replace(context, consent=consent or None, vignette=vignette, cache=cache)


def _check(source: Source, context: Context, done: Pass) -> None:
    """Add a document's hits after suppression, and the suppressions met."""
    if context.consent:
        done.consents.add(context.consent)
    if done.clean and done.clean.is_settled(source, context):
        context.cache.update(is_silent=True)
        return
    late = [rule for rule in done.rules if rule.code in _LATE]
    early = [rule for rule in done.rules if rule.code not in _LATE]
    context.cache.update(codes=frozenset(rule.code for rule in early))
    left = done.clean.left(early, source, context) if done.clean else early
    if done.is_counted or any(map(is_of_words, left)):
        surfaces_of(source, context)
    hits = [hit for rule in left for hit in run(rule, source, context)]
    if done.clean:
        done.clean.keep(left, hits, source, context)
    context.cache.update(is_silent=all(hit.rule.scope is not Scope.TEXT for hit in hits))
    context.cache.update(spent=done.suppress(hits, source, context))
    last = [hit for rule in late for hit in run(rule, source, context)]
    done.hits += last
    if done.is_counted:
        done.surfaces.update(surface.name for surface in surfaces_of(source, context))
    if done.clean and not (hits or last):
        done.clean.settle(source, context)


def _shown_by(
    facts_file: Source | None, context: Context
) -> Iterator[tuple[Picture, Context]]:  # fmt: skip
    """Yield the pictures that practice.toml names, each with what its rules may know."""
    if facts_file and context.practice:
        own = replace(context, cache={"facts": facts_of(context)})
        yield from ((one, own) for one in practice_pictures(facts_file, context.practice))


def _proof(source: Source, context: Context, done: Pass) -> Iterator[Proof]:
    """Yield what was read without a hit, where nothing but the words themselves excuses it."""
    surfaces, is_silent = context.cache.get("surfaces"), context.cache["is_silent"]
    is_excused = bool(context.consent or context.vignette)
    if is_silent and not is_excused and source.kind is not Kind.TEXT:
        lines = done.lines.get(source.path)
        yield prove(source, surfaces if isinstance(surfaces, list) else None, lines)


def _check_practice(source: Source, context: Context, done: Pass) -> None:
    """Add what the facts file itself gives away, after the registry had its say."""
    own = replace(context, cache={"facts": facts_of(context)})
    hits: list[Hit] = []
    if not (done.clean and done.clean.knows_file(source)):
        hits += practice_hits(source, replace(context, cache={}), done.rules)
        if done.clean and not hits:
            done.clean.keep_file(source)
    shown = [*practice_pictures(source, context.practice)] if context.practice else []
    for rule in done.rules:
        if rule.code in _OF_PRACTICE:
            hits += look(rule, shown, source, own)
    done.suppress(hits, source, context)


def _check_registry(context: Context, done: Pass, subjects: set[str] | None) -> None:
    """Add what is wrong with allowed.toml; `subjects` are the documents read, None for all there are."""
    if done.allowed.path is None:
        return
    from bedside.checks.rules import RULES  # noqa: PLC0415  those for pages too, which load slowly

    source = practice_source(as_typed(done.allowed.path))
    codes = frozenset(rule.code for rule in RULES)
    cache: dict[str, object] = {"codes": codes, "entries": done.entries, "subjects": subjects}
    own = replace(context, cache=cache)
    late = [rule for rule in done.rules if rule in REGISTRY]
    done.hits += [hit for rule in late for hit in run(rule, source, own)]


def _check_consents(file: Path, context: Context, rules: Sequence[Rule]) -> Iterator[Hit]:
    """Yield what the rules for consents.toml find; a missing file may be missing entries."""
    read = read_consent_file(file, context.consents)
    for rule in rules:
        if rule.scope is Scope.CONSENTS:
            for match in rule.find(read, replace(context, cache={})):
                line, column = position(read.text, match.start)
                yield Hit(
                    rule=rule, match=match, path=file, line=line, column=column,
                    surface="consents", offset=match.start, matched=read.text[match.start : match.end],
                )  # fmt: skip


def _across(sources: Sequence[Source], context: Context, rules: Sequence[Rule]) -> list[Finding]:
    codes = {rule.code for rule in rules if rule.scope is Scope.SOURCES}
    inside = [source for source in sources if source.kind is not Kind.TEXT]
    if not codes or not inside:
        return []
    return [one for one in check_across(inside, context) if one.code in codes]
