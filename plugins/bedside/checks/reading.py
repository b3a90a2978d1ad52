"""Read a text as sentences and weigh how much each tells of one patient."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from bedside.checks.cues import CUES, GENERAL, OTHERS_LIFE, STAFF_LIFE, UNCERTAIN, cues_in
from bedside.checks.model import Context, Surface
from bedside.checks.surfaces import PROSE

__all__ = [
    "NEAR", "STORY", "Reading", "near_patient", "patient_spans", "read", "scan_near_patient",
    "tells_of_patient",
]  # fmt: skip

STORY = 2.5  # the sum over WINDOW sentences at which a passage is one patient's story
NEAR = 1.5  # the weight of a sentence or its neighbour at which an identifier counts
WINDOW = 3
_HALF = 0.5  # a sentence with if, when, may, study
_ASIDE = 0.3  # a sentence about you, a person, patients with
_END = re.compile(
    r"[.!?\n](?:(?<=\n)\n*|(?<!\bDr\.)(?<!\bMr\.)(?<!\bMs\.)(?<!\bMrs\.)(?<!\bSt\.)(?<!\bvs\.)"
    r"(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bNo\.)(?<!\b[A-Z]\.)[\"')\]]*\s+(?=[\"'(\[]?[A-Z0-9]))"
)


@dataclass(slots=True)
class Reading:
    """A text's sentences as spans; each is weighed when it is first asked about."""

    text: str
    starts: list[int]
    ends: list[int]
    _weights: dict[int, dict[str, float]] = field(default_factory=dict)

    def cues(self, index: int) -> dict[str, float]:
        """Return the cues of a sentence and what each weighs there."""
        if index not in self._weights:
            found = _weigh(self.text[self.starts[index] : self.ends[index]])
            if found and self._beside_staff(index):
                found = {name: weight * _ASIDE for name, weight in found.items()}
            self._weights[index] = found
        return self._weights[index]

    def _beside_staff(self, index: int) -> bool:
        """Tell whether the sentence or one of its two neighbours tells of a clinician's own life."""
        first, last = max(0, index - 1), min(len(self.starts), index + 2) - 1
        return bool(STAFF_LIFE.search(self.text, self.starts[first], self.ends[last]))

    def weight(self, index: int) -> float:
        """Return what a sentence weighs; 0 outside the text."""
        return sum(self.cues(index).values()) if 0 <= index < len(self.starts) else 0.0

    def index(self, at: int) -> int:
        """Return the sentence that holds the character `at`."""
        return max(bisect_right(self.starts, at) - 1, 0)

    def near(self, at: int) -> float:
        """Return the greatest weight of the sentence at `at` and its two neighbours."""
        index = self.index(at)
        return max(self.weight(one) for one in (index - 1, index, index + 1))

    def own(self, at: int) -> float:
        """Return the weight of the sentence at `at`."""
        return self.weight(self.index(at))

    def story(self, first: int) -> float:
        """Return the sum over the three sentences from `first`."""
        total: dict[str, float] = {}
        for index in range(first, min(first + WINDOW, len(self.starts))):
            for name, weight in self.cues(index).items():
                before = total.get(name, 0.0)
                grows = name in _ADDING and before < 2 * weight
                total[name] = before + weight if grows else max(before, weight)
        return sum(total.values())

    def best(self) -> tuple[float, int]:
        """Return the greatest story score and the sentence at which it begins."""
        scores = [(self.story(i), -i) for i in range(len(self.starts)) if self.cues(i)]
        best, first = max(scores, default=(0.0, 0))
        return best, -first


_ADDING = frozenset(cue.name for cue in CUES if cue.adds_up)


def read(surface: Surface, context: Context) -> Reading:
    """Return the surface's reading, made once for all rules of a document."""
    readings = context.cache.setdefault("readings", {})
    assert isinstance(readings, dict)
    found = readings.get(id(surface))
    if not isinstance(found, Reading):
        found = readings[id(surface)] = _split(surface.text)
    return found


def near_patient(surface: Surface, context: Context, at: int, least: float = NEAR) -> bool:
    """Tell whether the words around `at` tell of one patient.

    Beside the prose (a title, an alternative text, a file name) the whole document's story counts:
    such a place has no neighbours of its own.
    """
    if read(surface, context).near(at) >= least:
        return True
    return surface.name not in PROSE and _document(context) >= STORY


def patient_spans(surface: Surface, context: Context, least: float = NEAR) -> list[tuple[int, int]]:
    """Return the parts of the text in which `near_patient` holds, neighbours joined."""
    reading = read(surface, context)
    if surface.name not in PROSE and _document(context) >= STORY:
        return [(0, len(surface.text))]
    weights = [reading.weight(index) for index in range(len(reading.starts))]
    spans: list[tuple[int, int]] = []
    for index, (start, end) in enumerate(zip(reading.starts, reading.ends, strict=True)):
        if max(weights[max(0, index - 1) : index + 2]) < least:
            continue
        if spans and spans[-1][1] == start:
            start = spans.pop()[0]  # noqa: PLW2901  joined with the sentence before
        spans.append((start, end))
    return spans


def scan_near_patient(
    pattern: re.Pattern[str], surface: Surface, context: Context, least: float = NEAR
) -> Iterator[re.Match[str]]:
    """Yield the matches that stand near words about one patient."""
    for start, end in patient_spans(surface, context, least):
        yield from pattern.finditer(surface.text, start, end)


def tells_of_patient(surface: Surface, context: Context, at: int, least: float) -> bool:
    """Tell whether the very sentence at `at` tells of one patient."""
    return read(surface, context).own(at) >= least


def _document(context: Context) -> float:
    """Return the story score of the document's prose, which the engine puts in the cache."""
    body = context.cache.get("body")
    if not isinstance(body, Surface):
        return 0.0
    score = context.cache.get("story")
    if not isinstance(score, float):
        score = context.cache["story"] = read(body, context).best()[0]
    return score


def _split(text: str) -> Reading:
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for found in _END.finditer(text):
        if text[at : found.end()].strip():
            starts.append(at)
            ends.append(found.end())
            at = found.end()
    if text[at:].strip() or not starts:
        starts.append(at)
        ends.append(len(text))
    return Reading(text, starts, ends)


def _weigh(sentence: str) -> dict[str, float]:
    found = {cue.name: cue.weight for cue in cues_in(sentence)}
    if not found or OTHERS_LIFE.search(sentence):
        return {}
    factor = _HALF if UNCERTAIN.search(sentence) else 1.0
    if GENERAL.search(sentence):
        factor *= _ASIDE
    return {name: weight * factor for name, weight in found.items()}
