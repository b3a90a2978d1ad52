"""Read addresses, paths and slugs as the words they are made of."""

import re
from urllib.parse import unquote

from bedside.checks.late import compile_late
from bedside.checks.surfaces.cut import Cut, join, rewrite
from bedside.checks.surfaces.normalise import normalise
from bedside.checks.words import is_name_or_place

__all__ = ["looks_like_address", "looks_like_path", "read_fragment", "read_path", "read_target"]

_ESCAPES = compile_late(r"(?:%[0-9A-Fa-f]{2})+")
_QUERY_SPACE = compile_late(r"\+(?=[A-Za-z0-9])")
_EXTENSION = compile_late(
    r"\.(?:md|markdown|html?|png|jpe?g|webp|gif|svg|avif|heic|tiff?|mp[34]|mov|wav|m4a|vtt|srt|pdf|docx?|pptx?|xlsx?|txt|csv|json|ya?ml|bib|ics|vcf|xml)\b",
    re.IGNORECASE,
)
_ADDRESS = compile_late(
    r"(?:https?://|www\.)?(?:[a-z0-9-]+\.)+(?!(?:md|png|jpe?g|webp|gif|svg|html?|pdf|vtt|mp[34])\b)[a-z]{2,}(?:[/?]\S*)?\Z",
    re.IGNORECASE,
)
# A sign between two words, or between a word and a number; hyphens inside a number stay.
_JOINT = compile_late(
    r"(?<=[^\W\d_])[-_.+]+(?=\w)|(?<=\d)[-_.+]+(?=[^\W\d_])|_+|(?<=[a-z])(?=[A-Z][a-z])"
)
_WORD = compile_late(r"(?<![\w'])[a-z]{2,}(?![\w'])")
_TITLES = {"mr", "mrs", "ms", "dr"}
_SLASH = compile_late(r"[/\\]+")
_PATH = compile_late(r"[\w./%-]*[-_/][\w./%-]*")
_ABSOLUTE = compile_late(r"(?:[a-z][a-z0-9+.-]*:|//|(?:[a-z0-9-]+\.)+[a-z]{2,}/)", re.IGNORECASE)


def looks_like_address(value: str) -> bool:
    """Tell whether a value is a web address, with or without its scheme."""
    return bool(_ADDRESS.match(value))


def looks_like_path(value: str) -> bool:
    """Tell whether a front-matter value is a file's path or a slug."""
    return bool(_EXTENSION.search(value)) or bool(_PATH.fullmatch(value))


def read_target(target: Cut) -> Cut:
    """Return a link's target decoded; a path inside the site also as words."""
    cut = normalise(rewrite(target, _ESCAPES, _unquoted))
    head, mark, _query = cut.text.partition("?")
    if _ABSOLUTE.match(cut.text):
        return rewrite(cut, _QUERY_SPACE, " ") if mark else cut
    if not mark:
        return read_path(cut)
    query = rewrite(cut[len(head) :], _QUERY_SPACE, " ")
    path = read_path(cut[: len(head)])
    return join((path, query))


def read_fragment(fragment: Cut) -> Cut:
    """Return the place that an address names on its page, as words."""
    return read_path(rewrite(fragment, _ESCAPES, _unquoted))


def read_path(path: Cut) -> Cut:
    """Return `sarah-miller_knee.jpg` as `Sarah Miller knee`: words apart, names with capitals."""
    cut = normalise(path)
    if "@" in cut.text:
        return cut  # an e-mail address is read whole
    cut = rewrite(cut, _EXTENSION, " ")
    cut = rewrite(rewrite(cut, _JOINT, " "), _SLASH, "\n")
    return rewrite(cut, _WORD, lambda found: _capital(found[0]))


def _unquoted(found: re.Match[str]) -> str:
    return unquote(found[0], errors="replace")


def _capital(word: str) -> str:
    return word.capitalize() if word in _TITLES or is_name_or_place(word) else word
