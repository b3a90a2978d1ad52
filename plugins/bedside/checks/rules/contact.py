"""(D), (E), (F): telephone numbers, fax numbers and e-mail addresses."""

import re
from collections.abc import Iterator

from bedside.checks import words
from bedside.checks.digit_zones import has_long_number, near_long_numbers
from bedside.checks.facts import digits, facts_of
from bedside.checks.late import compile_late
from bedside.checks.model import Context, Match, Rule, Surface, Tier
from bedside.checks.organisation import is_organisations, is_somebodys
from bedside.checks.passages import NEAR, STORY
from bedside.checks.reading import near_patient, read, scan_sentences
from bedside.checks.rules.law import SAFE_HARBOR_LAW
from bedside.checks.taken import Taken

__all__ = ["EMAIL", "FAX", "PHONE"]

_NUMBER = compile_late(
    r"(?<![\w.-])(?:\+?1[\s.-]{0,2})?(?:\(\s?\d{3}\s?\)[\s.-]{0,2}|\d{3}[\s.-]{1,2})\d{3}[\s.-]{1,2}\d{4}"
    r"(?:\s?(?:x|ext\.?)\s?\d{1,6})?(?![\w-])"
    # other signs between the groups: only for a number that the numbering plan allows
    r"|(?<![\w./-])\(?[2-9]\d{2}\)?(?P<sign>[ ]?[-/.\u00b7\u2022_\u2014~|][ ]?)[2-9]\d{2}(?P=sign)\d{4}(?![\w/-])"
    r"|(?<![\w.+-])\+\d{1,3}[\s.-](?:\(?\d{1,4}\)?[\s.-]?){2,5}\d{2,4}(?![\w-])"
    # its last seven digits together, behind an area code that is set apart; +1 before ten; a label joined to it
    r"|(?<![\w./-])(?:\+?1[\s.-]{0,2})?(?:\(\s?[2-9]\d{2}\s?\)[\s.-]{0,2}|[2-9]\d{2}[.-])[2-9]\d{6}(?:\s?(?:x|ext\.?)\s?\d{1,6})?(?![\w-])"
    r"|(?<![\w./-])\+1[\s.-]?[2-9]\d{2}[2-9]\d{6}(?![\w-])"
    r"|(?:(?<=(?i:tel))|(?<=(?i:fax))|(?<=(?i:cell))|(?<=(?i:phone))|(?<=(?i:mobile)))\(?[2-9]\d{2}\)?[\s.-]{0,2}[2-9]\d{2}[\s.-]{0,2}\d{4}(?![\w-])"
    r"|(?:(?<=tel:)|(?<=sms:))\+?[\d().-]{7,18}|(?:(?<=wa\.me/)|(?<=[?&]phone=)|(?<=t\.me/\+))\+?\d{7,15}"
)
_TEN = compile_late(r"(?<![\w.+-])(?:\+?1)?([2-9]\d{2}[ ]?[2-9]\d{6})(?![\w-])")
_SHORT = 7
_SEVEN = compile_late(r"(?<![\w.,$-])\d{3}[-.]\d{4}(?![\w-])(?!\.\d)")
_SAYS_PHONE = compile_late(
    r"(?:phone|telephone|tel|cell|mobile|call(?:ed|s)?(?: (?:him|her|me|them))?(?: back)?|text(?:ed)?|ring|rang|number|home|dial(?:ed)?|sms)"
    r"\b[\s\w:,#.='\"]{0,14}\Z",
    re.IGNORECASE,
)
_SAYS_FAX = compile_late(r"\b(?:fax(?:ed|es)?|facsimile)\b[^.;\n]{0,28}\Z", re.IGNORECASE)
_AFTER_FAX = compile_late(r"\A\s*\(?fax\b", re.IGNORECASE)
# Numbering plan codes that the called party pays for, https://www.fcc.gov/consumers/guides/what-toll-free-number-and-how-does-it-work (read 2026-11-22)
_TOLL_FREE = compile_late(r"\A\+?(?:1[\s.-]{0,2})?\(?\s?8(?:00|33|44|55|66|77|88)(?:\D|\d{7}\b)")
_EMAIL = compile_late(
    r"(?<![\w.+-])[\w.+-]+\s?@\s?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,24}\b"
    r"|(?<![\w.+-])[\w.+-]+\s?[\[(]\s?at\s?[\])]\s?[\w-]+\s?(?:[\[(]\s?dot\s?[\])]|\.)\s?[a-z]{2,24}\b"
)
_SPELLED_AT = compile_late(r"[\[(]\s?at\s?[\])]")
_DOT = frozenset({"dot"})
_SPELLED_OUT = compile_late(
    r"(?<![\w.+-])(?P<user>[\w.+-]+)\s(?:at|AT|At)\s(?!(?:the|an?|this|that)\s)(?P<host>[\w-]+)\s(?:dot|DOT|Dot)\s"
    r"(?P<top>(?i:com|net|org|edu|gov|us|info|me|co|biz|family|email))\b"
)
_FREE_MAIL = compile_late(
    r"@\s?(?:gmail|yahoo|hotmail|outlook|aol|icloud|me|msn|live|comcast|verizon|att|proton|protonmail|gmx|mail|ymail|sbcglobal|cox|charter)\.",
    re.IGNORECASE,
)
_ROLE = compile_late(
    r"\A(?:info|contact|hello|office|support|help|privacy|press|media|news|newsletter|admin|appointments?"
    r"|billing|records|team|staff|feedback|questions?|enquiries|inquiries|webmaster|editor|jobs|careers|frontdesk|desk|reception|scheduling|referrals?|volunteers?|events?|no-?reply|\w*info|ask\w*|service|services|compliance)@",
    re.IGNORECASE,
)
_SAMPLE = compile_late(
    r"\A(?:x+|you|your\.?name|name|first\.?last|user(?:name)?|someone)@", re.IGNORECASE
)
# An office's address has one word before the @ that is no given name; people's own have more.
_ONE_WORD = compile_late(r"\A[a-z]+(?:-[a-z]+)?@")
_PUBLIC_HOST = compile_late(
    r"\.(?:gov|mil|edu|int)\Z|\.(?:nhs\.uk|gov\.\w\w|gc\.ca)\Z", re.IGNORECASE
)


def _numbers(surface: Surface, context: Context) -> list[tuple[re.Match[str], bool]]:
    """Return each telephone number that is nobody's we know, and whether it is a fax; read once."""
    known = context.cache.get("telephones")
    if not isinstance(known, dict):
        known = context.cache["telephones"] = {}
    found: list[tuple[re.Match[str], bool]] | None = known.get(id(surface))
    if found is None:
        found = known[id(surface)] = list(_find_numbers(surface, context))
    return found


def _find_numbers(surface: Surface, context: Context) -> Iterator[tuple[re.Match[str], bool]]:
    text = surface.text
    facts = facts_of(context)
    taken = Taken(text)
    for pattern in (_NUMBER, _TEN, _SEVEN):
        for found in near_long_numbers(pattern, surface, context):
            if not taken.take(*found.span()):
                continue
            if _TOLL_FREE.match(found[0]) or facts.owns_phone(found[0]):
                continue
            before = text[max(0, found.start() - 44) : found.start()]
            if pattern is not _NUMBER and not _counts_bare(surface, context, found, before):
                continue
            if not is_organisations(surface, context, *found.span()):
                yield found, bool(_SAYS_FAX.search(before) or _AFTER_FAX.match(text[found.end() :]))


def _counts_bare(surface: Surface, context: Context, found: re.Match[str], before: str) -> bool:
    """Tell whether a number without an area code, or without any sign in it, is a telephone's."""
    if context.practice is None and len(digits(found[0])) == _SHORT and not is_somebodys(before):
        # where nobody said which practice this is, its own number looks like this
        return read(surface, context).near(found.start()) >= NEAR
    if _SAYS_PHONE.search(before) or _SAYS_FAX.search(before):
        return True
    return "-" in found[0] and near_patient(surface, context, found.start())


def _phones(surface: Surface, context: Context) -> Iterator[Match]:
    for found, is_fax in _numbers(surface, context):
        if not is_fax:
            yield Match(start=found.start(), end=found.end(),
                        message="a telephone number that is not the practice's")  # fmt: skip


def _faxes(surface: Surface, context: Context) -> Iterator[Match]:
    for found, is_fax in _numbers(surface, context):
        if is_fax:
            yield Match(start=found.start(), end=found.end(),
                        message="a fax number that is not the practice's")  # fmt: skip


def _emails(surface: Surface, context: Context) -> Iterator[Match]:
    for found in scan_sentences(_SPELLED_OUT, surface, context, _DOT):
        address = f"{found['user']}@{found['host']}.{found['top']}".lower()
        if not (
            facts_of(context).owns_email(address) or _is_public(surface, context, found, address)
        ):
            yield Match(start=found.start(), end=found.end(),
                        message="an e-mail address in words that is not the practice's")  # fmt: skip
    if "@" not in surface.text and not _SPELLED_AT.search(surface.text):
        return
    for found in _EMAIL.finditer(surface.text):
        address = found[0].replace(" ", "")
        if facts_of(context).owns_email(address) or _is_public(surface, context, found, address):
            continue
        yield Match(start=found.start(), end=found.end(),
                    message="an e-mail address that is not the practice's")  # fmt: skip


def _is_public(surface: Surface, context: Context, found: re.Match[str], address: str) -> bool:
    """Tell whether an address is an organisation's: a role, or a public body's domain."""
    if _FREE_MAIL.search(address) and not _ROLE.match(address):
        return False
    is_public = _PUBLIC_HOST.search(address) and not near_patient(
        surface, context, found.start(), STORY
    )
    is_office = (
        _ROLE.match(address)
        or is_public
        or _SAMPLE.search(address)
        or _is_offices(surface, context, found, address)
    )
    return bool(is_office) or is_organisations(surface, context, *found.span())


def _is_offices(surface: Surface, context: Context, found: re.Match[str], address: str) -> bool:
    """Tell whether an address is of the kind that offices give, and nobody's story is near."""
    before = surface.text[max(0, found.start() - 44) : found.start()]
    is_plain = (
        _ONE_WORD.match(address)
        and not words.is_given_name(address.partition("@")[0])
        and not is_somebodys(before)
    )
    return bool(is_plain) and not near_patient(surface, context, found.start())


PHONE = Rule(
    code="PHI004",
    name="telephone-number",
    summary="A telephone number that is not the practice's, toll-free, or an organisation's contact.",
    why="Telephone numbers are identifier (D) of the Safe Harbor list, of the patient, a relative, an employer or a household member.",
    fix="Remove the number; for the practice's own use a fact such as {{ practice.phone }}.",
    authority=SAFE_HARBOR_LAW,
    tier=Tier.BLOCK,
    find=_phones,
    needs=has_long_number,
    bad=(
        "Reach him at 617-555-0199 to hear more.",
        "Her cell is (617) 555.0188.",
        "Ring her at (617)5550188.",
        "Ring her at +1(617)5550188.",
        "Ring 617-5550188 for the recipe.",
        "She is on WhatsApp at +16175550188.",
        "Ring her, cell617-555-0188.",
        "Ring her: tel6175550188.",
        "Call 617 5550188 for the recipe.",
        "Call 617 555 0175 and ask for the owner of the red scarf.",
        "[ring her](tel:+16175550175)",
        "We called her back at 555-0162 that evening.",
        "Ring 617 - 555 - 0199 for the recipe.",
        "Ring 617/555/0199 or 617·555·0188 for the recipe.",
        "[write to her](https://wa.me/16175550199)",
        "Rest and drink water. Call us.\n\n617-555-0199\n\nSleep helps too.",
        "The number is 555**-**0199, text 617-555**-**0199.",
        "Call her at five five five, oh one nine nine.",
        "Ring six-one-seven five-five-five zero-one-nine-nine.",
        "Call her on 5 5 5 . 0 1 9 9 tonight.",
        "Llámela al seis uno siete, cinco cinco cinco, cero uno nueve nueve.",
    ),
    good=(
        "Call us at (802) 555-0142.",
        "Call us at (802)5550142, 802-5550142 or +18025550142.",
        "The trial is NCT02345678, the grant R01-2345678901, the lot 802-55512345.",
        "Call 911, or 988 for the crisis line.",
        "Poison Control answers at 1-800-222-1222.",
        "The National Cancer Institute can be reached at 301-555-0100.",
        "Take 500-1000 mg every 6 hours.",
        "See DOI 10.1001/jama.2020.12345678.",
        "Call one eight hundred two two two, one two two two.",
        "Breathe in, count one two three four five six seven, breathe out.",
        "Take 2 - 3 tablets of vitamin D, 1 000 IU, at 8 . 30 or 9 . 30.",
        "TNF-α, IL-6 and CYP2C19*17 were measured at 0 . 5 and 1 . 0 ng.",
        "Rate it 0 1 2 3 4 5 6 7 8 9 10.",
        "Look at the dot com years: 100/120/1000 of them failed.",
        "From 2019-2024 the rate fell by 100-1500 cases.",
    ),
)
FAX = Rule(
    code="PHI005",
    name="fax-number",
    summary="A fax number that is not the practice's or an organisation's contact.",
    why="Fax numbers are identifier (E) of the Safe Harbor list.",
    fix="Remove the number; for the practice's own use a fact such as {{ practice.fax }}.",
    authority=SAFE_HARBOR_LAW,
    tier=Tier.BLOCK,
    find=_faxes,
    needs=has_long_number,
    bad=(
        "His statement was faxed to 617-555-0162 by mistake.",
        "Fax: (617) 555-0161",
        "Rest and drink water. Call us.\n\nFax: 617-555-0161\n",
        "Please fax it to her at 617.555.0160.",
    ),
    good=(
        "Fax us at (802) 555-0143.",
        "Fax the form to our office.",
        "Fax numbers are kept private.",
    ),
)
EMAIL = Rule(
    code="PHI006",
    name="e-mail-address",
    summary="An e-mail address that is not the practice's or an organisation's.",
    why="E-mail addresses are identifier (F) of the Safe Harbor list.",
    fix="Remove the address; for the practice's own use {{ practice.email }}.",
    authority=SAFE_HARBOR_LAW,
    tier=Tier.BLOCK,
    find=_emails,
    bad=(
        "Write to walt.szymanski58@gmail.com for the recipe.",
        "[write](mailto:j.doe@familymail.example)",
        "She is jane.doe&#64;yahoo.com.",
        "Her address is jane.doe [at] outlook [dot] com.",
        "Write to walt.s AT gmail DOT com",
        "Write jane{at}example{dot}com or jane arroba gmail punto com.",
        "She answers at j a n e @ g m a i l . c o m",
    ),
    good=(
        "Write to hello@larkfield.example.",
        "Questions about the bike rodeo? Write to rodeo@larkspur.example.",
        "The Office answers at NCIinfo@nih.gov.",
        "Mention @larkfield on the network.",
        "Write to privacy@larkfield.example about your record.",
    ),
)
