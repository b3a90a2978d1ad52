"""Passages about somebody who is no patient: invented, famous, long dead, an animal, staff, kin.

Inside such a paragraph the cues of a patient's story weigh less; what only a patient is told of
(our patient, we treated, has been coming to us) keeps its weight.
"""

from bedside.checks.late import compile_late

__all__ = ["JOB", "STRONG", "is_fiction", "is_framed"]

# The cues that no frame weakens.
STRONG = frozenset({
    "my patient", "we treated one", "we saw a named one", "comes to us", "shared by leave", "mi paciente",
})  # fmt: skip
JOB = (
    r"(?:tech(?:nician)?|technologist|hygienist|receptionist|scheduler|phlebotomist|assistant|coordinator|biller|manager|nurse"
    r"|(?:physical |occupational |massage |speech )?therapist|sonographer|optician|aide|pharmacist|chaplain|navigator|midwife|doctor|physician|dentist|chiropractor|custodian|volunteer|trainer|dietitian)"
)
_KIN = r"(?:mother|father|mom|dad|son|daughter|wife|husband|brother|sister|grandmother|grandfather|aunt|uncle|twins|kids)"
_PET = r"(?:dog|cat|beagle|retriever|labrador|lab|poodle|terrier|tabby|tortoiseshell|spaniel|puppy|pup|kitten|horse|mule|parrot|rabbit|mutt)"
_INVENTED = (
    r"(?:(?<=[.!?\n] )|(?<=\n)|(?<=[\"'*(:])|\A)(?:Imagine|Suppose|Say|Picture|Pretend|Consider|Let's (?:say|pretend|imagine|suppose|think through|take)|Think of|Meet|Here's a (?:quiz|puzzle)|Take (?:a|the case)) (?:that |this[:,]? |a |an |the |you|your|she|he|\w+ing |common |one of)"
    r"|(?:made-up|make-believe|invented|inventions?|fictional|fictitious|hypothetical|imaginary|composite|short story|audio drama|comic strip|waiting-room comic|novella|novel\b|fairy tale|once upon a time|nursery rhyme|sitcom"
    r"|nobody in particular|describing nobody|nobody real|not (?:a )?real (?:person|patient|people)|never happened|any resemblance|in the (?:story|film|movie|play|opera|book|novel)|a character|Dickens|Sherlock Holmes|Shakespeare|Scrooge)\b"
    r"|(?:training|sample|mock|practice|quiz) (?:case|chart|note|vignette)\b|fake name\b|played by\b"
)
_FAMOUS = (
    r"(?:President|First Lady|Senator|Prime Minister|Queen|King|Pope|Olympi\w+|Grand Slam|Hall of Fame|quarterback|world champion|World Cup|Super Bowl|NFL|NBA|playoffs?|football career|Oscar-winning|actor|actress|novelist|painter|composer|physicist|astronaut|celebrit\w+|movie star|pop star|rock star)\b"
    r"|(?:told (?:reporters|a magazine|the (?:press|papers|world|country))|on the record|published (?:her|his) (?:memoir|story|account)|(?:her|his) (?:memoir|autobiography|biographer|museum|paintings|canvases|novels|symphon\w+|concerts|fans|Nobel))\b"
    r"|1(?:[5-8]\d\d|9[0-6]\d)(?<!born \d{4})(?<!born in \d{4})(?<!\d, \d{4})(?<!\d \d{4})s?\b(?! (?:[A-Z]|mg|calories|steps|mL|people|units))"
)
_ANIMAL = rf"(?:[Oo]ur|[Mm]y|a|the) (?:[\w-]+ ){{0,2}}?(?:therapy|office|clinic|shelter|resident) {_PET}\b|my (?:[\w-]+ ){{0,2}}?{_PET}\b|(?:my|the|our|a) vet(?:erinarian)?\b|(?:he|she)(?:'s| is| was) an? (?:[\w-]+ ){{0,2}}?{_PET}\b"
_STAFF = (
    rf"[Aa]bout the author\b|(?:retir(?:es|ing|ed)|hanging up (?:her|his|the)) (?!teacher|farmer|man|woman|officer|nurse|patient|fire|police|machin|coach|mechanic)|(?:[Hh]er|[Hh]is|[Mm]y) last day\b|join(?:s|ed|ing)? (?:us|our (?:team|practice|office|staff|front))\b|comes to us from\b|guest book\b"
    rf"|(?:residency|fellowship|board[- ]certified|medical school|dental school|nursing school|boot camp|deployed|recertif\w+)\b"
    rf"|[Oo]ur (?:own )?(?:[\w-]+ ){{0,2}}?{JOB}s?,? (?:[A-Z][\w'.\"-]+ ){{0,4}}?(?:did it|finished|ran\b|makes|is retiring|turns|turned|has been here|and (?:his|her)|was (?:born|raised|promoted|named)|passed|wrote|graduated|celebrat\w+)"
    rf"|{JOB} (?:[A-Z\"][\w.\"-]+ ){{1,4}}and (?:his|her) (?:husband|wife|partner)\b"
    rf"|(?:RN|LPN|DDS|DMD|DC|MD|DO|NP|PA|PT|DPT|RDH|LCSW|CNM|OD|CRNA|MA)\b,? (?:turns|grew up|was (?:born|raised)|has (?:been|worked)|joined|lives)"
    r"|(?:answered (?:our|these|the) phones?|at (?:our|the) front desk (?:since|for)|years of experience|employee of the|staff (?:member|room|picnic)|secret shopper|perfect attendance)\b"
    r"|Dr\.? [A-Z][\w-]+(?: [A-Z][\w-]+)? (?:grew up|was (?:born|raised)|joins|enjoys|loves|lives|studied|speaks|earned|attended|spends|and (?:his|her) (?:wife|husband|partner|family|children))"
)
_AUTHOR = (
    rf"(?:(?<=[.!?\n] )|(?<=\n)|\A)(?:(?:When|Last \w+|One \w+|And|But|So|Then),? )?(?:[Mm]y (?:own )?(?:\w+ )?{_KIN}|Dad|Mom)\b"
    rf"|I, (?:his|her) {_KIN}\b|I was told\b|I'm the {JOB}\b|my own (?:knee|back|heart|hip|eyes?|teeth|surgery|colonoscopy|mammogram|diagnosis)\b|I,? a (?:human )?\w*(?:logist|pedist|dentist|doctor|physician|surgeon|nurse)\b|I'm a (?:family )?(?:doctor|physician|nurse|dentist)\b"
)
_CIVIC = r"(?:[Rr]ibbon[- ]cutting|knitters|volunteers|bake sale|raffle|scholarship|[Mm]ayor [A-Z]|[Ss]chool [Bb]oard|[Ll]ittle [Ll]eague)\b"
# Each way begins with a letter or digit, and at a word: that is asked once for all of them.
_FRAME = compile_late(rf"\b(?:{_INVENTED}|{_FAMOUS}|{_ANIMAL}|{_STAFF}|{_AUTHOR}|{_CIVIC})")
# A text with one of these is invented as a whole.
_FICTION = compile_late(
    r"(?:[Ss]hort story|[Aa]udio drama|[Oo]nce upon a time|[Mm]ade-up|[Aa]ny resemblance|[Aa]re inventions|[Pp]urely fictional|[Ee]ntirely fictional|[Ff]airy tale|[Cc]hapter (?:[Oo]ne|[Tt]wo|1|2))\b"
)
_FAR = 700  # characters before and after, at the most


def is_fiction(text: str) -> bool:
    """Tell whether a text says that all of it is invented."""
    return bool(_FICTION.search(text))


def is_framed(text: str, at: int) -> bool:
    """Tell whether the paragraph at `at` tells of somebody who is no patient."""
    least, most = max(0, at - _FAR), at + _FAR
    start, end = text.rfind("\n\n", least, at) + 1, text.find("\n\n", at, most)
    return bool(_FRAME.search(text, max(start, least), most if end < 0 else end))
