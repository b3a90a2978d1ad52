"""The cues that a sentence tells of one patient, each with its weight, and what weakens them.

Weights were set on visit notes, health education and our own passages (docs/phi-gate.md); 2.5
over three sentences is a story.
"""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from bedside.checks import words
from bedside.checks.kept_patterns import compile_kept
from bedside.checks.late import compile_late

__all__ = [
    "CONDITION",
    "CUES",
    "GENERAL",
    "LIFE",
    "OTHERS_LIFE",
    "RESEARCH",
    "STAFF_LIFE",
    "UNCERTAIN",
    "Cue",
    "cues_in",
]

_NUMBER = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen"
    r"|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w+)?)"
)
_DECADE = r"(?:teens|twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties|\d0s)"
_AGE = (
    rf"(?:(?:\d{{1,3}}|{_NUMBER})[\s-]*(?:year|yr|month|week|day)s?[\s-]*(?:olds?|of age)\b"
    rf"|\d{{1,3}}[\s-]?(?:y/?o|yo)\b|in (?:his|her) (?:early |mid |late |mid-)?{_DECADE})"
)
_PERSON = (
    "(?:man|woman|male|female|boy|girl|gentleman|lady|fellow|guy|patient|client|infant|baby|child"
    "|toddler|teen(?:ager)?|student|mother|father|grandmother|grandfather|mom|dad|teacher|nurse"
    "|farmer|runner|athlete|worker|veteran|driver|firefighter|roofer|mechanic|retiree|coach"
    "|resident|individual|person|kid|newborn|widower?)"
)
_PAST = (
    "(?:presented|came|complained|reported|underwent|developed|experienced|noticed|noted|suffered"
    "|denied|denies|reports|states|stated|complains|fell|collapsed|arrived|returned|died"
    "|passed away|lost|began|started|had|was|were|went|recovered|visited|called|told|asked|woke"
    "|admitted|required|received|responded|improved|gave birth|delivered|brought|showed|revealed"
    "|tested|struggled|drove|walked|sat|lives|came in|comes in)"
)
_CARE = (
    "(?:diagnosed|admitted|referred|hospitali[sz]ed|treated|seen|discharged|transferred|brought"
    "|found|evaluated|operated|intubated|rushed|prescribed|started|scheduled|followed|readmitted)"
)
_KIN = "(?:mother|father|parents?|mom|dad|husband|wife|daughter|son|family|grandmother|grandfather|sister|brother|caregiver|nephew|niece|fiancée?|partner)"
_NOT_A_PERSON = (
    r"(?!\s*(?:portal|care|safety|education|satisfaction|experience|form|intake|guide|services?"
    "|privacy|information|centered|population|community|coordinators?|advocates?|base|appointment"
    "|handbook|information|records?|rights|advisory|data|line|list|panel|volume|flow|story|stories"
    "|testimonials?|numbers?|engagement|reviews?|outcomes?|surveys?|room|relations?))"
)
_DAY = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"


# The words one of which a sentence must hold; 0, 00 and 000 stand for numbers of one to three digits.
_NUMBERS = (
    "0 00 000 one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety"
)
_AGES = (
    "year years yr yrs month months week weeks day days yo y teens twenties thirties forties fifties"
    " sixties seventies eighties nineties s"
)
# The first words of what `_PAST` matches.
_PASTS = " ".join(re.findall(r"[a-z]{3,}", _PAST.replace(" away", "").replace(" birth", "")))


@dataclass(frozen=True, slots=True)
class Cue:
    """One sign of a patient's story. A cue that `adds_up` counts twice when two sentences have it."""

    name: str
    weight: float
    needs: frozenset[str]
    source: str  # of a pattern that is compiled when a sentence first asks for it
    adds_up: bool = False
    also: frozenset[str] = frozenset()


def _cue(
    name: str, weight: float, needs: str, pattern: str, *, adds_up: bool = False, also: str = ""
) -> Cue:
    return Cue(
        name,
        weight,
        frozenset(needs.split()),
        pattern,
        adds_up,
        frozenset(also.split()),
    )


CUES: tuple[Cue, ...] = (
    _cue("age and person", 3, _AGES, rf"\b(?:[Aa]n?|[Tt]he|[Tt]his|[Oo]ur|[Mm]y|[Hh]is|[Hh]er|[Tt]heir|[Oo]ne|[Aa]nother)\s+(?:[\w'-]+[- ]){{0,3}}?{_AGE}[\s,-]*(?:[\w'-]+[ -]){{0,4}}?{_PERSON}\b", also=_NUMBERS + " in"),
    _cue("person of an age", 3, _AGES + " aged age", rf"\b(?:an?|the|this|our|my|one)\s+(?:[\w'-]+ ){{0,3}}?{_PERSON},?\s+(?:who (?:is|was) |aged? |age )?(?:{_AGE}|(?:aged?|age) \d{{1,3}}\b)", also=_NUMBERS + " in"),
    _cue("name and age", 2, _NUMBERS + " old", rf"[A-Z](?<!\w.)[a-z]++,\s*(?:(?:aged? |age )?(?:\d{{1,3}}|{_NUMBER}),|an? {_AGE})"),
    _cue("is of an age", 2.5, _AGES, rf"\b(?:[Ss]he|[Hh]e|patient|son|daughter|mother|father|husband|wife)\s+(?:is|was|turned|turns)\s+(?:an?\s+)?(?:very |pleasant |\w+ )?{_AGE}", also=_NUMBERS + " in"),
    _cue("my patient", 3, "patient client patients clients regulars residents moms kids users visitor baby graduate mine ours", rf"\b(?:[Mm]y|[Oo]ur|MY|OUR)\s+(?:[\w'-]+\s+){{0,2}}?(?:patient|client)\b(?!s){_NOT_A_PERSON}|\b[Oo]ne of (?:my|our) (?:\w+ ){{0,2}}(?:patients|clients|regulars|residents|moms|kids|users)\b|\b[Aa] (?:\w+ ){{0,2}}(?:patient|client) of (?:mine|ours)\b|\b[Oo]ur (?:newest|first|oldest|youngest|bravest|favou?rite)\s+(?:[\w'-]+\s+){{0,2}}(?:patient|visitor|client|baby|graduate)\b|\b(?:one|a certain) of (?:mine|ours)\b", also="my our mine ours"),
    _cue("we treated one", 3, "i we", r"\b(?:I|[Ww]e)(?:'d|'ve| have| had)?\s+(?:\w+ly |recently |once |just |had )?(?:saw|treated|operated on|examined|admitted|delivered|met|cared for|helped|performed|removed|sutured|intubated|resuscitated|diagnosed|evaluated|referred|discharged|followed|reset|casted|numbed|fitted|called|sent|splinted)\s+(?:(?:surgery|a|an)\s+\w+\s+on\s+)?(?:an?\s+(?:[\w'-]+\s+){0,3}?(?:man|woman|boy|girl|patient|teen\w*|child|baby|toddler|student|gentleman|lady|farmer|teacher|nurse|runner|\d)|one (?:man|woman|boy|girl|patient|hunter)|him|her|[A-Z][a-z]+ [A-Z][a-z]+, (?:an?|\d))\b"),
    _cue("mi paciente", 3, "paciente pacientes clienta cliente", r"(?i)\b(?:mi|nuestr[oa])\s+(?:[\w-]+\s+){0,2}?(?:paciente|client[ea])\b|\bun[oa]? de (?:mis|nuestr[oa]s) (?:pacientes|clientes)\b|\b(?:el|la|est[ea]|un|una) (?:paciente|client[ea]) (?:\w+ ){0,1}?(?:fue|lleg[óo]|vino|acudi[óo]|ingres[óo]|present[óo]|ten[ií]a|estaba|sufri[óo]|muri[óo]|falleci[óo]|regres[óo]|se quej[óo])(?!\w)"),
    _cue("fue atendida", 2, "fue fueron ha había", r"(?i)\b(?:fue|ha sido|había sido) (?:\w+mente )?(?:ingresad|diagnosticad|hospitalizad|operad|dad|tratad|atendid|referid|trasladad|internad|intubad|examinad)[oa]\b", adds_up=True),
    _cue("vino aquí", 1.5, "vino llegó llego acudió acudio regresó regreso", r"(?i)\b(?:vino|lleg[óo]|acudi[óo]|regres[óo]) (?:a|al|con) (?:la |el |nuestr[oa] |mi )?(?:clínica|consulta|consultorio|hospital|emergencias?|urgencias|cita|dolor|fiebre|tos)\b"),
    _cue("persona de una edad", 3, "años meses", r"(?i)\b(?:un|una|el|la|este|esta) (?:hombre|mujer|niñ[oa]|señora?|joven|paciente|beb[ée]|anciano|anciana|maestr[oa]) de \d{1,3} (?:años|meses)(?! o más)\b"),
    _cue("señora", 3, "señor señora señorita sr sra doña", r"\b(?:[Ss]eñor(?:a|ita)?|Sra?\.?|[Dd]oña)\s+[A-ZÁÉÍÓÚÑ]\w+"),
    _cue("a patient did", 2.5, "patient client", rf"\b(?:[Tt]he|[Tt]his|[Aa]|[Oo]ne|[Aa]nother|[Aa] new|[Aa] certain) (?:\w+ )?(?:patient|client)(?:'s)?(?:, (?:[A-Z]\.? ?){{1,3}},)?\s+(?!summary|portal|version|handout|guide|is (?:asked|told|given|usually|often|then|placed)|to |must|may|should|has to)(?:\w+\s+){{0,2}}?(?:{_PAST}|is an?\b)"),
    _cue("reports and denies", 2, "he she patient", r"\b(?:[Ss]he|[Hh]e|[Pp]atient)\s+(?:also\s+|currently\s+)?(?:denies|reports|states|complains|endorses|admits)\b", adds_up=True),
    _cue("was cared for", 2, "he she", rf"\b(?:[Ss]he|[Hh]e)(?:'d been|\s+(?:had been|was|has been|is))\s+(?:\w+ly |recently |then |also |later |subsequently |initially |not )?{_CARE}\b", adds_up=True),
    _cue("he or she did", 1, "he she", r"\b(?:[Ss]he|[Hh]e)(?:'d)?\s+(?:\w+ly |also |then |later |had |finally |never |simply )?(?:presented|underwent|developed|complained|noticed|suffered|fell|collapsed|recovered|returned|came|started|began|went|lost|gained|struggled|felt|told (?:me|us)|called|had|said|says|asked|walked|wanted|wants|drove|brought|thought|knew|took|left|sat|failed|stopped|refused|spent|missed|cried|woke|arrived|tells)\b", adds_up=True),
    _cue("his or her body", 1, "his her", r"\b(?:[Hh]is|[Hh]er)\s+(?:\w+ ){0,2}?(?:pain|symptoms?|surgery|knee|back|shoulder|hip|neck|hand|wrist|ankle|foot|feet|blood pressure|diagnosis|condition|wound|labs?|medications?|mother|father|husband|wife|daughter|son|family|hospital|chest|breast|cancer|tumou?r|heart|eye|ear|teeth|tooth|recovery|treatment|physician|doctor|past medical history|history|chart|MRI|biopsy|A1C|scan|X-ray|stitches|cast)\b", adds_up=True),
    _cue("he or she", 1, "he she", r"(?:^|[.;:,]\s+|\b(?:and|that|when|but|while|because|since|as|after|before|until|which|where|said|says|how|if)\s+|\d\s+)(?:[Ss]he|[Hh]e)(?!\s+or\b|/|'ll|\s+(?:should|may|might|can|could|will|would)\b)\b", adds_up=True),
    _cue("the patient", 1, "patient", r"\b(?:[Tt]he|[Tt]his) patient\b(?!s|'s| (?:summary|portal|version|care|group|population|is asked|may|should|can|will|must|or |and (?:the )?(?:doctor|family|provider|health)))", adds_up=True),
    _cue("presents", 1.5, "presents presented presenting", r"\bpresent(?:s|ed|ing) (?:today|to (?:us|our|the|my)|with (?:an?|\d|severe|acute|sudden|chronic|right|left|\w+ pain))|\bwho presented\b"),
    _cue("examination", 1, "exam examination admission arrival presentation discharge ray rays mri ct biopsy ultrasound labs lab blood echocardiogram colonoscopy vital", r"\b(?:[Oo]n|[Hh]is|[Hh]er|[Tt]he|[Oo]ur) (?:physical )?(?:exam(?:ination)?|admission|arrival|presentation|discharge)\b|\b[Ee]xam(?:ination)? (?:of (?:the|his|her) [\w ]{2,30} )?(?:reveal|show|demonstrat)\w+|\b(?:X-?rays?|MRI|CT(?: scan)?|biopsy|ultrasound|labs?|blood work|echocardiogram|colonoscopy)(?: \w+){0,4} (?:showed|revealed|demonstrated|confirmed|came back|was (?:negative|positive|normal|consistent|ordered|performed))\b|\bvital signs (?:were|are)\b", adds_up=True),
    _cue("a relative said", 1.5, "mother father parents parent mom dad husband wife daughter son family grandmother grandfather sister brother caregiver nephew niece fiance fiancé fiancée partner patient", rf"\b(?:[Hh]is|[Hh]er|[Tt]he|[Pp]er|[A-Z][a-z]+'s) {_KIN}(?:,? \w+,?)? (?:said|says|reported|reports|notes|noted|noticed|brought|states|stated|called|describes?d?|found|was told|told|took|gave|drove|thanked|asked)\b|\b[Pp]er (?:mom|dad|mother|father|parents|patient|wife|husband)\b|\b(?:Mother|Father|Mom|Dad|Parents) (?:said|says|reports?|notes|noted|states|denies)\b"),
    _cue("how one lives", 1.5, "he she", r"\b(?:[Ss]he|[Hh]e)\s+(?:\w+ly |previously |currently )?(?:lives (?:with|alone|in|on|at|near)|lived|smokes?|smoked|drinks|is (?:married|divorced|widowed|retired|employed|allergic|a (?:smoker|non-?smoker))|works? (?:as|at|in|for)|worked)\b"),
    _cue("title and name", 3, "mr mrs ms miss", r"\b(?:Mr|Mrs|Ms|Miss)\b\.?\s+[A-Z]\w*"),
    _cue("note heading", 2, "illness complaint course diagnosis history examination systems", r"(?i)\b(?:history of present illness|chief complaint|hospital course|preoperative diagnosis|postoperative diagnosis|past medical history|social history|physical examination|review of systems|family history)\s*:", also=":"),
    _cue("note shorthand", 2, "pt hx dx sx", r"\b(?:[Pp]t|PT)\b(?= (?:w/|with|is|was|has|had|seen|named|age|like|of|dx|reports|denies|presented|admitted|[A-Z][a-z]+ [A-Z]\b))|\b(?:for|in|of|with|yo|male|female|this|our|my|the) pt\b(?!\.)|\bhx of\b|\b[sd]x'd\b"),
    _cue("age of a sort", 2, _AGES + " y yo m f", rf"\b(?:for|of|in|with|to|on)\s+{_AGE}[\s,-]*(?:[\w'-]+[ -]){{0,3}}?(?:male|female|man|woman|patient|pt)\b(?!s)|\b\d{{1,3}}\s?(?:y/?o|M\b|F\b)[\s,-]*(?:[\w'-]+ ){{0,2}}?(?:male|female|man|woman|patient|pt|M|F)\b"),
    _cue("seen somewhere", 1.5, "seen treated admitted consulted evaluated discharged hospitalized hospitalised referred visited visit stay diagnosed reviewed", r"\b(?:seen|treated|admitted|consulted|evaluated|discharged|hospitali[sz]ed|referred|visited|visit|stay|diagnosed|reviewed)\b(?: (?:at|by|to|on|in|from|with|it)){1,2} (?:the |our |her |his )?(?:Dr\.? ?[A-Z]|[A-Z][\w'.-]+ (?:on|in) |[A-Z][\w'.&-]+(?: [A-Z][\w'.&-]+){0,4},? (?:on |in |last )?(?:\d|[A-Z][a-z]{2,8}\.? \d|Feb|March)|(?:January|February|March|April|May|June|July|August|September|October|November|December|\w{3}\.?) \d{1,2}\b|\d{1,2}/\d{1,2})"),
    _cue("name and initial", 1.5, " ".join("abcdefghijklmnopqrstuvwxyz"), r"[A-Z](?<= .)(?:(?<=[,:(] .)|(?<=\blike .)|(?<=\bnamed .)|(?<=\bpt .)|(?<=\bpatient .)|(?<=\bof .)|(?<=\bfor .)|(?<=\bis .)|(?<=\bwith .)|(?<=\bin .))(?:(?<=M)(?:rs?|s)\.? [A-Z])?[a-z]+ [A-Z]\.(?=[,);:?!]|\s[a-z(]|\s?\Z|'s)"),
    _cue("near in time", 1, "last past yesterday earlier just this other ago that one monday tuesday wednesday thursday friday saturday sunday", rf"\b(?:[Ll]ast|[Tt]his past) (?:week|month|night|{_DAY}|weekend|spring|summer|fall|winter|{_MONTH})\b|\b[Yy]esterday\b|\b(?:[Ee]arlier|just) (?:today|this (?:week|morning|month))\b|\b[Tt]his (?:morning|afternoon|week|month)\b|\b[Tt]he other (?:day|night)\b|\b(?:[Aa] few|two|three|several|\d+) (?:days|weeks|months|years) ago\b|\b(?:that|one) (?:day|night|morning|afternoon|evening)\b|\b[Oo]n {_DAY}\b", also="week weeks month months year years night weekend spring summer fall winter morning afternoon evening day days yesterday today monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december"),
    _cue("came here", 1, "came brought walked rushed presented admitted referred returned checked arrived comes coming our", r"\b(?:came|brought|walked|rushed|presented|admitted|referred|returned|checked|arrived|comes) (?:in|in to|into|to|at) (?:our|the|my|an?) (?:\w+ )?(?:office|clinic|hospital|ER|emergency (?:room|department)|ED|practice|ward|ICU)\b|\b(?:came|comes|coming) (?:in )?to (?:see )?(?:us|me)\b|\bin our (?:practice|chair|clinic|waiting room)\b"),
    _cue("case heading", 2.5, "case story spotlight testimonial", r"(?i)\b(?:case (?:study|report|presentation|history)|patient (?:story|spotlight|testimonial|success story)|success story|a patient's story)\b\s*[:#–—-]"),
    _cue("known in town", 1.5, "local retired well prominent from", r"\b(?:local|retired|well-known|prominent)\s+(?:\w+\s+)?(?:teacher|coach|firefighter|police officer|officer|pastor|mayor|farmer|nurse|business ?(?:man|woman|owner)|athlete|principal|attorney|judge|reporter|singer|player|librarian|mechanic|keeper)\b|\b(?:man|woman|boy|girl|patient|couple|family|fellow|lady|gentleman|he|she) from (?:the (?:small )?town of )?[A-Z][a-z]+", also="teacher coach firefighter officer pastor mayor farmer nurse business businessman businesswoman businessowner man woman owner athlete principal attorney judge reporter singer player librarian mechanic keeper boy girl patient couple family fellow lady gentleman he she"),
    _cue("testimonial", 2, "helped saved fixed treated helped took changed best amazing awesome great recommend my", r"\b(?:[Dd]r\.? [A-Z]\w+|the (?:staff|team|doctors?)|this (?:place|clinic|office|practice)) (?:\w+ ){0,3}?(?:helped me|saved my|fixed my|treated me|has helped|took care of me|changed my life|is (?:the best|amazing|awesome|great))\b|\bI (?:highly recommend|would (?:highly )?recommend)\b|\bmy (?:back|neck|knee|shoulder|hip|sciatica|migraines?|pain) (?:pain )?(?:was|has|had|went|got|feels?)\b"),
    _cue("shared by leave", 2.5, "letting asked want wants told tell tells say says said allowed let gave permission blessing okay ok kind", r"\b(?:(?:she|he|family|parents|mother|father|widow\w*|husband|wife) (?:asked|wants?|told|says?|said|allowed|let|gave) (?:me|us|that I|that we|everyone|you all)\b|[A-Z]\w+ says I may tell|with (?:her|his) (?:permission|blessing|okay|OK)|was kind enough to let us|for letting us (?:share|tell|post))"),
    _cue("came in with", 1.5, "came brought walked limped hobbled rushed rolled wheeled showed turned stopped carried comes", r"\b(?:came|comes|brought|walked|limped|hobbled|rushed|rolled|wheeled|showed|turned|stopped|carried)(?: (?:him|her))? (?:straight |right |back )?(?:in|into [\w ]{2,20}|up|by|over|here|to (?:us|see us|the (?:office|clinic|desk)))(?: (?:on|last|yesterday|this) [\w ,]{2,24})? (?:with|because of|complaining of|holding|clutching|after) (?:an?|his|her|some|the|one|severe|bad|chest|belly|back|ear|no|\w+ (?:pain|rash|fever|cough))\b"),
    _cue("was here", 1.5, "was seen treated here us our", r"\bwas (?:seen|treated|examined|cared for|stitched up|checked|vaccinated|in|here|back)\b[^.;]{0,16}?\b(?:here|with us|by us|(?:at|in|by) our)\b(?! (?:hours|staff|new))|\bwas (?:here|in) (?:on [\w ]{3,14} |again |today |yesterday |last \w+ |this \w+ )?(?:with|for) (?:an?|his|her)\b"),
    _cue("one boy", 1.5, "one", rf"\b[Oo]ne (?:\w+ ){{0,2}}?(?:boy|girl|man|woman|lady|gentleman|toddler|teenager|mom|mother|dad|father|grand\w+|student|farmer|teacher|veteran),? (?:[A-Z][a-z]+,? )?(?:who )?{_PAST}\b", also=_PASTS),
    _cue("little one", 2, "little young baby poor sweet tiny brave old big dear", r"\b(?:[Ll]ittle|[Yy]oung|[Bb]aby|[Pp]oor|[Ss]weet|[Tt]iny|[Bb]rave|[Oo]ld|[Bb]ig|[Dd]ear) (?P<name>[A-Z\u00c0-\u017f]\w+)\b(?! [A-Z])"),
    _cue("we saw a named one", 3, "i we", r"\b(?:I|[Ww]e)(?:'d|'ve| have| had)? (?:\w+ly |just |once )?(?:(?:saw|treated|examined|vaccinated|stitched|diagnosed|admitted|casted|delivered) (?P<name>[A-Z\u00c0-\u017f][\w'-]++)(?: [A-Z\u00c0-\u017f][\w'-]++)?(?:,| (?:for|with|who|whose|on|last|again|after|yesterday|this|today|in))|(?:met|had|helped|talked to|spoke with) (?P<other>[A-Z\u00c0-\u017f][\w'-]++)(?: [A-Z\u00c0-\u017f][\w'-]++)?,? (?:in )?(?:with (?:an?|his|her)|who (?:had|has|was|came)|whose))(?![^.;]{0,60}\b(?:race|parade|fair|club|band|show|concert|game|film|movie)\b)"),
    _cue("named one came", 2, "came was had got has went", r"(?P<name>[A-Z\u00c0-\u017f](?:(?<=\A.)|(?<=[,;] .)|(?<=\band .)|(?<=\bwhen .)|(?<=\b[Ll]ittle .)|(?<=\b[Yy]oung .)|(?<=\b[Tt]hen .)|(?<=\b[Bb]ut .))[\w'-]++)(?: [A-Z\u00c0-\u017f][\w'-]++)?,? (?:came (?:in\b(?! (?:first|second|third|last|for the))|back|to (?:see )?us|here)|was (?:seen|diagnosed|admitted|treated|hospitali[sz]ed|discharged|sent home|here (?:with|for))|(?:had|got) (?:(?:an?|his|her) )?(?:fever|rash|nosebleed|seizure|stroke|asthma|stitches|cast|braces|heart attack|surgery|biopsy|cough|earache|sore|bad|high|broken)\b|went (?:home|into labou?r|to the (?:ER|hospital)))"),
    _cue("named one reports", 2, "examined lives smokes drinks quit works denies denied reports reported states stated complains complained presents presented underwent has is rates describes was", r"(?P<name>[A-Z\u00c0-\u017f](?:(?<=\A.)|(?<=[,;] .))[\w'-]++)(?: [A-Z\u00c0-\u017f][\w'-]++)? (?:(?:also |currently |further )?(?:seen and examined|denie[sd]|complain(?:s|ed) of|underwent|endorses)\b|(?:reports?|reported|states?|stated|describes|rates)(?: that)? (?:he|she|his|her|no|some|increas\w+|pain|feeling|having|worsening)\b|present(?:s|ed) (?:to|with|for|here|today)\b|is an? (?:\d|(?:(?:very|pleasant|healthy|right-handed|left-handed|well[- ]\w+),? )+(?:\d|man|woman|male|female|boy|girl|lady|gentleman|baby|infant|child))|is (?:married|single|divorced|widowed|retired|unemployed|employed|allergic)\b|lives (?:with|alone)\b|(?:smokes|drinks|quit smoking)\b|works (?:as|at|for)\b|has (?:been (?:re)?(?:started|treated|followed|seen|having)|agreed to|a (?:past |long |strong |medical )?history)|was (?:re)?(?:started|placed|taken|brought|referred|given|admitted|discharged|transferred|counsel\w+)\b)"),
    _cue("comes to us", 2, "coming patient", r"\b(?:has|have|had|'s|'d|'ve) been (?:\w+ly )?(?:coming (?:to (?:see )?us|here|in\b)|an? (?:\w+ )?(?:patient|client)\b|our (?:patient|client)\b)(?! (?:care|safety) )"),
    _cue("how it was", 1, "fever temperature sugar beside", r"\b(?:fever|temperature|temp) (?:of|was|hit|reached) (?:3[89]|4[01]|10[0-6])\b|\bblood (?:sugar|pressure) was \d{2,3}\b|\bwas beside (?:him|her)self\b"),
)  # fmt: skip

# The cues that anybody's life has, a nurse's or a novelist's: none says that somebody was cared for.
LIFE = frozenset({
    "he or she", "he or she did", "his or her body", "how one lives", "near in time", "name and age",
    "is of an age", "name and initial", "a relative said", "known in town", "title and name",
    "one boy", "little one", "came here", "señora", "shared by leave",
})  # fmt: skip
_ASKS: dict[str, int] = {}
_ALSO: dict[str, int] = {}
for _number, _one in enumerate(CUES):
    for _word in _one.needs:
        _ASKS[_word] = _ASKS.get(_word, 0) | 1 << _number
    for _word in _one.also:
        _ALSO[_word] = _ALSO.get(_word, 0) | 1 << _number
_ASKED = frozenset(_ASKS)
_ALSO_ASKED = frozenset(_ALSO)
_FREE = sum(1 << _number for _number, _one in enumerate(CUES) if not _one.also)


def ask(words: AbstractSet[str]) -> int:
    """Return which cues a sentence of these words may have, one bit a cue."""
    asked = 0
    for word in _ASKED.intersection(words):
        asked |= _ASKS[word]
    if asked & ~_FREE:
        also = _FREE
        for word in _ALSO_ASKED.intersection(words):
            also |= _ALSO[word]
        asked &= also
    return asked


def cues_in(sentence: str, asked: int) -> Iterator[Cue]:
    """Yield the cues a sentence has, of those that its words ask for."""
    while asked:
        cue = CUES[(asked & -asked).bit_length() - 1]
        asked &= asked - 1
        if _has(cue, sentence):
            yield cue


def _has(cue: Cue, sentence: str) -> bool:
    """Tell whether the sentence has the cue; where the cue names somebody, with a given name."""
    found = compile_kept(cue.source).search(sentence)
    if found is None or "name" not in found.re.groupindex:
        return found is not None
    return any(name and _is_persons(name) for name in found.groups())


def _is_persons(word: str) -> bool:
    return words.is_given_name(word) or (
        words.is_stranger(word) and not words.is_place(word) and not words.is_term(word)
    )


# What a person had or went through, not what an office offers.
CONDITION = compile_late(
    r"\b(?:chemo\w*|surger\w+|diagnos\w+|dialysis|cancer|leuk\w+|lymphoma|tumou?r|stroke|pregnan\w+|deliver(?:ed|y)|rehab|seizures?|asthma|heart attack"
    r"|transplant|bypass|pneumonia|HIV|AIDS|diabetes|sepsis|overdose|depression|detox|sobriety|rehab|COVID|hepatitis|miscarriage|amputation"
    r"|hip|knee|biops\w+|radiation|concussion|fracture\w*|recover(?:y|ed|ing)|admitted|hospitali[sz]\w+|remission"
    # that they are a patient at all
    r"|coming (?:to (?:see )?us|here)|(?:our|a|oldest|youngest) (?:\w+ )?patients?|been (?:a patient|seeing us)|in our (?:chair|care))\b",
    re.IGNORECASE,
)
UNCERTAIN = compile_late(
    r"\b(?:if|when|whether|imagine|suppose|for example|e\.g\.|hypothetical\w*|fictional|composite"
    r"|invented|let's say|say you|should|(?-i:may)(?! \d)|might|can|could|must|will|would|talk to|tell your"
    r"|ask your|study|studies|trial|trials|researchers|participants|randomi[sz]ed|novel|character)\b",
    re.IGNORECASE,
)
RESEARCH = compile_late(
    r"\b(?:trials?|stud(?:y|ies)|arms|randomi[sz]ed|randomly|placebo|case (?:reports?|series)|literature|researchers|investigators|participants|survival|affected individuals?|Level of evidence"
    r"|outbreak|\d[\d,]* (?:confirmed |new |probable |reported )?cases|health department (?:counted|reported|confirmed|says|said))\b"
    r"|\b[Pp]\s*[=<]\s*0?\.|\bCI,"
)
OTHERS_LIFE = compile_late(
    r"\b(?:board[- ]certified|graduated|residency|fellowship|medical school|bachelor|master's degree"
    r"|ph\.?d|joined (?:our|the)|years of experience|faculty|professor|award|executive"
    r"|(?<!born )in (?:the )?(?:1[0-8]\d\d|19[0-4]\d)s?|first (?:described|identified|discovered)|researcher|scientist|director|editor|co-?author"
    r"|investigator|physician who first|(?:is )?named (?:for|after))\b",
    re.IGNORECASE,
)
# A clinician's or staff member's own life: the sentences beside such a one are about them too.
STAFF_LIFE = compile_late(
    r"\b(?:residency|fellowship|board[- ]certified|medical school|joins? (?:us|our)|joined (?:us|our)|bachelor"
    r"|(?:Dr\.?|Nurse) [A-Z]\w+(?: [A-Z]\w+)? (?:grew up|was (?:born|raised)|enjoys|loves|lives|studied|speaks|earned|attended|spends"
    r"|and (?:his|her) (?:wife|husband|partner|family|children))"
    r"|years of experience|retir(?:es|ing) (?:after|from|to)|trained in|NPI|guest book)\b"
)
GENERAL = compile_late(
    r"\b(?:your|you|you're|a person|an individual|affected (?:person|individual|child|infant)"
    r"|people with|patients with|each (?:child|person|daughter|son)|he or she|his or her|him or her"
    r"|an? (?:[\w-]+ ){0,3}?(?:child|baby|infant|toddler|kid|newborn|person|adult|teen(?:ager)?|man|woman)\s+(?:needs?|requires?"
    r"|grows?|learns?|weighs?|drinks?|sleeps?|eats?|usually|often|typically|generally|normally|is likely)"
    r"|usted|ustedes|necesitan?|deben?|suelen?|las personas|los pacientes|himself or herself|he/she|his/her|she or he|her or his)\b",
    re.IGNORECASE,
)
