"""What networks see inside a text: links, bare domains, hashtags, mentions, emoji sequences."""

import regex

from bedside.text import graphemes

__all__ = ["EMOJI", "HASHTAG", "LINK", "UNCUTTABLE", "grapheme_count", "hashtags_in", "utf8_bytes"]

# A link as people write it: to the next space, quote or ellipsis, without the sentence's own
# punctuation; a closing bracket belongs to it only when the link opened one.
_URL_CHARACTER = r"[^\s<>\"“”„«»…‘’`\p{Cf}]"
LINK = regex.compile(
    rf"(?<![\p{{L}}\p{{N}}@#$])https?://(?=[\p{{L}}\p{{N}}])"
    rf"(?:\({_URL_CHARACTER}*?\)|(?![()]){_URL_CHARACTER})*(?<![.,;:!?'*~])",
    regex.IGNORECASE,
)
# A domain without a protocol. Two letters or more count as a top-level domain: networks keep
# lists that change daily, and taking too much for a domain only ever makes a text shorter.
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
BARE_DOMAIN = (
    rf"(?<![A-Za-z0-9@＠$#＃_./-])(?:{_LABEL}\.)+[A-Za-z]{{2,63}}(?![A-Za-z0-9@-])"
    rf"(?:/(?:[A-Za-z0-9/_=#+%.~&?-]*[A-Za-z0-9/_=#+-])?)?"
)
# A hashtag holds a letter (`#1` is none) and starts a word.
HASHTAG = regex.compile(r"(?<![\p{L}\p{M}\p{N}_&/#])#(?=[\p{N}_]*\p{L})[\p{L}\p{M}\p{N}_]+")
# Nothing of these may be cut in the middle: a half link, tag, mention or address is a wrong one.
UNCUTTABLE = regex.compile(
    rf"{LINK.pattern}|{BARE_DOMAIN}|{HASHTAG.pattern}|[^\s@]*@[^\s]*", regex.IGNORECASE
)
# Emoji as one unit: flags, keycaps, skin tones, tag sequences, families joined by U+200D.
# Unicode Technical Standard 51, https://www.unicode.org/reports/tr51/#EBNF_and_Regex (2026-11-21)
_ONE_EMOJI = (
    r"(?:\p{RI}\p{RI}|[#*0-9]\uFE0F?\u20E3|"
    r"(?:[©®]\uFE0F|(?![#*0-9©®])\p{Emoji}(?:\uFE0F\u20E3?|\p{EMod})?)"
    r"(?:[\U000E0020-\U000E007E]+\U000E007F)?)"
)
EMOJI = regex.compile(rf"{_ONE_EMOJI}(?:\u200D{_ONE_EMOJI})*")


def grapheme_count(text: str) -> int:
    """Count user-perceived characters."""
    return len(graphemes(text))


def utf8_bytes(text: str) -> int:
    """Count UTF-8 bytes."""
    return len(text.encode())


def hashtags_in(text: str) -> list[str]:
    """Return the hashtags that `text` holds, with their signs."""
    return HASHTAG.findall(text)
