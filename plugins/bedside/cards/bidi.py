"""The order in which a line of mixed left-to-right and right-to-left text is seen.

The Unicode Bidirectional Algorithm, revision 17.0, without explicit embeddings and isolates:
`clean` in `breaks` takes those controls out of card text before it gets here.
https://www.unicode.org/reports/tr9/ (read 2026-11-22)
"""

import unicodedata

__all__ = ["base_level", "last_strong", "levels", "visual_runs"]

STRONG = {"L": 0, "R": 1, "AL": 1}
NEUTRAL = {"B", "S", "WS", "ON"}
PAIRS = dict(zip("([{（［｛「『【〈《", ")]}）］｝」』】〉》", strict=True))


def base_level(text: str) -> int | None:
    """Return 0 or 1 by the first strong character, None when there is none (P2, P3)."""
    for character in text:
        level = STRONG.get(unicodedata.bidirectional(character))
        if level is not None:
            return level
    return None


def last_strong(text: str) -> str:
    """Return the type of the last strong character, "" when there is none."""
    types = map(unicodedata.bidirectional, reversed(text))
    return next((kind for kind in types if kind in STRONG), "")


def levels(text: str, base: int, before: str = "") -> list[int]:
    """Return the embedding level of each character of one line.

    `before` is the strong type that its paragraph's earlier lines ended with: a number that opens
    a line belongs to the words before it.
    """
    edge = before or ("R" if base else "L")
    original = [unicodedata.bidirectional(character) or "ON" for character in text]
    types = _weak(list(original), edge)
    _brackets(text, original, types, base)
    _neutral(types, base, STRONG[edge])
    return _whitespace(original, [_implicit(kind, base) for kind in types], base)


def visual_runs(found: list[int]) -> list[tuple[int, int, int]]:
    """Return (start, end, level) runs from left to right (L2)."""
    runs: list[tuple[int, int, int]] = []
    for index, level in enumerate(found):
        if runs and runs[-1][2] == level:
            runs[-1] = (runs[-1][0], index + 1, level)
        else:
            runs.append((index, index + 1, level))
    for lowest in range(max(found, default=0), 0, -1):
        runs = _reverse_at(runs, lowest)
    return runs


def _reverse_at(runs: list[tuple[int, int, int]], lowest: int) -> list[tuple[int, int, int]]:
    """Reverse every stretch of neighbouring runs at `lowest` or above."""
    done: list[tuple[int, int, int]] = []
    stretch: list[tuple[int, int, int]] = []
    for run in runs:
        if run[2] >= lowest:
            stretch.insert(0, run)
        else:
            done += [*stretch, run]
            stretch = []
    return done + stretch


def _weak(types: list[str], edge: str) -> list[str]:
    """Settle marks and the signs around numbers (W1 to W7)."""
    previous = edge
    for index, kind in enumerate(types):  # W1; BN takes its neighbour's type like a mark
        types[index] = previous = previous if kind in {"NSM", "BN"} else kind
    strong = edge
    for index, kind in enumerate(types):  # W2, W3
        strong = kind if kind in STRONG else strong
        if kind == "EN" and strong == "AL":
            types[index] = "AN"
    types[:] = ["R" if kind == "AL" else kind for kind in types]
    for index in range(1, len(types) - 1):  # W4
        before, kind, after = types[index - 1 : index + 2]
        if before == after and (
            (kind in {"ES", "CS"} and before == "EN") or (kind == "CS" and before == "AN")
        ):
            types[index] = before
    _terminators(types)
    strong = edge
    for index, kind in enumerate(types):  # W7
        strong = kind if kind in STRONG else strong
        if kind == "EN" and strong == "L":
            types[index] = "L"
    return types


def _terminators(types: list[str]) -> None:
    """Join `%`, `$` and the like to the number beside them, free the rest (W5, W6)."""
    start = 0
    while start < len(types):
        end = start
        while end < len(types) and types[end] == "ET":
            end += 1
        touches = "EN" in (
            types[start - 1] if start else "",
            types[end] if end < len(types) else "",
        )
        if touches:
            types[start:end] = ["EN"] * (end - start)
        start = end + 1
    types[:] = ["ON" if kind in {"ET", "ES", "CS"} else kind for kind in types]


def _direction(kind: str) -> int | None:
    """Return the direction a resolved type counts as beside neutrals: numbers count as R."""
    return 0 if kind == "L" else 1 if kind in {"R", "EN", "AN"} else None


def _brackets(text: str, original: list[str], types: list[str], base: int) -> None:
    """Give both brackets of a pair, and marks on them, one direction (N0)."""
    for first, last in _pairs(text, types):
        inside = {_direction(kind) for kind in types[first + 1 : last]} - {None}
        if not inside:
            continue
        direction = base
        if base not in inside:
            before = [d for kind in types[:first] if (d := _direction(kind)) is not None]
            direction = before[-1] if before else base
        for bracket in (first, last):
            end = bracket + 1
            while end < len(types) and original[end] in {"NSM", "BN"}:
                end += 1
            types[bracket:end] = ["R" if direction else "L"] * (end - bracket)


def _pairs(text: str, types: list[str]) -> list[tuple[int, int]]:
    """Return the places of brackets that belong together, by their first (BD16)."""
    opened: list[tuple[str, int]] = []
    found: list[tuple[int, int]] = []
    for index, character in enumerate(text):
        if types[index] != "ON":
            continue
        if character in PAIRS:
            opened.append((PAIRS[character], index))
        elif any(closer == character for closer, _ in opened):
            while opened[-1][0] != character:
                opened.pop()
            found.append((opened.pop()[1], index))
    return sorted(found)


def _neutral(types: list[str], base: int, edge: int) -> None:
    """Give neutrals the direction around them, or the paragraph's (N1, N2)."""
    index = 0
    while index < len(types):
        end = index
        while end < len(types) and types[end] in NEUTRAL:
            end += 1
        if end > index:
            before = _direction(types[index - 1]) if index else edge
            after = _direction(types[end]) if end < len(types) else base
            direction = before if before == after else base
            types[index:end] = ["R" if direction else "L"] * (end - index)
        index = end + 1


def _implicit(kind: str, base: int) -> int:
    """Return the level of a resolved type (I1, I2)."""
    if kind == "L":
        return base + (base % 2)
    if kind == "R":
        return 1
    return 2


def _whitespace(original: list[str], found: list[int], base: int) -> list[int]:
    """Put separators and the white space before them or at the end on the base level (L1)."""
    trailing = True
    for index in range(len(found) - 1, -1, -1):
        kind = original[index]
        trailing = kind in {"S", "B"} or (trailing and kind in {"WS", "BN"})
        if trailing:
            found[index] = base
    return found
