"""CON rules on quoted reviews and testimonials, and on the lines that readers are shown above a text."""

import re
from collections.abc import Iterator

from bedside.checks.authorities import AUTHORIZATION, ENDORSEMENTS
from bedside.checks.late import compile_late
from bedside.checks.model import Context, Match, Rule, Scope, Tier
from bedside.checks.rules.front_matter import at
from bedside.checks.surfaces.cut import holds
from bedside.post import Source

__all__ = ["TESTIMONIALS"]

_FOR_PATIENTS = {"patient-story", "review-quote"}
_FOR_STAFF = {"staff-release"}
# 16 CFR 255.2(b): that results differ says nothing of what can generally be expected.
_EMPTY = compile_late(
    r"\W*(?:individual |your |actual |patient )?(?:results?|experiences?|outcomes?)\s+(?:may|can|will|might)?\s*"
    r"(?:vary|varies|differ|differs|be different)(?:\s+(?:from (?:person|patient) to (?:person|patient)|by (?:person|patient)|widely))?\W*"
    r"|\W*(?:these )?results? (?:are )?not (?:typical|guaranteed)\W*|\W*no (?:guarantees?|results? (?:is|are) guaranteed)\W*",
    re.IGNORECASE,
)
_SITE = r"(?:Google|Yelp|Facebook|Healthgrades|Zocdoc|Vitals|RateMDs|WebMD|Nextdoor|Angi)"
_SAID = r"[\"\u201c][^\"\u201d\n]{12,600}[\"\u201d]"
_BY = (
    rf"(?:[A-Z]\.\s?[A-Z]?\.?,?\s+)?(?:(?:an?|our|one|another|the)\s+)?(?:(?:happy|grateful|real|verified|former|new|recent|longtime|satisfied)\s+)*"
    rf"(?:patient|client|mom|dad|parent|reviewer|{_SITE}(?:\s+(?:review\w*|user|patient))?)\b"
)
# Care told in the first person, signed with a name: `... my chemo." - Rosa T. Eddle, Fiddler's Reach`.
_CARE = r"(?:Dr\.?|doctor|nurse|surgery|chemo|pain|knee|hip|teeth|braces|clinic|visits?|treatments?|diagnos\w+|pills?|therapy|chair)"
_SIGNED = (
    rf"^>(?=[^\n]{{0,600}}\b(?:I|[Mm]y)\b)(?=[^\n]{{0,600}}\b{_CARE}\b)[^\n]{{20,600}}?[\"\u201d]\s{{0,3}}(?:\u2014|\u2013|--)\s*[*_]*"
    r"[A-Z][a-z]+\s+(?:[A-Z]\.?\s+)?[A-Z][a-z]*\.?(?=[,(*_\s]|$)(?![^\n]*\b(?:MD|DO|RN|NP|PA|PT|DDS|DMD|OD|LPN|MA|PhD|author|poet|novelist|our|nurse|doctor)\b)"
)
_QUOTED = compile_late(
    rf"{_SIGNED}|^>[^\n]{{0,600}}\n?[ \t]{{0,8}}>?[ \t]{{0,8}}(?:\u2014|\u2013|--?|~)\s*[*_]*{_BY}"
    rf"|{_SAID}[*_]*\s{{0,8}}(?:\u2014|\u2013|--?|~)\s{{0,8}}[*_]*{_BY}"
    rf"|(?<![\u2605\u2b50])(?<![\u2605\u2b50]\s)(?:[\u2605\u2b50]\ufe0f?\s?){{3,}}+[^\n]{{0,200}}{_SAID}|{_SAID}[^\n]{{0,200}}(?:[\u2605\u2b50]\ufe0f?\s?){{3,5}}"
    rf"|(?:[\u2605\u2b50]\ufe0f?\s?){{3,5}}[ \t]{{0,8}}\n{{1,2}}>"
    rf"|\b(?i:from (?:an?|our|one) (?:\w+ )?(?:5|five)[- ]star ){_SITE}?\s*(?i:review)[^\n]{{0,200}}{_SAID}"
    rf"|\b{_SITE} (?i:review(?:er)?s?)\b[^\n]{{0,80}}:?[ \t]{{0,8}}\n{{0,2}}(?:>|{_SAID})"
    rf"|{_SAID}[^\n]{{0,60}}\b(?i:wrote|said|says|shared|posted) (?i:an?|one|our) (?i:\w+ )?(?i:patient|reviewer)\b",
    re.MULTILINE,
)
_SIGNS = (">", '"', "\u201c", "\u2605", "\u2b50")  # one of which each of them has
_SAY = compile_late(
    r"^#{1,6}\s+(?:what (?:our )?(?:patients|clients|families)(?: are)? (?:say|saying)|(?:patient|client) (?:reviews|testimonials)|kind words from (?:our )?(?:patients|families))\b",
    re.IGNORECASE | re.MULTILINE,
)


def _incomplete(source: Source, context: Context) -> Iterator[Match]:
    meta = source.meta
    if meta is None or meta.testimonial is None:
        return
    told = meta.testimonial
    if not meta.consent:
        yield at(source, "testimonial", "a quoted review or testimonial names no `consent`: that somebody wrote it in public is no permission")  # fmt: skip
    elif one := context.consents.get(meta.consent):
        fit = _FOR_PATIENTS | (_FOR_STAFF if told.insider in {"employee", "manager"} else set())
        if one.kind not in fit:
            yield at(source, "consent", f"consent {one.id} is a {one.kind}, not for a testimonial")
    if _EMPTY.fullmatch(told.typicality):
        yield at(source, "testimonial.typicality", "says that results differ, not what readers can generally expect")  # fmt: skip


def _undeclared(source: Source, _context: Context) -> Iterator[Match]:
    meta = source.meta
    if meta and (meta.testimonial or meta.vignette):
        return
    quoted = _QUOTED.finditer(source.body) if holds(source.body, _SIGNS) else ()
    said = _SAY.finditer(source.body) if "#" in source.body else ()
    for found in (*quoted, *said):
        start = source.body_offset + found.start()
        yield Match(start=start, end=start + len(found[0]),
                    message="quotes a review or a testimonial without the `testimonial` lines")  # fmt: skip
        return


_POST = "---\ntitle: A\nuid: 01M2G01H40W17445TDPQJBWKWC\n"
_TOLD = """testimonial:
  typicality: Most people walk without a stick after six weeks.
  compensation: none
  insider: none
"""

# For the consents in examples see rules/consent.py.
TESTIMONIALS: tuple[Rule, ...] = (
    Rule(
        code="CON010", name="testimonial-incomplete", scope=Scope.SOURCE, tier=Tier.BLOCK,
        find=_incomplete,
        summary="A testimonial without a consent for it, or whose line on what is typical says nothing.",
        why="A review on another site does not allow the practice to use it; readers take one result for the usual one.",
        fix="Name the consent, and say in `testimonial.typicality` what most people can expect.",
        authority=ENDORSEMENTS,
        bad=(_POST + _TOLD + "---\n", _POST + "consent: C-STAFF\n" + _TOLD + "---\n",
             _POST + "consent: C-GOOD1\n" + _TOLD.replace("Most people walk without a stick after six weeks.", "Results may vary.") + "---\n",
             _POST + "consent: C-GOOD1\n" + _TOLD.replace("Most people walk without a stick after six weeks.", "Individual results will vary from person to person.") + "---\n"),
        good=(_POST + "consent: C-GOOD1\n" + _TOLD + "---\n",
              _POST + "consent: C-STAFF\n" + _TOLD.replace("insider: none", "insider: employee") + "---\n"),
    ),
    Rule(
        code="CON013", name="review-quoted", scope=Scope.SOURCE, tier=Tier.HOLD, find=_undeclared,
        summary="A quoted review or praise from a patient in a post that does not declare a testimonial.",
        why="To repeat what a patient wrote says that they are one, which takes a signed authorization; and readers must know how typical, paid or related it is.",
        fix="Take it out, or add `consent` and `testimonial` with typicality, compensation and insider (docs/consent.md).",
        authority=AUTHORIZATION,
        bad=(_POST + "---\n> They listened to me for the first time.\n> \u2014 a grateful patient\n",
             _POST + '---\n"Best office I have ever been to." - Google review\n',
             _POST + '---\n\u2605\u2605\u2605\u2605\u2605 "I will never go anywhere else again."\n',
             _POST + "---\n## What our patients say\n\nGood things.\n",
             _POST + '---\nFrom one of our Google reviews: "The staff made me feel at home."\n',
             _POST + '---\n"They took the time to explain it all," wrote one patient last week.\n',
             _POST + '---\n> "My second round of chemo was behind me. Four visits, and I wear sandals." \u2014 *Rosa T. Eddle, Fiddler Reach*\n'),
        good=(_POST + "consent: C-GOOD1\n" + _TOLD + "---\n> They listened.\n> \u2014 a patient\n",
              _POST + "---\n> Wash your hands often.\n> \u2014 CDC\n",
              _POST + '---\nAsk your doctor: "Is this medicine right for me?" A patient who asks learns more.\n',
              _POST + "---\nNursing homes have a five-star rating. Read Google reviews with care.\n",
              _POST + "---\nHow to leave a review: open Google Maps and tap the stars.\n",
              _POST + '---\n> "I tell my own knees the same." \u2014 Ruben Ortiz, PT\n',
              _POST + '---\n> "The best time to plant a tree was twenty years ago."\n'),
    ),
)  # fmt: skip
