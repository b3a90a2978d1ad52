"""One patient told without an identifier: held until a consent or an attested vignette excuses it."""

from collections.abc import Iterable, Iterator

from bedside.checks.late import compile_late
from bedside.checks.model import Context, Match, Rule, Surface, Tier
from bedside.checks.organisation import is_reference
from bedside.checks.passages import Reading
from bedside.checks.reading import read
from bedside.checks.rules.law import STUDY
from bedside.checks.rules.review_replies import REPLY_RULE

__all__ = ["STORIES"]

_TITLE = {"title and name"}  # the name alone is for PHI001 to judge
_CITED = compile_late(
    r"\s*(?:[A-Z][A-Za-z]*\.? ){1,6}\d+ ?\("
)  # the title of a case report in a journal


def _stories(surface: Surface, context: Context) -> Iterator[Match]:
    """Yield each passage whose three sentences reach the score, neighbours joined."""
    if context.excuses(surface.name) or is_reference(surface):
        return
    reading = read(surface, context)
    taken = {one for first, last in reading.notes for one in range(first, last + 1)}
    for start, end in _joined(sorted(taken.union(_told(surface, reading)))):
        words = surface.text[reading.starts[start] : reading.ends[end]]
        blank = len(words) - len(words.lstrip())
        yield Match(start=reading.starts[start] + blank, end=reading.ends[end],
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
STORIES: tuple[Rule, ...] = (STORY_RULE, REPLY_RULE)
