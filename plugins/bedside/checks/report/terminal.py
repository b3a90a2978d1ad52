"""The report on a terminal: by file, each place underlined in its line, what was found masked."""

import textwrap
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from rich.cells import cell_len

from bedside.checks.allowed import Target, fingerprint
from bedside.checks.findings import by_weight
from bedside.checks.handouts import HANDOUTS
from bedside.checks.model import Finding, Report, Span, Spot, Tier
from bedside.checks.report.plain import EXPLAIN, SHOW, hides_words, summary
from bedside.errors import BedsideError

__all__ = ["MASK", "Line", "terminal_lines"]

MASK = "▒▒▒▒"  # the same for every value: its length tells nothing
_STYLES = {"error": "bold red", "warning": "yellow", "note": "cyan"}
_INDENT = "      "


class Line(NamedTuple):
    """One line of the screen and how it is coloured."""

    text: str
    style: str = ""


def terminal_lines(
    report: Report, read: Callable[[Path], str], width: int, *, show: bool = False, key: bytes = b""
) -> Iterator[Line]:
    """Yield the whole report for a screen of `width` characters; `read` returns a file's text.

    With `show` the words stand in their lines, and with `key` what allowed.toml would hold for them.
    """
    for path, group in groupby(by_weight(report.findings), lambda one: one.path):
        yield Line(str(path), "bold underline")
        text = _text(read, path)
        hidden = () if show else tuple(span for file, span in report.hidden if file == path)
        for one in group:
            yield from _finding(one, text, hidden, width)
            if show and one.matched and one.code.startswith("PHI"):
                yield Line(f"{_INDENT}found: {_printable(one.matched)}", "reverse")
                yield from _entries(one, key) if one.tier is Tier.BLOCK else ()
        yield Line("")
    if report.suppressions:
        yield Line("Allowed:", "bold")
        yield from (line for one in report.suppressions for line in _wrapped(str(one), width, "  "))
        yield Line("")
    for row in summary(report).split("\n"):
        yield from _wrapped(row, width, "")
    if report.findings:
        yield from _wrapped(EXPLAIN, width, "", "dim")
    if hides_words(report) and not show:
        yield from _wrapped(SHOW, width, "", "dim")


def _finding(one: Finding, text: str, hidden: Sequence[Span], width: int) -> Iterator[Line]:
    tier = f", {one.tier}" if one.tier else ""
    head = f"  {one.line}:{one.column} {one.code} {one.name} ({one.severity}{tier})"
    yield from _wrapped(head, width, "", _STYLES[one.severity], _INDENT)
    if text and one.spots:
        yield from _excerpt(one.spots[0], text, hidden, width)
    more = ", ".join(f"{spot.line}:{spot.column}" for spot in one.spots[1:])
    said = f"in {one.surface}: {one.message}" + (f", also at {more}" if more else "")
    yield from _wrapped(said, width, _INDENT)
    if one.fix:
        yield from _wrapped(f"do: {one.fix}", width, _INDENT)


def _excerpt(spot: Spot, text: str, hidden: Sequence[Span], width: int) -> Iterator[Line]:
    """Yield the line of the file that a place begins in, and the marks below it."""
    spans = [span for span in spot.spans if span[0] < span[1]]
    if not spans:
        return
    start = text.rfind("\n", 0, spans[0][0]) + 1
    end = text.find("\n", spans[0][0])
    room = max(width - len(_INDENT) - 1, 20)
    row = (  # of a very long line only what could be shown
        max(start, spans[0][0] - room),
        min(len(text) if end < 0 else end, spans[0][0] + room * 3),
    )
    near = [span for span in hidden if span[0] < row[1] and row[0] < span[1]]
    drawn = _fitting(_drawn(text, row, spans, near), room, is_cut=row[0] > start)
    yield Line(_INDENT + "".join(piece for piece, _ in drawn))
    marks = "".join(("^" if is_meant else " ") * cell_len(piece) for piece, is_meant in drawn)
    yield Line(_INDENT + marks.rstrip(), "bold red")


def _fitting(drawn: list[tuple[str, bool]], room: int, *, is_cut: bool) -> list[tuple[str, bool]]:
    """Return as much of a row as there is room for, what is meant in its first third."""
    if not is_cut and _cells(drawn) <= room:
        return drawn
    first = next((index for index, (_, is_meant) in enumerate(drawn) if is_meant), 0)
    start = first
    while start and _cells(drawn[start - 1 : first]) <= room // 3:
        start -= 1
    kept = [("…", False), *drawn[start:]] if start or is_cut else list(drawn)
    while _cells(kept) > room:
        kept.pop()
    return kept


def _cells(drawn: Sequence[tuple[str, bool]]) -> int:
    return sum(cell_len(piece) for piece, _ in drawn)


def _drawn(
    text: str, row: Span, spans: Sequence[Span], hidden: Sequence[Span]
) -> list[tuple[str, bool]]:
    """Return a row in pieces, hidden parts masked, each with whether it is what is meant."""
    pieces: list[tuple[str, bool]] = []
    at = row[0]
    while at < row[1]:
        stop = max((end for start, end in hidden if start <= at < end), default=at)
        piece = MASK if stop > at else _printable(text[at])
        stop = max(stop, at + 1)
        is_meant = any(start < stop and at < end for start, end in spans)
        if piece == MASK and pieces and pieces[-1][0] == MASK:
            is_meant = pieces.pop()[1] or is_meant
        pieces.append((piece, is_meant))
        at = stop
    return pieces


def _entries(one: Finding, key: bytes) -> Iterator[Line]:
    """Yield what allowed.toml would hold for each place of a finding."""
    for spot in one.spots if key else ():
        target = Target(one.code, one.subject, spot.surface, spot.occurrence)
        said = (
            "[[allowed]]", f'code = "{one.code}"', f'uid = "{one.subject}"', f'surface = "{spot.surface}"',
            f"occurrence = {spot.occurrence}", f'hmac = "{fingerprint(key, target, one.matched)}"',
        )  # fmt: skip
        yield Line(
            f"{_INDENT}{spot.line}:{spot.column} for allowed.toml, with owner, second, reason, date and expires:",
            "dim",
        )
        yield from (Line(f"{_INDENT}{row}", "dim") for row in said)


def _text(read: Callable[[Path], str], path: Path) -> str:
    if path.suffix.lower() in HANDOUTS:  # its places lie in what was read from it, not in its bytes
        return ""
    try:
        return read(path)
    except BedsideError:  # a file that cannot be read has no line to show
        return ""


def _printable(text: str) -> str:
    """Return text that moves no cursor and changes no colour."""
    return "".join(one if one.isprintable() else " " for one in text)


def _wrapped(
    text: str, width: int, indent: str, style: str = "", then: str | None = None
) -> Iterator[Line]:
    rows = textwrap.wrap(
        text, max(width - 1, 20), initial_indent=indent, break_long_words=False,
        subsequent_indent=indent if then is None else then, break_on_hyphens=False,
    )  # fmt: skip
    yield from (Line(row, style) for row in rows)
