"""How names look: with a title, behind a label, in full, alone, in capitals, as initials."""

import re

from bedside.checks.late import compile_late

__all__ = [
    "CAP",
    "CAPITAL",
    "CARE",
    "DOCTOR",
    "FRAMES",
    "FULL",
    "FULL_TOLD",
    "INITIALS",
    "LABELLED",
    "LABEL_SIGN",
    "LOWER",
    "NO_INITIALS",
    "OFFICE",
    "ONE",
    "PRAISED",
    "TITLED",
    "UPPER",
]

_BIG = (
    "[A-ZÀ-ÖØ-Þ\u0100-\u017f\u1e00-\u1eff]"  # the other Latin letters stand in pairs, big and small
)
_SMALL = "[a-zß-öø-ÿ\u0100-\u017f\u01a0-\u01b0\u1e00-\u1eff]"
# What follows a small letter is never one: nothing is gained by giving letters back (`++`).
CAP = rf"{_BIG}{_SMALL}++(?:['-]{_BIG}?{_SMALL}++)*"
PARTICLE = r"(?:(?:de|la|del|van|von|der|bin|al|el|Mc|Mac|O')[ ]?)"
TITLED = compile_late(
    rf"\b(?:Mrs?|Ms|Miss|Mx|Sra?|[Ss]eñor(?:a|ita)?|[Dd]oña|Mister|Missus|Auntie|Aunt|Uncle|Grandma|Grandpa|Old Man|Father|Sister|Brother|Coach|Pastor|Rev|Deacon)\b\.? +{PARTICLE}?{CAP}(?: +{CAP})?|\b(?:Mr|Mrs|Ms|Miss)\.[ ]?[A-Z]\."
)
LABELLED = compile_late(
    rf"\b(?i:(?:patient|pt|client|subject|mother|father|spouse|guardian|next of kin|full|first|last|maiden)(?:'s)?(?: (?:full )?name)?|name|paciente|nombre(?: (?:completo|del? (?:la )?paciente))?|apellidos?|madre|padre)\s*[:=]\s*(?P<a>{CAP}(?:,? +(?:[A-Z]\.|{CAP})){{0,2}}|[A-Z]{{2,}}(?:,\s|\s)[A-Z]{{2,}}|[a-z]+\s[a-z]+(?=&|\Z))"
    rf"|\b(?i:named|called|nicknamed|llamad[oa]|se llama|se llamaba|name is|name was|known as|goes by) +[\"']?(?P<b>{CAP}(?: +{CAP}){{0,2}})"
    rf"|\b(?i:(?:my|our|the|a|his|her|this|young|little) +(?:[\w-]+\s)?(?:patient|client|wife|husband|son|daughter|mother|father|mom|dad|brother|sister|neighbor|friend|nephew|niece|widow|widower)|\b(?:mi|nuestr[oa]|la|el|un|una|su) (?:[\w-]+\s)?(?:paciente|client[ea]|espos[oa]|marido|hij[oa]|madre|padre|mamá|papá|herman[oa]|abuel[oa])),? +(?P<c>(?:[A-Z]\. ?){{0,2}}{CAP}(?: +(?:[A-Z]\.?(?![a-z])|{CAP}))?)"
)
# What every labelled name has: a sign behind the label, or a capital behind a blank inside a clause.
LABEL_SIGN = compile_late(rf"[:= ](?:(?<=[:=])|(?<![.!?;)\]\"'] )[\"']?{_BIG}(?:{_SMALL}|\.))")
_REST_OF_CAP = rf"{_SMALL}++(?:['-]{_BIG}?{_SMALL}++)*"
_WORD_START = rf"{_BIG}(?<![\w@#/.-].)"  # the letter first: a search then skips all others
CAPITAL = compile_late(rf"{_BIG}(?<!\w.){_REST_OF_CAP}")
_FULL = rf"{_WORD_START}{_REST_OF_CAP}(?: +[A-Z]\.?(?=\s))?(?: +{PARTICLE}?(?:{CAP}|[A-Z]\.(?!\w))){{1,2}}(?![\w@])"
FULL = compile_late(_FULL)
ONE = compile_late(rf"(?<![\w@#/.-])(?<!\w\s[A-Z]\.\s)\"?{CAP}(?:'s)?(?![\w@]|\.\w)")
UPPER = compile_late(
    r"[A-Z](?<![\w-].)[A-Z]{2,}(?:,[ ]?(?P<first>[A-Z]{3,})| (?:[A-Z]\.? )?(?P<last>[A-Z]{3,}))(?![\w-])"
)
# Names that somebody typed without capitals: only behind a word that says who they are.
LOWER = compile_late(
    r"\b(?i:patient|client|pt)[:,]? (?P<first>[a-z]{2,}) (?P<last>[a-z]{2,})(?![\w-])|\b[Mm]rs?\.? (?P<one>[a-z]{3,})(?![\w-])"
)
# A doctor's name says who cared for the patient of a story.
DOCTOR = compile_late(rf"\b(?:Dr|Doctor)\b\.? (?:[A-Z]\. ?)?{CAP}(?: {CAP})?")
# Somebody thanked, praised or helped; a name, where the sentence goes on to say what they had.
PRAISED = compile_late(
    rf"\b(?i:proud of|congrat(?:s|ulations) to|happy for|shout-?out to|thank(?:s| you) (?:so much )?to|hats off to"
    rf"|pray(?:ing)? for|rooting for|cheering for|in memory of|happy (?:\d+\w* )?birthday,?(?: to)?|welcome back,?(?: to)?|get well,?|we(?:'ve| have)? (?:\w+ly )?(?:helped|treated|saw|cared for|discharged|admitted|operated on))"
    rf" +(?P<name>{CAP}(?: +(?:[A-Z]\.|{PARTICLE}?{CAP})){{0,2}})"
)
INITIALS = compile_late(
    r"(?<![\w.])(?:[A-Z]\.[ ]?){2,3}(?![\w])|(?<=\bpatient )[A-Z]{2,3}(?=[,\s](?:a|age|is|was|who|came|\d))"
)
NO_INITIALS = compile_late(
    r"\A(?:U\.[ ]?S|D\.[ ]?C|M\.[ ]?D|D\.[ ]?O|R\.[ ]?N|P\.[ ]?A|N\.[ ]?P|Ph|E\.[ ]?R|E\.[ ]?D|I\.[ ]?V|I\.[ ]?D|P\.[ ]?M|A\.[ ]?M|B\.[ ]?C|A\.[ ]?D|U\.[ ]?K|U\.[ ]?N|H\.[ ]?S|G\.[ ]?I|E\.[ ]?N\.[ ]?T|P\.[ ]?T|O\.[ ]?T|O\.[ ]?R|P\.[ ]?O|P\.[ ]?S|Q\.|Y\.[ ]?M|M\.[ ]?S|B\.[ ]?S|D\.[ ]?D\.[ ]?S|D\.[ ]?C|E\.[ ]?coli|T\.[ ]?V|R\.[ ]?I\.[ ]?P|D\.[ ]?O\.[ ]?B|[NSEW]\.[ ]?[NSEW])"
)
_FRAMES = r"(?:[.,]?\s*(?:and \w+ )?(?:sat|came|was|is|had|has|said|says|told|asked|walked|drove|wanted|tells|turned|finally|never|brought|drives|arrived|started|went|stopped|lost|knitted|wants|refused|survived|underwent|beat|fell|felt|gave|got|met|knew|took|let|put|would|did|does|sent|will|calls|swears|wears|still|'s\b|states?|stated|den(?:ies|ied)|reports?|reported|present(?:s|ed)|describe[sd]|complain(?:s|ed)|rates|noted|notes|noticed|noticing|follows|followed|tolerated|understood|agreed|required|requires|received|developed|experienced|returned|returns|appears|appeared|continued|continues|tried|takes|lives|lived|works|worked|smokes|drinks|feels|complied|ambulat\w+|woke|slipped|injured|visited|called|thanked|smiled|laughed|cried|hugged|remembers|remembered|insisted|admits|admitted|recalls|elected|desires|wishes|tolerates|underwent|attends|attended|enjoys|loves|joined|graduated|finished|rang)\b|,\s*(?:aged? )?\d{1,2}\b)"
FRAMES = compile_late(rf"\A{_FRAMES}")
CARE = compile_late(
    r"\b(?:HIV|AIDS|pneumonia|bypass|diabetes|depression|overdose|herpes|gout|covid|hepatitis|sepsis|flu|chest pain|admitted|discharged|hospitali[sz]ed|chemo\w*|carboplatin|surger\w+|fillings?|knees?|hips?|biops\w+|diagnos\w+|cavit\w+|braces|infusion\w*|dialysis|cataract\w*|cast|stitches|crown|root canal|shots?|scan|MRI|x-?rays?|appointment|checkup|check-up|patient|recovery|recovered|cancer|tumou?r|stroke|pregnan\w+|deliver\w+|rehab|therapy|physical|symptom\w*|implant\w*|retainer|aligners?|dentures?|A1C|insulin|seizure\w*|asthma|wound|ulcer|heart attack|visit(?:or|s)?|before and after|before|after|results?|chart|intake|records?|lab|labs|procedure|treatment|transplant|hearing aids?|post-?op|story|journey|survivor|smil\w+|ER|ICU|clinic)\b",
    re.IGNORECASE,
)
# Beside a name in a file's name or an address, which say little else, an illness or a sign is enough.
ILL = compile_late(
    r"\b(?:strep|rash(?:es)?|shingles|eczema|acne|psoriasis|melanoma|moles?|migraines?|arthritis|sciatica|lupus|autism|adhd|anxiety|bipolar"
    r"|broken|sprain\w*|fractur\w+|hernia|burns?|scars?|ankles?|shoulders?|wrists?|elbows?|backs?|sinus|tonsils?|ear infection|uti|croup|colic"
    r"|allerg\w+|anemia|thyroid|prostate|ivf|fertility|birth|newborn|twins?|weight loss|botox|lasik|implants?|facelift|veins?|tattoo removal)\b",
    re.IGNORECASE,
)
# A full name that goes on as a person's does.
FULL_TOLD = compile_late(rf"{_FULL}(?={_FRAMES})")
OFFICE = compile_late(
    r"\A,? (?:serves|served|works|is|was) (?:as )?(?:an?|the|our) (?:\w+[ -]){0,3}?(?:chief|director|officer|manager|author|writer|professor|editor|president|founder|head|nurse|physician|scientist|researcher|specialist|spokes\w+)\b",
    re.IGNORECASE,
)
