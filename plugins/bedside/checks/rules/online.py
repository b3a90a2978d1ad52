"""(N), (O): web addresses about a person, and IP addresses."""

import ipaddress
import re
from collections.abc import Iterator

from bedside.checks import words
from bedside.checks.digit_zones import has_digits, near_digits
from bedside.checks.facts import facts_of
from bedside.checks.late import compile_late
from bedside.checks.model import Context, Match, Rule, Surface, Tier
from bedside.checks.organisation import is_reference, is_theirs
from bedside.checks.reading import near_patient
from bedside.checks.rules.law import SAFE_HARBOR_LAW
from bedside.web_address import split_address

__all__ = ["IP_ADDRESS", "WEB_ADDRESS"]

_URL = compile_late(
    r"(?:https?://|www\.)[^\s<>\"'|)\]]+|(?<![\w@./-])(?:[a-z0-9-]+\.)+(?:com|org|net|info|biz|me|us|example|page|site|blog)/[^\s<>\"'|)\]]+",
    re.IGNORECASE,
)
# Each way begins with a letter written out, so that a search passes over every other one.
_SIGN = compile_late(
    r"//|w[wW]{2}\.|W[wW]{2}\.|\.(?i:com|org|net|info|biz|me|us|example|page|site|blog)/"
)
_SPACE = compile_late(r"\s")
# Pages that are about one person: fundraisers, illness diaries, obituaries, patient portals.
_PERSONAL = compile_late(
    r"gofundme|gofund\.me|givesendgo|caringbridge|mealtrain|postable|plumfund|fundly|justgiving|spotfund|givealift|giveforward"
    r"|legacy\.com|obituar|tributes?\b|memorial|/patients?/|/charts?/|/mrn|patient(?:_?id|_?name)?=|mrn=|dob=|/u/|/in/"
    # a record in a portal: what follows tells which
    r"|/(?:encounters?|visits?|results?|records?|embryology|labs?|imaging|share)/[\w-]*\d{3}|/pt-?\d{3}|[?&](?:pt|client|chart|name)=(?!you\b|your|name|x+\b)[a-z]+[._-][a-z]",
    re.IGNORECASE,
)
_PROFILE = compile_late(
    r"(?:facebook|instagram|twitter|x|tiktok|linkedin|threads|youtube)\.(?:com|net)/(?!tr\b|sharer|share|intent|hashtag|watch|pages/|groups/|help)@?[\w.-]+",
    re.IGNORECASE,
)
# A profile whose name is a given name and one more word: harold.brzezinski.
_HANDLE = compile_late(
    r"/@?(?P<first>[a-z]{3,})[._-](?P<last>[a-z]{2,})[\d._-]*/?(?:\?\S*)?\Z", re.IGNORECASE
)
_PUBLIC = compile_late(
    r"\.(?:gov|mil|edu|int)(?::\d+)?\Z|(?:^|\.)(?:nhs\.uk|doi\.org|who\.int)\Z", re.IGNORECASE
)
_IP4 = compile_late(
    r"(?<![\w.-])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\w-]|\.\d)"
)
_IP6 = compile_late(
    r"(?<![\w:.])(?:[0-9A-Fa-f]{1,4}:){2,7}(?::?[0-9A-Fa-f]{1,4}|:)+(?:::?[0-9A-Fa-f]{1,4})*(?![\w:])|(?<![\w:.])[0-9A-Fa-f]{1,4}(?::[0-9A-Fa-f]{1,4})*::(?:[0-9A-Fa-f]{1,4}(?::[0-9A-Fa-f]{1,4})*)?(?![\w:])"
)
_IP4_SIGN, _IP6_SIGN = compile_late(r"\.\d{1,3}\.\d"), compile_late(r":[0-9A-Fa-f]{0,4}:")
_IS_VERSION = compile_late(
    r"(?:\bv|version|release|section|chapter|part|§|table|figure|firmware)\s*\Z", re.IGNORECASE
)


def _urls(surface: Surface, context: Context) -> Iterator[Match]:
    if is_reference(surface):
        return
    for found in _web_addresses(surface.text):
        host = split_address(found[0] if "//" in found[0] else f"//{found[0]}").hostname or ""
        is_known = host.removeprefix("www.") in facts_of(context).hosts or _PUBLIC.search(host)
        if is_known and not _PERSONAL.search(found[0].partition("?")[2]):
            continue
        if _is_about_one(surface, context, found):
            yield Match(start=found.start(), end=found.end(),
                        message="a web address that leads to one person")  # fmt: skip


def _web_addresses(text: str) -> Iterator[re.Match[str]]:
    """Yield the addresses: each stands in a run without a space that has a sign of one."""
    at = 0
    while sign := _SIGN.search(text, at):
        start = max(at, text.rfind(" ", 0, sign.start()) + 1, text.rfind("\n", 0, sign.start()) + 1)
        end = _SPACE.search(text, sign.end())
        at = end.start() if end else len(text)
        yield from _URL.finditer(text, start, at)


def _is_about_one(surface: Surface, context: Context, found: re.Match[str]) -> bool:
    if _PERSONAL.search(found[0]):
        return True
    is_profile = _PROFILE.search(found[0])
    if is_profile and (_names_one(found[0]) or is_theirs(_before(surface, found.start()))):
        return True
    needed = 1.5 if is_profile else 2.5
    return surface.name == "body" and near_patient(surface, context, found.start(), needed)


def _before(surface: Surface, at: int) -> str:
    """Return the words before an address; a link's are its text, which stands before it in the file."""
    if surface.name == "link" and surface.offsets:
        place = surface.offsets[at]
        text = surface.file_text[max(0, place - 120) : place]
        return text[text.rfind("[") :] if text.endswith("](") else ""
    return surface.text[max(0, at - 120) : at]


def _names_one(address: str) -> bool:
    """Tell whether a profile's name is a given name with a surname or a word nobody else uses."""
    found = _HANDLE.search(address)
    return (
        found is not None
        and words.is_given_name(found["first"])
        and (words.is_surname(found["last"]) or words.is_stranger(found["last"]))
        and not words.is_common(found["last"])
    )


def _addresses(surface: Surface, context: Context) -> Iterator[Match]:
    signs = ((_IP4_SIGN, _IP4), (_IP6_SIGN, _IP6))
    ways = [pattern for sign, pattern in signs if sign.search(surface.text)]
    for pattern in ways:
        for found in near_digits(pattern, surface, context):
            before = surface.text[max(0, found.start() - 12) : found.start()]
            if not _IS_VERSION.search(before) and _is_somebodys(found[0]):
                yield Match(start=found.start(), end=found.end(), message="an IP address")


def _is_somebodys(text: str) -> bool:
    """Tell whether this is an address that a visitor's device may have."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    return not (address.is_loopback or address.is_unspecified or address.is_multicast)


WEB_ADDRESS = Rule(
    code="PHI014", name="web-address-of-a-person",
    summary="A web address that leads to one person: a fundraiser, an obituary, a portal record, a profile or any page linked from a patient's story.",
    why="Web addresses are identifier (N) of the Safe Harbor list; a fundraiser or an obituary names the patient.",
    fix="Remove the address. Sources and organisations may be linked outside a patient's story.",
    authority=SAFE_HARBOR_LAW, tier=Tier.BLOCK, find=_urls,
    bad=(
        "See gofundme.com/f/new-hips-for-hank for more.",
        "[his page](https://www.caringbridge.org/visit/hankmiller)",
        "Our patient keeps a diary at https://hanks-hips.example/diary for friends.",
        "[chart](https://portal.example/patients/554213)",
        "[one we did](https://portal.example/encounters/e-20931/note?pt=tobias.wexcombe)",
        "See [her page](https://instagram.com/kb_runs).",
        "[Friends](https://www.facebook.com/harold.brzezinski) sing on Friday.",
        "Her GoFundMe: https://gofund.me/abc123",
        "See gofundme dot com slash f slash hips-for-hank",
    ),
    good=(
        "Read more at https://www.cdc.gov/flu.",
        "[American Heart Association](https://www.heart.org/en/health-topics)",
        "Follow us at https://www.facebook.com/larkfieldfamily.",
        "Our site is https://larkfield.example/blog/.",
        "Sign in at https://portal.example/login, or write ?pt=you behind it.",
    ),
)  # fmt: skip
IP_ADDRESS = Rule(
    code="PHI015", name="ip-address",
    summary="An Internet Protocol address.",
    why="IP addresses are identifier (O) of the Safe Harbor list.",
    fix="Remove the address.",
    authority=SAFE_HARBOR_LAW, tier=Tier.BLOCK, find=_addresses,
    needs=has_digits,
    bad=(
        "The login came from 203.0.113.77 at night.",
        "His router showed 2001:db8:85a3::8a2e:370:7334.",
        "[log](http://198.51.100.23/visit)",
        "It came from 203 dot 0 dot 113 dot 77, later from 203[.]0[.]113[.]78.",
    ),
    good=(
        "Update the app to version 4.12.0.1 first.",
        "See section 164.5.1.4 of the manual.",
        "The test server listens on 127.0.0.1.",
        "Doses at 8:00, 12:00 and 16:00.",
        "Ratios of 1:2:3 are common.",
    ),
)  # fmt: skip
