"""Addresses in a built page: read as a browser reads them, and where they lead in our site."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

from bedside.checks.late import compile_late
from bedside.web_address import join_address, split_address

if TYPE_CHECKING:
    from bedside.practice import Practice

__all__ = ["absolute", "css_addresses", "is_foreign", "is_web", "path_in_site", "srcset_addresses"]

_CSS_ESCAPE = compile_late(r"\\([0-9a-fA-F]{1,6})\s?|\\([^\n])")
_CSS_COMMENT = compile_late(r"/\*.*?\*/", re.DOTALL)
_CSS_NAMESPACE = compile_late(r"@namespace[^;]*;", re.IGNORECASE)
_CSS_URL = compile_late(
    r"""\b(?:url|src)\(\s*(?:"([^"]*)"|'([^']*)'|([^)"']*))\s*""", re.IGNORECASE
)
_CSS_IMPORT = compile_late(r"""@import\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_CSS_IMAGE_SET = compile_late(r"image-set\(((?:[^()]|\([^()]*\))*)\)", re.IGNORECASE)
_CSS_STRING = compile_late(r"""(?<!type\()(?:"([^"]*)"|'([^']*)')""")
_SRCSET = compile_late(r"[\s,]*(\S+)")
_BREAKS = compile_late(r"[\t\n\r]")
_OTHER_SCHEME = compile_late(r"(?i)(?!https?:|wss?:|ftp:)[a-z][a-z0-9+.-]*:")
_SLASHES = compile_late(r"(?i)^(https?:|wss?:)/*(?=[^/])")
_SIZE = compile_late(r"[^,(]*(?:\([^)]*\)[^,(]*)*,?")


# An address that leads to the same place from wherever on a site it stands.
_FROM_ANYWHERE = compile_late(r"/(?![/\\\x00-\x20])|(?i:https?)://(?=[^/\\?#\x00-\x20])")


def absolute(address: str, base: str) -> str:
    """Resolve as browsers do: they drop control characters and take a backslash for a slash."""
    return _absolute(address, _origin(base) if _FROM_ANYWHERE.match(address) else base)


@lru_cache(maxsize=1 << 14)
def _origin(base: str) -> str:
    """Return the beginning of the address of every page of a site; the address itself if broken."""
    scheme, host = urlsplit_safe(base)
    return f"{scheme}://{host}/" if host not in {"", "?"} else base


@lru_cache(maxsize=1 << 16)  # every page of a site asks for the same few hundred
def _absolute(address: str, base: str) -> str:
    plain = _BREAKS.sub("", address.strip("".join(map(chr, range(33)))))
    if not _OTHER_SCHEME.match(plain):
        head, mark, tail = plain.partition("?")
        plain = head.replace("\\", "/") + mark + tail
        plain = _SLASHES.sub(r"\1//", plain)
    return join_address(base, plain)


def is_web(url: str) -> bool:
    """Tell whether following the address reaches a server."""
    return urlsplit_safe(url)[0] in {"http", "https", "ws", "wss", "ftp"}


def is_foreign(url: str, practice: "Practice") -> bool:
    """Tell whether an absolute address reaches another server than the practice's own."""
    ours = split_address(practice.practice.url)
    scheme, host = urlsplit_safe(url)
    return is_web(url) and (host != ours.netloc.lower() or scheme not in {"https", ours.scheme})


def urlsplit_safe(url: str) -> tuple[str, str]:
    """Return scheme and host in lower case; a broken address has the host `?`."""
    parts = split_address(url)
    return parts.scheme.lower(), parts.netloc.lower()


def path_in_site(url: str, practice: "Practice") -> str | None:
    """Return the path under the site root of one of our addresses; None outside the site."""
    path = unquote(split_address(url).path) or "/"
    base = practice.base_path.rstrip("/")
    if path == base:
        return ""
    return path[len(base) + 1 :] if path.startswith(f"{base}/") else None


def srcset_addresses(value: str) -> list[str]:
    """Return the addresses of a `srcset`, without their sizes, split as the HTML standard says."""
    found, at = [], 0
    while match := _SRCSET.match(value, at):
        address, at = match[1], match.end()
        if not address.endswith(",") and (size := _SIZE.match(value, at)):
            at = size.end()
        if address.strip(","):
            found.append(address.rstrip(","))
    return found


def css_addresses(css: str) -> list[str]:
    """Return every address a style sheet makes the browser fetch."""
    plain = _CSS_NAMESPACE.sub("", _CSS_COMMENT.sub("", _CSS_ESCAPE.sub(_unescape, css)))
    found = [*_CSS_URL.findall(plain), *((*pair, "") for pair in _CSS_IMPORT.findall(plain))]
    for inside in _CSS_IMAGE_SET.findall(plain):
        found.extend((*pair, "") for pair in _CSS_STRING.findall(inside))
    return [address for parts in found if (address := "".join(parts).strip())]


def _unescape(found: re.Match[str]) -> str:
    if not found[1]:
        return found[2]
    code = int(found[1], 16)
    return chr(code) if 0 < code < 0x110000 else "\ufffd"  # the last Unicode code point
