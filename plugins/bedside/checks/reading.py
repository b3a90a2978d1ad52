"""Where identifiers count: near words about one patient."""

import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from bedside.checks.cues import CONDITION
from bedside.checks.late import compile_late
from bedside.checks.model import Context, Surface, Tier
from bedside.checks.passages import NEAR, STORY, Reading, read_text
from bedside.checks.reader.post import ahead
from bedside.checks.surfaces import PROSE

__all__ = [
    "NO_PASSAGE", "is_excused", "is_near_patient", "near_patient", "patient_spans", "prose_before", "read", "scan_near_patient", "scan_sentences", "story_of",
    "tells_of_patient", "tier_at", "title_of",
]  # fmt: skip

# What the model was not taught; of a title it is asked by itself.
NO_PASSAGE = compile_late(
    r"\A(?:link|code|comment|title\Z|table"
    r"|front-matter:(?!image|slug|tags|long_description|video\.transcript|card|reshare|corrections|event|cta\.text))"
)


def read(surface: Surface, context: Context) -> Reading:
    """Return the surface's reading, made once for all rules of a document."""
    readings = context.cache.get("readings")
    if not isinstance(readings, dict):
        readings = context.cache["readings"] = {}
    found = readings.get(id(surface))
    if not isinstance(found, Reading):
        found = readings[id(surface)] = read_text(surface.text)
        found.weigh(as_prose=surface.name in PROSE)
    return found


def near_patient(surface: Surface, context: Context, at: int, least: float = NEAR) -> bool:
    """Tell whether the words around `at` tell of one patient.

    Beside the prose (a title, an alternative text, a file name) the whole document's story counts:
    such a place has no neighbours of its own.
    """
    if read(surface, context).near(at) >= least:
        return True
    return surface.name not in PROSE and story_of(context) >= STORY


def tier_at(surface: Surface, context: Context, at: int) -> Tier:
    """Return BLOCK where the words around say that somebody was cared for, else HOLD."""
    reading = read(surface, context)
    if surface.name not in PROSE or reading.is_cared_for(at):
        return Tier.BLOCK
    sentence = reading.index(at)
    words = surface.text[reading.starts[sentence] : reading.ends[sentence]]
    return Tier.BLOCK if CONDITION.search(words) and not reading.is_framed(at) else Tier.HOLD


def is_excused(tier: Tier, context: Context) -> bool:
    """Tell whether a consent or an attested vignette excuses what is only held."""
    return tier is Tier.HOLD and bool(context.consent or context.vignette)


def is_near_patient(surface: Surface, context: Context) -> bool:
    """Tell whether anything in the text stands near words about one patient."""
    return bool(patient_spans(surface, context))


def patient_spans(surface: Surface, context: Context, least: float = NEAR) -> list[tuple[int, int]]:
    """Return the parts of the text in which `near_patient` holds, neighbours joined."""
    cache = context.cache.setdefault("near", {})
    assert isinstance(cache, dict)
    found: list[tuple[int, int]] | None = cache.get((id(surface), least))
    if found is None:
        if surface.name not in PROSE and story_of(context) >= STORY:
            found = [(0, len(surface.text))]
        else:
            reading = read(surface, context)
            found = _join(reading, reading.near_sentences(least), before=1)
        cache[id(surface), least] = found
    return found


def _join(reading: Reading, indexes: Iterable[int], *, before: int) -> list[tuple[int, int]]:
    """Return sentences with the one after, and so many before, as spans of the text."""
    last = len(reading.starts) - 1
    spans: list[tuple[int, int]] = []
    for index in indexes:
        start, end = reading.starts[max(0, index - before)], reading.ends[min(index + 1, last)]
        if spans and start <= spans[-1][1]:
            start = spans.pop()[0]  # joined with the sentences before
        spans.append((start, end))
    return spans


def scan_near_patient(
    pattern: re.Pattern[str], surface: Surface, context: Context, least: float = NEAR
) -> Iterable[re.Match[str]]:
    """Return the matches that stand near words about one patient."""
    spans = patient_spans(surface, context, least)
    return _scan(pattern, surface.text, spans) if spans else ()


def scan_sentences(
    pattern: re.Pattern[str], surface: Surface, context: Context, words: AbstractSet[str],
    *, sign: re.Pattern[str] | None = None,
) -> Iterable[re.Match[str]]:  # fmt: skip
    """Return the matches of a pattern that begins in a sentence with one of these words.

    `sign` is what every match holds, quicker to find than the pattern itself.
    """
    reading = read(surface, context)
    if not (sentences := reading.with_words(words)):
        return ()
    text, spans = surface.text, _join(reading, sentences, before=0)
    return _scan(pattern, text, [one for one in spans if sign is None or sign.search(text, *one)])


def _scan(
    pattern: re.Pattern[str], text: str, spans: Iterable[tuple[int, int]]
) -> Iterator[re.Match[str]]:
    for start, end in spans:
        yield from pattern.finditer(text, start, end)


def tells_of_patient(surface: Surface, context: Context, at: int, least: float) -> bool:
    """Tell whether the very sentence at `at` tells of one patient."""
    return read(surface, context).own(at) >= least


def title_of(context: Context) -> str:
    """Return the title of the document, which the engine puts in the cache."""
    return str(context.cache.get("title", ""))


def story_of(context: Context) -> float:
    """Return the story score of the document's prose, which the engine puts in the cache."""
    body = context.cache.get("body")
    if not isinstance(body, Surface):
        return 0.0
    score = context.cache.get("story")
    if not isinstance(score, float):
        score = context.cache["story"] = read(body, context).best()[0]
    return score


def prose_before(surface: Surface, context: Context) -> str:
    """Return the prose that a summary or the words for a picture are read behind."""
    body = context.cache.get("body")
    if surface.name in PROSE or not isinstance(body, Surface):
        return ""
    return ahead(body.text)
