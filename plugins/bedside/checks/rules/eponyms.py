"""Names that are not a patient's: diseases, institutions and people known by their profession."""

import re

from bedside.checks.late import compile_late

__all__ = ["is_eponym", "is_professional"]

_EPONYM = compile_late(
    r"\A(?:'s?)?(?:[- ](?-i:[A-Z])[a-z]+(?:'s)?)?\s+(?:disease|syndrome|sign|test|palsy|lymphoma|sarcoma|fracture|scale|score|criteria"
    r"|man(?:o?e)uver|procedure|operation|tumou?r|ulcer|esophagus|contracture|cyst|phenomenon|reflex|catheter"
    r"|tube|gland|cells?|bod(?:y|ies)|canal|node|chorea|ataxia|dystrophy|neuropathy|an[ae]mia|thyroiditis|law"
    r"|stain|classification|method|technique|diet|index|disorder|stages?|carcinoma|machine|papers?\b|lab\b|theory|hypothesis|dementia|purpura|vaccine"
    r"|encephalopathy|deformity|mutation|protein|virus|bacteria|wort|fever|rash|splint|tendon|repair|flap|scan|"
    r"University|Hospital|Clinic|Foundation|Institute|Cent(?:er|re)|School|Medical|College|Association|Society"
    r"|Library|Award|Act\b|Fund|Prize|Memorial|Health|Study|Trial|Cancer|Research|Children|Program|Press"
    r"|Journal|Inc\b|LLC|Pharma\w*|Laborator\w*|Street|Road|Avenue|County|Day\b|et al)",
    re.IGNORECASE,
)
_CREDENTIAL = compile_late(
    r"\A,?\s*(?:M\.?D|D\.?O|D\.?C|Ph\.?D|R\.?N|N\.?P|P\.?A(?:-C)?|D\.?D\.?S|D\.?M\.?D|O\.?D|P\.?T|D\.?P\.?T|M\.?P\.?H"
    r"|F\.?A\.?C\w*|LCSW|RD|RDH|CNM|FNP|MBBS|MSN?|MPH|PharmD|LPN|BSN|OTR|CRNA|APRN|EMT)\b"
    r"|\A,? (?:et al|and colleagues|and coworkers|joins?|joined|our (?:new|nurse|front|office|practice|billing))"
    r"|\A(?:,? \(|, )(?:our|the) (?:new |office |practice |front |lead |head )*(?:nurse|receptionist|manager|doctor|physician|hygienist|dentist|author|midwife|pharmacist|biller)"
)
_PROFESSION = compile_late(
    r"(?:\bDrs?\.?|\bDoctor|\bProf(?:essor)?\.?|\bNurse|\bSen(?:ator)?\.?|\bPresident|\bGovernor|\bQueen|\bKing|\bRep\.|\bSir|\bauthors?"
    r"|\b[Bb]y|\bet al|\bdirector|\bresearchers?|\bphysicians?|\bsurgeons?|\bphoto:?|\bcredit:?|\bnurse|\bhygienist|\breceptionist"
    r"|\bpharmacist|\bmidwife|\btherapist|\bscientist|\binventor|\bactor|\bactress|\bsinger|\bcolleagues?|\b[Aa]sk|\bsaint|\bSt\.?|\bmanager|\bdietitian|\bassistant|\bnovelist|\bpainter|\bcomposer|\bnavigator|\bphlebotomist|\btechnologist|\bcoordinator|\bchaplain)"
    r",?\s+(?:\w\.\s*)?(?:[A-Z][a-z]+ (?:and )?)?\Z"
)
_HISTORY = compile_late(
    r"\b(?:invented|discovered|described(?! (?:above|below|as|that))|founded|first reported|born in 1[5-8]\d\d|(?:in|of) (?:the )?1[5-8]\d\d|found penicillin|wrote|painted|composed|novel|film|movie|show|series|character|wins?|elected(?! to))\b"
)


def is_eponym(text: str, end: int) -> bool:
    """Tell whether the words that end at `end` head the name of a disease or an institution."""
    return bool(_EPONYM.match(text[end : end + 48]))


def is_professional(text: str, start: int, end: int) -> bool:
    """Tell whether the person named is known by a profession, a byline or history."""
    if _CREDENTIAL.match(text[end : end + 48]) or _PROFESSION.search(
        text[max(0, start - 40) : start]
    ):
        return True
    return bool(_HISTORY.search(text[max(0, start - 40) : end + 60]))
