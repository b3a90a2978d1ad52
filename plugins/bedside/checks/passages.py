"""Read a text as sentences and weigh how much each tells of one patient."""

from bisect import bisect_right
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from bedside.checks.cues import (
    CUES,
    GENERAL,
    LIFE,
    OTHERS_LIFE,
    RESEARCH,
    STAFF_LIFE,
    UNCERTAIN,
    ask,
    cues_in,
)
from bedside.checks.frames import STRONG, is_fiction, is_framed
from bedside.checks.late import compile_late
from bedside.checks.notes import note_odds, note_passages, plain_lower, split_words

__all__ = ["NEAR", "STORY", "Reading", "read_text", "sentences"]

STORY = 2.5  # the sum over WINDOW sentences at which a passage is one patient's story
NEAR = 1.5  # the weight of a sentence or its neighbour at which an identifier counts
WINDOW = 3
CLEAR = 6.0  # the odds at which a passage is a note whatever else is thought of it
SURE = 8.0  # the odds at which a passage is a note even beside words about research
NOTE_WEIGHT = 2.0  # what a sentence gains inside a passage that reads like a visit note
_HALF = 0.5  # a sentence with if, when, may, study
_ASIDE = 0.3  # a sentence about you, a person, patients with
_LIFE_ALONE = 0.8  # a story without a word of care
_END = compile_late(
    r"[.!?\n](?:(?<=\n)\n*|(?<!\bDr\.)(?<!\bMr\.)(?<!\bMs\.)(?<!\bMrs\.)(?<!\bSt\.)(?<!\bvs\.)"
    r"(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bNo\.)(?<!\b[A-Z]\.)[\"')\]]*\s+(?=[\"'(\[]?[A-Z0-9]))"
)


@dataclass(slots=True)
class Reading:
    """A text's sentences as spans, each weighed."""

    text: str
    starts: list[int]
    ends: list[int]
    weights: list[float] = field(default_factory=list)  # how much each tells of one patient
    notes: list[tuple[int, int]] = field(default_factory=list)  # first and last sentence of each
    words: list[AbstractSet[str]] = field(default_factory=list)  # of each sentence
    _framed: dict[int, bool] = field(default_factory=dict)  # by sentence
    _fiction: bool | None = None
    _cues: dict[int, dict[str, float]] = field(default_factory=dict)
    _clear_notes: list[tuple[int, int]] = field(default_factory=list)
    _in_story: set[int] = field(default_factory=set)
    _all_words: frozenset[str] = frozenset()

    def weigh(self, *, as_prose: bool) -> None:
        """Weigh every sentence, once: by its cues, and in prose as part of a note."""
        lower = plain_lower(self.text)
        asked: list[int] = []
        odds: list[float] = []
        for start, end in zip(self.starts, self.ends, strict=True):
            tokens = split_words(lower, start, end)
            words = frozenset(tokens)
            self.words.append(words)
            asked.append(ask(words))
            if as_prose:
                odds.append(note_odds(tokens, words))
        self._all_words = frozenset().union(*self.words)
        for index, mask in enumerate(asked):
            if mask and (found := self._weigh(index, mask)):
                self._cues[index] = found
        if not (as_prose or self._cues):
            self.weights = [0.0] * len(asked)
            return  # it tells of nobody
        self._frame()
        self.weights = [
            sum(self._cues[i].values()) if i in self._cues else 0.0 for i in range(len(asked))
        ]
        notes = note_passages(odds)
        self.notes = [(a, b) for a, b, odd in notes if odd >= SURE or not self._is_excused(a, b)]
        self._clear_notes = [(a, b) for a, b, odd in notes if odd >= CLEAR]
        for first, last in self.notes:
            for index in range(first, last + 1):
                self.weights[index] += NOTE_WEIGHT
        for first in self.told():
            self._in_story.update(range(first, min(first + WINDOW, len(self.starts))))

    def _is_excused(self, first: int, last: int) -> bool:
        """Tell whether a passage, or a sentence beside it, tells of a study or of no patient."""
        start, end = self.starts[max(0, first - 1)], self.ends[min(last + 1, len(self.ends) - 1)]
        return bool(RESEARCH.search(self.text, start, end)) or self.is_framed(self.starts[first])

    def with_words(self, wanted: AbstractSet[str]) -> list[int]:
        """Return the sentences that have one of these words."""
        here = wanted & self._all_words
        if not here:
            return []
        return [index for index, found in enumerate(self.words) if not here.isdisjoint(found)]

    def cues(self, index: int) -> dict[str, float]:
        """Return the cues of a sentence and what each weighs there."""
        return self._cues.get(index, {})

    def _frame(self) -> None:
        """Take weight from the cues in paragraphs about somebody who is no patient."""
        if max(map(self.story, self._cues), default=0.0) < 1:
            return  # nothing to weaken
        for index, found in self._cues.items():
            if self.is_framed(self.starts[index]):
                self._cues[index] = {
                    name: weight if name in STRONG else weight * _ASIDE
                    for name, weight in found.items()
                }

    def is_framed(self, at: int) -> bool:
        """Tell whether the paragraph at `at` tells of somebody who is no patient."""
        index = self.index(at)
        if index not in self._framed:
            if self._fiction is None:
                self._fiction = is_fiction(self.text)
            self._framed[index] = self._fiction or is_framed(self.text, at)
        return self._framed[index]

    def _weigh(self, index: int, mask: int) -> dict[str, float]:
        found = _weigh(self.text[self.starts[index] : self.ends[index]], mask)
        if found and self._beside_staff(index):
            return {name: weight * _ASIDE for name, weight in found.items()}
        return found

    def _beside_staff(self, index: int) -> bool:
        """Tell whether the sentence or one of its two neighbours tells of a clinician's own life."""
        first, last = max(0, index - 1), min(len(self.starts), index + 2) - 1
        return bool(STAFF_LIFE.search(self.text, self.starts[first], self.ends[last]))

    def weight(self, index: int) -> float:
        """Return what a sentence weighs; 0 outside the text."""
        return self.weights[index] if 0 <= index < len(self.weights) else 0.0

    def index(self, at: int) -> int:
        """Return the sentence that holds the character `at`."""
        return max(bisect_right(self.starts, at) - 1, 0)

    def near(self, at: int) -> float:
        """Return the greatest weight of the sentence at `at` and its two neighbours.

        Inside a story it is STORY at least.
        """
        index = self.index(at)
        least = STORY if index in self._in_story else 0.0
        return max(least, *(self.weight(one) for one in (index - 1, index, index + 1)))

    def near_sentences(self, least: float) -> list[int]:
        """Return the sentences whose own and whose neighbours' identifiers count."""
        told = self._in_story if least <= STORY else ()
        return sorted({i for i, weight in enumerate(self.weights) if weight >= least}.union(told))

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
        score = sum(total.values())
        return score if not LIFE.issuperset(total) else score * _LIFE_ALONE

    def is_cared_for(self, at: int) -> bool:
        """Tell whether the words around `at` are about care, and not only about somebody's life."""
        index = self.index(at)
        first, last = index - WINDOW, index + WINDOW
        if self._touches(self.notes, at):
            return True
        return any(
            weight >= 1 and name not in LIFE
            for one in range(first, last + 1)
            for name, weight in self.cues(one).items()
        )

    def is_clear_note(self, at: int) -> bool:
        """Tell whether the sentence at `at`, or one beside it, clearly reads like a visit note."""
        return self._touches(self._clear_notes, at)

    def _touches(self, passages: list[tuple[int, int]], at: int) -> bool:
        index = self.index(at)
        return any(first <= index + 1 and index - 1 <= last for first, last in passages)

    def told(self) -> Iterator[int]:
        """Yield the sentences from which the cues of three add up to a story."""
        for index in sorted(self._cues):
            if self.story(index) >= STORY:
                yield index

    def best(self) -> tuple[float, int]:
        """Return the greatest story score and the sentence at which it begins."""
        scores = [(self.story(i), -i) for i in self._cues]
        scores += [(STORY, -first) for first, _last in self.notes]
        best, first = max(scores, default=(0.0, 0))
        return best, -first


_ADDING = frozenset(cue.name for cue in CUES if cue.adds_up)


def sentences(text: str) -> list[str]:
    """Return the sentences of a text."""
    reading = read_text(text)
    return [text[a:b] for a, b in zip(reading.starts, reading.ends, strict=True)]


def read_text(text: str) -> Reading:
    """Return the sentences of a text, not weighed yet."""
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


def _weigh(sentence: str, asked: int) -> dict[str, float]:
    found = {cue.name: cue.weight for cue in cues_in(sentence, asked)}
    if not found or OTHERS_LIFE.search(sentence):
        return {}
    factor = _HALF if UNCERTAIN.search(sentence) else 1.0
    if GENERAL.search(sentence):
        factor *= _ASIDE
    return {name: weight * factor for name, weight in found.items()}
