"""Write uids into sources, byte by byte as they were otherwise: missing ones, copies' and originals' ones."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bedside.files import write_atomic
from bedside.post import Kind, Source
from bedside.source import find_sources, read_source
from bedside.uid import is_uid, mint_uid

__all__ = ["Repair", "repair_uids", "with_uid"]

_FENCE = re.compile(rb"\A(?:\xef\xbb\xbf)?---[ \t]*(\r?\n)")
_LINE = rb"(?im)^(%s[ \t]*:[ \t]*)((?:[^\s#](?:[^\r\n]*?\S)??)?)(?=[ \t]+#|[ \t]*\r?$)"
_UID_LINE, _ORIGINAL_LINE = (  # the value, without a comment behind it
    re.compile(_LINE % key) for key in (b"uid", b"translation_of")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """One file that was changed, and how."""

    path: Path
    what: str


def repair_uids(
    content: Path, zone: ZoneInfo, now: datetime, only: Sequence[Path] = ()
) -> list[Repair]:
    """Give every post and notice under `content` a uid of its own; `only` limits what is written.

    A new uid carries the post's date as its mint time, or `now` when the post has none.
    """
    sources = [read_source(path, content, zone) for path in find_sources([content])]
    posts = [one for one in sources if one.kind in (Kind.POST, Kind.NOTICE)]
    wanted = {path.resolve() for path in find_sources(only)} if only else None
    repairs = []
    uids = {source.path: source.values.get("uid", "").upper() for source in posts}
    for source, what in _needed(posts, zone):
        if wanted is None or source.path.resolve() in wanted:
            uid = uids[source.path] = mint_uid(_date_of(source, zone) or now)
            write_atomic(source.path, with_uid(source.path.read_bytes(), uid))
            repairs.append(Repair(path=source.path, what=f"{what}: {uid}"))
    for source in posts:
        named = _named(source, uids)
        if named and (wanted is None or source.path.resolve() in wanted):
            header, rest = _cut(source.path.read_bytes())
            header = _ORIGINAL_LINE.sub(rb"\g<1>" + named.encode(), header)
            write_atomic(source.path, header + rest)
            repairs.append(Repair(path=source.path, what=f"named its original, now has: {named}"))
    return repairs


def _named(source: Source, uids: Mapping[Path, str]) -> str:
    """Return the uid of the one post whose file `translation_of` names; empty where none is."""
    said = source.values.get("translation_of", "")
    if not said or is_uid(said):
        return ""
    wanted = Path(said).with_suffix(".md").parts
    found = {uid for path, uid in uids.items() if path.parts[-len(wanted) :] == wanted}
    found -= {uids[source.path]}
    return found.pop() if len(found) == 1 and all(map(is_uid, found)) else ""


def with_uid(data: bytes, uid: str) -> bytes:
    """Return a file's bytes with this uid in its front matter; every other byte is kept."""
    header, rest = _cut(data)
    if found := _UID_LINE.search(header):
        start, end = found.start(2), found.end(2)
        return header[:start] + uid.encode() + header[end:] + rest
    if fence := _FENCE.match(header):
        line = b"uid: " + uid.encode() + fence[1]
        return header[: fence.end()] + line + header[fence.end() :] + rest
    end_of_line = b"\r\n" if b"\r\n" in data else b"\n"
    line = b"uid: " + uid.encode() + end_of_line
    if header:
        return line + header + rest
    return b"---" + end_of_line + line + b"---" + end_of_line + rest


def _cut(data: bytes) -> tuple[bytes, bytes]:
    """Cut a file after its front matter; without any the first part is empty."""
    if fence := _FENCE.match(data):
        closing = re.compile(rb"(?m)^(?:---|\.\.\.)[ \t]*\r?$").search(data, fence.end())
        end = closing.start() if closing else len(data)
        return data[:end], data[end:]
    bare = re.match(rb"(?:[A-Za-z][A-Za-z0-9_-]*:[^\n]*\n(?:[ \t]+\S[^\n]*\n)*)+", data)
    end = bare.end() if bare else 0
    return data[:end], data[end:]


def _needed(posts: Sequence[Source], zone: ZoneInfo) -> Iterator[tuple[Source, str]]:
    """Yield each source that needs a uid, and why. The oldest file keeps a repeated one."""
    seen: set[str] = set()
    for source in sorted(posts, key=lambda one: _age(one, zone)):
        uid = source.values.get("uid", "").upper()
        if not uid:
            yield source, "had no uid, now has"
        elif not is_uid(uid):
            yield source, "had a uid that is none, now has"
        elif uid in seen:
            yield source, "had another file's uid, now has"
        seen.add(uid)


def _age(source: Source, zone: ZoneInfo) -> tuple[bool, float, float, str]:
    """Order by the post's own date, then by the file's time and name: a copy comes later."""
    date = _date_of(source, zone)
    changed = source.path.stat().st_mtime
    return date is None, date.timestamp() if date else 0, changed, source.name


def _date_of(source: Source, zone: ZoneInfo) -> datetime | None:
    """Return the post's date, also when the rest of its front matter has mistakes."""
    try:
        date = datetime.fromisoformat(source.values.get("date", ""))
    except ValueError:
        return None
    return date if date.tzinfo else date.replace(tzinfo=zone)
