"""(G): Social Security numbers, whole or in part."""

from collections.abc import Iterator

from bedside.checks.digit_zones import has_digits, near_digits, near_long_numbers
from bedside.checks.late import compile_late
from bedside.checks.model import Context, Match, Rule, Surface, Tier
from bedside.checks.rules.law import SAFE_HARBOR_LAW
from bedside.checks.taken import Taken

__all__ = ["SOCIAL_SECURITY"]

# Area 000, 666 and 900-999, group 00 and serial 0000 are never assigned.
# https://ssa.gov/employer/randomizationfaqs.html (read 2026-11-22); 9xx are tax ids (ITIN), also a person's.
_SSN = compile_late(
    r"(?<![\w./-])(?!000|666)\d{3}(?:([ ]?[-./\u00b7\u2022_\u2014][ ]?|[ ])(?!00)\d{2}\1|[-./\u00b7\u2022_ ](?!00)\d{2}[-./\u00b7\u2022_ ])(?!0000)\d{4}(?![\w/-])"
    r"|(?<=[^\W\d_])(?!000|666)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\w/-])"  # right behind a word, as `a<sup>…`
    r"|(?<=/)(?!000|666)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\w-])"  # in the path of an address elsewhere
)
# In part, or told by the words before it.
_SSN_SAID = compile_late(
    r"(?<![\w-])[xX*#]{3}-[xX*#]{2}-\d{4}(?![\w-])"
    r"|(?i:\b(?:SSN|social security number))[^.;\n\d]{0,20}(?:[xX*#\u2022]{2}|--)[ -]?\d{4}(?![\w-])"
    r"|(?i:\b(?:SSN|social security|seguro social|social)(?![a-z])(?: (?:number|no\.?|#))?)[^.;\n\d]{0,24}(?<!\d)(?!000|666)\d{3}[- .]?\d{2}[- .]?\d{4}(?![\w-])"
    r"|(?i:\b(?:SSN|social(?: security)?(?: number)?)\b)[^.;\n\d]{0,12}\b(?:ends? in|ending(?: in)?|last four(?: digits)?)\W{0,4}\d{4}(?!\w)"
    r"|(?i:\blast (?:four|4)(?: digits)? of (?:his|her|the|their) (?:SSN|social(?: security)?(?: number)?))\W{0,4}(?:(?:is|are|was|were)\W)?\s?\d{4}(?!\w)"
)
_SAYS_SSN = ("ssn", "social", "xx-", "**-", "##-")


def _social(surface: Surface, context: Context) -> Iterator[Match]:
    taken = Taken(surface.text)
    lower = surface.text.lower()
    is_said = any(word in lower for word in _SAYS_SSN)
    said = near_digits(_SSN_SAID, surface, context) if is_said else ()
    for found in (*said, *near_long_numbers(_SSN, surface, context)):
        if taken.take(*found.span()):
            yield Match(start=found.start(), end=found.end(), message="a Social Security number")


SOCIAL_SECURITY = Rule(
    code="PHI007", name="social-security-number",
    summary="A Social Security number, or its last four digits.",
    why="Social Security numbers are identifier (G) of the Safe Harbor list; no post needs one.",
    fix="Remove it everywhere, also from the file's history.",
    authority=SAFE_HARBOR_LAW, tier=Tier.BLOCK, find=_social,
    needs=has_digits,
    bad=(
        "The form showed 219-09-9999 at the top.",
        "SSN: 219099999",
        "The form has SSN219099999 and Nr219-09-9999.",
        "The [form](https://forms.example/219-09-9999/view) and [this](https://forms.example/219-09-9999.pdf).",
        "A note<sup>219-09-9999</sup> and <ruby>a word<rt>219-09-9999</rt></ruby>.",
        "His social security number was 219 09 9999.",
        "Written with long dashes it is 219–09–9999.",
        "The number is 2&#49;9-09-9999.",
        "The last four of her SSN are 4412.",
        "The form said SSN 219 - 09 - 9999, or 219/09/9999.",
        "SSN: xxx-xx-9999",
        "2l9-O9-9999 is on the form.",
        "Her number was two one nine, oh nine, nine nine nine nine.",
        "The form showed 219-09.9999, below it 219 09-9999 and 219.09/9999.",
        "<table><tr><td>219-09-9999</td><td>x</td></tr></table>\n",
    ),
    good=(
        "Write 000-00-0000 where a sample is needed.",
        "The ZIP+4 code is 05000-1234.",
        "Call 802-555-0142.",
        "See [the trial](https://doi.org/10.1000/219-09-99991) and [this](https://doi.example/219-09-9999-x).",
        "The pump is model XR219-09-99991, its filter F219-099-9999.",
        "Social Security pays benefits from age 62.",
    ),
)  # fmt: skip
