"""The letters and words that a pattern's matches cannot lack: where they do not stand, it is not tried."""

from functools import lru_cache

from bedside.checks.late import compile_late

__all__ = ["fold", "runs_of", "signs_of", "words_in"]

_CLASS = compile_late(r"\[[^\]]*\]")
_GROUP = compile_late(r"\((?P<look>\?[=!<]+)?(?:\?:)?(?P<inner>[^()]*)\)(?P<maybe>[?*])?")
_LOOSE = compile_late(r"\\\.[?*]|\\[^.]|(?<!\\)[^\\][?*]|.\{[^}]*\}|(?<!\\)\.")  # may be missing
_RUN = compile_late(r"[a-z./]{2,}")
_LETTERS = compile_late(r"\w+")


@lru_cache(maxsize=8)
def fold(text: str) -> str:
    """Return a text in small letters, each as `re.IGNORECASE` reads it; as long as before."""
    lower = text.lower()
    if len(lower) != len(text):  # a dotted capital I has two
        lower = "".join(one.lower()[0] for one in text)
    return lower if lower.isascii() else lower.replace("ſ", "s").replace("ı", "i")


@lru_cache(maxsize=64)  # the rules of one document ask for the same texts
def runs_of(text: str) -> tuple[str, ...]:
    """Return the runs of letters and digits of a text, in small letters, in order."""
    return tuple(_LETTERS.findall(fold(text)))


@lru_cache(maxsize=64)
def words_in(text: str) -> frozenset[str]:
    """Return the runs of letters and digits of a text, in small letters, each once."""
    return frozenset(runs_of(text))


def signs_of(labels: str) -> frozenset[str]:
    """Return small letters of which each match of these ways (`mrn|charts?`) holds one.

    Empty where a way has no such letters.
    """
    ways = [_sign(way) for way in _split(_CLASS.sub("\0", labels))]
    return frozenset() if not all(ways) else frozenset().union(*ways)


def _split(labels: str) -> list[str]:
    """Return the ways of the topmost level."""
    ways, depth = [""], 0
    for letter in labels:
        depth += (letter == "(") - (letter == ")")
        if letter == "|" and not depth:
            ways.append("")
        else:
            ways[-1] += letter
    return ways


def _sign(way: str) -> frozenset[str]:
    """Return the longest letters of a way that stand outside its groups, else those of a group."""
    groups: list[str] = []
    bare = way
    while found := _GROUP.search(bare):
        is_inside = bare.count("(", 0, found.start()) > bare.count(")", 0, found.start())
        if not (is_inside or found["look"] or found["maybe"]):
            groups.append(found["inner"])
        bare = f"{bare[: found.start()]}\0{bare[found.end() :]}"
    runs = _RUN.findall(_LOOSE.sub("\0", bare).replace("\\.", ".").lower())
    if runs:
        return frozenset({max(runs, key=len)})
    return next((signs for one in groups if (signs := signs_of(one))), frozenset())
