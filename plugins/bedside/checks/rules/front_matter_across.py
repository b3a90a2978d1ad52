"""FRM rules over all sources at once: doubles, names that point at other posts, stray files."""

import os
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path

from bedside.checks.authorities import FEED_ID, TRANSLATION
from bedside.checks.image import content_root
from bedside.checks.late import compile_late
from bedside.checks.model import Context, Match, Rule, Scope, Severity
from bedside.checks.rules.front_matter import OTHER, UID, at
from bedside.errors import BedsideError
from bedside.files import read_text, real_path
from bedside.header_parts import Place, split
from bedside.post import Kind, Source
from bedside.source import MARKDOWN, address, find_sources
from bedside.text import position

__all__ = ["FRONT_MATTER_ACROSS", "uids_beside"]

# Where the theme's own lists stand.
_TAKEN = frozenset(
    ("blog/", "blog/archive/", "topics/", "services/", "conditions/", "locations/", "clinicians/",
     "search/")
)  # fmt: skip
_PAGES = tuple(sorted(MARKDOWN))
_FEW = 20  # uids: so many are looked for in a file's bytes before its front matter is cut out
_GAPS, _SIGNS = compile_late(r"[-\s]+"), compile_late(r"[^\w\s-]")
_UID_LINE = compile_late(r"(?im)^uid[ \t]*:[ \t]*['\"]?([0-9A-Za-z@]+)")


def _uid_repeated(sources: Sequence[Source], _context: Context) -> Iterator[Match]:
    owners: dict[str, list[Path]] = {}
    given = [(source.path, uid) for source in sources if (uid := source.values.get("uid"))]
    for path, uid in (*given, *uids_beside(sources, {uid.upper() for _, uid in given})):
        owners.setdefault(uid.upper(), []).append(path)
    for source in sources:
        uid = source.values.get("uid", "").upper()
        others = [path for path in owners.get(uid, ()) if not _is_same(path, source.path)]
        if uid and others:
            yield at(source, "uid", f"this `uid` is also in {others[0]}: run `bedside fix`")


def uids_beside(sources: Sequence[Source], wanted: AbstractSet[str]) -> Iterator[tuple[Path, str]]:
    """Yield each file beside the given ones, with its uid, whose uid is one of these."""
    asked = {source.path for source in sources}
    given = {real_path(path) for path in asked} if wanted else set()
    for path in find_sources(_roots(sources) if wanted else ()):
        if path in asked:
            continue
        found = _UID_LINE.search(_header(path, wanted))
        if found and found[1].upper() in wanted and real_path(path) not in given:
            yield path, found[1]


def _is_same(path: Path, other: Path) -> bool:
    return path == other or real_path(path) == real_path(other)


def _header(path: Path, wanted: AbstractSet[str]) -> str:
    """Return the front matter of a file that may hold one of these uids; else nothing.

    Nor of a file that cannot be read, which its own check says.
    """
    try:
        data = path.read_bytes().upper() if len(wanted) <= _FEW else None
        if data is not None and not any(uid.encode() in data for uid in wanted):
            return ""
        return split(read_text(path)).header
    except (BedsideError, OSError):
        return ""


def _roots(sources: Sequence[Source]) -> list[Path]:
    return sorted({root for source in sources if (root := content_root(source))})


def _translation_of_nothing(sources: Sequence[Source], _context: Context) -> Iterator[Match]:
    known = {source.values.get("uid", "").upper() for source in sources}
    asked = {one.meta.translation_of for one in sources if one.meta and one.meta.translation_of}
    known |= {uid.upper() for _, uid in uids_beside(sources, asked - known)}
    for source in sources:
        meta = source.meta
        if meta and meta.translation_of and meta.translation_of not in known:
            yield at(source, "translation_of", "no post has this uid: copy it from the original")
        elif meta and meta.translation_of and meta.translation_of == meta.uid:
            yield at(source, "translation_of", "a post cannot be the translation of itself")


def _slug_repeated(sources: Sequence[Source], context: Context) -> Iterator[Match]:
    language = context.practice.practice.language if context.practice else "en"
    others = context.practice.practice.translations if context.practice else ()
    taken = _TAKEN | {f"{lang}/{one}".lower() for lang in others for one in ("", *_TAKEN)}
    first: dict[str, Path] = {}
    for source in sources:
        if source.meta is None or source.kind is Kind.TEXT:
            continue
        place = address(source, language).lower()
        owner = first.setdefault(place, source.path)
        if place in taken:
            yield at(source, "slug", f"the site keeps /{place} for itself: give another `slug`")
        elif owner != source.path:
            yield at(source, "slug", f"{owner} has the same address: give one another `slug`")
    yield from _old_slugs(sources, language, first)


def _old_slugs(
    sources: Sequence[Source], language: str, owners: Mapping[str, Path]
) -> Iterator[Match]:
    for source in sources:
        if source.meta is None or source.kind is Kind.TEXT:
            continue
        folder = address(source, language).lower().rstrip("/").rpartition("/")[0]
        for slug in source.meta.old_slugs:
            if owner := owners.get(f"{folder}/{slug}/".lstrip("/").lower()):
                message = f"`{slug}` is the address of {owner} now, so it cannot lead here"
                fix = "Take it out of `old_slugs`."
                yield at(source, "old_slugs", message, Severity.WARNING, fix)


def _tags_alike(sources: Sequence[Source], _context: Context) -> Iterator[Match]:
    """Compare by the address that Pelican makes of a tag: its letters and digits, without accents."""
    first: dict[str, tuple[str, str]] = {}
    for source in sources:
        for tag, place in _tags(source):
            line, column = position(source.text, place.start)
            where = f"{source.path}:{line}:{column}"
            written, there = first.setdefault(_tag_address(tag), (tag, where))
            if written != tag:
                yield Match(
                    start=place.start, end=place.end, path=source.path,
                    message=f"has the same address as the tag at {there}, which is written otherwise",
                )  # fmt: skip


def _tags(source: Source) -> Iterator[tuple[str, Place]]:
    if source.kind in (Kind.POST, Kind.NOTICE) and source.meta:
        for index, tag in enumerate(source.meta.tags):
            place = source.places.get(f"tags.{index}") or source.places.get("tags")
            if place:
                yield tag, place


def _tag_address(tag: str) -> str:
    plain = unicodedata.normalize("NFKD", tag.casefold())
    words = "".join(one for one in plain if not unicodedata.combining(one))
    return _GAPS.sub("-", _SIGNS.sub("", words).strip())


def _stray_files(sources: Sequence[Source], _context: Context) -> Iterator[Match]:
    folders = {source.path.parent for source in sources if source.kind is not Kind.TEXT}
    for folder in sorted(folders):
        every = os.listdir(folder)  # noqa: PTH208  names are enough: there may be thousands
        names = (one for one in every if not one.lower().endswith(_PAGES))
        for path in (folder / name for name in sorted(names)):
            if path.is_file() and path.suffix.lower() not in MARKDOWN and path.name[0] != ".":
                yield Match(path=path, message="not Markdown, so nothing reads or checks it: move "
                            "pictures to content/images, remove the rest")  # fmt: skip


FRONT_MATTER_ACROSS: tuple[Rule, ...] = (
    Rule(
        code="FRM003", name="uid-repeated", scope=Scope.SOURCES, find=_uid_repeated,
        summary="Two files with one uid, as happens when a post is copied.",
        why="Feed readers and networks would take the second post for the first.",
        fix="Run `bedside fix`: the newer file gets a new uid.", authority=FEED_ID,
        bad=((f"=== posts/a.md\n---\ntitle: A\nuid: {UID}\n---\nA.\n"
             f"=== posts/b.md\n---\ntitle: B\nuid: {UID.lower()}\n---\nB.\n"),),
        good=((f"=== posts/a.md\n---\ntitle: A\nuid: {UID}\n---\nA.\n"
              f"=== posts/b.md\n---\ntitle: B\nuid: {OTHER}\n---\nB.\n"),),
    ),
    Rule(
        code="FRM008", name="translation-of-nothing", scope=Scope.SOURCES,
        find=_translation_of_nothing,
        summary="`translation_of` that no post answers to.",
        why="Readers could not reach the original.", fix="Copy the uid of the original post.",
        authority=TRANSLATION,
        bad=(f"=== posts/a.md\n---\ntitle: A\nuid: {UID}\ntranslation_of: {OTHER}\n---\n",),
        good=((f"=== posts/a.md\n---\ntitle: A\nuid: {UID}\ntranslation_of: {OTHER}\n---\n"
              f"=== posts/b.md\n---\ntitle: B\nuid: {OTHER}\n---\n"),),
    ),
    Rule(
        code="FRM010", name="slug-repeated", scope=Scope.SOURCES, find=_slug_repeated,
        summary="Two files that would be written to one address, or one to a list's.",
        why="One would overwrite the other.", fix="Give one of them another `slug`.",
        authority=FEED_ID,
        bad=("=== posts/flu.md\n---\ntitle: A\n---\n=== posts/b.md\n---\ntitle: B\nslug: flu\n---\n",
             "=== pages/a.md\n---\ntitle: A\nslug: blog\n---\n", "=== pages/services.md\n---\ntitle: A\n---\n",
             "=== posts/a.md\n---\ntitle: A\nslug: archive\n---\n",
             ("=== posts/flu.md\n---\ntitle: A\n---\n"
              "=== posts/b.md\n---\ntitle: B\nold_slugs: [flu]\n---\n"),
             "=== posts/flu.md\n---\ntitle: A\n---\n=== posts/b.md\n---\ntitle: B\nslug: flu\nlang: en\n---\n"),
        good=("=== posts/flu.md\n---\ntitle: A\n---\n=== posts/b.md\n---\ntitle: B\n---\n",
              "=== posts/flu.md\n---\ntitle: A\n---\n=== posts/b.md\n---\ntitle: B\nslug: flu\nlang: es\n---\n",
              "=== posts/services.md\n---\ntitle: A\n---\n=== services/blog.md\n---\ntitle: B\n---\n"),
    ),
    Rule(
        code="FRM015", name="tags-alike", scope=Scope.SOURCES, find=_tags_alike,
        severity=Severity.WARNING,
        summary="Two tags that are written differently and have one address.",
        why="They share a page, which bears the name of whichever post is read first.",
        fix="Write both tags the same way.", authority=FEED_ID,
        bad=(("=== posts/a.md\n---\ntitle: A\ntags: [flu shots]\n---\n"
              "=== posts/b.md\n---\ntitle: B\ntags: news, Flu-Shots\n---\n"),
             "=== posts/a.md\n---\ntitle: A\ntags: [café, cafe]\n---\n"),
        good=(("=== posts/a.md\n---\ntitle: A\ntags: [flu shots, RSV]\n---\n"
               "=== posts/b.md\n---\ntitle: B\ntags: flu shots, 感冒, 流感\n---\n"),),
    ),
    Rule(
        code="FRM011", name="stray-file", scope=Scope.SOURCES, find=_stray_files,
        summary="A file among the posts that is not Markdown.",
        why="What is not read is not checked, and must not lie where it could be published.",
        fix="Move pictures to content/images; remove the rest.", authority=FEED_ID,
        bad=("=== posts/a.md\n---\ntitle: A\n---\n=== posts/notes.docx\nnotes\n",),
        good=("=== posts/a.md\n---\ntitle: A\n---\n",),
    ),
)  # fmt: skip
