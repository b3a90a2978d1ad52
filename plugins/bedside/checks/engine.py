"""Run the rules over sources in one pass and gather every finding, masked, grouped and sorted."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bedside.checks.across import check_across
from bedside.checks.allowed import Allowed, load_allowed, normal_form
from bedside.checks.doubt import stands
from bedside.checks.facts import facts_of
from bedside.checks.image import pictures_of
from bedside.checks.model import (
    Context,
    Finding,
    Match,
    Proof,
    Report,
    Rule,
    Scope,
    Severity,
    Surface,
    Tier,
)  # fmt: skip
from bedside.checks.practice_text import practice_hits, practice_source
from bedside.checks.proven import prove
from bedside.checks.rules import RULES
from bedside.checks.rules.suppression import SUPPRESSION
from bedside.checks.suppress import Hit, suppress
from bedside.checks.surfaces import cut_surfaces, place
from bedside.consents import Consents
from bedside.errors import BedsideError
from bedside.post import Kind, Source
from bedside.practice import Practice
from bedside.source import find_sources, read_source
from bedside.text import position

__all__ = ["check_paths", "check_sources"]

_READ_HERE = (Scope.TEXT, Scope.SOURCE, Scope.SOURCES, Scope.IMAGE)
_LATE = frozenset(rule.code for rule in SUPPRESSION)
_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


def check_paths(
    paths: Sequence[Path], practice: Practice | None, consents: Consents, now: datetime,
    content: Path | None = None,
) -> Report:  # fmt: skip
    """Check Markdown files and folders; `content` is the practice's own folder, if there is one.

    Raises BedsideError when a path is missing or holds no Markdown file.
    """
    for path in paths:
        if not path.exists():
            message = f"{path}: no such file or folder: check the path"
            raise BedsideError(message)
    files = list(find_sources(paths))
    if not files:
        message = f"{', '.join(map(str, paths))}: no Markdown files there: name another folder"
        raise BedsideError(message)
    zone = practice.zone if practice else ZoneInfo("UTC")
    sources = [read_source(file, content, zone) for file in files]
    context = Context(practice=practice, consents=consents, now=now.astimezone(UTC))
    return check_sources(sources, context, content=content)


def check_sources(
    sources: Sequence[Source], context: Context, rules: Sequence[Rule] = RULES, *,
    content: Path | None = None, allowed: Allowed | None = None,
) -> Report:  # fmt: skip
    """Run the rules that read sources, and those for text over the practice.toml beside `content`.

    The registry of allowed identifiers stands there too.
    """
    if allowed is None:
        allowed = load_allowed(content.parent) if content else Allowed()
    used = [rule for rule in rules if rule.scope in _READ_HERE]
    facts = facts_of(context)
    hits: list[Hit] = []
    said: list[str] = []
    proofs: list[Proof] = []
    for source in sources:
        own = _context_of(source, context, cache={"facts": facts})
        found, notes = _check(source, own, used, allowed)
        hits += found
        said += notes
        proofs += _proof(source, own)
    if content and context.practice and (file := content.parent / "practice.toml").is_file():
        found, notes = _check_practice(_shown(file), context, used, allowed)
        hits += found
        said += notes
    findings = [*_group(hits), *_across(sources, context, used)]
    return Report(
        findings=tuple(sorted(findings, key=_order)), checked=len(sources),
        rules=tuple(rule.code for rule in used), suppressions=tuple(dict.fromkeys(said)),
        proofs=tuple(proofs),
    )  # fmt: skip


def _context_of(source: Source, context: Context, cache: dict[str, object]) -> Context:
    """Return the context of one document: what excuses it, and an empty cache."""
    meta = source.meta
    vignette = meta.vignette if meta and meta.vignette_attested_by else None
    consent = (meta and meta.consent) or source.values.get("consent")
    return replace(context, consent=consent or None, vignette=vignette, cache=cache)


def _check(
    source: Source, context: Context, rules: Sequence[Rule], allowed: Allowed
) -> tuple[list[Hit], list[str]]:
    """Return a document's hits after suppression, and the suppressions met."""
    late = [rule for rule in rules if rule.code in _LATE]
    early = [rule for rule in rules if rule.code not in _LATE]
    context.cache.update(codes=frozenset(rule.code for rule in early))
    hits = [hit for rule in early for hit in _run(rule, source, context)]
    context.cache.update(is_silent=all(hit.rule.scope is not Scope.TEXT for hit in hits))
    outcome = suppress(hits, source, allowed, context.now.date(), _people(context))
    context.cache.update(spent=outcome.spent)
    return [
        *outcome.hits,
        *(hit for rule in late for hit in _run(rule, source, context)),
    ], outcome.said


def _proof(source: Source, context: Context) -> Iterator[Proof]:
    """Yield what was read without a hit, where nothing but the words themselves excuses it."""
    body, is_silent = context.cache.get("body"), context.cache["is_silent"]
    is_excused = bool(context.consent or context.vignette)
    if isinstance(body, Surface) and is_silent and not is_excused and source.kind is not Kind.TEXT:
        yield prove(source.path, body)


def _check_practice(
    file: Path, context: Context, rules: Sequence[Rule], allowed: Allowed
) -> tuple[list[Hit], list[str]]:
    """Return what the facts file itself gives away, after the registry had its say."""
    source = practice_source(file)
    hits = practice_hits(source, replace(context, cache={}), rules)
    outcome = suppress(hits, source, allowed, context.now.date(), _people(context))
    return outcome.hits, outcome.said


def _people(context: Context) -> frozenset[str] | None:
    known = context.practice.clinicians if context.practice else None
    return None if known is None else frozenset(one.slug for one in known)


def _shown(file: Path) -> Path:
    """Return a path as a person here would write it."""
    here = Path.cwd()
    return file.relative_to(here) if file.is_relative_to(here) else file


def _run(rule: Rule, source: Source, context: Context) -> Iterator[Hit]:
    if rule.scope is Scope.TEXT:
        yield from _run_text(rule, source, context)
    elif rule.scope is Scope.SOURCE:
        for match in rule.find(source, context):
            yield _hit(rule, match, source, source.text[match.start : match.end])
    elif rule.scope is Scope.IMAGE:
        for picture in pictures_of(source):
            for match in rule.find(picture, context):
                at = replace(match, start=picture.start, end=picture.end)
                yield _hit(rule, at, source, picture.address)


def _run_text(rule: Rule, source: Source, context: Context) -> Iterator[Hit]:
    surfaces = context.cache.get("surfaces")
    if not isinstance(surfaces, list):
        surfaces = context.cache["surfaces"] = cut_surfaces(source)
        context.cache["body"] = next((one for one in surfaces if one.name == "body"), None)
    for surface in surfaces:
        if rule.surfaces and surface.name not in rule.surfaces:
            continue
        for match in rule.find(surface, context):
            if not stands(rule, match, surface):
                continue
            line, column, name = place(surface, match.start)
            offset = surface.offsets[match.start] if surface.offsets else None
            yield Hit(
                rule=rule, match=match, path=source.path, line=line, column=column, surface=name,
                offset=offset, matched=surface.text[match.start : match.end],
            )  # fmt: skip


def _hit(rule: Rule, match: Match, source: Source, matched: str) -> Hit:
    line, column = position(source.text, match.start)
    return Hit(
        rule=rule, match=match, path=source.path, line=line, column=column,
        surface="image" if rule.scope is Scope.IMAGE else "front-matter" if match.start < source.body_offset else "body",
        offset=match.start, matched=matched,
    )  # fmt: skip


def _across(sources: Sequence[Source], context: Context, rules: Sequence[Rule]) -> list[Finding]:
    codes = {rule.code for rule in rules if rule.scope is Scope.SOURCES}
    inside = [source for source in sources if source.kind is not Kind.TEXT]
    if not codes or not inside:
        return []
    return [one for one in check_across(inside, context) if one.code in codes]


def _group(hits: Sequence[Hit]) -> Iterator[Finding]:
    """Join what is the same: one rule, one file, the same words. The first place stands for all."""
    groups: dict[tuple[str, Path, str, str], list[Hit]] = {}
    for hit in hits:
        same = normal_form(hit.matched) or f"{hit.line}:{hit.column}"
        groups.setdefault((hit.rule.code, hit.path, same, hit.match.message), []).append(hit)
    for group in groups.values():
        first = min(group, key=lambda hit: (hit.line, hit.column))
        yield _finding(first, len({(hit.line, hit.column) for hit in group}))


def _finding(hit: Hit, count: int) -> Finding:
    rule, tier = hit.rule, hit.match.tier or hit.rule.tier
    message = hit.match.message or rule.summary
    return Finding(
        code=rule.code, name=rule.name, severity=_severity(hit, tier), tier=tier, path=hit.path,
        line=hit.line, column=hit.column, surface=hit.surface,
        message=f"{message} ({count} times)" if count > 1 else message,
        fix=hit.match.fix or rule.fix, matched=hit.matched,
    )  # fmt: skip


def _severity(hit: Hit, tier: Tier | None) -> Severity:
    """BLOCK and HOLD are errors and NOTE a note, unless the match says otherwise."""
    if hit.match.severity:
        return hit.match.severity
    if tier in (Tier.BLOCK, Tier.HOLD):
        return Severity.ERROR
    return Severity.NOTE if tier is Tier.NOTE else hit.rule.severity


def _order(finding: Finding) -> tuple[str, int, int, int, str]:
    return str(finding.path), finding.line, finding.column, _RANK[finding.severity], finding.code
