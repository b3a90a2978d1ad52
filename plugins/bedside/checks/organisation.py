"""Whether a phone, an address or an e-mail belongs to an organisation rather than a person."""

import re

from bedside.checks.late import compile_late
from bedside.checks.model import Context, Surface
from bedside.checks.passages import STORY
from bedside.checks.reading import near_patient

__all__ = ["is_organisations", "is_reference", "is_somebodys", "is_theirs"]

_BEFORE = 260
_AFTER = 120
_CLOSE = 60
_SOMEBODYS = compile_late(
    r"\b(?:him|her|his|hers|he|she|cell|mobile|home (?:phone|number)|patient'?s|mom|mother|dad|father|wife|husband|daughter|son|family'?s)\b[^.]*\Z",
    re.IGNORECASE,
)
_THEIRS = compile_late(r"\b(?:her|his|she|he|patient'?s?)\b[^.\n]*\Z", re.IGNORECASE)
_NAMED = compile_late(
    r"\b(?:Institutes?|Associations?|Foundation|Society|Cent(?:er|re)s?|Department|Administration|Agency|Office"
    r"|Hospital|Clinic|University|College|Academy|Council|Network|Alliance|Library|Bureau"
    r"|Clearinghouse|Registry|Service|Services|Program|Hotline|Helpline|Lifeline|Line|Organization|Coalition"
    r"|Group|Pharmacy|Practice|Inc\.?|LLC|Medicare|Medicaid|NIH|CDC|FDA|NCI|EPA|Team|Division|Branch"
    r"|Laborator(?:y|ies)|Unit|Committee|League|Trust|School|Church|YMCA|Control|Press|Fund|Desk|Company|Hotel|Inn|Suites|Airport|Convention|Conference)\b"
    r"|(?i:\bhotline|\bhelpline|\bcrisis|\btoll[- ]free|\bTTY|\bTDD|\bpoison|\bswitchboard"
    r"|\bgym\b|\bstadium\b|\bfor more information|\bto sign up|\bto register|\bpress contact|\bmedia contact)"
)
# Words about the writer's own office. A known practice's numbers are its facts, so that these
# words excuse a contact only where no practice is known.
_OURS = compile_late(
    r"\b(?:contact us|call us|find us|we(?:'re| are) moving|ribbon[- ]cutting|to schedule|our (?:office|front desk|nurse line|clinic)"
    r"|(?:front|billing) (?:desk|office)|nurse line|after[- ]hours)",
    re.IGNORECASE,
)


def is_reference(surface: Surface) -> bool:
    """Tell whether the surface is a cited source in the front matter."""
    return surface.name.startswith("front-matter:references")


def is_somebodys(before: str) -> bool:
    """Tell whether the words before a contact say that it is one person's own."""
    return bool(_SOMEBODYS.search(before[-_CLOSE:]))


def is_theirs(before: str) -> bool:
    """Tell whether the words before a thing say that it is hers, his or a patient's."""
    return bool(_THEIRS.search(before))


def is_organisations(surface: Surface, context: Context, start: int, end: int) -> bool:
    """Tell whether what stands at start..end is an organisation's contact, not in a patient's story."""
    if is_reference(surface):
        return True
    before = surface.text[max(0, start - _BEFORE) : start].rpartition("\n\n")[2]
    after = surface.text[end : end + _AFTER].partition("\n\n")[0]
    around = f"{before} {after}"
    is_ours = context.practice is None and bool(_OURS.search(around))
    if is_somebodys(before) or not (is_ours or _NAMED.search(around)):
        return False
    return not near_patient(surface, context, start, STORY)
