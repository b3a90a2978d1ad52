"""(B): streets, ZIP codes, cities, counties and named places of a patient."""

import re
from collections.abc import Iterator
from itertools import chain

from bedside.checks import words
from bedside.checks.digit_zones import near_digits
from bedside.checks.facts import facts_of
from bedside.checks.late import compile_late
from bedside.checks.model import Context, Match, Rule, Surface, Tier
from bedside.checks.organisation import is_organisations, is_reference
from bedside.checks.reading import (
    is_near_patient,
    near_patient,
    scan_near_patient,
    tells_of_patient,
    tier_at,
)
from bedside.checks.rules.law import SAFE_HARBOR_LAW

__all__ = ["GEOGRAPHY"]

_STREET = compile_late(
    r"\d(?<![\w.$-].)\d{0,4}[A-Z]? +(?:[NSEW]\.? +|(?:North|South|East|West) +)?"
    r"(?:(?:[A-Z][\w'.-]+|\d{1,3}(?:st|nd|rd|th)) +){1,4}"
    r"(?:St(?:reet)?|Ave(?:nue)?|R(?:oa)?d|Blvd|Boulevard|Ln|Lane|Dr(?:ive)?|C(?:our)?t|Way|Pl(?:ace)?|Terr?(?:ace)?"
    r"|Hwy|Highway|Cir(?:cle)?|Pkwy|Parkway|Sq(?:uare)?|Trail|Loop|Turnpike|Row|Close)\b(?! +[Tt]hrough)\.?"
)
_BOX = compile_late(r"\bP\.?\s?O\.? +Box +\d+|\bRR\s?\d+,? Box \d+")
_LIVES = r"(?:lives?|living|lived|resid(?:es|ed|ing)|resident|home|house|apartment|farm|trailer|born|raised|grew up|native|from|address)"
_STREET_NAME = compile_late(
    rf"\b(?i:{_LIVES})\b[\w\s,']{{0,24}}?\b(?:on|at|off|along) +(?:[A-Z][\w'-]+ +){{1,3}}(?:Street|St\.?|Avenue|Ave\.?|Road|Rd\.?|Lane|Ln\.?|Drive|Court|Way|Boulevard|Hill|Highway)\b"
)
_ZIP = compile_late(
    r"\b(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]|[Zz][Ii][Pp](?: [Cc]ode)?:?) +\d{5}(?:-\d{4})?\b|\b[Zz][Ii][Pp] ?(?:[Cc]odes?)? (?:is|was|of|:)? ?\d{3,5}\b"
)
_AREA = compile_late(
    r"\b(?:[A-Z][a-z'-]+\s){1,2}(?:County|Parish|Township|Borough|Reservation|Village|Hollow|Heights|Flats|Junction|Falls|Springs|Creek|Ridge|Valley|Island|Beach|Neighborhood|Trailer Park|Estates)\b"
)
_CITY = compile_late(
    r"\b(?P<cue>in|from|near|at|outside|around|to|of|lives in|living in|resident of|based in) +(?:the (?:small )?(?:town|city|village) of +|downtown +)?(?P<place>(?:[A-Z][a-z'.-]+)(?:\s[A-Z][a-z'.-]+){0,2})(?P<state>,\s*(?:[A-Z]{2}\b|[A-Z][a-z]+))?"
)
_CITY_STATE = compile_late(
    r"\b((?:[A-Z][a-z'.-]+\s?){1,3}),\s*(?:A[KLRZ]|C[AOT]|DE|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY])\b"
)
_PLACE = compile_late(
    r"\b(?:(?:St|Mt)\.? +)?(?:[A-Z][\w'.-]+ +){1,4}(?:Hospital|Clinic|Medical Cent(?:er|re)|Health Cent(?:er|re)|Hospice"
    r"|Nursing Home|Infirmary|Rehab(?:ilitation)? Cent(?:er|re)|Urgent Care|General|Memorial|Manor|Assisted Living"
    r"|(?:High|Middle|Elementary|Grade)(?: School)?|School|Academy|Church|Temple|Mosque|Diner|Mill|Plant|Factory|Bakery|Hardware|Farm|Fire Department)\b"
    r"|\bSt\. +[A-Z][\w']+(?:'s)?(?= (?:on|for|last|yesterday|when|where|and|in)\b)"
)
_CARED_AT = compile_late(
    r"\b(?:seen|treated|admitted|consulted|evaluated|discharged|transferred|hospitali[sz]ed|referred|operated|diagnosed|been|stay|visit(?:ed)?|surgery|procedure"
    r"|replacement|reviewed|presented|present(?:s|ing)|check-?up|dx'd|\w+ectomy|dialysis|follow(?:ed|s|-up)?|tx'd|transplant|chemo\w*|rehab|born|delivered)\b(?: by Dr\.? [A-Z][\w.]*(?: [A-Z][\w.]*)?)?(?: on [\w/]{3,10}(?: \w{1,4},?)?(?: \d{4})?)?(?: \w+){0,2}? (?:at|to|from|in) (?:the |our )?(?P<place>[A-Z][\w'&-]*[\w](?:\.? (?:of |at )?[A-Z][\w'&-]+){0,4})"
)
# A street where a reader may come, write or park: hours, a telephone, an office, a hall, an event.
_TO_VISIT = compile_late(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|hours|open (?:until|daily|late)|walk-ins?|clinic|office|doors|parking|floor|suite"
    r"|our (?:\w+ )?address|we(?:'ve| have) moved|bring (?:it|them|one)|drop (?:it|them) (?:off|in)|mail (?:it|to)|gifts|donations|\d{1,2}(?::\d\d)? ?(?:[ap]\.?m\b|[\u2013-] ?\d{1,2}\b(?!\d))"
    r"|(?:\d{3}[-.])?\d{3}[-.]\d{4})\b",
    re.IGNORECASE,
)
_HOME = compile_late(
    r"\b(?:(?:at|from|to|his|her|their) home|house ?calls?|porch|bedroom|kitchen|driveway|neighbou?r|lives?|lived|apartment|(?:his|her|their|the family's) (?:address|place|door)|patients?)\b",
    re.IGNORECASE,
)
_POSITION = compile_late(
    r"(?i:\bGPS\b|\bcoordinates?\b|\blat(?:itude)?\b|[?&](?:q|ll|query)=|/@)[^\d\n-]{0,20}"
    r"-?\d{1,2}\.\d{3,}\u00b0?[ ]?[NS]?[,;/ ]{1,3}(?:(?i:lon\w*|lng)[:= ]{0,3})?-?\d{1,3}\.\d{3,}"
)
_POSITION_SIGNS = ("gps", "coord", "lat", "q=", "ll=", "query=", "/@")
_FROM = compile_late(rf"\b(?:{_LIVES}|of|lives in)\W+(?:\w+\W+){{0,2}}\Z", re.IGNORECASE)
_NO_PLACE = compile_late(
    r"\A(?:The|A|An|Our|My|This|Your|Her|His|Its|Their|General|Public|Memory|Same|Any) +(?:General|Hospital|Clinic|School|Church|Farm|Plant|Academy|High|Mill|Temple|Memorial|Urgent Care|Nursing Home|Hospice|Health Center|Medical Center)\Z|\A(?:In|At|To|From|The) "
)


def _geography(surface: Surface, context: Context) -> Iterator[Match]:
    if is_reference(surface):
        return
    yield from _streets(surface, context)
    for found in near_digits(_POSITION, surface, context, _POSITION_SIGNS):
        if not is_organisations(surface, context, *found.span()):
            yield Match(start=found.start(), end=found.end(), message="a position on the map")
    if not is_near_patient(surface, context):
        return
    for found in scan_near_patient(_ZIP, surface, context):
        if not _ours(surface, context, found.start()):
            yield Match(
                start=found.start(),
                end=found.end(),
                message="a patient's ZIP code",
                indirect=True,
                tier=tier_at(surface, context, found.start()),
            )
    yield from _towns(surface, context)
    yield from _care_places(surface, context)
    for found in scan_near_patient(_PLACE, surface, context):
        if (
            not _NO_PLACE.match(found[0])
            and not _is_known(found[0], context)
            and tells_of_patient(surface, context, found.start(), 1.5)
        ):
            yield Match(start=found.start(), end=found.end(),
                        message="a named place or employer in a patient's story", indirect=True, tier=tier_at(surface, context, found.start()))  # fmt: skip


def _care_places(surface: Surface, context: Context) -> Iterator[Match]:
    """Yield where a patient was cared for: `treated at Stanford`, `seen at UCSF on …`."""
    for found in scan_near_patient(_CARED_AT, surface, context):
        place = found["place"].rstrip(" .,")
        first = place.split()[0]
        if (words.is_common(first) and len(place.split()) == 1) or _is_known(place, context):
            continue
        yield Match(start=found.start("place"), end=found.start("place") + len(place),
                    message="where a patient was cared for", indirect=True, tier=tier_at(surface, context, found.start()))  # fmt: skip


def _streets(surface: Surface, context: Context) -> Iterator[Match]:
    boxes = near_digits(_BOX, surface, context) if "Box" in surface.text else ()
    for found in chain(near_digits(_STREET, surface, context), boxes):
        if (
            facts_of(context).owns_street(found[0])
            or is_organisations(surface, context, *found.span())
            or _is_to_visit(surface, context, *found.span())
        ):
            continue
        yield Match(
            start=found.start(),
            end=found.end(),
            message="a street address that is not the practice's",
        )
    for found in scan_near_patient(_STREET_NAME, surface, context):
        yield Match(
            start=found.start(), end=found.end(), message="the street where a patient lives"
        )


def _is_to_visit(surface: Surface, context: Context, start: int, end: int) -> bool:
    """Tell whether readers are told to come or write to a street, and nobody's story is near."""
    before = surface.text[max(0, start - 120) : start].rpartition("\n\n")[2]
    after = surface.text[end : end + 60].partition("\n\n")[0]
    around = f"{before} {after}"
    if not _TO_VISIT.search(around) or _HOME.search(around):
        return False
    return not near_patient(surface, context, start)


def _towns(surface: Surface, context: Context) -> Iterator[Match]:
    taken = -1
    for pattern in (_CITY, _CITY_STATE):
        for found in scan_near_patient(pattern, surface, context):
            place = found["place"] if pattern is _CITY else found[1]
            start = found.start("place") if pattern is _CITY else found.start(1)
            has_state = pattern is _CITY_STATE or bool(found["state"])
            if start <= taken or not _counts(place, surface, start, context, has_state=has_state):
                continue
            taken = start
            yield Match(
                start=start,
                end=found.end(),
                message="a patient's town",
                indirect=True,
                tier=tier_at(surface, context, found.start()),
            )
    for found in scan_near_patient(_AREA, surface, context):
        if not _is_known(found[0], context):
            yield Match(
                start=found.start(),
                end=found.end(),
                message="a patient's county, village or neighbourhood",
                indirect=True,
                tier=tier_at(surface, context, found.start()),
            )


def _is_town(place: str, *, has_state: bool) -> bool:
    parts = place.strip(" .").split()
    candidates = (" ".join(parts[:count]) for count in range(len(parts), 0, -1))
    if any(
        words.is_place(one) and one.lower() not in words.MONTHS and not words.is_common(one)
        for one in candidates
    ):
        return True
    return has_state and words.is_stranger(parts[0])


def _counts(
    place: str, surface: Surface, start: int, context: Context, *, has_state: bool
) -> bool:  # fmt: skip
    """The practice's own town may be named, but not as the place that a patient is from."""
    if place.strip(" .").lower() in facts_of(context).cities:
        return bool(_FROM.search(surface.text[max(0, start - 40) : start]))
    return _is_town(place, has_state=has_state)


def _is_known(name: str, context: Context) -> bool:
    """Tell whether a place carries the practice's own name or town."""
    facts = facts_of(context)
    lowered = name.lower()
    return any(one in lowered for one in facts.cities) or any(
        part in facts.names for part in lowered.split()[:1]
    )


def _ours(surface: Surface, context: Context, at: int) -> bool:
    before = surface.text[max(0, at - 60) : at].lower()
    return any(one in before for one in facts_of(context).cities) and any(
        one in " ".join(re.findall(r"[a-z0-9]+", before)) for one in facts_of(context).streets
    )


GEOGRAPHY = Rule(
    code="PHI002", name="place-smaller-than-a-state",
    summary="A street address that is not the practice's; a ZIP code, town, county, hospital, school or employer near words about one patient.",
    why="Every geographic unit smaller than a state is identifier (B) of the Safe Harbor list.",
    fix="Leave the place out; the state alone may stay.",
    authority=SAFE_HARBOR_LAW, tier=Tier.BLOCK, find=_geography,
    bad=(
        "The box was left at 48 Maple Hollow Road by the door.",
        "Send cards to P.O. Box 1182.",
        "At 418 Tannery Lane, the yellow house with the ramp, I changed a feeding tube on Monday.",
        "GPS: 44.4759, -73.2121 is where the hat was.",
        "Our patient lives in Springfield with two cats.",
        "My patient drove from Chittenden County.",
        "A 54-year-old woman from Tollivar, VT came to us.",
        "He lives at ZIP 05401 and he was admitted twice.",
        "My patient was admitted to Mercy Hill Hospital last week.",
    ),
    good=(
        "Our office is at 120 Orchard Road, Suite 2, Larkfield.",
        "Walk-in hours this winter: Mondays and Thursdays, 8:30-10, fourth floor, 220 Gantry Street.",
        "Parking for the bike rodeo is at the Methodist lot, 200 Canal Street.",
        "Lyme disease is common in Vermont.",
        "The Mayo Clinic has a guide to sleep.",
        "Rocky Mountain spotted fever is spread by ticks.",
        "Contact the American Heart Association, 7272 Greenville Avenue, Dallas.",
        "Join the walk in Burlington on Saturday.",
        "Take 2 Tylenol the first day.",
    ),
)  # fmt: skip
