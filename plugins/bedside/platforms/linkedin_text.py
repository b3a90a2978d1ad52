"""LinkedIn's `little` text: what a reader sees, to what the Posts API must be sent, and back.

A reserved character that is not escaped cuts the post at that place, without an error.
https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/little-text-format
(view li-lms-2026-05, read 2026-11-22); https://github.com/n8n-io/n8n/issues/10179
"""

from urllib.parse import quote

import regex

from bedside.platforms.counting import HASHTAG, LINK

__all__ = ["little", "plain"]

_RESERVED = regex.compile(r"[\\|{}@\[\]()<>#*_~]")
# Inside an address an escaped underscore is said to break the link
# (https://github.com/jikig-ai/soleur/pull/5140, read 2026-11-22); the rest has a form of its own there.
_IN_LINK = regex.compile(r"[\\|{}\[\]()<>*~]")
_KEPT = regex.compile(rf"(?P<link>{LINK.pattern})|(?P<tag>{HASHTAG.pattern})", regex.IGNORECASE)
_HASHTAG_TEMPLATE = regex.compile(r"\{hashtag\|\\?#\|([^}]*)\}")
_ESCAPED = regex.compile(r"\\([\\|{}@\[\]()<>#*_~])")


def little(text: str) -> str:
    """Escape what is reserved; hashtags stay hashtags and addresses stay addresses."""
    made, at = "", 0
    for match in _KEPT.finditer(text):
        made += _RESERVED.sub(r"\\\g<0>", text[at : match.start()])
        made += _address(match[0]) if match["link"] else _tag(match[0])
        at = match.end()
    return made + _RESERVED.sub(r"\\\g<0>", text[at:])


def plain(text: str) -> str:
    """Return `little` text as a reader sees it, for comparing with what was sent."""
    return _ESCAPED.sub(r"\1", _HASHTAG_TEMPLATE.sub(r"#\1", text))


def _address(url: str) -> str:
    """Percent-encode what would cut the post, escape what would begin a tag or a mention."""
    coded = _IN_LINK.sub(lambda match: "%7E" if match[0] == "~" else quote(match[0], safe=""), url)
    return regex.sub(r"[#@]", r"\\\g<0>", coded)


def _tag(tag: str) -> str:
    """Keep a hashtag one; what begins with an underscore is none to LinkedIn."""
    word = tag.removeprefix("#").replace("_", r"\_")
    return f"#{word}" if tag[1] != "_" else rf"\#{word}"
