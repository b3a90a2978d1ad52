"""One patient told without an identifier: held until a consent or an attested vignette excuses it."""

import re
from collections.abc import Iterable, Iterator

from bedside.checks.model import Context, Match, Rule, Surface, Tier
from bedside.checks.organisation import is_reference
from bedside.checks.passages import Reading
from bedside.checks.reading import read, scan_sentences
from bedside.checks.rules.law import AUTHORIZATION, STUDY

__all__ = ["STORIES"]

_THANKS = re.compile(
    r"\b(?:thank(?:s| you)(?: so much| very much)?,? (?:for|again)[^.!?\n]{0,40}\b(?:review|feedback|comments?|stars?|kind words|concerns?|sharing|reaching out|letting us know|trusting us)"
    r"|(?:repl(?:y|ies)|response|responding) (?:from|to)\b[^.!?\n]{0,40}\b(?:the (?:practice|owner|office|clinic)|your|review)|(?:sorry|apologi[sz]e)[^.!?\n]{0,60}\byour (?:visit|experience|wait|appointment))",
    re.IGNORECASE,
)
_CONFIRMS = re.compile(
    r"\b(?:your (?:\w+ ){0,2}(?:visit|appointment|procedure|surgery|results?|chart|records?|exam|treatment|prescription|refill|bill|balance|copay|insurance|diagnosis|lab|x-ray|scan|injection|crown|filling|cleaning|follow-up|son|daughter|mother|father|husband|wife|child|knee|ear|back|condition)\b"
    r"|(?:when|since|after|before|while) you (?:came|saw|were|visited|called|left|arrived|checked)|(?:see|saw|seeing|treating|treated|examined|meeting|met|helping|caring for) you\b(?! (?:soon|there|at the))"
    r"|as we (?:told|explained|discussed)|you (?:chose|declined|refused|asked|missed|canceled|cancelled|told us|were (?:seen|offered|given|late))|being (?:our|a) patient)",
    re.IGNORECASE,
)  # fmt: skip
_THANKING = frozenset({
    "thank", "thanks", "sorry", "apologize", "apologise", "apologies", "reply", "replies", "response",
    "responding",
})  # fmt: skip
_TITLE = {"title and name"}  # the name alone is for PHI001 to judge
_CITED = re.compile(
    r"\s*(?:[A-Z][A-Za-z]*\.? ){1,6}\d+ ?\("
)  # the title of a case report in a journal
_SPAN = 700  # characters: a reply is short


def _stories(surface: Surface, context: Context) -> Iterator[Match]:
    """Yield each passage whose three sentences reach the score, neighbours joined."""
    if context.consent or context.vignette or is_reference(surface):
        return
    reading = read(surface, context)
    taken = {one for first, last in reading.notes for one in range(first, last + 1)}
    for start, end in _joined(sorted(taken.union(_told(surface, reading)))):
        yield Match(start=reading.starts[start], end=reading.ends[end],
                    message="these sentences tell of one patient")  # fmt: skip


def _told(surface: Surface, reading: Reading) -> Iterator[int]:
    """Yield each sentence with which a passage of cues begins."""
    for index in reading.told():
        is_name_alone = reading.cues(index).keys() <= _TITLE
        if not is_name_alone and not _CITED.match(surface.text, reading.ends[index]):
            yield index


def _joined(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and last of each run of numbers."""
    run: list[int] = []
    for number in numbers:
        if run and number > run[-1] + 1:
            yield run[0], run[-1]
            run = []
        run.append(number)
    if run:
        yield run[0], run[-1]


def _replies(surface: Surface, context: Context) -> Iterator[Match]:
    if context.consent or context.vignette:
        return
    for found in scan_sentences(_THANKS, surface, context, _THANKING):
        rest = surface.text[found.start() : found.start() + _SPAN].partition("\n\n")[0]
        if _CONFIRMS.search(
            rest.replace(found[0], "", 1) if "sorry" not in found[0].lower() else rest
        ):
            yield Match(start=found.start(), end=found.end(),
                        message="a public answer that confirms somebody is a patient")  # fmt: skip
            return


STORY_RULE = Rule(
    code="PHI101", name="single-patient-story",
    summary="A passage that tells what happened to one patient, even without an identifier.",
    why="Situations give people away: of 271 medical blogs 42 % described individual patients, and 17 % gave enough for patients to recognise their doctor or themselves.",
    fix="Write about patients in general, get a signed authorization and put its id under `consent`, or, if nobody real is meant, set `vignette` and `vignette_attested_by`.",
    authority=STUDY, tier=Tier.HOLD, find=_stories, gated=True,
    bad=(
        "A 47-year-old teacher came to our clinic last week. She had been tired for months.",
        "One of my patients, a retired farmer, told me he'd stopped his pills. He was admitted two days later.",
        "The patient underwent surgery and was discharged the next day.",
        "One young woman came to us last month with a migraine.",
        "Little Priya was here yesterday with a rash on her arms.",
        "We saw a boy last Tuesday who swallowed a magnet. His mother brought him in.",
    ),
    good=(
        "Children who swallow magnets need care at once.",
        "If your child has a fever, she may want to rest. Call us when he or she is under 3 months.",
        "Many of our patients ask about flu shots.",
        "---\ntitle: A walk\nconsent: C-7Q4M2X\n---\n\nThe patient underwent surgery and was discharged.\n",
        "---\ntitle: A walk\nvignette: composite\nvignette_attested_by: elena-marsh\n---\n\nA 47-year-old teacher came to our clinic last week.\n",
    ),
)  # fmt: skip
REPLY_RULE = Rule(
    code="PHI102", name="review-reply-confirms-visit",
    summary="An answer to a review or a comment that confirms that the writer is a patient.",
    why="That somebody is a patient is itself protected; an answer may not confirm it, whatever the reviewer wrote.",
    fix="Answer without saying that there was a visit, and invite the writer to call the office.",
    authority=AUTHORIZATION, tier=Tier.HOLD, find=_replies, gated=True,
    bad=(
        "Thank you for your feedback. We're sorry the wait at your visit ran past an hour.",
        "Thank you for sharing your concerns. When you came to see us about your son's ear, we offered antibiotics.",
    ),
    good=(
        "Thank you for your feedback. Please call our office so that we can listen.",
        "Thank you for sharing this article with friends.",
        "Bring your insurance card to your visit.",
    ),
)  # fmt: skip

STORIES: tuple[Rule, ...] = (STORY_RULE, REPLY_RULE)
